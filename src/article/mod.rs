//! One source file to one [`Article`].
//!
//! `parse` is pure: it sees the text of one file and reads no second one. What refers to other
//! files (links, includes, code samples) stands in side tables of the article, to be resolved by
//! the link stage; nodes point into those tables. An article goes stale with its own text only.

pub mod front_matter;
mod headings;
mod markdown;
mod node;
mod raw_html;
pub mod yaml_page;

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Span};
use crate::platyps;

pub use crate::source_map::SourceMap;
pub use headings::{page_id, slug};
pub use markdown::{
    INVALID_CODE, INVALID_FORM, INVALID_IMAGE, INVALID_MONIKER_RANGE, INVALID_NESTED_COLUMN,
    INVALID_NOTE_SECTION, INVALID_ROW, INVALID_TAB_GROUP, INVALID_VIDEO, INVALID_ZONE,
};
pub use node::*;
pub use raw_html::{DISALLOWED_HTML_ATTRIBUTE, DISALLOWED_HTML_TAG};

/// What one Markdown text says, ready to be linked.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The text as a flat, balanced list of nodes.
    pub nodes: Vec<Node>,
    /// Headings in order, those inside tabs, alerts and zones included.
    pub headings: Vec<Heading>,
    /// Everything that points somewhere.
    pub links: Vec<Link>,
    /// Images, both kinds of syntax.
    pub images: Vec<Image>,
    /// Includes, block and inline.
    pub includes: Vec<Include>,
    /// Code taken from sample files.
    pub snippets: Vec<Snippet>,
    /// Blocks of code written in the text.
    pub codes: Vec<CodeBlock>,
    /// Parts for some versions.
    pub moniker_zones: Vec<MonikerZone>,
    /// Parts for some pivots or targets.
    pub pivot_zones: Vec<PivotZone>,
    /// Ids that raw HTML declares, in order.
    pub html_ids: Vec<String>,
    /// "Appropriate roles" and "Applies to" statements.
    pub statements: Vec<Statement>,
}

/// A Markdown file, parsed.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The YAML header, empty where there is none or it cannot be read.
    pub front_matter: front_matter::FrontMatter,
    /// What follows it.
    pub body: Body,
    /// What a reference article of PowerShell is about.
    pub reference: Option<platyps::Kind>,
    /// What was found in this file alone.
    pub diagnostics: Vec<Diagnostic>,
}

/// Metadata keys and values.
pub type Metadata = Map<String, Value>;

/// How the text of an include is read: it depends on where the include stands (format §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Full Markdown.
    Block,
    /// Inline syntax only: nothing starts a list, a heading or a table.
    Inline,
}

/// Parses a Markdown file.
#[must_use]
pub fn parse(file: &Arc<str>, text: &str, context: Context) -> Article {
    let mut diagnostics = Vec::new();
    let (front_matter, body_start) = front_matter::parse(file, text, &mut diagnostics);
    let map = SourceMap::offset(body_start);
    let own = &text[body_start..];
    let reference = platyps::kind(text);
    let body = match reference {
        Some(kind) => {
            let (shown, moved) = platyps::lay_out(kind, own);
            markdown::parse(file, &shown, &moved.after(&map), context, &mut diagnostics)
        }
        None => markdown::parse(file, own, &map, context, &mut diagnostics),
    };
    Article { front_matter, body, reference, diagnostics }
}

/// Parses a piece of Markdown inside another format. `map` leads from offsets in `text` to
/// offsets in the file.
#[must_use]
pub fn parse_fragment(
    file: &Arc<str>,
    text: &str,
    map: &SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Body {
    markdown::parse(file, text, map, Context::Block, diagnostics)
}

/// An include as it stands in a text that is no Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenInclude<'a> {
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: &'a str,
    /// Its length in bytes.
    pub length: usize,
}

/// The include at the start of a text.
#[must_use]
pub fn include(text: &str) -> Option<WrittenInclude<'_>> {
    let (path, length) = markdown::include(text)?;
    let inner = text[2..length].split_once('[')?.1;
    let title = inner.rsplit_once("](").map_or("", |(title, _)| title).trim();
    Some(WrittenInclude { path, title, length })
}

impl Body {
    /// Plain text of a run of nodes: no markup, breaks as spaces, images by their alternative
    /// text. What comes from includes is not known here.
    #[must_use]
    pub fn plain_text(&self, nodes: &[Node]) -> String {
        let mut text = String::new();
        for node in nodes {
            match &node.kind {
                NodeKind::Text(t) | NodeKind::CodeSpan(t) | NodeKind::NoLoc(t) => text.push_str(t),
                NodeKind::SoftBreak | NodeKind::HardBreak => text.push(' '),
                NodeKind::Image(image) => text.push_str(&self.images[*image as usize].alt),
                _ => {}
            }
        }
        text
    }

    /// Plain text of the paragraphs between the first heading and the second, of so many as are no
    /// longer than `most` bytes, but of one at least.
    #[must_use]
    pub fn lead(&self, most: usize) -> String {
        let start = self.headings.first().map_or(0, |first| first.nodes.end as usize);
        let end = self.headings.get(1).map_or(self.nodes.len(), |next| next.nodes.start as usize);
        let is_open = |&at: &usize| self.nodes[at].kind == NodeKind::Open(Tag::Paragraph);
        let mut lead = String::new();
        for open in (start..end).filter(is_open) {
            let text = self.plain_text(&self.nodes[open..markdown::close_of(&self.nodes, open)]);
            let text = text.trim();
            if !lead.is_empty() && lead.len() + text.len() > most {
                break;
            }
            if !lead.is_empty() && !text.is_empty() {
                lead.push(' ');
            }
            lead.push_str(text);
        }
        lead
    }

    /// The nodes between a heading's open and close.
    #[must_use]
    pub fn heading_nodes(&self, heading: &Heading) -> &[Node] {
        &self.nodes[heading.nodes.start as usize..heading.nodes.end as usize]
    }
}

/// Where a construct stands, for messages about it.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The file.
    pub file: &'a Arc<str>,
    /// The place in it.
    pub span: Span,
}
