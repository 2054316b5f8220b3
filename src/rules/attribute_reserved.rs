//! Metadata that the build fills in.

use super::view::{DocsetView, PageView};
use crate::article::yaml_page::Content;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::yaml;

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
const RESERVED: [&str; 20] = [
    "_op_canonicalUrl",
    "_op_canonicalUrlPrefix",
    "_op_gitContributorInformation",
    "_op_pdfUrlPrefixTemplate",
    "_path",
    "_rel",
    "canonical_url",
    "conceptual",
    "depot_name",
    "document_id",
    "document_version_independent_id",
    "github_contributors",
    "gitcommit",
    "locale",
    "rawTitle",
    "redirect_url",
    "site_name",
    "updated_at",
    "wordCount",
    "xrefs",
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

/// The same keys in the metadata of docfx.json, and of YAML files that are no pages here.
pub(super) fn check_docset(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    let pages = docset.corpus.yaml_pages.iter();
    for (&id, page) in pages.filter(|(_, page)| matches!(page.content, Content::Data)) {
        let file = docset.corpus.tree.file(id);
        for key in RESERVED.iter().filter(|key| page.metadata.contains_key(**key)) {
            let places = yaml::places(file.text.as_deref().unwrap_or(""));
            let key_place = places.get("metadata").and_then(|metadata| metadata.key(key));
            let span = key_place.map_or(Span::file(), Span::from);
            let message = format!("the metadata `{key}` is set by the build");
            found.push(Diagnostic::new(&CODE, &file.path, span, message).help("remove it"));
        }
    }
    let docfx = &docset.config.docfx;
    let global = docfx.global_metadata.keys().map(|key| ("globalMetadata", key));
    let by_file = docfx.file_metadata.iter().map(|entry| ("fileMetadata", &entry.key));
    for (section, key) in global.chain(by_file) {
        if RESERVED.contains(&key.as_str()) {
            let span = docfx.place(&[section, key]).map_or(Span::file(), |(key, _)| key);
            let message = format!("the metadata `{key}` is set by the build");
            found.push(Diagnostic::new(&CODE, &docfx.name(), span, message).help("remove it"));
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
