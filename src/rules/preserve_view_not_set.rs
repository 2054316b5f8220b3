//! A link to one version that does not keep it.

use super::url::Url;
use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "preserve-view-not-set",
    severity: Severity::Suggestion,
    summary: "A link chooses a version with `view=` but not `preserve-view=true`.",
    explanation: "Without it, the version that the reader chose before wins over the one in the link. Add `&preserve-view=true`, or remove `view=`.",
    wrong: "See [lists](/powershell/lists?view=powershell-7.4).",
    right: "See [lists](/powershell/lists?view=powershell-7.4&preserve-view=true).",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for link in &text.hrefs {
        let docs = match Url::parse(link.target) {
            Some(url) => {
                ["learn.microsoft.com", "docs.microsoft.com"].iter().any(|h| url.is_host(h))
            }
            None => link.target.starts_with('/'),
        };
        let Some((_, query)) = link.target.split_once('?').filter(|_| docs) else { continue };
        let query = query.split('#').next().unwrap_or("");
        let has = |wanted: &str| {
            query.split('&').any(|item| item.to_ascii_lowercase().starts_with(wanted))
        };
        if has("view=") && !has("preserve-view=true") {
            let message =
                format!("the link to `{}` names a version without keeping it", link.target);
            found.push(
                Diagnostic::new(&CODE, text.file, link.span, message)
                    .help("add `&preserve-view=true`, or remove `view=…`"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn only_links_into_the_documentation() {
        let page =
            "[a](https://example.com/?view=x)\n\n[b](https://docs.microsoft.com/x?view=x#y)\n";
        assert_eq!(lines(&CODE, page), [3]);
    }
}
