//! Marks of a merge that was not finished.

use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "merge-conflict",
    severity: Severity::Warning,
    summary: "The file holds the marks of a merge that was not finished.",
    explanation: "Both versions and the marks are shown to readers. Keep the right version and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`.",
    wrong: "<<<<<<< HEAD\nSign in.\n=======\nLog in.\n>>>>>>> main",
    right: "Sign in.",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    if !text.whole || !text.text.contains("<<<<<<<") {
        return;
    }
    let mut open = None;
    let mut divided = false;
    let code = text.code_blocks();
    let mut at = 0;
    for line in text.text.split_inclusive('\n') {
        if line.starts_with("<<<<<<<") && !code.iter().any(|span| span.range().contains(&at)) {
            open = Some(Span::new(at, at + line.trim_end().len()));
            divided = false;
        } else if line.starts_with("=======") {
            divided = true;
        } else if line.starts_with(">>>>>>>")
            && divided
            && let Some(span) = open.take()
        {
            found.push(
                Diagnostic::new(&CODE, text.file, span, "a merge was not finished here")
                    .help("keep the right version and remove the marks"),
            );
        }
        at += line.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn headers_count_and_code_does_not() {
        let conflict = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n";
        assert_eq!(lines(&CODE, &format!("---\n{conflict}---\n")), [2]);
        assert!(lines(&CODE, &format!("```text\n{conflict}```\n")).is_empty());
        assert!(lines(&CODE, &format!("````text\n```\n{conflict}````\n")).is_empty());
    }
}
