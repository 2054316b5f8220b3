//! Metadata that has another name now.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "attribute-deprecated",
    severity: Severity::Warning,
    summary: "A metadata key has another name now.",
    explanation: "Nothing reads the old key any more. Use the new one.",
    wrong: "---\nms.prod: portal\n---",
    right: "---\nms.service: portal\n---",
};

/// Old and new names.
const RENAMED: [(&str, &str); 2] = [("ms.prod", "ms.service"), ("ms.technology", "ms.subservice")];

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.wants_metadata() {
        return;
    }
    for (old, new) in RENAMED {
        if page.own.contains_key(old) {
            let message = format!("the metadata `{old}` is no longer used");
            found.push(
                Diagnostic::new(&CODE, page.file, page.value_span(old), message)
                    .help(format!("use `{new}`")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn both_old_names() {
        assert_eq!(lines(&CODE, "---\nms.prod: a\nms.technology: b\n---\n"), [2, 3]);
    }
}
