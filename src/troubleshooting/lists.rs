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
        let Some(step) = first_step::first_step(below.iter()) else { continue };
        found.push(Found {
            place: Place::Within(at),
            symptom: block.text.trim_end_matches(':').to_owned(),
            kind: Kind::Symptom,
            rule: &rules::LISTED_SYMPTOM,
            first_step: Some(step),
            codes: codes::in_text(&block.text),
            repeatable: false,
        });
    }
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
