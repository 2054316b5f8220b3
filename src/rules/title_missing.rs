//! An article without a name.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "title-missing",
    severity: Severity::Suggestion,
    summary: "An article has neither a title nor a heading, or its `title` is empty.",
    explanation: "The name of the file stands in for the title. Say in the header what the page is called.",
    wrong: "Sign in.",
    right: "# Sign in\n\nText.",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let blank = page.own.contains_key("title")
        && page.own_text("title").is_none_or(|t| t.is_empty())
        && !page.own.get("title").is_some_and(|title| title.is_array() || title.is_object());
    let nameless = page.is_markdown()
        && page.page.facts.h1.is_none()
        && !page.page.facts.metadata.contains_key("title");
    if blank || nameless {
        let (span, message) = if blank {
            (page.value_span("title"), "the title is empty")
        } else {
            (Span::file(), "the article has neither a title nor a heading")
        };
        found.push(
            Diagnostic::new(&CODE, page.file, span, message)
                .help("say in `title:` what the page is called"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn empty_titles() {
        assert_eq!(lines(&CODE, "---\ntitle:\n---\n# A\n"), [2]);
        assert_eq!(lines(&CODE, "---\ntitle: ''\n---\n# A\n"), [2]);
        assert!(lines(&CODE, "---\ntitle: A\n---\n").is_empty());
    }
}
