//! An empty description.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "description-missing",
    severity: Severity::Suggestion,
    summary: "The `description` of an article is empty.",
    explanation: "Search results show it below the title. Say in one or two sentences what readers find on the page.",
    wrong: "---\ndescription:\n---",
    right: "---\ndescription: How to sign in for the first time, and what to do when the code does not arrive.\n---",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.wants_metadata() {
        return;
    }
    let is_list = page.own.get("description").is_some_and(|d| d.is_array() || d.is_object());
    let blank = page.own_text("description").is_none_or(|text| text.is_empty());
    if page.own.contains_key("description") && blank && !is_list {
        let span = page.value_span("description");
        found.push(
            Diagnostic::new(&CODE, page.file, span, "the description is empty")
                .help("say in one or two sentences what readers find on the page"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn blanks_are_nothing() {
        assert_eq!(lines(&CODE, "---\ndescription: ' '\n---\n"), [2]);
    }
}
