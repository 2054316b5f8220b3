//! Sources that have moved (format §8).

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::corpus::Corpus;
use super::index::{PageId, SiteIndex};
use super::target;
use crate::article::yaml_page::YAML_SYNTAX_ERROR;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::{path, source, yaml};

/// A redirection file that cannot be read.
pub static JSON_SYNTAX_ERROR: Code = Code {
    name: "json-syntax-error",
    severity: Severity::Error,
    summary: "A JSON file cannot be read.",
    explanation: "Nothing of the file is used. Comments and trailing commas are fine; quotes and braces must match.",
    wrong: "{ \"redirections\": [",
    right: "{ \"redirections\": [] }",
};

/// A source that two redirections move.
pub static REDIRECTION_CONFLICT: Code = Code {
    name: "redirection-conflict",
    severity: Severity::Warning,
    summary: "Two redirections move the same article.",
    explanation: "The first one counts. Take the other one out.",
    wrong: "two entries with \"source_path\": \"old.md\" and different addresses",
    right: "one of them",
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
}

impl Redirects {
    /// Where a source path leads that is no longer there.
    pub(super) fn find(&self, source: &str) -> Option<&Destination> {
        if self.list.is_empty() {
            return None;
        }
        self.by_source.get(&source.to_lowercase()).map(|&i| &self.list[i].destination)
    }

    /// Whether a source path has moved.
    #[must_use]
    pub fn has_source(&self, source: &str) -> bool {
        self.find(source).is_some()
    }

    /// Where a URL path below the base leads that is no longer there.
    pub(super) fn find_url(&self, path: &str) -> Option<&Destination> {
        let path = path.trim_end_matches('/');
        let found = self.by_site_path.get(&format!("{path}.html"));
        let found = found.or_else(|| self.by_site_path.get(&format!("{path}/index.html")));
        found.map(|&i| &self.list[i].destination)
    }

    /// Whether a redirection stands at this site path.
    pub(super) fn has_stub(&self, path: &str) -> bool {
        self.by_site_path.contains_key(path)
    }

