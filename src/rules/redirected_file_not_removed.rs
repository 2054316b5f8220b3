//! A moved article that is still there.

use super::view::DocsetView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "redirected-file-not-removed",
    severity: Severity::Warning,
    summary: "A redirection names an article that is still there.",
    explanation: "The article wins and the redirection does nothing. Delete the article, or take the redirection out.",
    wrong: "old.md, and a redirection from old.md",
    right: "the redirection alone",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    for page in &docset.site.pages {
        if docset.site.redirects.has_source(&page.facts.source) {
            let message = "this article is redirected and still there";
            found.push(
                Diagnostic::new(&CODE, &page.facts.source, Span::file(), message)
                    .help("delete it, or take the redirection out"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn the_article_is_named() {
        let redirections = (
            ".openpublishing.redirection.json",
            r#"{"redirections":[{"source_path":"old.md","redirect_url":"b"}]}"#,
        );
        assert_eq!(
            found(&CODE, &[("b.md", "# B\n"), ("Old.md", "# A\n"), redirections]),
            ["Old.md:1"]
        );
        assert!(found(&CODE, &[("b.md", "# B\n"), redirections]).is_empty());
    }
}
