//! Which address each page and each resource gets, and who else wanted it (format §1, §9).
//!
//! Several files may have one address when each is for versions of its own: the newest keeps it,
//! and the others stand in a folder named for their version.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::corpus::Corpus;
use super::index::{SiteIndex, natural_key};
use super::monikers::{Monikers, Set};
use super::versions;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::path;
use crate::source::{FileId, FileKind};

/// Two files with one address.
pub static PUBLISH_URL_CONFLICT: Code = Code {
    name: "publish-url-conflict",
    severity: Severity::Warning,
    summary: "Two files have the same address.",
    explanation: "A page and a resource, or pages with a version in common, cannot be told apart by address; nor can a page for versions and one for all of them. Rename one of them, or change the versions of their groups.",
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

/// The addresses of a docset.
pub(super) struct Addresses {
    /// Site paths of pages, in their order.
    pub(super) pages: Vec<String>,
    /// Site paths of the resources that are published.
    pub(super) resources: Vec<(FileId, String)>,
    /// Pages of which each is one version of what the others are: the name of the version and the
    /// place of the page, newest first.
    pub(super) families: Vec<Vec<(String, usize)>>,
}

/// A file that wants an address.
struct Claim<'a> {
    file: FileId,
    source: &'a Arc<str>,
    group: Option<&'a str>,
    versions: Option<&'a Set>,
}

impl Claim<'_> {
    fn newest(&self) -> Option<u32> {
        self.versions.and_then(|set| set.last().copied())
    }
}

