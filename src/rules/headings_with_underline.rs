//! A heading is written with a line below it.

use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "headings-with-underline",
    severity: Severity::Suggestion,
    summary: "A heading is written with `===` or `---` below it.",
    explanation: "A row of hyphens under a paragraph turns the paragraph into a heading, often unintended. Write `#` and a blank before the words.",
    wrong: "Sign in\n-------\n\nText.",
    right: "## Sign in\n\nText.",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for heading in &text.body.headings {
        let slice = text.slice(heading.span).trim_end();
        if slice.trim_start().starts_with('#') || !slice.contains('\n') {
            continue;
        }
        // The line itself is what has to go.
        let start = slice.rfind('\n').map_or(0, |i| i + 1) + heading.span.start as usize;
        let span = text.first_line(Span::new(start, heading.span.end as usize));
        let hashes = "#".repeat(usize::from(heading.level));
        let message = format!("the heading `{}` is written with a line below it", heading.text);
        found.push(
            Diagnostic::new(&CODE, text.file, span, message)
                .help(format!("write `{hashes} {}`", heading.text)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn the_line_is_named() {
        assert_eq!(lines(&CODE, "# A\n\nB\nC\n---\n\n> D\n> ===\n"), [5, 8]);
        assert!(lines(&CODE, "  # A #\n\n- B\n\n---\n").is_empty());
    }
}
