//! Sources that have moved (format §8).

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::addresses::{OUTPUT_PATH_CONFLICT, PUBLISH_URL_CONFLICT};
use super::corpus::Corpus;
use super::index::{PageId, SiteIndex};
use super::monikers::{MONIKER_RANGE_INVALID, Problem, Set};
use super::target;
use super::toc_file::MISSING_ATTRIBUTE;
use crate::config::{Config, Group};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::source::FileKind;
use crate::{jsonc, path, yaml};

/// A source that is redirected twice.
pub static REDIRECTION_CONFLICT: Code = Code {
    name: "redirection-conflict",
    severity: Severity::Error,
    summary: "A source is redirected twice.",
    explanation: "The first redirection counts. Remove the other one.",
    wrong: "{ \"source_path\": \"a.md\", … }, { \"source_path\": \"a.md\", … }",
    right: "{ \"source_path\": \"a.md\", … }",
};

/// A redirection of something that is no page.
pub static REDIRECTION_INVALID: Code = Code {
    name: "redirection-invalid",
    severity: Severity::Error,
    summary: "A file is redirected that is no page.",
    explanation: "Only pages can be redirected: no images, no tables of contents. The redirection is left out.",
    wrong: "{ \"source_path\": \"media/a.png\", \"redirect_url\": \"b\" }",
    right: "{ \"source_path\": \"a.md\", \"redirect_url\": \"b\" }",
};

/// A redirection that names its source in both ways, or in none.
pub static SOURCE_PATH_CONFLICT: Code = Code {
    name: "source-path-conflict",
    severity: Severity::Error,
    summary: "A redirection names its source in two ways.",
    explanation: "`source_path` is relative to the file, `source_path_from_root` begins with `/` at the root of the repository. The redirection is left out.",
    wrong: "{ \"source_path\": \"a.md\", \"source_path_from_root\": \"/docs/a.md\", \"redirect_url\": \"b\" }",
    right: "{ \"source_path_from_root\": \"/docs/a.md\", \"redirect_url\": \"b\" }",
};

/// A source path with or without a slash where it should be the other way.
pub static REDIRECTION_PATH_SYNTAX_ERROR: Code = Code {
    name: "redirection-path-syntax-error",
    severity: Severity::Warning,
    summary: "The source of a redirection begins with a slash, or should.",
    explanation: "`source_path` is relative and has none; `source_path_from_root` has one. The redirection is left out.",
    wrong: "{ \"source_path\": \"/docs/a.md\", \"redirect_url\": \"b\" }",
    right: "{ \"source_path_from_root\": \"/docs/a.md\", \"redirect_url\": \"b\" }",
};

/// A redirected source that is still there.
pub static REDIRECTED_FILE_NOT_REMOVED: Code = Code {
    name: "redirected-file-not-removed",
    severity: Severity::Warning,
    summary: "A file is redirected and still there.",
    explanation: "The file is published and the redirection does nothing. Delete the file, or the redirection.",
    wrong: "{ \"source_path\": \"a.md\", … } beside a.md",
    right: "{ \"source_path\": \"a.md\", … } without a.md",
};

/// Sources whose document IDs would become one.
pub static REDIRECTION_URL_CONFLICT: Code = Code {
    name: "redirection-url-conflict",
    severity: Severity::Warning,
    summary: "Several redirections take their document ID to one address.",
    explanation: "Ratings and comments are kept by document ID, and a page has one. All redirections work; let one of them alone have `redirect_document_id: true`.",
    wrong: "a.md and b.md both redirect to /c with \"redirect_document_id\": true",
    right: "b.md with \"redirect_document_id\": false",
};

/// A document ID that would go where no page of the docset is.
pub static REDIRECT_URL_INVALID: Code = Code {
    name: "redirect-url-invalid",
    severity: Severity::Suggestion,
    summary: "A redirection takes its document ID to an address outside the docset.",
    explanation: "Ratings and comments are kept by document ID, which can move to a page of the same docset only. The redirection itself works.",
    wrong: "{ \"source_path\": \"a.md\", \"redirect_url\": \"https://contoso.com/a\", \"redirect_document_id\": true }",
    right: "{ \"source_path\": \"a.md\", \"redirect_url\": \"https://contoso.com/a\", \"redirect_document_id\": false }",
};

