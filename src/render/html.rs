//! A linked body to HTML.
//!
//! The markup is that of the input format's own engine where a theme or a reader could depend on
//! it (format §4), with better elements where that costs nothing: alerts are labelled asides,
//! alignment is a class. Everything an author wrote is escaped for its place; raw HTML arrives here
//! already taken apart and checked, and is written again from its parts.

use std::fmt::Write as _;

use rustc_hash::FxHashSet;

use super::highlight::{Highlights, mark_lines};
use super::ids::Ids;
use super::images::ImageSizes;
use super::media::{self, Media};
use super::surroundings;
use crate::article::{
    AlertKind, Align, Context, HtmlTag, HtmlValue, Image, ImageKind, Node, NodeKind, PivotZone,
    StatementKind, TabGroup, Tag,
};
use crate::roles::Vocabulary;
use crate::site::{Fate, Href, LinkedBody, SiteIndex};

/// A body, rendered.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    /// HTML without the page's heading.
    pub html: String,
    /// HTML of the page's heading, when the first visible block is one (format §2).
    pub title: Option<Heading>,
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
}

/// Renders a body. `ids` holds the ids taken on the page and grows; with `lift_title`, the page's
/// heading is taken out. `under` is the level of the heading that the theme writes above the body.
#[must_use]
pub fn body(
    environment: &Environment<'_>,
    linked: &LinkedBody<'_>,
    ids: &mut Ids<'_>,
    lift_title: bool,
    under: u8,
) -> Rendered {
    let mut writer = Writer::new(environment, ids, under);
    if lift_title {
        writer.title = Title::Expected;
    }
    writer.nodes(linked, &linked.body.nodes);
    let title = match writer.title {
        Title::Found(heading) => Some(heading),
        _ => None,
    };
    Rendered { html: writer.out, title, headings: writer.headings, words: writer.words }
}

/// Renders a balanced run of a body's nodes by itself.
pub(super) fn fragment(
    environment: &Environment<'_>,
    linked: &LinkedBody<'_>,
    nodes: &[Node],
) -> String {
    let known = FxHashSet::default();
    let mut ids = Ids::new(&known);
    let mut writer = Writer::new(environment, &mut ids, 1);
    writer.nodes(linked, nodes);
    writer.out
}

/// Escapes text for an element or a double-quoted attribute.
pub fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Text as an escaped string of its own.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

/// Attribute that says which lines of a block of code are marked.
const HIGHLIGHT_LINES: &str = "data-highlight-lines";

/// Whether the page's heading may still come.
enum Title {
    None,
    /// Nothing visible has come yet.
    Expected,
    /// The heading is being written; where it began in the output.
    Open(usize, u8, String),
    Found(Heading),
}

