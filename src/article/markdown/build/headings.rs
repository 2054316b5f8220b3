//! Headings: their text and id (format §3).

use super::Builder;
use crate::article::{HtmlValue, NodeKind, Tag};
use crate::diagnostic::Span;

impl Builder<'_> {
    pub(super) fn end_heading(&mut self, span: Span) {
        self.flush();
        while self.frames.last().is_some_and(|frame| !frame.is_markdown()) {
            self.abandon_frame(span);
        }
        let Some((open, mut slug)) = self.heading_marks.pop() else { return };
        let NodeKind::Open(Tag::Heading(index)) = self.body.nodes[open].kind else { return };
        let mut id = self.slugger.id(&std::mem::take(&mut slug));
        let anchor = self.leading_anchor(open);
        let title = open + 1 + anchor.as_ref().map_or(0, |(_, used)| *used);
        if let Some(tab) = self.tab_heading(title, span) {
            // The heading is only the head of a tab: no heading, though its id is used up.
            self.pop_markdown(span);
            self.body.nodes.truncate(open);
            self.body.headings.truncate(index as usize);
            self.open_tab(tab, span);
            return;
        }
        if let Some((name, used)) = anchor {
            id = name;
            self.body.nodes.drain(open + 1..open + 1 + used);
        }
        let nodes = open as u32 + 1..self.body.nodes.len() as u32;
        let text = self.body.plain_text(&self.body.nodes[nodes.start as usize..]);
        let heading = &mut self.body.headings[index as usize];
        heading.id = id;
        heading.nodes = nodes;
        heading.text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.pop_markdown(span);
    }

    /// `<a name="x"></a>` or `id=` that begins a heading with more behind it replaces its id.
    fn leading_anchor(&self, open: usize) -> Option<(String, usize)> {
        let nodes = &self.body.nodes[open + 1..];
        let (first, second) = (nodes.first()?, nodes.get(1)?);
        nodes.get(2)?;
        let NodeKind::HtmlOpen(tag) = &first.kind else { return None };
        let NodeKind::HtmlClose(_) = &second.kind else { return None };
        let [(_, HtmlValue::Text(value))] = tag.attributes.as_slice() else { return None };
        self.anchors.contains(&(open + 1)).then(|| (value.to_string(), 2))
    }
}

/// Whether a tag is `<a name="x">` or `<a id="x">` and nothing else: in front of a heading's words
/// it takes the place of the heading's id (format §3).
pub(super) fn is_bare_anchor(tag: &str) -> bool {
    let inner = tag.strip_prefix("<a").and_then(|rest| rest.strip_suffix('>'));
    let Some(attribute) = inner.filter(|rest| rest.starts_with(char::is_whitespace)) else {
        return false;
    };
    let (name, value) = attribute.trim().split_once('=').unwrap_or_default();
    let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or("");
    matches!(name, "name" | "id")
        && !value.is_empty()
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | '.' | '-'))
}
