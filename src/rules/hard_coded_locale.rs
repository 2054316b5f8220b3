//! A link to one language of a Microsoft site.

use super::url::Url;
use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "hard-coded-locale",
    severity: Severity::Suggestion,
    summary: "A link to a Microsoft site names a language.",
    explanation: "Without the language, readers get the page in their own. Remove it from the address.",
    wrong: "See [help](https://support.microsoft.com/en-us/help).",
    right: "See [help](https://support.microsoft.com/help).",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for link in &text.hrefs {
        let Some(url) = Url::parse(link.target) else { continue };
        let Some(locale) = url.locale().filter(|_| url.is_microsoft()) else { continue };
        let message = format!("the link to `{}` names the language `{locale}`", link.target);
        let help = format!("remove `{locale}/` from the address");
        found.push(Diagnostic::new(&CODE, text.file, link.span, message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn only_whole_parts_of_microsoft_sites() {
        let page = "[a](https://example.com/en-us/x)\n\n[b](https://azure.microsoft.com/no-op2/x)\n\n[c](https://azure.microsoft.com/zh-Hans-cn/x)\n";
        assert_eq!(lines(&CODE, page), [5]);
    }
}