/// How an open container ends.
enum Closer {
    Text(&'static str),
    /// The end of a list's item, with what is said of its link.
    Item(String),
    Heading(u8, usize, String),
    TitleHeading,
    TableHead,
    Row,
    Table,
    Cell(&'static str),
    Description,
    /// The end of what readers do not see, with what was known of the title before it.
    Hidden(Title),
    Nothing,
}

/// The outline so far: each heading above the place reached, as written and as it counts.
struct Levels(Vec<(u8, u8)>);

impl Levels {
    fn under(level: u8) -> Self {
        Self(vec![(level, level)])
    }

    /// The level at which a heading counts: one below the heading above it, if it was to be deeper.
    fn next(&mut self, level: u8) -> u8 {
        while self.0.len() > 1 && self.0.last().is_some_and(|&(written, _)| written >= level) {
            self.0.pop();
        }
        let shown = match self.0.last() {
            Some(&(written, shown)) if written < level => shown + 1,
            _ => level,
        };
        self.0.push((level, shown));
        shown
    }
}

struct Table {
    columns: Box<[Align]>,
    column: usize,
    header: bool,
    body_open: bool,
}

struct Writer<'w, 'k> {
    environment: &'w Environment<'w>,
    out: String,
    ids: &'w mut Ids<'k>,
    title: Title,
    headings: Vec<Heading>,
    levels: Levels,
    words: usize,
    open: Vec<Closer>,
    tables: Vec<Table>,
    /// For each open group of tabs, its panels: id and attributes.
    tab_groups: Vec<Vec<(String, String)>>,
    tab_group_count: u32,
    /// Depth of containers whose content is left out.
    skip: usize,
    /// Whether the open section lists pages to read on.
    is_reading_list: bool,
}

impl<'w, 'k> Writer<'w, 'k> {
    fn new(environment: &'w Environment<'w>, ids: &'w mut Ids<'k>, under: u8) -> Self {
        Self {
            environment,
            out: String::with_capacity(4096),
            ids,
            title: Title::None,
            headings: Vec::new(),
            levels: Levels::under(under),
            words: 0,
            open: Vec::new(),
            tables: Vec::new(),
            tab_groups: Vec::new(),
            tab_group_count: 0,
            skip: 0,
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
            self.node(linked, node);
            if self.is_reading_list && matches!(node.kind, NodeKind::Open(Tag::Item)) {
                self.describe_item(linked, &nodes[i + 1..]);
            }
        }
    }

    /// In a list of pages to read on, what a link alone in its item leads to.
    fn describe_item(&mut self, linked: &LinkedBody<'_>, after: &[Node]) {
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
                    let inline = linked.body.includes[*index as usize].context == Context::Inline;
                    self.nodes(
                        inner,
                        if inline { unwrapped(&inner.body.nodes) } else { &inner.body.nodes },
                    );
                }
            }
            NodeKind::Video(url, title) => {
                self.out.push_str("<div class=\"embeddedvideo\"><iframe");
                attribute(&mut self.out, "src", url);
                attribute(&mut self.out, "title", title.as_deref().unwrap_or("Video"));
                self.out.push_str(" loading=\"lazy\" allowfullscreen></iframe></div>\n");
            }
            NodeKind::HtmlOpen(tag) => self.html_open(linked, tag),
            NodeKind::HtmlClose(name) => {
                let _ = write!(self.out, "</{name}>");
            }
        }
    }

    /// Something a reader sees has come: a later heading is not the page's.
    fn visible(&mut self) {
        if matches!(self.title, Title::Expected) {
            self.title = Title::None;
        }
    }

    fn push(&mut self, html: &str, close: &'static str) {
        self.out.push_str(html);
        self.open.push(Closer::Text(close));
    }

    fn open(&mut self, linked: &LinkedBody<'_>, tag: &Tag) {
        match tag {
            Tag::Paragraph => self.push("<p>", "</p>\n"),
            Tag::Heading(index) => self.heading(linked, *index),
            Tag::Quote => self.push("<blockquote>\n", "</blockquote>\n"),
            Tag::Alert(kind) => {
                self.visible();
                let class = alert_class(*kind);
                let _ = writeln!(
                    self.out,
                    "<aside class=\"alert alert-{class}\">\n<p class=\"alert-title\">{}</p>",
                    kind.title()
                );
                self.open.push(Closer::Text("</aside>\n"));
            }
            Tag::Div(attributes) => {
                self.out.push_str("<div");
                for (name, value) in attributes {
                    // Only what can do no harm; titles of selectors become data.
                    match name.as_str() {
                        "class" => attribute(&mut self.out, name, value),
                        "id" if self.ids.claim_exactly(value) => {
                            attribute(&mut self.out, name, value);
                        }
                        _ if name.starts_with("title") => {
                            attribute(&mut self.out, &format!("data-{name}"), value);
                        }
                        _ => {}
                    }
                }
                self.push(">\n", "</div>\n");
            }
            Tag::List(Some(1)) => self.push("<ol>\n", "</ol>\n"),
            Tag::List(Some(start)) => {
                let _ = writeln!(self.out, "<ol start=\"{start}\">");
                self.open.push(Closer::Text("</ol>\n"));
            }
            Tag::List(None) => self.push("<ul>\n", "</ul>\n"),
            Tag::Item => self.push("<li>", "</li>\n"),
            Tag::Table(columns) => {
                self.visible();
                self.out.push_str("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n");
                self.tables.push(Table {
                    columns: columns.clone(),
                    column: 0,
                    header: false,
                    body_open: false,
                });
                self.open.push(Closer::Table);
            }
            Tag::TableHead => {
                self.out.push_str("<thead>\n<tr>\n");
                if let Some(table) = self.tables.last_mut() {
                    table.header = true;
                    table.column = 0;
                }
                self.open.push(Closer::TableHead);
            }
            Tag::TableRow => {
                if let Some(table) = self.tables.last_mut() {
                    if !table.body_open {
                        table.body_open = true;
                        self.out.push_str("<tbody>\n");
                    }
                    table.column = 0;
                }
                self.out.push_str("<tr>\n");
                self.open.push(Closer::Row);
            }
            Tag::Cell => self.cell(),
            Tag::Emphasis => self.push("<em>", "</em>"),
            Tag::Strong => self.push("<strong>", "</strong>"),
            Tag::Strike => self.push("<del>", "</del>"),
            Tag::Link(index) => self.link(linked, *index),
            Tag::Row => self.push("<section class=\"row\">\n", "</section>\n"),
            Tag::Column(span) => {
                self.out.push_str("<div class=\"column");
                if !matches!(span.as_ref(), "1" | "") {
                    self.out.push_str(" span");
                    escape(&mut self.out, span);
                }
                self.push("\">\n", "</div>\n");
            }
            Tag::TabGroup(group) => self.tab_group(linked, group),
            Tag::Tab(index) => self.tab(*index),
            Tag::MonikerZone(index) => self.moniker_zone(&linked.zones[*index as usize]),
            Tag::PivotZone(index) => {
                self.pivot_zone(&linked.body.pivot_zones[*index as usize]);
            }
            Tag::LongDescription(image) => {
                let image = &linked.body.images[*image as usize];
                self.out.push_str("<div");
                let id = image.description_id.as_deref().unwrap_or("");
                let id = self.ids.claim(id);
                attribute(&mut self.out, "id", &id);
                self.out.push_str(" class=\"long-description visually-hidden\">\n");
                self.open.push(Closer::Description);
            }
            Tag::Statement(index) => self.statement(linked, *index, &[]),
        }
    }

    fn close(&mut self) {
        let Some(closer) = self.open.pop() else { return };
        match closer {
            Closer::Text(html) => self.out.push_str(html),
            Closer::Item(html) => self.out.push_str(&html),
            Closer::Nothing => {}
            Closer::Heading(level, start, id) => {
                if matches!(level, 2 | 3) {
                    let html = without_tags(&self.out[start..]);
                    self.headings.push(Heading { level, id, html });
                }
                let _ = writeln!(self.out, "</h{level}>");
            }
            Closer::TitleHeading => {
                if let Title::Open(start, level, id) =
                    std::mem::replace(&mut self.title, Title::None)
                {
                    let html = self.out.split_off(start);
                    self.title = Title::Found(Heading { level, id, html });
                }
            }
            Closer::TableHead => {
                self.out.push_str("</tr>\n</thead>\n");
                if let Some(table) = self.tables.last_mut() {
                    table.header = false;
                }
            }
            Closer::Row => self.out.push_str("</tr>\n"),
            Closer::Table => {
                if self.tables.pop().is_some_and(|table| table.body_open) {
                    self.out.push_str("</tbody>\n");
                }
                self.out.push_str("</table></div>\n");
            }
            Closer::Cell(html) => self.out.push_str(html),
            Closer::Description => self.out.push_str("</div>\n"),
            Closer::Hidden(title) => {
                self.title = title;
                self.out.push_str("</div>\n");
            }
        }
    }

    /// Leaves the container out that has just been opened.
    fn leave_out(&mut self) {
        self.skip = 1;
        self.open.push(Closer::Nothing);
    }

    fn pivot_zone(&mut self, zone: &PivotZone) {
        self.out.push_str("<div class=\"zone");
        self.out.push_str(if zone.target.is_some() { " has-target" } else { "" });
        self.out.push_str(if zone.pivots.is_empty() { "\"" } else { " has-pivot\"" });
        if let Some(target) = &zone.target {
            attribute(&mut self.out, "data-target", target);
        }
        if !zone.pivots.is_empty() {
            attribute(&mut self.out, "data-pivot", &zone.pivots.join(" "));
        }
        if zone.is_on_pages() {
            self.push(">\n", "</div>\n");
        } else {
            // It stays in the page for whoever makes other media of it.
            self.out.push_str(" hidden>\n");
            let title = std::mem::replace(&mut self.title, Title::None);
            self.open.push(Closer::Hidden(title));
        }
    }

    fn moniker_zone(&mut self, fate: &Fate) {
        let Fate::Kept { label, .. } = fate else {
            self.leave_out();
            return;
        };
        self.out.push_str("<div");
        if !label.is_empty() {
            attribute(&mut self.out, "data-moniker", label);
        }
        self.push(">\n", "</div>\n");
    }

    // ---- headings

    fn heading(&mut self, linked: &LinkedBody<'_>, index: u32) {
        let heading = &linked.body.headings[index as usize];
        let id = self.ids.claim(&heading.id);
        if heading.level <= 3 && matches!(self.title, Title::Expected) {
            self.title = Title::Open(self.out.len(), heading.level, id);
            self.open.push(Closer::TitleHeading);
            return;
        }
        self.visible();
        let level = heading.level;
        if level <= 2 {
            self.is_reading_list = surroundings::is_reading_list(&heading.text);
        }
        let _ = write!(self.out, "<h{level}");
        attribute(&mut self.out, "id", &id);
        self.outline_level(level);
        self.out.push('>');
        self.open.push(Closer::Heading(level, self.out.len(), id));
    }

    /// Says the level that a heading has in the outline, where the author left levels out: a screen
    /// reader then announces no gap.
    fn outline_level(&mut self, level: u8) {
        let shown = self.levels.next(level);
        if shown != level {
            let _ = write!(self.out, " aria-level=\"{shown}\"");
        }
    }

    // ---- links and images

    fn link(&mut self, linked: &LinkedBody<'_>, index: u32) {
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

    fn image(&mut self, linked: &LinkedBody<'_>, image: &Image) {
        let source = &linked.links[image.source as usize];
        if image.kind == ImageKind::Markdown {
            match media::of(&source.url).filter(|_| source.external) {
                Some(media) => self.media(&media, source, image),
                None => self.img(source, image),
            }
            return;
        }
        if image.block {
            self.out.push_str("<p>");
        }
        if image.border {
            self.out.push_str("<span class=\"mx-imgBorder\">\n");
        }
        let target = image.link.or(image.lightbox).map(|i| &linked.links[i as usize]);
        if let Some(target) = target.filter(|target| !target.url.is_empty()) {
            self.out.push_str("<a");
            if image.link.is_none() {
                self.out.push_str(" class=\"lightbox\"");
                let mut target = target.clone();
                if !target.url.contains('#') {
                    target.url.push_str("#lightbox");
                }
                href_attribute(&mut self.out, &target);
            } else {
                href_attribute(&mut self.out, target);
            }
            self.out.push_str(">\n");
            self.img(source, image);
            self.out.push_str("\n</a>\n");
        } else {
            self.img(source, image);
            if image.border {
                self.out.push('\n');
            }
        }
        if image.border {
            self.out.push_str("</span>");
        }
        if image.block {
            self.out.push_str("</p>\n");
        }
    }

    /// A film, a sound or a player, named by what would be the alternative text.
    fn media(&mut self, media: &Media, source: &Href, image: &Image) {
        const SIZE: &str = " width=\"500\" height=\"281\"";
        let (element, kind) = match media {
            Media::Player(url) => {
                self.out.push_str("<iframe");
                attribute(&mut self.out, "src", url);
                attribute(&mut self.out, "title", &image.alt);
                let _ = write!(self.out, "{SIZE} loading=\"lazy\" allowfullscreen></iframe>");
                return;
            }
            Media::Video(kind) => ("video", *kind),
            Media::Audio(kind) => ("audio", *kind),
        };
        let _ = write!(self.out, "<{element} controls preload=\"metadata\"");
        self.out.push_str(if element == "video" { SIZE } else { "" });
        attribute(&mut self.out, "aria-label", &image.alt);
        self.out.push_str("><source");
        attribute(&mut self.out, "type", kind);
        attribute(&mut self.out, "src", &source.url);
        let _ = write!(self.out, "></{element}>");
    }

    fn img(&mut self, source: &Href, image: &Image) {
        self.out.push_str("<img");
        attribute(&mut self.out, "src", &source.url);
        if image.kind == ImageKind::Icon {
            self.out.push_str(" alt=\"\"");
        } else {
            attribute(&mut self.out, "alt", &image.alt);
        }
        if let Some(title) = &image.title {
            attribute(&mut self.out, "title", title);
        }
        if let Some(id) = &image.description_id {
            attribute(&mut self.out, "aria-describedby", id);
        }
        self.size(source);
        self.out.push_str(" loading=\"lazy\">");
    }

    fn size(&mut self, source: &Href) {
        if let Some((width, height)) =
            source.resource.and_then(|file| self.environment.images.get(file))
        {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
    }

    // ---- code

    fn code(
        &mut self,
        language: Option<&str>,
        code: &str,
        interactive: Option<&str>,
        extra: &[(&str, Option<&str>)],
    ) {
        self.out.push_str("<pre><code");
        if let Some(language) = language {
            attribute(&mut self.out, "class", &format!("lang-{language}"));
        }
        if let Some(interactive) = interactive {
            attribute(&mut self.out, "data-interactive", interactive);
        }
        for (name, value) in extra {
            if let Some(value) = value {
                attribute(&mut self.out, name, value);
            }
        }
        self.out.push('>');
        let highlighted =
            language.and_then(|language| self.environment.highlights.html(language, code));
        let marked =
            extra.iter().find(|(name, _)| *name == HIGHLIGHT_LINES).and_then(|(_, lines)| *lines);
        match (highlighted, marked) {
            (Some(html), None) => self.out.push_str(html),
            (Some(html), Some(lines)) => self.out.push_str(&mark_lines(html, lines)),
            (None, Some(lines)) => self.out.push_str(&mark_lines(&escaped(code), lines)),
            (None, None) => escape(&mut self.out, code),
        }
        self.out.push_str("</code></pre>\n");
    }

    fn snippet(&mut self, linked: &LinkedBody<'_>, index: u32) {
        let snippet = &linked.body.snippets[index as usize];
        let Some(text) = &linked.snippets[index as usize] else {
            self.out.push_str(
                "<aside class=\"alert alert-warning\">\n<p class=\"alert-title\">Warning</p>\n<p>The code sample that belongs here is missing.</p>\n</aside>\n",
            );
            return;
        };
        let interactive = text.interactive.then(|| text.language.as_deref().unwrap_or(""));
        let extra = [
            ("data-name", snippet.name.as_deref().filter(|_| !snippet.triple_colon)),
            ("title", snippet.title.as_deref()),
            (HIGHLIGHT_LINES, snippet.highlight.as_deref()),
        ];
        self.code(text.language.as_deref(), &text.text, interactive, &extra);
    }

    // ---- tables

    fn cell(&mut self) {
        let (name, close, align) = match self.tables.last_mut() {
            Some(table) => {
                let align = table.columns.get(table.column).copied().unwrap_or_default();
                table.column += 1;
                if table.header { ("th", "</th>\n", align) } else { ("td", "</td>\n", align) }
            }
            None => ("td", "</td>\n", Align::None),
        };
        self.out.push('<');
        self.out.push_str(name);
        self.out.push_str(match align {
            Align::None => ">",
            Align::Left => " class=\"align-left\">",
            Align::Center => " class=\"align-center\">",
            Align::Right => " class=\"align-right\">",
        });
        self.open.push(Closer::Cell(close));
    }

    // ---- tabs

    fn tab_group(&mut self, linked: &LinkedBody<'_>, group: &TabGroup) {
        self.visible();
        self.tab_group_count += 1;
        let number = self.tab_group_count;
        let group_id = self.ids.claim(&format!("tabgroup_{number}"));
        let _ =
            writeln!(self.out, "<div class=\"tabGroup\" id=\"{group_id}\">\n<ul role=\"tablist\">");
        let mut panels = Vec::new();
        for (i, tab) in group.tabs.iter().enumerate() {
            let ids = tab.ids.join("+");
            let mut panel = format!("tabpanel_{number}_{ids}");
            if let Some(condition) = &tab.condition {
                let _ = write!(panel, "_{condition}");
            }
            let panel = self.ids.claim(&panel);
            let mut shared = String::new();
            attribute(&mut shared, "data-tab", &ids);
            if let Some(condition) = &tab.condition {
                attribute(&mut shared, "data-condition", condition);
            }
            let first = i == 0;
            let _ = write!(
                self.out,
                "<li role=\"presentation\">\n<a href=\"#{panel}\" role=\"tab\" aria-controls=\"{panel}\"{shared} tabindex=\"{}\"{}>",
                if first { "0" } else { "-1" },
                if first { " aria-selected=\"true\"" } else { "" },
            );
            let start = self.out.len();
            self.nodes(linked, &tab.title);
            let title = text_of(&self.out[start..]);
            self.out.push_str("</a>\n</li>\n");
            attribute_escaped(&mut shared, "data-title", &title);
            panels.push((panel, shared));
        }
        self.out.push_str("</ul>\n");
        self.tab_groups.push(panels);
        self.open.push(Closer::Text("</div>\n"));
    }

    fn tab(&mut self, index: u32) {
        let panel = self.tab_groups.last().and_then(|panels| panels.get(index as usize));
        if let Some((id, shared)) = panel {
            let _ = writeln!(self.out, "<section id=\"{id}\" role=\"tabpanel\"{shared}>");
        }
        let last = self.tab_groups.last().is_some_and(|panels| index as usize + 1 == panels.len());
        if last {
            // Nothing of this group comes after its last panel begins.
            self.tab_groups.pop();
        }
        self.open.push(Closer::Text("</section>\n"));
    }

    // ---- statements

    /// Opens the line; its text stays as it is. A line that says nothing but roles is marked, so
    /// that a theme can show badges in its place.
    fn statement(&mut self, linked: &LinkedBody<'_>, index: u32, after: &[Node]) {
        let statement = &linked.body.statements[index as usize];
        if statement.kind == StatementKind::AppliesTo {
            self.push("<p class=\"applies-to-line\">", "</p>\n");
            return;
        }
        self.visible();
        let own = after
            .iter()
            .scan(0, |depth, node| {
                match node.kind {
                    NodeKind::Open(_) => *depth += 1,
                    NodeKind::Close => *depth -= 1,
                    _ => {}
                }
                (*depth >= 0).then_some(&node.kind)
            })
            .collect::<Vec<_>>();
        let is_plain = own.iter().all(|kind| {
            matches!(kind, NodeKind::Text(_) | NodeKind::Close | NodeKind::Open(Tag::Strong))
        });
        // A label alone: the roles are the bullets below it.
        let is_label = is_plain
            && !own.iter().any(|kind| {
                matches!(kind, NodeKind::Text(text)
                    if statement.values.iter().any(|value| text.contains(value.as_str())))
            });
        let roles: Vec<_> = statement
            .values
            .iter()
            .flat_map(|value| self.environment.vocabulary.resolve_statement(value))
            .collect();
        let ids: Vec<&str> = roles.iter().map(|role| role.id.as_str()).collect();
        self.out.push_str("<p class=\"roles-line");
        self.out.push_str(match (is_plain, is_label) {
            (true, true) => " only-roles only-label\"",
            (true, false) => " only-roles\"",
            (false, _) => "\"",
        });
        attribute(&mut self.out, "data-roles", &ids.join(" "));
        self.push(">", "</p>\n");
    }

    // ---- HTML

    fn html_open(&mut self, linked: &LinkedBody<'_>, tag: &HtmlTag) {
        let name = tag.name.as_ref();
        if !matches!(name, "a" | "br" | "div" | "span" | "p" | "b" | "i" | "em" | "strong") {
            self.visible();
        }
        let _ = write!(self.out, "<{name}");
        if let Some(level) = heading_level(name)
            && !tag.attributes.iter().any(|(key, _)| key.as_ref() == "aria-level")
        {
            self.outline_level(level);
        }
        let mut source = None;
        let mut sized = false;
        for (key, value) in &tag.attributes {
            match value {
                HtmlValue::Link(index) => {
                    let href = &linked.links[*index as usize];
                    let embeds = name == "iframe";
                    let url = if embeds && href.url.starts_with("//") {
                        format!("https:{}", href.url)
                    } else {
                        href.url.clone()
                    };
                    if embeds && !url.starts_with("https://") || url.is_empty() && name != "a" {
                        continue;
                    }
                    attribute(&mut self.out, key, &url);
                    source = source.or(Some(href));
                }
                HtmlValue::Text(text) => {
                    if key.as_ref() == "id" {
                        // An id that is taken would make the page ambiguous.
                        if text.is_empty() || !self.ids.claim_exactly(text) {
                            continue;
                        }
                    }
                    sized |= matches!(key.as_ref(), "width" | "height");
                    attribute(&mut self.out, key, text);
                    if key.as_ref() == "target" && text.as_ref() == "_blank" {
                        self.out.push_str(" rel=\"noopener\"");
                    }
                }
            }
        }
        if name == "img" {
            if !tag.attributes.iter().any(|(key, _)| key.as_ref() == "alt") {
                self.out.push_str(" alt=\"\"");
            }
            if let Some(source) = source.filter(|_| !sized) {
                self.size(source);
            }
            self.out.push_str(" loading=\"lazy\"");
        }
        self.out.push('>');
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

/// The level of `h1` to `h6`.
fn heading_level(name: &str) -> Option<u8> {
    name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))
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

const fn alert_class(kind: AlertKind) -> &'static str {
    match kind {
        AlertKind::Note => "note",
        AlertKind::Tip => "tip",
        AlertKind::Important => "important",
        AlertKind::Warning => "warning",
        AlertKind::Caution => "caution",
    }
}

fn attribute(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"");
    escape(out, value);
    out.push('"');
}

fn attribute_escaped(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"{value}\"");
}

fn href_attribute(out: &mut String, href: &Href) {
    // A target that must not be followed has no address at all.
    if !(href.broken && href.url.is_empty()) {
        attribute(out, "href", &href.url);
    }
}

/// HTML without its links and ids, for a list of headings.
fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let Some(end) = rest[start..].find('>') else { break };
        let tag = &rest[start..=start + end];
        if matches!(tag, "<code>" | "</code>" | "<em>" | "</em>" | "<strong>" | "</strong>") {
            out.push_str(tag);
        }
        rest = &rest[start + end + 1..];
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// Escaped text of HTML, all tags taken out.
pub(super) fn text_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_count_without_gaps() {
        let mut levels = Levels::under(1);
        let shown = [4, 2, 4, 4, 3, 5, 6, 1, 3].map(|level| levels.next(level));
        assert_eq!(shown, [2, 2, 3, 3, 3, 4, 5, 1, 2]);
        let mut levels = Levels::under(3);
        assert_eq!([2, 5, 4].map(|level| levels.next(level)), [2, 3, 3]);
    }
}
