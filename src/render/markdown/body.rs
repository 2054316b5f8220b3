//! A linked body as Markdown: includes spliced in, samples and zones in place, addresses as they
//! lead from elsewhere. It is written from the nodes, not copied from the source, so that every
//! way of writing comes out as the one that most programs read.

use std::fmt::Write as _;

use super::address::Address;
use super::escape;
use super::lines::Lines;
use crate::article::{Align, PivotZone};
use crate::article::{
    Context, HtmlTag, HtmlValue, Image, ImageKind, LinkKind, Node, NodeKind, Tag,
};
use crate::render::html::{self, Environment};
use crate::render::media;
use crate::site::{Fate, Href, LinkedBody};

/// How an open container ends.
enum Closer {
    /// Text in the line.
    Inline(String),
    Paragraph,
    Heading(u8),
    Title,
    Container,
    Item,
    List,
    TableHead,
    Row,
    Table,
    Cell,
    /// A block without marks of its own.
    Block,
    Nothing,
}

struct List {
    number: Option<u64>,
    mark: char,
    is_first: bool,
}

struct Table {
    columns: Box<[Align]>,
    rows: String,
    cells: Vec<String>,
}

/// Writes bodies one after the other.
pub(super) struct Writer<'w> {
    environment: &'w Environment<'w>,
    address: &'w Address<'w>,
    lines: Lines,
    /// The paragraph, heading or cell being read.
    line: String,
    open: Vec<Closer>,
    lists: Vec<List>,
    /// For each open item, whether it holds text without a paragraph.
    tight: Vec<bool>,
    tables: Vec<Table>,
    /// For each open group of tabs, their titles.
    tabs: Vec<Vec<String>>,
    /// The ends of open HTML elements.
    elements: Vec<String>,
    /// Depth of paragraphs, headings and cells.
    inline: usize,
    /// Depth of containers whose content is left out.
    skip: usize,
    /// Whether the page's heading may still come.
    title_expected: bool,
    title: Option<String>,
}

impl<'w> Writer<'w> {
    pub(super) fn new(environment: &'w Environment<'w>, address: &'w Address<'w>) -> Self {
        Self {
            environment,
            address,
            lines: Lines::default(),
            line: String::new(),
            open: Vec::new(),
            lists: Vec::new(),
            tight: Vec::new(),
            tables: Vec::new(),
            tabs: Vec::new(),
            elements: Vec::new(),
            inline: 0,
            skip: 0,
            title_expected: false,
            title: None,
        }
    }

    /// Writes a body; with `lift_title`, the page's heading is kept apart.
    pub(super) fn body(&mut self, linked: &LinkedBody<'_>, lift_title: bool) {
        self.title_expected = lift_title;
        self.nodes(linked, &linked.body.nodes);
        self.flush();
    }

    /// Writes a block that is Markdown already.
    pub(super) fn block(&mut self, markdown: &str) {
        self.flush();
        self.lines.block(markdown);
    }

    /// The page's heading, where one was kept apart, and the text.
    pub(super) fn finish(mut self) -> (Option<String>, String) {
        self.flush();
        (self.title, self.lines.finish())
    }

    fn in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    fn flush(&mut self) {
        if self.in_table() {
            return;
        }
        let line = std::mem::take(&mut self.line);
        let text = escape::paragraph(&line);
        if !text.is_empty() {
            self.lines.block(&text);
        }
    }

