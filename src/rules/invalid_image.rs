//! An image without a source.

use super::view::TextView;
use crate::article::{ImageKind, NodeKind};
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "invalid-image",
    severity: Severity::Error,
    summary: "A `:::image` names no file.",
    explanation: "The page shows nothing in its place. Write `source=\"…\"` with the path of the file.",
    wrong: ":::image type=\"content\" alt-text=\"The form\":::",
    right: ":::image type=\"content\" source=\"form.png\" alt-text=\"The form\":::",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    for node in &text.body.nodes {
        let NodeKind::Image(image) = node.kind else { continue };
        let image = &text.body.images[image as usize];
        let source = &text.body.links[image.source as usize].target;
        if image.kind != ImageKind::Markdown && source.trim().is_empty() {
            found.push(
                Diagnostic::new(&CODE, text.file, node.span, "this image has no source")
                    .help("add `source=\"…\"` with the path of the file"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn empty_sources_too() {
        assert_eq!(lines(&CODE, "A\n\n:::image source=\"\" alt-text=\"B\":::\n"), [3]);
    }
}
