//! What pages apply to: products, clouds, versions.
//!
//! In go the values of "Applies to" lines (format, section 2) and of the metadata `appliesto`, which
//! articles about cmdlets have as `applicable`; out
//! comes one spelling for each, the one that most pages have. Stale with either on any page.

use std::collections::BTreeMap;

use super::document::PageFacts;
use crate::article::Metadata;
use crate::yaml::scalar_text;

/// Longest part of a list with commas that is taken for a name of its own, in words.
const LONGEST: usize = 8;

/// The names in the texts after the labels of a page, and in its metadata, each once.
pub(super) fn names<'a>(
    statements: impl Iterator<Item = &'a String>,
    metadata: &Metadata,
) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name.trim_end_matches('.');
        if name.contains(char::is_alphanumeric) && !names.iter().any(|other| other == name) {
            names.push(name.to_owned());
        }
    };
    for text in statements {
        split(text).into_iter().for_each(&mut add);
    }
    let is_key = |key: &&String| {
        key.eq_ignore_ascii_case("appliesto") || key.eq_ignore_ascii_case("applicable")
    };
    let key = metadata.keys().find(is_key);
    match key.and_then(|key| metadata.get(key)) {
        Some(serde_json::Value::Array(values)) => {
            values.iter().filter_map(scalar_text).for_each(|value| add(&value));
        }
        Some(value) => {
            if let Some(text) = scalar_text(value) {
                split(&text).into_iter().for_each(add);
            }
        }
        None => {}
    }
    names
}

/// `A | B`, or `A, B` where no bar says otherwise and every part can be a name.
fn split(text: &str) -> Vec<&str> {
    if text.contains(['|', ';']) {
        return text.split(['|', ';']).collect();
    }
    let parts: Vec<&str> = text.split(',').collect();
    let names = parts.iter().all(|part| {
        let words = part.split_whitespace().count();
        (1..=LONGEST).contains(&words) && !part.contains('(')
    });
    if names { parts } else { vec![text] }
}

/// Gives every page the spelling that most pages have; case makes no difference.
pub(super) fn unite<'a>(pages: impl Iterator<Item = &'a mut PageFacts>) {
    let mut pages: Vec<&mut PageFacts> =
        pages.filter(|facts| !facts.applies_to.is_empty()).collect();
    let mut spellings: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for name in pages.iter().flat_map(|facts| &facts.applies_to) {
        let seen = spellings.entry(name.to_lowercase()).or_default();
        *seen.entry(name.clone()).or_default() += 1;
    }
    spellings.retain(|_, seen| seen.len() > 1);
    for facts in &mut pages {
        for name in &mut facts.applies_to {
            let most = spellings.get(&name.to_lowercase()).and_then(|seen| {
                seen.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)))
            });
            if let Some((spelling, _)) = most {
                name.clone_from(spelling);
            }
        }
        let mut seen = Vec::new();
        facts.applies_to.retain(|name| {
            let fresh = !seen.contains(name);
            seen.push(name.clone());
            fresh
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Vec<String> {
        names([text.to_owned()].iter(), &Metadata::new())
    }

    #[test]
    fn shapes() {
        assert_eq!(
            run("Portal |  Portal for\u{a0} Government |"),
            ["Portal", "Portal for Government"]
        );
        assert_eq!(run("Vans, Trucks."), ["Vans", "Trucks"]);
        assert_eq!(run("Vans (small, and large)"), ["Vans (small, and large)"]);
        assert_eq!(run("Portal"), ["Portal"]);
        assert_eq!(run(" | "), [""; 0]);
    }

    #[test]
    fn metadata() {
        let metadata = serde_json::from_str::<Metadata>(r#"{"appliesto": ["Vans", "Trucks"]}"#)
            .unwrap_or_default();
        assert_eq!(names([].iter(), &metadata), ["Vans", "Trucks"]);
        let metadata = serde_json::from_str::<Metadata>(r#"{"applicable": "Vans, Trucks"}"#)
            .unwrap_or_default();
        assert_eq!(names([].iter(), &metadata), ["Vans", "Trucks"]);
    }
}
