//! What the index holds.

use super::Rule;
use super::areas::OTHER;
use super::reason::Reason;
use crate::site::document::{Date, RoleRef};
use crate::theme::Translation;

/// What the configuration says about the index.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Not to be in the index: the path of a page in the docset, with or without `#anchor` and with
    /// `*` for any part of it, or the text of a heading.
    pub ignore: Vec<String>,
}

/// What readers are stuck on, by area.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Areas, in the order in which the documents first name them.
    pub areas: Vec<Area>,
    /// Error codes, numbers first, each with every place that explains it.
    pub codes: Vec<Code>,
    /// Roles that entries of areas state, most frequent first.
    pub roles: Vec<RoleCount>,
    /// What entries of areas apply to, and how many of them, most frequent first.
    pub applies_to: Vec<(String, usize)>,
    /// Entries in all areas, codes not counted.
    pub count: usize,
}

impl Index {
    /// All entries: area by area, guides first, then those of the codes.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        let areas = self.areas.iter().flat_map(|area| area.guides.iter().chain(&area.symptoms));
        areas.chain(self.codes.iter().flat_map(|code| &code.entries))
    }
}

/// A part of the site, as its readers know it.
#[derive(Clone, Debug)]
pub struct Area {
    /// Id on the page.
    pub id: String,
    /// The name readers know.
    pub title: String,
    /// Pages about solving problems, in page order.
    pub guides: Vec<Entry>,
    /// Symptoms and rows of symptom tables, in page order.
    pub symptoms: Vec<Entry>,
}

impl Area {
    /// The name in the language of the site, where it is not the docset's own.
    #[must_use]
    pub fn title<'a>(&'a self, translation: &'a Translation) -> &'a str {
        if self.title == OTHER { translation.text("Other") } else { &self.title }
    }
}

/// An error code.
#[derive(Clone, Debug)]
pub struct Code {
    /// Id on the page of codes.
    pub id: String,
    /// As the docset writes it first.
    pub code: String,
    /// Where it is explained, in page order; at least one place.
    pub entries: Vec<Entry>,
}

/// Something that looks like an entry and that a rule turned away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Path of the source file of its page.
    pub source: String,
    /// Site path of its page.
    pub page: String,
    /// Its place on the page; `None` for the page as a whole.
    pub anchor: Option<String>,
    /// Its words.
    pub text: String,
    /// Why it isn't in the index.
    pub why: Reason,
}

/// A role, with the entries that state it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleCount {
    /// The role.
    pub role: RoleRef,
    /// Entries.
    pub count: usize,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A page about solving problems.
    Guide,
    /// What somebody sees when stuck.
    Symptom,
    /// The same, from a row of a table.
    Row,
    /// An error code and its meaning.
    Code,
}

impl Kind {
    /// As in the JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Guide => "guide",
            Self::Symptom => "symptom",
            Self::Row => "table row",
            Self::Code => "code",
        }
    }
}

/// One thing to be stuck on.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Stable as long as page and heading are; unique in the index.
    pub id: String,
    /// What somebody is stuck on, in plain text.
    pub symptom: String,
    /// What it is.
    pub kind: Kind,
    /// Why it is here.
    pub rule: &'static Rule,
    /// Site path of its page.
    pub page: String,
    /// Title of its page.
    pub page_title: String,
    /// Its place on the page; `None` for the page as a whole.
    pub anchor: Option<String>,
    /// Whom it concerns; empty when the page doesn't say.
    pub roles: Vec<RoleRef>,
    /// The products or clouds that its page applies to; empty when the page doesn't say.
    pub applies_to: Vec<String>,
    /// Title of its area.
    pub area: String,
    /// Metadata `ms.service`.
    pub service: Option<String>,
    /// Date of its page.
    pub date: Option<Date>,
    /// Its page is two years older than the newest page of the docset.
    pub stale: bool,
    /// The first thing to do about it, at most 160 characters.
    pub first_step: Option<String>,
    /// Error codes that the symptom names.
    pub codes: Vec<String>,
    /// Ids of up to three entries that may help as well, the closest first.
    pub related: Vec<String>,
}