/// Redirections that lead back to where they began.
pub static CIRCULAR_REDIRECTION: Code = Code {
    name: "circular-redirection",
    severity: Severity::Warning,
    summary: "A redirection leads back to its source.",
    explanation: "Readers would go round in circles, so nothing is published at these addresses. Let one of them lead to a page.",
    wrong: "a.md redirects to b, b.md redirects to a",
    right: "a.md and b.md redirect to c",
};

/// Where a moved source leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// A page of the docset, with query and fragment.
    Page(PageId, String),
    /// Any other address.
    Url(String),
}

/// All redirections of a docset, chains already followed.
#[derive(Debug, Default)]
pub struct Redirects {
    by_source: FxHashMap<String, usize>,
    by_site_path: FxHashMap<String, usize>,
    list: Vec<Redirect>,
}

#[derive(Debug)]
struct Redirect {
    site_path: String,
    url: String,
    destination: Destination,
    /// The source as written, and where.
    written: String,
    file: Arc<str>,
    span: Span,
    /// Readers' ratings and comments move along.
    moves_id: bool,
    /// The versions that it is for.
    versions: Option<Set>,
}

impl Redirect {
    /// Whether it is for a version of these, or neither is for versions.
    fn meets(&self, versions: Option<&Set>) -> bool {
        match (&self.versions, versions.filter(|set| !set.is_empty())) {
            (Some(own), Some(other)) => !own.is_disjoint(other),
            (own, other) => own.is_none() && other.is_none(),
        }
    }
}

impl Redirects {
    /// Where a source path leads that is no longer there.
    pub(super) fn find(&self, source: &str) -> Option<&Destination> {
        if self.list.is_empty() {
            return None;
        }
        self.by_source.get(&source.to_lowercase()).map(|&i| &self.list[i].destination)
    }

    /// Whether a stub stands at a site path.
    pub(super) fn has_stub(&self, path: &str) -> bool {
        self.by_site_path.contains_key(path)
    }

    /// Where a URL path below the base leads that is no longer there.
    pub(super) fn find_url(&self, path: &str) -> Option<&Destination> {
        let path = path.trim_end_matches('/');
        let found = self.by_site_path.get(&format!("{path}.html"));
        let found = found.or_else(|| self.by_site_path.get(&format!("{path}/index.html")));
        found.map(|&i| &self.list[i].destination)
    }

    /// Those with an address of their own, in the order of these.
    fn published(&self) -> impl Iterator<Item = &Redirect> {
        let mut sorted: Vec<&Redirect> =
            self.by_site_path.values().map(|&i| &self.list[i]).collect();
        sorted.sort_by(|a, b| a.site_path.cmp(&b.site_path));
        sorted.into_iter()
    }

