//! What readers are stuck on, for search: error codes, which lead to their row among all codes, and
//! the places that are symptoms or guides, which results say of themselves.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::words::each_word;
use crate::site::document::Document;

/// Characters of a code's meaning that a result shows.
const MEANING: usize = 120;

/// Symptoms, guides and error codes of a site, found by others.
#[derive(Clone, Debug, Default)]
pub struct Troubles {
    /// The codes.
    pub codes: Vec<ErrorCode>,
    /// Paths of pages about solving problems.
    pub guides: Vec<String>,
    /// Headings that are symptoms: path of the page, anchor.
    pub symptoms: Vec<(String, String)>,
}

/// An error code.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// As it is written.
    pub code: String,
    /// Where it is explained: site path and fragment.
    pub href: String,
    /// What it means.
    pub meaning: String,
}

/// A code as a shard has it: the word that is looked up, code, place, meaning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct CodeEntry(pub(super) String, String, String, String);

impl Troubles {
    /// The codes, sorted by the word that each is found by.
    pub(super) fn entries(&self) -> Vec<CodeEntry> {
        let mut entries: Vec<CodeEntry> = self
            .codes
            .iter()
            .filter_map(|code| {
                // Of a compound, the whole comes last.
                let mut key = String::new();
                let mut count = 0;
                each_word(&code.code, |word| {
                    key = word.to_owned();
                    count += 1;
                });
                let whole = code.code.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
                (count == 1 || (count > 0 && whole)).then(|| {
                    let meaning = shorten(&code.meaning);
                    CodeEntry(key, code.code.clone(), code.href.clone(), meaning)
                })
            })
            .collect();
        entries.sort_unstable();
        entries
    }

    /// The numbers of the pages that are guides.
    pub(super) fn guides(&self, pages: &[&Document]) -> Vec<u32> {
        let places = self.places();
        (0..)
            .zip(pages)
            .filter(|(_, page)| places.is_guide(&page.facts.path))
            .map(|(n, _)| n)
            .collect()
    }

    /// The places, for looking up.
    pub(super) fn places(&self) -> Places<'_> {
        let mut symptoms: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
        for (path, anchor) in &self.symptoms {
            symptoms.entry(path).or_default().insert(anchor);
        }
        Places { guides: self.guides.iter().map(String::as_str).collect(), symptoms }
    }
}

/// Guides and symptoms by path.
pub(super) struct Places<'a> {
    guides: FxHashSet<&'a str>,
    symptoms: FxHashMap<&'a str, FxHashSet<&'a str>>,
}

impl Places<'_> {
    pub(super) fn is_guide(&self, path: &str) -> bool {
        self.guides.contains(path)
    }

    pub(super) fn is_symptom(&self, path: &str, anchor: &str) -> bool {
        self.symptoms.get(path).is_some_and(|anchors| anchors.contains(anchor))
    }
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(MEANING) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}
