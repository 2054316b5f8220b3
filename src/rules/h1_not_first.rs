//! Content above the heading of the first level.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "h1-not-first",
    severity: Severity::Suggestion,
    summary: "Something stands above the heading of the first level.",
    explanation: "The heading names the page, so it comes first; comments may stand above it. Move the content below it.",
    wrong: "Sign in first.\n\n# Accounts\n\nText.",
    right: "# Accounts\n\nSign in first.",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let first = page.outline.headings.iter().find(|seen| seen.heading.level == 1);
    if let Some(seen) = first.filter(|seen| seen.after_content && page.is_markdown()) {
        let message = format!("something stands above the heading `{}`", seen.heading.text);
        found.push(
            Diagnostic::new(&CODE, seen.file, seen.span(), message)
                .help("move it below the heading"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn comments_and_anchors_may_stand_above() {
        assert!(lines(&CODE, "<!-- c -->\n\n<a name=\"x\"></a>\n\n# A\n").is_empty());
        assert_eq!(lines(&CODE, "## B\n\n# A\n"), [3]);
    }
}
