//! An article listed twice.

use super::view::DocsetView;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::site::{TocEntry, relative_file};
use crate::source::FileId;

/// See its `summary`.
pub static CODE: Code = Code {
    name: "toc-entry-duplicated",
    severity: Severity::Suggestion,
    summary: "An article is listed more than once in tables of contents.",
    explanation: "Its trail and its next article are those of one entry, whichever way the reader came. List it once, and link to it from other places.",
    wrong: "- name: Sign in\n  href: sign-in.md\n- name: First steps\n  href: sign-in.md",
    right: "- name: Sign in\n  href: sign-in.md",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    let mut first: FxHashMap<FileId, (&Arc<str>, Span)> = FxHashMap::default();
    let mut files: Vec<FileId> = docset.corpus.tocs.keys().copied().collect();
    files.retain(|id| !docset.site.breadcrumbs.contains(id));
    files.sort_unstable();
    for file in files {
        let path = &docset.corpus.tree.file(file).path;
        let mut entries: Vec<&TocEntry> = docset.corpus.tocs[&file].iter().rev().collect();
        while let Some(entry) = entries.pop() {
            entries.extend(entry.items.iter().rev());
            let Some(href) = entry.topic_href.as_ref().or(entry.href.as_ref()) else { continue };
            // A part of an article may have an entry of its own.
            if href.text.contains(['#', '?']) {
                continue;
            }
            let target = relative_file(docset.corpus, path, &href.text)
                .and_then(|target| docset.corpus.tree.find(&target))
                .filter(|id| docset.site.page_of(*id).is_some());
            let Some(target) = target else { continue };
            match first.entry(target) {
                Entry::Vacant(entry) => {
                    entry.insert((path, href.span));
                }
                Entry::Occupied(first) => {
                    let (first_file, first_span) = *first.get();
                    let message = format!("`{}` is listed more than once", href.text);
                    found.push(
                        Diagnostic::new(&CODE, path, href.span, message)
                            .help("list it once, and link to it from other places")
                            .label(first_file, first_span, "the first entry"),
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn parts_may_have_entries() {
        let toc = "- name: A\n  href: a.md\n- name: B\n  href: a.md#b\n- name: C\n  items:\n  - name: D\n    href: ./A.md\n";
        assert_eq!(found(&CODE, &[("a.md", "# A\n"), ("TOC.yml", toc)]), ["TOC.yml:8"]);
    }
}
