//! An article that has readers do something and doesn't say which role they need.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "role-missing",
    severity: Severity::Suggestion,
    summary: "A how-to or troubleshooting article states no role.",
    explanation: "Where a docset names its roles in `roles.toml`, articles that have readers do something say who can: the filters by role find them then, and nobody tries in vain.",
    wrong: "ms.topic: how-to, and no line of roles",
    right: "**Appropriate roles**: Global admin | Account admin",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let facts = &page.page.facts;
    let topic = facts.topic.as_deref().unwrap_or("");
    let does = topic == "how-to" || topic.starts_with("troubleshooting");
    if !does
        || !facts.roles.is_empty()
        || facts.noindex
        || page.corpus.tree.find("roles.toml").is_none()
    {
        return;
    }
    let message = format!("this {topic} article states no role");
    found.push(
        Diagnostic::new(&CODE, page.file, Span::file(), message)
            .help("add a line such as `**Appropriate roles**: Global admin` below the title"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn only_where_readers_do_something() {
        let how = ("a.md", "---\nms.topic: how-to\n---\n# A\n");
        let concept = ("b.md", "---\nms.topic: conceptual\n---\n# B\n");
        let stated =
            ("c.md", "---\nms.topic: how-to\n---\n# C\n\n**Appropriate roles**: Global admin\n");
        let roles = ("roles.toml", "[[role]]\nname = \"Global admin\"\n");
        assert_eq!(found(&CODE, &[how, concept, stated, roles]), ["a.md:1"]);
        assert!(found(&CODE, &[how]).is_empty());
    }
}
