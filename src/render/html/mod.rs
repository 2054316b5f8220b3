//! A linked body to HTML.
//!
//! The markup is that of the input format's own engine where a theme or a reader could depend on
//! it (format §4), with better elements where that costs nothing: alerts are labelled asides,
//! alignment is a class. Everything an author wrote is escaped for its place; raw HTML arrives here
//! already taken apart and checked, and is written again from its parts.

mod block;
mod code;
mod escape;
mod heading;
mod image;
mod link;
mod raw;
mod statement;
mod table;
mod tabs;
mod zone;

use std::fmt::Write as _;

use rustc_hash::FxHashSet;

use self::escape::attribute;
pub(super) use self::escape::text_of;
pub use self::escape::{escape, escaped};
use self::table::Table;
use super::highlight::Highlights;
use super::ids::Ids;
use super::images::ImageSizes;
use crate::article::{Context, Node, NodeKind, Tag};
use crate::roles::Vocabulary;
use crate::site::{LinkedBody, PageId, SiteIndex};
use crate::theme::Translation;

/// A body, rendered.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    /// HTML without the page's heading.
    pub html: String,
    /// HTML of the page's heading, when the first visible block is one (format §2).
    pub title: Option<Heading>,
    /// The page's heading is the first thing to read in the HTML, behind tags with nothing in them.
    pub title_in_text: bool,
    /// Headings of levels 2 and 3, for "In this article".
    pub headings: Vec<Heading>,
    /// Words a reader reads, for the minutes.
    pub words: usize,
}

/// A heading on the rendered page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Id on the page.
    pub id: String,
    /// Inner HTML; for "In this article" without links.
    pub html: String,
}

/// What rendering needs beside the page.
#[derive(Clone, Copy, Debug)]
pub struct Environment<'a> {
    /// Highlighted code.
    pub highlights: &'a Highlights,
    /// Sizes of local images.
    pub images: &'a ImageSizes,
    /// Other pages, for what links to them say.
    pub site: &'a SiteIndex,
    /// Roles, for badges.
    pub vocabulary: &'a Vocabulary,
    /// The words that stand in a text beside the author's.
    pub translation: &'a Translation,
}

/// Renders a body. `ids` holds the ids taken on the page and grows; with `lift_title`, the page's
/// heading is taken out.
#[must_use]
pub fn body(
    environment: &Environment<'_>,
    linked: &LinkedBody<'_>,
    ids: &mut Ids<'_>,
    lift_title: bool,
) -> Rendered {
    let mut writer = Writer::new(environment, ids);
    if lift_title {
        writer.title = Title::Expected;
    }
    writer.nodes(linked, &linked.body.nodes);
    let title_in_text = matches!(writer.title, Title::InText);
    let title = match writer.title {
        Title::Found(heading) => Some(heading),
        _ => None,
    };
    Rendered {
        html: writer.out,
        title,
        title_in_text,
        headings: writer.headings,
        words: writer.words,
    }
}

/// Renders a balanced run of a body's nodes by itself.
pub(super) fn fragment(
    environment: &Environment<'_>,
    linked: &LinkedBody<'_>,
    nodes: &[Node],
) -> String {
    let known = FxHashSet::default();
    let mut ids = Ids::new(&known);
    let mut writer = Writer::new(environment, &mut ids);
    writer.nodes(linked, nodes);
    writer.out
}

/// Whether the page's heading may still come.
enum Title {
    None,
    /// Nothing visible has come yet.
    Expected,
    /// Tags have come, which have nothing to show: a heading stays where it is.
    BehindTags,
    /// The page's heading stands in its text, behind tags.
    InText,
    /// The heading is being written; where it began in the output.
    Open(usize, u8, String),
    Found(Heading),
}