    fn nodes(&mut self, linked: &LinkedBody<'_>, nodes: &[Node]) {
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            at += 1;
            if self.skip > 0 {
                match node.kind {
                    NodeKind::Open(_) => self.skip += 1,
                    NodeKind::Close => self.skip -= 1,
                    _ => {}
                }
                if self.skip == 0 {
                    self.open.pop();
                }
                continue;
            }
            if let NodeKind::HtmlOpen(tag) = &node.kind
                && self.inline == 0
                && is_html_block(&tag.name)
            {
                let end = at + end_of(&tag.name, &nodes[at..]);
                self.html_block(linked, &nodes[at - 1..end]);
                at = end;
                continue;
            }
            self.node(linked, node, &nodes[at..]);
        }
    }

    fn node(&mut self, linked: &LinkedBody<'_>, node: &Node, after: &[Node]) {
        if !matches!(node.kind, NodeKind::Open(_) | NodeKind::Close | NodeKind::Include(_)) {
            let is_blank = matches!(&node.kind, NodeKind::Text(text) if text.trim().is_empty());
            self.title_expected &= is_blank || matches!(&node.kind, NodeKind::SoftBreak);
        }
        match &node.kind {
            NodeKind::Open(tag) => self.open(linked, tag, after),
            NodeKind::Close => self.close(),
            NodeKind::Text(text) | NodeKind::NoLoc(text) => {
                escape::text(&mut self.line, text, !self.tables.is_empty());
            }
            NodeKind::CodeSpan(code) => {
                self.line.push_str(&escape::code_span(code, !self.tables.is_empty()));
            }
            NodeKind::SoftBreak => self.line.push(if self.in_table() { ' ' } else { '\n' }),
            NodeKind::HardBreak => {
                self.line.push_str(if self.in_table() { "<br>" } else { escape::BREAK });
            }
            NodeKind::Rule => self.block("---"),
            NodeKind::Code(index) => {
                let code = &linked.body.codes[*index as usize];
                self.block(&escape::code_block(code.language.as_deref(), &code.text));
            }
            NodeKind::Snippet(index) => {
                let block = match &linked.snippets[*index as usize] {
                    Some(text) => escape::code_block(text.language.as_deref(), &text.text),
                    None => format!(
                        "> [!WARNING]\n> {}",
                        self.environment
                            .translation
                            .text("The code sample that belongs here is missing.")
                    ),
                };
                self.block(&block);
            }
            NodeKind::Image(index) => self.image(linked, &linked.body.images[*index as usize]),
            NodeKind::Include(index) => {
                if let Some(inner) = &linked.includes[*index as usize] {
                    let inline = linked.body.includes[*index as usize].context == Context::Inline;
                    let nodes = &inner.body.nodes;
                    self.nodes(inner, if inline { html::unwrapped(nodes) } else { nodes });
                }
            }
            NodeKind::Video(video) => {
                let title = video
                    .title
                    .as_deref()
                    .unwrap_or_else(|| self.environment.translation.text("Video"));
                self.block(&format!("[{title}]({})", escape::destination(&video.url, None)));
            }
            NodeKind::HtmlOpen(tag) => self.html_open(linked, tag),
            NodeKind::HtmlClose(_) => {
                if let Some(end) = self.elements.pop() {
                    self.line.push_str(&end);
                }
            }
        }
    }

    fn push(&mut self, start: &str, end: &str) {
        self.line.push_str(start);
        self.open.push(Closer::Inline(end.to_owned()));
    }

    /// A block that may stand in a cell, where it is text.
    fn paragraph(&mut self) {
        if self.inline == 0 {
            self.flush();
        }
        self.inline += 1;
        self.open.push(Closer::Paragraph);
    }

    fn container(&mut self, first: &str, rest: &str) {
        self.flush();
        self.lines.open(first, rest);
        self.open.push(Closer::Container);
    }

    fn transparent(&mut self) {
        self.flush();
        self.open.push(Closer::Block);
    }

    fn leave_out(&mut self) {
        self.skip = 1;
        self.open.push(Closer::Nothing);
    }

    fn open(&mut self, linked: &LinkedBody<'_>, tag: &Tag, after: &[Node]) {
        match tag {
            Tag::Paragraph | Tag::Statement(_) => self.paragraph(),
            Tag::Heading(index) => {
                let level = linked.body.headings[*index as usize].level;
                self.flush();
                self.inline += 1;
                let is_title = level <= 3 && std::mem::take(&mut self.title_expected);
                self.open.push(if is_title { Closer::Title } else { Closer::Heading(level) });
            }
            Tag::Quote => self.container("> ", "> "),
            Tag::Alert(kind) => {
                self.title_expected = false;
                self.container("> ", "> ");
                self.lines.block(&format!("[!{}]", kind.title().to_uppercase()));
                self.lines.close_up();
            }
            Tag::List(start) => {
                self.flush();
                if self.lists.last().is_some_and(|_| self.is_in_tight_item()) {
                    self.lines.close_up();
                }
                let mark = self.lines.list_mark(start.is_some());
                self.lists.push(List { number: *start, mark, is_first: true });
                self.open.push(Closer::List);
            }
            Tag::Item => self.item(after),
            Tag::Table(columns) => {
                self.title_expected = false;
                self.flush();
                let (rows, cells) = (String::new(), Vec::new());
                self.tables.push(Table { columns: columns.clone(), rows, cells });
                self.inline += 1;
                self.open.push(Closer::Table);
            }
            Tag::TableHead => self.open.push(Closer::TableHead),
            Tag::TableRow => self.open.push(Closer::Row),
            Tag::Cell => {
                self.line.clear();
                self.open.push(Closer::Cell);
            }
            Tag::Emphasis => self.push("*", "*"),
            Tag::Strong => self.push("**", "**"),
            Tag::Strike => self.push("~~", "~~"),
            Tag::Link(index) => self.link(linked, *index),
            Tag::Div(_) | Tag::Row | Tag::Column(_) | Tag::LongDescription(_) => self.transparent(),
            Tag::TabGroup(group) => {
                self.title_expected = false;
                self.transparent();
                let titles: Vec<String> = group
                    .tabs
                    .iter()
                    .map(|tab| {
                        self.inline += 1;
                        self.nodes(linked, &tab.title);
                        self.inline -= 1;
                        std::mem::take(&mut self.line)
                    })
                    .collect();
                self.tabs.push(titles);
            }
            Tag::Tab(index) => {
                let title = self.tabs.last().and_then(|titles| titles.get(*index as usize));
                let title = title.map_or_else(String::new, |title| format!("**{}**", title.trim()));
                if !title.is_empty() {
                    self.block(&title);
                }
                self.transparent();
            }
            Tag::MonikerZone(index) => match &linked.zones[*index as usize] {
                Fate::Kept { label, .. } => {
                    self.zone(label);
                }
                Fate::Dropped => self.leave_out(),
            },
            Tag::PivotZone(index) => {
                let zone: &PivotZone = &linked.body.pivot_zones[*index as usize];
                if zone.is_on_pages() {
                    self.zone(&zone.pivots.join(" "));
                } else {
                    self.leave_out();
                }
            }
        }
    }

    /// A part for some versions or pivots, which are said before it.
    fn zone(&mut self, names: &str) {
        self.transparent();
        if !names.is_empty() {
            let names = names.replace(' ', ", ");
            let label =
                self.environment.translation.format("Applies to {names}", &[("names", &names)]);
            let mut line = String::from("*");
            escape::text(&mut line, &label, false);
            line.push('*');
            self.lines.block(&line);
        }
    }

    /// Whether the innermost open item holds text without a paragraph.
    fn is_in_tight_item(&self) -> bool {
        self.tight.last().copied().unwrap_or(false)
    }

    fn item(&mut self, after: &[Node]) {
        self.flush();
        let is_tight = !matches!(
            after.first().map(|node| &node.kind),
            Some(NodeKind::Open(Tag::Paragraph)) | None
        );
        let Some(list) = self.lists.last_mut() else {
            self.open.push(Closer::Block);
            return;
        };
        if is_tight && !list.is_first {
            self.lines.close_up();
        }
        list.is_first = false;
        let mark = match &mut list.number {
            Some(number) => {
                *number += 1;
                format!("{}{} ", *number - 1, list.mark)
            }
            None => format!("{} ", list.mark),
        };
        self.lines.open(&mark, &" ".repeat(mark.len()));
        self.tight.push(is_tight);
        self.open.push(Closer::Item);
    }

    fn close(&mut self) {
        let Some(closer) = self.open.pop() else { return };
        match closer {
            Closer::Inline(text) => self.line.push_str(&text),
            Closer::Nothing => {}
            Closer::Block => self.flush(),
            Closer::Paragraph => {
                self.inline -= 1;
                if self.inline == 0 {
                    self.flush();
                } else if self.in_table() {
                    self.line.push(' ');
                }
            }
            Closer::Heading(level) => {
                self.inline -= 1;
                let text = one_line(&std::mem::take(&mut self.line));
                let heading = format!("{} {text}", "#".repeat(usize::from(level)));
                self.lines.block(heading.trim_end());
            }
            Closer::Title => {
                self.inline -= 1;
                self.title = Some(one_line(&std::mem::take(&mut self.line)));
            }
            Closer::Container => {
                self.flush();
                self.lines.close();
            }
            Closer::Item => {
                self.flush();
                self.lines.close();
                self.tight.pop();
            }
            Closer::List => {
                if let Some(list) = self.lists.pop() {
                    self.lines.end_list(list.mark);
                }
            }
            Closer::Cell => {
                let text = one_line(&std::mem::take(&mut self.line));
                if let Some(table) = self.tables.last_mut() {
                    table.cells.push(text);
                }
            }
            Closer::TableHead | Closer::Row => self.row(matches!(closer, Closer::TableHead)),
            Closer::Table => {
                self.inline -= 1;
                if let Some(table) = self.tables.pop() {
                    self.lines.block(&table.rows);
                }
            }
        }
    }

    fn row(&mut self, is_head: bool) {
        let Some(table) = self.tables.last_mut() else { return };
        let cells = std::mem::take(&mut table.cells);
        let _ = writeln!(table.rows, "| {} |", cells.join(" | "));
        if is_head {
            table.rows.push('|');
            for column in table
                .columns
                .iter()
                .copied()
                .chain(std::iter::repeat(Align::None))
                .take(cells.len().max(1))
            {
                table.rows.push_str(match column {
                    Align::None => " --- |",
                    Align::Left => " :-- |",
                    Align::Center => " :-: |",
                    Align::Right => " --: |",
                });
            }
            table.rows.push('\n');
        }
    }

    fn link(&mut self, linked: &LinkedBody<'_>, index: u32) {
        let link = &linked.body.links[index as usize];
        let href = &linked.links[index as usize];
        self.title_expected = false;
        let words = href.text.as_deref();
        let is_unknown = href.broken && matches!(link.kind, LinkKind::Xref | LinkKind::ShortXref);
        if is_unknown || href.url.is_empty() {
            match words {
                Some(words) => {
                    escape::text(&mut self.line, words, !self.tables.is_empty());
                    self.leave_out();
                }
                None => self.open.push(Closer::Nothing),
            }
            return;
        }
        let url = self.address.of(&href.url);
        if link.auto && words.is_none() && href.url == link.target {
            let _ = write!(self.line, "<{url}>");
            self.leave_out();
            return;
        }
        let end = format!("]({})", escape::destination(&url, link.title.as_deref()));
        self.bracket();
        match words {
            Some(words) => {
                escape::text(&mut self.line, words, !self.tables.is_empty());
                self.line.push_str(&end);
                self.leave_out();
            }
            None => self.open.push(Closer::Inline(end)),
        }
    }

    /// Opens a link's text; a `!` before it would make it an image.
    fn bracket(&mut self) {
        if self.line.ends_with('!') {
            self.line.pop();
            self.line.push_str("\\!");
        }
        self.line.push('[');
    }

    fn image(&mut self, linked: &LinkedBody<'_>, image: &Image) {
        let source = &linked.links[image.source as usize];
        if image.block {
            self.flush();
        }
        let target = image.link.map(|link| &linked.links[link as usize]);
        let target = target.filter(|target| !target.url.is_empty());
        if target.is_some() {
            self.bracket();
        }
        let is_media = image.kind == ImageKind::Markdown
            && source.external
            && media::of(&source.url).is_some();
        if is_media {
            self.bracket();
        } else {
            self.line.push_str("![");
        }
        escape::text(&mut self.line, &image.alt, !self.tables.is_empty());
        self.destination(source, image.title.as_deref());
        if let Some(target) = target {
            self.destination(target, None);
        }
        if image.block {
            self.flush();
        }
    }

    /// The end of a link's text, and where it leads.
    fn destination(&mut self, href: &Href, title: Option<&str>) {
        let url = self.address.of(&href.url);
        let _ = write!(self.line, "]({})", escape::destination(&url, title));
    }

    // ---- HTML

    /// An element that Markdown has no words for, with all it holds, as HTML.
    fn html_block(&mut self, linked: &LinkedBody<'_>, nodes: &[Node]) {
        self.title_expected = false;
        self.flush();
        let html = html::fragment(self.environment, linked, nodes);
        // A blank line would end it.
        let lines: Vec<&str> = html.lines().filter(|line| !line.trim().is_empty()).collect();
        self.lines.block(&self.address.in_html(&lines.join("\n")));
    }

    fn html_open(&mut self, linked: &LinkedBody<'_>, tag: &HtmlTag) {
        let name = tag.name.as_ref();
        let text = |key: &str| {
            tag.attributes.iter().find_map(|(name, value)| match value {
                HtmlValue::Text(text) if name.as_ref() == key => Some(text.as_ref()),
                _ => None,
            })
        };
        let address = tag.attributes.iter().find_map(|(_, value)| match value {
            HtmlValue::Link(index) => Some(&linked.links[*index as usize]),
            HtmlValue::Text(_) => None,
        });
        let end = match (name, address) {
            ("br", _) => {
                self.line.push_str(if self.in_table() { "<br>" } else { escape::BREAK });
                return;
            }
            ("img", Some(source)) => {
                self.line.push_str("![");
                escape::text(&mut self.line, text("alt").unwrap_or(""), !self.tables.is_empty());
                self.destination(source, text("title"));
                return;
            }
            ("hr", _) if self.inline == 0 => {
                self.block("---");
                return;
            }
            ("a", Some(target)) if !target.url.is_empty() => {
                self.bracket();
                format!("]({})", escape::destination(&self.address.of(&target.url), text("title")))
            }
            ("p" | "div" | "section" | "article" | "center" | "nav" | "address", _)
                if self.inline == 0 =>
            {
                self.flush();
                "\n".to_owned()
            }
            (
                "b" | "strong" | "i" | "em" | "u" | "s" | "del" | "ins" | "sub" | "sup" | "kbd"
                | "code" | "samp" | "var" | "mark" | "q" | "small" | "ul" | "ol" | "li",
                _,
            ) => {
                let _ = write!(self.line, "<{name}>");
                format!("</{name}>")
            }
            _ => String::new(),
        };
        if !tag.is_void() {
            self.elements.push(end);
        }
    }
}

/// Elements that are kept as HTML where they stand for themselves.
fn is_html_block(name: &str) -> bool {
    matches!(
        name,
        "table"
            | "details"
            | "dl"
            | "figure"
            | "pre"
            | "ul"
            | "ol"
            | "blockquote"
            | "form"
            | "iframe"
            | "video"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

/// How many nodes there are up to the end of an element, its end tag included.
fn end_of(name: &str, after: &[Node]) -> usize {
    let mut depth = 1;
    for (i, node) in after.iter().enumerate() {
        match &node.kind {
            NodeKind::HtmlOpen(tag) if tag.name.as_ref() == name => depth += 1,
            NodeKind::HtmlClose(closed) if closed.as_ref() == name => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return i + 1;
        }
    }
    after.len()
}

fn one_line(text: &str) -> String {
    text.replace(escape::BREAK, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}
