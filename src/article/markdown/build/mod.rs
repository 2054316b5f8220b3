//! The second pass: events of the Markdown parser, with markers in them, to nodes.

mod constructs;
mod frames;
mod headings;
mod html;
mod links;
mod tabs;
mod text;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Parser, Tag as Md, TagEnd};

use self::frames::Frame;
use self::links::OpenImage;
pub use self::tabs::INVALID_TAB_GROUP;
use self::text::Pending;
use super::rewrite::Rewritten;
use crate::article::headings::Slugger;
use crate::article::{Align, Body, CodeBlock, Heading, LinkKind, Node, NodeKind, TableRanges, Tag};
use crate::diagnostic::{Diagnostic, Span};

/// Builds the body of a rewritten text.
pub(super) fn build(
    file: &Arc<str>,
    rewritten: &Rewritten<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Body {
    let mut builder = Builder {
        file,
        rewritten,
        diagnostics,
        body: Body::default(),
        frames: Vec::new(),
        pending: None,
        slugger: Slugger::default(),
        html: Vec::new(),
        in_html_block: false,
        image: None,
        code: None,
        heading_marks: Vec::new(),
        anchors: Vec::new(),
        open_zones: Vec::new(),
        tab_groups: 0,
    };
    for (event, range) in Parser::new_ext(&rewritten.text, super::OPTIONS).into_offset_iter() {
        builder.event(event, range);
    }
    builder.flush();
    while !builder.frames.is_empty() {
        builder.abandon_frame(Span::default());
    }
    builder.check_tabs();
    builder.body
}

struct Builder<'a> {
    file: &'a Arc<str>,
    diagnostics: &'a mut Vec<Diagnostic>,
    rewritten: &'a Rewritten<'a>,
    body: Body,
    frames: Vec<Frame>,
    /// Text that further text may join.
    pending: Option<Pending>,
    slugger: Slugger,
    /// Lines of the HTML block being read.
    html: Vec<Range<usize>>,
    in_html_block: bool,
    /// The Markdown image being read.
    image: Option<OpenImage>,
    /// The code block being read.
    code: Option<(CodeBlock, Range<usize>)>,
    /// For each open heading: where its node is, and the text that its id comes from.
    heading_marks: Vec<(usize, String)>,
    /// Nodes that are exactly `<a name="x">` or `<a id="x">`.
    anchors: Vec<usize>,
    /// Version zones that are open.
    open_zones: Vec<u32>,
    tab_groups: u32,
}

