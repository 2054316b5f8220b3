//! Raw HTML, written again from its parts.

use std::fmt::Write as _;

use super::{Title, Writer, attribute};
use crate::article::{HtmlTag, HtmlValue};
use crate::site::LinkedBody;

impl Writer<'_, '_> {
    pub(super) fn html_open(&mut self, linked: &LinkedBody<'_>, tag: &HtmlTag) {
        let name = tag.name.as_ref();
        let is_bare =
            matches!(name, "a" | "br" | "div" | "span" | "p" | "b" | "i" | "em" | "strong");
        if is_bare && matches!(self.title, Title::Expected | Title::BehindTags) {
            self.title = Title::BehindTags;
        } else {
            self.visible();
        }
        let _ = write!(self.out, "<{name}");
        let mut source = None;
        let mut sized = false;
        for (key, value) in &tag.attributes {
            match value {
                HtmlValue::Link(index) => {
                    let href = &linked.links[*index as usize];
                    let embeds = name == "iframe";
                    let url = if embeds && href.url.starts_with("//") {
                        format!("https:{}", href.url)
                    } else {
                        href.url.clone()
                    };
                    if embeds && !url.starts_with("https://")
                        || url.is_empty() && (href.broken || name != "a")
                    {
                        continue;
                    }
                    attribute(&mut self.out, key, &url);
                    source = source.or(Some(href));
                }
                HtmlValue::Text(text) => {
                    if key.as_ref() == "id" {
                        // An id that is taken would make the page ambiguous.
                        if text.is_empty() || !self.ids.claim_exactly(text) {
                            continue;
                        }
                    }
                    sized |= matches!(key.as_ref(), "width" | "height");
                    attribute(&mut self.out, key, text);
                    if key.as_ref() == "target" && text.as_ref() == "_blank" {
                        self.out.push_str(" rel=\"noopener\"");
                    }
                }
            }
        }
        if name == "img" {
            if !tag.attributes.iter().any(|(key, _)| key.as_ref() == "alt") {
                self.out.push_str(" alt=\"\"");
            }
            if let Some(source) = source.filter(|_| !sized) {
                self.size(source);
            }
            self.out.push_str(" loading=\"lazy\"");
        }
        self.out.push('>');
    }
}
