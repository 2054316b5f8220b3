//! A heading of the first level without words.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "h1-empty",
    severity: Severity::Suggestion,
    summary: "The heading of the first level shows nothing.",
    explanation: "It is the name of the page. Write the name behind the `#`.",
    wrong: "# \n\nSign in.",
    right: "# Sign in\n\nSign in.",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    for seen in &page.outline.headings {
        if seen.heading.level == 1 && seen.empty {
            found.push(
                Diagnostic::new(
                    &CODE,
                    seen.file,
                    seen.span(),
                    "the heading of the first level is empty",
                )
                .help("write the name of the page behind the `#`"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn comments_are_no_words() {
        assert_eq!(lines(&CODE, "# <!-- A -->\n"), [1]);
    }
}
