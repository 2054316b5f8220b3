//! Every kind of finding, for `guidepost explain` and for checking the configuration.

use crate::diagnostic::Code;
use crate::{article, config, jsonc, rules, site, source, theme, yaml};

/// All codes, by name.
pub static ALL: &[&Code] = &[
    &site::ABSOLUTE_LINK_MISSING,
    &rules::alt_text_equal_filename::CODE,
    &rules::attribute_deprecated::CODE,
    &rules::attribute_reserved::CODE,
    &site::BOOKMARK_NOT_FOUND,
    &site::CIRCULAR_REDIRECTION,
    &site::CIRCULAR_REFERENCE,
    &rules::code_block_indented::CODE,
    &rules::code_block_unclosed::CODE,
    &site::CODESNIPPET_NOT_FOUND,
    &rules::column_header_missing::CODE,
    &rules::custom_404_page::CODE,
    &site::DATE_FORMAT_INVALID,
    &rules::date_out_of_range::CODE,
    &rules::description_bad_length::CODE,
    &rules::description_missing::CODE,
    &rules::dev_language_missing::CODE,
    &rules::disallowed_domain::CODE,
    &article::DISALLOWED_HTML_ATTRIBUTE,
    &article::DISALLOWED_HTML_TAG,
    &rules::docs_link_absolute::CODE,
    &rules::duplicate_description_within_docset::CODE,
    &rules::duplicate_h1::CODE,
    &site::DUPLICATE_MONIKER_CONFIG,
    &rules::duplicate_pivot_groups::CODE,
    &rules::duplicate_pivot_ids::CODE,
    &rules::duplicate_titles::CODE,
    &site::DUPLICATE_UID,
    &rules::exceed_max_file_errors::CODE,
    &rules::external_image::CODE,
    &site::FILE_NOT_FOUND,
    &config::GLOB_PATTERN_INVALID,
    &rules::h1_empty::CODE,
    &rules::h1_in_include::CODE,
    &rules::h1_in_moniker::CODE,
    &rules::h1_in_zone::CODE,
    &rules::h1_missing::CODE,
    &rules::h1_not_first::CODE,
    &rules::h2_duplicated::CODE,
    &rules::hard_coded_locale::CODE,
    &rules::heading_empty::CODE,
    &rules::heading_no_content::CODE,
    &rules::heading_skipped::CODE,
    &rules::headings_with_underline::CODE,
    &rules::html_link::CODE,
    &rules::image_alt_text_duplicated::CODE,
    &rules::image_alt_text_with_badlength::CODE,
    &rules::image_inline::CODE,
    &site::INCLUDE_INVALID,
    &site::INCLUDE_NOT_FOUND,
    &rules::insecure_link::CODE,
    &article::INVALID_CODE,
    &source::INVALID_ENCODING,
    &article::INVALID_FORM,
    &article::INVALID_IMAGE,
    &article::INVALID_MONIKER_RANGE,
    &article::INVALID_NESTED_COLUMN,
    &article::INVALID_NOTE_SECTION,
    &article::INVALID_ROW,
    &article::INVALID_TAB_GROUP,
    &site::INVALID_TOC_HREF,
    &site::INVALID_TOC_LEVEL,
    &site::INVALID_TOC_SYNTAX,
    &site::INVALID_TOPIC_HREF,
    &rules::invalid_value::CODE,
    &article::INVALID_VIDEO,
    &article::INVALID_ZONE,
    &jsonc::JSON_SYNTAX_ERROR,
    &article::yaml_page::KIND_NOT_BUILT,
    &site::LINK_OUT_OF_SCOPE,
    &rules::link_text_missing::CODE,
    &site::LOCAL_FILE_PATH,
    &rules::logo_not_found::CODE,
    &rules::merge_conflict::CODE,
    &site::MISSING_ATTRIBUTE,
    &rules::missing_image_alt_text::CODE,
    &site::MONIKER_OVERLAPPING,
    &site::MONIKER_RANGE_INVALID,
    &site::MONIKER_RANGE_OUT_OF_SCOPE,
    &site::MONIKER_RANGE_UNDEFINED,
    &site::MONIKER_ZONE_EMPTY,
    &rules::ms_topic_invalid::CODE,
    &rules::multiple_h1s::CODE,
    &site::NULL_ARRAY_VALUE,
    &site::OUTPUT_PATH_CONFLICT,
    &site::PATH_CASE_MISMATCH,
    &rules::path_duplication::CODE,
    &rules::path_too_deep::CODE,
    &rules::pivot_group_not_found::CODE,
    &rules::pivot_id_not_found::CODE,
    &rules::pivot_id_unused::CODE,
    &rules::preserve_view_not_set::CODE,
    &site::PUBLISH_URL_CONFLICT,
    &site::REDIRECT_URL_INVALID,
    &site::REDIRECTED_FILE_NOT_REMOVED,
    &rules::redirected_link::CODE,
    &site::REDIRECTION_CONFLICT,
    &site::REDIRECTION_INVALID,
    &site::REDIRECTION_PATH_SYNTAX_ERROR,
    &site::REDIRECTION_URL_CONFLICT,
    &rules::role_alias::CODE,
    &rules::role_line_malformed::CODE,
    &rules::role_missing::CODE,
    &rules::role_unknown::CODE,
    &site::ROLES_FILE_INVALID,
    &article::yaml_page::SCHEMA_NOT_FOUND,
    &site::SELF_LINK,
    &rules::site_link_not_found::CODE,
    &site::SOURCE_PATH_CONFLICT,
    &rules::table_header_missing::CODE,
    &theme::THEME_FILE_UNUSED,
    &rules::title_bad_length::CODE,
    &rules::title_missing::CODE,
    &rules::toc_breadcrumb_link_external::CODE,
    &rules::toc_deprecated::CODE,
    &rules::toc_entry_duplicated::CODE,
    &rules::toc_missing::CODE,
    &site::TOC_NOT_FOUND,
    &config::TOML_SYNTAX_ERROR,
    &rules::unexpected_type::CODE,
    &site::UNKNOWN_LANGUAGE_CODE,
    &yaml::VIOLATE_SCHEMA,
    &site::XREF_NOT_FOUND,
    &article::front_matter::YAML_DUPLICATE_KEY,
    &article::front_matter::YAML_HEADER_NOT_OBJECT,
    &article::front_matter::YAML_HEADER_SYNTAX_ERROR,
    &yaml::YAML_SYNTAX_ERROR,
    &rules::zone_pivot_definition_not_found::CODE,
    &rules::zone_pivot_group_missing::CODE,
];

/// The code with a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_documented_and_in_its_place() {
        let names: Vec<_> = ALL.iter().map(|code| code.name).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(names, sorted);
        for code in ALL {
            for text in [code.summary, code.explanation, code.wrong, code.right] {
                assert!(!text.trim().is_empty(), "{}", code.name);
            }
        }
    }
}
