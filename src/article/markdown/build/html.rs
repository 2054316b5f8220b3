//! An author's raw HTML, taken apart and put back as nodes.

use std::ops::Range;

use super::Builder;
use super::frames::Frame;
use super::headings::is_bare_anchor;
use crate::article::headings::page_id;
use crate::article::raw_html::{self, Piece};
use crate::article::{HtmlTag, HtmlValue, LinkKind, NodeKind, Tag};
use crate::diagnostic::{Diagnostic, Span};

impl Builder<'_> {
    /// HTML of a block, line by line, or one inline tag; markers in it are turned back.
    pub(super) fn html_lines(&mut self, lines: &[Range<usize>], block: bool) {
        let rewritten = self.rewritten;
        let mut joined = Joined::default();
        for line in lines {
            let first = rewritten.directives.partition_point(|d| d.at < line.start);
            let inside = rewritten.directives[first..].iter().take_while(|d| d.at < line.end);
            let mut at = line.start;
            for directive in inside.filter(|d| rewritten.text[d.at..].starts_with("<!--")) {
                joined.push(&rewritten.text, at..directive.at);
                self.html_text(&std::mem::take(&mut joined), block);
                self.block_directive(directive, !block);
                at = directive.at + rewritten.text[directive.at..].find("-->").map_or(0, |i| i + 3);
            }
            joined.push(&rewritten.text, at..line.end.max(at));
        }
        self.html_text(&joined, block);
    }

    fn html_text(&mut self, joined: &Joined, block: bool) {
        let html = joined.text.as_str();
        if html.trim().is_empty() {
            return;
        }
        for piece in raw_html::read(html, block) {
            match piece {
                Piece::Open { name, attributes, closed, range: at } => {
                    let span = self.span(&joined.source(&at));
                    self.flush();
                    if is_bare_anchor(&html[at]) {
                        self.anchors.push(self.body.nodes.len());
                    }
                    self.end_implied(&name, span);
                    self.html_open(name, attributes, closed, joined, (span, block));
                }
                Piece::Close { name, range: at } => {
                    let span = self.span(&joined.source(&at));
                    self.flush();
                    self.pop_to(|frame| matches!(frame, Frame::Html(open) if *open == name), span);
                }
                Piece::Text { text, range: at } => {
                    let span = self.span(&joined.source(&at));
                    self.push(NodeKind::Text(self.plain(&text).into()), span);
                }
                Piece::Xref { reference, range: at } => {
                    let span = self.span(&joined.source(&at));
                    self.flush();
                    self.xref_tag(reference, span);
                }
                Piece::Dropped { tag, attribute, range: at } => {
                    let span = self.span(&joined.source(&at));
                    self.dropped(&tag, attribute.as_deref(), span);
                }
            }
        }
    }

    /// `<xref href="uid">`: a link with the name of what the UID stands for, or its own words.
    fn xref_tag(&mut self, reference: raw_html::XrefTag, span: Span) {
        let raw_html::XrefTag { target, source, silent } = reference;
        let words = source.map(|source| self.plain(&source));
        let Some(target) = target else {
            if let Some(words) = words {
                self.push(NodeKind::Text(words.into()), span);
            }
            return;
        };
        let target = self.plain(&target);
        let shown = words.unwrap_or_else(|| {
            let before = target.split('#').next().unwrap_or_default();
            let (uid, query) = before.split_once('?').unwrap_or((before, ""));
            let alt = query.split('&').find_map(|item| item.strip_prefix("alt="));
            crate::path::decode(alt.filter(|alt| !alt.is_empty()).unwrap_or(uid))
        });
        let kind = if silent { LinkKind::ShortXref } else { LinkKind::TagXref };
        let link = self.link(target, kind, span, None, true);
        self.push(NodeKind::Open(Tag::Link(link)), span);
        self.push(NodeKind::Text(shown.into()), span);
        self.push(NodeKind::Close, span);
    }

    fn dropped(&mut self, tag: &str, attribute: Option<&str>, span: Span) {
        let found = match attribute {
            Some(attribute) => Diagnostic::new(
                &raw_html::DISALLOWED_HTML_ATTRIBUTE,
                self.file,
                span,
                format!("the attribute `{attribute}` of `<{tag}>` is not allowed and was left out"),
            ),
            None => Diagnostic::new(
                &raw_html::DISALLOWED_HTML_TAG,
                self.file,
                span,
                format!("the element `<{tag}>` is not allowed and was left out"),
            )
            .help("use Markdown, or put a literal `<` into code"),
        };
        self.diagnostics.push(found);
    }

    /// Ends what an element ends by its beginning: HTML lets `</li>` and its kin be left out.
    fn end_implied(&mut self, name: &str, span: Span) {
        let Some((ended, inside)) = raw_html::implied_ends(name) else { return };
        if ended.contains(&"p") && matches!(self.frames.last(), Some(Frame::Paragraph)) {
            self.split_paragraph(span);
            self.frames.push(Frame::Closed);
            return;
        }
        let mut open = self.frames.iter().rev().map_while(|frame| match frame {
            Frame::Html(open) => Some(open.as_str()),
            _ => None,
        });
        let is_open = open
            .find(|open| ended.contains(open) || inside.contains(open))
            .is_some_and(|open| ended.contains(&open));
        if is_open {
            let is_ended = |frame: &Frame| matches!(frame, Frame::Html(open) if ended.contains(&open.as_str()));
            self.pop_to(is_ended, span);
        }
    }

    fn html_open(
        &mut self,
        name: String,
        attributes: Vec<raw_html::Attribute>,
        closed: bool,
        joined: &Joined,
        (span, block): (Span, bool),
    ) {
        let mut list = Vec::with_capacity(attributes.len());
        for attribute in attributes {
            let kind = match (name.as_str(), attribute.name.as_str()) {
                ("a", "href") => Some(LinkKind::Page),
                (_, "src" | "poster") => Some(LinkKind::Resource),
                _ => None,
            };
            let mut value = self.plain(&attribute.value);
            if matches!(attribute.name.as_str(), "id" | "name") {
                value = page_id(value);
            }
            let value = match kind {
                Some(kind) => {
                    let at = self.span(&joined.source(&attribute.range));
                    HtmlValue::Link(self.link(value, kind, at, None, false))
                }
                None => HtmlValue::Text(value.into()),
            };
            if let ("id" | "name", HtmlValue::Text(id)) = (attribute.name.as_str(), &value) {
                self.body.html_ids.push(id.to_string());
            }
            list.push((attribute.name.into(), value));
        }
        let void = raw_html::is_void(&name);
        let tag = HtmlTag { name: name.as_str().into(), attributes: list, in_block: block };
        self.push(NodeKind::HtmlOpen(Box::new(tag)), span);
        if !void {
            self.frames.push(Frame::Html(name));
            if closed {
                self.pop_frame(span);
            }
        }
    }
}

/// Lines of one block, without what a list or a quote puts before them, and where each stands.
#[derive(Default)]
struct Joined {
    text: String,
    /// Where a part begins here and in the text that it comes from.
    parts: Vec<(usize, usize)>,
}

impl Joined {
    fn push(&mut self, text: &str, range: Range<usize>) {
        self.parts.push((self.text.len(), range.start));
        self.text.push_str(&text[range]);
    }

    /// Where a range stands in the text that it comes from.
    fn source(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let part = self.parts.partition_point(|&(begin, _)| begin <= at).max(1) - 1;
            self.parts.get(part).map_or(at, |&(begin, source)| source + at - begin)
        };
        let start = place(range.start);
        let end = if range.is_empty() { start } else { place(range.end - 1) + 1 };
        start..end
    }
}
