//! A link to a Microsoft site without encryption.

use super::url::Url;
use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "insecure-link",
    severity: Severity::Suggestion,
    summary: "A link to a Microsoft site begins with `http:`.",
    explanation: "All of these sites answer to `https:`. The other way costs readers a redirection that somebody on the way can change.",
    wrong: "See [help](http://support.microsoft.com/help).",
    right: "See [help](https://support.microsoft.com/help).",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    let links = text.hrefs.iter().map(|link| (link.span, link.target));
    let images = text.pictures.iter().map(|picture| (picture.span, picture.source));
    for (span, target) in links.chain(images) {
        let Some(url) = Url::parse(target) else { continue };
        if url.scheme.eq_ignore_ascii_case("http") && url.is_microsoft() {
            let message = format!("the link to `{target}` is not encrypted");
            let help = format!("write `https{}`", &target.trim()[url.scheme.len()..]);
            found.push(Diagnostic::new(&CODE, text.file, span, message).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn other_sites_are_their_owners_business() {
        let page =
            "[a](http://example.com)\n\nhttp://aka.ms/x\n\n[c](HTTP://www.microsoft.com:80/)\n";
        assert_eq!(lines(&CODE, page), [3, 5]);
        assert_eq!(lines(&CODE, "![a](http://technet.com/a.png)\n"), [1]);
    }
}
