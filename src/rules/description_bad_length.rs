//! A description that is very short or very long.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "description-bad-length",
    severity: Severity::Suggestion,
    summary: "The description has fewer than 75 or more than 300 characters.",
    explanation: "Search results show about two lines of it. Say in one or two sentences what readers find on the page.",
    wrong: "---\ndescription: Sign in.\n---",
    right: "---\ndescription: How to sign in for the first time, and what to do when the code does not arrive.\n---",
};

/// Fewest characters.
const LEAST: usize = 75;
/// Most characters.
const MOST: usize = 300;

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.wants_metadata() {
        return;
    }
    let Some(text) = page.own_text("description").filter(|text| !text.is_empty()) else { return };
    let length = text.chars().count();
    if page.page.facts.noindex || !page.is_canonical || (LEAST..=MOST).contains(&length) {
        return;
    }
    let message = format!("the description has {length} characters; {LEAST} to {MOST} are best");
    let help = if length < LEAST { "say what readers find on the page" } else { "shorten it" };
    found.push(
        Diagnostic::new(&CODE, page.file, page.value_span("description"), message).help(help),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn bounds_are_allowed() {
        let page = |n: usize| format!("---\ndescription: {}\n---\n", "a".repeat(n));
        assert_eq!(lines(&CODE, &page(74)), [2]);
        assert!(lines(&CODE, &page(75)).is_empty());
        assert!(lines(&CODE, &page(300)).is_empty());
        assert_eq!(lines(&CODE, &page(301)), [2]);
    }
}
