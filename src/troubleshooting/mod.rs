//! The troubleshooting index: what readers are stuck on, and where the fix is.
//!
//! In go the documents of a docset, out comes an [`Index`] of guides, symptoms and error codes by
//! area. Every entry names the [`Rule`] that admitted it. The index changes with the text of any
//! page and with the [`Options`], and with nothing else: what is stale is measured against the
//! newest date of the docset, never against the clock.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::site::document::{Date, Document, RoleRef};

mod codes;
mod complaint;
mod context;
mod fault;
mod first_step;
mod json;
#[rustfmt::skip] // Word lists, as many to a line as fit.
mod lexicon;
mod page;
mod rules;
mod scan;
mod verbs;
mod words;

pub use context::page_context;
pub use json::json;
pub use rules::{RULES, Rule, rule};

/// How old a page may be, in days before the newest page, until it is marked as stale.
const STALE_AFTER: i32 = 730;

/// A text that stands on this many pages is a part of their form, no symptom.
const REPEATED: usize = 4;

/// What the configuration says about the index.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Not to be in the index: the path of a page in the docset, with or without `#anchor` and with
    /// `*` for any part of it, or the text of a heading.
    pub ignore: Vec<String>,
}

/// What readers are stuck on, by area.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Areas, in the order in which the documents first name them.
    pub areas: Vec<Area>,
    /// Roles that entries state, most frequent first.
    pub roles: Vec<RoleCount>,
    /// Entries in all areas.
    pub count: usize,
}

/// A part of the site, as its readers know it.
#[derive(Clone, Debug)]
pub struct Area {
    /// Id on the page.
    pub id: String,
    /// The name readers know.
    pub title: String,
    /// Pages about solving problems, in page order.
    pub guides: Vec<Entry>,
    /// Symptoms, in page order.
    pub symptoms: Vec<Entry>,
}

/// A role, with the entries that state it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleCount {
    /// The role.
    pub role: RoleRef,
    /// Entries.
    pub count: usize,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page about solving problems.
    Guide,
    /// What somebody sees when stuck.
    Symptom,
}

impl Kind {
    /// As in the JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Guide => "guide",
            Self::Symptom => "symptom",
        }
    }
}

/// One thing to be stuck on.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Stable as long as page and heading are; unique in the index.
    pub id: String,
    /// What somebody is stuck on, in plain text.
    pub symptom: String,
    /// What it is.
    pub kind: Kind,
    /// Name of the [`Rule`] that admitted it.
    pub rule: &'static str,
    /// Site path of its page.
    pub page: String,
    /// Title of its page.
    pub page_title: String,
    /// Its place on the page; `None` for the page as a whole.
    pub anchor: Option<String>,
    /// Whom it concerns; empty when the page doesn't say.
    pub roles: Vec<RoleRef>,
    /// Title of its area.
    pub area: String,
    /// Metadata `ms.service`.
    pub service: Option<String>,
    /// Date of its page.
    pub date: Option<Date>,
    /// Its page is two years older than the newest page of the docset.
    pub stale: bool,
    /// The first thing to do about it, at most 160 characters.
    pub first_step: Option<String>,
    /// Error codes that the symptom names.
    pub codes: Vec<String>,
    /// Ids of up to three related entries.
    pub related: Vec<String>,
}

/// Makes the index of a docset.
#[must_use]
pub fn index(documents: &[Document], options: &Options) -> Index {
    let ignore = scan::Ignore::new(&options.ignore);
    let found: Vec<Vec<scan::Found>> =
        documents.par_iter().map(|document| scan::scan(document, &ignore)).collect();
    let repeated = repeated(&found, documents);
    let newest = documents.iter().filter_map(|document| document.facts.date).max();

    let mut areas: Vec<Area> = Vec::new();
    let mut area_at: HashMap<String, usize> = HashMap::new();
    let mut area_ids: HashMap<String, usize> = HashMap::new();
    let mut ids: HashMap<String, usize> = HashMap::new();
    for (document, found) in documents.iter().zip(found) {
        for found in found {
            if found.heading_key.as_ref().is_some_and(|key| repeated.contains(key)) {
                continue;
            }
            let title = area_title(document);
            let at = *area_at.entry(title.clone()).or_insert_with(|| {
                let id = unique(&mut area_ids, slug(&title));
                areas.push(Area { id, title, guides: Vec::new(), symptoms: Vec::new() });
                areas.len() - 1
            });
            let entry = entry(document, found, &areas[at].title, newest, &mut ids);
            match entry.kind {
                Kind::Guide => areas[at].guides.push(entry),
                Kind::Symptom => areas[at].symptoms.push(entry),
            }
        }
    }
    let count = areas.iter().map(|area| area.guides.len() + area.symptoms.len()).sum();
    let roles = count_roles(&areas);
    Index { areas, roles, count }
}

impl Index {
    /// All entries, area by area, guides first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.areas.iter().flat_map(|area| area.guides.iter().chain(&area.symptoms))
    }
}

/// Heading texts that stand on [`REPEATED`] pages or more. Versions of one page count once.
fn repeated(
    found: &[Vec<scan::Found>],
    documents: &[Document],
) -> std::collections::HashSet<String> {
    let mut pages: HashMap<&str, Vec<&str>> = HashMap::new();
    for (document, found) in documents.iter().zip(found) {
        let name = crate::path::file_name(&document.facts.path);
        for key in found.iter().filter_map(|found| found.heading_key.as_deref()) {
            let names = pages.entry(key).or_default();
            if names.len() < REPEATED && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    pages
        .into_iter()
        .filter(|(_, names)| names.len() >= REPEATED)
        .map(|(key, _)| key.to_owned())
        .collect()
}

fn entry(
    document: &Document,
    found: scan::Found,
    area: &str,
    newest: Option<Date>,
    ids: &mut HashMap<String, usize>,
) -> Entry {
    let facts = &document.facts;
    let section = found.section.map(|at| &document.sections[at]);
    let anchor = section.and_then(|section| section.anchor.clone());
    let mut id = slug(crate::path::stem(&facts.path));
    if let Some(anchor) = &anchor {
        id.push_str("--");
        id.push_str(&slug(anchor));
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
        id: unique(ids, id),
        symptom: found.symptom,
        kind: found.kind,
        rule: found.rule,
        page: facts.path.clone(),
        page_title: facts.title.clone(),
        anchor,
        roles,
        area: area.to_owned(),
        service: facts.service.clone(),
        date: facts.date,
        stale,
        first_step: found.first_step,
        codes: found.codes,
        related: Vec::new(),
    }
}

/// The area of a page: its top node in the table of contents, else its service area.
fn area_title(document: &Document) -> String {
    let facts = &document.facts;
    let named = facts.area.as_deref().or(facts.subservice.as_deref()).map(str::trim);
    named.filter(|title| !title.is_empty()).unwrap_or("Other").to_owned()
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

/// Letters and digits in lower case, everything else one `-`.
fn slug(text: &str) -> String {
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

/// The id, with a number from the second time on.
fn unique(seen: &mut HashMap<String, usize>, id: String) -> String {
    let id = if id.is_empty() { "entry".to_owned() } else { id };
    let count = seen.entry(id.clone()).or_default();
    *count += 1;
    if *count == 1 {
        return id;
    }
    let numbered = format!("{id}-{count}");
    unique(seen, numbered)
}

#[cfg(test)]
mod tests;
