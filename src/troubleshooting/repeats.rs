//! Texts that stand on many pages, and pages that stand in many versions.
//!
//! In goes what was found on every page, out comes what to leave out.

use std::collections::{HashMap, HashSet};

use super::reason::Reason;
use super::scan::{Found, Scan};
use crate::path::file_name;
use crate::site::document::Document;

/// A text that stands on this many pages is a part of their form, no symptom.
const REPEATED: usize = 4;

/// Whether something that was found is left out.
pub(super) struct Repeats {
    /// Texts in lower case.
    texts: HashSet<String>,
    /// Page without its version, and text: the document with the newest version.
    newest: HashMap<(String, String), usize>,
}

impl Repeats {
    pub(super) fn new(documents: &[Document], found: &[Scan]) -> Self {
        let mut pages: HashMap<String, Vec<&str>> = HashMap::new();
        let mut newest: HashMap<(String, String), usize> = HashMap::new();
        for (at, (document, found)) in documents.iter().zip(found).enumerate() {
            let path = &document.facts.path;
            let page = without_version(path);
            for found in &found.found {
                let text = found.symptom.to_lowercase();
                let best = newest.entry((page.clone(), text.clone())).or_insert(at);
                if version(path) > version(&documents[*best].facts.path) {
                    *best = at;
                }
                if found.repeatable {
                    let names = pages.entry(text).or_default();
                    // Versions of one page count once: they share its file name.
                    if names.len() < REPEATED && !names.contains(&file_name(path)) {
                        names.push(file_name(path));
                    }
                }
            }
        }
        let texts = pages
            .into_iter()
            .filter(|(_, names)| names.len() >= REPEATED)
            .map(|(text, _)| text)
            .collect();
        Self { texts, newest }
    }

    /// Why to leave out what was found on the document at that index, if at all.
    pub(super) fn leaves_out(
        &self,
        at: usize,
        document: &Document,
        found: &Found,
    ) -> Option<Reason> {
        let text = found.symptom.to_lowercase();
        if found.repeatable && self.texts.contains(&text) {
            return Some(Reason::Repeated);
        }
        let page = without_version(&document.facts.path);
        let older = self.newest.get(&(page, text)).is_some_and(|&best| best != at);
        older.then_some(Reason::OlderVersion)
    }
}

/// The path without its first folder that is a version.
fn without_version(path: &str) -> String {
    let Some(folder) = path.split('/').find(|part| is_version(part)) else {
        return path.to_owned();
    };
    path.replacen(folder, "", 1).replace("//", "/").trim_start_matches('/').to_owned()
}

/// `5.1`, `v2.0`, `net-6.0`: digits with a period between, and perhaps a name before.
fn is_version(folder: &str) -> bool {
    let number = folder.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '-');
    number.split('.').count() > 1
        && number
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// The version in a path; a path without one is the current version.
fn version(path: &str) -> Vec<u32> {
    let Some(folder) = path.split('/').find(|part| is_version(part)) else { return vec![u32::MAX] };
    let number = folder.trim_start_matches(|c: char| !c.is_ascii_digit());
    number.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        assert_eq!(without_version("7.4/about/x.html"), "about/x.html");
        assert_eq!(without_version("a/net-6.0/x.html"), "a/x.html");
        assert_eq!(without_version("iis7/x.html"), "iis7/x.html");
        assert_eq!(without_version("a/x-1.0.html"), "a/x-1.0.html");
        assert!(version("7.10/x") > version("7.4/x") && version("x") > version("7.10/x"));
    }
}
