//! A link to the documentation site with its host.

use super::url::Url;
use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "docs-link-absolute",
    severity: Severity::Suggestion,
    summary: "A link to another page of the documentation site names its host.",
    explanation: "Such a link breaks where the documentation is published elsewhere. Begin with the path, and for a page of this docset link to its file.",
    wrong: "See [tokens](https://learn.microsoft.com/azure/tokens).",
    right: "See [tokens](/azure/tokens).",
};

/// Where the documentation has been published.
const DOCS_HOSTS: [&str; 2] = ["learn.microsoft.com", "docs.microsoft.com"];

/// Parts of those sites that are no documentation, so that their address says more with the host.
const NOT_DOCS: [&str; 5] = ["answers", "users", "api", "shows", "credentials"];

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for link in &text.hrefs {
        let Some(url) = Url::parse(link.target) else { continue };
        let own = Url::parse(&text.site.host).is_some_and(|own| own.is_host(url.host));
        if !(own || DOCS_HOSTS.iter().any(|host| url.is_host(host))) {
            continue;
        }
        let path = url.without_locale();
        let elsewhere =
            NOT_DOCS.iter().any(|part| path == *part || path.starts_with(&format!("{part}/")));
        if path.is_empty() || elsewhere {
            continue;
        }
        let message = format!("the link to `{}` names the host", link.target);
        found.push(
            Diagnostic::new(&CODE, text.file, link.span, message)
                .help(format!("write `/{path}`, or the file of a page of this docset")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn other_hosts_and_the_root_are_fine() {
        let page = "[a](https://support.microsoft.com/a)\n\n[b](https://learn.microsoft.com/)\n\n[c](https://docs.microsoft.com/en-us/a?b=c)\n\n[d](https://learn.microsoft.com/answers/1)\n";
        assert_eq!(lines(&CODE, page), [5]);
    }
}
