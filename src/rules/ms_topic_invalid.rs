//! A kind of article that the format does not know.

use super::view::PageView;
use crate::diagnostic::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "ms-topic-invalid",
    severity: Severity::Suggestion,
    summary: "The value of `ms.topic` is no kind of article.",
    explanation: "Reports and templates go by `ms.topic`. Use one of the format's kinds, such as concept-article, how-to, tutorial, quickstart, overview, reference or troubleshooting.",
    wrong: "---\nms.topic: howto\n---",
    right: "---\nms.topic: how-to\n---",
};

/// The kinds of the format, older names included (format §2).
const TOPICS: [&str; 37] = [
    "article",
    "best-practice",
    "concept-article",
    "conceptual",
    "contributor-guide",
    "design-pattern",
    "error-reference",
    "faq",
    "feature-availability",
    "get-started",
    "get-started-article",
    "glossary",
    "how-to",
    "hub-page",
    "include",
    "install-set-up-deploy",
    "interactive-tutorial",
    "landing-page",
    "language-reference",
    "lifecycle",
    "limits-and-quotas",
    "managed-reference",
    "overview",
    "product-comparison",
    "quickstart",
    "reference",
    "release-notes",
    "sample",
    "troubleshooting",
    "troubleshooting-error-codes",
    "troubleshooting-general",
    "troubleshooting-known-issue",
    "troubleshooting-problem-resolution",
    "tutorial",
    "ui-reference",
    "upgrade-and-migration-article",
    "whats-new",
];

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.wants_metadata() {
        return;
    }
    let Some(topic) = page.own_text("ms.topic").filter(|topic| !topic.is_empty()) else { return };
    if TOPICS.contains(&topic.to_ascii_lowercase().as_str()) {
        return;
    }
    let near = did_you_mean(&topic, TOPICS.into_iter());
    let help = near.map_or_else(
        || "use a kind such as concept-article, how-to, tutorial or reference".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    let message = format!("`{topic}` is no kind of article");
    found.push(Diagnostic::new(&CODE, page.file, page.value_span("ms.topic"), message).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn case_does_not_matter() {
        assert!(lines(&CODE, "---\nms.topic: Tutorial\n---\n").is_empty());
        assert!(plain_folder(&CODE, "---\nms.topic: x\n---\n").is_empty());
    }
}
