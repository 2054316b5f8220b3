//! Groups of pivots with one id (format §9).

use super::view::DocsetView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// Two groups of pivots with one id.
pub static CODE: Code = Code {
    name: "duplicate-pivot-groups",
    severity: Severity::Suggestion,
    summary: "Two groups of pivots have the same id.",
    explanation: "Pages that name the id get the first of them. Delete or rename the other one.",
    wrong: "groups:\n- id: systems\n- id: systems",
    right: "groups:\n- id: systems\n- id: languages",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    for (path, groups) in docset.site.pivots.definitions() {
        for (i, group) in groups.iter().enumerate() {
            if groups[..i].iter().any(|earlier| earlier.id == group.id) {
                let message = format!("the group of pivots `{}` is defined twice", group.id);
                let finding = Diagnostic::new(&CODE, &path.into(), Span::file(), message);
                found.push(finding.help("delete or rename the second one"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn in_one_file() {
        let page = ("a.md", "---\nzone_pivot_groups: systems\n---\n");
        let twice = ("zone-pivot-groups.yml", "groups:\n- id: systems\n- id: systems\n");
        assert_eq!(found(&CODE, &[page, twice]), ["zone-pivot-groups.yml:1"]);
        let once = ("zone-pivot-groups.yml", "groups:\n- id: systems\n- id: languages\n");
        assert!(found(&CODE, &[page, once]).is_empty());
    }
}
