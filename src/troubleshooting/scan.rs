//! One page: what on it belongs in the index.
//!
//! In goes a document, out come its guide and symptoms in page order. Pure, and one pass over the
//! sections, so that pages can be read in parallel.

use std::collections::HashSet;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde_json::Value;

use crate::site::document::{BlockKind, Document, PageFacts, Section, SectionKind};

use super::complaint::{self, Complaint};
use super::lexicon::REPAIRS;
use super::page::{self, Context, Standing};
use super::reason::Reason;
use super::rules::{self, Heading, Rule};
use super::{Kind, first_step, labels, lists, tables};

/// Longest message that is shown with its code, in bytes.
const LONGEST_MESSAGE: usize = 200;

/// Something on a page that belongs in the index.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) place: Place,
    pub(super) symptom: String,
    pub(super) kind: Kind,
    pub(super) rule: &'static Rule,
    pub(super) first_step: Option<String>,
    pub(super) codes: Vec<String>,
    /// A text that many pages repeat is their form, and skipped.
    pub(super) repeatable: bool,
}

/// What on a page belongs in the index, and what looked like it.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) found: Vec<Found>,
    pub(super) rejected: Vec<Turned>,
}

/// Something that complains and doesn't belong in the index.
#[derive(Clone, Debug)]
pub(super) struct Turned {
    pub(super) place: Place,
    pub(super) text: String,
    pub(super) why: Reason,
}

/// Where on the page it is; sections by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The page as a whole.
    Page,
    /// A section, by its heading.
    Section(usize),
    /// Something in a section.
    Within(usize),
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
pub(super) fn scan(document: &Document, ignore: &Ignore) -> Scan {
    let facts = &document.facts;
    let declared = declared(facts);
    let mut standing = page::standing(document);
    let mut scan = Scan::default();
    let kept_out = [
        (facts.noindex, Reason::NoIndex),
        (facts.reference.is_some(), Reason::Reference),
        (declared.troubleshooting == Some(false), Reason::Declared),
        (ignore.page(facts), Reason::Ignored),
    ];
    if let Some((_, why)) = kept_out.into_iter().find(|(is, _)| *is) {
        if matches!(standing, Standing::Guide(_)) {
            scan.rejected.push(Turned { place: Place::Page, text: title(facts), why });
        }
        return scan;
    }
    let found = &mut scan.found;
    if let Some(whole) = whole_page(document, &declared, standing) {
        let support = whole.rule == &rules::SUPPORT_PAGE;
        found.push(whole);
        if support {
            return scan;
        }
    }
    if declared.troubleshooting == Some(true) {
        standing = Standing::Guide(&rules::FRONT_MATTER);
    }
    let contexts = page::contexts(document, standing);
    for (at, (section, &context)) in document.sections.iter().zip(&contexts).enumerate() {
        let mut admitted = false;
        if section.kind != SectionKind::Lead {
            match heading(document, at, context, ignore) {
                Ok(symptom) => {
                    admitted = symptom.kind == Kind::Symptom;
                    found.push(symptom);
                }
                Err(Some(why)) => scan.rejected.push(Turned {
                    place: Place::Section(at),
                    text: section.heading.clone(),
                    why,
                }),
                Err(None) => {}
            }
        }
        tables::rows(section, at, context != Context::Quiet, found);
        // A heading "Troubleshooting" may have its list right below it.
        let opens =
            || context != Context::Quiet && labels::opens_group(&section.heading.to_lowercase());
        if context == Context::Trouble || opens() {
            lists::items(section, at, found);
            // A section on a symptom shows its message.
            if !admitted {
                lists::messages(section, at, found);
            }
        }
    }
    once(&mut scan.found);
    scan
}

/// Leaves out what a page says twice; rows may differ in what to do.
fn once(found: &mut Vec<Found>) {
    let mut seen: HashSet<String> = HashSet::new();
    found.retain(|found| {
        !matches!(found.kind, Kind::Guide | Kind::Symptom)
            || seen.insert(found.symptom.to_lowercase())
    });
}

