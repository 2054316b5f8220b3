//! Every kind of finding, for `guidepost explain` and for checking the configuration.

use crate::diagnostic::Code;
use crate::{article, site, source};

/// All codes, by name.
pub static ALL: [&Code; 55] = [
    &site::ABSOLUTE_LINK_MISSING,
    &site::BOOKMARK_NOT_FOUND,
    &site::CIRCULAR_REDIRECTION,
    &site::CIRCULAR_REFERENCE,
    &site::CODESNIPPET_NOT_FOUND,
    &site::DATE_FORMAT_INVALID,
    &article::DISALLOWED_HTML_ATTRIBUTE,
    &article::DISALLOWED_HTML_TAG,
    &site::DUPLICATE_UID,
    &site::FILE_NOT_FOUND,
    &site::INCLUDE_INVALID,
    &site::INCLUDE_NOT_FOUND,
    &article::INVALID_CODE,
    &source::INVALID_ENCODING,
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
    &article::INVALID_VIDEO,
    &article::INVALID_ZONE,
    &site::JSON_SYNTAX_ERROR,
    &site::LINK_OUT_OF_SCOPE,
    &site::LOCAL_FILE_PATH,
    &site::MISSING_ATTRIBUTE,
    &site::MONIKER_RANGE_INVALID,
    &site::MONIKER_RANGE_OUT_OF_SCOPE,
    &site::MONIKER_ZONE_EMPTY,
    &site::PATH_CASE_MISMATCH,
    &site::PIVOT_GROUP_NOT_FOUND,
    &site::PIVOT_ID_NOT_FOUND,
    &site::PIVOT_ID_UNUSED,
    &site::PUBLISH_URL_CONFLICT,
    &site::REDIRECTED_FILE_NOT_REMOVED,
    &site::REDIRECTION_CONFLICT,
    &site::REDIRECTION_INVALID,
    &site::REDIRECTION_PATH_SYNTAX_ERROR,
    &article::yaml_page::SCHEMA_NOT_FOUND,
    &site::SELF_LINK,
    &site::SOURCE_PATH_CONFLICT,
    &site::TOC_NOT_FOUND,
    &site::UNKNOWN_LANGUAGE_CODE,
    &article::yaml_page::VIOLATE_SCHEMA,
    &site::XREF_NOT_FOUND,
    &article::front_matter::YAML_DUPLICATE_KEY,
    &article::front_matter::YAML_HEADER_NOT_OBJECT,
    &article::front_matter::YAML_HEADER_SYNTAX_ERROR,
    &article::yaml_page::YAML_SYNTAX_ERROR,
    &site::ZONE_PIVOT_DEFINITION_NOT_FOUND,
    &site::ZONE_PIVOT_GROUP_MISSING,
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
