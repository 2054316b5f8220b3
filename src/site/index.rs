//! The index stage: small facts about every page, gathered from the parsed files.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::addresses::Addresses;
use super::applies;
use super::corpus::Corpus;
use super::document::{PageFacts, PageKind};
use super::metadata::{self, DATE_FORMAT_INVALID, effective_metadata, key_span, parse_date};
use super::monikers::{Fate, Monikers, Set};
use super::pivots::Pivots;
use super::redirects::Redirects;
use super::toc::{Place, TocTarget, Tocs};
use super::uids::Uids;
use super::versions;
use crate::article::yaml_page::{Content, YamlPage};
use crate::article::{
    Body, Context, Heading, Metadata, MonikerZone, NodeKind, StatementKind, TableRanges, page_id,
    slug,
};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::roles::Vocabulary;
use crate::source::{FileId, FileKind};
use crate::{path, yaml};

/// The file in which a docset names its roles, in its root.
const ROLES_FILE: &str = "roles.toml";

/// A `roles.toml` that cannot be used.
pub static ROLES_FILE_INVALID: Code = Code {
    name: "roles-file-invalid",
    severity: Severity::Error,
    summary: "`roles.toml` cannot be used.",
    explanation: "The file has `[[role]]` tables with `name` and, if wanted, `id`, `aliases`, `group`, `parent` and `description`. No two roles share an id, a name or an alias. Until it is put right, roles are inferred from the pages.",
    wrong: "[[role]]\nid = \"Admin\"",
    right: "[[role]]\nid = \"admin\"\nname = \"Admin\"",
};

/// Index of a page in its [`SiteIndex`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// What is known about a page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its source.
    pub file: FileId,
    /// What other pages and consumers may see.
    pub facts: PageFacts,
    /// Ids that links may point to, those of included text and of raw HTML too.
    pub anchors: FxHashSet<Box<str>>,
    /// An include of it is not there, and may have had further ids.
    pub lacks_text: bool,
    /// Where it stands in the tables of contents.
    pub place: Option<Place>,
    /// The versions it is for, when it says so.
    pub monikers: Option<Set>,
}

/// Facts about the whole docset.
#[derive(Debug, Default)]
pub struct SiteIndex {
    /// Pages, in the order of their source paths.
    pub pages: Vec<Page>,
    by_file: FxHashMap<FileId, PageId>,
    by_path: FxHashMap<String, PageId>,
    /// Pages by the UID that they state.
    pub uids: Uids,
    /// Published resources by site path.
    resources: FxHashMap<String, FileId>,
    /// Site paths of published resources.
    resource_paths: FxHashMap<FileId, String>,
    /// Tables of contents.
    pub tocs: Tocs,
    /// The files that give breadcrumbs.
    pub breadcrumbs: Vec<FileId>,
    /// Sources that have moved.
    pub redirects: Redirects,
    /// The versions of the docset.
    pub monikers: Monikers,
    /// Pages that are versions of one: the name of the version and the page, newest first.
    families: Vec<Vec<(String, PageId)>>,
    /// The place of a page's family.
    family_of: FxHashMap<PageId, usize>,
    /// Groups of pivots.
    pub pivots: Pivots,
    /// The roles of the docset.
    pub vocabulary: Vocabulary,
    /// Site paths of pages of a kind that is not built here.
    unbuilt: FxHashSet<String>,
    /// Path that the docset's own site-absolute links begin with, lower-cased.
    pub base_path: String,
    /// Host of other docsets.
    pub host: String,
    /// The host that this docset is published on, when docfx.json names it.
    pub own_host: String,
    /// Whether links that name that host are links into the docset or beside it.
    removes_host: bool,
}

