//! Items of lists that state a symptom, in troubleshooting content.
//!
//! In goes a section, out come the items that name an error and are followed by what to do about
//! it, as deeper items or as "Cause: …" and "Resolution: …".

use crate::site::document::{Block, BlockKind, Section};

use super::complaint::{self, Complaint};
use super::first_step;
use super::rules;
use super::scan::{Found, Place};
use super::sentences::sentences;
use super::{Kind, codes};

/// Longest item taken for a symptom, in bytes.
const LONGEST: usize = 240;

/// The listed symptoms of a section, whose place on the page is `at`.
pub(super) fn items(section: &Section, at: usize, found: &mut Vec<Found>) {
    let blocks = &section.blocks;
    for (index, block) in blocks.iter().enumerate() {
        let BlockKind::Item { depth, ordered: false } = block.kind else { continue };
        if block.text.len() > LONGEST || first_step::is_labelled(&block.text) {
            continue;
        }
        let below = below(&blocks[index + 1..], depth);
        let answered = below.iter().any(|block| first_step::is_labelled(&block.text));
        if below.is_empty() || !(answered || states_error(&block.text)) {
            continue;
        }
        let Some(step) = first_step::first_step(below.iter().filter(|own| symptom(own).is_none()))
        else {
            continue;
        };
        // "Symptoms: …" says what is seen, the item above it perhaps what to do.
        let stated = below.iter().find_map(symptom);
        found.push(Found {
            place: Place::Within(at),
            symptom: stated.unwrap_or(&block.text).trim_end_matches(':').to_owned(),
            kind: Kind::Symptom,
            rule: &rules::LISTED_SYMPTOM,
            first_step: Some(step),
            codes: codes::in_text(&block.text),
            repeatable: false,
        });
    }
}

/// What an item "Symptoms: …" says.
fn symptom(block: &Block) -> Option<&str> {
    let (label, text) = block.text.split_once(':')?;
    let named = matches!(&*label.trim().to_ascii_lowercase(), "symptom" | "symptoms");
    let text = sentences(text.trim()).next()?;
    (named && text.len() <= LONGEST).then_some(text)
}

/// The messages that a section shows: paragraphs or items that open with "Error:", with what to do
/// about them after the last one.
pub(super) fn messages(section: &Section, at: usize, found: &mut Vec<Found>) {
    let shows = |block: &&Block| {
        matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { ordered: false, .. })
            && is_message(&block.text)
    };
    let Some(last) = section.blocks.iter().rposition(|block| shows(&block)) else { return };
    let Some(step) = first_step::first_step(section.blocks[last + 1..].iter()) else { return };
    for block in section.blocks.iter().filter(shows) {
        found.push(Found {
            place: Place::Within(at),
            symptom: block.text.clone(),
            kind: Kind::Symptom,
            rule: &rules::SHOWN_MESSAGE,
            first_step: Some(step.clone()),
            codes: codes::in_text(&block.text),
            repeatable: false,
        });
    }
}

/// "ERROR: Access is denied."
fn is_message(text: &str) -> bool {
    let message = text.split_once(':').filter(|(label, _)| label.eq_ignore_ascii_case("error"));
    message.is_some_and(|(_, rest)| rest.split_whitespace().count() > 1)
        && text.len() <= LONGEST
        && sentences(text).count() <= 3
}

/// The blocks that belong to an item: those deeper than it, and text between them.
fn below(blocks: &[Block], depth: u8) -> &[Block] {
    let deeper = |block: &Block| match block.kind {
        BlockKind::Item { depth: other, .. } => other > depth,
        BlockKind::Paragraph | BlockKind::Code | BlockKind::Alert | BlockKind::Image => true,
        BlockKind::Row { .. } => false,
    };
    let end = blocks.iter().position(|block| !deeper(block)).unwrap_or(blocks.len());
    // Text alone may as well follow the whole list.
    let items = blocks[..end].iter().any(|block| matches!(block.kind, BlockKind::Item { .. }));
    if items { &blocks[..end] } else { &[] }
}

/// An error as it is met: with a code, or opening or ending with the word.
fn states_error(text: &str) -> bool {
    let lower = text.to_lowercase();
    let Complaint { clause, leading, hex, .. } = complaint::read(&lower);
    // Several sentences are an explanation, unless a message opens the item.
    let count = sentences(text).count();
    (leading || hex || clause && lower.contains("error")) && (count <= 2 || leading)
}
