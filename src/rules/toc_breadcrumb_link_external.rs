//! A trail that leads to another site.

use super::url::Url;
use super::view::DocsetView;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::site::TocEntry;

/// See its `summary`.
pub static CODE: Code = Code {
    name: "toc-breadcrumb-link-external",
    severity: Severity::Suggestion,
    summary: "An entry of the breadcrumb file leads to another site.",
    explanation: "The trail says where a page stands in the docset, so its steps are pages of the documentation. Write a path that begins with `/`.",
    wrong: "- name: Portal\n  tocHref: /portal/\n  topicHref: https://contoso.com/portal/",
    right: "- name: Portal\n  tocHref: /portal/\n  topicHref: /portal/index",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    for id in &docset.site.breadcrumbs {
        let path = &docset.corpus.tree.file(*id).path;
        let Some(entries) = docset.corpus.tocs.get(id) else { continue };
        let mut entries: Vec<&TocEntry> = entries.iter().rev().collect();
        while let Some(entry) = entries.pop() {
            entries.extend(entry.items.iter().rev());
            for href in [&entry.href, &entry.toc_href, &entry.topic_href].into_iter().flatten() {
                if Url::parse(&href.text).is_some() {
                    let message = format!("the trail leads to another site: `{}`", href.text);
                    found.push(
                        Diagnostic::new(&CODE, path, entry.span, message)
                            .help("write a path that begins with `/`"),
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
    fn only_the_breadcrumb_file() {
        let entry = "- name: A\n  tocHref: https://contoso.com/a\n  topicHref: a.md\n";
        let docset = [("a.md", "# A\n"), ("breadcrumb/TOC.yml", entry), ("TOC.yml", entry)];
        assert_eq!(found(&CODE, &docset), ["breadcrumb/TOC.yml:1"]);
    }
}
