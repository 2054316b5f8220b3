//! Pivots in a docset that defines none.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "zone-pivot-definition-not-found",
    severity: Severity::Suggestion,
    summary: "A page names a group of pivots, and the docset defines none.",
    explanation: "The file `zone-pivot-groups.yml` in the docset's root says which groups there are and what they offer. Add it, or correct `zone_pivot_group_filename` in docfx.json.",
    wrong: "---\nzone_pivot_groups: systems\n---",
    right: "---\ntitle: A\n---",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if let Some(group) =
        page.pivot_groups().next().filter(|_| page.site.pivots.defined_for(page.page).is_none())
    {
        let message =
            format!("the group of pivots `{group}` is named, and the docset defines none");
        let span = page.value_span("zone_pivot_groups");
        found.push(
            Diagnostic::new(&CODE, page.file, span, message)
                .help("add zone-pivot-groups.yml to the docset's root"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn with_the_definition() {
        let groups = "groups:\n- id: systems\n  pivots:\n  - id: linux\n";
        let page = ("a.md", "---\nzone_pivot_groups: other\n---\n");
        assert!(found(&CODE, &[page, ("zone-pivot-groups.yml", groups)]).is_empty());
    }
}
