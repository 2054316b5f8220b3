//! A link written in HTML.

use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "html-link",
    severity: Severity::Suggestion,
    summary: "A link is written as HTML.",
    explanation: "Markdown links are easier to read and to check. Write `[words](address)`.",
    wrong: "See <a href=\"https://contoso.com\">the portal</a>.",
    right: "See [the portal](https://contoso.com).",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for link in text.hrefs.iter().filter(|link| link.html) {
        let message = format!("the link to `{}` is written as HTML", link.target);
        found.push(
            Diagnostic::new(&CODE, text.file, link.span, message).help("write `[words](address)`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn blocks_of_html_have_no_markdown() {
        let text = "<details>\n<summary>See <a href=\"x\">x</a></summary>\n\nSee <a href=\"y\">y</a>.\n\n</details>\n";
        assert_eq!(lines(&CODE, text), [4]);
    }

    #[test]
    fn anchors_are_no_links() {
        assert!(lines(&CODE, "<a name=\"x\"></a>\n\n`<a href=\"x\">`\n").is_empty());
    }
}
