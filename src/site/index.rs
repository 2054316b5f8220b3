//! The index stage: small facts about every page, gathered from the parsed files.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value};

use super::applies;
use super::corpus::Corpus;
use super::document::{Date, PageFacts, PageKind};
use super::monikers::{Fate, MONIKER_RANGE_INVALID, MONIKER_RANGE_OUT_OF_SCOPE, Monikers, Set};
use super::pivots::Pivots;
use super::redirects::Redirects;
use super::toc::{Place, Tocs};
use crate::article::yaml_page::{Content, YamlPage};
use crate::article::{
    Article, Body, Context, Metadata, MonikerZone, StatementKind, TableRanges, page_id, slug,
};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::roles::Vocabulary;
use crate::source::{FileId, FileKind};
use crate::{path, yaml};

/// Two files with one address.
pub static PUBLISH_URL_CONFLICT: Code = Code {
    name: "publish-url-conflict",
    severity: Severity::Warning,
    summary: "Two files have the same address.",
    explanation: "A page and a resource, or pages of two groups with a version in common, cannot be told apart by address. Rename one of them, or change the versions of the groups.",
    wrong: "chart.png.md and chart.png",
    right: "chart.md and chart.png",
};

/// Two files that would become one file of the site.
pub static OUTPUT_PATH_CONFLICT: Code = Code {
    name: "output-path-conflict",
    severity: Severity::Warning,
    summary: "Two files would be written to the same place.",
    explanation: "The first keeps its place; a page is published beside it under an address that names its kind, any other file is left out. Rename one of them, or leave one out of the globs of docfx.json.",
    wrong: "faq.md and faq.yml",
    right: "faq.yml alone",
};

/// A date that cannot be read.
pub static DATE_FORMAT_INVALID: Code = Code {
    name: "date-format-invalid",
    severity: Severity::Warning,
    summary: "A date cannot be read.",
    explanation: "Dates are month/day/year, as in 7/20/2026. The page shows no date.",
    wrong: "ms.date: 20.7.2026",
    right: "ms.date: 7/20/2026",
};

/// A UID that two pages state.
pub static DUPLICATE_UID: Code = Code {
    name: "duplicate-uid",
    severity: Severity::Warning,
    summary: "Two pages state the same UID.",
    explanation: "References by UID lead to the first of them. Give each page a UID of its own; versions of one page may share it.",
    wrong: "a.md and b.md both have `uid: contoso.sign-in`",
    right: "b.md has `uid: contoso.sign-out`",
};

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
    by_uid: FxHashMap<String, PageId>,
    /// Published resources by site path.
    resources: FxHashMap<String, FileId>,
    /// Tables of contents.
    pub tocs: Tocs,
    /// The files that give breadcrumbs.
    pub breadcrumbs: Vec<FileId>,
    /// Sources that have moved.
    pub redirects: Redirects,
    /// The versions of the docset.
    pub monikers: Monikers,
    /// Groups of pivots.
    pub pivots: Pivots,
    /// The roles of the docset.
    pub vocabulary: Vocabulary,
    /// Path that the docset's own site-absolute links begin with, lower-cased.
    pub base_path: String,
    /// Host of other docsets.
    pub host: String,
}