/// The page itself, as a guide or as one symptom.
fn whole_page(document: &Document, declared: &Declared<'_>, standing: Standing) -> Option<Found> {
    let facts = &document.facts;
    let (symptom, kind, rule, step) = if let Some(symptom) = declared.symptom {
        (symptom.trim().to_owned(), Kind::Symptom, &rules::FRONT_MATTER, guide_step(document))
    } else if let Some(resolution) = resolution(document) {
        let step = step_below(document, resolution);
        (title(facts), Kind::Symptom, &rules::SUPPORT_PAGE, step)
    } else if declared.troubleshooting == Some(true) {
        (title(facts), Kind::Guide, &rules::FRONT_MATTER, guide_step(document))
    } else if let Some(symptom) = code_page(document) {
        // The message may read like an instruction: "Use this rather than that".
        let step = guide_step(document).filter(|step| !symptom.ends_with(step.as_str()));
        (symptom, Kind::Code, &rules::CODE_PAGE, step)
    } else if let Standing::Guide(rule) = standing {
        // What an error is stands above the sections of its page.
        let lead = document.sections.iter().take_while(|own| own.kind == SectionKind::Lead);
        let step = (rule == &rules::COMPLAINT_TITLE)
            .then(|| first_step::first_step(lead.flat_map(|section| &section.blocks)));
        (title(facts), Kind::Guide, rule, step.flatten().or_else(|| guide_step(document)))
    } else {
        return None;
    };
    let codes = super::codes::in_text(&symptom);
    Some(Found {
        place: Place::Page,
        symptom,
        kind,
        rule,
        first_step: step,
        codes,
        repeatable: false,
    })
}

/// The page's name for readers: its own heading, else its title up to the site's name.
fn title(facts: &PageFacts) -> String {
    let title = facts.h1.as_deref().filter(|h1| !h1.is_empty()).unwrap_or(&facts.title);
    match title.split_once(" | ") {
        Some((own, _)) if own.len() > 5 => own.trim().to_owned(),
        _ => title.to_owned(),
    }
}

/// On a page about one error code, its title and the message.
fn code_page(document: &Document) -> Option<String> {
    let facts = &document.facts;
    let title = title(facts);
    let codes = super::codes::in_text(&title);
    let [code] = codes.as_slice() else { return None };
    if facts.topic.as_deref() != Some("error-reference") && !names_only_code(&title, code) {
        return None;
    }
    let lead = document.sections.first().filter(|section| section.kind == SectionKind::Lead)?;
    let message = lead.blocks.iter().find(|block| block.kind == BlockKind::Paragraph);
    Some(match message {
        Some(message) if message.text.len() <= LONGEST_MESSAGE => {
            format!("{title}: {}", message.text)
        }
        _ => title,
    })
}

/// The title is the name of a code, whatever its page says that it is: "Warning C26839".
fn names_only_code(title: &str, code: &str) -> bool {
    let Some(kind) = title.strip_suffix(code) else { return false };
    let kind = kind.trim_end().to_lowercase();
    kind.split_whitespace().count() <= 3
        && ["error", "warning"].iter().any(|word| kind.split_whitespace().last() == Some(word))
        && kind.split_whitespace().next().is_some_and(|first| !REPAIRS.contains(&first))
}

/// The first step of a page as a whole. What its sections say is about each of them, so that only
/// a page whose title is itself a symptom takes it from there.
fn guide_step(document: &Document) -> Option<String> {
    let sections = &document.sections;
    let lead = || {
        sections
            .iter()
            .take_while(|section| section.kind == SectionKind::Lead)
            .flat_map(|section| &section.blocks)
    };
    let body = || {
        sections
            .iter()
            .filter(|section| !is_trailing(&section.heading))
            .flat_map(|section| &section.blocks)
    };
    let title = title(&document.facts).to_lowercase();
    let specific = || {
        [" - ", ": ", " \u{2013} ", " \u{2014} "]
            .iter()
            .flat_map(|dash| title.split(dash))
            .any(|part| complaint::read(part).clause)
    };
    let plain =
        || !sections.iter().any(|section| complaint::read(&section.heading.to_lowercase()).any());
    first_step::action(lead())
        .or_else(|| if specific() || plain() { first_step::action(body()) } else { None })
}

/// A section of links at the end of a page.
fn is_trailing(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    [
        "next steps",
        "see also",
        "related",
        "additional resources",
        "resources",
        "learn more",
        "further reading",
        "feedback",
        // "Still not working?" leads to somebody who helps.
        "still ",
    ]
    .iter()
    .any(|start| lower.starts_with(start))
        || names_rest(&lower)
}

/// "My issue isn't listed here": leads to somebody who helps with everything else.
fn names_rest(lower: &str) -> bool {
    let denied = [
        "isn't listed",
        "isn\u{2019}t listed",
        "is not listed",
        "aren't listed",
        "not listed here",
    ];
    let faults = ["issue", "problem", "error", "symptom", "message", "question"];
    let any = |list: &[&str]| list.iter().any(|text| lower.contains(text));
    any(&denied) && any(&faults)
}

/// What a heading of a support-style page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Symptoms,
    Cause,
    Resolution,
}

