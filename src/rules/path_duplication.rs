//! An address that says the same twice.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "path-duplication",
    severity: Severity::Suggestion,
    summary: "An address names the same part twice.",
    explanation: "The second says nothing new and makes the address longer. Move the file, or rename it or a folder.",
    wrong: "account/account/sign-in.md",
    right: "account/sign-in.md",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let url = page.url();
    let parts: Vec<&str> = url.split('/').filter(|part| !part.is_empty()).collect();
    let twice = parts.iter().enumerate().find(|(i, part)| parts[..*i].contains(part));
    if let Some((_, part)) = twice {
        let message = format!("the address `{url}` names `{part}` twice");
        found.push(
            Diagnostic::new(&CODE, page.file, Span::file(), message)
                .help("move the file, or rename it or a folder"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn folders_and_the_page() {
        let docset = [
            ("a/b/a/x.md", "# A\n"),
            ("a/A/y.md", "# B\n"),
            ("b/b.md", "# C\n"),
            ("b/c/index.md", "# D\n"),
        ];
        assert_eq!(found(&CODE, &docset), ["a/A/y.md:1", "a/b/a/x.md:1", "b/b.md:1"]);
    }
}
