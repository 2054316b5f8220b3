//! A linked page as plain text by section: what search and the troubleshooting index read.

use super::document::{Block, BlockKind, Document, PageKind, PageLink, Section, SectionKind};
use super::index::PageId;
use super::index::SiteIndex;
use super::link::{LinkedBody, LinkedPage};
use super::monikers::Fate;
use crate::article::yaml_page::Content;
use crate::article::{HtmlTag, Node, NodeKind, StatementKind, Tag};

/// Gathers the document of a page.
#[must_use]
pub fn outline(site: &SiteIndex, page: &LinkedPage<'_>) -> Document {
    let facts = site.page(page.id).facts.clone();
    let mut writer = Writer {
        site,
        sections: vec![Section {
            kind: SectionKind::Lead,
            level: 1,
            anchor: None,
            heading: facts.title.clone(),
            roles: Vec::new(),
            blocks: Vec::new(),
        }],
        text: String::new(),
        cells: Vec::new(),
        state: State::default(),
        skip: 0,
        own: page.id,
        links: Vec::new(),
        // A title heading opens no section of its own.
        at_title: facts.kind == PageKind::Article,
    };
    match page.yaml.map(|yaml| &yaml.content) {
        Some(Content::Faq(faq)) => {
            let mut bodies = page.bodies.iter();
            if let Some(summary) = bodies.next() {
                writer.body(summary);
            }
            for section in &faq.sections {
                if !section.name.is_empty() {
                    writer.section(
                        SectionKind::Heading,
                        2,
                        &crate::article::slug(&section.name),
                        &section.name,
                    );
                }
                for question in &section.questions {
                    bodies.next();
                    writer.section(SectionKind::Question, 3, &question.id, &question.text);
                    if let Some(answer) = bodies.next() {
                        writer.body(answer);
                    }
                }
            }
            bodies.for_each(|body| writer.body(body));
        }
        Some(Content::Landing(cards)) => {
            page.bodies.iter().for_each(|body| writer.body(body));
            for card in cards {
                writer.plain(&card.title);
                for (text, _) in card.lists.iter().flat_map(|list| &list.links) {
                    writer.plain(text);
                }
            }
        }
        Some(Content::Hub(hub)) => {
            page.bodies.iter().for_each(|body| writer.body(body));
            let groups = [&hub.product_directory, &hub.conceptual, &hub.tools];
            let groups = groups.into_iter().flatten().chain(&hub.additional);
            let items = groups.flat_map(|group| &group.items).chain(&hub.highlighted);
            for item in items {
                writer.plain(&item.title);
                item.links.iter().for_each(|(text, ..)| writer.plain(text));
            }
        }
        _ => page.bodies.iter().for_each(|body| writer.body(body)),
    }
    writer.flush();
    Document { facts, sections: writer.sections, links: writer.links, names: Vec::new() }
}

/// What is open around the text being read.
#[derive(Default)]
struct State {
    /// For each open list: numbered, and whether the open item has had its first text.
    lists: Vec<(bool, bool)>,
    alerts: usize,
    /// Inside the description of an image, which says nothing to do.
    descriptions: usize,
    /// Inside a heading: its text goes to the section.
    heading: bool,
    cell: bool,
    /// Depth of includes that stand in running text: their paragraphs end no block.
    inline: usize,
    /// A paragraph of such an include has ended: the next is joined to it by a space.
    joins: bool,
    header: bool,
    /// Inside a table an author wrote as HTML.
    html_row: bool,
}

struct Writer<'a> {
    site: &'a SiteIndex,
    sections: Vec<Section>,
    /// Text of the block being read.
    text: String,
    cells: Vec<String>,
    state: State,
    /// Depth of containers whose content is left out.
    skip: usize,
    /// The page itself.
    own: PageId,
    links: Vec<PageLink>,
    at_title: bool,
}

