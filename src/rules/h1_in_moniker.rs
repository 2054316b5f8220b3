//! A heading of the first level in a version zone.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "h1-in-moniker",
    severity: Severity::Suggestion,
    summary: "A version zone holds a heading of the first level.",
    explanation: "An article has one name for all its versions. Move the heading out of the zone.",
    wrong: "::: moniker range=\"a-1\"\n\n# A\n\n::: moniker-end\n",
    right: "# A\n\n::: moniker range=\"a-1\"\n\nB\n\n::: moniker-end\n",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    for seen in &page.outline.headings {
        if seen.heading.level == 1 && !seen.zones.monikers.is_empty() {
            let message = format!("the heading `{}` stands in a version zone", seen.heading.text);
            found.push(
                Diagnostic::new(&CODE, seen.file, seen.span(), message)
                    .help("move it out of the zone"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn other_levels_are_fine() {
        assert!(
            lines(&CODE, "# A\n\n::: moniker range=\"a-1\"\n\n## B\n\n::: moniker-end\n")
                .is_empty()
        );
    }
}
