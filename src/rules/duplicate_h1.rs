//! Articles with the same heading of the first level.

use super::duplicates;
use super::view::DocsetView;
use super::view::first_line;
use crate::article::{Context, Heading};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::site::Page;

/// See its `summary`.
pub static CODE: Code = Code {
    name: "duplicate-h1",
    severity: Severity::Suggestion,
    summary: "Several articles have the same heading of the first level.",
    explanation: "Readers who have several of them open cannot tell which is which. Name each page by what only it is about.",
    wrong: "# Overview in two files",
    right: "# Overview of billing, # Overview of accounts",
};

/// The first heading of that level in the page's own text.
fn own_h1<'a>(docset: &DocsetView<'a>, page: &Page) -> Option<&'a Heading> {
    let article = docset.corpus.articles.get(&(page.file, Context::Block))?;
    article.body.headings.iter().find(|heading| heading.level == 1)
}

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    for (page, message) in duplicates::find(docset, "heading of the first level", |page| {
        own_h1(docset, page).map(|heading| heading.text.clone())
    }) {
        let span = own_h1(docset, page).map_or(Span::file(), |heading| {
            let text = docset.corpus.tree.file(page.file).text.as_deref().unwrap_or("");
            first_line(text, heading.span)
        });
        found.push(
            Diagnostic::new(&CODE, &page.facts.source, span, message)
                .help("say what only this page is about"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn the_heading_is_named() {
        let docset = [("a.md", "\n# A\n"), ("b.md", "# A\n"), ("c.md", "# B\n")];
        assert_eq!(found(&CODE, &docset), ["a.md:2", "b.md:1"]);
    }
}
