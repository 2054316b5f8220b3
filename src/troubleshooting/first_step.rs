//! The first thing that a section says to do.
//!
//! In go the blocks of a section and of those below it; out comes one sentence of at most
//! [`LONGEST`] characters. It never comes from another section.

use crate::site::document::{Block, BlockKind};

use super::lexicon::{AUXILIARIES, REMEDIES};
use super::sentences::sentences;
use super::verbs;
use super::words::{Word, words};

/// Longest first step, in characters.
pub(super) const LONGEST: usize = 160;

/// Shortest text of a cell that says something, in bytes.
const SHORTEST: usize = 12;

/// Blocks looked at after a step that only arrives somewhere.
const PATIENCE: usize = 6;

/// Blocks looked at: whoever says what to do says it near the top.
const BLOCKS: usize = 60;

/// What a sentence is worth as a first step, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    /// Sends the reader to another page.
    Pointer,
    /// Says why.
    Cause,
    /// The same as an item of its own: there is nothing else to do.
    Link,
    /// Something to do, with the items after it saying how.
    Opening,
    /// Something to do, said in an alert beside the point.
    Aside,
    /// A step that starts every procedure: "Sign in to …", "Select the Settings tab".
    Preamble,
    /// Something to do.
    Action,
}

/// The first step in these blocks, else what they say about the cause, else where they point.
pub(super) fn first_step<'a>(blocks: impl Iterator<Item = &'a Block>) -> Option<String> {
    let best = best(blocks);
    best.worth.map(|_| best.step)
}

/// The same, if it is something to do.
pub(super) fn action<'a>(blocks: impl Iterator<Item = &'a Block>) -> Option<String> {
    let best = best(blocks);
    (best.worth >= Some(Worth::Opening)).then_some(best.step)
}

fn best<'a>(blocks: impl Iterator<Item = &'a Block>) -> Best {
    let mut best = Best::default();
    let mut action_columns: Vec<usize> = Vec::new();
    let mut patience = 0;
    // A sentence that ends in a colon, for the command that may follow.
    let mut opening: Option<&str> = None;
    for block in blocks.take(BLOCKS) {
        match block.kind {
            BlockKind::Row { header: true } => action_columns = columns_of_action(&block.cells),
            BlockKind::Row { header: false } => {
                for cell in action_columns.iter().filter_map(|&at| block.cells.get(at)) {
                    if let Some(text) = sentences(cell).find(|text| text.len() > SHORTEST) {
                        best.consider(Worth::Aside, text, "");
                    }
                }
            }
            BlockKind::Code => {
                if let (Some(opening), Some(command)) = (opening, command(&block.text)) {
                    best.consider(Worth::Action, opening, command);
                }
            }
            BlockKind::Image => {}
            BlockKind::Paragraph | BlockKind::Alert | BlockKind::Item { .. }
                if is_statement(&block.text) => {}
            BlockKind::Paragraph | BlockKind::Alert | BlockKind::Item { .. } => {
                opening = None;
                for sentence in sentences(&block.text) {
                    if opens(sentence) {
                        opening = Some(sentence);
                        if !is_vague(sentence) && block.kind != BlockKind::Alert {
                            best.consider(Worth::Opening, sentence.trim_end_matches(':'), "");
                        }
                    }
                    match weigh(sentence) {
                        Some((Worth::Action, text)) if block.kind == BlockKind::Alert => {
                            best.consider(Worth::Aside, text, "");
                        }
                        Some((worth, text)) if block.kind != BlockKind::Alert => {
                            let item = matches!(block.kind, BlockKind::Item { .. });
                            let link =
                                item && worth == Worth::Pointer && text.len() == block.text.len();
                            best.consider(if link { Worth::Link } else { worth }, text, "");
                        }
                        _ => {}
                    }
                }
            }
        }
        if best.worth == Some(Worth::Preamble) {
            // The steps right after it say more; what comes later belongs to something else.
            patience += 1;
        }
        if best.worth == Some(Worth::Action) || patience > PATIENCE {
            break;
        }
    }
    best
}

/// The best step so far; of equals the first.
#[derive(Debug, Default)]
struct Best {
    worth: Option<Worth>,
    step: String,
}