    /// Old site paths with the new path in the site, query and fragment behind it, or the address
    /// elsewhere; in the order of the old paths.
    pub fn moves<'a>(&'a self, site: &'a SiteIndex) -> impl Iterator<Item = (&'a str, String)> {
        self.published().map(|redirect| {
            let to = match &redirect.destination {
                Destination::Page(page, suffix) => site.page(*page).facts.path.clone() + suffix,
                Destination::Url(url) => url.clone(),
            };
            (redirect.site_path.as_str(), to)
        })
    }

    /// Old site paths that lead to a whole page, and the page; in the order of the old paths.
    pub fn pages(&self) -> impl Iterator<Item = (&str, PageId)> {
        self.published().filter_map(|redirect| match &redirect.destination {
            Destination::Page(page, suffix) if !suffix.contains('#') => {
                Some((redirect.site_path.as_str(), *page))
            }
            _ => None,
        })
    }

    /// Old site paths with the new address as seen from there, in the order of the old paths.
    pub fn stubs<'a>(
        &'a self,
        site: &'a SiteIndex,
    ) -> impl Iterator<Item = (&'a str, String, Option<PageId>)> {
        self.published().map(|redirect| match &redirect.destination {
            Destination::Page(page, suffix) => {
                let to = &site.page(*page).facts.path;
                let url = path::relative_url(&redirect.site_path, to) + suffix;
                (redirect.site_path.as_str(), url, Some(*page))
            }
            Destination::Url(url) => (redirect.site_path.as_str(), url.clone(), None),
        })
    }

    pub(super) fn load(
        config: &Config,
        corpus: &Corpus,
        site: &SiteIndex,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut redirects = Self::default();
        let files = corpus.tree.files().iter();
        let mut lists: Vec<_> = files.filter(|file| file.kind == FileKind::Redirections).collect();
        // Those of the repository first.
        lists.sort_by(|a, b| a.path.cmp(&b.path));
        for file in lists {
            let Some(text) = file.text.as_deref() else { continue };
            let is_yaml = path::extension(&file.path).eq_ignore_ascii_case("yml");
            let parsed = if is_yaml {
                yaml::parse(text)
                    .map_err(|e| (&yaml::YAML_SYNTAX_ERROR, e.offset as u32, e.message))
            } else {
                jsonc::parse(text).map_err(|(at, message)| (&jsonc::JSON_SYNTAX_ERROR, at, message))
            };
            match parsed {
                Ok(value) => {
                    for rule in &rules(&value, &yaml::places(text)) {
                        redirects.add(config, site, &file.path, rule, diagnostics);
                    }
                }
                Err((code, at, message)) => {
                    let span = Span::new(at as usize, at as usize);
                    let message = format!("this redirection file cannot be read: {message}");
                    diagnostics.push(
                        Diagnostic::new(code, &file.path, span, message)
                            .help("check quotes, commas and braces"),
                    );
                }
            }
        }
        redirects.check_addresses(diagnostics);
        redirects.check_ids(corpus, site, diagnostics);
        redirects
    }

    /// Two sources of one address must be for versions of their own.
    fn check_addresses(&self, diagnostics: &mut Vec<Diagnostic>) {
        let mut by_path: FxHashMap<&str, Vec<&Redirect>> = FxHashMap::default();
        for redirect in &self.list {
            let earlier = by_path.entry(&redirect.site_path).or_default();
            let other =
                earlier.iter().find(|earlier| match (&earlier.versions, &redirect.versions) {
                    (Some(a), Some(b)) => !a.is_disjoint(b),
                    _ => true,
                });
            if let Some(other) = other {
                let code = if other.versions == redirect.versions {
                    &OUTPUT_PATH_CONFLICT
                } else {
                    &PUBLISH_URL_CONFLICT
                };
                let (first, second) = (&other.written, &redirect.written);
                let message = format!("`{first}` and `{second}` have the same address");
                diagnostics.push(
                    Diagnostic::new(code, &redirect.file, redirect.span, message)
                        .help("remove one of them, or let them have no version in common"),
                );
            }
            earlier.push(redirect);
        }
    }

    /// A document ID moves to a page of the docset, and only one to each.
    fn check_ids(&self, corpus: &Corpus, site: &SiteIndex, diagnostics: &mut Vec<Diagnostic>) {
        if !self.list.iter().any(|redirect| redirect.moves_id) {
            return;
        }
        let mut pages: FxHashMap<&str, Vec<PageId>> = FxHashMap::default();
        for id in site.ids() {
            let path = &*corpus.tree.file(site.page(id).file).site_path;
            pages.entry(path).or_default().push(id);
        }
        let mut redirects: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (i, redirect) in self.list.iter().enumerate() {
            redirects.entry(&redirect.site_path).or_default().push(i);
        }
        let mut movers: BTreeMap<(bool, usize), Vec<&Redirect>> = BTreeMap::new();
        for redirect in self.list.iter().filter(|redirect| redirect.moves_id) {
            let paths = own_paths(site, redirect);
            let mut targets: Vec<(bool, usize)> = Vec::new();
            let mut found = paths.iter().any(|path| site.is_unbuilt(path::stem(path)));
            for path in &paths {
                let here = pages.get(path.as_str()).into_iter().flatten();
                for &page in here {
                    found = true;
                    if redirect.meets(site.page(page).monikers.as_ref()) {
                        targets.push((false, page.0 as usize));
                    }
                }
                let here = redirects.get(path.as_str()).into_iter().flatten();
                for &other in here {
                    found = true;
                    if redirect.meets(self.list[other].versions.as_ref()) {
                        targets.push((true, other));
                    }
                }
            }
            if !found {
                let message = format!(
                    "the document ID of `{}` cannot move to `{}`, which is not in this docset",
                    redirect.written, redirect.url
                );
                diagnostics.push(
                    Diagnostic::new(&REDIRECT_URL_INVALID, &redirect.file, redirect.span, message)
                        .help("set `redirect_document_id` to false"),
                );
            }
            for target in targets {
                movers.entry(target).or_default().push(redirect);
            }
        }
        for redirects in movers.into_values().filter(|redirects| redirects.len() > 1) {
            let first = redirects[0];
            let sources: Vec<_> = redirects.iter().map(|r| format!("`{}`", r.written)).collect();
            let message =
                format!("{} all take their document ID to `{}`", sources.join(", "), first.url);
            diagnostics.push(
                Diagnostic::new(&REDIRECTION_URL_CONFLICT, &first.file, first.span, message)
                    .help("set `redirect_document_id` to false for all but one"),
            );
        }
    }

    fn add(
        &mut self,
        config: &Config,
        site: &SiteIndex,
        file: &Arc<str>,
        rule: &Rule<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut report = |code, message: String, help: &str| {
            diagnostics.push(Diagnostic::new(code, file, rule.span, message).help(help));
        };
        let (written, from_root) = match rule.source {
            Source::Relative(path) => (path, false),
            Source::FromRoot(path) => (path, true),
            Source::Both => {
                report(
                    &SOURCE_PATH_CONFLICT,
                    "this redirection names its source in two ways".to_owned(),
                    "keep `source_path` or `source_path_from_root`",
                );
                return;
            }
            Source::Missing => {
                report(
                    &MISSING_ATTRIBUTE,
                    "this redirection names no source".to_owned(),
                    "add `source_path: …`",
                );
                return;
            }
        };
        if rule.url.is_empty() {
            report(
                &MISSING_ATTRIBUTE,
                format!("the redirection of `{written}` leads nowhere"),
                "add `redirect_url: …`",
            );
            return;
        }
        let from = written.replace('\\', "/");
        if from.starts_with('/') != from_root {
            report(
                &REDIRECTION_PATH_SYNTAX_ERROR,
                format!("`{written}` cannot be a source"),
                "`source_path` begins without a slash, `source_path_from_root` with one",
            );
            return;
        }
        let source = if from_root {
            path::join(&repository_prefix(config), from.trim_start_matches('/'))
        } else {
            path::join(path::folder(file), &from)
        };
        // `../docs/a.md` seen from `docs` is `a.md`.
        let source = into_docset(config, &source);
        let (site_path, group) = match site_path(config, &source) {
            Place::Page(path, group) => (path, group),
            Place::NoPage => {
                let message = format!("`{written}` is no page");
                report(&REDIRECTION_INVALID, message, "take the redirection out");
                return;
            }
            Place::Outside => return,
        };
        let mut versions = site.monikers.of_path(&source, group).cloned();
        if let Some(monikers) = rule.monikers {
            let mut problems = Vec::new();
            versions = Some(site.monikers.select_all("monikers", monikers, &mut problems));
            for problem in problems {
                if let Problem::Invalid(_, why) = problem {
                    let help = "write versions as in `contoso-1`";
                    report(
                        &MONIKER_RANGE_INVALID,
                        format!("`monikers` cannot be read: {why}"),
                        help,
                    );
                }
            }
        }
        let versions = versions.filter(|set| !set.is_empty());
        if versions.is_none() && rule.monikers.is_some() {
            return;
        }
        let index = self.list.len();
        let lower = source.to_lowercase();
        if let Some(&first) = self.by_source.get(&lower) {
            // Versions of one page may go different ways.
            if self.list[first].versions == versions {
                let message = format!("`{written}` is redirected twice; the first one counts");
                report(&REDIRECTION_CONFLICT, message, "remove one of them");
                return;
            }
        }
        let url = rule.url.to_owned();
        let redirect = Redirect {
            site_path,
            destination: Destination::Url(url.clone()),
            url,
            written: written.to_owned(),
            file: Arc::clone(file),
            span: rule.span,
            moves_id: rule.moves_id,
            versions,
        };
        let there = site.page_at(&redirect.site_path);
        if there.is_some_and(|page| redirect.meets(site.page(page).monikers.as_ref())) {
            let message = format!("`{written}` is redirected, but its page is still there");
            report(&REDIRECTED_FILE_NOT_REMOVED, message, "delete the file or the redirection");
        }
        self.by_source.entry(lower).or_insert(index);
        self.by_site_path.entry(redirect.site_path.clone()).or_insert(index);
        self.list.push(redirect);
    }

    /// Finds the page each redirection leads to, through other redirections.
    pub(super) fn resolve(&mut self, site: &SiteIndex, diagnostics: &mut Vec<Diagnostic>) {
        // A source that is there after all does not redirect.
        self.by_site_path.retain(|path, _| !site.is_taken(path));
        let destinations = self.destinations(site);
        for (redirect, destination) in self.list.iter_mut().zip(destinations) {
            if let Some(destination) = destination {
                redirect.destination = destination;
                continue;
            }
            self.by_site_path.remove(&redirect.site_path);
            if !redirect.url.contains('?') {
                let message = format!("the redirection of `{}` leads back to it", redirect.written);
                diagnostics.push(
                    Diagnostic::new(&CIRCULAR_REDIRECTION, &redirect.file, redirect.span, message)
                        .help("let it lead to a page"),
                );
            }
            let stem = path::stem(&redirect.site_path);
            redirect.destination =
                Destination::Url(format!("{}{}/{stem}", site.host, site.base_path));
        }
    }

    /// Where each redirection ends; none when it goes round in a circle. Each is followed once,
    /// however many lead to it.
    fn destinations(&self, site: &SiteIndex) -> Vec<Option<Destination>> {
        let mut ends: Vec<Option<Option<End>>> = vec![None; self.list.len()];
        let mut is_open = vec![false; self.list.len()];
        for start in 0..self.list.len() {
            let mut chain = Vec::new();
            let mut at = start;
            let mut end = loop {
                if let Some(known) = &ends[at] {
                    break known.clone();
                }
                if is_open[at] {
                    break None;
                }
                is_open[at] = true;
                chain.push(at);
                match self.step(site, at) {
                    Step::End(end) => break Some(end),
                    Step::To(next) => at = next,
                }
            };
            for at in chain.into_iter().rev() {
                // The query and the fragment of the first that has any count.
                let (_, own_suffix) = split(&self.list[at].url);
                if let Some(end) = end.as_mut().filter(|_| !own_suffix.is_empty()) {
                    own_suffix.clone_into(&mut end.suffix);
                }
                is_open[at] = false;
                ends[at] = Some(end.clone());
            }
        }
        ends.into_iter().map(|end| Some(end??.destination(site))).collect()
    }

    /// Where a redirection leads at once.
    fn step(&self, site: &SiteIndex, at: usize) -> Step {
        let redirect = &self.list[at];
        let (path, _) = split(&redirect.url);
        let local = without_host(site, path);
        let rest = match &local {
            Some(absolute) if absolute.starts_with('/') => target::own_path(site, absolute),
            Some(relative) => {
                Some(path::join(path::folder(&redirect.site_path), &relative.to_lowercase()))
            }
            None => None,
        };
        let url = |url: String| Step::End(End { page: None, url, suffix: String::new() });
        let Some(rest) = rest else {
            return match local {
                Some(absolute) => url(format!("{}{absolute}", site.host)),
                None => url(path.to_owned()),
            };
        };
        if let Some(page) = target::page_at_url(site, &rest) {
            return Step::End(End { page: Some(page), ..End::default() });
        }
        let stem = rest.trim_end_matches('/');
        let next = self.by_site_path.get(&format!("{stem}.html"));
        let next = next.or_else(|| self.by_site_path.get(&format!("{stem}/index.html")));
        match next {
            Some(&next) => Step::To(next),
            None => url(format!("{}{}/{stem}", site.host, site.base_path)),
        }
    }
}

