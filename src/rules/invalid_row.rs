//! A row of columns that is not closed.

use super::blocks::{self, Block};
use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "invalid-row",
    severity: Severity::Warning,
    summary: "A row of columns is not closed, or text stands behind its end.",
    explanation: "What follows stays inside the row. Close it with `:::row-end:::` on a line of its own.",
    wrong: ":::row:::\n:::column:::\nA\n:::column-end:::\n",
    right: ":::row:::\n:::column:::\nA\n:::column-end:::\n:::row-end:::\n",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for fault in blocks::faults(text, Block::Row) {
        found.push(Diagnostic::new(&CODE, text.file, fault.span, fault.message).help(fault.help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn code_is_text() {
        assert!(lines(&CODE, "```text\n:::row:::\n```\n").is_empty());
        assert_eq!(lines(&CODE, ":::row:::\n:::row-end::: x\n\n:::row-end:::\n"), [2, 4]);
    }
}