fn part(heading: &str) -> Option<Part> {
    // Most headings are told apart by their first letter.
    let first = heading.as_bytes().first().map_or(b' ', u8::to_ascii_lowercase);
    if !b"scprwmh".contains(&first) {
        return None;
    }
    let (name, rest) = heading.split_once(':').unwrap_or((heading, ""));
    let lower = name.trim().to_ascii_lowercase();
    match lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ') {
        // "Symptom: the van stops" is the symptom itself.
        "symptom" | "symptoms" if rest.trim().is_empty() => Some(Part::Symptoms),
        "cause" | "causes" | "possible cause" | "possible causes" | "root cause" => {
            Some(Part::Cause)
        }
        "resolution"
        | "resolutions"
        | "workaround"
        | "workarounds"
        | "solution"
        | "solutions"
        | "possible solution"
        | "possible solutions"
        | "possible resolution"
        | "mitigation"
        | "remedy"
        | "how to fix" => Some(Part::Resolution),
        _ => None,
    }
}

/// On a support-style page, the place of its resolution.
fn resolution(document: &Document) -> Option<usize> {
    let parts: Vec<(usize, Part)> = document
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.level == 2)
        .filter_map(|(at, section)| Some((at, part(&section.heading)?)))
        .collect();
    let has = |kind| parts.iter().any(|&(_, part)| part == kind);
    if !has(Part::Symptoms) && !has(Part::Cause) {
        return None;
    }
    parts.iter().find(|&&(_, part)| part == Part::Resolution).map(|&(at, _)| at)
}

fn step_below(document: &Document, at: usize) -> Option<String> {
    let end = page::end_of(&document.sections, at);
    first_step::first_step(document.sections[at..end].iter().flat_map(|section| &section.blocks))
}

/// A heading as a symptom, or why it is none although it complains.
fn heading(
    document: &Document,
    at: usize,
    context: Context,
    ignore: &Ignore,
) -> Result<Found, Option<Reason>> {
    let sections = &document.sections;
    let section = &sections[at];
    if section.level < 2 {
        return Err(None);
    }
    let end = page::end_of(sections, at);
    let below = &sections[at + 1..end];
    let lower = section.heading.to_lowercase();
    let complaint = complaint::read(&lower);
    // A solution is one of many things, unless something is wrong.
    let answers = |sub: &Section| {
        sub.level == section.level + 1
            && part(&sub.heading).is_some()
            && (complaint.any() || !sub.heading.to_ascii_lowercase().starts_with("solution"))
    };
    let answered = below.iter().any(answers);
    if context == Context::Quiet && !answered {
        return Err(complaint.any().then_some(Reason::Quiet));
    }
    let answer = below.iter().position(|sub| part(&sub.heading) == Some(Part::Resolution));
    let Some(rule) = rules::admit(&Heading { complaint, context, answered }) else {
        return Err(complaint.any().then_some(Reason::Elsewhere));
    };
    let empty = section.blocks.is_empty() && below.iter().all(|sub| sub.blocks.is_empty());
    let turned = [
        (empty, Reason::Empty),
        (part(&section.heading).is_some(), Reason::Answer),
        (is_trailing(&lower), Reason::Trailing),
        (is_step(&lower), Reason::Step),
        (labels::is_label(&lower), Reason::Label),
        (ignore.heading(&document.facts, section, &lower), Reason::Ignored),
        (labels_group(section, below, complaint), Reason::Label),
    ];
    if let Some((_, why)) = turned.into_iter().find(|(is, _)| *is) {
        return Err(Some(why));
    }
    let first_step = match answer {
        Some(sub) => step_below(document, at + 1 + sub),
        None => step_below(document, at),
    };
    // A fault that is only named is worth an entry when something is said about it.
    if first_step.is_none() && !complaint.clause {
        return Err(Some(Reason::Silent));
    }
    Ok(Found {
        symptom: section.heading.trim_end_matches(['#', ' ']).to_owned(),
        kind: if rule == &rules::GUIDE_SECTION { Kind::Guide } else { Kind::Symptom },
        rule,
        place: Place::Section(at),
        first_step,
        codes: super::codes::in_text(&section.heading),
        repeatable: true,
    })
}

/// "Step 3", "Example: …".
fn is_step(lower: &str) -> bool {
    if lower.starts_with("example") {
        return true;
    }
    lower
        .strip_prefix("step")
        .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// A heading without text of its own, over headings that complain: it names a group.
fn labels_group(section: &Section, below: &[Section], complaint: Complaint) -> bool {
    let stated = complaint.clause
        && (complaint.why || complaint.person || complaint.leading || complaint.breaks);
    section.blocks.is_empty()
        && !stated
        && below.iter().any(|sub| complaint::read(&sub.heading.to_lowercase()).any())
}
