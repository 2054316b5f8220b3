//! A block of code made by indentation.

use super::view::TextView;
use crate::article::{NodeKind, Tag};
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
    // Open containers, and whether each one is a description, whose indentation means nothing.
    let mut open: Vec<bool> = Vec::new();
    for node in &text.body.nodes {
        let code = match &node.kind {
            NodeKind::Open(tag) => {
                open.push(matches!(tag, Tag::LongDescription(_)));
                continue;
            }
            NodeKind::Close => {
                open.pop();
                continue;
            }
            NodeKind::Code(code) => *code as usize,
            _ => continue,
        };
        if !text.body.codes[code].fenced && !open.contains(&true) {
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

    #[test]
    fn descriptions_of_images_may_be_indented() {
        let image = ":::image type=\"complex\" source=\"a.png\" alt-text=\"A\":::\n      B\n:::image-end:::\n";
        assert!(lines(&CODE, image).is_empty());
        assert_eq!(lines(&CODE, &format!("{image}      C\n")), [4]);
    }
}
