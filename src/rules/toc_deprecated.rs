//! A table of contents in Markdown.

use super::view::DocsetView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::path;

/// See its `summary`.
pub static CODE: Code = Code {
    name: "toc-deprecated",
    severity: Severity::Suggestion,
    summary: "A table of contents is written in Markdown.",
    explanation: "The format keeps Markdown for old docsets only; it has no room for more than names and links. Write `TOC.yml`.",
    wrong: "# [Sign in](sign-in.md) in TOC.md",
    right: "- name: Sign in\n  href: sign-in.md",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    for &id in docset.corpus.tocs.keys() {
        let file = docset.corpus.tree.file(id);
        if path::extension(&file.path).eq_ignore_ascii_case("md") {
            found.push(
                Diagnostic::new(
                    &CODE,
                    &file.path,
                    Span::file(),
                    "this table of contents is written in Markdown",
                )
                .help("write `TOC.yml`, with `name` and `href` for each entry"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn by_extension() {
        let docset = [
            ("a.md", "# A\n"),
            ("b/TOC.md", "# [A](../a.md)\n"),
            ("TOC.yml", "- name: A\n  href: a.md\n"),
        ];
        assert_eq!(found(&CODE, &docset), ["b/TOC.md:1"]);
    }
}
