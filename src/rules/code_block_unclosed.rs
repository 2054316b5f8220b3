//! A block of code that never ends.

use super::view::TextView;
use crate::article::NodeKind;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "code-block-unclosed",
    severity: Severity::Suggestion,
    summary: "A block of code has no closing fence.",
    explanation: "Everything down to the end of the article, or of the list item or quote around it, becomes code. Close the block with as many backticks as it began with.",
    wrong: "Run this:\n\n```powershell\nGet-Date\n",
    right: "Run this:\n\n```powershell\nGet-Date\n```\n",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for (node, code) in text.body.nodes.iter().filter_map(|node| match node.kind {
        NodeKind::Code(code) => Some((node, &text.body.codes[code as usize])),
        _ => None,
    }) {
        if !code.fenced {
            continue;
        }
        let slice = text.slice(node.span);
        let fence = slice.trim_start().chars().next().unwrap_or('`');
        let last = slice.trim_end().lines().skip(1).last().unwrap_or("");
        let last = last.trim_start_matches(['>', ' ', '\t']);
        let closed = last.len() >= 3 && last.chars().all(|c| c == fence);
        if !closed {
            let span = text.first_line(node.span);
            found.push(
                Diagnostic::new(&CODE, text.file, span, "this block of code is not closed")
                    .help(format!("close it with `{}`", fence.to_string().repeat(3))),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn a_list_item_ends_an_open_block() {
        let page = "1. A\n\n   ```text\n   a\n\nB\n\n> ```\n> a\n> ```\n\n~~~\n```\n~~~\n";
        assert_eq!(lines(&CODE, page), [3]);
    }
}
