//! What a page is to somebody stuck: a guide, a list of questions, a reference, or any other page.
//!
//! In goes a document; out comes the [`Standing`] of the page and the context of each of its sections.

use crate::site::document::{BlockKind, Document, PageKind, Section, SectionKind};

use super::complaint;
use super::labels;
use super::rules::{self, Rule};
use super::words::{Word, words};

/// What a page is to somebody stuck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is about solving problems: the rule that says so, by name.
    Guide(&'static Rule),
    /// Questions and answers.
    Faq,
    /// Reference or news: its headings name things, and none of them complains.
    Quiet,
    /// Any other page.
    Plain,
}

/// What a section stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// Troubleshooting content: a guide, or a part of a page under "Troubleshooting".
    Trouble,
    /// A question of a FAQ.
    Faq,
    /// A page in a folder of guides that isn't one itself, or the page of an error.
    Folder,
    /// None of these.
    Elsewhere,
    /// Nothing here is a symptom.
    Quiet,
}

/// The standing of a page.
pub(super) fn standing(document: &Document) -> Standing {
    let facts = &document.facts;
    let topic = facts.topic.as_deref().unwrap_or("");
    if topic.starts_with("troubleshooting") {
        return Standing::Guide(&rules::GUIDE_TOPIC);
    }
    if topic == "error-reference" {
        // The page of one error says something of it, however short.
        if super::codes::in_text(&facts.title).len() != 1 && lists_pages(document) {
            return Standing::Quiet;
        }
        if names_error(&facts.title) {
            return Standing::Guide(&rules::GUIDE_TOPIC);
        }
    }
    let title = facts.title.to_lowercase();
    let heading = facts.h1.as_deref().unwrap_or("").to_lowercase();
    let name = crate::path::file_name(crate::path::stem(&facts.path)).replace(['-', '_'], " ");
    let news = is_news(topic, &title, &facts.path);
    if !news && [&title, &heading, &name].into_iter().any(|text| names_guide(text)) {
        return Standing::Guide(&rules::GUIDE_TITLE);
    }
    let faq = facts.kind == PageKind::Faq
        || topic == "faq"
        || [&title, &heading, &name].into_iter().any(|text| names_faq(text));
    if faq {
        return Standing::Faq;
    }
    let titles = || [&title, &heading].into_iter().map(|text| complaint_of(text));
    // Whatever else the page says that it is, this is the page of that error.
    let has_text = document
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .any(|block| block.text.len() > 2);
    if !news && has_text && titles().any(|own| own.leading || own.message) {
        return Standing::Guide(&rules::COMPLAINT_TITLE);
    }
    let landing = matches!(facts.kind, PageKind::Landing | PageKind::Hub);
    if news || landing || topic.contains("reference") || describes_interface(&document.sections) {
        return Standing::Quiet;
    }
    if has_text && titles().any(|own| own.breaks || own.repair) {
        return Standing::Guide(&rules::COMPLAINT_TITLE);
    }
    Standing::Plain
}

/// A page that leads to others and says little itself: more rows and items than running text, and
/// about as many links.
fn lists_pages(document: &Document) -> bool {
    let blocks = || document.sections.iter().flat_map(|section| &section.blocks);
    let count = |is: &dyn Fn(BlockKind) -> bool| blocks().filter(|block| is(block.kind)).count();
    let listed =
        count(&|kind| matches!(kind, BlockKind::Row { header: false } | BlockKind::Item { .. }));
    let running = count(&|kind| matches!(kind, BlockKind::Paragraph | BlockKind::Code));
    listed > 1 && listed * 2 > running && document.links.len() * 2 >= listed
}

/// The title has a code, a fault, or says that it is of errors.
fn names_error(title: &str) -> bool {
    const ERRORS: &[&str] = &[
        "error",
        "errors",
        "warning",
        "warnings",
        "message",
        "messages",
        "exception",
        "exceptions",
    ];
    let lower = title.to_lowercase();
    complaint_of(&lower).any()
        || !super::codes::in_text(title).is_empty()
        || words(&lower).iter().any(|word| word.is(ERRORS))
}

/// What a title says is wrong, or what it puts right.
fn complaint_of(title: &str) -> complaint::Complaint {
    complaint::read(title.split(" | ").next().unwrap_or(title))
}

