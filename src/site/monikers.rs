//! Versions (format §9): ranges of them, the names that the docset's ranges use, and which a page
//! or a zone is for.
//!
//! No file of a docset defines the versions. Their names come from all ranges, what stands before
//! the first digit of a name is its product, and within a product they are in the order of their
//! numbers.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::corpus::Corpus;
use super::index::natural_key;
use crate::article::yaml_page::YamlPage;
use crate::article::{Metadata, MonikerZone};
use crate::config::Config;
use crate::diagnostic::{Code, Severity};
use crate::yaml;

/// A range of versions that cannot be read.
pub static MONIKER_RANGE_INVALID: Code = Code {
    name: "moniker-range-invalid",
    severity: Severity::Error,
    summary: "A range of versions cannot be read.",
    explanation: "A range is a version, or several with `=`, `>`, `<`, `>=` or `<=` before them; beside each other all must hold, with `||` between them one. A zone is shown whole then.",
    wrong: "::: moniker range=\"contoso-1, contoso-2\"",
    right: "::: moniker range=\"contoso-1 || contoso-2\"",
};

/// A page that is for no version of its group.
pub static MONIKER_RANGE_OUT_OF_SCOPE: Code = Code {
    name: "moniker-range-out-of-scope",
    severity: Severity::Error,
    summary: "A page is for versions that its group does not have.",
    explanation: "The range in the header and that of the page's group in docfx.json have no version in common. Widen one of them, or move the page.",
    wrong: "monikerRange: contoso-1, in a group for >=contoso-2",
    right: "monikerRange: contoso-2",
};

/// A zone that is for no version of its page.
pub static MONIKER_ZONE_EMPTY: Code = Code {
    name: "moniker-zone-empty",
    severity: Severity::Warning,
    summary: "A zone is for versions that its page does not have.",
    explanation: "The zone is left out of the page. Take it out, or widen the range of the page.",
    wrong: "::: moniker range=\"contoso-1\", on a page for >=contoso-2",
    right: "::: moniker range=\"contoso-2\"",
};

/// Indices of versions in [`Monikers`], ascending: older before newer within a product.
pub type Set = BTreeSet<u32>;

/// All versions that the docset names.
#[derive(Debug, Default)]
pub struct Monikers {
    /// Lower-case names, by product and number.
    names: Vec<String>,
    by_name: FxHashMap<String, u32>,
    /// By group of `docfx.json`.
    groups: FxHashMap<String, Set>,
}

/// What becomes of a zone on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is for none of the page's versions.
    Dropped,
    /// It is shown.
    Kept {
        /// The versions it is for, as far as they are known.
        versions: Set,
        /// Their names with blanks between them, or what the author wrote instead; empty when that
        /// says nothing.
        label: String,
    },
}

impl Monikers {
    /// Gathers the names of all ranges.
    pub(super) fn collect(config: &Config, corpus: &Corpus) -> Self {
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut note = |range: &str| {
            if let Ok(range) = parse(range) {
                names.extend(range.into_iter().flatten().map(|comparator| comparator.name));
            }
        };
        config.docfx.moniker_ranges.iter().for_each(|(_, range)| note(range));
        let bodies = corpus
            .articles
            .values()
            .map(|article| &article.body)
            .chain(corpus.yaml_pages.values().flat_map(YamlPage::bodies));
        bodies.flat_map(|body| &body.moniker_zones).for_each(|zone| note(&zone.range));
        let headers = corpus.articles.values().map(|article| &article.front_matter.metadata);
        for metadata in headers.chain(corpus.yaml_pages.values().map(|page| &page.metadata)) {
            let keys = ["monikerRange", "monikers", "replace_monikers", "exclude_monikers"];
            for text in keys.iter().filter_map(|key| metadata.get(*key)).flat_map(texts) {
                note(&text);
            }
        }
        let mut names: Vec<String> = names.into_iter().collect();
        names.sort_by_cached_key(|name| (product(name).to_owned(), natural_key(name)));
        let by_name = names.iter().enumerate().map(|(i, name)| (name.clone(), i as u32)).collect();
        let mut monikers = Self { names, by_name, groups: FxHashMap::default() };
        for (group, range) in &config.docfx.moniker_ranges {
            if let Ok(range) = parse(range) {
                let set = monikers.select(&range);
                monikers.groups.insert(group.clone(), set);
            }
        }
        monikers
    }

    /// The versions of a page: those of its group that its metadata leaves; none when neither
    /// says anything.
    ///
    /// # Errors
    /// The key whose range cannot be read, and why.
    pub(super) fn of_page(
        &self,
        group: Option<&str>,
        metadata: &Metadata,
    ) -> Result<Option<Set>, (&'static str, String)> {
        let keys = ["replace_monikers", "monikerRange", "monikers"];
        let mut set = group.and_then(|group| self.groups.get(group)).cloned();
        if let Some(key) = keys.into_iter().find(|key| metadata.contains_key(*key)) {
            let own = self.select_all(&metadata[key]).map_err(|why| (key, why))?;
            set = Some(match set {
                Some(set) => set.intersection(&own).copied().collect(),
                None => own,
            });
        }
        if let (Some(set), Some(excluded)) = (&mut set, metadata.get("exclude_monikers")) {
            let excluded = self.select_all(excluded).map_err(|why| ("exclude_monikers", why))?;
            set.retain(|version| !excluded.contains(version));
        }
        Ok(set)
    }

