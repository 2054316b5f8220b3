//! A link that leads on to another address.

use super::url::Url;
use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "redirected-link",
    severity: Severity::Suggestion,
    summary: "A link names an address that only leads on to another one.",
    explanation: "Nobody sees where a short address of `aka.ms` or `fwlink` leads, and it breaks where those services cannot be reached. Name the place itself. Links to articles of the docset that have moved lead to the new place at once, and are no fault.",
    wrong: "[Sign in](https://aka.ms/contoso-sign-in)",
    right: "[Sign in](sign-in.md)",
};

/// Addresses of services that only redirect.
fn is_short(url: &Url<'_>) -> bool {
    let fwlink = || url.path.get(..6).is_some_and(|path| path.eq_ignore_ascii_case("fwlink"));
    url.is_host("aka.ms") || url.is_host("go.microsoft.com") && fwlink()
}

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for link in &text.hrefs {
        if Url::parse(link.target).is_some_and(|url| is_short(&url)) {
            let message = format!("`{}` leads on to another address", link.target);
            found.push(
                Diagnostic::new(&CODE, text.file, link.span, message)
                    .help("name the address that it leads to"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn short_addresses() {
        let page = "[a](https://aka.ms/a)\n\n<a href=\"https://go.microsoft.com/fwlink/?LinkId=1\">b</a>\n\n[c](https://go.microsoft.com/x)\n";
        assert_eq!(lines(&CODE, page), [1, 3]);
    }
}
