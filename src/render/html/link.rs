//! Links, and what is said of the pages that lists of links lead to.

use super::escape::address;
use super::{Closer, Writer, attribute, escape, text_of};
use crate::article::{Node, NodeKind, Tag};
use crate::render::surroundings;
use crate::site::{Href, LinkedBody, PageId};
use crate::theme::furnish::DESCRIPTION;

impl Writer<'_, '_> {
    pub(super) fn link(&mut self, linked: &LinkedBody<'_>, index: u32) {
        let link = &linked.body.links[index as usize];
        let href = &linked.links[index as usize];
        if link.kind.is_xref() && href.broken {
            // The words stay, the link goes; an automatic one shows its UID.
            if let Some(words) = &href.text {
                self.visible();
                self.out.push_str("<span class=\"no-loc\" dir=\"ltr\" lang=\"en-us\">");
                escape(&mut self.out, words);
                self.out.push_str("</span>");
                self.skip = 1;
            }
            self.open.push(Closer::Nothing);
            return;
        }
        self.visible();
        self.out.push_str("<a");
        href_attribute(&mut self.out, href);
        if let Some(title) = &link.title {
            attribute(&mut self.out, "title", title);
        }
        self.out.push('>');
        if let Some(words) = &href.text {
            escape(&mut self.out, words);
            self.out.push_str("</a>");
            self.skip = 1;
            self.open.push(Closer::Nothing);
            return;
        }
        self.open.push(Closer::Link(self.out.len(), href.page));
    }

    /// Ends a link. One without words, around a picture that says nothing, is called by the title of
    /// the page that it leads to.
    pub(super) fn close_link(&mut self, start: usize, target: Option<PageId>) {
        if let Some(page) = target.filter(|_| !has_words(&self.out[start..])) {
            let mut name = String::new();
            attribute(&mut name, "aria-label", &self.environment.site.page(page).facts.title);
            self.out.insert_str(start - ">".len(), &name);
        }
        self.out.push_str("</a>");
    }

    /// In a list of pages to read on, what a link alone in its item leads to.
    pub(super) fn describe_item(&mut self, linked: &LinkedBody<'_>, after: &[Node]) {
        let mut inside =
            after.iter().skip_while(|node| matches!(node.kind, NodeKind::Open(Tag::Paragraph)));
        let Some(NodeKind::Open(Tag::Link(index))) = inside.next().map(|node| &node.kind) else {
            return;
        };
        let mut depth = 1;
        let mut rest = inside.skip_while(|node| {
            match node.kind {
                NodeKind::Open(_) => depth += 1,
                NodeKind::Close => depth -= 1,
                _ => {}
            }
            depth > 0
        });
        // The end of the link, and of what it is in.
        rest.next();
        if !matches!(rest.next().map(|node| &node.kind), Some(NodeKind::Close)) {
            return;
        }
        let href = &linked.links[*index as usize];
        if let Some(words) = surroundings::description(self.environment.site, href) {
            // The item has just begun.
            self.out.truncate(self.out.len() - ">".len());
            attribute(&mut self.out, DESCRIPTION, words);
            self.out.push('>');
        }
    }
}

/// Whether a screen reader has something to read in HTML that guidepost wrote.
fn has_words(html: &str) -> bool {
    !text_of(html).trim().is_empty()
        || html
            .match_indices(" alt=\"")
            .any(|(at, found)| !html[at + found.len()..].starts_with('"'))
}

pub(super) fn href_attribute(out: &mut String, href: &Href) {
    // A target that must not be followed has no address at all.
    if !(href.broken && href.url.is_empty()) {
        address(out, "href", &href.url);
    }
}

/// Whether a paragraph, of which the nodes after its start are given, is a row of letters to choose
/// from, such as a glossary has: each of them is then to be as large as a finger asks for (WCAG 2.2,
/// 2.5.8, which excepts links in a sentence only).
pub(super) fn are_letters(after: &[Node]) -> bool {
    let (mut links, mut is_inside) = (0, false);
    for node in after {
        match &node.kind {
            NodeKind::Open(Tag::Link(_)) => (links, is_inside) = (links + 1, true),
            NodeKind::Close if is_inside => is_inside = false,
            NodeKind::Close => return links > 2,
            NodeKind::Text(text) if is_inside => {
                let mut letters = text.trim().chars();
                let is_capital = |c: char| c.is_alphabetic() && !c.is_lowercase();
                if !letters.next().is_some_and(is_capital) || letters.next().is_some() {
                    return false;
                }
            }
            NodeKind::Text(text) if !text.contains(char::is_alphanumeric) => {}
            NodeKind::SoftBreak | NodeKind::HardBreak => {}
            _ => return false,
        }
    }
    false
}
