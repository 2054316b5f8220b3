//! An image without alternative text.

use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "missing-image-altText",
    severity: Severity::Suggestion,
    summary: "An image has no alternative text.",
    explanation: "People who cannot see the image hear only the name of its file. Say what it shows in a sentence; for pure decoration use `:::image type=\"icon\"`.",
    wrong: "![](media/form.png)",
    right: "![The form with name and address](media/form.png)",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for picture in &text.pictures {
        let may_lack = picture.decoration || picture.asks_for_alt;
        if !may_lack && picture.alt.trim().is_empty() {
            let message = format!("the image `{}` has no alternative text", picture.source);
            found.push(
                Diagnostic::new(&CODE, text.file, picture.span, message)
                    .help("say in a sentence what it shows"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn icons_need_none_and_html_does() {
        let page = "<img src=\"a.png\">\n\n:::image type=\"icon\" source=\"b.png\":::\n\n<img src=\"a.png\" alt=\"A\">\n";
        assert_eq!(lines(&CODE, page), [1]);
        assert!(lines(&CODE, ":::image source=\"a.png\" alt-text=\"\":::\n").is_empty());
    }
}
