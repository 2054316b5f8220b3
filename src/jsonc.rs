//! JSON as docsets have it: with comments and trailing commas (format §1).

use crate::diagnostic::{Code, Severity};
use jsonc_parser::ParseOptions;
use serde_json::Value;

/// A JSON file that cannot be read.
pub static JSON_SYNTAX_ERROR: Code = Code {
    name: "json-syntax-error",
    severity: Severity::Error,
    summary: "A JSON file cannot be read.",
    explanation: "Nothing of the file is used. Comments and trailing commas are fine; quotes and braces must match.",
    wrong: "{ \"redirections\": [",
    right: "{ \"redirections\": [] }",
};

/// Parses JSON with comments and trailing commas.
///
/// # Errors
/// The byte offset of the fault and what it is.
pub fn parse(text: &str) -> Result<Value, (u32, String)> {
    let options = ParseOptions {
        allow_missing_commas: false,
        allow_loose_object_property_names: false,
        ..ParseOptions::default()
    };
    match jsonc_parser::parse_to_serde_value::<Value>(text, &options) {
        Ok(value) => Ok(value),
        Err(error) => {
            let offset = error.range().start.min(text.len());
            Err((offset as u32, error.kind().to_string()))
        }
    }
}