impl SiteIndex {
    /// The page with this id.
    #[must_use]
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0 as usize]
    }

    /// What pages are called beside their titles: in tables of contents, with the words a filter finds
    /// an entry by, by the last part of the addresses of pages that moved here, and by the aliases of
    /// cmdlets.
    #[must_use]
    pub fn names(&self) -> FxHashMap<PageId, Vec<String>> {
        let mut names: FxHashMap<PageId, Vec<String>> = FxHashMap::default();
        for node in self.tocs.list.iter().flat_map(|toc| &toc.nodes) {
            let Some(TocTarget::Page(page, suffix)) = &node.target else { continue };
            // An entry for a part of a page names the part.
            if !suffix.contains('#') {
                let own = names.entry(*page).or_default();
                own.push(node.title.clone());
                own.extend(node.display_name.clone());
            }
        }
        for (path, page) in self.redirects.pages() {
            let path = path.trim_end_matches(".html").trim_end_matches("/index");
            names.entry(page).or_default().extend(path.rsplit('/').next().map(str::to_owned));
        }
        for page in self.ids() {
            let facts = &self.page(page).facts;
            let aliases = facts.metadata.get("aliases").filter(|_| facts.reference.is_some());
            let aliases = aliases.and_then(serde_json::Value::as_array).into_iter().flatten();
            let aliases: Vec<String> = aliases.filter_map(yaml::scalar_text).collect();
            if !aliases.is_empty() {
                names.entry(page).or_default().extend(aliases);
            }
        }
        names
    }

    /// The versions of a page that are pages of their own, this one among them: the name of each,
    /// newest first; empty for most pages.
    #[must_use]
    pub fn versions(&self, page: PageId) -> &[(String, PageId)] {
        self.family_of.get(&page).map_or(&[], |&family| &self.families[family])
    }

    /// The version of a page that goes with another page: that with the same name, or else the page
    /// itself.
    #[must_use]
    pub fn version_for(&self, page: PageId, from: PageId) -> PageId {
        let own = self.versions(from).iter().find(|(_, version)| *version == from);
        let same =
            own.and_then(|(name, _)| self.versions(page).iter().find(|(other, _)| other == name));
        same.map_or(page, |(_, version)| *version)
    }

    /// The page made from a file.
    #[must_use]
    pub fn page_of(&self, file: FileId) -> Option<PageId> {
        self.by_file.get(&file).copied()
    }

    /// The page at a site path such as `a/b.html`.
    #[must_use]
    pub fn page_at(&self, path: &str) -> Option<PageId> {
        self.by_path.get(path).copied()
    }

    /// Whether a URL path below the base is that of a page whose kind is not built here.
    pub(super) fn is_unbuilt(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        [format!("{path}.html"), format!("{path}/index.html")]
            .iter()
            .any(|path| self.unbuilt.contains(path))
    }

    /// What stands behind the docset's own host in an address, where links leave it out.
    pub(super) fn without_own_host<'t>(&self, url: &'t str) -> Option<&'t str> {
        if !self.removes_host || self.own_host.is_empty() {
            return None;
        }
        let url = url.trim();
        let head = url.get(..self.own_host.len())?;
        let rest = &url[head.len()..];
        (head.eq_ignore_ascii_case(&self.own_host) && (rest.is_empty() || rest.starts_with('/')))
            .then_some(rest)
    }

    /// The page that states a UID: the one for a version, or else the newest.
    #[must_use]
    pub fn page_with_uid(&self, uid: &str, view: Option<&str>) -> Option<PageId> {
        self.uids.page(self, uid, view)
    }

    /// The site path of a published resource; of two that go to one place, only one has it.
    #[must_use]
    pub fn resource_path(&self, file: FileId) -> Option<&str> {
        self.resource_paths.get(&file).map(String::as_str)
    }

    /// The resource at a site path.
    #[must_use]
    pub fn resource_at(&self, path: &str) -> Option<FileId> {
        self.resources.get(path).copied()
    }

    /// Whether a page, a resource or a redirection has this site path.
    #[must_use]
    pub fn is_taken(&self, path: &str) -> bool {
        self.by_path.contains_key(path)
            || self.resources.contains_key(path)
            || self.redirects.has_stub(path)
    }

    /// Ids of all pages.
    pub fn ids(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..self.pages.len() as u32).map(PageId)
    }

    /// Published resources: source file and site path.
    pub fn resources(&self) -> impl Iterator<Item = (&str, FileId)> {
        self.resources.iter().map(|(path, &id)| (path.as_str(), id))
    }
}

