//! From what was found on every page to the index.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::areas::Areas;
use super::model::{Area, Code, Entry, Index, Kind, Rejected, RoleCount};
use super::related::related;
use super::repeats::Repeats;
use super::rules;
use super::scan::{Found, Place, Scan, Turned};
use crate::site::document::{Date, Document, RoleRef, Section};

/// How old a page may be, in days before the newest page, until it is marked as stale.
const STALE_AFTER: i32 = 730;

/// The index of what was found, page by page.
pub(super) fn assemble(
    documents: &[Document],
    found: Vec<Scan>,
    rejected: &mut Vec<Rejected>,
) -> Index {
    let repeats = Repeats::new(documents, &found);
    let own_pages = own_pages(&found);
    let newest = documents.iter().filter_map(|document| document.facts.date).max();
    let mut index = Index::default();
    let titles = Areas::new(documents);
    let mut areas = Places::default();
    let mut codes = Places::default();
    let mut ids = Ids::default();
    for (at, (document, found)) in documents.iter().zip(found).enumerate() {
        let Scan { found, rejected: turned } = found;
        rejected.extend(turned.into_iter().map(|turned| reject(document, turned)));
        for found in found {
            // Its page says more than the list of all errors.
            let listed = found.rule == &rules::LISTED_CODE;
            if listed && found.codes.iter().any(|code| own_pages.contains(&code.to_lowercase())) {
                continue;
            }
            if let Some(why) = repeats.leaves_out(at, document, &found) {
                let turned = Turned { place: found.place, text: found.symptom, why };
                rejected.push(reject(document, turned));
                continue;
            }
            let mut entry = entry(document, found, newest, titles.of(document));
            entry.id = ids.unique(entry.id);
            if entry.kind == Kind::Code {
                let code = entry.codes.first().cloned().unwrap_or_default();
                let place = codes.at(&code.to_lowercase(), |id| {
                    index.codes.push(Code { id, code: code.clone(), entries: Vec::new() });
                });
                index.codes[place].entries.push(entry);
                continue;
            }
            let place = areas.at(&entry.area, |id| {
                let (title, guides, symptoms) = (entry.area.clone(), Vec::new(), Vec::new());
                index.areas.push(Area { id, title, guides, symptoms });
            });
            let area = &mut index.areas[place];
            if entry.kind == Kind::Guide {
                area.guides.push(entry);
            } else {
                area.symptoms.push(entry);
            }
        }
    }
    index.codes.sort_by_cached_key(|code| code_order(&code.code));
    index.count = index.areas.iter().map(|area| area.guides.len() + area.symptoms.len()).sum();
    index.roles = count_roles(&index.areas);
    index.applies_to = count_applies_to(&index.areas);
    relate(&mut index.areas);
    index
}

/// The codes, in lower case, that a page is about.
fn own_pages(found: &[Scan]) -> HashSet<String> {
    found
        .iter()
        .flat_map(|scan| &scan.found)
        .filter(|found| found.rule == &rules::CODE_PAGE)
        .flat_map(|found| found.codes.iter().map(|code| code.to_lowercase()))
        .collect()
}

fn reject(document: &Document, turned: Turned) -> Rejected {
    Rejected {
        source: document.facts.source.to_string(),
        page: document.facts.path.clone(),
        anchor: section_of(document, turned.place).and_then(|section| section.anchor.clone()),
        text: turned.text,
        why: turned.why,
    }
}

fn section_of(document: &Document, place: Place) -> Option<&Section> {
    match place {
        Place::Page => None,
        Place::Section(at) | Place::Within(at) => document.sections.get(at),
    }
}

/// Things by name, with an id each, in order of appearance.
#[derive(Default)]
struct Places {
    at: HashMap<String, usize>,
    ids: Ids,
}

impl Places {
    /// The place of that name; `add` is called with a new id when there is none yet.
    fn at(&mut self, name: &str, add: impl FnOnce(String)) -> usize {
        if let Some(&at) = self.at.get(name) {
            return at;
        }
        add(self.ids.unique(slug(name)));
        let at = self.at.len();
        self.at.insert(name.to_owned(), at);
        at
    }
}

/// Ids that were given out.
#[derive(Default)]
struct Ids {
    seen: HashMap<String, usize>,
}

