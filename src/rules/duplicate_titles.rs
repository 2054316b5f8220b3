//! Articles with the same title.

use super::duplicates;
use super::view::DocsetView;
use super::view::{value_span, whole_title};
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "duplicate-titles",
    severity: Severity::Suggestion,
    summary: "Several articles have the same title.",
    explanation: "In search results nobody can tell them apart. Say in each title what only this page is about.",
    wrong: "title: Overview in two files",
    right: "title: Overview of billing, title: Overview of accounts",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    for (page, message) in duplicates::find(docset, "title", |page| {
        docset.own(page).contains_key("title").then(|| whole_title(page))
    }) {
        let span = value_span(docset.corpus, page, "title");
        found.push(
            Diagnostic::new(&CODE, &page.facts.source, span, message)
                .help("say what only this page is about"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn pages_that_search_engines_skip_do_not_count() {
        let docset = [
            ("a.md", "---\ntitle: A\n---\n"),
            ("b.md", "---\ntitle: A\n---\n"),
            ("c.md", "---\ntitle: A\nrobots: noindex\n---\n"),
        ];
        assert_eq!(found(&CODE, &docset), ["a.md:2", "b.md:2"]);
    }
}