/// What a redirection leads to at once.
enum Step {
    /// No further redirection.
    End(End),
    /// Another one.
    To(usize),
}

/// Where a chain of redirections ends.
#[derive(Clone, Debug, Default)]
struct End {
    page: Option<PageId>,
    /// The address, where it is no page of the docset.
    url: String,
    /// Query and fragment.
    suffix: String,
}

impl End {
    fn destination(self, site: &SiteIndex) -> Destination {
        let Self { page, url, mut suffix } = self;
        let Some(page) = page else { return Destination::Url(url + &suffix) };
        // A heading that the page does not have is dropped: readers land on the page.
        let fragment = suffix.find('#').map(|at| &suffix[at + 1..]);
        if fragment.is_some_and(|id| !site.page(page).anchors.contains(id)) {
            suffix.truncate(suffix.find('#').unwrap_or(0));
        }
        Destination::Page(page, suffix)
    }
}

/// Splits a URL before its query or fragment.
fn split(url: &str) -> (&str, &str) {
    url.split_at(url.find(['?', '#']).unwrap_or(url.len()))
}

/// The path of a URL on the docset's own host, without a locale; `None` for another host.
fn without_host(site: &SiteIndex, url: &str) -> Option<String> {
    let own_hosts = [
        site.host.as_str(),
        site.own_host.as_str(),
        "https://learn.microsoft.com",
        "https://docs.microsoft.com",
    ];
    let path = own_hosts
        .iter()
        .filter(|host| !host.is_empty())
        .find_map(|host| url.strip_prefix(host).filter(|p| p.starts_with('/')));
    match path {
        Some(path) => {
            let mut parts = path.splitn(3, '/');
            let (_, first, rest) = (parts.next(), parts.next().unwrap_or(""), parts.next());
            let is_locale = first.len() == 5 && first.as_bytes()[2] == b'-';
            Some(match rest {
                Some(rest) if is_locale => format!("/{rest}"),
                _ => path.to_owned(),
            })
        }
        None if url.contains("://") => None,
        None => Some(url.to_owned()),
    }
}

