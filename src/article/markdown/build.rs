//! The second pass: events of the Markdown parser, with markers in them, to nodes.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Parser, Tag as Md, TagEnd};

use super::directive::{Attribute, Directive, DirectiveKind, ImageDirective};
use super::rewrite::{MARK_END, MARK_START, Rewritten};
use super::tables::HIDDEN_PIPE;
use super::{autolink, checks, emoji, uid};
use crate::article::headings::{Slugger, page_id};
use crate::article::raw_html::{self, Piece};
use crate::article::{
    Align, Body, CodeBlock, Context, Heading, HtmlTag, HtmlValue, Image, ImageKind, Include, Link,
    LinkKind, MonikerZone, Node, NodeKind, PivotZone, TabGroup, TabHeading, TableRanges, Tag,
};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// Tabs that do not belong together.
pub static INVALID_TAB_GROUP: Code = Code {
    name: "invalid-tab-group",
    severity: Severity::Warning,
    summary: "The tabs of a group have an id twice, or share only some ids with another group.",
    explanation: "Tabs with the same id are chosen together on the whole page. Within a group each id stands once, and groups that share ids share all of them, so that every choice shows something.",
    wrong: "# [Windows](#tab/windows)\n# [Linux](#tab/windows)",
    right: "# [Windows](#tab/windows)\n# [Linux](#tab/linux)",
};

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

/// An open container.
#[derive(Debug)]
enum Frame {
    /// Opened by Markdown: closed by Markdown only.
    Markdown,
    /// A list, with its first number.
    List(Option<u64>),
    /// Opened by Markdown, and closed before its end with the zone around it.
    Closed,
    /// A list that was closed so: a further item begins a new one.
    ClosedList(Option<u64>),
    /// A paragraph, which a block in its middle may end.
    Paragraph,
    /// An item of a list, whose text may stand in it without a paragraph.
    Item,
    /// A quote, which may have become an alert; `None` while a video has closed it.
    Quote(Option<usize>),
    /// An `<a>`, link or image text, where addresses are not linked again.
    Link,
    /// `~x~`, which the format does not strike out.
    Literal,
    /// Opened by a construct of the format's own, here: closed by its end or with its container.
    Directive(Ender, Span),
    /// Opened by an author's HTML.
    Html(String),
    /// A tab of the group whose node is at the index.
    Tab(usize),
}

impl Frame {
    /// Whether only Markdown itself closes it.
    fn is_markdown(&self) -> bool {
        !matches!(self, Self::Directive(..) | Self::Html(_) | Self::Tab(_))
    }
}

/// What ends a construct of the format's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ender {
    Row,
    Column,
    Moniker,
    Zone,
    Image,
}

/// A Markdown image whose alternative text is being read.
struct OpenImage {
    target: String,
    title: Option<String>,
    alt: String,
    range: Range<usize>,
    /// Images open inside the alternative text.
    depth: u32,
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

struct Builder<'a> {
    file: &'a Arc<str>,
    diagnostics: &'a mut Vec<Diagnostic>,
    rewritten: &'a Rewritten<'a>,
    body: Body,
    frames: Vec<Frame>,
    /// Text that further text may join.
    pending: Option<(String, Range<usize>)>,
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

    /// A quote that a video closed goes on with what follows it.
    fn reopen_quote(&mut self, span: Span) {
        if let Some(Frame::Quote(open @ None)) = self.frames.last_mut() {
            *open = Some(self.body.nodes.len());
            self.body.nodes.push(Node { kind: NodeKind::Open(Tag::Quote), span });
        }
    }

