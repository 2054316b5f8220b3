//! What UIDs stand for: pages that state one in their header, and the maps of other docsets that
//! the configuration names (format §4, Xref).

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::corpus::Corpus;
use super::document::PageFacts;
use super::index::{Page, PageId, SiteIndex};
use super::metadata::key_span;
use crate::article::Context;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::{jsonc, path, platyps, yaml};

/// A UID that two pages state.
pub static DUPLICATE_UID: Code = Code {
    name: "duplicate-uid",
    severity: Severity::Warning,
    summary: "Two pages state the same UID.",
    explanation: "References by UID lead to the first of them. Give each page a UID of its own; versions of one page may share it.",
    wrong: "a.md and b.md both have `uid: contoso.sign-in`",
    right: "b.md has `uid: contoso.sign-out`",
};

/// A UID that pages of one version state.
pub static MONIKER_OVERLAPPING: Code = Code {
    name: "moniker-overlapping",
    severity: Severity::Warning,
    summary: "Pages that share a UID have a version in common.",
    explanation: "Versions of one article share its UID; a reference must find one page in each version. Change the versions of the groups, or the UID.",
    wrong: "two pages with `uid: contoso.sign-in`, both for contoso-2",
    right: "one of them for contoso-1 only",
};

/// UIDs with what they stand for.
#[derive(Debug, Default)]
pub struct Uids {
    /// Newest version first.
    pages: FxHashMap<String, Vec<PageId>>,
    others: FxHashMap<String, Entry>,
}

/// What a map says about a UID.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Address.
    pub href: String,
    /// Names by property, such as `name` and `fullName`.
    names: Map<String, Value>,
}

impl Entry {
    /// The words for a reference: a property that was asked for, or the name.
    #[must_use]
    pub fn words(&self, property: Option<&str>) -> Option<&str> {
        let text = |key: &str| self.names.get(key)?.as_str().filter(|text| !text.is_empty());
        property.and_then(text).or_else(|| text("name"))
    }
}

impl Uids {
    /// Gathers the UIDs of pages and maps.
    pub(super) fn collect(
        config: &Config,
        corpus: &Corpus,
        site: &SiteIndex,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut pages: FxHashMap<String, Vec<PageId>> = FxHashMap::default();
        let mut named: FxHashMap<String, Vec<PageId>> = FxHashMap::default();
        for id in site.ids() {
            let facts = &site.page(id).facts;
            if let Some(uid) = facts.metadata.get("uid").and_then(yaml::scalar_text) {
                pages.entry(uid).or_default().push(id);
            } else if let Some(uid) = command_uid(facts) {
                named.entry(uid).or_default().push(id);
            }
        }
        let mut several: Vec<_> = pages.iter_mut().filter(|(_, all)| all.len() > 1).collect();
        several.sort_unstable_by(|a, b| a.0.cmp(b.0));
        for (uid, all) in several {
            report(corpus, site, uid, all, diagnostics);
        }
        for (uid, all) in named {
            pages.entry(uid).or_insert(all);
        }
        let newest = |page: &Page| page.monikers.as_ref().and_then(|set| set.last().copied());
        for all in pages.values_mut() {
            all.sort_by_key(|&id| {
                // What is for no version in particular serves all of them.
                std::cmp::Reverse(newest(site.page(id)).map_or(u32::MAX, |newest| newest))
            });
        }
        let mut others = FxHashMap::default();
        for path in config.docfx.xref.iter().filter(|path| !path.contains("://")) {
            read_map(config, corpus, path, &mut others, diagnostics);
        }
        Self { pages, others }
    }

    /// The page that states a UID: the one for a version, or else the newest.
    #[must_use]
    pub fn page(&self, site: &SiteIndex, uid: &str, view: Option<&str>) -> Option<PageId> {
        let all = self.pages.get(uid)?;
        let is_for = |&&id: &&PageId| {
            let versions = site.page(id).monikers.iter().flatten();
            view.is_some_and(|view| {
                versions.into_iter().any(|&v| site.monikers.name(v).eq_ignore_ascii_case(view))
            })
        };
        all.iter().find(is_for).or(all.first()).copied()
    }

    /// Every UID of a page, in their order, with the page for it that is newest.
    #[must_use]
    pub fn pages(&self) -> Vec<(&str, PageId)> {
        let mut list: Vec<_> = self.pages.iter().map(|(uid, all)| (uid.as_str(), all[0])).collect();
        list.sort_unstable();
        list
    }

    /// What the maps say about a UID.
    #[must_use]
    pub fn other(&self, uid: &str) -> Option<&Entry> {
        self.others.get(uid)
    }
}