/// Gathers the facts.
#[must_use]
pub fn index(config: &Config, corpus: &Corpus) -> (SiteIndex, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut site = SiteIndex {
        monikers: Monikers::collect(config, corpus, &mut diagnostics),
        base_path: config.base_path().to_lowercase(),
        removes_host: config.docfx.removes_host,
        own_host: match config.docfx.host_name.as_str() {
            "" => String::new(),
            name => format!("https://{name}"),
        },
        host: config.settings.links.host.trim_end_matches('/').to_owned(),
        ..SiteIndex::default()
    };
    metadata::check_configuration(config, corpus, &mut diagnostics);
    let data = corpus.yaml_pages.iter().filter(|(_, page)| matches!(page.content, Content::Data));
    site.unbuilt = data.map(|(&id, _)| corpus.tree.file(id).site_path.clone()).collect();
    let files: Vec<FileId> = corpus
        .tree
        .iter()
        .filter(|(id, file)| match file.kind {
            FileKind::MarkdownPage => true,
            FileKind::YamlPage => {
                corpus.yaml_pages.get(id).is_some_and(|page| !matches!(page.content, Content::Data))
            }
            _ => false,
        })
        .map(|(id, _)| id)
        .collect();
    let gathered: Vec<(Page, Vec<Diagnostic>, Vec<Stated>)> =
        files.par_iter().map(|&file| page(config, corpus, &site.monikers, file)).collect();
    let mut statements = Vec::with_capacity(gathered.len());
    for (page, found, stated) in gathered {
        site.by_file.insert(page.file, PageId(site.pages.len() as u32));
        site.pages.push(page);
        diagnostics.extend(found);
        statements.push(stated);
    }
    let addresses = Addresses::assign(config, corpus, &site, &mut diagnostics);
    for (i, (page, path)) in site.pages.iter_mut().zip(addresses.pages).enumerate() {
        site.by_path.insert(path.clone(), PageId(i as u32));
        page.facts.path = path;
    }
    for family in addresses.families {
        let family: Vec<_> =
            family.into_iter().map(|(name, page)| (name, PageId(page as u32))).collect();
        if let Some(((_, newest), older)) = family.split_first() {
            let path = site.page(*newest).facts.path.clone();
            for (_, page) in older {
                site.pages[page.0 as usize].facts.newest = Some(path.clone());
            }
        }
        let place = site.families.len();
        site.family_of.extend(family.iter().map(|(_, page)| (*page, place)));
        site.families.push(family);
    }
    for (file, path) in addresses.resources {
        site.resource_paths.insert(file, path.clone());
        site.resources.insert(path, file);
    }
    site.uids = Uids::collect(config, corpus, &site, &mut diagnostics);
    site.pivots = Pivots::collect(corpus, site.pages.iter());
    diagnostics.extend(name_roles(corpus, &mut site, &statements));
    applies::unite(site.pages.iter_mut().map(|page| &mut page.facts));
    let mut redirects = Redirects::load(config, corpus, &site, &mut diagnostics);
    redirects.resolve(&site, &mut diagnostics);
    site.redirects = redirects;
    site.breadcrumbs = super::toc::breadcrumb_files(config, corpus);
    let tocs = Tocs::build(corpus, &site, &mut diagnostics);
    for id in site.ids() {
        let place = tocs.place(id);
        let area = place.as_ref().and_then(|place| tocs.area(place)).map(str::to_owned);
        let page = &mut site.pages[id.0 as usize];
        page.place = place;
        page.facts.area = area;
    }
    site.tocs = tocs;
    (site, diagnostics)
}

