//! Content rules: what the format asks of a docset beyond what it takes to build it.
//!
//! In: the linked pages of a docset. Out: findings. One file a rule: its code with its
//! documentation, and one function. A rule looks at one text of a file, at one page with what it
//! includes, or at the whole docset; the tables below say which. What stands in an include is
//! reported there, once.

pub mod alt_text_equal_filename;
pub mod attribute_deprecated;
pub mod attribute_reserved;
pub mod code_block_indented;
pub mod code_block_unclosed;
pub mod column_header_missing;
pub mod custom_404_page;
pub mod date_out_of_range;
pub mod description_bad_length;
pub mod description_missing;
pub mod dev_language_missing;
pub mod disallowed_domain;
pub mod docs_link_absolute;
pub mod duplicate_description_within_docset;
pub mod duplicate_h1;
pub mod duplicate_pivot_groups;
pub mod duplicate_pivot_ids;
pub mod duplicate_titles;
mod duplicates;
pub mod exceed_max_file_errors;
pub mod external_image;
pub mod h1_empty;
pub mod h1_in_include;
pub mod h1_in_moniker;
pub mod h1_in_zone;
pub mod h1_missing;
pub mod h1_not_first;
pub mod h2_duplicated;
pub mod hard_coded_locale;
pub mod heading_empty;
pub mod heading_no_content;
pub mod heading_skipped;
pub mod headings_with_underline;
pub mod html_link;
pub mod image_alt_text_duplicated;
pub mod image_alt_text_with_badlength;
pub mod image_inline;
pub mod insecure_link;
pub mod invalid_value;
pub mod link_text_missing;
pub mod logo_not_found;
pub mod merge_conflict;
pub mod missing_attribute;
pub mod missing_image_alt_text;
pub mod ms_topic_invalid;
pub mod multiple_h1s;
mod outline;
pub mod path_duplication;
pub mod path_too_deep;
pub mod pivot_group_not_found;
pub mod pivot_id_not_found;
pub mod pivot_id_unused;
pub mod preserve_view_not_set;
pub mod redirected_link;
pub mod role_alias;
pub mod role_line_malformed;
pub mod role_missing;
pub mod role_unknown;
mod setting;
pub mod site_link_not_found;
pub mod table_header_missing;
pub mod title_bad_length;
pub mod title_missing;
pub mod toc_breadcrumb_link_external;
pub mod toc_deprecated;
pub mod toc_entry_duplicated;
pub mod toc_missing;
pub mod unexpected_type;
mod url;
mod view;
pub mod zone_pivot_definition_not_found;
pub mod zone_pivot_group_missing;

use std::sync::LazyLock;

use rayon::prelude::*;

use crate::article::yaml_page::Content;
use crate::article::{Body, Context};
use crate::config::{Config, Level};
use crate::diagnostic::{Code, Diagnostic};
use crate::roles::Vocabulary;
use crate::site::corpus::Corpus;
use crate::site::{LinkedPage, SiteIndex};
use crate::source::FileId;
use view::{Canonical, DocsetView, PageView, TextView};

pub use exceed_max_file_errors::limit;

/// A rule that sees one text of a file: what it finds, and how.
type TextRule = (&'static Code, fn(&TextView<'_>, &mut Vec<Diagnostic>));
/// A rule that sees one page with what it includes.
type PageRule = (&'static Code, fn(&PageView<'_>, &mut Vec<Diagnostic>));
/// A rule that sees the docset.
type DocsetRule = (&'static Code, fn(&DocsetView<'_>, &mut Vec<Diagnostic>));

static TEXT: &[TextRule] = &[
    (&alt_text_equal_filename::CODE, alt_text_equal_filename::check),
    (&code_block_indented::CODE, code_block_indented::check),
    (&code_block_unclosed::CODE, code_block_unclosed::check),
    (&column_header_missing::CODE, column_header_missing::check),
    (&dev_language_missing::CODE, dev_language_missing::check),
    (&disallowed_domain::CODE, disallowed_domain::check),
    (&docs_link_absolute::CODE, docs_link_absolute::check),
    (&external_image::CODE, external_image::check),
    (&hard_coded_locale::CODE, hard_coded_locale::check),
    (&heading_empty::CODE, heading_empty::check),
    (&headings_with_underline::CODE, headings_with_underline::check),
    (&html_link::CODE, html_link::check),
    (&image_alt_text_with_badlength::CODE, image_alt_text_with_badlength::check),
    (&image_inline::CODE, image_inline::check),
    (&insecure_link::CODE, insecure_link::check),
    (&link_text_missing::CODE, link_text_missing::check),
    (&merge_conflict::CODE, merge_conflict::check),
    (&missing_image_alt_text::CODE, missing_image_alt_text::check),
    (&preserve_view_not_set::CODE, preserve_view_not_set::check),
    (&redirected_link::CODE, redirected_link::check),
    (&role_alias::CODE, role_alias::check),
    (&role_line_malformed::CODE, role_line_malformed::check),
    (&role_unknown::CODE, role_unknown::check),
    (&table_header_missing::CODE, table_header_missing::check),
];

