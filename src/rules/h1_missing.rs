//! An article without a heading of the first level.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "h1-missing",
    severity: Severity::Suggestion,
    summary: "The article has no heading of the first level.",
    explanation: "The heading of the first level is what readers and search engines take for the name of the page. Begin the article with `# ` and its name.",
    wrong: "## Steps\n\nSign in.",
    right: "# Sign in\n\n## Steps\n\nSign in.",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.is_markdown() {
        return;
    }
    if page.outline.headings.iter().all(|seen| seen.heading.level != 1) {
        found.push(
            Diagnostic::new(
                &CODE,
                page.file,
                Span::file(),
                "the article has no heading of the first level",
            )
            .help("begin it with `# ` and its name"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn included_ones_count() {
        let docset = [("a.md", "[!INCLUDE [i](includes/i.md)]\n"), ("includes/i.md", "# I\n")];
        assert!(found(&CODE, &docset).is_empty());
    }
}
