//! Pivot zones on a page that names no group.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "zone-pivot-group-missing",
    severity: Severity::Suggestion,
    summary: "A page has pivot zones but names no group of pivots.",
    explanation: "Without a group, the page offers no choice and shows all its zones, one below the other. Name the group in the header.",
    wrong: "::: zone pivot=\"linux\"\n\nA\n\n::: zone-end\n",
    right: "---\nzone_pivot_groups: systems\n---\n\n::: zone pivot=\"linux\"\n\nA\n\n::: zone-end\n",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let zone = page.outline.pivots.iter().find(|(_, zone)| !zone.pivots.is_empty());
    if let Some((_, zone)) = zone.filter(|_| page.pivot_groups().next().is_none()) {
        let message = format!(
            "the page has zones for `{}` and names no group of pivots",
            zone.pivots.join("`, `")
        );
        found.push(
            Diagnostic::new(&CODE, page.file, page.header_span(), message)
                .help("add `zone_pivot_groups: …` to its header"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn zones_for_a_medium_need_none() {
        assert!(lines(&CODE, "::: zone target=\"docs\"\n\nA\n\n::: zone-end\n").is_empty());
    }
}