impl SiteIndex {
    /// The page with this id.
    #[must_use]
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0 as usize]
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

    /// The page whose metadata states this `uid`.
    #[must_use]
    pub fn page_with_uid(&self, uid: &str) -> Option<PageId> {
        self.by_uid.get(uid).copied()
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
        monikers: Monikers::collect(config, corpus),
        base_path: config.base_path().to_lowercase(),
        host: config.settings.links.host.trim_end_matches('/').to_owned(),
        ..SiteIndex::default()
    };
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
    let (paths, versions) = site_paths(corpus, &files, &mut diagnostics);
    let gathered: Vec<(Page, Vec<Diagnostic>, Vec<Stated>)> = files
        .par_iter()
        .zip(paths.par_iter())
        .map(|(&file, path)| page(config, corpus, &site.monikers, file, path.clone()))
        .collect();
    let mut statements = Vec::with_capacity(gathered.len());
    for (page, found, stated) in gathered {
        let id = PageId(site.pages.len() as u32);
        site.by_file.insert(page.file, id);
        site.by_path.insert(page.facts.path.clone(), id);
        if let Some(uid) = page.facts.metadata.get("uid").and_then(Value::as_str) {
            match site.by_uid.get(uid) {
                Some(&first) => {
                    diagnostics.extend(duplicate_uid(
                        corpus,
                        uid,
                        page.file,
                        site.page(first).file,
                    ));
                }
                None => {
                    site.by_uid.insert(uid.to_owned(), id);
                }
            }
        }
        site.pages.push(page);
        diagnostics.extend(found);
        statements.push(stated);
    }
    for family in &versions {
        diagnostics.extend(overlapping_versions(&site.pages, family));
    }
    for (id, file) in corpus.tree.iter() {
        if file.kind == FileKind::Resource {
            // `chart.png.md` has the address of `chart.png`.
            if let Some(&page) = site.by_path.get(&format!("{}.html", file.site_path)) {
                diagnostics.push(address_taken(&file.path, &site.page(page).facts.source));
            }
            let taken = match site.by_path.get(&file.site_path) {
                Some(&page) => Some(site.page(page).facts.source.clone()),
                // Of two that differ in case only, the first is published.
                None => site
                    .resources
                    .get(&file.site_path)
                    .map(|&first| corpus.tree.file(first).path.clone()),
            };
            match taken {
                None => {
                    site.resources.insert(file.site_path.clone(), id);
                }
                Some(first) => diagnostics.push(
                    Diagnostic::new(
                        &OUTPUT_PATH_CONFLICT,
                        &file.path,
                        Span::file(),
                        format!(
                            "`{}` and `{first}` go to the same place; only `{first}` is published",
                            file.path
                        ),
                    )
                    .help("rename one of them"),
                ),
            }
        }
    }
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

/// The finding about a UID that another page states too, unless they are versions of one page.
fn duplicate_uid(corpus: &Corpus, uid: &str, file: FileId, first: FileId) -> Option<Diagnostic> {
    let (source, other) = (corpus.tree.file(file), corpus.tree.file(first));
    if source.group.is_some() && source.group != other.group {
        return None;
    }
    let span = key_span(corpus, file, corpus.articles.get(&(file, Context::Block)), "uid");
    let message = format!("the UID `{uid}` is that of `{}` too", other.path);
    Some(Diagnostic::new(&DUPLICATE_UID, &source.path, span, message).help("change one of them"))
}

/// The site path of every page, made unique.
fn site_paths(
    corpus: &Corpus,
    files: &[FileId],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<String>, Vec<Vec<usize>>) {
    let mut families = Vec::new();
    let mut by_path: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (i, &id) in files.iter().enumerate() {
        by_path.entry(&corpus.tree.file(id).site_path).or_default().push(i);
    }
    let mut paths: Vec<String> =
        files.iter().map(|&id| corpus.tree.file(id).site_path.clone()).collect();
    let mut conflicts: Vec<_> = by_path.into_iter().filter(|(_, users)| users.len() > 1).collect();
    conflicts.sort_unstable();
    for (path, mut users) in conflicts {
        // Versions of one article: the newest keeps the address, the others stand in a folder
        // named for their version.
        let version = |i: usize| corpus.tree.file(files[i]).group.as_deref();
        let versions: FxHashSet<_> = users.iter().map(|&i| version(i)).collect();
        if versions.len() == users.len() && !versions.contains(&None) {
            users.sort_by_key(|&i| version(i).map(natural_key));
            for &i in &users[..users.len() - 1] {
                paths[i] = format!("{}/{path}", version(i).unwrap_or("").to_lowercase());
            }
            families.push(users);
            continue;
        }
        let first = &corpus.tree.file(files[users[0]]).path;
        for &i in &users[1..] {
            let file = corpus.tree.file(files[i]);
            paths[i] =
                format!("{}-{}.html", path::stem(path), path::extension(&file.path).to_lowercase());
            diagnostics.push(
                Diagnostic::new(
                    &OUTPUT_PATH_CONFLICT,
                    &file.path,
                    Span::file(),
                    format!(
                        "`{}` and `{first}` go to the same place; this one goes to `{}`",
                        file.path, paths[i]
                    ),
                )
                .help("rename one of them"),
            );
        }
    }
    // Whatever is still taken gets a number.
    let mut taken = FxHashSet::default();
    for path in &mut paths {
        let mut number = 2;
        let base = path::stem(path).to_owned();
        while !taken.insert(path.clone()) {
            *path = format!("{base}-{number}.html");
            number += 1;
        }
    }
    (paths, families)
}

