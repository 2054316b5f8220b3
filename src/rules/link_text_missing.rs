//! A link without words.

use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "link-text-missing",
    severity: Severity::Suggestion,
    summary: "A link has no text.",
    explanation: "There is nothing to select, and screen readers read out the address. Put words between the brackets.",
    wrong: "See [](https://contoso.com).",
    right: "See [the portal](https://contoso.com).",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for link in &text.hrefs {
        if !link.has_text && !link.target.is_empty() {
            let message = format!("the link to `{}` has no text", link.target);
            found.push(
                Diagnostic::new(&CODE, text.file, link.span, message)
                    .help("put words between the brackets"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn images_are_text() {
        let page = "[![a](a.png)](b)\n\n[ ](c)\n\n<a href=\"d\"></a>\n\n<a href=\"e\">E</a>\n";
        assert_eq!(lines(&CODE, page), [3, 5]);
    }
}
