//! A choice that shows nothing.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "pivot-id-unused",
    severity: Severity::Suggestion,
    summary: "A page offers a pivot that none of its zones is for.",
    explanation: "Readers who choose it miss what the others see. Write a zone for it, or add it to one that is there.",
    wrong: "::: zone pivot=\"linux\" alone",
    right: "::: zone pivot=\"linux, windows\"",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let zones = &page.outline.pivots;
    if zones.iter().all(|(_, zone)| zone.pivots.is_empty()) {
        return;
    }
    for group in page.site.pivots.of_page(page.page) {
        for pivot in &group.pivots {
            if !zones.iter().any(|(_, zone)| zone.pivots.contains(&pivot.id)) {
                let message = format!("no zone of the page is for the pivot `{}`", pivot.id);
                let span = page.value_span("zone_pivot_groups");
                found.push(
                    Diagnostic::new(&CODE, page.file, span, message)
                        .help("write a zone for it, or add it to one that is there"),
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
    fn each_pivot_needs_a_zone() {
        let groups = (
            "zone-pivot-groups.yml",
            "groups:\n- id: systems\n  pivots:\n  - id: linux\n  - id: windows\n",
        );
        let page = "---\nzone_pivot_groups: systems\n---\n\n::: zone pivot=\"linux\"\n\nA\n\n::: zone-end\n";
        assert_eq!(found(&CODE, &[("a.md", page), groups]), ["a.md:2"]);
        let page = "---\nzone_pivot_groups: systems\n---\n\n::: zone pivot=\"linux, windows\"\n\nA\n\n::: zone-end\n";
        assert!(found(&CODE, &[("a.md", page), groups]).is_empty());
    }
}
