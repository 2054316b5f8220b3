//! The page of all roles, and one for each: what the role can do, its articles and its symptoms.
//!
//! In go the documents of a docset and its vocabulary; out come contexts for templates. What a role
//! can do is read from tables with a column of roles and one of access.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use crate::path::{encode_fragment, relative_url};
use crate::roles::{Role, RoleRef, Spelling, Vocabulary, is_audience, parse_statement};
use crate::site::document::{BlockKind, Document};
use crate::theme::Translation;

/// Something that a role can do.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Access {
    /// What, as the table says it.
    text: String,
    /// The part of the product, where the table names it.
    place: Option<String>,
    /// Document, by index.
    document: usize,
    anchor: Option<String>,
}

/// The roles of a docset with all that its pages say about them.
#[derive(Debug)]
pub struct RolePages<'a> {
    vocabulary: &'a Vocabulary,
    documents: &'a [Document],
    access: HashMap<String, Vec<Access>>,
    /// Documents by role id, in their order.
    pages: HashMap<String, Vec<usize>>,
}

impl<'a> RolePages<'a> {
    /// Gathers what the pages say.
    #[must_use]
    pub fn new(vocabulary: &'a Vocabulary, documents: &'a [Document]) -> Self {
        let mut pages: HashMap<String, Vec<usize>> = HashMap::new();
        let mut access: HashMap<String, Vec<Access>> = HashMap::new();
        for (at, document) in documents.iter().enumerate() {
            if document.facts.noindex {
                continue;
            }
            let sections = document.sections.iter().flat_map(|section| &section.roles);
            for role in document.facts.roles.iter().chain(sections) {
                let list = pages.entry(role.id.clone()).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
            read_tables(vocabulary, document, at, &mut access);
        }
        Self { vocabulary, documents, access, pages }
    }

    /// Whether there is anything to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shown().next().is_none()
    }

    /// Roles that have a page: all of the vocabulary, by name.
    pub fn shown(&self) -> impl Iterator<Item = &'a Role> + use<'a> {
        let mut roles: Vec<&Role> = self.vocabulary.roles().iter().collect();
        roles.sort_by_cached_key(|role| role.name.to_lowercase());
        roles.into_iter()
    }

    /// `page.roles_index` of the page of all roles: `{ count, groups: [{ title or null, roles:
    /// [{ id, name, description or null, href, pages, symptoms }] }] }`. `symptoms` counts by role id.
    #[must_use]
    pub fn index_context(
        &self,
        page: &str,
        path_of: &dyn Fn(&str) -> String,
        symptoms: &HashMap<String, usize>,
        translation: &Translation,
    ) -> Value {
        let mut groups: BTreeMap<(bool, &str), Vec<Value>> = BTreeMap::new();
        let mut count = 0;
        for role in self.shown() {
            count += 1;
            // Groups by name; what belongs to none comes first, those who are no role last.
            let group = match &role.group {
                _ if is_audience(&role.name) => (true, translation.text("Everybody")),
                Some(group) => (false, group.as_str()),
                None => (false, ""),
            };
            groups.entry(group).or_default().push(json!({
                "id": role.id,
                "name": role.name,
                "description": role.description,
                "href": relative_url(page, &path_of(&role.id)),
                "pages": self.pages.get(&role.id).map_or(0, Vec::len),
                "symptoms": symptoms.get(&role.id).copied().unwrap_or(0),
            }));
        }
        let groups: Vec<Value> = groups
            .into_iter()
            .map(|((_, title), roles)| {
                let title = (!title.is_empty()).then_some(title);
                json!({ "title": title, "roles": roles })
            })
            .collect();
        json!({ "count": count, "groups": groups })
    }

    /// `page.role` of a role's page: `{ id, name, description or null, aliases, group or null,
    /// parent {name, href} or null, includes [{name, href}], access [{ page_title, href,
    /// places [{ place or null, rows [text] }] }], areas [{ title, pages [{ title, description or null, href }] }], count }`.
    #[must_use]
    pub fn page_context(
        &self,
        role: &Role,
        page: &str,
        path_of: &dyn Fn(&str) -> String,
        translation: &Translation,
    ) -> Value {
        let link = |role: &Role| json!({ "id": role.id, "name": role.name, "href": relative_url(page, &path_of(&role.id)) });
        let parent = role.parent.as_deref().and_then(|id| self.vocabulary.get(id)).map(link);
        let children = self.shown().filter(|other| other.parent.as_deref() == Some(&role.id));
        let access = self.access_by_page(&role.id, page);
        let mut areas: Vec<(&str, Vec<Value>)> = Vec::new();
        let pages = self.pages.get(&role.id).map_or(&[][..], Vec::as_slice);
        for &at in pages {
            let facts = &self.documents[at].facts;
            let title = facts.area.as_deref().unwrap_or_else(|| translation.text("Other"));
            let value = json!({
                "title": facts.title,
                "description": facts.description,
                "href": relative_url(page, &facts.path),
            });
            match areas.iter_mut().find(|(name, _)| *name == title) {
                Some((_, pages)) => pages.push(value),
                None => areas.push((title, vec![value])),
            }
        }
        let areas: Vec<Value> = areas
            .into_iter()
            .map(|(title, pages)| json!({ "title": title, "pages": pages }))
            .collect();
        json!({
            "id": role.id,
            "name": role.name,
            "description": role.description,
            "aliases": role.aliases,
            "group": role.group,
            "parent": parent,
            "includes": children.map(link).collect::<Vec<_>>(),
            "access": access,
            "areas": areas,
            "count": pages.len(),
        })
    }

