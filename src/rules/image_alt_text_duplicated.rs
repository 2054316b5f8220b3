//! Two images with the same alternative text.

use super::view::PageView;
use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::outline::SeenImage;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::site::relative_file;

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
            // The same picture may stand on a page twice, with the same words.
            let other = images.iter().find(|other| {
                picture(page, other) != picture(page, one) && !one.zones.apart(&other.zones)
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

/// The file of an image, or its address as written.
fn picture<'a>(page: &PageView<'_>, image: &SeenImage<'a>) -> Cow<'a, str> {
    let file = relative_file(page.corpus, image.file, image.source);
    file.map_or(Cow::Borrowed(image.source), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn tabs_may_show_the_same() {
        let tabs = "## [X](#tab/x)\n\n![A](a.png)\n\n## [Y](#tab/y)\n\n![A](b.png)\n\n---\n";
        assert!(lines(&CODE, tabs).is_empty());
        assert_eq!(lines(&CODE, "![A](a.png) ![A](b.png)\n\n![](b.png)\n"), [1, 1]);
        assert!(lines(&CODE, "![A](a.png)\n\n<img src=\"./a.png\" alt=\"A\">\n").is_empty());
        assert_eq!(lines(&CODE, "![A](a.png)\n\n<img src=\"b.png\" alt=\"A\">\n"), [1, 3]);
    }
}
