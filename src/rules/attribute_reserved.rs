//! Metadata that the build fills in.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "attribute-reserved",
    severity: Severity::Warning,
    summary: "A metadata key belongs to the build.",
    explanation: "The build sets this value itself and ignores what the article says. Remove the line.",
    wrong: "---\ncanonical_url: https://contoso.com/a\n---",
    right: "---\ntitle: Sign in\n---",
};

/// Keys that no article sets.
const RESERVED: [&str; 14] = [
    "_op_canonicalUrl",
    "canonical_url",
    "content_git_url",
    "depot_name",
    "document_id",
    "document_version_independent_id",
    "gitcommit",
    "locale",
    "original_content_git_url",
    "redirect_url",
    "site_name",
    "toc_rel",
    "updated_at",
    "wordCount",
];

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.wants_metadata() {
        return;
    }
    for key in RESERVED {
        if page.own.contains_key(key) {
            let message = format!("the metadata `{key}` is set by the build");
            found.push(
                Diagnostic::new(&CODE, page.file, page.value_span(key), message).help("remove it"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn unknown_keys_pass() {
        assert!(lines(&CODE, "---\nuthor: a\n---\n").is_empty());
        assert_eq!(lines(&CODE, "---\ntitle: a\nlocale: de-de\n---\n"), [3]);
    }
}
