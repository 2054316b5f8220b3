//! A list where metadata takes one value.

use super::view::PageView;
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "unexpected-type",
    severity: Severity::Warning,
    summary: "A metadata key holds a list or pairs where it takes one value.",
    explanation: "The value is ignored. Write one value behind the key.",
    wrong: "---\ndescription:\n  - How to sign in.\n---",
    right: "---\ndescription: How to sign in.\n---",
};

/// Keys that take one value.
/// Keys that take one value, beside those that the build itself reads as one.
const ONE_VALUE: [&str; 3] = ["description", "ms.date", "feedback_system"];

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.wants_metadata() {
        return;
    }
    for key in ONE_VALUE {
        let what = match page.own.get(key) {
            Some(Value::Array(_)) => "a list",
            Some(Value::Object(_)) => "`key: value` pairs",
            _ => continue,
        };
        let message = format!("`{key}` holds {what}");
        found.push(
            Diagnostic::new(&CODE, page.file, page.value_span(key), message)
                .help("write one value behind the key"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn numbers_are_texts_and_other_keys_take_lists() {
        assert!(lines(&CODE, "---\ndescription: 404\nms.custom:\n  - a\n---\n").is_empty());
        assert_eq!(lines(&CODE, "---\ndescription: [A, B]\n---\n"), [2]);
    }
}
