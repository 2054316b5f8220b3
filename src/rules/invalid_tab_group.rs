//! Tabs that do not fit together.

use super::view::TextView;
use std::collections::{BTreeMap, BTreeSet};

use crate::article::{NodeKind, TabGroup, TabHeading, Tag};
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "invalid-tab-group",
    severity: Severity::Warning,
    summary: "The tabs of a group do not fit together.",
    explanation: "Each tab of a group has ids of its own, and under each condition stand the same tabs; otherwise a choice shows nothing or two tabs at once.",
    wrong: "# [Web](#tab/web)\n\nA\n\n# [App](#tab/web)\n\nB\n\n---\n",
    right: "# [Web](#tab/web)\n\nA\n\n# [App](#tab/app)\n\nB\n\n---\n",
};

/// The first condition that has other tabs than the one before it.
fn uneven(group: &TabGroup) -> Option<&str> {
    let mut ids: BTreeMap<&str, BTreeSet<&[String]>> = BTreeMap::new();
    for tab in &group.tabs {
        ids.entry(tab.condition.as_deref()?).or_default().insert(&tab.ids);
    }
    let first = ids.values().next()?.clone();
    ids.into_iter().find(|(_, tabs)| *tabs != first).map(|(condition, _)| condition)
}

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for node in &text.body.nodes {
        let NodeKind::Open(Tag::TabGroup(group)) = &node.kind else { continue };
        let key = |tab: &TabHeading| (tab.condition.clone(), tab.ids.join("+"));
        for (i, tab) in group.tabs.iter().enumerate() {
            if group.tabs[..i].iter().any(|earlier| key(earlier) == key(tab)) {
                let message = format!("two tabs of this group have the id `{}`", tab.ids.join("+"));
                found.push(
                    Diagnostic::new(&CODE, text.file, text.first_line(tab.span), message)
                        .help("give each tab an id of its own"),
                );
            }
        }
        if let Some(condition) = uneven(group) {
            let message =
                format!("under the condition `{condition}` stand other tabs than under the first");
            found.push(
                Diagnostic::new(&CODE, text.file, text.first_line(node.span), message)
                    .help("give each condition the same tabs"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn conditions_have_the_same_tabs() {
        let tab = |id: &str| format!("# [T](#tab/{id})\n\nx\n\n");
        let group = |ids: &[&str]| ids.iter().map(|id| tab(id)).collect::<String>();
        assert!(lines(&CODE, &group(&["a/x", "b/x", "a/y", "b/y"])).is_empty());
        assert_eq!(lines(&CODE, &group(&["a/x", "b/x", "a/y"])), [1]);
    }
}
