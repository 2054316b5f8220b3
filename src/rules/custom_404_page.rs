//! A page named 404.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::path;

/// See its `summary`.
pub static CODE: Code = Code {
    name: "custom-404-page",
    severity: Severity::Warning,
    summary: "An article is named `404`.",
    explanation: "The site has a page of that name, which hosts show for every address that does not exist. An article of the same name takes its place. Rename it.",
    wrong: "404.md",
    right: "not-found.md",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if path::file_name(path::stem(&page.page.facts.path)) == "404" {
        found.push(
            Diagnostic::new(
                &CODE,
                page.file,
                Span::file(),
                "an article named `404` takes the place of the site's own page",
            )
            .help("rename the file"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn by_name() {
        let docset = [("404.md", "# A\n"), ("a404.md", "# B\n")];
        assert_eq!(found(&CODE, &docset), ["404.md:1"]);
    }
}