/// Versions of one address that have a version in common, or do not say which they are for.
fn overlapping_versions(pages: &[Page], family: &[usize]) -> Vec<Diagnostic> {
    let meets = |a: &Page, b: &Page| match (&a.monikers, &b.monikers) {
        (Some(a), Some(b)) => !a.is_disjoint(b),
        _ => true,
    };
    let mut found = Vec::new();
    for (i, &later) in family.iter().enumerate() {
        let first = family[..i].iter().find(|&&first| meets(&pages[first], &pages[later]));
        found.extend(first.map(|&first| {
            let source = |page: usize| &pages[page].facts.source;
            address_taken(source(later), source(first))
        }));
    }
    found
}

fn address_taken(source: &Arc<str>, first: &str) -> Diagnostic {
    let message = format!("`{source}` and `{first}` have the same address");
    Diagnostic::new(&PUBLISH_URL_CONFLICT, source, Span::file(), message)
        .help("rename one of them, or let their groups have no version in common")
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
    site_path: String,
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
    let (own_monikers, found) = own_monikers(corpus, monikers, file, &metadata);
    diagnostics.extend(found);
    let versions = Versions { monikers, page: own_monikers.as_ref() };
    let first_heading = first_heading(corpus, versions, &source.path, &bodies, 0);
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
    let facts = PageFacts {
        source: source.path.clone(),
        path: site_path,
        kind: match yaml_page.map(|page| &page.content) {
            Some(Content::Faq(_)) => PageKind::Faq,
            Some(Content::Landing(_)) => PageKind::Landing,
            Some(Content::Hub(_)) => PageKind::Hub,
            _ => PageKind::Article,
        },
        title,
        h1: own_title.or(first_heading),
        description: text("description"),
        topic: text("ms.topic"),
        service: text("ms.service"),
        subservice: text("ms.subservice"),
        date,
        roles: Vec::new(),
        applies_to,
        noindex: ["robots", "ROBOTS"]
            .iter()
            .filter_map(|key| text(key))
            .any(|value| value.to_ascii_lowercase().contains("noindex")),
        area: None,
        metadata,
    };
    let mut anchors = FxHashSet::default();
    for body in &bodies {
        add_anchors(corpus, versions, &source.path, body, 0, &mut anchors);
    }
    if let Some(YamlPage { content: Content::Faq(faq), .. }) = yaml_page {
        anchors.extend(
            faq.sections
                .iter()
                .flat_map(|s| &s.questions)
                .map(|question| question.id.as_str().into()),
        );
        anchors.extend(faq.sections.iter().map(|s| page_id(slug(&s.name)).into()));
    }
    (Page { file, facts, anchors, place: None, monikers: own_monikers }, diagnostics, stated)
}

/// The versions that a page is for, by its group and its metadata.
fn own_monikers(
    corpus: &Corpus,
    monikers: &Monikers,
    file: FileId,
    metadata: &Metadata,
) -> (Option<Set>, Option<Diagnostic>) {
    let source = corpus.tree.file(file);
    let article = corpus.articles.get(&(file, Context::Block));
    let report = |code, key, message, help| {
        let span = key_span(corpus, file, article, key);
        Some(Diagnostic::new(code, &source.path, span, message).help(help))
    };
    let own = match monikers.of_page(source.group.as_deref(), metadata) {
        Ok(own) => own,
        Err((key, why)) => {
            let message = format!("the range in `{key}` cannot be read: {why}");
            let help = "write versions as in `>=contoso-1 <contoso-3`";
            return (None, report(&MONIKER_RANGE_INVALID, key, message, help));
        }
    };
    let keys = ["replace_monikers", "monikerRange", "monikers", "exclude_monikers"];
    let stated = keys.into_iter().find(|key| metadata.contains_key(*key));
    let found = match (&own, stated) {
        (Some(set), Some(key)) if set.is_empty() => {
            let written = yaml::scalar_text(&metadata[key]).unwrap_or_else(|| key.to_owned());
            let message = format!("`{written}` has no version in common with the page's group");
            let help = "widen the range here or in docfx.json";
            report(&MONIKER_RANGE_OUT_OF_SCOPE, key, message, help)
        }
        _ => None,
    };
    (own, found)
}

