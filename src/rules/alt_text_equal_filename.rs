//! Alternative text that only repeats the name of the file.

use super::view::TextView;
use super::view::target_stem;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::path;

/// See its `summary`.
pub static CODE: Code = Code {
    name: "altText-equal-filename",
    severity: Severity::Suggestion,
    summary: "The alternative text is the name of the image's file.",
    explanation: "A file name tells a reader nothing. Say what the image shows.",
    wrong: "![form-2](media/form-2.png)",
    right: "![The form with name and address](media/form-2.png)",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for picture in &text.pictures {
        let alt = picture.alt.trim();
        if alt.is_empty() || picture.decoration {
            continue;
        }
        let stem = target_stem(picture.source);
        if alt.eq_ignore_ascii_case(&stem) || path::stem(alt).eq_ignore_ascii_case(&stem) {
            let message = format!("the alternative text `{alt}` is the name of the file");
            found.push(
                Diagnostic::new(&CODE, text.file, picture.span, message)
                    .help("say in a sentence what the image shows"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn with_and_without_extension() {
        let page = "![Pig 1](m/pig%201.png)\n\n![pig.png](m/pig.png)\n\n![a pig](m/pig.png)\n";
        assert_eq!(lines(&CODE, page), [1, 3]);
    }
}
