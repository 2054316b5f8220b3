//! A block of code made by indentation.

use super::view::TextView;
use crate::article::NodeKind;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "code-block-indented",
    severity: Severity::Suggestion,
    summary: "Indented lines have become code.",
    explanation: "Text that stands four columns too far right turns into code, mostly unintended. Write code between fences, and indent text as its list asks.",
    wrong: "Run this:\n\n    Get-Date\n",
    right: "Run this:\n\n```powershell\nGet-Date\n```\n",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for node in &text.body.nodes {
        let NodeKind::Code(code) = node.kind else { continue };
        if !text.body.codes[code as usize].fenced {
            let span = text.first_line(node.span);
            found.push(
                Diagnostic::new(
                    &CODE,
                    text.file,
                    span,
                    "these lines are indented so far that they are code",
                )
                .help("write code between ``` fences, or indent the text less"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn paragraphs_of_a_list_are_no_code() {
        assert!(lines(&CODE, "- A\n\n  B\n").is_empty());
        assert_eq!(lines(&CODE, "- A\n\n      B\n"), [3]);
    }
}
