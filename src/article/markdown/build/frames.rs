//! Open containers: what ends them, and what ends with them.

use std::ops::Range;

use super::super::checks;
use super::Builder;
use crate::article::{Node, NodeKind, Tag};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// An open container.
#[derive(Debug)]
pub(super) enum Frame {
    /// Opened by Markdown: closed by Markdown only.
    Markdown,
    /// A list.
    List(OpenList),
    /// Opened by Markdown, and closed before its end: with the zone around it, or by a block of an
    /// author's HTML.
    Closed,
    /// A list that was closed so: a further item begins a new one.
    ClosedList(OpenList),
    /// A paragraph, which a block in its middle may end.
    Paragraph,
    /// An item of a list, whose text may stand in it without a paragraph.
    Item,
    /// A quote, which may have become an alert; `None` while a video has closed it.
    Quote(Option<usize>),
    /// An `<a>`, link or image text, where addresses are not linked again.
    Link,
    /// A `<xref:…>`, whose words are no part of a heading's id.
    Reference,
    /// `~x~`, which the format does not strike out.
    Literal,
    /// Opened by a construct of the format's own, here: closed by its end or with its container.
    Directive(Ender, Span),
    /// Opened by an author's HTML.
    Html(String),
    /// A tab of the group whose node is at the index.
    Tab(usize),
}

/// A list whose items are being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenList {
    /// The number it begins with.
    pub(super) first: Option<u64>,
    /// Where its node is.
    pub(super) node: usize,
    /// An include stands in an item of it.
    pub(super) has_include: bool,
}

impl Frame {
    /// Whether only Markdown itself closes it.
    pub(super) fn is_markdown(&self) -> bool {
        !matches!(self, Self::Directive(..) | Self::Html(_) | Self::Tab(_))
    }
}

/// What ends a construct of the format's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ender {
    Row,
    Column,
    Moniker,
    Zone,
    Image,
}

impl Ender {
    /// What to say when it does not come: columns end with their row, descriptions with their
    /// container.
    fn missing(self) -> Option<(&'static Code, &'static str)> {
        match self {
            Self::Row => Some((&checks::INVALID_ROW, ":::row-end:::")),
            Self::Moniker => Some((&checks::INVALID_MONIKER_RANGE, "::: moniker-end")),
            Self::Zone => Some((&checks::INVALID_ZONE, "::: zone-end")),
            Self::Column | Self::Image => None,
        }
    }
}

