//! More than one heading of the first level.

use super::outline::Seen;
use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "multiple-h1s",
    severity: Severity::Suggestion,
    summary: "The article has several headings of the first level.",
    explanation: "One heading names the page; the others are its sections and need two `#`.",
    wrong: "# Accounts\n\n# Passwords\n",
    right: "# Accounts\n\n## Passwords\n",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.is_markdown() {
        return;
    }
    let all: Vec<&Seen<'_>> =
        page.outline.headings.iter().filter(|seen| seen.heading.level == 1).collect();
    for (i, seen) in all.iter().enumerate().skip(1) {
        let Some(first) = all[..i].iter().find(|first| !first.zones.apart(&seen.zones)) else {
            continue;
        };
        let message = format!("`{}` is one more heading of the first level", seen.heading.text);
        found.push(
            Diagnostic::new(&CODE, seen.file, seen.span(), message).help("give it two `#`").label(
                first.file,
                first.span(),
                "the first",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn versions_have_their_own() {
        let zone = |n: u8| format!("::: moniker range=\"a-{n}\"\n\n# A\n\n::: moniker-end\n\n");
        assert!(lines(&CODE, &(zone(1) + &zone(2))).is_empty());
        assert_eq!(lines(&CODE, "# A\n\n# B\n\n# C\n"), [3, 5]);
    }
}
