//! Two headings of the second level with the same words.

use super::view::PageView;
use rustc_hash::FxHashMap;

use super::outline::Seen;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "h2-duplicated",
    severity: Severity::Suggestion,
    summary: "Two headings of the second level read the same.",
    explanation: "In the list of headings nobody can tell them apart. Give each its own words.",
    wrong: "# A\n\n## Next\n\nB\n\n## Next\n\nC",
    right: "# A\n\n## Next\n\nB\n\n## Later\n\nC",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.is_markdown() {
        return;
    }
    let all: Vec<&Seen<'_>> = page
        .outline
        .headings
        .iter()
        // What an include adds may be all that sets two apart.
        .filter(|seen| seen.heading.level == 2 && !seen.empty && !seen.includes)
        .collect();
    let mut by_text: FxHashMap<&str, Vec<&Seen<'_>>> = FxHashMap::default();
    for seen in all {
        by_text.entry(&seen.heading.text).or_default().push(seen);
    }
    for (words, seen) in by_text {
        for (i, one) in seen.iter().enumerate() {
            let other = seen
                .iter()
                .enumerate()
                .find(|(j, other)| *j != i && !one.zones.apart(&other.zones));
            if let Some((_, other)) = other {
                let message = format!("the heading `{words}` stands more than once on this page");
                found.push(
                    Diagnostic::new(&CODE, one.file, one.span(), message)
                        .help("give each its own words")
                        .label(other.file, other.span(), "the same words"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn includes_may_set_headings_apart() {
        let text = "## Use the [!INCLUDE [a](includes/a.md)]\n\n## Use the [!INCLUDE [b](includes/b.md)]\n";
        assert!(lines(&CODE, text).is_empty());
    }

    #[test]
    fn tabs_are_apart() {
        assert_eq!(lines(&CODE, "## A\n\n## A\n\n### A\n"), [1, 3]);
        let tabs = "## [X](#tab/x)\n\n## A\n\n## [Y](#tab/y)\n\n## A\n\n---\n";
        assert!(lines(&CODE, tabs).is_empty());
    }
}
