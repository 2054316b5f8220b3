//! The format's own constructs, where their markers stand.

use super::super::directive::{Attribute, Directive, DirectiveKind};
use super::Builder;
use super::frames::{Ender, Frame};
use crate::article::{
    Context, HtmlTag, HtmlValue, Include, LinkKind, MonikerZone, Node, NodeKind, PivotZone,
    TableRanges, Tag, Video,
};
use crate::diagnostic::Span;

impl Builder<'_> {
    fn directive_span(&self, directive: &Directive) -> Span {
        self.rewritten.source_map.span(directive.range.clone())
    }

    pub(super) fn inline_directive(&mut self, directive: &Directive) {
        let span = self.directive_span(directive);
        match &directive.kind {
            DirectiveKind::NoLoc(words) => self.push(NodeKind::NoLoc(words.as_str().into()), span),
            DirectiveKind::Xref(target) => {
                let link = self.link(target.clone(), LinkKind::Xref, span, None, true);
                self.push(NodeKind::Open(Tag::Link(link)), span);
                self.push(NodeKind::Text(target.as_str().into()), span);
                self.push(NodeKind::Close, span);
            }
            DirectiveKind::Include { path } => self.include(path, Context::Inline, span),
            DirectiveKind::Image(image) => {
                let index = self.image_directive(directive, image, false);
                self.push(NodeKind::Image(index), span);
            }
            _ => {}
        }
    }

    fn include(&mut self, path: &str, context: Context, span: Span) {
        self.body.includes.push(Include { path: path.to_owned(), context, tight: false, span });
        let index = self.body.includes.len() as u32 - 1;
        self.push(NodeKind::Include(index), span);
    }

    /// An include that is all a table cell holds is read as a block (§4).
    pub(super) fn block_include_in_cell(&mut self) {
        let mut include = None;
        for node in self.body.nodes.iter().rev() {
            match &node.kind {
                NodeKind::Open(Tag::Cell) => break,
                NodeKind::Include(index) if include.is_none() => include = Some(*index),
                NodeKind::Text(text) if text.trim().is_empty() => {}
                _ => return,
            }
        }
        if let Some(index) = include {
            let include = &mut self.body.includes[index as usize];
            include.context = Context::Block;
            include.tight = true;
        }
    }

    /// A marker that stands for a block, in an HTML block or inside a paragraph.
    pub(super) fn block_directive(&mut self, directive: &Directive, in_paragraph: bool) {
        let span = self.directive_span(directive);
        if in_paragraph {
            match &directive.kind {
                DirectiveKind::Image(_)
                | DirectiveKind::NoLoc(_)
                | DirectiveKind::Xref(_)
                | DirectiveKind::Include { .. } => {
                    self.inline_directive(directive);
                    return;
                }
                DirectiveKind::Alert(_) | DirectiveKind::Div(_) | DirectiveKind::Video(..) => {
                    self.literal_directive(directive);
                    return;
                }
                _ => {}
            }
            self.flush();
            match self.frames.last() {
                Some(Frame::Paragraph) => {
                    self.split_paragraph(span);
                    self.block(directive, span);
                    self.open(Tag::Paragraph, Frame::Paragraph, span);
                }
                Some(Frame::Item | Frame::Closed) | None => self.block(directive, span),
                Some(_) => self.literal_directive(directive),
            }
        } else {
            self.block(directive, span);
        }
    }

    /// A construct that stands where it means nothing is only text.
    fn literal_directive(&mut self, directive: &Directive) {
        let text = &self.rewritten.source[directive.range.clone()];
        self.text(text, directive.at..directive.at);
    }

    /// Ends the open paragraph, so that a block can stand in its middle.
    pub(super) fn split_paragraph(&mut self, span: Span) {
        if matches!(self.body.nodes.last().map(|n| &n.kind), Some(NodeKind::SoftBreak)) {
            self.body.nodes.pop();
        }
        self.pop_markdown(span);
        let mut tail = self.body.nodes.iter().rev().map(|n| &n.kind);
        if matches!(
            (tail.next(), tail.next()),
            (Some(NodeKind::Close), Some(NodeKind::Open(Tag::Paragraph)))
        ) {
            self.body.nodes.truncate(self.body.nodes.len() - 2);
        }
    }

    fn block(&mut self, directive: &Directive, span: Span) {
        match &directive.kind {
            DirectiveKind::Alert(kind) => self.retag_quote(Tag::Alert(*kind), span),
            DirectiveKind::Div(attributes) => {
                self.retag_quote(Tag::Div(attributes.as_slice().into()), span);
            }
            DirectiveKind::Video(url, title) => {
                if let Some(Frame::Quote(open)) = self.frames.last_mut()
                    && let Some(node) = open.take()
                {
                    if node + 1 == self.body.nodes.len() {
                        self.body.nodes.pop();
                    } else {
                        self.body.nodes.push(Node { kind: NodeKind::Close, span });
                    }
                }
                let (url, title) = (url.as_str().into(), title.as_deref().map(Into::into));
                let kind = NodeKind::Video(Box::new(Video { url, title }));
                self.body.nodes.push(Node { kind, span });
            }
            DirectiveKind::Include { path } => {
                self.note_include();
                self.include(path, Context::Block, span);
            }
            DirectiveKind::Snippet(snippet) => {
                let mut snippet = (**snippet).clone();
                snippet.span = span;
                self.body.snippets.push(snippet);
                let index = self.body.snippets.len() as u32 - 1;
                self.push(NodeKind::Snippet(index), span);
            }
            DirectiveKind::Image(image) => {
                let index = self.image_directive(directive, image, true);
                self.push(NodeKind::Image(index), span);
                if image.complex_block {
                    self.open(
                        Tag::LongDescription(index),
                        Frame::Directive(Ender::Image, span),
                        span,
                    );
                }
            }
            DirectiveKind::ImageEnd => {
                self.end_directive(Ender::Image, span);
            }
            DirectiveKind::Row => self.open(Tag::Row, Frame::Directive(Ender::Row, span), span),
            DirectiveKind::RowEnd => self.end_directive(Ender::Row, span),
            DirectiveKind::Column(width) => {
                self.end_column(span);
                let width = width.as_str().into();
                self.open(Tag::Column(width), Frame::Directive(Ender::Column, span), span);
            }
            DirectiveKind::ColumnEnd => self.end_column(span),
            DirectiveKind::Moniker(range) => {
                let content = self.tables(TableRanges::default());
                let zone = MonikerZone { range: range.as_str().into(), span, content };
                let index = self.body.moniker_zones.len() as u32;
                self.body.moniker_zones.push(zone);
                self.open_zones.push(index);
                self.open(Tag::MonikerZone(index), Frame::Directive(Ender::Moniker, span), span);
            }
            DirectiveKind::MonikerEnd => self.end_directive(Ender::Moniker, span),
            DirectiveKind::Zone(zone) => {
                self.body.pivot_zones.push(PivotZone { span, ..zone.clone() });
                let index = self.body.pivot_zones.len() as u32 - 1;
                self.open(Tag::PivotZone(index), Frame::Directive(Ender::Zone, span), span);
            }
            DirectiveKind::ZoneEnd => self.end_directive(Ender::Zone, span),
            DirectiveKind::Form(attributes) => self.form(attributes, span),
            DirectiveKind::NoLoc(_) | DirectiveKind::Xref(_) => {}
        }
    }

    /// A form as far as a static page can have one: its button does nothing.
    fn form(&mut self, attributes: &[Attribute], span: Span) {
        let get = |name: &str| attributes.iter().find(|a| a.name == name).map(|a| a.value.as_str());
        let tag = |name: &str, attributes: &[(&str, Option<&str>)]| {
            let list = attributes
                .iter()
                .filter_map(|&(name, value)| Some((name.into(), HtmlValue::Text(value?.into()))));
            let attributes = list.collect();
            NodeKind::HtmlOpen(Box::new(HtmlTag { name: name.into(), attributes, in_block: true }))
        };
        let form = [
            ("class", Some("chromeless-form")),
            ("data-model", get("model")),
            ("data-action", get("action")),
        ];
        let button = [
            ("class", Some("button is-primary")),
            ("disabled", Some("disabled")),
            ("type", Some("submit")),
        ];
        for kind in [
            tag("form", &form),
            tag("div", &[]),
            NodeKind::HtmlClose("div".into()),
            tag("button", &button),
            NodeKind::Text(get("submittext").unwrap_or_default().into()),
            NodeKind::HtmlClose("button".into()),
            NodeKind::HtmlClose("form".into()),
        ] {
            self.push(kind, span);
        }
    }
}
