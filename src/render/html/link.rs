//! Links, and what is said of the pages that lists of links lead to.

use super::{Closer, Writer, attribute, escape};
use crate::article::{Node, NodeKind, Tag};
use crate::render::surroundings;
use crate::site::{Href, LinkedBody};

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
        self.open.push(Closer::Text("</a>"));
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
            let mut closer = String::from("<p class=\"link-description\">");
            escape(&mut closer, words);
            closer.push_str("</p></li>\n");
            if let Some(item) = self.open.last_mut() {
                *item = Closer::Item(closer);
            }
        }
    }
}

pub(super) fn href_attribute(out: &mut String, href: &Href) {
    // A target that must not be followed has no address at all.
    if !(href.broken && href.url.is_empty()) {
        attribute(out, "href", &href.url);
    }
}
