//! Pages with the same UID.

use super::view::DocsetView;
use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::view::value_span;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::site::Page;

/// See its `summary`.
pub static CODE: Code = Code {
    name: "duplicate-uid",
    severity: Severity::Warning,
    summary: "Several pages have the same `uid`.",
    explanation: "A cross reference can lead to one of them only: the first. Give each page a UID of its own.",
    wrong: "uid: contoso.list in two files",
    right: "uid: contoso.list in one of them",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    let mut by_uid: FxHashMap<(&str, &[String]), &Page> = FxHashMap::default();
    for page in &docset.site.pages {
        let Some(uid) = docset.own(page).get("uid").and_then(Value::as_str) else { continue };
        // Versions of one page share it.
        match by_uid.entry((uid, &page.monikers)) {
            Entry::Vacant(entry) => {
                entry.insert(page);
            }
            Entry::Occupied(first) => {
                let first = first.get();
                let message = format!("`{}` has the UID `{uid}` too", first.facts.source);
                let span = value_span(docset.corpus, page, "uid");
                let at = value_span(docset.corpus, first, "uid");
                found.push(
                    Diagnostic::new(&CODE, &page.facts.source, span, message)
                        .help("give each page a UID of its own")
                        .label(&first.facts.source, at, "the first"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn the_second_is_reported() {
        let page = "---\nuid: x\n---\n";
        assert_eq!(found(&CODE, &[("a.md", page), ("b.md", page)]), ["b.md:2"]);
    }
}
