//! A link to a host that is not trusted.

use super::url::Url;
use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "disallowed-domain",
    severity: Severity::Suggestion,
    summary: "A link leads to a host that the docset does not trust.",
    explanation: "Add the host to `trusted` under `[links]` of guidepost.toml, or remove the link. Without that setting, every host is trusted.",
    wrong: "[Form](https://example.com/form)",
    right: "[Form](form.md)",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    if text.trusted.is_empty() {
        return;
    }
    for link in &text.hrefs {
        let Some(url) = Url::parse(link.target) else { continue };
        if !text.trusted.iter().any(|host| url.is_below(host)) {
            let message = format!("the host `{}` is not trusted", url.host);
            found.push(
                Diagnostic::new(&CODE, text.file, link.span, message).help(
                    "add it to `trusted` under `[links]` of guidepost.toml, or remove the link",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn only_where_the_docset_says_whom_it_trusts() {
        let page = "[A](https://a.b/x) [A](https://docs.contoso.com/x.png) [A](x.png)\n";
        assert!(lines(&CODE, page).is_empty());
        assert_eq!(trusting(&CODE, "contoso.com", page), [1]);
    }
}