/// A key that sorts `powershell-7.4` before `powershell-7.10`.
pub(super) fn natural_key(text: &str) -> Vec<(String, u64)> {
    let mut key = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(digits);
        let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        key.push((word.to_lowercase(), tail[..end].parse().unwrap_or(0)));
        rest = &tail[end..];
    }
    key
}

/// The raw texts of a page's roles, before the vocabulary is known.
struct Stated {
    values: Vec<String>,
}

fn page(
    config: &Config,
    corpus: &Corpus,
    monikers: &Monikers,
    file: FileId,
) -> (Page, Vec<Diagnostic>, Vec<Stated>) {
    let source = corpus.tree.file(file);
    let mut diagnostics = Vec::new();
    let yaml_page = corpus.yaml_pages.get(&file);
    let article = corpus.articles.get(&(file, Context::Block));
    let empty = Metadata::new();
    let own = yaml_page
        .map(|page| &page.metadata)
        .or(article.map(|article| &article.front_matter.metadata))
        .unwrap_or(&empty);
    let metadata = effective_metadata(config, &source.path, own);
    metadata::check_types(corpus, file, article, own, &mut diagnostics);
    let breadcrumb = own.get("breadcrumb_path");
    let place = || key_span(corpus, file, article, "breadcrumb_path");
    metadata::check_breadcrumb(corpus, &source.path, breadcrumb, place, &mut diagnostics);
    let bodies: Vec<&Body> = match (yaml_page, article) {
        (Some(page), _) => page.bodies().collect(),
        (None, Some(article)) => vec![&article.body],
        (None, None) => Vec::new(),
    };
    let text = |key: &str| {
        metadata
            .get(key)
            .and_then(yaml::scalar_text)
            .map(|t| t.trim().to_owned())
            .filter(|t| !t.is_empty())
    };
    let own_monikers =
        versions::of_file(config, corpus, monikers, file, &metadata, &mut diagnostics);
    let versions = Versions { monikers, page: own_monikers.as_ref() };
    let first_heading =
        first_heading(corpus, versions, &source.path, &bodies, &mut FxHashSet::default());
    let own_title = yaml_page.and_then(|page| page.title.clone());
    let title = text("title")
        .or_else(|| own_title.clone())
        .or_else(|| first_heading.clone())
        .unwrap_or_else(|| path::file_name(path::stem(&source.path)).to_owned());
    let date = text("ms.date").and_then(|written| {
        let date = parse_date(&written);
        if date.is_none() {
            let span = key_span(corpus, file, article, "ms.date");
            diagnostics.push(
                Diagnostic::new(
                    &DATE_FORMAT_INVALID,
                    &source.path,
                    span,
                    format!("`{written}` is not a date"),
                )
                .help("write month/day/year, as in 7/20/2026"),
            );
        }
        date
    });
    let (stated, applies_to) = statements(&bodies, &metadata);
    let reference = article.filter(|article| article.reference.is_some());
    let facts = PageFacts {
        source: source.path.clone(),
        path: source.site_path.clone(),
        kind: match yaml_page.map(|page| &page.content) {
            Some(Content::Faq(_)) => PageKind::Faq,
            Some(Content::Landing(_)) => PageKind::Landing,
            Some(Content::Hub(_)) => PageKind::Hub,
            _ => PageKind::Article,
        },
        title,
        h1: own_title.or(first_heading),
        description: text("description")
            .map(|text| metadata::plain(corpus, &source.path, &text))
            .or_else(|| yaml_page.and_then(summary))
            .or_else(|| reference.map(|article| article.body.lead(LEAD)))
            .filter(|text| !text.is_empty()),
        topic: text("ms.topic").or_else(|| reference.map(|_| "reference".to_owned())),
        service: text("ms.service"),
        subservice: text("ms.subservice"),
        date,
        roles: Vec::new(),
        applies_to,
        noindex: ["robots", "ROBOTS"]
            .iter()
            .filter_map(|key| text(key))
            .any(|value| value.to_ascii_lowercase().contains("noindex")),
        newest: None,
        reference: reference.and_then(|article| article.reference),
        area: None,
        metadata,
    };
    let mut anchors = FxHashSet::default();
    let mut lacks_text = false;
    let mut seen = FxHashSet::default();
    for body in &bodies {
        lacks_text |= !add_anchors(corpus, versions, &source.path, body, &mut seen, &mut anchors);
    }
    if let Some(YamlPage { content: Content::Faq(faq), .. }) = yaml_page {
        anchors.extend(
            faq.sections
                .iter()
                .flat_map(|s| &s.questions)
                .map(|question| question.id.as_str().into()),
        );
        let named = faq.sections.iter().filter(|section| !section.name.is_empty());
        anchors.extend(named.map(|section| page_id(slug(&section.name)).into()));
    }
    let page = Page { file, facts, anchors, lacks_text, place: None, monikers: own_monikers };
    (page, diagnostics, stated)
}

