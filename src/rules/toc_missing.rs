//! An article that no table of contents lists.

use super::view::DocsetView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "toc-missing",
    severity: Severity::Suggestion,
    summary: "No table of contents lists an article.",
    explanation: "Readers find it by search or by links only. Add it to the table of contents, or leave it out of the globs of docfx.json.",
    wrong: "sign-in.md beside a TOC.yml without it",
    right: "- name: Sign in\n  href: sign-in.md",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    if docset.site.tocs.list.iter().all(|toc| toc.file.is_none()) {
        return;
    }
    for page in &docset.site.pages {
        let listed = page.place.as_ref().is_some_and(|place| place.node.is_some());
        // The entrance of the docset is reached from everywhere.
        let entrance = page.facts.path == "index.html";
        if !listed && !entrance && !page.facts.noindex {
            found.push(
                Diagnostic::new(
                    &CODE,
                    &page.facts.source,
                    Span::file(),
                    "no table of contents lists this article",
                )
                .help("add it to TOC.yml"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn only_where_there_is_a_table_of_contents() {
        let page = ("a.md", "# A\n");
        assert!(found(&CODE, &[page]).is_empty());
        let toc = ("TOC.yml", "- name: B\n  href: b.md\n");
        assert_eq!(
            found(&CODE, &[page, ("b.md", "# B\n"), ("index.md", "# C\n"), toc]),
            ["a.md:1"]
        );
    }
}
