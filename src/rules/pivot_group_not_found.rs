//! A group of pivots that is not defined.

use super::view::PageView;
use crate::diagnostic::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "pivot-group-not-found",
    severity: Severity::Suggestion,
    summary: "A page names a group of pivots that is not defined.",
    explanation: "The page offers no choice from it. Correct the name, or add the group to `zone-pivot-groups.yml`.",
    wrong: "zone_pivot_groups: sistems",
    right: "zone_pivot_groups: systems",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let known = page.site.pivots.defined_for(page.page);
    let Some(known) = known else { return };
    for group in page.pivot_groups() {
        if known.iter().any(|one| one.id == group) {
            continue;
        }
        let near = did_you_mean(group, known.iter().map(|one| one.id.as_str()));
        let help = near.map_or_else(
            || "add it to zone-pivot-groups.yml".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let span = page.value_span("zone_pivot_groups");
        let message = format!("the group of pivots `{group}` is not defined");
        found.push(Diagnostic::new(&CODE, page.file, span, message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn each_of_a_list() {
        let page = ("a.md", "---\nzone_pivot_groups: systems, sistems\n---\n");
        let groups = (
            "zone-pivot-groups.yml",
            "groups:\n- id: systems\n  pivots:\n  - id: linux\n  - id: windows\n",
        );
        assert_eq!(found(&CODE, &[page, groups]), ["a.md:2"]);
    }
}