/// From the docset's root to the repository's: `../` for each folder between them.
fn repository_prefix(config: &Config) -> String {
    let below =
        config.root.strip_prefix(&config.repository_root).map_or(0, |p| p.components().count());
    vec![".."; below].join("/")
}

/// A path that leaves the docset and comes back, as a path in the docset.
fn into_docset(config: &Config, path: &str) -> String {
    let Ok(below) = config.root.strip_prefix(&config.repository_root) else {
        return path.to_owned();
    };
    let below = below.to_string_lossy().replace('\\', "/");
    let prefix = format!("{}/{below}/", repository_prefix(config));
    let head = path.get(..prefix.len()).filter(|head| head.eq_ignore_ascii_case(&prefix));
    head.map_or_else(|| path.to_owned(), |_| path[prefix.len()..].to_owned())
}

/// What a source would be, if it were there.
enum Place<'a> {
    /// A page at this site path, of a group.
    Page(String, Option<&'a str>),
    /// Something else that is published, or a table of contents.
    NoPage,
    /// Nothing that is published.
    Outside,
}

fn site_path<'a>(config: &'a Config, source: &str) -> Place<'a> {
    if source.starts_with("../") {
        return Place::Outside;
    }
    let claim = |groups: &'a [Group]| {
        groups.iter().find_map(|group| {
            let path = group.map(group.claim(source)?);
            Some((config.docfx.route(path).to_lowercase(), group.name.as_deref()))
        })
    };
    if claim(&config.docfx.resource).is_some() {
        return Place::NoPage;
    }
    let Some((path, group)) = claim(&config.docfx.content) else { return Place::Outside };
    let name = path::file_name(&path);
    if matches!(path::extension(name), "md" | "yml" | "json") && path::stem(name) != "toc" {
        Place::Page(path::stem(&path).to_owned() + ".html", group)
    } else {
        Place::NoPage
    }
}