/// What each section of a page stands in, by index.
pub(super) fn contexts(document: &Document, standing: Standing) -> Vec<Context> {
    let base = match standing {
        // The sections of an error's page are about that error.
        Standing::Guide(_) if document.facts.topic.as_deref() == Some("error-reference") => {
            Context::Folder
        }
        Standing::Guide(rule) if rule == &rules::COMPLAINT_TITLE => Context::Folder,
        Standing::Guide(_) => Context::Trouble,
        Standing::Faq => Context::Faq,
        Standing::Quiet => Context::Quiet,
        Standing::Plain if in_trouble_folder(&document.facts.path) => Context::Folder,
        Standing::Plain => Context::Elsewhere,
    };
    // A reference has no groups: "Known issues" of an interface are rarely a reader's.
    if base == Context::Quiet {
        return vec![base; document.sections.len()];
    }
    let mut group: Option<(u8, Context)> = None;
    document
        .sections
        .iter()
        .map(|section| {
            if section.kind == SectionKind::Lead {
                return base;
            }
            let lower = section.heading.to_lowercase();
            if let Some((level, _)) = group
                && section.level <= level
                && !(section.level == level && matches!(standing, Standing::Faq))
            {
                group = None;
            }
            let within = group.map_or(base, |(_, context)| context);
            if labels::opens_group(&lower) {
                let faq = names_faq(&lower);
                group = Some((section.level, if faq { Context::Faq } else { Context::Trouble }));
            } else if names_faq(&lower) {
                group = Some((section.level, Context::Faq));
            }
            within
        })
        .collect()
}

/// The index after the last section below `at`.
pub(super) fn end_of(sections: &[Section], at: usize) -> usize {
    let top = &sections[at];
    let below = |section: &Section| match (top.kind, section.kind) {
        (SectionKind::Question, SectionKind::Question) | (SectionKind::Lead, _) => false,
        // A heading inside an answer, of whatever level below a section's own.
        (SectionKind::Question, SectionKind::Heading) => section.level > 2,
        _ => section.level > top.level,
    };
    sections[at + 1..]
        .iter()
        .position(|section| !below(section))
        .map_or(sections.len(), |n| at + 1 + n)
}

/// Title, heading or file name of a guide: troubleshoot…, "trouble accessing", "known issues",
/// "<noun> issues", or opening with unable or can't.
fn names_guide(lower: &str) -> bool {
    let words = words(lower);
    let Some(first) = words.first() else { return false };
    if words.iter().any(Word::troubleshoots) {
        return true;
    }
    if first.text == "unable"
        || matches!(words.as_slice(), [can, not, ..] if can.text == "can" && not.text == "not")
    {
        return true;
    }
    words.windows(2).enumerate().any(|(at, pair)| {
        let [word, next] = pair else { return false };
        match word.text {
            "trouble" => next.text.ends_with("ing") || next.text == "with",
            "known" => next.text == "issues",
            _ => {
                next.text == "issues"
                    && names_stuck_issue(word.text)
                    && words.get(at + 2).is_none_or(|after| {
                        after.is(&["with", "in", "when", "while", "on", "for", "and"])
                    })
            }
        }
    })
}

/// Whether "<noun> issues" are something that readers get stuck on, rather than a subject.
fn names_stuck_issue(noun: &str) -> bool {
    const SUBJECTS: &[&str] = &[
        "report",
        "reporting",
        "github",
        "manage",
        "managing",
        "file",
        "filing",
        "design",
        "security",
        "safety",
        "interface",
        "lifetime",
        "portability",
        "an",
        "the",
        "our",
        "we",
        "these",
        "versioning",
        "licensing",
        "localization",
        "compatibility",
        "performance",
        "migration",
        "porting",
        "upgrade",
        "object-lifetime",
        "user-interface",
        "memory",
        "programming",
        "about",
        "special",
        "create",
        "triage",
        "threading",
        "advanced",
    ];
    !SUBJECTS.contains(&noun)
}

fn names_faq(lower: &str) -> bool {
    let words = words(lower);
    words.iter().any(|word| word.is(&["faq", "faqs"]))
        || words.windows(2).any(|pair| {
            (pair[0].text == "frequently" && pair[1].text == "asked")
                || (pair[0].text == "common" && pair[1].text == "questions")
        })
}

/// News: what's new, release notes, announcements, change logs.
fn is_news(topic: &str, title: &str, path: &str) -> bool {
    matches!(topic, "whats-new" | "release-notes" | "lifecycle")
        || [
            "what's new",
            "what\u{2019}s new",
            "release notes",
            "announcements",
            "change log",
            "changelog",
            "breaking changes",
            "change history",
            "improvements in",
        ]
        .iter()
        .any(|words| title.contains(words))
        || path
            .split('/')
            .any(|part| matches!(part, "announcements" | "whats-new" | "release-notes"))
}

/// A page about an interface of programs: it has a section on the request or the syntax.
fn describes_interface(sections: &[Section]) -> bool {
    const HEADINGS: &[&str] = &[
        "rest request",
        "rest response",
        "request syntax",
        "request body",
        "request headers",
        "syntax",
        "uri parameter",
        "uri parameters",
        "response example",
        "http request",
        "api request",
    ];
    let names = |section: &Section| {
        HEADINGS.iter().any(|heading| section.heading.eq_ignore_ascii_case(heading))
    };
    sections.iter().any(names)
}

/// The page lies in a folder of troubleshooting pages.
fn in_trouble_folder(path: &str) -> bool {
    crate::path::folder(path).split('/').any(|part| part.starts_with("troubleshoot"))
}
