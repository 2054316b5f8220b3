//! An image among words.

use super::view::{TextView, address, text_attribute};
use crate::article::{ImageKind, NodeKind, Tag};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "image-inline",
    severity: Severity::Suggestion,
    summary: "An image stands in running text, a table cell or a column.",
    explanation: "A large image inside a line breaks the text around it. Put it into a paragraph of its own, or use `:::image type=\"icon\"` for a small symbol.",
    wrong: "Select ![the gear that opens the settings](gear.png) now.",
    right: "Select the gear now.\n\n![the gear that opens the settings](gear.png)",
};

/// Whether an HTML element stands inside a line.
fn is_inline(name: &str) -> bool {
    matches!(name, "a" | "b" | "br" | "code" | "em" | "i" | "span" | "strong" | "sub" | "sup" | "u")
}

/// Text and images of one block.
#[derive(Default)]
struct Run<'a> {
    images: Vec<(Span, &'a str)>,
    /// Words and images.
    shown: usize,
    /// In a cell or a column.
    boxed: bool,
}

impl Run<'_> {
    fn end(&mut self, text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
        if self.shown > 1 || self.boxed {
            for (span, source) in &self.images {
                let place = if self.boxed { "a cell or column" } else { "running text" };
                let message = format!("the image `{source}` stands in {place}");
                found.push(
                    Diagnostic::new(&CODE, text.file, *span, message)
                        .help("give it a paragraph of its own, or use `:::image type=\"icon\"`"),
                );
            }
        }
        self.images.clear();
        self.shown = 0;
    }
}

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    if text.pictures.is_empty() {
        return;
    }
    let mut run = Run::default();
    // Open containers: whether each one is in running text.
    let mut open: Vec<(bool, bool)> = Vec::new();
    for node in &text.body.nodes {
        match &node.kind {
            NodeKind::Open(tag) => {
                let inline =
                    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strike | Tag::Link(_));
                if !inline {
                    run.end(text, found);
                }
                let boxed = matches!(tag, Tag::Cell | Tag::Row | Tag::Column(_));
                open.push((inline, boxed));
                run.boxed = open.iter().any(|(_, boxed)| *boxed);
            }
            NodeKind::Close => {
                if !open.pop().is_some_and(|(inline, _)| inline) {
                    run.end(text, found);
                }
                run.boxed = open.iter().any(|(_, boxed)| *boxed);
            }
            NodeKind::Image(image) => {
                let image = &text.body.images[*image as usize];
                if image.kind != ImageKind::Icon {
                    run.images.push((node.span, &text.body.links[image.source as usize].target));
                }
                run.shown += 1;
            }
            NodeKind::Text(words) if words.trim().is_empty() => {}
            NodeKind::Text(_) | NodeKind::CodeSpan(_) | NodeKind::NoLoc(_) => run.shown += 1,
            NodeKind::SoftBreak | NodeKind::HardBreak => {}
            NodeKind::HtmlOpen(tag) if tag.name.as_ref() == "img" => {
                if text_attribute(tag, "role") != Some("presentation") {
                    let source = address(tag, "src");
                    let source = source.map_or("", |l| &text.body.links[l as usize].target);
                    run.images.push((node.span, source));
                }
                run.shown += 1;
            }
            NodeKind::HtmlOpen(tag) if is_inline(&tag.name) => {}
            NodeKind::HtmlClose(name) if is_inline(name) => {}
            _ => run.end(text, found),
        }
    }
    run.end(text, found);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn alone_is_right() {
        assert!(lines(&CODE, "- ![a](a.png)\n\n[![a](a.png)](b.md)\n").is_empty());
        let page = "1. Select\n   ![a](a.png)\n\n|A|\n|-|\n|![a](a.png)|\n";
        assert_eq!(lines(&CODE, page), [2, 6]);
        let icon = ":::image type=\"icon\" source=\"a.png\":::";
        assert!(lines(&CODE, &format!("Select {icon} now.\n")).is_empty());
    }

    #[test]
    fn html_images_count_too() {
        let page = "<p><img src=\"a.png\"></p>\n\n<p><img src=\"a.png\"> now</p>\n\n<div>\n<p>x</p>\n<img src=\"a.png\">\n<p>x</p>\n</div>\n";
        assert_eq!(lines(&CODE, page), [3]);
    }
}