impl Addresses {
    /// Gives every page and every resource its address.
    pub(super) fn assign(
        config: &Config,
        corpus: &Corpus,
        site: &SiteIndex,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let tree = &corpus.tree;
        let monikers = &site.monikers;
        let mut families: FxHashMap<&str, Vec<(usize, Claim<'_>)>> = FxHashMap::default();
        for (i, page) in site.pages.iter().enumerate() {
            let file = tree.file(page.file);
            let versions = page.monikers.as_ref().filter(|set| !set.is_empty());
            let group = file.group.as_deref();
            let claim = Claim { file: page.file, source: &file.path, group, versions };
            families.entry(&file.site_path).or_default().push((i, claim));
        }
        let mut pages: Vec<String> =
            site.pages.iter().map(|page| tree.file(page.file).site_path.clone()).collect();
        let mut families: Vec<_> = families.into_iter().filter(|(_, all)| all.len() > 1).collect();
        families.sort_unstable_by_key(|(path, _)| *path);
        let mut told_apart = Vec::new();
        for (path, family) in families {
            let (indices, mut claims): (Vec<_>, Vec<_>) = family.into_iter().unzip();
            report(monikers, &claims, diagnostics);
            let index: FxHashMap<FileId, usize> =
                claims.iter().map(|claim| claim.file).zip(indices).collect();
            if is_told_apart(&claims) {
                by_age(&mut claims);
                let version = |claim| folder(claim, &claims, monikers);
                for claim in &claims[..claims.len() - 1] {
                    pages[index[&claim.file]] = format!("{}/{path}", version(claim));
                }
                let family = claims.iter().rev().map(|claim| (version(claim), index[&claim.file]));
                told_apart.push(family.collect());
            } else {
                for claim in &claims[1..] {
                    let kind = path::extension(claim.source).to_lowercase();
                    pages[index[&claim.file]] = format!("{}-{kind}.html", path::stem(path));
                }
            }
        }
        number(&mut pages);
        let resources = resources(corpus, site, &pages, diagnostics);
        tables_of_contents(config, corpus, monikers, diagnostics);
        Self { pages, resources, families: told_apart }
    }
}

/// Whether the files can be told apart by their versions.
fn is_told_apart(claims: &[Claim<'_>]) -> bool {
    let groups: FxHashSet<_> = claims.iter().map(|claim| claim.group).collect();
    let newest: FxHashSet<_> = claims.iter().map(Claim::newest).collect();
    groups.len() == claims.len() && !groups.contains(&None)
        || newest.len() == claims.len() && !newest.contains(&None)
}

/// Oldest first.
fn by_age(claims: &mut [Claim<'_>]) {
    claims.sort_by_cached_key(|claim| (claim.newest(), claim.group.map(natural_key)));
}

/// The folder for a version that is not the newest: its group's name where groups tell the files
/// apart, else its newest version.
fn folder(claim: &Claim<'_>, claims: &[Claim<'_>], monikers: &Monikers) -> String {
    let groups: FxHashSet<_> = claims.iter().map(|claim| claim.group).collect();
    match (claim.group, claim.newest()) {
        (Some(group), _) if groups.len() == claims.len() && is_name(group) => group.to_lowercase(),
        (_, Some(newest)) => monikers.name(newest).to_owned(),
        (group, None) => group.unwrap_or_default().to_lowercase(),
    }
}

/// Whether a group has a name, and not a range in its place.
fn is_name(group: &str) -> bool {
    group.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Says which files cannot be told apart.
fn report(monikers: &Monikers, claims: &[Claim<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let mut kinds: Vec<(Option<&Set>, Vec<&Claim<'_>>)> = Vec::new();
    for claim in claims {
        // Where versions are known by their mentions only, groups may differ in others.
        let same = |other: &Claim<'_>| {
            other.versions == claim.versions
                && (claim.versions.is_none() || monikers.is_defined() || other.group == claim.group)
        };
        match kinds.iter_mut().find(|(_, kind)| same(kind[0])) {
            Some((_, kind)) => kind.push(claim),
            None => kinds.push((claim.versions, vec![claim])),
        }
    }
    for (_, same) in kinds.iter().filter(|(_, same)| same.len() > 1) {
        diagnostics.push(
            conflict(&OUTPUT_PATH_CONFLICT, same, "would be written to the same place")
                .help("rename one of them"),
        );
    }
    let meet = kinds.iter().enumerate().any(|(i, (a, _))| {
        kinds[..i].iter().any(|(b, _)| match (a, b) {
            (Some(a), Some(b)) => !a.is_disjoint(b),
            _ => true,
        })
    });
    if meet {
        let all: Vec<&Claim<'_>> = claims.iter().collect();
        diagnostics.push(
            conflict(&PUBLISH_URL_CONFLICT, &all, "have the same address")
                .help("rename one of them, or let their groups have no version in common"),
        );
    }
}

/// A finding about files that get in each other's way; it stands at the last of them.
fn conflict(code: &'static Code, claims: &[&Claim<'_>], what: &str) -> Diagnostic {
    const SHOWN: usize = 5;
    let mut names: Vec<String> =
        claims.iter().take(SHOWN).map(|claim| format!("`{}`", claim.source)).collect();
    if claims.len() > SHOWN {
        names.push(format!("{} more", claims.len() - SHOWN));
    }
    let last = names.pop().unwrap_or_default();
    let message = format!("{} and {last} {what}", names.join(", "));
    let source = claims.last().map_or_else(|| Arc::from(""), |claim| Arc::clone(claim.source));
    Diagnostic::new(code, &source, Span::file(), message)
}

/// Whatever is still taken gets a number.
fn number(paths: &mut [String]) {
    let mut taken = FxHashSet::default();
    for path in paths {
        let mut number = 2;
        let base = path::stem(path).to_owned();
        while !taken.insert(path.clone()) {
            *path = format!("{base}-{number}.html");
            number += 1;
        }
    }
}

/// Addresses of resources. Of two that cannot be told apart, the first is published.
fn resources(
    corpus: &Corpus,
    site: &SiteIndex,
    pages: &[String],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(FileId, String)> {
    let by_path: FxHashMap<&str, usize> =
        pages.iter().enumerate().map(|(i, path)| (path.as_str(), i)).collect();
    let page = |path: &str| by_path.get(path).map(|&i| &site.pages[i].facts.source);
    let mut families: FxHashMap<&str, Vec<Claim<'_>>> = FxHashMap::default();
    let mut order = Vec::new();
    for (id, file) in corpus.tree.iter().filter(|(_, file)| file.kind == FileKind::Resource) {
        let versions = site.monikers.of_config(file).filter(|set| !set.is_empty());
        let group = file.group.as_deref().filter(|_| versions.is_some());
        let family = families.entry(&file.site_path).or_default();
        if family.is_empty() {
            order.push(file.site_path.as_str());
        }
        family.push(Claim { file: id, source: &file.path, group, versions });
    }
    let mut published = Vec::new();
    for path in order {
        let Some(mut claims) = families.remove(path) else { continue };
        // `chart.png.md` has the address of `chart.png`.
        if let Some(first) = page(&format!("{path}.html")) {
            diagnostics.push(taken(&PUBLISH_URL_CONFLICT, claims[0].source, first));
        }
        if let Some(first) = page(path) {
            diagnostics.push(taken(&OUTPUT_PATH_CONFLICT, claims[0].source, first));
            continue;
        }
        report(&site.monikers, &claims, diagnostics);
        if claims.len() > 1 && is_told_apart(&claims) {
            by_age(&mut claims);
            for claim in &claims[..claims.len() - 1] {
                let folder = folder(claim, &claims, &site.monikers);
                published.push((claim.file, format!("{folder}/{path}")));
            }
            claims.reverse();
        }
        published.push((claims[0].file, path.to_owned()));
    }
    published
}

/// A finding about a resource whose address a page has.
fn taken(code: &'static Code, source: &Arc<str>, page: &str) -> Diagnostic {
    let message = if code.name == OUTPUT_PATH_CONFLICT.name {
        format!("`{source}` and `{page}` go to the same place; only `{page}` is published")
    } else {
        format!("`{source}` and `{page}` have the same address")
    };
    Diagnostic::new(code, source, Span::file(), message).help("rename one of them")
}

/// Tables of contents that have one address and cannot be told apart by their versions.
fn tables_of_contents(
    config: &Config,
    corpus: &Corpus,
    monikers: &Monikers,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut files: Vec<FileId> = corpus.tocs.keys().copied().collect();
    files.retain(|&id| corpus.tree.file(id).kind == FileKind::Toc);
    files.sort_unstable();
    let versions: Vec<Option<Set>> = files
        .iter()
        .map(|&file| versions::of_toc(config, corpus, monikers, file, diagnostics))
        .collect();
    let mut families: BTreeMap<&str, Vec<Claim<'_>>> = BTreeMap::new();
    for (&id, versions) in files.iter().zip(&versions) {
        let file = corpus.tree.file(id);
        let versions = versions.as_ref().filter(|set| !set.is_empty());
        families.entry(path::stem(&file.site_path)).or_default().push(Claim {
            file: id,
            source: &file.path,
            group: file.group.as_deref(),
            versions,
        });
    }
    for claims in families.values() {
        report(monikers, claims, diagnostics);
    }
}
