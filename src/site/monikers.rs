//! Versions: the names a docset uses for them, and ranges over them (format §9).
//!
//! No definition file ships with a docset, so the names are collected from the ranges themselves.
//! A name is a product and a number at its end; names are ordered within their product.

use std::collections::BTreeSet;

use serde_json::Value;

use super::corpus::Corpus;
use super::index::natural_key;
use crate::article::{Body, Metadata, NodeKind, Tag};
use crate::config::Config;
use crate::diagnostic::{Code, Severity};

/// A version range that cannot be read.
pub static MONIKER_RANGE_INVALID: Code = Code {
    name: "moniker-range-invalid",
    severity: Severity::Error,
    summary: "A version range cannot be read.",
    explanation: "A range is one or more comparisons such as `>=portal-2025`, with `||` between alternatives. What it guards is shown for all versions.",
    wrong: "::: moniker range=\">= \"",
    right: "::: moniker range=\">=portal-2025\"",
};

/// A zone that no version of its page shows.
pub static MONIKER_ZONE_EMPTY: Code = Code {
    name: "moniker-zone-empty",
    severity: Severity::Warning,
    summary: "No version of the page shows a version zone.",
    explanation: "The zone's range and the page's own have no version in common, so the zone is left out. Change one of the ranges, or remove the zone.",
    wrong: "monikerRange: \">=portal-2026\" on a page with `::: moniker range=\"portal-2024\"`",
    right: "monikerRange: \">=portal-2024\" on that page",
};

/// The versions of a docset.
#[derive(Debug, Default)]
pub struct Monikers {
    /// Lower-cased names, older before newer within a product.
    names: Vec<String>,
}

/// How a version compares to the one named.
#[derive(Clone, Copy)]
enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Monikers {
    /// Collects the names that configuration, front matter and zones use.
    pub(super) fn collect(config: &Config, corpus: &Corpus) -> Self {
        let mut names = BTreeSet::new();
        for (_, range) in &config.docfx.moniker_ranges {
            add_names(range, &mut names);
        }
        let metadata = corpus.articles.values().map(|article| &article.front_matter.metadata);
        for metadata in metadata.chain(corpus.yaml_pages.values().map(|page| &page.metadata)) {
            for key in ["monikerRange", "monikers", "replace_monikers", "exclude_monikers"] {
                texts(metadata, key).for_each(|range| add_names(range, &mut names));
            }
        }
        let bodies = corpus.articles.values().map(|article| &article.body);
        bodies.for_each(|body| zones(body).for_each(|range| add_names(range, &mut names)));
        let mut names: Vec<String> = names.into_iter().collect();
        names.sort_by_cached_key(|name| natural_key(name));
        Self { names }
    }

    /// Where a version stands in the order of all.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|own| own == name)
    }

    /// The versions in a range; `None` when it cannot be read.
    #[must_use]
    pub fn in_range(&self, range: &str) -> Option<Vec<&str>> {
        let alternatives: Vec<Vec<(Comparison, String)>> =
            range.split("||").map(comparisons).collect::<Option<_>>()?;
        Some(
            self.names
                .iter()
                .map(String::as_str)
                .filter(|name| {
                    alternatives
                        .iter()
                        .any(|set| set.iter().all(|(how, other)| holds(*how, name, other)))
                })
                .collect(),
        )
    }

    /// The versions of a page: what its group and its front matter agree on.
    pub(super) fn of_page(
        &self,
        config: &Config,
        group: Option<&str>,
        metadata: &Metadata,
    ) -> Vec<String> {
        let all = || self.names.iter().map(String::as_str).collect::<Vec<_>>();
        let group = group.and_then(|group| {
            let (_, range) = config.docfx.moniker_ranges.iter().find(|(name, _)| name == group)?;
            self.in_range(range)
        });
        let named = |key| {
            let ranges: Vec<&str> = texts(metadata, key).collect();
            (!ranges.is_empty()).then(|| {
                ranges.iter().filter_map(|r| self.in_range(r)).flatten().collect::<Vec<_>>()
            })
        };
        let own = named("replace_monikers")
            .or_else(|| named("monikerRange"))
            .or_else(|| named("monikers"));
        let excluded = named("exclude_monikers").unwrap_or_default();
        if group.is_none() && own.is_none() && excluded.is_empty() {
            return Vec::new();
        }
        let mut versions = group.unwrap_or_else(all);
        if let Some(own) = own {
            versions.retain(|name| own.contains(name));
        }
        versions.retain(|name| !excluded.contains(name));
        versions.into_iter().map(str::to_owned).collect()
    }

    /// The versions that show a zone on a page with these versions; a page that states none has
    /// all. A range that cannot be read guards nothing.
    #[must_use]
    pub fn of_zone<'a>(&'a self, range: &str, page: &'a [String]) -> Vec<&'a str> {
        let mut versions =
            self.in_range(range).unwrap_or_else(|| self.names.iter().map(String::as_str).collect());
        if !page.is_empty() {
            versions.retain(|name| page.iter().any(|own| own == name));
        }
        versions
    }
}

