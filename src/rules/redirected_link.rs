//! A link to an article that has moved.

use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::site::relative_file;

/// See its `summary`.
pub static CODE: Code = Code {
    name: "redirected-link",
    severity: Severity::Suggestion,
    summary: "A link names an article that has moved.",
    explanation: "The link leads to the new place, but its words were written for the old one. Name the new article.",
    wrong: "[Old](old.md)",
    right: "[New](new.md)",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for link in &text.hrefs {
        let Some(path) = relative_file(text.corpus, text.file, link.target) else { continue };
        let there = text.corpus.tree.find(&path).is_some_and(|id| text.site.page_of(id).is_some());
        if !there && text.site.redirects.has_source(&path) {
            let message = format!("`{}` has moved", link.target);
            found.push(
                Diagnostic::new(&CODE, text.file, link.span, message)
                    .help("name the article that took its place"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn links_to_moved_sources() {
        let docset = [
            ("a.md", "# A\n\n[o](old.md#x)\n\n[n](b.md)\n"),
            ("b.md", "# B\n"),
            (
                ".openpublishing.redirection.json",
                r#"{"redirections":[{"source_path":"old.md","redirect_url":"b"}]}"#,
            ),
        ];
        assert_eq!(found(&CODE, &docset), ["a.md:3"]);
    }

    #[test]
    fn a_source_may_be_listed_twice() {
        let twice = r#"{"redirections":[
            {"source_path":"old.md","redirect_url":"b"},
            {"source_path":"OLD.md","redirect_url":"c"}]}"#;
        let docset = [
            ("a.md", "[o](old.md)\n"),
            ("b.md", "# B\n"),
            (".openpublishing.redirection.json", twice),
        ];
        assert_eq!(found(&CODE, &docset), ["a.md:1"]);
    }
}
