//! Alternative text that is very short or very long.

use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "image-altText-with-badlength",
    severity: Severity::Suggestion,
    summary: "The alternative text of an image is shorter than 40 or longer than 150 characters.",
    explanation: "One sentence that says what kind of image it is and what it shows serves readers best. Longer descriptions belong into `:::image type=\"complex\"`.",
    wrong: "![Form](media/a.png)",
    right: "![Screenshot of the form with the name and the address filled in](media/a.png)",
};

/// Fewest characters.
const LEAST: usize = 40;
/// Most characters.
const MOST: usize = 150;

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for picture in &text.pictures {
        let length = picture.alt.trim().chars().count();
        if picture.decoration || length == 0 || (LEAST..=MOST).contains(&length) {
            continue;
        }
        let message =
            format!("the alternative text has {length} characters; {LEAST} to {MOST} are best");
        let help = if length < LEAST {
            "say what kind of image it is and what it shows"
        } else {
            "shorten it, or move the details into the text"
        };
        found.push(Diagnostic::new(&CODE, text.file, picture.span, message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn bounds_are_allowed() {
        let image = |n: usize| format!("![{}](a.png)\n", "a".repeat(n));
        assert_eq!(lines(&CODE, &image(39)), [1]);
        assert!(lines(&CODE, &image(40)).is_empty());
        assert!(lines(&CODE, &image(150)).is_empty());
        assert_eq!(lines(&CODE, &image(151)), [1]);
        assert!(lines(&CODE, &image(0)).is_empty(), "none is another finding");
    }
}