/// How an open container ends.
enum Closer {
    Text(&'static str),
    /// A heading: its level, where its words begin, its id.
    Heading(u8, usize, String),
    TitleHeading,
    /// A link: where its words begin, and the page that it leads to.
    Link(usize, Option<PageId>),
    TableHead,
    Row,
    Table,
    Description,
    /// The end of what readers do not see, with what was known of the title before it.
    Hidden(Title),
    Nothing,
}

struct Writer<'w, 'k> {
    environment: &'w Environment<'w>,
    out: String,
    ids: &'w mut Ids<'k>,
    title: Title,
    headings: Vec<Heading>,
    words: usize,
    open: Vec<Closer>,
    tables: Vec<Table>,
    /// For each open group of tabs, its panels: id and attributes.
    tab_groups: Vec<Vec<(String, String)>>,
    tab_group_count: u32,
    /// Depth of containers whose content is left out.
    skip: usize,
    /// Depth at which paragraphs are only text: directly in an include of a tight item or a cell.
    tight: Option<usize>,
    /// Whether the open section lists pages to read on.
    is_reading_list: bool,
}

impl<'w, 'k> Writer<'w, 'k> {
    fn new(environment: &'w Environment<'w>, ids: &'w mut Ids<'k>) -> Self {
        Self {
            environment,
            out: String::with_capacity(4096),
            ids,
            title: Title::None,
            headings: Vec::new(),
            words: 0,
            open: Vec::new(),
            tables: Vec::new(),
            tab_groups: Vec::new(),
            tab_group_count: 0,
            skip: 0,
            tight: None,
            is_reading_list: false,
        }
    }

    fn nodes(&mut self, linked: &LinkedBody<'_>, nodes: &[Node]) {
        for (i, node) in nodes.iter().enumerate() {
            if self.skip > 0 {
                match node.kind {
                    NodeKind::Open(_) => self.skip += 1,
                    NodeKind::Close => self.skip -= 1,
                    _ => {}
                }
                if self.skip > 0 {
                    continue;
                }
                // The close of the container that was left out.
                self.open.pop();
                continue;
            }
            if let NodeKind::Open(Tag::Statement(index)) = node.kind {
                self.statement(linked, index, &nodes[i + 1..]);
                continue;
            }
            if matches!(node.kind, NodeKind::Open(Tag::Paragraph))
                && self.tight != Some(self.open.len())
                && link::are_letters(&nodes[i + 1..])
            {
                self.push("<p class=\"letters\">", "</p>\n");
                continue;
            }
            self.node(linked, node);
            if self.is_reading_list && matches!(node.kind, NodeKind::Open(Tag::Item)) {
                self.describe_item(linked, &nodes[i + 1..]);
            }
        }
    }

    fn node(&mut self, linked: &LinkedBody<'_>, node: &Node) {
        match &node.kind {
            NodeKind::Open(tag) => self.open(linked, tag),
            NodeKind::Close => self.close(),
            NodeKind::Text(text) => {
                if !text.trim().is_empty() {
                    self.visible();
                    self.words += text.split_whitespace().count();
                }
                escape(&mut self.out, text);
            }
            NodeKind::CodeSpan(code) => {
                self.visible();
                self.out.push_str("<code>");
                escape(&mut self.out, code);
                self.out.push_str("</code>");
                self.words += 1;
            }
            NodeKind::NoLoc(text) => {
                self.visible();
                self.out.push_str("<span class=\"no-loc\" dir=\"ltr\" lang=\"en-us\">");
                escape(&mut self.out, text);
                self.out.push_str("</span>");
            }
            NodeKind::SoftBreak => self.out.push('\n'),
            NodeKind::HardBreak => self.out.push_str("<br>\n"),
            NodeKind::Rule => self.out.push_str("<hr>\n"),
            NodeKind::Code(index) => {
                self.visible();
                let code = &linked.body.codes[*index as usize];
                let interactive =
                    code.interactive.then_some(code.language.as_deref().unwrap_or(""));
                self.code(code.language.as_deref(), &code.text, interactive, &[]);
            }
            NodeKind::Snippet(index) => self.snippet(linked, *index),
            NodeKind::Image(index) => {
                self.visible();
                self.image(linked, &linked.body.images[*index as usize]);
            }
            NodeKind::Include(index) => {
                if let Some(inner) = &linked.includes[*index as usize] {
                    // The include's own containers balance by themselves.
                    let include = &linked.body.includes[*index as usize];
                    let nodes = match include.context {
                        Context::Inline => unwrapped(&inner.body.nodes),
                        Context::Block => &inner.body.nodes,
                    };
                    let depth = Some(self.open.len());
                    let outer = self.tight;
                    self.tight = depth.filter(|_| include.tight || outer == depth);
                    self.nodes(inner, nodes);
                    self.tight = outer;
                }
            }
            NodeKind::Video(video) => self.video(&video.url, video.title.as_deref()),
            NodeKind::HtmlOpen(tag) => self.html_open(linked, tag),
            NodeKind::HtmlClose(name) => {
                let _ = write!(self.out, "</{name}>");
            }
        }
    }

