//! A link that leads on to another address.

use super::url::Url;
use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::site::relative_file;

/// See its `summary`.
pub static CODE: Code = Code {
    name: "redirected-link",
    severity: Severity::Suggestion,
    summary: "A link names an address that leads on to another one.",
    explanation: "The article has moved, or the address is a short one of `aka.ms` or `fwlink`. Nobody sees where the link leads, and it breaks where those services cannot be reached. Name the place itself.",
    wrong: "[Old](old.md)",
    right: "[New](new.md)",
};

/// Addresses of services that only redirect.
fn is_short(url: &Url<'_>) -> bool {
    let fwlink = || url.path.get(..6).is_some_and(|path| path.eq_ignore_ascii_case("fwlink"));
    url.is_host("aka.ms") || url.is_host("go.microsoft.com") && fwlink()
}

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for link in &text.hrefs {
        if let Some(url) = Url::parse(link.target) {
            if is_short(&url) {
                let message = format!("`{}` leads on to another address", link.target);
                found.push(
                    Diagnostic::new(&CODE, text.file, link.span, message)
                        .help("name the address that it leads to"),
                );
            }
            continue;
        }
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

    #[test]
    fn short_addresses() {
        let page = "[a](https://aka.ms/a)\n\n<a href=\"https://go.microsoft.com/fwlink/?LinkId=1\">b</a>\n\n[c](https://go.microsoft.com/x)\n";
        assert_eq!(lines(&CODE, page), [1, 3]);
    }
}
