//! A long block of code without a language.

use super::view::TextView;
use crate::article::NodeKind;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "dev-language-missing",
    severity: Severity::Suggestion,
    summary: "A block of code of 20 lines or more names no language.",
    explanation: "Without a language, code has no colours and readers do not see what it is. Write the language after the opening fence; `output` or `text` where there is none.",
    wrong: "```\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n```\n",
    right: "```text\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n```\n",
};

/// From so many lines on, blank ones not counted.
const LINES: usize = 20;

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for node in &text.body.nodes {
        let NodeKind::Code(code) = node.kind else { continue };
        let code = &text.body.codes[code as usize];
        if !code.fenced || code.language.is_some() || code.text.len() < 2 * LINES {
            continue;
        }
        let lines = code.text.lines().filter(|line| !line.trim().is_empty()).count();
        if lines >= LINES {
            let message = format!("this block of code has {lines} lines and no language");
            let span = text.first_line(node.span);
            found.push(
                Diagnostic::new(&CODE, text.file, span, message)
                    .help("write the language after the opening fence"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn blank_lines_do_not_count() {
        let block = format!("```\n{}\n\n\n```\n", "a\n".repeat(19));
        assert!(lines(&CODE, &block).is_empty());
    }
}