/// Ranges of a body's version zones.
pub(super) fn zones(body: &Body) -> impl Iterator<Item = &str> {
    body.nodes.iter().filter_map(|node| match &node.kind {
        NodeKind::Open(Tag::MonikerZone(range)) => Some(range.as_ref()),
        _ => None,
    })
}

/// A metadata value that is one text or a list of texts.
fn texts<'a>(metadata: &'a Metadata, key: &str) -> impl Iterator<Item = &'a str> {
    let list = match metadata.get(key) {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    list.iter().filter_map(Value::as_str)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-')
}

fn add_names(range: &str, names: &mut BTreeSet<String>) {
    let words = range.split(|c: char| !is_name(c)).filter(|word| !word.is_empty());
    names.extend(words.map(str::to_lowercase));
}

/// One or more comparisons that must all hold.
fn comparisons(set: &str) -> Option<Vec<(Comparison, String)>> {
    let mut list = Vec::new();
    let mut rest = set.trim_start();
    while !rest.is_empty() {
        let signs = [
            (">=", Comparison::GreaterOrEqual),
            ("<=", Comparison::LessOrEqual),
            (">", Comparison::Greater),
            ("<", Comparison::Less),
            ("=", Comparison::Equal),
        ];
        let sign = signs.iter().find_map(|(sign, how)| Some((*how, rest.strip_prefix(sign)?)));
        let (how, after) = sign.unwrap_or((Comparison::Equal, rest));
        let after = after.trim_start();
        let end = after.find(|c| !is_name(c)).unwrap_or(after.len());
        if end == 0 {
            return None;
        }
        list.push((how, after[..end].to_lowercase()));
        rest = after[end..].trim_start();
    }
    (!list.is_empty()).then_some(list)
}

/// The product of a name: what stands before the number at its end.
fn product(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').trim_end_matches('-')
}

fn holds(how: Comparison, name: &str, other: &str) -> bool {
    if product(name) != product(other) {
        return false;
    }
    let order = natural_key(name).cmp(&natural_key(other));
    match how {
        Comparison::Equal => order.is_eq(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s9_ranges() {
        let mut names = BTreeSet::new();
        add_names("portal-2024 || >=portal-2025 <portal-2030 other-1", &mut names);
        let mut names: Vec<String> = names.into_iter().collect();
        names.sort_by_cached_key(|name| natural_key(name));
        let monikers = Monikers { names };
        let range = |text: &str| monikers.in_range(text).map(|list| list.join(" "));
        assert_eq!(range(">=portal-2025").as_deref(), Some("portal-2025 portal-2030"));
        assert_eq!(range("> portal-2024 < portal-2030").as_deref(), Some("portal-2025"));
        assert_eq!(range("portal-2024||other-1").as_deref(), Some("other-1 portal-2024"));
        assert_eq!(range("PORTAL-2024").as_deref(), Some("portal-2024"));
        assert_eq!(range(">="), None);
    }
}
