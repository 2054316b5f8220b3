//! An image from a host that is not trusted.

use super::url::Url;
use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "external-image",
    severity: Severity::Suggestion,
    summary: "An image comes from a host that the docset does not trust.",
    explanation: "Readers load it from there, and what it shows can change or vanish. Store it in the docset, or add the host to `trusted` under `[links]` of guidepost.toml. Without that setting, every host is trusted.",
    wrong: "![The form](https://example.com/form.png)",
    right: "![The form](media/form.png)",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    if text.trusted.is_empty() {
        return;
    }
    for image in &text.pictures {
        let Some(url) = Url::parse(image.source) else { continue };
        if !text.trusted.iter().any(|host| url.is_below(host)) {
            let message = format!("the host `{}` is not trusted", url.host);
            found.push(Diagnostic::new(&CODE, text.file, image.span, message).help(
                "add it to `trusted` under `[links]` of guidepost.toml, or remove the image",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn only_where_the_docset_says_whom_it_trusts() {
        let page = "![A](https://a.b/x) ![A](https://docs.contoso.com/x.png) ![A](x.png)\n";
        assert!(lines(&CODE, page).is_empty());
        assert_eq!(trusting(&CODE, "contoso.com", page), [1]);
    }
}
