//! A version zone that is not closed.

use super::blocks::{self, Block};
use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "invalid-moniker-range",
    severity: Severity::Warning,
    summary: "A version zone is not closed, or text stands behind its marks.",
    explanation: "Without its end, the zone reaches to the end of the article, which readers of other versions then miss. Close it with `::: moniker-end` on a line of its own, before the next one opens.",
    wrong: "::: moniker range=\"a-1\"\n\nA\n",
    right: "::: moniker range=\"a-1\"\n\nA\n\n::: moniker-end\n",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for fault in blocks::faults(text, Block::Moniker) {
        found.push(Diagnostic::new(&CODE, text.file, fault.span, fault.message).help(fault.help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn zones_do_not_nest() {
        let zone = "::: moniker range=\"a-1\"\n";
        let end = "::: moniker-end\n";
        assert_eq!(lines(&CODE, &format!("{zone}{zone}A\n{end}{end}")), [2]);
        assert!(lines(&CODE, &format!("{zone}A\n{end}B\n")).is_empty());
    }
}
