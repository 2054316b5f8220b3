//! A page as its consumers see it: facts and plain text by section, includes already spliced in.
//!
//! Search, the troubleshooting index and other generated pages read this and nothing else, so that
//! none of them parses Markdown or HTML again.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::platyps;
pub use crate::roles::RoleRef;

/// A page of the site, after linking.
#[derive(Clone, Debug)]
pub struct Document {
    /// What is known about the page as a whole.
    pub facts: PageFacts,
    /// The text before the first heading (level 1), then one section a heading or FAQ question,
    /// in page order. Never empty.
    pub sections: Vec<Section>,
    /// Links to other pages of the site, in page order.
    pub links: Vec<PageLink>,
    /// What others call it, from [`super::SiteIndex::names`].
    pub names: Vec<String>,
}

/// A link to another page: what this page calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// [`PageFacts::source`] of the other page.
    pub source: std::sync::Arc<str>,
    /// Plain text of the link.
    pub text: String,
}

/// What kind of page it is; decides the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// Markdown.
    Article,
    /// `YamlMime:FAQ`.
    Faq,
    /// `YamlMime:Landing`.
    Landing,
    /// `YamlMime:Hub`.
    Hub,
}

/// What is known about a page as a whole. Other pages see this and no more.
#[derive(Clone, Debug)]
pub struct PageFacts {
    /// Path of the source file, relative to the docset, as on disk.
    pub source: std::sync::Arc<str>,
    /// Path in the site, such as `account/sign-in.html`.
    pub path: String,
    /// What kind of page.
    pub kind: PageKind,
    /// Title: metadata `title`, else the first heading.
    pub title: String,
    /// Text of the page heading, where it has one of its own.
    pub h1: Option<String>,
    /// Metadata `description`.
    pub description: Option<String>,
    /// Metadata `ms.topic`.
    pub topic: Option<String>,
    /// Metadata `ms.service`.
    pub service: Option<String>,
    /// Metadata `ms.subservice`.
    pub subservice: Option<String>,
    /// Metadata `ms.date`.
    pub date: Option<Date>,
    /// Roles from the "Appropriate roles" line, canonical, in the order of the line.
    pub roles: Vec<RoleRef>,
    /// Values of the "Applies to" line.
    pub applies_to: Vec<String>,
    /// Metadata `robots` holds `noindex`: not in search, sitemap or the troubleshooting index.
    pub noindex: bool,
    /// Path in the site of the newest version of the page, where this is an older one.
    pub newest: Option<String>,
    /// What a reference article of PowerShell is about.
    pub reference: Option<platyps::Kind>,
    /// Title of the top table-of-contents node that holds the page.
    pub area: Option<String>,
    /// All effective metadata.
    pub metadata: Map<String, Value>,
}

impl PageFacts {
    /// Whether the page can stand in a feed of changed pages.
    #[must_use]
    pub fn is_in_feed(&self) -> bool {
        self.date.is_some() && !self.noindex
    }
}

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month, from 1.
    pub month: u8,
    /// Day, from 1.
    pub day: u8,
}

impl Date {
    /// `2026-02-05`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// Days since 1 March of year 0, for differences between dates.
    #[must_use]
    pub fn day_number(self) -> i32 {
        let (y, m) = (i32::from(self.year), i32::from(self.month));
        let (y, m) = if m < 3 { (y - 1, m + 9) } else { (y, m - 3) };
        365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + i32::from(self.day) - 1
    }
}

/// Where a section's heading comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// The part of a page above its first heading.
    Lead,
    /// A Markdown heading.
    Heading,
    /// A question of a FAQ page.
    Question,
}

/// A heading and the text up to the next one.
#[derive(Clone, Debug)]
pub struct Section {
    /// Where the heading comes from.
    pub kind: SectionKind,
    /// 1 for the lead, else the heading's level (a FAQ question counts as 3).
    pub level: u8,
    /// Id on the page; `None` for the lead.
    pub anchor: Option<String>,
    /// Plain text of the heading; the page title for the lead.
    pub heading: String,
    /// Roles stated inside this section.
    pub roles: Vec<RoleRef>,
    /// The text, block by block.
    pub blocks: Vec<Block>,
}

/// A block of plain text: white space folded, no markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Its text. For a table row, the cells joined by ` | `; see [`Block::cells`].
    pub text: String,
    /// The cells of a table row, else empty.
    pub cells: Vec<String>,
}

/// What a [`Block`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// The first paragraph of an item of a list.
    Item {
        /// Numbered.
        ordered: bool,
        /// 1 for an outermost list.
        depth: u8,
    },
    /// Running text inside an alert.
    Alert,
    /// A block of code, lines kept.
    Code,
    /// A row of a table.
    Row {
        /// The header row.
        header: bool,
    },
    /// The alternative text of an image.
    Image,
}
