//! One page: what on it belongs in the index.
//!
//! In goes a document, out come its guide and symptoms in page order. Pure, and one pass over the
//! sections, so that pages can be read in parallel.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde_json::Value;

use crate::site::document::{Document, PageFacts, Section, SectionKind};

use super::complaint::{self, Complaint};
use super::page::{self, Context, Standing};
use super::rules::{self, Heading};
use super::{Kind, first_step};

/// Something on a page that belongs in the index.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) symptom: String,
    pub(super) kind: Kind,
    pub(super) rule: &'static str,
    /// Index of its section; `None` for the page.
    pub(super) section: Option<usize>,
    pub(super) first_step: Option<String>,
    pub(super) codes: Vec<String>,
    /// The heading in lower case, where a text that many pages repeat is skipped.
    pub(super) heading_key: Option<String>,
}

/// What the configuration keeps out.
#[derive(Debug)]
pub(super) struct Ignore {
    paths: GlobSet,
    texts: Vec<String>,
}

impl Ignore {
    pub(super) fn new(patterns: &[String]) -> Self {
        let mut paths = GlobSetBuilder::new();
        for pattern in patterns {
            if let Ok(glob) = GlobBuilder::new(pattern).case_insensitive(true).build() {
                paths.add(glob);
            }
        }
        Self {
            paths: paths.build().unwrap_or_else(|_| GlobSet::empty()),
            texts: patterns.iter().map(|text| text.to_lowercase()).collect(),
        }
    }

    fn page(&self, facts: &PageFacts) -> bool {
        !self.paths.is_empty()
            && (self.paths.is_match(&*facts.source) || self.paths.is_match(&facts.path))
    }

    fn heading(&self, facts: &PageFacts, section: &Section, lower: &str) -> bool {
        if self.texts.is_empty() {
            return false;
        }
        let anchor = section.anchor.as_deref().unwrap_or("");
        self.texts.iter().any(|text| text == lower)
            || self.paths.is_match(format!("{}#{anchor}", facts.source))
            || self.paths.is_match(format!("{}#{anchor}", facts.path))
    }
}

/// What the front matter says under `guidepost:`.
struct Declared<'a> {
    troubleshooting: Option<bool>,
    symptom: Option<&'a str>,
}

fn declared(facts: &PageFacts) -> Declared<'_> {
    let own = facts.metadata.get("guidepost");
    Declared {
        troubleshooting: own.and_then(|own| own.get("troubleshooting")).and_then(Value::as_bool),
        symptom: own
            .and_then(|own| own.get("symptom"))
            .and_then(Value::as_str)
            .filter(|text| !text.trim().is_empty()),
    }
}

/// What on a page belongs in the index.
pub(super) fn scan(document: &Document, ignore: &Ignore) -> Vec<Found> {
    let facts = &document.facts;
    let declared = declared(facts);
    if facts.noindex || declared.troubleshooting == Some(false) || ignore.page(facts) {
        return Vec::new();
    }
    let mut standing = page::standing(document);
    let mut found = Vec::new();
    if let Some(whole) = whole_page(document, &declared, standing) {
        let support = whole.rule == "support-page";
        found.push(whole);
        if support {
            return found;
        }
    }
    if declared.troubleshooting == Some(true) {
        standing = Standing::Guide("front-matter");
    }
    if standing == Standing::Quiet {
        return found;
    }
    let contexts = page::contexts(document, standing);
    for at in 0..document.sections.len() {
        if document.sections[at].kind != SectionKind::Lead
            && let Some(symptom) = heading(document, at, contexts[at], ignore)
        {
            found.push(symptom);
        }
    }
    found
}

/// The page itself, as a guide or as one symptom.
fn whole_page(document: &Document, declared: &Declared<'_>, standing: Standing) -> Option<Found> {
    let facts = &document.facts;
    let (symptom, kind, rule, step) = if let Some(symptom) = declared.symptom {
        (symptom.trim().to_owned(), Kind::Symptom, "front-matter", guide_step(document))
    } else if let Some(step) = support_step(document) {
        (title(facts), Kind::Symptom, "support-page", step)
    } else if declared.troubleshooting == Some(true) {
        (title(facts), Kind::Guide, "front-matter", guide_step(document))
    } else if let Standing::Guide(rule) = standing {
        (title(facts), Kind::Guide, rule, guide_step(document))
    } else {
        return None;
    };
    let codes = super::codes::in_text(&symptom);
    Some(Found { symptom, kind, rule, section: None, first_step: step, codes, heading_key: None })
}