/// The versions of a page, among all.
#[derive(Clone, Copy)]
struct Versions<'a> {
    monikers: &'a Monikers,
    page: Option<&'a Set>,
}

impl Versions<'_> {
    /// What is left out of a body, because it is for other versions.
    fn dropped(self, body: &Body) -> Vec<&TableRanges> {
        let is_dropped =
            |zone: &&MonikerZone| self.monikers.fate(zone, self.page) == Ok(Fate::Dropped);
        body.moniker_zones.iter().filter(is_dropped).map(|zone| &zone.content).collect()
    }
}

/// Entries of a table that are not left out.
fn kept<'a, T>(
    list: &'a [T],
    dropped: &'a [&TableRanges],
    of: fn(&TableRanges) -> &Range<u32>,
) -> impl Iterator<Item = &'a T> {
    list.iter()
        .enumerate()
        .filter(move |&(i, _)| !dropped.iter().any(|content| of(content).contains(&(i as u32))))
        .map(|(_, item)| item)
}

/// Text of the first heading of level 1 to 3, in included text too. `seen` holds the included
/// files that have been looked into.
fn first_heading(
    corpus: &Corpus,
    versions: Versions<'_>,
    from: &str,
    bodies: &[&Body],
    seen: &mut FxHashSet<(FileId, Context)>,
) -> Option<String> {
    for body in bodies {
        let dropped = versions.dropped(body);
        let own = kept(&body.headings, &dropped, |content| &content.headings)
            .find(|h| h.level <= 3 && !h.text.is_empty());
        if let Some(heading) = own {
            return Some(heading_text(corpus, from, body, heading));
        }
        for include in kept(&body.includes, &dropped, |content| &content.includes) {
            if let Some((id, article)) = corpus.include(from, &include.path, include.context)
                && seen.insert((id, include.context))
                && let path = &corpus.tree.file(id).path
                && let Some(text) = first_heading(corpus, versions, path, &[&article.body], seen)
            {
                return Some(text);
            }
        }
    }
    None
}