impl Builder<'_> {
    /// A quote that a video closed goes on with what follows it.
    pub(super) fn reopen_quote(&mut self, span: Span) {
        if let Some(Frame::Quote(open @ None)) = self.frames.last_mut() {
            *open = Some(self.body.nodes.len());
            self.body.nodes.push(Node { kind: NodeKind::Open(Tag::Quote), span });
        }
    }

    /// Begins the list anew, of which a zone took the items before this one.
    pub(super) fn reopen_list(&mut self, item: &Range<usize>, span: Span) {
        if let Some(Frame::ClosedList(list)) = self.frames.last() {
            let text = &self.rewritten.text[item.clone()];
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let first = list.first.map(|first| text[..digits].parse().unwrap_or(first));
            self.frames.pop();
            self.open_list(first, span);
        }
    }

    pub(super) fn open(&mut self, tag: Tag, frame: Frame, span: Span) {
        self.push(NodeKind::Open(tag), span);
        self.frames.push(frame);
    }

    pub(super) fn open_list(&mut self, first: Option<u64>, span: Span) {
        self.push(NodeKind::Open(Tag::List(first)), span);
        let node = self.body.nodes.len() - 1;
        self.frames.push(Frame::List(OpenList { first, node, has_include: false }));
    }

    /// Says to the list around an include that one of its items has it.
    pub(super) fn note_include(&mut self) {
        if let [.., Frame::List(list), Frame::Item] = self.frames.as_mut_slice() {
            list.has_include = true;
        }
    }

    /// Makes the includes of a list tight, if the list is: no item of it has a paragraph, or a
    /// blank line in its text.
    pub(super) fn tighten_includes(&mut self, text: &str) {
        let Some(Frame::List(OpenList { node, has_include: true, .. })) = self.frames.last() else {
            return;
        };
        let mut includes = Vec::new();
        let (mut depth, mut has_text) = (0_usize, false);
        for node in &self.body.nodes[node + 1..] {
            match &node.kind {
                NodeKind::Open(Tag::Paragraph) if depth == 1 => return,
                NodeKind::Include(index) if depth == 1 => includes.push(*index),
                NodeKind::Text(_) if depth == 1 => has_text = true,
                NodeKind::Open(_) => depth += 1,
                NodeKind::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        let is_blank = |line: &str| line.trim_matches([' ', '\t', '>', '\r']).is_empty();
        if !has_text && text.trim_end().lines().any(is_blank) {
            return;
        }
        for index in includes {
            self.body.includes[index as usize].tight = true;
        }
    }

    /// Closes the innermost container.
    pub(super) fn pop_frame(&mut self, span: Span) {
        self.flush();
        let Some(frame) = self.frames.pop() else { return };
        let kind = match frame {
            Frame::Quote(None) | Frame::Closed | Frame::ClosedList(_) => return,
            Frame::Literal => {
                self.text("~", span.range());
                return;
            }
            Frame::Html(name) => NodeKind::HtmlClose(name.into()),
            Frame::Directive(Ender::Moniker, _) => {
                if let Some(zone) = self.open_zones.pop() {
                    let begun = self.body.moniker_zones[zone as usize].content.clone();
                    self.body.moniker_zones[zone as usize].content = self.tables(begun);
                }
                NodeKind::Close
            }
            Frame::Tab(_) => {
                self.body.nodes.push(Node { kind: NodeKind::Close, span });
                NodeKind::Close
            }
            _ => NodeKind::Close,
        };
        self.body.nodes.push(Node { kind, span });
    }

    /// Closes the innermost container, whose own end did not come.
    pub(super) fn abandon_frame(&mut self, span: Span) {
        if let Some(&Frame::Directive(ender, opened)) = self.frames.last()
            && let Some((code, end)) = ender.missing()
        {
            let message = format!("this has no `{end}`");
            let help = format!("put `{end}` on a line of its own, in the same item or quote");
            let found = Diagnostic::new(code, self.file, opened, message).help(help);
            self.diagnostics.push(Diagnostic { severity: Severity::Warning, ..found });
        }
        self.pop_frame(span);
    }

    /// Closes the innermost container that Markdown opened, and what is open inside it.
    pub(super) fn pop_markdown(&mut self, span: Span) {
        while let Some(frame) = self.frames.last() {
            if frame.is_markdown() {
                self.pop_frame(span);
                break;
            }
            self.abandon_frame(span);
        }
    }

    /// Closes up to a frame when it is open inside the innermost Markdown container.
    pub(super) fn pop_to(&mut self, is_it: impl Fn(&Frame) -> bool, span: Span) -> bool {
        let inner = self.frames.iter().rev().take_while(|frame| !frame.is_markdown());
        let Some(depth) = inner.enumerate().find(|(_, frame)| is_it(frame)).map(|(i, _)| i) else {
            return false;
        };
        for _ in 0..depth {
            self.abandon_frame(span);
        }
        self.pop_frame(span);
        true
    }

    /// Ends the column of the innermost row, when one is open.
    pub(super) fn end_column(&mut self, span: Span) {
        let innermost = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Directive(ender @ (Ender::Row | Ender::Column), _) => Some(*ender),
            _ => None,
        });
        if innermost == Some(Ender::Column) {
            self.end_directive(Ender::Column, span);
        }
    }

    pub(super) fn end_directive(&mut self, ender: Ender, span: Span) {
        let is_it = |frame: &Frame| matches!(frame, Frame::Directive(open, _) if *open == ender);
        if !self.pop_to(is_it, span) && matches!(ender, Ender::Zone | Ender::Moniker) {
            self.end_outer(is_it, span);
        }
    }

    /// Ends a zone from within lists that began in it: they end with it. Out of a quote its end
    /// does not lead, as its line begins with `>`.
    fn end_outer(&mut self, is_it: impl Fn(&Frame) -> bool, span: Span) {
        let Some(depth) = self.frames.iter().rposition(is_it) else { return };
        if self.frames[depth..].iter().any(|frame| matches!(frame, Frame::Quote(_))) {
            return;
        }
        let mut closed = Vec::new();
        while self.frames.len() > depth + 1 {
            match self.frames.last() {
                Some(Frame::List(list) | Frame::ClosedList(list)) => {
                    closed.push(Frame::ClosedList(*list));
                }
                Some(frame) if frame.is_markdown() => closed.push(Frame::Closed),
                _ => {
                    self.abandon_frame(span);
                    continue;
                }
            }
            self.pop_frame(span);
        }
        self.pop_frame(span);
        self.frames.extend(closed.into_iter().rev());
    }

    /// Turns the open quote into an alert or `div`; in the middle of one, ends it and begins anew.
    pub(super) fn retag_quote(&mut self, tag: Tag, span: Span) {
        self.flush();
        while matches!(
            self.frames.last(),
            Some(Frame::Html(_) | Frame::Directive(..) | Frame::Tab(_))
        ) {
            self.abandon_frame(span);
        }
        let Some(Frame::Quote(open)) = self.frames.last_mut() else { return };
        let length = self.body.nodes.len();
        match *open {
            Some(node) if node + 1 == length => self.body.nodes[node].kind = NodeKind::Open(tag),
            was_open => {
                if was_open.is_some() {
                    self.body.nodes.push(Node { kind: NodeKind::Close, span });
                }
                *open = Some(self.body.nodes.len());
                self.body.nodes.push(Node { kind: NodeKind::Open(tag), span });
            }
        }
    }
}
