//! The first thing that a section says to do.
//!
//! In go the blocks of a section and of those below it; out comes one sentence of at most
//! [`LONGEST`] characters. It never comes from another section.

use crate::site::document::{Block, BlockKind};

use super::verbs;
use super::words::words;

/// Longest first step, in characters.
pub(super) const LONGEST: usize = 160;

/// Blocks looked at: whoever says what to do says it near the top.
const BLOCKS: usize = 60;

/// What a sentence is worth as a first step, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    /// Sends the reader to another page.
    Pointer,
    /// Says why.
    Cause,
    /// A step that starts every procedure: "Sign in to …".
    Preamble,
    /// Something to do, said in an alert beside the point.
    Aside,
    /// Something to do.
    Action,
}

/// The first step in these blocks.
pub(super) fn first_step<'a>(blocks: impl Iterator<Item = &'a Block>) -> Option<String> {
    let mut best: Option<(Worth, &str)> = None;
    let mut action_columns: Vec<usize> = Vec::new();
    for block in blocks.take(BLOCKS) {
        if let BlockKind::Row { header } = block.kind {
            if header {
                action_columns = columns_of_action(&block.cells);
                continue;
            }
            for cell in action_columns.iter().filter_map(|&at| block.cells.get(at)) {
                if let Some(text) = sentences(cell).find(|text| text.len() > 12) {
                    consider(&mut best, Worth::Aside, text);
                }
            }
            continue;
        }
        if matches!(block.kind, BlockKind::Code | BlockKind::Image) || is_statement(&block.text) {
            continue;
        }
        for sentence in sentences(&block.text) {
            if let Some((worth, text)) = weigh(sentence) {
                let worth = match block.kind {
                    BlockKind::Alert if worth == Worth::Action => Worth::Aside,
                    BlockKind::Alert => continue,
                    _ => worth,
                };
                consider(&mut best, worth, text);
            }
        }
        if matches!(best, Some((Worth::Action, _))) {
            break;
        }
    }
    best.map(|(_, text)| cut(text))
}

fn consider<'a>(best: &mut Option<(Worth, &'a str)>, worth: Worth, text: &'a str) {
    if best.is_none_or(|(had, _)| worth > had) {
        *best = Some((worth, text));
    }
}

/// A line on roles or clouds, which says who may read on and not what to do.
fn is_statement(text: &str) -> bool {
    let lower: String = text.chars().take(20).collect::<String>().to_ascii_lowercase();
    lower.starts_with("appropriate role") || lower.starts_with("applies to")
}

/// Columns of a table that say what to do.
fn columns_of_action(header: &[String]) -> Vec<usize> {
    let is_action = |cell: &str| {
        words(&cell.to_lowercase()).iter().any(|word| {
            word.is(&[
                "action",
                "fix",
                "resolution",
                "solution",
                "workaround",
                "mitigation",
                "resolve",
                "remedy",
                "recommendation",
            ])
        })
    };
    header.iter().enumerate().filter(|(_, cell)| is_action(cell)).map(|(at, _)| at).collect()
}

/// What a sentence is worth, and the part of it to show; nothing for what only introduces.
fn weigh(sentence: &str) -> Option<(Worth, &str)> {
    if sentence.ends_with(':') || sentence.ends_with('?') {
        return None;
    }
    let (label, text) = split_label(sentence);
    let lower = text.to_lowercase();
    let words = words(&lower);
    if words.len() < 2
        || !text.chars().next().is_some_and(|c| c.is_alphanumeric() || "\"'[(\u{201c}".contains(c))
    {
        return None;
    }
    let worth = match label {
        Some(Label::Remedy) => Worth::Action,
        Some(Label::Cause) => Worth::Cause,
        None => match verbs::what_to_do(&words) {
            Some(verbs::Deed::Pointer) => Worth::Pointer,
            Some(verbs::Deed::Preamble) => Worth::Preamble,
            Some(verbs::Deed::Action) => Worth::Action,
            None if words.len() < 4 || verbs::introduces(&words) => return None,
            None => Worth::Cause,
        },
    };
    Some((worth, text))
}

enum Label {
    Cause,
    Remedy,
}

/// "Resolution: …" and its kin.
fn split_label(sentence: &str) -> (Option<Label>, &str) {
    let Some((head, rest)) = sentence.split_once(':') else { return (None, sentence) };
    let label = match head.trim().to_ascii_lowercase().as_str() {
        "cause" | "reason" | "possible cause" | "root cause" => Label::Cause,
        "resolution"
        | "solution"
        | "fix"
        | "workaround"
        | "action"
        | "mitigation"
        | "remedy"
        | "recommended action"
        | "possible resolution"
        | "possible solution"
        | "to fix"
        | "how to fix" => Label::Remedy,
        _ => return (None, sentence),
    };
    let rest = rest.trim();
    if rest.is_empty() { (None, sentence) } else { (Some(label), rest) }
}

/// The sentences of a block.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let end = sentence_end(rest);
        let (sentence, after) = rest.split_at(end);
        rest = after;
        Some(sentence.trim_end())
    })
}

/// Where the first sentence of a text ends, in bytes.
fn sentence_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | ':') {
            continue;
        }
        let mut end = at + c.len_utf8();
        // Closing quotes and brackets belong to the sentence.
        while let Some(&(next_at, next)) = chars.peek()
            && matches!(next, '"' | '\u{201d}' | '\'' | '\u{2019}' | ')' | ']')
        {
            end = next_at + next.len_utf8();
            chars.next();
        }
        let Some(&(_, next)) = chars.peek() else { return text.len() };
        if !next.is_whitespace() {
            continue;
        }
        let after = text[end..].trim_start().chars().next();
        let begins = after.is_none_or(|c| !c.is_lowercase());
        if begins && c != ':' && !is_abbreviation(&text[..at]) {
            return end;
        }
    }
    text.len()
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit([' ', '(']).next().unwrap_or("");
    matches!(word, "e.g" | "i.e" | "vs" | "etc" | "No" | "approx" | "Inc" | "Corp")
        || word.len() == 1 && word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
}

/// Cuts a sentence to at most [`LONGEST`] characters, at the end of a word.
fn cut(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let limit = text.char_indices().nth(LONGEST - 1).map_or(text.len(), |(at, _)| at);
    let head = &text[..limit];
    let end = head.rfind(char::is_whitespace).unwrap_or(limit);
    let mut shown = head[..end]
        .trim_end_matches(|c: char| {
            !c.is_alphanumeric() && !matches!(c, ')' | ']' | '"' | '\u{201d}')
        })
        .to_owned();
    shown.push('\u{2026}');
    shown
}