static PAGE: &[PageRule] = &[
    (&attribute_deprecated::CODE, attribute_deprecated::check),
    (&attribute_reserved::CODE, attribute_reserved::check),
    (&custom_404_page::CODE, custom_404_page::check),
    (&date_out_of_range::CODE, date_out_of_range::check),
    (&description_bad_length::CODE, description_bad_length::check),
    (&description_missing::CODE, description_missing::check),
    (&h1_empty::CODE, h1_empty::check),
    (&h1_in_include::CODE, h1_in_include::check),
    (&h1_in_moniker::CODE, h1_in_moniker::check),
    (&h1_in_zone::CODE, h1_in_zone::check),
    (&h1_missing::CODE, h1_missing::check),
    (&h1_not_first::CODE, h1_not_first::check),
    (&h2_duplicated::CODE, h2_duplicated::check),
    (&heading_no_content::CODE, heading_no_content::check),
    (&heading_skipped::CODE, heading_skipped::check),
    (&image_alt_text_duplicated::CODE, image_alt_text_duplicated::check),
    (&invalid_value::CODE, invalid_value::check),
    (&missing_attribute::CODE, missing_attribute::check),
    (&ms_topic_invalid::CODE, ms_topic_invalid::check),
    (&multiple_h1s::CODE, multiple_h1s::check),
    (&path_duplication::CODE, path_duplication::check),
    (&path_too_deep::CODE, path_too_deep::check),
    (&pivot_group_not_found::CODE, pivot_group_not_found::check),
    (&pivot_id_not_found::CODE, pivot_id_not_found::check),
    (&pivot_id_unused::CODE, pivot_id_unused::check),
    (&role_missing::CODE, role_missing::check),
    (&title_bad_length::CODE, title_bad_length::check),
    (&title_missing::CODE, title_missing::check),
    (&unexpected_type::CODE, unexpected_type::check),
    (&zone_pivot_definition_not_found::CODE, zone_pivot_definition_not_found::check),
    (&zone_pivot_group_missing::CODE, zone_pivot_group_missing::check),
];

static DOCSET: &[DocsetRule] = &[
    (&attribute_reserved::CODE, attribute_reserved::check_docset),
    (&duplicate_description_within_docset::CODE, duplicate_description_within_docset::check),
    (&duplicate_h1::CODE, duplicate_h1::check),
    (&duplicate_pivot_groups::CODE, duplicate_pivot_groups::check),
    (&duplicate_pivot_ids::CODE, duplicate_pivot_ids::check),
    (&duplicate_titles::CODE, duplicate_titles::check),
    (&logo_not_found::CODE, logo_not_found::check),
    (&site_link_not_found::CODE, site_link_not_found::check),
    (&toc_breadcrumb_link_external::CODE, toc_breadcrumb_link_external::check),
    (&toc_deprecated::CODE, toc_deprecated::check),
    (&toc_entry_duplicated::CODE, toc_entry_duplicated::check),
    (&toc_missing::CODE, toc_missing::check),
];

/// The codes of all rules.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    let text = TEXT.iter().map(|&(code, _)| code);
    let page = PAGE.iter().map(|&(code, _)| code);
    text.chain(page).chain(DOCSET.iter().map(|&(code, _)| code))
}