/// A redirection as written.
struct Rule<'a> {
    source: Source<'a>,
    url: &'a str,
    monikers: Option<&'a Value>,
    /// Readers' ratings and comments move to the new address.
    moves_id: bool,
    /// Of the address, or of the whole where that is missing.
    span: Span,
}

/// How a redirection names its source.
#[derive(Clone, Copy)]
enum Source<'a> {
    /// Relative to the redirection file.
    Relative(&'a str),
    /// From the root of the repository.
    FromRoot(&'a str),
    /// In both ways.
    Both,
    Missing,
}

/// The redirections of a file: a list of objects, or the short form from source to target. Under
/// `renames`, in the short form, document IDs move along.
fn rules<'a>(value: &'a Value, places: &yaml::Place) -> Vec<Rule<'a>> {
    let mut rules = match (value.get("redirections"), value.get("renames")) {
        (None, None) => section(value, Some(places), false),
        (Some(list), _) => section(list, places.get("redirections"), false),
        (None, Some(_)) => Vec::new(),
    };
    if let Some(renames) = value.get("renames") {
        rules.extend(section(renames, places.get("renames"), true));
    }
    rules.sort_by_key(|rule| rule.span.start);
    rules
}

fn section<'a>(list: &'a Value, places: Option<&yaml::Place>, moves_id: bool) -> Vec<Rule<'a>> {
    let span = |place: Option<&yaml::Place>| place.map_or(Span::file(), |p| p.range.clone().into());
    match list {
        Value::Array(list) => list
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.is_object())
            .map(|(i, entry)| {
                let place = places.and_then(|places| places.item(i));
                let value = |name: &str| {
                    let mut entries = entry.as_object().into_iter().flatten();
                    entries.find(|(key, _)| key.eq_ignore_ascii_case(name))
                };
                let text = |name: &str| {
                    value(name)?.1.as_str().map(str::trim).filter(|text| !text.is_empty())
                };
                let source = match (text("source_path"), text("source_path_from_root")) {
                    (Some(path), None) => Source::Relative(path),
                    (None, Some(path)) => Source::FromRoot(path),
                    (Some(_), Some(_)) => Source::Both,
                    (None, None) => Source::Missing,
                };
                let at = value("redirect_url").and_then(|(key, _)| place?.get(key)).or(place);
                Rule {
                    source,
                    url: text("redirect_url").unwrap_or(""),
                    monikers: value("monikers").map(|(_, monikers)| monikers),
                    moves_id: value("redirect_document_id").is_some_and(|(_, value)| {
                        yaml::scalar_text(value).is_some_and(|t| t.eq_ignore_ascii_case("true"))
                    }),
                    span: span(at),
                }
            })
            .collect(),
        Value::Object(map) => map
            .iter()
            .map(|(from, to)| Rule {
                source: match from.as_str() {
                    "" => Source::Missing,
                    from => Source::Relative(from),
                },
                url: to.as_str().unwrap_or("").trim(),
                monikers: None,
                moves_id,
                span: span(places.and_then(|places| places.get(from))),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The site paths, in this docset, that a redirection's address may stand for; none for another
/// docset's.
fn own_paths(site: &SiteIndex, redirect: &Redirect) -> Vec<String> {
    let (path, _) = split(&redirect.url);
    let own = match without_host(site, path) {
        Some(absolute) if absolute.starts_with('/') => target::own_path(site, &absolute),
        Some(relative) => {
            Some(path::join(path::folder(&redirect.site_path), &relative.to_lowercase()))
        }
        None => None,
    };
    own.map_or_else(Vec::new, |path| {
        let stem = path.trim_end_matches('/');
        let stem = stem.strip_suffix(".html").unwrap_or(stem);
        let stem = stem.strip_suffix("/index").unwrap_or(stem);
        match stem {
            "" | "index" => vec!["index.html".to_owned()],
            stem => vec![format!("{stem}.html"), format!("{stem}/index.html")],
        }
    })
}