/// The UID that the reference of a PowerShell command or module has without stating it: the name of
/// the module, with that of the command. Where the header does not say the module's name or cannot
/// be read, its folder does.
fn command_uid(facts: &PageFacts) -> Option<String> {
    let kind = facts.reference?;
    let module = facts.metadata.get("Module Name").and_then(yaml::scalar_text);
    let folder = || path::file_name(path::folder(&facts.source)).to_owned();
    let module = module.filter(|module| !module.is_empty()).unwrap_or_else(folder);
    match kind {
        platyps::Kind::Module => Some(module),
        platyps::Kind::Cmdlet => Some(format!("{module}.{}", facts.title)),
    }
}

/// Says which pages share a UID that should not: those for the same versions, or for no versions.
fn report(
    corpus: &Corpus,
    site: &SiteIndex,
    uid: &str,
    pages: &[PageId],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let versions = |id: PageId| site.page(id).monikers.as_ref().filter(|set| !set.is_empty());
    let source = |id: PageId| &site.page(id).facts.source;
    let same = |a: PageId, b: PageId| a != b && versions(a) == versions(b);
    for &id in pages {
        let Some(&other) = pages.iter().find(|&&other| same(id, other)) else { continue };
        let file = site.page(id).file;
        let span = key_span(corpus, file, corpus.articles.get(&(file, Context::Block)), "uid");
        let message = format!("the UID `{uid}` is that of `{}` too", source(other));
        let finding = Diagnostic::new(&DUPLICATE_UID, source(id), span, message);
        diagnostics.push(finding.help("change one of them"));
    }
    let alone: Vec<PageId> =
        pages.iter().copied().filter(|&a| !pages.iter().any(|&b| same(a, b))).collect();
    for (i, &later) in alone.iter().enumerate() {
        let common = |&&first: &&PageId| match (versions(first), versions(later)) {
            (Some(a), Some(b)) => !a.is_disjoint(b),
            _ => false,
        };
        if let Some(&first) = alone[..i].iter().find(common) {
            let file = site.page(later).file;
            let span = key_span(corpus, file, corpus.articles.get(&(file, Context::Block)), "uid");
            let message = format!(
                "`{}` has the UID `{uid}` too, and a version in common with this page",
                source(first)
            );
            let finding = Diagnostic::new(&MONIKER_OVERLAPPING, source(later), span, message);
            diagnostics.push(finding.help("change the versions of one of them, or its UID"));
        }
    }
}

/// Reads a map of UIDs. What an earlier map says stands.
fn read_map(
    config: &Config,
    corpus: &Corpus,
    path: &str,
    into: &mut FxHashMap<String, Entry>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let file = corpus.tree.find(path).map(|id| corpus.tree.file(id));
    let Some(text) = file.and_then(|file| file.text.as_deref()) else {
        // Archives are not read.
        if file.is_none() {
            let message = format!("`{path}` is not there");
            let (name, span) = (config.docfx.name(), config.docfx.place_of_text(path));
            diagnostics.push(Diagnostic::new(&super::target::FILE_NOT_FOUND, &name, span, message));
        }
        return;
    };
    let parsed = if crate::path::extension(path).eq_ignore_ascii_case("yml") {
        yaml::parse_last_wins(text)
            .map_err(|error| (&yaml::YAML_SYNTAX_ERROR, error.offset, error.message))
    } else {
        jsonc::parse(text)
            .map_err(|(at, message)| (&jsonc::JSON_SYNTAX_ERROR, at as usize, message))
    };
    let map = match parsed {
        Ok(map) => map,
        Err((code, at, message)) => {
            let path: Arc<str> = file.map_or_else(|| path.into(), |file| Arc::clone(&file.path));
            let message = format!("this map of UIDs cannot be read: {message}");
            diagnostics.push(Diagnostic::new(code, &path, Span::new(at, at), message));
            return;
        }
    };
    let base = map.get("baseUrl").and_then(Value::as_str).unwrap_or_default();
    for entry in map.get("references").and_then(Value::as_array).into_iter().flatten() {
        let Value::Object(entry) = entry else { continue };
        let text = |key: &str| entry.get(key).and_then(Value::as_str);
        let (Some(uid), Some(href)) = (text("uid"), text("href")) else { continue };
        let is_whole = base.is_empty() || href.contains("://") || href.starts_with('/');
        let href = if is_whole {
            href.to_owned()
        } else {
            format!("{}/{href}", base.trim_end_matches('/'))
        };
        into.entry(uid.to_owned()).or_insert_with(|| Entry { href, names: entry.clone() });
    }
}
