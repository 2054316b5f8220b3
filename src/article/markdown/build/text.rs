//! Running text: words joined across events, markers turned back, bare addresses and UIDs linked.

use std::ops::Range;

use super::super::rewrite::{MARK_END, MARK_START};
use super::super::tables::HIDDEN_PIPE;
use super::super::{autolink, emoji, uid};
use super::Builder;
use super::frames::Frame;
use crate::article::{LinkKind, Node, NodeKind, Tag};
use crate::diagnostic::Span;

/// Running text that further text may join.
pub(super) struct Pending {
    text: String,
    range: Range<usize>,
    /// Offsets of characters that stand behind a backslash: nothing is linked across them.
    escaped: Vec<usize>,
}

impl Pending {
    fn at(start: usize) -> Self {
        Self { text: String::new(), range: start..start, escaped: Vec::new() }
    }
}

impl Builder<'_> {
    pub(super) fn text_event(&mut self, text: &str, range: Range<usize>) {
        if let Some((code, _)) = &mut self.code {
            code.text.push_str(text);
            return;
        }
        if let Some(image) = &mut self.image {
            image.alt.push_str(text);
            return;
        }
        let mut rest = text;
        let mut at = range.start;
        // Offsets hold while the text stands in the source as it is; an entity has no marker in it.
        while let Some(start) = rest.find(MARK_START) {
            let Some(end) = rest[start..].find(MARK_END).map(|i| start + i) else { break };
            let after = end + MARK_END.len_utf8();
            self.text(&rest[..start], at..at + start);
            let index = rest[start + MARK_START.len_utf8()..end].parse::<usize>().ok();
            let directives = &self.rewritten.directives;
            if let Some(directive) = index.and_then(|i| directives.get(i)) {
                self.inline_directive(directive);
            }
            at += after;
            rest = &rest[after..];
        }
        let end = range.end.max(at);
        self.text(rest, at..end);
    }

    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let escaped = self.rewritten.text[..range.start].ends_with('\\');
        let pending = self.pending.get_or_insert_with(|| Pending::at(range.start));
        if escaped {
            pending.escaped.push(pending.text.len());
        }
        pending.text.push_str(text);
        pending.range.end = range.end.max(pending.range.end);
    }

    /// Adds to the text that the open heading's id comes from.
    pub(super) fn slug_text(&mut self, text: &str) {
        if matches!(self.frames.last(), Some(Frame::Reference)) {
            return;
        }
        if let Some((_, slug)) = self.heading_marks.last_mut() {
            slug.push_str(text);
        }
    }

    /// Emits the pending text, with addresses and references in it as links.
    pub(super) fn flush(&mut self) {
        let Some(Pending { text, range, escaped }) = self.pending.take() else { return };
        let text = if text.contains(HIDDEN_PIPE) { text.replace(HIDDEN_PIPE, "|") } else { text };
        let span = self.span(&range);
        let in_link = self.frames.iter().any(|frame| match frame {
            Frame::Link | Frame::Reference => true,
            Frame::Html(name) => name == "a",
            _ => false,
        });
        let open_start = self.may_begin_address(range.start);
        let mut links = Vec::new();
        if !in_link {
            links.extend(autolink::find(&text, open_start).into_iter().map(|found| {
                (found.range, found.target, LinkKind::Page, text[found.words].to_owned())
            }));
            let open_start = open_start && !self.is_emphasised();
            links.extend(uid::find(&text, open_start).into_iter().map(|(range, uid)| {
                let words = text[range.clone()].to_owned();
                (range, uid, LinkKind::ShortXref, words)
            }));
            links.retain(|(range, _, kind, _)| {
                let head = if *kind == LinkKind::Page { autolink::LONGEST_PREFIX } else { 0 };
                !escaped.iter().any(|&at| (range.start..=range.start + head).contains(&at))
            });
            links.sort_by_key(|(range, ..)| range.start);
        }
        let mut at = 0;
        // Where the text stands in the source as it is, a link has its own place.
        let verbatim = text.len() == range.len();
        for (found, target, kind, words) in links {
            if found.start < at {
                continue;
            }
            self.plain_text(&text[at..found.start], open_start && at == 0, span);
            let link_span = if verbatim {
                self.span(&(range.start + found.start..range.start + found.end))
            } else {
                span
            };
            if kind == LinkKind::Page {
                self.slug_text(&words);
            }
            let link = self.link(target, kind, link_span, None, true);
            self.reopen_quote(span);
            let nodes = &mut self.body.nodes;
            nodes.push(Node { kind: NodeKind::Open(Tag::Link(link)), span: link_span });
            nodes.push(Node { kind: NodeKind::Text(words.into()), span: link_span });
            nodes.push(Node { kind: NodeKind::Close, span: link_span });
            at = found.end;
        }
        self.plain_text(&text[at..], open_start && at == 0, span);
    }

    /// Emits text in which nothing is a link.
    pub(super) fn plain_text(&mut self, text: &str, open_start: bool, span: Span) {
        if text.is_empty() {
            return;
        }
        let text = emoji::replace(text, open_start);
        self.slug_text(&text);
        self.reopen_quote(span);
        self.body.nodes.push(Node { kind: NodeKind::Text(text.into()), span });
    }

    /// Whether an address may begin where a text begins: not right behind the bar of a table.
    fn may_begin_address(&self, start: usize) -> bool {
        match self.body.nodes.last().map(|node| &node.kind) {
            Some(NodeKind::Open(Tag::Cell)) => !self.rewritten.text[..start].ends_with('|'),
            None | Some(NodeKind::Open(_) | NodeKind::SoftBreak | NodeKind::HardBreak) => true,
            Some(_) => false,
        }
    }

    /// Whether emphasis has just begun.
    fn is_emphasised(&self) -> bool {
        let inline = |tag: &Tag| matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strike);
        matches!(self.body.nodes.last().map(|node| &node.kind), Some(NodeKind::Open(tag)) if inline(tag))
    }

    /// Text without what this module put into it.
    pub(super) fn plain(&self, text: &str) -> String {
        let mut plain = text.replace(HIDDEN_PIPE, "|");
        while let Some(start) = plain.find(MARK_START) {
            let Some(end) = plain[start..].find(MARK_END).map(|i| start + i) else { break };
            let index = plain[start + MARK_START.len_utf8()..end].parse::<usize>().ok();
            let directive = index.and_then(|i| self.rewritten.directives.get(i));
            let original =
                directive.map_or("", |d| &self.rewritten.source[d.range.clone()]).to_owned();
            plain.replace_range(start..end + MARK_END.len_utf8(), &original);
        }
        plain
    }
}