impl Best {
    fn consider(&mut self, worth: Worth, text: &str, command: &str) {
        if Some(worth) > self.worth {
            self.worth = Some(worth);
            self.step =
                if command.is_empty() { cut(text) } else { cut(&format!("{text} {command}")) };
        }
    }
}

/// "To fix this, run the following command:"
fn opens(sentence: &str) -> bool {
    let Some(text) = sentence.strip_suffix(':') else { return false };
    let lower = text.to_lowercase();
    verbs::what_to_do(&words(&lower)) == Some(verbs::Deed::Action)
}

/// "Use the following steps": says no more than that steps follow.
fn is_vague(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let words = words(&lower);
    let last = words.last();
    last.is_some_and(|word| {
        word.is(&[
            "steps",
            "step",
            "following",
            "actions",
            "solutions",
            "this",
            "methods",
            "procedure",
            "options",
            "either",
            "must",
            "tasks",
            "things",
            "instructions",
            "tips",
            "one",
            "example",
            "command",
            "commands",
            "code",
        ])
    }) || words.iter().any(|word| word.is(&["follow", "these"]))
}

/// The only line of a block of code, where it is short enough to be shown.
fn command(code: &str) -> Option<&str> {
    let mut lines = code.lines().filter(|line| !line.trim().is_empty());
    let line = lines.next()?.trim();
    (lines.next().is_none() && line.len() <= 80).then_some(line)
}

/// The first step in one text: what to do, else its first sentence.
pub(super) fn of_text(text: &str) -> Option<String> {
    action_in(text).or_else(|| sentences(text).next().map(cut))
}

/// The first sentence of a text that says to do something.
pub(super) fn action_in(text: &str) -> Option<String> {
    sentences(text)
        .filter_map(weigh)
        .find(|(worth, _)| *worth == Worth::Action)
        .map(|(_, text)| cut(text))
}

/// The text opens with "Cause:", "Resolution:" or the like.
pub(super) fn is_labelled(text: &str) -> bool {
    split_label(text).0.is_some()
}

/// A line on roles or clouds, which says who may read on and not what to do.
fn is_statement(text: &str) -> bool {
    let lower: String = text.chars().take(20).collect::<String>().to_ascii_lowercase();
    lower.starts_with("appropriate role") || lower.starts_with("applies to")
}

/// Columns of a table that say what to do.
fn columns_of_action(header: &[String]) -> Vec<usize> {
    let is_action = |cell: &str| words(&cell.to_lowercase()).iter().any(|word| word.is(REMEDIES));
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
            None if verbs::introduces(&words) || !is_statement_of_fact(text, &words) => {
                return None;
            }
            None => Worth::Cause,
        },
    };
    Some((worth, text))
}

/// A sentence of its own, not the name of a thing in a list, nor a message shown.
fn is_statement_of_fact(text: &str, words: &[Word<'_>]) -> bool {
    words.len() > 3
        && (text.ends_with(['.', '!', ')']) || words.iter().any(|word| word.is(AUXILIARIES)))
        && !text.contains("following:")
}

enum Label {
    Cause,
    Remedy,
}

/// "Resolution: …" and its kin.
fn split_label(sentence: &str) -> (Option<Label>, &str) {
    let Some((head, rest)) = sentence.split_once(':') else { return (None, sentence) };
    let head = head.trim().to_ascii_lowercase();
    let label = match head.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ') {
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

/// Cuts a sentence to at most [`LONGEST`] characters, at the end of a word.
fn cut(text: &str) -> String {
    let text = without_connective(text.trim());
    let text =
        text.strip_suffix("?.").map_or_else(|| text.clone(), |question| format!("{question}?"));
    if text.chars().count() <= LONGEST {
        return text;
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

/// Without "However," and its kin, which point at a sentence that isn't shown.
fn without_connective(text: &str) -> String {
    const CONNECTIVES: &[&str] = &[
        "However, ",
        "Then ",
        "Then, ",
        "Also, ",
        "Additionally, ",
        "In addition, ",
        "Furthermore, ",
        "Therefore, ",
        "Otherwise, ",
    ];
    let Some(rest) = CONNECTIVES.iter().find_map(|word| text.strip_prefix(word)) else {
        return text.to_owned();
    };
    let mut chars = rest.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
