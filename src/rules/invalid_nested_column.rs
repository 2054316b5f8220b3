//! A column that is not closed.

use super::blocks::{self, Block};
use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "invalid-nested-column",
    severity: Severity::Warning,
    summary: "A column is not closed, or text stands behind its end.",
    explanation: "Close it with `:::column-end:::` on a line of its own, before its row ends.",
    wrong: ":::row:::\n:::column:::\nA\n:::column-end::: b\n:::row-end:::\n",
    right: ":::row:::\n:::column:::\nA\n:::column-end:::\n:::row-end:::\n",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for fault in blocks::faults(text, Block::Column) {
        found.push(Diagnostic::new(&CODE, text.file, fault.span, fault.message).help(fault.help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn the_end_of_the_row_ends_a_column() {
        assert!(lines(&CODE, ":::row:::\n:::column span=\"2\":::\nA\n:::row-end:::\n").is_empty());
        assert_eq!(lines(&CODE, ":::column:::\nA\n"), [1]);
    }
}