    /// What a role's page leads to, for search engines: titles of the first few of its articles.
    #[must_use]
    pub fn titles(&self, role: &Role) -> Option<String> {
        const SHOWN: usize = 4;
        let pages = self.pages.get(&role.id)?;
        let titles = pages.iter().take(SHOWN).map(|&at| self.documents[at].facts.title.as_str());
        let titles = titles.collect::<Vec<_>>().join(" · ");
        (!titles.is_empty()).then(|| format!("{}: {titles}", role.name))
    }

    /// What a role can do: for each page that says so, its rows by the place they are about, in the
    /// order in which places come up.
    fn access_by_page(&self, role: &str, page: &str) -> Vec<Value> {
        let rows = self.access.get(role).map_or(&[][..], Vec::as_slice);
        let mut sources: Vec<Source<'_>> = Vec::new();
        for row in rows {
            let at = sources.iter().position(|source| source.first.document == row.document);
            let at = at.unwrap_or_else(|| {
                sources.push(Source { first: row, places: Vec::new() });
                sources.len() - 1
            });
            let places = &mut sources[at].places;
            let place = row.place.as_deref();
            match places.iter_mut().find(|(known, _)| *known == place) {
                Some((_, rows)) => rows.push(&row.text),
                None => places.push((place, vec![&row.text])),
            }
        }
        let source = |Source { first, places }: &Source<'_>| {
            let facts = &self.documents[first.document].facts;
            let mut href = relative_url(page, &facts.path);
            if let Some(anchor) = &first.anchor {
                href.push('#');
                href.push_str(&encode_fragment(anchor));
            }
            let places: Vec<Value> = places
                .iter()
                .map(|(place, rows)| json!({ "place": place, "rows": rows }))
                .collect();
            json!({ "page_title": facts.title, "href": href, "places": places })
        };
        sources.iter().map(source).collect()
    }
}

/// What one page says of a role: its first row, and all of them by place.
struct Source<'a> {
    first: &'a Access,
    places: Vec<(Option<&'a str>, Vec<&'a str>)>,
}

/// The columns of a table of access, by index.
#[derive(Clone, Copy)]
struct Columns {
    role: usize,
    access: usize,
    place: Option<usize>,
}

fn columns(header: &[String]) -> Option<Columns> {
    let cells: Vec<String> = header.iter().map(|cell| cell.trim().to_lowercase()).collect();
    let find = |is: &dyn Fn(&str) -> bool| cells.iter().position(|cell| is(cell));
    let role = find(&|cell| matches!(cell, "role" | "roles" | "user role" | "user roles"))?;
    let access = find(&|cell| {
        cell.split(' ').count() < 6
            && (cell.contains("access") || cell.contains("permission") || cell.contains("can do"))
    })?;
    let place = find(&|cell| matches!(cell, "workspace" | "area" | "page" | "feature" | "section"));
    (role != access).then_some(Columns { role, access, place })
}

fn read_tables(
    vocabulary: &Vocabulary,
    document: &Document,
    at: usize,
    found: &mut HashMap<String, Vec<Access>>,
) {
    for section in &document.sections {
        let mut table = None;
        for block in &section.blocks {
            match block.kind {
                BlockKind::Row { header: true } => table = columns(&block.cells),
                BlockKind::Row { header: false } => {
                    let Some(columns) = table else { continue };
                    let cell = |column: usize| {
                        block.cells.get(column).map(|cell| cell.trim()).filter(|c| !c.is_empty())
                    };
                    let (Some(roles), Some(text)) = (cell(columns.role), cell(columns.access))
                    else {
                        continue;
                    };
                    for role in known(vocabulary, roles) {
                        let rows = found.entry(role.id).or_default();
                        let row = Access {
                            text: text.to_owned(),
                            place: columns.place.and_then(cell).map(str::to_owned),
                            document: at,
                            anchor: section.anchor.clone(),
                        };
                        if !rows.contains(&row) {
                            rows.push(row);
                        }
                    }
                }
                _ => table = None,
            }
        }
    }
}

/// The roles that a cell names; what the vocabulary doesn't have is none.
fn known(vocabulary: &Vocabulary, cell: &str) -> Vec<RoleRef> {
    let stated = parse_statement(cell).into_iter();
    stated
        .filter(|stated| !matches!(vocabulary.spelling(&stated.name), Spelling::Unknown(_)))
        .map(|stated| vocabulary.resolve(&stated.name))
        .collect()
}
