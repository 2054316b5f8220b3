//! Two images with the same alternative text.

use super::view::PageView;
use rustc_hash::FxHashMap;

use super::outline::SeenImage;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "image-alt-text-duplicated",
    severity: Severity::Suggestion,
    summary: "Two images of an article have the same alternative text.",
    explanation: "Who cannot see them cannot tell them apart. Say of each what it shows.",
    wrong: "![The form](a.png)\n\n![The form](b.png)",
    right: "![The empty form](a.png)\n\n![The form filled in](b.png)",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let mut by_text: FxHashMap<&str, Vec<&SeenImage<'_>>> = FxHashMap::default();
    for image in &page.outline.images {
        let alt = image.alt.trim();
        if !alt.is_empty() {
            by_text.entry(alt).or_default().push(image);
        }
    }
    for (alt, images) in by_text {
        for one in &images {
            // An include that stands twice on the page brings its image twice.
            let other = images.iter().find(|other| {
                (other.span, other.file) != (one.span, one.file) && !one.zones.apart(&other.zones)
            });
            if let Some(other) = other {
                let message = format!("the alternative text `{alt}` stands at several images");
                found.push(
                    Diagnostic::new(&CODE, one.file, one.span, message)
                        .help("say of each image what it shows")
                        .label(other.file, other.span, "the same text"),
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
    fn tabs_may_show_the_same() {
        let tabs = "## [X](#tab/x)\n\n![A](a.png)\n\n## [Y](#tab/y)\n\n![A](a.png)\n\n---\n";
        assert!(lines(&CODE, tabs).is_empty());
        assert_eq!(lines(&CODE, "![A](a.png) ![A](b.png)\n\n![](b.png)\n"), [1, 1]);
    }
}
