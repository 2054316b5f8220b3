//! Articles with the same description.

use super::duplicates;
use super::view::{DocsetView, Titled, value_span};
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "duplicate-description-within-docset",
    severity: Severity::Suggestion,
    summary: "Several articles have the same description.",
    explanation: "The description is what tells pages apart in search results. Say in each what only this page holds.",
    wrong: "description: Learn more. in two files",
    right: "description: Learn how to pay. in one of them",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    let titles: Vec<Titled<'_>> = docset
        .listed()
        .filter_map(|page| {
            let words = docset.own(page).get("description")?.as_str()?.trim().to_owned();
            let span = value_span(docset.corpus, page, "description");
            Some(Titled { page, words, file: page.facts.source.clone(), span })
        })
        .collect();
    duplicates::report(&CODE, "description", docset, &titles, found);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn empty_ones_are_another_finding() {
        let docset = [
            ("a.md", "---\ndescription: A\n---\n"),
            ("b.md", "---\ndescription: ' A'\n---\n"),
            ("c.md", "---\ndescription: ''\n---\n"),
            ("d.md", "---\ndescription: ''\n---\n"),
        ];
        assert_eq!(found(&CODE, &docset), ["a.md:2", "b.md:2"]);
    }
}