    /// Something a reader sees has come: a later heading is not the page's.
    fn visible(&mut self) {
        if matches!(self.title, Title::Expected | Title::BehindTags) {
            self.title = Title::None;
        }
    }

    fn push(&mut self, html: &str, close: &'static str) {
        self.out.push_str(html);
        self.open.push(Closer::Text(close));
    }

    fn open(&mut self, linked: &LinkedBody<'_>, tag: &Tag) {
        match tag {
            Tag::Paragraph if self.tight == Some(self.open.len()) => {
                if !["<li>", "<td>", "<th>", "\n"].iter().any(|end| self.out.ends_with(end)) {
                    self.out.push('\n');
                }
                self.push("", "");
            }
            Tag::Paragraph => self.push("<p>", "</p>\n"),
            Tag::Heading(index) => self.heading(linked, *index),
            Tag::Quote => self.push("<blockquote>\n", "</blockquote>\n"),
            Tag::Alert(kind) => self.alert(*kind),
            Tag::Div(attributes) => self.div(attributes),
            Tag::List(Some(1)) => self.push("<ol>\n", "</ol>\n"),
            Tag::List(Some(start)) => {
                let _ = writeln!(self.out, "<ol start=\"{start}\">");
                self.open.push(Closer::Text("</ol>\n"));
            }
            Tag::List(None) => self.push("<ul>\n", "</ul>\n"),
            Tag::Item => self.push("<li>", "</li>\n"),
            Tag::Table(columns) => self.table(columns),
            Tag::TableHead => self.table_head(),
            Tag::TableRow => self.table_row(),
            Tag::Cell => self.cell(),
            Tag::Emphasis => self.push("<em>", "</em>"),
            Tag::Strong => self.push("<strong>", "</strong>"),
            Tag::Strike => self.push("<del>", "</del>"),
            Tag::Link(index) => self.link(linked, *index),
            Tag::Row => self.push("<section class=\"row\">\n", "</section>\n"),
            Tag::Column(span) => self.column(span),
            Tag::TabGroup(group) => self.tab_group(linked, group),
            Tag::Tab(index) => self.tab(*index),
            Tag::MonikerZone(index) => self.moniker_zone(&linked.zones[*index as usize]),
            Tag::PivotZone(index) => {
                self.pivot_zone(&linked.body.pivot_zones[*index as usize]);
            }
            Tag::LongDescription(image) => self.long_description(linked, *image),
            Tag::Statement(index) => self.statement(linked, *index, &[]),
        }
    }

    fn close(&mut self) {
        let Some(closer) = self.open.pop() else { return };
        match closer {
            Closer::Text(html) => self.out.push_str(html),
            Closer::Nothing => {}
            Closer::Heading(level, start, id) => self.close_heading(level, start, id),
            Closer::TitleHeading => self.close_title(),
            Closer::Link(start, target) => self.close_link(start, target),
            Closer::TableHead => self.close_table_head(),
            Closer::Row => self.out.push_str("</tr>\n"),
            Closer::Table => self.close_table(),
            Closer::Description => self.out.push_str("</div>\n"),
            Closer::Hidden(title) => {
                self.title = title;
                self.out.push_str("</div>\n");
            }
        }
    }
}

/// The nodes of an inline include, without the paragraph around them: the text stands in another.
pub(super) fn unwrapped(nodes: &[Node]) -> &[Node] {
    match nodes {
        [
            Node { kind: NodeKind::Open(Tag::Paragraph | Tag::Statement(_)), .. },
            inner @ ..,
            Node { kind: NodeKind::Close, .. },
        ] if balanced(inner) => inner,
        _ => nodes,
    }
}

fn balanced(nodes: &[Node]) -> bool {
    let mut depth = 0;
    for node in nodes {
        match node.kind {
            NodeKind::Open(_) => depth += 1,
            NodeKind::Close if depth == 0 => return false,
            NodeKind::Close => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}