/// Text of a heading, with that of what it includes.
fn heading_text(corpus: &Corpus, from: &str, body: &Body, heading: &Heading) -> String {
    let nodes = body.heading_nodes(heading);
    if !nodes.iter().any(|node| matches!(node.kind, NodeKind::Include(_))) {
        return heading.text.clone();
    }
    let texts = nodes.iter().map(|node| match node.kind {
        NodeKind::Include(index) => {
            let include = &body.includes[index as usize];
            let found = corpus.include(from, &include.path, include.context);
            found.map_or_else(String::new, |(_, article)| {
                article.body.plain_text(&article.body.nodes)
            })
        }
        _ => body.plain_text(std::slice::from_ref(node)),
    });
    texts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Collects the ids of a body and its includes; whether all of these are there. `seen` holds the
/// included files whose ids are known.
fn add_anchors(
    corpus: &Corpus,
    versions: Versions<'_>,
    from: &str,
    body: &Body,
    seen: &mut FxHashSet<(FileId, Context)>,
    anchors: &mut FxHashSet<Box<str>>,
) -> bool {
    let dropped = versions.dropped(body);
    let headings = kept(&body.headings, &dropped, |content| &content.headings);
    anchors.extend(headings.map(|heading| heading.id.as_str().into()));
    let html_ids = kept(&body.html_ids, &dropped, |content| &content.html_ids);
    anchors.extend(html_ids.map(|id| id.as_str().into()));
    let mut complete = true;
    for include in kept(&body.includes, &dropped, |content| &content.includes) {
        complete &= match corpus.include(from, &include.path, include.context) {
            Some((id, article)) if seen.insert((id, include.context)) => {
                let path = &corpus.tree.file(id).path;
                add_anchors(corpus, versions, path, &article.body, seen, anchors)
            }
            Some(_) => true,
            None => false,
        };
    }
    complete
}

/// Texts of the role statements that speak for the page: those before its second heading, or all
/// when there are none. And what the page applies to.
fn statements(bodies: &[&Body], metadata: &Metadata) -> (Vec<Stated>, Vec<String>) {
    let all = || bodies.iter().flat_map(|body| body.statements.iter().map(move |s| (body, s)));
    let leads = |body: &Body, heading: Option<u32>| {
        heading
            .is_none_or(|h| h == 0 && body.headings.first().is_some_and(|first| first.level == 1))
    };
    let mut stated: Vec<Stated> = all()
        .filter(|(body, s)| s.kind == StatementKind::Roles && leads(body, s.heading))
        .map(|(_, s)| Stated { values: s.values.clone() })
        .collect();
    if stated.is_empty() {
        stated = all()
            .filter(|(_, s)| s.kind == StatementKind::Roles)
            .map(|(_, s)| Stated { values: s.values.clone() })
            .collect();
    }
    let applies_to =
        all().filter(|(_, s)| s.kind == StatementKind::AppliesTo).flat_map(|(_, s)| &s.values);
    (stated, applies::names(applies_to, metadata))
}

/// Reads `roles.toml`, adds what the statements say, then names every page's roles by it.
fn name_roles(
    corpus: &Corpus,
    site: &mut SiteIndex,
    statements: &[Vec<Stated>],
) -> Option<Diagnostic> {
    let file = corpus.tree.find(ROLES_FILE).map(|id| corpus.tree.file(id));
    let read = file.and_then(|file| file.text.as_deref()).map(Vocabulary::from_toml);
    let (vocabulary, error) = match read {
        Some(Ok(vocabulary)) => (vocabulary, None),
        Some(Err(error)) => (Vocabulary::default(), Some(error)),
        None => (Vocabulary::default(), None),
    };
    let texts = statements.iter().flatten().flat_map(|s| s.values.iter().map(String::as_str));
    site.vocabulary = vocabulary.with_inferred(texts);
    for (page, stated) in site.pages.iter_mut().zip(statements) {
        for value in stated.iter().flat_map(|s| &s.values) {
            for role in site.vocabulary.resolve_statement(value) {
                if !page.facts.roles.contains(&role) {
                    page.facts.roles.push(role);
                }
            }
        }
    }
    let (file, error) = (file?, error?);
    let span = error.span().map_or_else(Span::file, Span::from);
    Some(
        Diagnostic::new(&ROLES_FILE_INVALID, &file.path, span, error.to_string())
            .help("nothing of the file is used until this is put right"),
    )
}

/// Bytes of a reference article's lead that stand for a description.
const LEAD: usize = 300;

/// What a page in YAML says of itself where it has no description.
fn summary(page: &YamlPage) -> Option<String> {
    let text = page.summary.plain_text(&page.summary.nodes);
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_sort_by_number() {
        assert!(natural_key("powershell-7.4") < natural_key("powershell-7.10"));
    }
}
