//! Articles with the same heading of the first level.

use super::duplicates;
use super::view::DocsetView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "duplicate-h1",
    severity: Severity::Suggestion,
    summary: "Several articles have the same heading of the first level.",
    explanation: "Readers who have several of them open cannot tell which is which. Name each page by what only it is about.",
    wrong: "# Overview in two files",
    right: "# Overview of billing, # Overview of accounts",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    duplicates::report(&CODE, "heading of the first level", docset, &docset.h1s, found);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn the_heading_is_named() {
        let docset = [("a.md", "\n# A\n"), ("b.md", "# A\n"), ("c.md", "# B\n")];
        assert_eq!(found(&CODE, &docset), ["a.md:2", "b.md:1"]);
    }

    #[test]
    fn headings_of_includes_count_once() {
        let include = "[!INCLUDE [i](includes/i.md)]\n";
        let docset = [("a.md", include), ("b.md", include), ("includes/i.md", "# I\n")];
        assert!(found(&CODE, &docset).is_empty());
        let docset = [("a.md", include), ("b.md", "# I\n"), ("includes/i.md", "\n# I\n")];
        assert_eq!(found(&CODE, &docset), ["b.md:1", "includes/i.md:2"]);
    }
}