/// Runs every rule that is not off. The findings are in no order. `generated` says whether the site
/// has a file of its own making at a path.
#[must_use]
pub fn check(
    config: &Config,
    corpus: &Corpus,
    site: &SiteIndex,
    pages: &[LinkedPage<'_>],
    generated: &(dyn Fn(&str) -> bool + Sync),
) -> Vec<Diagnostic> {
    let is_on = |code: &Code| config.settings.rules.get(code.name) != Some(&Level::Off);
    let roles = corpus.tree.find("roles.toml").and_then(|id| corpus.tree.file(id).text.as_deref());
    let vocabulary = roles.and_then(|text| Vocabulary::from_toml(text).ok());
    let trusted = config.settings.links.trusted.as_slice();
    let scope = view::Scope { corpus, site, vocabulary: vocabulary.as_ref(), trusted };
    let mut found: Vec<Diagnostic> = texts(corpus)
        .into_par_iter()
        .flat_map_iter(|text| {
            let mut found = Vec::new();
            for view in text.views(scope) {
                for (_, rule) in TEXT.iter().filter(|(code, _)| is_on(code)) {
                    rule(&view, &mut found);
                }
            }
            found
        })
        .collect();
    let canonical = Canonical::new(corpus, site);
    let of_pages: Vec<_> = pages
        .par_iter()
        .map(|linked| {
            let mut found = Vec::new();
            let view = PageView::new(config, corpus, site, linked, &canonical);
            // Their headings and headers are what a tool writes.
            if site.page(linked.id).facts.reference.is_none() {
                for (_, rule) in PAGE.iter().filter(|(code, _)| is_on(code)) {
                    rule(&view, &mut found);
                }
            }
            (found, view.h1s(&canonical).collect::<Vec<_>>())
        })
        .collect();
    let mut h1s = Vec::new();
    for (of_page, titles) in of_pages {
        found.extend(of_page);
        h1s.extend(titles);
    }
    let view = DocsetView { config, corpus, site, h1s, canonical: &canonical, generated };
    for (_, rule) in DOCSET.iter().filter(|(code, _)| is_on(code)) {
        rule(&view, &mut found);
    }
    found
}

/// A file with text that readers see.
enum Text {
    /// A page or an include in Markdown.
    Markdown(FileId, Context),
    /// A page in YAML.
    Yaml(FileId),
    /// A table of contents: only its links.
    Toc(FileId),
}

/// Tables of contents hold links only.
static NO_TEXT: LazyLock<Body> = LazyLock::new(Body::default);

fn texts(corpus: &Corpus) -> Vec<Text> {
    let markdown = corpus.articles.keys().map(|&(id, context)| Text::Markdown(id, context));
    let shown = corpus.yaml_pages.iter().filter(|(_, page)| !matches!(page.content, Content::Data));
    let tocs = corpus.tocs.keys().map(|&id| Text::Toc(id));
    markdown.chain(shown.map(|(&id, _)| Text::Yaml(id))).chain(tocs).collect()
}

impl Text {
    fn views<'a>(&self, scope: view::Scope<'a>) -> Vec<TextView<'a>> {
        let corpus = scope.corpus;

        match *self {
            Self::Markdown(id, context) => {
                let article = corpus.articles.get(&(id, context));
                article.map(|a| TextView::new(scope, id, &a.body, true)).into_iter().collect()
            }
            Self::Yaml(id) => {
                let Some(page) = corpus.yaml_pages.get(&id) else { return Vec::new() };
                let mut views: Vec<TextView<'a>> =
                    page.bodies().map(|body| TextView::new(scope, id, body, false)).collect();
                if let Some(first) = views.first_mut() {
                    first.add_links(&page.links);
                }
                views
            }
            Self::Toc(id) => {
                let Some(entries) = corpus.tocs.get(&id) else { return Vec::new() };
                let mut view = TextView::new(scope, id, &NO_TEXT, false);
                view.add_entries(entries);
                vec![view]
            }
        }
    }
}

#[cfg(test)]
mod testing;

#[cfg(test)]
mod tests {
    use super::testing::*;
    use super::*;

    /// What the documentation of a rule shows is what the rule finds.
    #[test]
    fn examples_hold() {
        // Their examples tell of files, or of more than one of them.
        let exempt = [
            "custom-404-page",
            "disallowed-domain",
            "external-image",
            "pivot-group-not-found",
            "pivot-id-not-found",
            "pivot-id-unused",
            "h1-in-include",
            "path-duplication",
            "path-too-deep",
            "redirected-link",
            "role-alias",
            "role-missing",
            "role-unknown",
        ];
        let codes = TEXT.iter().map(|(code, _)| *code).chain(PAGE.iter().map(|(code, _)| *code));
        for code in codes.filter(|code| !exempt.contains(&code.name)) {
            if code.name == "missing-attribute" {
                continue;
            }
            assert!(!lines(code, code.wrong).is_empty(), "{} misses its example", code.name);
            assert!(lines(code, code.right).is_empty(), "{} finds what is right", code.name);
        }
    }

    /// People may write docsets without the format's metadata.
    #[test]
    fn a_plain_folder_needs_no_metadata() {
        let codes =
            ["missing-attribute", "title-bad-length", "ms-topic-invalid", "description-missing"];
        for (code, _) in PAGE.iter().filter(|(code, _)| codes.contains(&code.name)) {
            assert!(plain_folder(code, "---\ntitle: A\nms.topic: x\n---\n# A\n\nB\n").is_empty());
        }
    }
}
