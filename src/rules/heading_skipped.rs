//! A heading more than one level below the one before it.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "heading-skipped",
    severity: Severity::Suggestion,
    summary: "A heading skips a level.",
    explanation: "Levels are the outline of the page, which screen readers and the list of headings show. Go down one level at a time.",
    wrong: "# Accounts\n\n### Passwords\n\nText.",
    right: "# Accounts\n\n## Passwords\n\nText.",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.is_markdown() {
        return;
    }
    let headings = &page.outline.headings;
    for (i, seen) in headings.iter().enumerate() {
        let before = headings[..i].iter().rev().find(|before| !before.zones.apart(&seen.zones));
        let Some(before) = before else { continue };
        let (from, to) = (before.heading.level, seen.heading.level);
        if to > from + 1 {
            let message =
                format!("the heading `{}` goes from level {from} to level {to}", seen.heading.text);
            let help = format!("begin it with `{}`", "#".repeat(usize::from(from) + 1));
            let (file, span) = seen.place_after(before);
            found.push(Diagnostic::new(&CODE, file, span, message).help(help).label(
                before.file,
                before.span(),
                "the heading before it",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn up_is_free_and_tabs_are_apart() {
        assert!(lines(&CODE, "### A\n\n#### B\n\n# C\n").is_empty());
        let tabs = "# A\n\n## [X](#tab/x)\n\n## B\n\n## [Y](#tab/y)\n\n### C\n\n---\n";
        assert_eq!(lines(&CODE, tabs), [9]);
    }
}
