//! An article with a long address.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "path-too-deep",
    severity: Severity::Suggestion,
    summary: "The address of an article has more than seven parts.",
    explanation: "Long addresses are cut off in search results and hard to pass on. Move the file up.",
    wrong: "a/b/c/d/e/f/g/sign-in.md",
    right: "account/sign-in.md",
};

/// Parts of an address, that of the page among them.
const MOST: usize = 7;

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let url = page.url();
    let depth = url.matches('/').count();
    if depth > MOST {
        let message =
            format!("the address `{url}` has {depth} parts; {MOST} are the most that reads well");
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
    fn the_page_is_a_part() {
        let docset = [("a/b/c/d/e/f/index.md", "# A\n"), ("a/b/c/d/e/f/g/x.md", "# B\n")];
        assert_eq!(found(&CODE, &docset), ["a/b/c/d/e/f/g/x.md:1"]);
    }
}