    /// Old site paths with the new address as seen from there, in the order of the old paths.
    pub fn stubs<'a>(
        &'a self,
        site: &'a SiteIndex,
    ) -> impl Iterator<Item = (&'a str, String, Option<PageId>)> {
        let mut sorted: Vec<&Redirect> =
            self.by_site_path.values().map(|&i| &self.list[i]).collect();
        sorted.sort_by(|a, b| a.site_path.cmp(&b.site_path));
        sorted.into_iter().map(|redirect| match &redirect.destination {
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
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut redirects = Self::default();
        // The site as links see it while redirections are being read.
        for (_, file) in corpus.tree.iter().filter(|(_, file)| source::is_redirection(&file.path)) {
            let Some(text) = file.text.as_deref() else { continue };
            let is_yaml = path::extension(&file.path).eq_ignore_ascii_case("yml");
            let parsed = if is_yaml {
                yaml::parse(text).map_err(|e| (&YAML_SYNTAX_ERROR, e.offset as u32, e.message))
            } else {
                crate::jsonc::parse(text).map_err(|(at, message)| (&JSON_SYNTAX_ERROR, at, message))
            };
            match parsed {
                Ok(value) => {
                    let conflicts = redirects.read(config, path::folder(&file.path), &value);
                    for from in conflicts {
                        // The later of the entries is the one that does not count.
                        let at = text.rfind(&from).unwrap_or(0);
                        let span = Span::new(at, (at + from.len()).min(text.len()));
                        let message = format!("`{from}` is moved by another redirection already");
                        diagnostics.push(
                            Diagnostic::new(&REDIRECTION_CONFLICT, &file.path, span, message)
                                .help("take one of them out"),
                        );
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
        redirects
    }

    /// Takes entries in; the sources, as written, that lead elsewhere already come back.
    fn read(&mut self, config: &Config, folder: &str, value: &Value) -> Vec<String> {
        let mut conflicts = Vec::new();
        let list = value.get("redirections").unwrap_or(value);
        let entries: Vec<(&str, &str, bool)> = match list {
            Value::Array(list) => list
                .iter()
                .filter_map(|entry| {
                    let url = entry.get("redirect_url")?.as_str()?;
                    let relative = entry.get("source_path").and_then(Value::as_str);
                    let from_root = entry.get("source_path_from_root").and_then(Value::as_str);
                    Some((relative.or(from_root)?, url, relative.is_none()))
                })
                .collect(),
            // The short form: source to target.
            Value::Object(map) => map
                .iter()
                .filter_map(|(from, to)| Some((from.as_str(), to.as_str()?, false)))
                .collect(),
            _ => Vec::new(),
        };
        let repository = repository_prefix(config);
        for (from, url, from_root) in entries {
            let written = from;
            let from = from.replace('\\', "/");
            let source = if from_root {
                path::join(&repository, from.trim_start_matches('/'))
            } else {
                path::join(folder, &from)
            };
            // `../docs/a.md` seen from `docs` is `a.md`.
            let source = into_docset(config, &source);
            let Some(site_path) = site_path(config, &source) else { continue };
            let index = self.list.len();
            let first = *self.by_source.entry(source.to_lowercase()).or_insert(index);
            if let Some(first) = self.list.get(first) {
                if first.url != url.trim() {
                    conflicts.push(written.to_owned());
                }
                continue;
            }
            self.by_site_path.entry(site_path.clone()).or_insert(index);
            let url = url.trim().to_owned();
            self.list.push(Redirect { site_path, destination: Destination::Url(url.clone()), url });
        }
        conflicts
    }

    /// Finds the page each redirection leads to, through other redirections.
    pub(super) fn resolve(&mut self, site: &SiteIndex) {
        // A source that is there after all does not redirect.
        self.by_site_path.retain(|path, _| !site.is_taken(path));
        let destinations: Vec<Destination> =
            (0..self.list.len()).map(|i| self.follow(site, i)).collect();
        for (redirect, destination) in self.list.iter_mut().zip(destinations) {
            redirect.destination = destination;
        }
    }

    fn follow(&self, site: &SiteIndex, start: usize) -> Destination {
        let mut at = start;
        let mut suffix = String::new();
        for _ in 0..16 {
            let redirect = &self.list[at];
            let (path, own_suffix) = split(&redirect.url);
            if suffix.is_empty() {
                own_suffix.clone_into(&mut suffix);
            }
            let local = without_host(site, path);
            let rest = match &local {
                Some(absolute) if absolute.starts_with('/') => target::own_path(site, absolute),
                Some(relative) => {
                    Some(path::join(path::folder(&redirect.site_path), &relative.to_lowercase()))
                }
                None => None,
            };
            let Some(rest) = rest else {
                let url = match local {
                    Some(absolute) => format!("{}{absolute}{suffix}", site.host),
                    None => format!("{path}{suffix}"),
                };
                return Destination::Url(url);
            };
            if let Some(page) = target::page_at_url(site, &rest) {
                return Destination::Page(page, suffix);
            }
            let stem = rest.trim_end_matches('/');
            let next = self.by_site_path.get(&format!("{stem}.html"));
            match next.or_else(|| self.by_site_path.get(&format!("{stem}/index.html"))) {
                Some(&next) if next != at => at = next,
                _ => {
                    return Destination::Url(format!(
                        "{}{}/{stem}{suffix}",
                        site.host, site.base_path
                    ));
                }
            }
        }
        Destination::Url(self.list[start].url.clone())
    }
}

/// Splits a URL before its query or fragment.
fn split(url: &str) -> (&str, &str) {
    url.split_at(url.find(['?', '#']).unwrap_or(url.len()))
}

/// The path of a URL on the docset's own host, without a locale; `None` for another host.
fn without_host(site: &SiteIndex, url: &str) -> Option<String> {
    let own_hosts =
        [site.host.as_str(), "https://learn.microsoft.com", "https://docs.microsoft.com"];
    let path =
        own_hosts.iter().find_map(|host| url.strip_prefix(host).filter(|p| p.starts_with('/')));
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

/// The site path a source would have, if it were there; `None` for what is no page.
fn site_path(config: &Config, source: &str) -> Option<String> {
    if source.starts_with("../") || !matches!(path::extension(source), "md" | "yml" | "MD" | "json")
    {
        return None;
    }
    let group =
        config.docfx.content.iter().find_map(|group| Some(group.map(group.claim(source)?)))?;
    Some(path::stem(&group.to_lowercase()).to_owned() + ".html")
}
