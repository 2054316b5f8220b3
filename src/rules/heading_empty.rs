//! A heading below the first level shows nothing.

use super::view::TextView;
use super::view::is_empty;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "heading-empty",
    severity: Severity::Suggestion,
    summary: "A heading has no text.",
    explanation: "Readers see a gap, and lists of headings show an empty line. Give it words, or remove the `#`.",
    wrong: "## \n\nSign in.",
    right: "## Sign in\n\nSign in.",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for heading in &text.body.headings {
        if heading.level > 1 && is_empty(text.body, heading) {
            let message = format!("this heading of level {} is empty", heading.level);
            let span = text.first_line(heading.span);
            found.push(
                Diagnostic::new(&CODE, text.file, span, message)
                    .help("give it words, or remove it"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn comments_are_no_words_and_images_are() {
        assert_eq!(lines(&CODE, "# A\n\n#### <!-- c -->\n\n## ![a](a.png)\n\n## &nbsp;\n"), [3]);
    }
}
