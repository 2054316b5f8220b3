//! An article many folders down.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "path-too-deep",
    severity: Severity::Suggestion,
    summary: "An article lies more than six folders deep.",
    explanation: "Long addresses are cut off in search results and hard to pass on. Move the file up.",
    wrong: "a/b/c/d/e/f/g/sign-in.md",
    right: "account/sign-in.md",
};

/// Folders above a page.
const MOST: usize = 6;

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let depth = page.page.facts.path.matches('/').count();
    if depth > MOST {
        let message =
            format!("the article lies {depth} folders deep; {MOST} are the most that reads well");
        found.push(
            Diagnostic::new(&CODE, page.file, Span::file(), message).help("move the file up"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn six_folders_are_fine() {
        let docset = [("a/b/c/d/e/f/x.md", "# A\n"), ("a/b/c/d/e/f/g/x.md", "# B\n")];
        assert_eq!(found(&CODE, &docset), ["a/b/c/d/e/f/g/x.md:1"]);
    }
}