impl Writer<'_> {
    fn section(&mut self, kind: SectionKind, level: u8, anchor: &str, heading: &str) {
        self.flush();
        self.sections.push(Section {
            kind,
            level,
            anchor: Some(anchor.to_owned()),
            heading: heading.to_owned(),
            roles: Vec::new(),
            blocks: Vec::new(),
        });
    }

    fn plain(&mut self, text: &str) {
        self.flush();
        self.text.push_str(text);
        self.flush();
    }

    /// Ends the block being read.
    fn flush(&mut self) {
        let text = fold(&self.text);
        self.text.clear();
        if text.is_empty() {
            return;
        }
        let depth = self.state.lists.len().min(255) as u8;
        let kind = match self.state.lists.last_mut() {
            _ if self.state.descriptions > 0 => BlockKind::Image,
            Some((ordered, first @ false)) => {
                *first = true;
                BlockKind::Item { ordered: *ordered, depth }
            }
            _ if self.state.alerts > 0 => BlockKind::Alert,
            _ => BlockKind::Paragraph,
        };
        self.push(Block { kind, text, cells: Vec::new() });
    }

    fn push(&mut self, block: Block) {
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        if cells.iter().any(|cell| !cell.is_empty()) {
            let kind = BlockKind::Row { header: self.state.header };
            self.push(Block { kind, text: cells.join(" | "), cells });
        }
    }

    fn body(&mut self, linked: &LinkedBody<'_>) {
        let mut open: Vec<&Tag> = Vec::new();
        for (at, node) in linked.body.nodes.iter().enumerate() {
            if let NodeKind::Open(Tag::Link(link)) = node.kind {
                self.link(linked, link, &linked.body.nodes[at + 1..]);
            }
            self.node(linked, node, &mut open);
        }
    }

    /// Takes down a link to another page; `rest` are the nodes after its start.
    fn link(&mut self, linked: &LinkedBody<'_>, link: u32, rest: &[Node]) {
        let href = &linked.links[link as usize];
        let Some(page) = href.page.filter(|page| *page != self.own) else { return };
        let mut depth = 1;
        let inside = rest.iter().take_while(|node| {
            match node.kind {
                NodeKind::Open(_) => depth += 1,
                NodeKind::Close => depth -= 1,
                _ => {}
            }
            depth > 0
        });
        let text = match &href.text {
            Some(text) => text.clone(),
            None => linked.body.plain_text(&rest[..inside.count()]),
        };
        let source = self.site.page(page).facts.source.clone();
        self.links.push(PageLink { source, text: fold(&text) });
    }

    fn node<'n>(&mut self, linked: &LinkedBody<'_>, node: &'n Node, open: &mut Vec<&'n Tag>) {
        if self.skip > 0 {
            match node.kind {
                NodeKind::Open(_) => self.skip += 1,
                NodeKind::Close => self.skip -= 1,
                _ => {}
            }
            return;
        }
        match &node.kind {
            NodeKind::Open(Tag::Link(link)) if linked.links[*link as usize].text.is_some() => {
                let words = linked.links[*link as usize].text.as_deref().unwrap_or("");
                if !self.state.heading {
                    self.text.push_str(words);
                }
                self.skip = 1;
            }
            NodeKind::Open(Tag::MonikerZone(zone))
                if linked.zones[*zone as usize] == Fate::Dropped =>
            {
                self.skip = 1;
            }
            NodeKind::Open(Tag::PivotZone(zone))
                if !linked.body.pivot_zones[*zone as usize].is_on_pages() =>
            {
                self.skip = 1;
            }
            NodeKind::Open(tag) => {
                open.push(tag);
                self.open(linked, tag);
            }
            NodeKind::Close => {
                if let Some(tag) = open.pop() {
                    self.close(linked, tag);
                }
            }
            NodeKind::Text(text) | NodeKind::CodeSpan(text) | NodeKind::NoLoc(text) => {
                if !self.state.heading {
                    self.text.push_str(text);
                }
            }
            NodeKind::SoftBreak | NodeKind::HardBreak => self.text.push(' '),
            NodeKind::Code(code) => {
                let text = linked.body.codes[*code as usize].text.clone();
                self.code(text);
            }
            NodeKind::Snippet(snippet) => {
                if let Some(snippet) = &linked.snippets[*snippet as usize] {
                    self.code(snippet.text.clone());
                }
            }
            NodeKind::Image(image) => {
                let image = &linked.body.images[*image as usize];
                if image.own_line && !image.alt.is_empty() && !self.state.cell {
                    self.flush();
                    let text = fold(&image.alt);
                    self.push(Block { kind: BlockKind::Image, text, cells: Vec::new() });
                }
            }
            NodeKind::Include(include) => {
                if let Some(inner) = &linked.includes[*include as usize] {
                    let block = linked.body.includes[*include as usize].context
                        == crate::article::Context::Block
                        && !self.state.cell;
                    if block {
                        self.flush();
                        self.body(inner);
                        self.flush();
                    } else {
                        self.state.inline += 1;
                        self.state.joins = false;
                        self.body(inner);
                        self.state.joins = false;
                        self.state.inline -= 1;
                    }
                }
            }
            NodeKind::HtmlOpen(tag) => self.html_open(tag),
            NodeKind::HtmlClose(name) => self.html_close(name),
            NodeKind::Rule | NodeKind::Video(..) => {}
        }
    }

    fn code(&mut self, text: String) {
        self.flush();
        if !text.trim().is_empty() {
            self.push(Block { kind: BlockKind::Code, text, cells: Vec::new() });
        }
    }

    fn open(&mut self, linked: &LinkedBody<'_>, tag: &Tag) {
        match tag {
            Tag::Heading(index) => {
                self.flush();
                let heading = &linked.body.headings[*index as usize];
                let text = heading_text(linked, *index);
                if self.at_title && heading.level <= 3 && self.is_first() {
                    self.at_title = false;
                } else {
                    self.section(SectionKind::Heading, heading.level, &heading.id, &text);
                }
                self.state.heading = true;
            }
            Tag::Paragraph => {
                let joins = std::mem::take(&mut self.state.joins);
                if !self.state.cell && self.state.inline == 0 {
                    self.flush();
                } else if joins
                    || self.state.cell && self.state.inline == 0 && !self.text.is_empty()
                {
                    self.text.push(' ');
                }
            }
            Tag::Statement(index) => {
                if self.state.inline == 0 {
                    self.flush();
                }
                self.statement(linked, *index);
            }
            Tag::List(start) => {
                self.flush();
                self.state.lists.push((start.is_some(), true));
            }
            Tag::Item => {
                self.flush();
                if let Some((_, first)) = self.state.lists.last_mut() {
                    *first = false;
                }
            }
            Tag::Alert(_) => {
                self.flush();
                self.state.alerts += 1;
            }
            Tag::TableHead => {
                self.flush();
                self.state.header = true;
            }
            Tag::TableRow => self.flush(),
            Tag::Cell => {
                self.text.clear();
                self.state.cell = true;
            }
            Tag::Table(_)
            | Tag::Quote
            | Tag::Div(_)
            | Tag::Row
            | Tag::Column(_)
            | Tag::TabGroup(_)
            | Tag::Tab(_)
            | Tag::MonikerZone(_)
            | Tag::PivotZone(_) => self.flush(),
            Tag::LongDescription(_) => {
                self.flush();
                self.state.descriptions += 1;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strike | Tag::Link(_) => {}
        }
    }

    fn close(&mut self, _linked: &LinkedBody<'_>, tag: &Tag) {
        match tag {
            Tag::Heading(_) => {
                self.text.clear();
                self.state.heading = false;
            }
            Tag::Paragraph if self.state.cell => {}
            Tag::Paragraph | Tag::Statement(_) if self.state.inline > 0 => self.state.joins = true,
            Tag::List(_) => {
                self.flush();
                self.state.lists.pop();
            }
            Tag::LongDescription(_) => {
                self.flush();
                self.state.descriptions = self.state.descriptions.saturating_sub(1);
            }
            Tag::Alert(_) => {
                self.flush();
                self.state.alerts = self.state.alerts.saturating_sub(1);
            }
            Tag::Cell => {
                let cell = fold(&self.text);
                self.text.clear();
                self.cells.push(cell);
                self.state.cell = false;
            }
            Tag::TableRow => self.end_row(),
            Tag::TableHead => {
                self.end_row();
                self.state.header = false;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strike | Tag::Link(_) => {}
            _ => self.flush(),
        }
    }

    /// A statement of roles below a heading speaks for its section.
    fn statement(&mut self, linked: &LinkedBody<'_>, index: u32) {
        let statement = &linked.body.statements[index as usize];
        if statement.kind != StatementKind::Roles {
            return;
        }
        for value in &statement.values {
            let roles = self.site.vocabulary.resolve_statement(value);
            if let Some(section) = self.sections.last_mut() {
                section.roles.extend(roles);
            }
        }
    }

    /// Nothing visible has come before.
    fn is_first(&self) -> bool {
        self.sections.len() == 1 && self.sections[0].blocks.is_empty()
    }

    fn html_open(&mut self, tag: &HtmlTag) {
        match tag.name.as_ref() {
            "br" => self.text.push(' '),
            "p" | "div" | "ul" | "ol" | "table" | "dl" | "blockquote" | "details" | "section"
                if !self.state.cell =>
            {
                self.flush();
            }
            "tr" if !self.state.cell => {
                self.flush();
                self.state.html_row = true;
            }
            "td" | "th" if self.state.html_row => {
                self.text.clear();
                self.state.header = tag.name.as_ref() == "th" && self.cells.is_empty()
                    || self.state.header && tag.name.as_ref() == "th";
            }
            "li" if !self.state.cell => {
                self.flush();
                self.state.lists.push((false, false));
            }
            _ => {}
        }
    }

    fn html_close(&mut self, name: &str) {
        match name {
            "p" | "div" | "dt" | "dd" | "blockquote" | "summary"
                if !self.state.cell && !self.state.html_row =>
            {
                self.flush();
            }
            "td" | "th" if self.state.html_row => {
                let cell = fold(&self.text);
                self.text.clear();
                self.cells.push(cell);
            }
            "tr" if self.state.html_row => {
                self.end_row();
                self.state.html_row = false;
                self.state.header = false;
            }
            "li" if !self.state.cell => {
                self.flush();
                self.state.lists.pop();
            }
            _ => {}
        }
    }
}

/// Text of a heading, included text too.
pub(crate) fn heading_text(linked: &LinkedBody<'_>, index: u32) -> String {
    let heading = &linked.body.headings[index as usize];
    let nodes = linked.body.heading_nodes(heading);
    if !nodes.iter().any(|node| matches!(node.kind, NodeKind::Include(_))) {
        return heading.text.clone();
    }
    let mut text = String::new();
    inline_text(linked, nodes, &mut text);
    fold(&text)
}

fn inline_text(linked: &LinkedBody<'_>, nodes: &[Node], text: &mut String) {
    for node in nodes {
        match &node.kind {
            NodeKind::Include(include) => {
                if let Some(inner) = &linked.includes[*include as usize] {
                    inline_text(inner, &inner.body.nodes, text);
                }
            }
            _ => text.push_str(&linked.body.plain_text(std::slice::from_ref(node))),
        }
    }
}

/// White space folded to single blanks.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}