impl Builder<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        self.rewritten.map.span(range.clone())
    }

    fn push(&mut self, kind: NodeKind, span: Span) {
        self.flush();
        self.reopen_quote(span);
        self.body.nodes.push(Node { kind, span });
    }

    /// The part of each table from where `begun` ends up to now.
    fn tables(&self, begun: TableRanges) -> TableRanges {
        let to = |from: Range<u32>, length: usize| from.end..length as u32;
        TableRanges {
            headings: to(begun.headings, self.body.headings.len()),
            links: to(begun.links, self.body.links.len()),
            includes: to(begun.includes, self.body.includes.len()),
            snippets: to(begun.snippets, self.body.snippets.len()),
            html_ids: to(begun.html_ids, self.body.html_ids.len()),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            // The indentation of a block of HTML.
            Event::Text(text) if self.in_html_block && text.trim().is_empty() => {}
            Event::Text(text) => self.text_event(&text, range),
            Event::Code(code) => {
                let code = self.plain(&code);
                if let Some(image) = &mut self.image {
                    image.alt.push_str(&code);
                } else {
                    self.flush();
                    self.slug_text(&code);
                    let span = self.span(&range);
                    self.push(NodeKind::CodeSpan(code.into()), span);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(image) = &mut self.image {
                    image.alt.push(' ');
                    return;
                }
                let kind = if event == Event::SoftBreak {
                    NodeKind::SoftBreak
                } else {
                    NodeKind::HardBreak
                };
                let span = self.span(&range);
                self.push(kind, span);
            }
            Event::Rule => {
                let span = self.span(&range);
                self.flush();
                // A thematic break ends a group of tabs and is gone.
                if !self.pop_to(|frame| matches!(frame, Frame::Tab(_)), span) {
                    self.push(NodeKind::Rule, span);
                }
            }
            Event::Html(_) => self.html.push(range),
            Event::InlineHtml(_) if self.image.is_none() => {
                self.flush();
                self.html_lines(&[range], false);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Md<'_>, range: Range<usize>) {
        let span = self.span(&range);
        if self.image.is_some() && !matches!(tag, Md::Image { .. }) {
            return;
        }
        let tag = match tag {
            Md::Paragraph => Tag::Paragraph,
            Md::Heading { level, .. } => {
                let index = self.body.headings.len() as u32;
                self.open(Tag::Heading(index), Frame::Markdown, span);
                self.heading_marks.push((self.body.nodes.len() - 1, String::new()));
                self.body.headings.push(Heading {
                    level: level as u8,
                    id: String::new(),
                    text: String::new(),
                    nodes: 0..0,
                    span,
                });
                return;
            }
            Md::BlockQuote(_) => {
                self.push(NodeKind::Open(Tag::Quote), span);
                let node = self.body.nodes.len() - 1;
                self.frames.push(Frame::Quote(Some(node)));
                return;
            }
            Md::CodeBlock(kind) => {
                self.code = Some((code_block(&kind), range));
                return;
            }
            Md::HtmlBlock => {
                self.html.clear();
                self.in_html_block = true;
                return;
            }
            Md::List(first) => {
                self.open_list(first, span);
                return;
            }
            Md::Item => {
                self.reopen_list(&range, span);
                Tag::Item
            }
            Md::Table(columns) => Tag::Table(columns.iter().copied().map(align).collect()),
            Md::TableHead => Tag::TableHead,
            Md::TableRow => Tag::TableRow,
            Md::TableCell => Tag::Cell,
            Md::Emphasis => Tag::Emphasis,
            Md::Strong => Tag::Strong,
            Md::Strikethrough => {
                if self.rewritten.text[range.clone()].starts_with("~~") {
                    Tag::Strike
                } else {
                    self.text("~", span.range());
                    self.flush();
                    self.frames.push(Frame::Literal);
                    return;
                }
            }
            Md::Link { link_type, dest_url, title, .. } => {
                let auto = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let mut target = self.plain(&dest_url);
                if link_type == LinkType::Email {
                    target.insert_str(0, "mailto:");
                }
                let title = Some(self.plain(&title)).filter(|title| !title.is_empty());
                let link = self.link(target, LinkKind::Page, span, title, auto);
                let is_reference = auto && self.body.links[link as usize].kind == LinkKind::Xref;
                let frame = if is_reference { Frame::Reference } else { Frame::Link };
                self.open(Tag::Link(link), frame, span);
                return;
            }
            Md::Image { dest_url, title, .. } => {
                if let Some(image) = &mut self.image {
                    image.depth += 1;
                    return;
                }
                let title = Some(self.plain(&title)).filter(|title| !title.is_empty());
                let target = self.plain(&dest_url);
                self.image = Some(OpenImage { target, title, alt: String::new(), range, depth: 0 });
                return;
            }
            _ => Tag::Paragraph,
        };
        let frame = match tag {
            Tag::Paragraph => Frame::Paragraph,
            Tag::Item => Frame::Item,
            _ => Frame::Markdown,
        };
        self.open(tag, frame, span);
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        let span = self.span(range);
        match tag {
            TagEnd::Image => self.end_image(),
            _ if self.image.is_some() => {}
            TagEnd::CodeBlock => {
                if let Some((mut code, range)) = self.code.take() {
                    code.text = without_blanks(&self.plain(&code.text));
                    let index = self.body.codes.len() as u32;
                    self.body.codes.push(code);
                    let span = self.span(&range);
                    self.push(NodeKind::Code(index), span);
                }
            }
            TagEnd::HtmlBlock => {
                self.in_html_block = false;
                let lines = std::mem::take(&mut self.html);
                self.html_lines(&lines, true);
            }
            TagEnd::Heading(_) => self.end_heading(span),
            TagEnd::List(_) => {
                self.flush();
                let rewritten = self.rewritten;
                self.tighten_includes(&rewritten.text[range.clone()]);
                self.pop_markdown(span);
            }
            TagEnd::TableCell => {
                self.flush();
                self.block_include_in_cell();
                self.pop_markdown(span);
            }
            _ => self.pop_markdown(span),
        }
    }
}

fn code_block(kind: &CodeBlockKind<'_>) -> CodeBlock {
    let info = match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or(""),
        CodeBlockKind::Indented => "",
    };
    let (language, interactive) = match info.strip_suffix("-interactive") {
        Some(language) => (language, true),
        None => (info, false),
    };
    CodeBlock {
        language: Some(language.to_owned()).filter(|language| !language.is_empty()),
        interactive,
        text: String::new(),
        fenced: matches!(kind, CodeBlockKind::Fenced(_)),
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

/// Code in which lines of nothing but blanks are empty, as the format has it.
fn without_blanks(code: &str) -> String {
    let mut text = String::with_capacity(code.len());
    for line in code.split_inclusive('\n') {
        text.push_str(if line.trim().is_empty() { line.trim_matches([' ', '\t']) } else { line });
    }
    text
}
