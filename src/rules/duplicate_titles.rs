//! Articles with the same title.

use super::duplicates;
use super::view::{DocsetView, Titled, first_line, value_span, whole_title};
use crate::article::Context;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::site::Page;
use crate::site::corpus::Corpus;

/// See its `summary`.
pub static CODE: Code = Code {
    name: "duplicate-titles",
    severity: Severity::Suggestion,
    summary: "Several articles have the same title.",
    explanation: "In search results nobody can tell them apart. Say in each title what only this page is about.",
    wrong: "title: Overview in two files",
    right: "title: Overview of billing, title: Overview of accounts",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    let titles: Vec<Titled<'_>> = docset
        .listed()
        .filter_map(|page| {
            let span = if docset.own(page).contains_key("title") {
                value_span(docset.corpus, page, "title")
            } else if page.facts.metadata.contains_key("title") {
                return None;
            } else {
                heading_span(docset.corpus, page)?
            };
            Some(Titled { page, words: whole_title(page), file: page.facts.source.clone(), span })
        })
        .collect();
    duplicates::report(&CODE, "title", docset, &titles, found);
}

/// Where the heading stands that names an article without `title`: the start of the file when an
/// include brings it.
fn heading_span(corpus: &Corpus, page: &Page) -> Option<Span> {
    let article = corpus.articles.get(&(page.file, Context::Block))?;
    let title = page.facts.h1.as_deref()?;
    let text = corpus.tree.file(page.file).text.as_deref().unwrap_or("");
    let heading = article.body.headings.iter().find(|heading| heading.text == title);
    Some(heading.map_or(Span::file(), |heading| first_line(text, heading.span)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn pages_that_search_engines_skip_do_not_count() {
        let docset = [
            ("a.md", "---\ntitle: A\n---\n"),
            ("b.md", "---\ntitle: A\n---\n"),
            ("c.md", "---\ntitle: A\nrobots: noindex\n---\n"),
        ];
        assert_eq!(found(&CODE, &docset), ["a.md:2", "b.md:2"]);
    }

    #[test]
    fn a_heading_is_a_title_where_there_is_none() {
        let docset = [
            ("a.md", "---\ntitle: A\n---\n"),
            ("b.md", "text\n\n# A\n"),
            ("c.md", "---\ntitle: C\n---\n# A\n"),
        ];
        assert_eq!(found(&CODE, &docset), ["a.md:2", "b.md:3"]);
    }
}