    /// What becomes of a zone on a page with these versions.
    ///
    /// # Errors
    /// Why the range cannot be read.
    pub(super) fn fate(&self, zone: &MonikerZone, page: Option<&Set>) -> Result<Fate, String> {
        let all = self.select(&parse(&zone.range)?);
        if all.is_empty() {
            // Beyond what is known: nobody can tell.
            return Ok(Fate::Kept { versions: all, label: zone.range.trim().to_owned() });
        }
        let versions = match page {
            Some(page) => all.intersection(page).copied().collect(),
            None => all,
        };
        if versions.is_empty() {
            return Ok(Fate::Dropped);
        }
        Ok(Fate::Kept { label: self.show(&versions), versions })
    }

    /// The name of a version, which must be one of a set of these.
    #[must_use]
    pub fn name(&self, version: u32) -> &str {
        &self.names[version as usize]
    }

    /// Names of versions, with blanks between them.
    pub(super) fn show(&self, set: &Set) -> String {
        set.iter().map(|&version| self.name(version)).collect::<Vec<_>>().join(" ")
    }

    fn select_all(&self, value: &Value) -> Result<Set, String> {
        let mut set = Set::new();
        for text in texts(value) {
            set.extend(self.select(&parse(&text)?));
        }
        Ok(set)
    }

    fn select(&self, range: &Range) -> Set {
        let mut set = Set::new();
        for all in range {
            let mut versions: Option<Set> = None;
            for comparator in all {
                let found = self.compare(comparator);
                versions = Some(match versions {
                    Some(versions) => versions.intersection(&found).copied().collect(),
                    None => found,
                });
            }
            set.extend(versions.unwrap_or_default());
        }
        set
    }

    fn compare(&self, comparator: &Comparator) -> Set {
        let Some(&at) = self.by_name.get(&comparator.name) else { return Set::new() };
        let own = product(&comparator.name);
        let is_in = |&other: &u32| match comparator.operator {
            Operator::Equal => other == at,
            Operator::Greater => other > at,
            Operator::GreaterOrEqual => other >= at,
            Operator::Less => other < at,
            Operator::LessOrEqual => other <= at,
        };
        (0..self.names.len() as u32)
            .filter(is_in)
            .filter(|&other| product(&self.names[other as usize]) == own)
            .collect()
    }
}

/// What stands before the first digit of a name.
fn product(name: &str) -> &str {
    &name[..name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len())]
}

/// The texts of a list, or of one value.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(yaml::scalar_text).collect(),
        one => yaml::scalar_text(one).into_iter().filter(|text| !text.is_empty()).collect(),
    }
}

/// Any of these must hold, and in it all.
type Range = Vec<Vec<Comparator>>;

#[derive(Debug, PartialEq, Eq)]
struct Comparator {
    operator: Operator,
    /// Lower-cased.
    name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// Reads a range.
fn parse(text: &str) -> Result<Range, String> {
    text.split("||").map(parse_all).collect()
}

fn parse_all(text: &str) -> Result<Vec<Comparator>, String> {
    const OPERATORS: [(&str, Operator); 5] = [
        (">=", Operator::GreaterOrEqual),
        ("<=", Operator::LessOrEqual),
        (">", Operator::Greater),
        ("<", Operator::Less),
        ("=", Operator::Equal),
    ];
    let mut all = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let found = OPERATORS.into_iter().find(|(sign, _)| rest.starts_with(sign));
        let (sign, operator) = found.unwrap_or(("", Operator::Equal));
        rest = rest[sign.len()..].trim_start();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        if end == 0 {
            return Err(format!("a version is expected at `{rest}`"));
        }
        all.push(Comparator { operator, name: rest[..end].to_lowercase() });
        rest = rest[end..].trim_start();
    }
    if all.is_empty() { Err("a version is missing".to_owned()) } else { Ok(all) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monikers(names: &[&str]) -> Monikers {
        let by_name = names.iter().enumerate().map(|(i, n)| ((*n).to_owned(), i as u32)).collect();
        let names = names.iter().map(|&name| name.to_owned()).collect();
        Monikers { names, by_name, groups: FxHashMap::default() }
    }

    #[test]
    fn s9_ranges() {
        let monikers = monikers(&["a-8", "a-9", "a-10", "b-1"]);
        let show = |range: &str| parse(range).map(|range| monikers.show(&monikers.select(&range)));
        assert_eq!(show(">=a-9").as_deref(), Ok("a-9 a-10"));
        assert_eq!(show("> A-8 < a-10 || b-1").as_deref(), Ok("a-9 b-1"));
        assert_eq!(show("=a-8||a-10").as_deref(), Ok("a-8 a-10"));
        assert_eq!(show("a-7").as_deref(), Ok(""));
        assert!(show("a-8 ||").is_err() && show("").is_err() && show("%").is_err());
    }

    #[test]
    fn s9_a_product_is_what_stands_before_the_number() {
        assert_eq!(product("powershell-7.4"), "powershell-");
        assert_eq!(product("latest"), "latest");
    }
}