/// Where the value of a metadata key stands.
pub(super) fn key_span(
    corpus: &Corpus,
    file: FileId,
    article: Option<&Article>,
    key: &str,
) -> Span {
    let Some(text) = corpus.tree.file(file).text.as_deref() else { return Span::file() };
    match article {
        Some(article) => article.front_matter.value_span(text, key),
        None => yaml::places(text)
            .get("metadata")
            .and_then(|m| m.get(key))
            .map_or(Span::file(), |p| p.range.clone().into()),
    }
}

/// globalMetadata < fileMetadata < header; objects merge, everything else replaces (format §1).
pub(super) fn effective_metadata(config: &Config, source: &str, own: &Metadata) -> Metadata {
    let mut metadata = config.docfx.global_metadata.clone();
    for entry in &config.docfx.file_metadata {
        let last = entry.values.iter().rev().find(|(pattern, _)| pattern.matches(source));
        if let Some((_, value)) = last {
            merge_value(&mut metadata, &entry.key, value);
        }
    }
    for (key, value) in own {
        merge_value(&mut metadata, key, value);
    }
    metadata
}

fn merge_value(into: &mut Map<String, Value>, key: &str, value: &Value) {
    match (into.get_mut(key), value) {
        (Some(Value::Object(old)), Value::Object(new)) => {
            for (key, value) in new {
                merge_value(old, key, value);
            }
        }
        _ => {
            into.insert(key.to_owned(), value.clone());
        }
    }
}

/// `M/D/YYYY`, padding optional.
fn parse_date(written: &str) -> Option<Date> {
    let mut parts = written.split('/');
    let month: u8 = parts.next()?.trim().parse().ok()?;
    let day: u8 = parts.next()?.trim().parse().ok()?;
    let year: u16 = parts.next()?.trim().parse().ok()?;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let real =
        (1..=12).contains(&month) && (1..=days).contains(&day) && (1000..=9999).contains(&year);
    (parts.next().is_none() && real).then_some(Date { year, month, day })
}

const MAX_DEPTH: usize = 32;

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

/// Text of the first heading of level 1 to 3, in included text too.
fn first_heading(
    corpus: &Corpus,
    versions: Versions<'_>,
    from: &str,
    bodies: &[&Body],
    depth: usize,
) -> Option<String> {
    for body in bodies {
        let dropped = versions.dropped(body);
        let own = kept(&body.headings, &dropped, |content| &content.headings)
            .find(|h| h.level <= 3 && !h.text.is_empty());
        if let Some(heading) = own {
            return Some(heading.text.clone());
        }
        for include in kept(&body.includes, &dropped, |content| &content.includes) {
            if depth < MAX_DEPTH
                && let Some((id, article)) = corpus.include(from, &include.path, include.context)
                && let path = &corpus.tree.file(id).path
                && let Some(text) =
                    first_heading(corpus, versions, path, &[&article.body], depth + 1)
            {
                return Some(text);
            }
        }
    }
    None
}

fn add_anchors(
    corpus: &Corpus,
    versions: Versions<'_>,
    from: &str,
    body: &Body,
    depth: usize,
    anchors: &mut FxHashSet<Box<str>>,
) {
    let dropped = versions.dropped(body);
    let headings = kept(&body.headings, &dropped, |content| &content.headings);
    anchors.extend(headings.map(|heading| heading.id.as_str().into()));
    let html_ids = kept(&body.html_ids, &dropped, |content| &content.html_ids);
    anchors.extend(html_ids.map(|id| id.as_str().into()));
    if depth >= MAX_DEPTH {
        return;
    }
    for include in kept(&body.includes, &dropped, |content| &content.includes) {
        if let Some((id, article)) = corpus.include(from, &include.path, include.context) {
            let path = &corpus.tree.file(id).path;
            add_anchors(corpus, versions, path, &article.body, depth + 1, anchors);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s2_dates() {
        let date = |text| parse_date(text).map(Date::iso);
        assert_eq!(date("7/20/2022").as_deref(), Some("2022-07-20"));
        assert_eq!(date("07/02/2022").as_deref(), Some("2022-07-02"));
        assert_eq!(date("2/29/2023"), None);
        assert_eq!(date("2022-07-20"), None);
    }

    #[test]
    fn versions_sort_by_number() {
        assert!(natural_key("powershell-7.4") < natural_key("powershell-7.10"));
    }
}
