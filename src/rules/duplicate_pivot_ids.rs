//! Pivots of one group with one id (format §9).

use super::view::DocsetView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// Two pivots of a group with one id.
pub static CODE: Code = Code {
    name: "duplicate-pivot-ids",
    severity: Severity::Suggestion,
    summary: "Two pivots of a group have the same id.",
    explanation: "Zones that name the id belong to the first of them. Delete or rename the other one.",
    wrong: "pivots:\n- id: linux\n- id: linux",
    right: "pivots:\n- id: linux\n- id: windows",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    for (path, groups) in docset.site.pivots.definitions() {
        for group in groups {
            for (i, pivot) in group.pivots.iter().enumerate() {
                if group.pivots[..i].iter().any(|earlier| earlier.id == pivot.id) {
                    let message =
                        format!("the pivot `{}` is twice in the group `{}`", pivot.id, group.id);
                    let finding = Diagnostic::new(&CODE, &path.into(), Span::file(), message);
                    found.push(finding.help("delete or rename the second one"));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn in_one_group() {
        let page = ("a.md", "---\nzone_pivot_groups: systems\n---\n");
        let twice =
            ("zone-pivot-groups.yml", "groups:\n- id: systems\n  pivots:\n  - id: a\n  - id: a\n");
        assert_eq!(found(&CODE, &[page, twice]), ["zone-pivot-groups.yml:1"]);
        let once =
            ("zone-pivot-groups.yml", "groups:\n- id: systems\n  pivots:\n  - id: a\n  - id: b\n");
        assert!(found(&CODE, &[page, once]).is_empty());
    }
}
