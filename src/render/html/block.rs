//! Blocks that are boxes around others: alerts, columns, divisions, descriptions; and films.

use std::fmt::Write as _;

use super::{Closer, Writer, attribute, escape, escaped};
use crate::article::AlertKind;
use crate::site::LinkedBody;

impl Writer<'_, '_> {
    pub(super) fn alert(&mut self, kind: AlertKind) {
        self.visible();
        let translation = self.environment.translation;
        let (class, title) = match kind {
            AlertKind::Note => ("note", translation.text("Note")),
            AlertKind::Tip => ("tip", translation.text("Tip")),
            AlertKind::Important => ("important", translation.text("Important")),
            AlertKind::Warning => ("warning", translation.text("Warning")),
            AlertKind::Caution => ("caution", translation.text("Caution")),
        };
        let _ = writeln!(
            self.out,
            "<aside class=\"alert alert-{class}\">\n<p class=\"alert-title\">{}</p>",
            escaped(title)
        );
        self.open.push(Closer::Text("</aside>\n"));
    }

    pub(super) fn div(&mut self, attributes: &[(String, String)]) {
        self.out.push_str("<div");
        for (name, value) in attributes {
            // Only what can do no harm; titles of selectors become data.
            match name.as_str() {
                "class" => attribute(&mut self.out, name, value),
                "id" if self.ids.claim_exactly(value) => {
                    attribute(&mut self.out, name, value);
                }
                _ if name.starts_with("title") => {
                    attribute(&mut self.out, &format!("data-{name}"), value);
                }
                _ => {}
            }
        }
        self.push(">\n", "</div>\n");
    }

    pub(super) fn column(&mut self, span: &str) {
        self.out.push_str("<div class=\"column");
        if !matches!(span, "1" | "") {
            self.out.push_str(" span");
            escape(&mut self.out, span);
        }
        self.push("\">\n", "</div>\n");
    }

    /// What an image shows, for those who do not see it.
    pub(super) fn long_description(&mut self, linked: &LinkedBody<'_>, image: u32) {
        let image = &linked.body.images[image as usize];
        self.out.push_str("<div");
        let id = self.ids.claim(image.description_id.as_deref().unwrap_or(""));
        attribute(&mut self.out, "id", &id);
        self.out.push_str(" class=\"long-description visually-hidden\">\n");
        self.open.push(Closer::Description);
    }

    pub(super) fn video(&mut self, url: &str, title: Option<&str>) {
        self.out.push_str("<div class=\"embeddedvideo\"><iframe");
        attribute(&mut self.out, "src", url);
        attribute(
            &mut self.out,
            "title",
            title.unwrap_or_else(|| self.environment.translation.text("Video")),
        );
        self.out.push_str(" loading=\"lazy\" allowfullscreen></iframe></div>\n");
    }
}