impl Ids {
    /// The id, with a number from the second time on.
    fn unique(&mut self, id: String) -> String {
        let id = if id.is_empty() { "entry".to_owned() } else { id };
        let count = self.seen.entry(id.clone()).or_default();
        *count += 1;
        if *count == 1 {
            return id;
        }
        let numbered = format!("{id}-{count}");
        self.unique(numbered)
    }
}

fn entry(document: &Document, found: Found, newest: Option<Date>, area: String) -> Entry {
    let facts = &document.facts;
    let section = section_of(document, found.place);
    let anchor = section.and_then(|section| section.anchor.clone());
    let mut id = slug(crate::path::stem(&facts.path));
    if let Some(anchor) = &anchor {
        id.push_str("--");
        id.push_str(&slug(anchor));
    }
    if matches!(found.place, Place::Within(_)) {
        let own = if found.kind == Kind::Code { found.codes.first() } else { None };
        id.push_str("--");
        id.push_str(&short(&slug(own.unwrap_or(&found.symptom))));
    }
    let roles = match section {
        Some(section) if !section.roles.is_empty() => section.roles.clone(),
        _ => facts.roles.clone(),
    };
    let stale = match (newest, facts.date) {
        (Some(newest), Some(date)) => newest.day_number() - date.day_number() > STALE_AFTER,
        _ => false,
    };
    Entry {
        id,
        symptom: found.symptom,
        kind: found.kind,
        rule: found.rule,
        page: facts.path.clone(),
        page_title: facts.title.clone(),
        anchor,
        roles,
        applies_to: facts.applies_to.clone(),
        area,
        service: facts.service.clone(),
        date: facts.date,
        stale,
        first_step: found.first_step,
        codes: found.codes,
        related: Vec::new(),
    }
}

fn count_roles(areas: &[Area]) -> Vec<RoleCount> {
    let mut counts: BTreeMap<&RoleRef, usize> = BTreeMap::new();
    for entry in areas.iter().flat_map(|area| area.guides.iter().chain(&area.symptoms)) {
        for role in &entry.roles {
            *counts.entry(role).or_default() += 1;
        }
    }
    let mut roles: Vec<RoleCount> =
        counts.into_iter().map(|(role, count)| RoleCount { role: role.clone(), count }).collect();
    roles.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.role.name.cmp(&b.role.name)));
    roles
}

fn count_applies_to(areas: &[Area]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in areas.iter().flat_map(|area| area.guides.iter().chain(&area.symptoms)) {
        for name in &entry.applies_to {
            *counts.entry(name).or_default() += 1;
        }
    }
    let mut counted: Vec<(String, usize)> =
        counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counted
}

/// Fills in the related entries of every entry.
fn relate(areas: &mut [Area]) {
    let entries: Vec<&Entry> =
        areas.iter().flat_map(|area| area.guides.iter().chain(&area.symptoms)).collect();
    let texts: Vec<&str> = entries.iter().map(|entry| entry.symptom.as_str()).collect();
    let pages: Vec<&str> = entries.iter().map(|entry| entry.page.as_str()).collect();
    let ids: Vec<Vec<String>> = related(&texts, &pages)
        .into_iter()
        .map(|others| others.into_iter().map(|at| entries[at].id.clone()).collect())
        .collect();
    let entries =
        areas.iter_mut().flat_map(|area| area.guides.iter_mut().chain(&mut area.symptoms));
    for (entry, related) in entries.zip(ids) {
        entry.related = related;
    }
}

/// Numbers first, then by letters; what begins with the same ones by the number after them.
fn code_order(code: &str) -> (String, u64, String) {
    let code = code.to_lowercase();
    let digits = code.find(|c: char| c.is_ascii_digit()).unwrap_or(code.len());
    let end =
        code[digits..].find(|c: char| !c.is_ascii_digit()).map_or(code.len(), |at| digits + at);
    let number = code[digits..end].parse().unwrap_or(0);
    (code[..digits].to_owned(), number, code)
}

/// Letters and digits in lower case, everything else one `-`.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The first words of a slug, about fifty characters.
fn short(slug: &str) -> String {
    match slug.char_indices().nth(50) {
        Some((limit, _)) => slug[..slug[..limit].rfind('-').unwrap_or(limit)].to_owned(),
        None => slug.to_owned(),
    }
}