/// The page's name for readers: its own heading, else its title up to the site's name.
fn title(facts: &PageFacts) -> String {
    let title = facts.h1.as_deref().filter(|h1| !h1.is_empty()).unwrap_or(&facts.title);
    match title.split_once(" | ") {
        Some((own, _)) if own.len() > 5 => own.trim().to_owned(),
        _ => title.to_owned(),
    }
}

fn guide_step(document: &Document) -> Option<String> {
    first_step::first_step(document.sections.iter().flat_map(|section| &section.blocks))
}

/// What a heading of a support-style page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Symptoms,
    Cause,
    Resolution,
}

fn part(heading: &str) -> Option<Part> {
    let lower = heading.trim().trim_end_matches(':').to_ascii_lowercase();
    let lower = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    match lower {
        "symptom" | "symptoms" => Some(Part::Symptoms),
        "cause" | "causes" | "possible cause" | "possible causes" => Some(Part::Cause),
        "resolution" | "resolutions" | "workaround" | "workarounds" | "possible solution"
        | "possible solutions" | "mitigation" | "remedy" | "how to fix" => Some(Part::Resolution),
        _ => None,
    }
}

/// On a support-style page, its first step: from the resolution.
fn support_step(document: &Document) -> Option<Option<String>> {
    let parts = || {
        document
            .sections
            .iter()
            .enumerate()
            .filter(|(_, section)| section.level == 2)
            .filter_map(|(at, section)| Some((at, part(&section.heading)?)))
    };
    let kinds = |kind| parts().any(|(_, part)| part == kind);
    let count = [Part::Symptoms, Part::Cause, Part::Resolution]
        .into_iter()
        .filter(|&kind| kinds(kind))
        .count();
    if count < 2 {
        return None;
    }
    let resolution = parts().find(|&(_, part)| part == Part::Resolution)?;
    Some(step_below(document, resolution.0))
}

fn step_below(document: &Document, at: usize) -> Option<String> {
    let end = page::end_of(&document.sections, at);
    first_step::first_step(document.sections[at..end].iter().flat_map(|section| &section.blocks))
}

/// A heading as a symptom.
fn heading(document: &Document, at: usize, context: Context, ignore: &Ignore) -> Option<Found> {
    if context == Context::Quiet {
        return None;
    }
    let sections = &document.sections;
    let section = &sections[at];
    if section.level < 2 && section.kind == SectionKind::Heading {
        return None;
    }
    let lower = section.heading.to_lowercase();
    let complaint = complaint::read(&lower);
    let end = page::end_of(sections, at);
    let below = &sections[at + 1..end];
    let answer = below.iter().position(|sub| part(&sub.heading) == Some(Part::Resolution));
    let answered =
        below.iter().any(|sub| part(&sub.heading).is_some() && sub.level == section.level + 1);
    let rule = rules::admit(Heading { complaint, context, answered })?;
    let empty = section.blocks.is_empty() && below.iter().all(|sub| sub.blocks.is_empty());
    if empty
        || part(&section.heading).is_some()
        || is_step(&lower)
        || complaint::is_label(&lower)
        || ignore.heading(&document.facts, section, &lower)
        || labels_group(section, below, complaint)
    {
        return None;
    }
    let first_step = match answer {
        Some(sub) => step_below(document, at + 1 + sub),
        None => step_below(document, at),
    };
    Some(Found {
        symptom: section.heading.trim_end_matches(['#', ' ']).to_owned(),
        kind: Kind::Symptom,
        rule,
        section: Some(at),
        first_step,
        codes: super::codes::in_text(&section.heading),
        heading_key: Some(lower),
    })
}

fn is_step(lower: &str) -> bool {
    lower
        .strip_prefix("step")
        .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// A heading without text of its own, over headings that complain: it names a group.
fn labels_group(section: &Section, below: &[Section], complaint: Complaint) -> bool {
    let stated = complaint.clause && (complaint.why || complaint.person);
    section.blocks.is_empty()
        && !stated
        && below.iter().any(|sub| complaint::read(&sub.heading.to_lowercase()).any())
}