    /// Begins the list anew, of which a zone took the items before this one.
    fn reopen_list(&mut self, item: &Range<usize>, span: Span) {
        if let Some(Frame::ClosedList(first)) = self.frames.last() {
            let text = &self.rewritten.text[item.clone()];
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let first = first.map(|first| text[..digits].parse().unwrap_or(first));
            self.frames.pop();
            self.open(Tag::List(first), Frame::List(first), span);
        }
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

    fn open(&mut self, tag: Tag, frame: Frame, span: Span) {
        self.push(NodeKind::Open(tag), span);
        self.frames.push(frame);
    }

    /// Closes the innermost container.
    fn pop_frame(&mut self, span: Span) {
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
    fn abandon_frame(&mut self, span: Span) {
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
    fn pop_markdown(&mut self, span: Span) {
        while let Some(frame) = self.frames.last() {
            if frame.is_markdown() {
                self.pop_frame(span);
                break;
            }
            self.abandon_frame(span);
        }
    }

    /// Closes up to a frame when it is open inside the innermost Markdown container.
    fn pop_to(&mut self, is_it: impl Fn(&Frame) -> bool, span: Span) -> bool {
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

    // ---- events

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
            Md::List(start) => Tag::List(start),
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
                self.open(Tag::Link(link), Frame::Link, span);
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
            Tag::List(first) => Frame::List(first),
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
                    code.text = self.plain(&code.text);
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
            TagEnd::TableCell => {
                self.flush();
                self.block_include_in_cell();
                self.pop_markdown(span);
            }
            _ => self.pop_markdown(span),
        }
    }

    // ---- text

    fn text_event(&mut self, text: &str, range: Range<usize>) {
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

    fn text(&mut self, text: &str, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        match &mut self.pending {
            Some((pending, pending_range)) => {
                pending.push_str(text);
                pending_range.end = range.end.max(pending_range.end);
            }
            None => self.pending = Some((text.to_owned(), range)),
        }
    }

    /// Adds to the text that the open heading's id comes from.
    fn slug_text(&mut self, text: &str) {
        if let Some((_, slug)) = self.heading_marks.last_mut() {
            slug.push_str(text);
        }
    }

    /// Emits the pending text, with addresses and references in it as links.
    fn flush(&mut self) {
        let Some((text, range)) = self.pending.take() else { return };
        let text = if text.contains(HIDDEN_PIPE) { text.replace(HIDDEN_PIPE, "|") } else { text };
        let span = self.span(&range);
        let in_link = self.frames.iter().any(|frame| match frame {
            Frame::Link => true,
            Frame::Html(name) => name == "a",
            _ => false,
        });
        let open_start = self.may_begin_address();
        let mut links = Vec::new();
        if !in_link {
            links.extend(autolink::find(&text, open_start).into_iter().map(|found| {
                (found.range, found.target, LinkKind::Page, text[found.words].to_owned())
            }));
            links.extend(uid::find(&text, open_start).into_iter().map(|(range, uid)| {
                let words = text[range.clone()].to_owned();
                (range, uid, LinkKind::ShortXref, words)
            }));
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
    fn plain_text(&mut self, text: &str, open_start: bool, span: Span) {
        if text.is_empty() {
            return;
        }
        let text = emoji::replace(text, open_start);
        self.slug_text(&text);
        self.reopen_quote(span);
        self.body.nodes.push(Node { kind: NodeKind::Text(text.into()), span });
    }

    fn may_begin_address(&self) -> bool {
        match self.body.nodes.last().map(|node| &node.kind) {
            None | Some(NodeKind::Open(_) | NodeKind::SoftBreak | NodeKind::HardBreak) => true,
            Some(NodeKind::HtmlOpen(tag)) => tag.name.as_ref() == "br",
            Some(_) => false,
        }
    }

    /// Text without what this module put into it.
    fn plain(&self, text: &str) -> String {
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

    // ---- links and images

    fn link(
        &mut self,
        target: String,
        kind: LinkKind,
        span: Span,
        title: Option<String>,
        auto: bool,
    ) -> u32 {
        let is_xref = target.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("xref:"));
        let kind = if is_xref && kind == LinkKind::Page { LinkKind::Xref } else { kind };
        self.body.links.push(Link { kind, target, title, span, auto });
        self.body.links.len() as u32 - 1
    }

    fn end_image(&mut self) {
        if let Some(image) = &mut self.image
            && image.depth > 0
        {
            image.depth -= 1;
            return;
        }
        let Some(OpenImage { target, title, alt, range, .. }) = self.image.take() else { return };
        let span = self.span(&range);
        let alt = self.plain(&alt);
        self.flush();
        self.slug_text(&alt);
        let source = self.link(target, LinkKind::Resource, span, None, false);
        self.body.images.push(Image {
            kind: ImageKind::Markdown,
            source,
            alt,
            title,
            lightbox: None,
            link: None,
            border: false,
            block: false,
            own_line: false,
            description_id: None,
        });
        let index = self.body.images.len() as u32 - 1;
        self.push(NodeKind::Image(index), span);
    }

    fn image_directive(
        &mut self,
        directive: &Directive,
        image: &ImageDirective,
        block: bool,
    ) -> u32 {
        let value =
            |name: &str| image.get(name).map(|a| a.value.clone()).filter(|v| !v.trim().is_empty());
        let kind = match value("type").as_deref() {
            Some("icon") => ImageKind::Icon,
            Some("complex") if image.complex_block => ImageKind::Complex,
            _ => ImageKind::Content,
        };
        let source = value("source").unwrap_or_default();
        let border = match value("border").map(|v| v.to_ascii_lowercase()).as_deref() {
            Some("true") => true,
            Some("false") => false,
            _ => kind != ImageKind::Icon,
        };
        let mut link = |name: &str, kind| {
            value(name).map(|target| {
                let at = image.get(name).map_or(directive.range.clone(), |a| a.span.range());
                let at = self.rewritten.source_map.span(at);
                self.link(target, kind, at, None, false)
            })
        };
        let lightbox = link("lightbox", LinkKind::Resource);
        let href = link("link", LinkKind::Page);
        let source_at = image.get("source").map_or(directive.range.clone(), |a| a.span.range());
        let source_at = self.rewritten.source_map.span(source_at);
        let source = self.link(source, LinkKind::Resource, source_at, None, false);
        let description_id = (kind == ImageKind::Complex)
            .then(|| format!("image-description-{}", self.body.images.len() + 1));
        self.body.images.push(Image {
            kind,
            source,
            alt: value("alt-text").unwrap_or_default(),
            title: None,
            lightbox,
            link: href,
            border,
            block,
            own_line: image.own_line,
            description_id,
        });
        self.body.images.len() as u32 - 1
    }

    // ---- headings and tabs

    fn end_heading(&mut self, span: Span) {
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

    /// A heading that is only `[Title](#tab/id/condition)`, whose nodes begin at `title`.
    fn tab_heading(&self, title: usize, span: Span) -> Option<TabHeading> {
        let nodes = self.body.nodes.get(title..)?;
        let NodeKind::Open(Tag::Link(link)) = nodes.first()?.kind else { return None };
        let target = self.body.links[link as usize].target.strip_prefix("#tab/")?;
        let mut depth = 0;
        for (i, node) in nodes.iter().enumerate() {
            match node.kind {
                NodeKind::Open(_) => depth += 1,
                NodeKind::Close => depth -= 1,
                _ => {}
            }
            if depth == 0 && i + 1 != nodes.len() {
                return None;
            }
        }
        let (ids, condition) = match target.split_once('/') {
            Some((ids, condition)) => (ids, Some(condition)),
            None => (target, None),
        };
        let word = |text: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        let ids: Vec<String> = ids.split('+').map(str::to_owned).collect();
        if !ids.iter().all(|id| word(id)) || !condition.is_none_or(|c| c.is_empty() || word(c)) {
            return None;
        }
        Some(TabHeading {
            ids,
            condition: condition.filter(|c| !c.is_empty()).map(str::to_owned),
            title: nodes[1..nodes.len() - 1].to_vec(),
            span,
        })
    }

    fn open_tab(&mut self, tab: TabHeading, span: Span) {
        // HTML left open inside the tab before ends with it.
        let open_html =
            self.frames.iter().rev().take_while(|f| matches!(f, Frame::Html(_))).count();
        let under = self.frames.len().checked_sub(open_html + 1).and_then(|i| self.frames.get(i));
        if open_html > 0 && matches!(under, Some(Frame::Tab(_))) {
            for _ in 0..open_html {
                self.pop_frame(span);
            }
        }
        let group = if let Some(&Frame::Tab(group)) = self.frames.last() {
            self.frames.pop();
            self.body.nodes.push(Node { kind: NodeKind::Close, span });
            group
        } else {
            self.tab_groups += 1;
            let group = TabGroup { number: self.tab_groups, tabs: Vec::new() };
            self.push(NodeKind::Open(Tag::TabGroup(Box::new(group))), span);
            self.body.nodes.len() - 1
        };
        if let NodeKind::Open(Tag::TabGroup(tabs)) = &mut self.body.nodes[group].kind {
            let index = tabs.tabs.len() as u32;
            tabs.tabs.push(tab);
            self.body.nodes.push(Node { kind: NodeKind::Open(Tag::Tab(index)), span });
            self.frames.push(Frame::Tab(group));
        }
    }

    /// Compares the groups of tabs with each other, as readers choose in them from the top.
    fn check_tabs(&mut self) {
        let mut chosen: Vec<Vec<&str>> = Vec::new();
        for node in &self.body.nodes {
            let NodeKind::Open(Tag::TabGroup(group)) = &node.kind else { continue };
            let Some(first) = group.tabs.first() else { continue };
            let shows = |condition: &Option<String>| {
                condition
                    .as_deref()
                    .is_none_or(|c| chosen.iter().any(|ids| ids.first() == Some(&c)))
            };
            let mut problem = None;
            let mut ids: Vec<&str> = Vec::new();
            for tab in group.tabs.iter().filter(|tab| shows(&tab.condition)) {
                for id in &tab.ids {
                    if ids.contains(&id.as_str()) {
                        problem = Some((tab.span, format!("the tab id `{id}` stands twice")));
                    } else {
                        ids.push(id);
                    }
                }
            }
            if ids.is_empty() {
                problem = Some((first.span, "no tab of this group can be seen".to_owned()));
            }
            let shares = |set: &&Vec<&str>| set.iter().any(|id| ids.contains(id));
            match chosen.iter().find(shares) {
                Some(set) if set.len() != ids.len() || !set.iter().all(|id| ids.contains(id)) => {
                    problem = problem.or_else(|| {
                        let other = set.join("`, `");
                        let message =
                            format!("a group above has other tabs beside the same ones: `{other}`");
                        Some((first.span, message))
                    });
                }
                Some(_) => {}
                None => chosen.push(ids),
            }
            if let Some((span, message)) = problem {
                self.diagnostics.push(
                    Diagnostic::new(&INVALID_TAB_GROUP, self.file, span, message)
                        .help("give the tabs of each group the same ids, each once"),
                );
            }
        }
    }

    // ---- the format's own constructs

    fn directive_span(&self, directive: &Directive) -> Span {
        self.rewritten.source_map.span(directive.range.clone())
    }

    fn inline_directive(&mut self, directive: &Directive) {
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
        self.body.includes.push(Include { path: path.to_owned(), context, span });
        let index = self.body.includes.len() as u32 - 1;
        self.push(NodeKind::Include(index), span);
    }

    /// An include that is all a table cell holds is read as a block (§4).
    fn block_include_in_cell(&mut self) {
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
            self.body.includes[index as usize].context = Context::Block;
        }
    }

    /// A marker that stands for a block, in an HTML block or inside a paragraph.
    fn block_directive(&mut self, directive: &Directive, in_paragraph: bool) {
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
                Some(Frame::Item) | None => self.block(directive, span),
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
    fn split_paragraph(&mut self, span: Span) {
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
            DirectiveKind::Div(attributes) => self.retag_quote(Tag::Div(attributes.clone()), span),
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
                let kind = NodeKind::Video(url.as_str().into(), title.as_deref().map(Into::into));
                self.body.nodes.push(Node { kind, span });
            }
            DirectiveKind::Include { path } => self.include(path, Context::Block, span),
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
                self.end_directive(Ender::Column, span);
                let width = width.as_str().into();
                self.open(Tag::Column(width), Frame::Directive(Ender::Column, span), span);
            }
            DirectiveKind::ColumnEnd => self.end_directive(Ender::Column, span),
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
            NodeKind::HtmlOpen(Box::new(HtmlTag { name: name.into(), attributes: list.collect() }))
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

    fn end_directive(&mut self, ender: Ender, span: Span) {
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
                Some(Frame::List(first) | Frame::ClosedList(first)) => {
                    closed.push(Frame::ClosedList(*first));
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
    fn retag_quote(&mut self, tag: Tag, span: Span) {
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

    // ---- HTML

    /// HTML of a block, line by line, or one inline tag; markers in it are turned back.
    fn html_lines(&mut self, lines: &[Range<usize>], block: bool) {
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
                    self.html_open(name, attributes, closed, joined, span);
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
        span: Span,
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
        let tag = HtmlTag { name: name.as_str().into(), attributes: list };
        self.push(NodeKind::HtmlOpen(Box::new(tag)), span);
        if !void {
            self.frames.push(Frame::Html(name));
            if closed {
                self.pop_frame(span);
            }
        }
    }
}

/// Whether a tag is `<a name="x">` or `<a id="x">` and nothing else: in front of a heading's words
/// it takes the place of the heading's id (format §3).
fn is_bare_anchor(tag: &str) -> bool {
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
