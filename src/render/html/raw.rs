//! Raw HTML, written again from its parts.

use std::fmt::Write as _;

use super::heading::heading_level;
use super::{Writer, attribute};
use crate::article::{HtmlTag, HtmlValue};
use crate::site::LinkedBody;

impl Writer<'_, '_> {
    pub(super) fn html_open(&mut self, linked: &LinkedBody<'_>, tag: &HtmlTag) {
        let name = tag.name.as_ref();
        if !matches!(name, "a" | "br" | "div" | "span" | "p" | "b" | "i" | "em" | "strong") {
            self.visible();
        }
        let level = heading_level(name).map(|level| (level, self.raw_level(level, tag)));
        let shown = level.map(|(_, shown)| format!("h{shown}"));
        let _ = write!(self.out, "<{}", shown.as_deref().unwrap_or(name));
        let mut level_class = level
            .filter(|(level, shown)| level != shown)
            .map(|(level, _)| format!("level-{level}"));
        let mut source = None;
        let mut sized = false;
        let mut second_name = None;
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
                    if embeds && !url.starts_with("https://") || url.is_empty() && name != "a" {
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
                    if key.as_ref() == "class"
                        && let Some(class) = level_class.take()
                    {
                        attribute(&mut self.out, key, &format!("{class} {text}"));
                        continue;
                    }
                    if key.as_ref() == "name" && !has_own_name(name) {
                        second_name = self.place_name(linked, tag, text);
                        continue;
                    }
                    sized |= matches!(key.as_ref(), "width" | "height");
                    attribute(&mut self.out, key, text);
                    if key.as_ref() == "target" && text.as_ref() == "_blank" {
                        self.out.push_str(" rel=\"noopener\"");
                    }
                }
            }
        }
        if let Some(class) = level_class {
            attribute(&mut self.out, "class", &class);
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
        if let Some(id) = second_name.filter(|_| matches!(name, "a" | "div" | "p" | "span")) {
            self.out.push_str("<span");
            attribute(&mut self.out, "id", id);
            self.out.push_str("></span>");
        }
    }

    pub(super) fn html_close(&mut self, name: &str) {
        match heading_level(name).and_then(|_| self.raw_headings.pop()) {
            Some(shown) => {
                let _ = write!(self.out, "</h{shown}>");
            }
            None => {
                let _ = write!(self.out, "</{name}>");
            }
        }
    }

    /// The level at which a heading counts, unless the author says it.
    fn raw_level(&mut self, level: u8, tag: &HtmlTag) -> u8 {
        let is_stated = tag.attributes.iter().any(|(key, _)| key.as_ref() == "aria-level");
        let shown = if is_stated { level } else { self.levels.next(level) };
        self.raw_headings.push(shown);
        shown
    }

    /// Writes a place that links name as its element's id, which is what HTML has for it. Comes back
    /// with the name where the element has another id. A heading of these words takes the name.
    fn place_name<'n>(
        &mut self,
        linked: &LinkedBody<'_>,
        tag: &HtmlTag,
        name: &'n str,
    ) -> Option<&'n str> {
        let is_heading = linked.body.headings.iter().any(|heading| heading.id == name);
        if name.is_empty() || is_heading || !self.ids.claim_exactly(name) {
            return None;
        }
        if tag.attributes.iter().any(|(key, _)| key.as_ref() == "id") {
            return Some(name);
        }
        attribute(&mut self.out, "id", name);
        None
    }
}

/// Whether the attribute `name` of an element is more than a place to link to.
fn has_own_name(element: &str) -> bool {
    matches!(
        element,
        "button"
            | "details"
            | "fieldset"
            | "input"
            | "map"
            | "object"
            | "output"
            | "param"
            | "select"
            | "slot"
            | "textarea"
    )
}
