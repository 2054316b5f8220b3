//! A zone for a pivot that the page does not offer.

use super::view::PageView;
use crate::diagnostic::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "pivot-id-not-found",
    severity: Severity::Suggestion,
    summary: "A zone is for a pivot that the page's groups do not have.",
    explanation: "Nobody can choose it, so nobody sees the zone. Correct the name, or add the pivot to its group.",
    wrong: "::: zone pivot=\"linx\"",
    right: "::: zone pivot=\"linux\"",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let groups = page.site.pivots.of_page(page.page);
    if groups.is_empty() {
        return;
    }
    let ids = || groups.iter().flat_map(|group| &group.pivots).map(|pivot| pivot.id.as_str());
    for (file, zone) in &page.outline.pivots {
        for pivot in zone.pivots.iter().filter(|pivot| ids().all(|id| id != *pivot)) {
            let help = did_you_mean(pivot, ids()).map_or_else(
                || "add it to its group in zone-pivot-groups.yml".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("the page offers no pivot `{pivot}`");
            found.push(Diagnostic::new(&CODE, file, zone.span, message).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn pivots_of_the_page_only() {
        let page = (
            "a.md",
            "---\nzone_pivot_groups: systems\n---\n\n::: zone pivot=\"linux, linx\"\n\nA\n\n::: zone-end\n",
        );
        let groups = (
            "zone-pivot-groups.yml",
            "groups:\n- id: systems\n  pivots:\n  - id: linux\n  - id: windows\n",
        );
        assert_eq!(found(&CODE, &[page, groups]), ["a.md:5"]);
    }
}
