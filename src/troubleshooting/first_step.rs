//! The first thing that a section says to do.
//!
//! In go the blocks of a section and of those below it; out comes one sentence of at most
//! [`LONGEST`] characters. It never comes from another section.

use crate::site::document::{Block, BlockKind};

use super::lexicon::{AUXILIARIES, REMEDIES, VERBS};
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
    /// A step that starts every procedure: "Sign in to …", "Select the Settings tab".
    Preamble,
    /// Says why.
    Cause,
    /// A pointer as an item of its own: there is nothing else to do.
    Link,
    /// Something to do, with the items after it saying how.
    Opening,
    /// Something to do, said in an alert beside the point.
    Aside,
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
    let does = best.worth >= Some(Worth::Opening) || best.worth == Some(Worth::Preamble);
    does.then_some(best.step)
}

fn best<'a>(blocks: impl Iterator<Item = &'a Block>) -> Best {
    let mut best = Best::default();
    let mut action_columns: Vec<usize> = Vec::new();
    let mut patience = 0;
    let mut arrived = false;
    // A sentence that ends in a colon, for the command or the items that may follow.
    let mut opening: Option<Opening<'_>> = None;
    for block in blocks.take(BLOCKS) {
        match block.kind {
            BlockKind::Row { header: true } => action_columns = columns_of_action(&block.cells),
            BlockKind::Row { header: false } => {
                for cell in action_columns.iter().filter_map(|&at| block.cells.get(at)) {
                    if let Some(text) = sentences(cell).find(|text| text.len() > SHORTEST) {
                        best.consider(Worth::Aside, text);
                    }
                }
            }
            BlockKind::Code => {
                if let (Some(opening), Some(command)) = (&opening, command(&block.text)) {
                    best.consider(Worth::Action, &format!("{}: {command}", opening.text));
                }
            }
            BlockKind::Image => {}
            BlockKind::Paragraph | BlockKind::Alert | BlockKind::Item { .. }
                if is_statement(&block.text) => {}
            BlockKind::Item { .. } if opening.as_ref().is_some_and(|open| open.lists) => {
                if let Some(opening) = &mut opening {
                    opening.add(&block.text);
                    best.amend(&opening.listing());
                }
            }
            BlockKind::Paragraph | BlockKind::Alert | BlockKind::Item { .. } => {
                let item = matches!(block.kind, BlockKind::Item { .. });
                if let Some(modal) = opening.as_ref().filter(|open| open.modal && item)
                    && let Some((Worth::Action, text)) = sentences(&block.text).find_map(weigh)
                {
                    best.consider(Worth::Action, &format!("{} {}", modal.text, lowered(text)));
                }
                opening = None;
                for sentence in sentences(&block.text) {
                    if let Some(open) = Opening::read(sentence) {
                        if !is_vague(sentence) && !open.modal && block.kind != BlockKind::Alert {
                            best.consider(Worth::Opening, &open.listing());
                        }
                        opening = Some(open);
                    }
                    let weighed = weigh(sentence);
                    arrived |= matches!(weighed, Some((Worth::Preamble, _)));
                    match weighed {
                        // "Include users" on a line of its own heads what follows.
                        Some((Worth::Action, text))
                            if !item
                                && text.len() == block.text.len()
                                && !text.ends_with(['.', '!'])
                                && text.split(' ').count() < 4 => {}
                        Some((Worth::Action, text)) if block.kind == BlockKind::Alert => {
                            best.consider(Worth::Aside, text);
                        }
                        Some((worth, text)) if block.kind != BlockKind::Alert => {
                            let link = item
                                && worth == Worth::Pointer
                                && text.len() == block.text.len()
                                && !text.starts_with("Learn more")
                                && !text.starts_with("Also ");
                            best.consider(if link { Worth::Link } else { worth }, text);
                        }
                        _ => {}
                    }
                }
            }
        }
        if arrived {
            // The steps right after it say more; what comes later belongs to something else.
            patience += 1;
        }
        if best.worth == Some(Worth::Action) || patience > PATIENCE {
            break;
        }
    }
    best
}

/// "To fix it, remove the following parts:", and the parts.
struct Opening<'a> {
    /// Without its colon.
    text: &'a str,
    /// Things follow, no steps: the sentence names what they are.
    lists: bool,
    /// It ends in "you must", which its items complete.
    modal: bool,
    items: Vec<String>,
}

impl<'a> Opening<'a> {
    fn read(sentence: &'a str) -> Option<Self> {
        let text = sentence.strip_suffix(':')?.trim_end();
        let lower = text.to_lowercase();
        let words = words(&lower);
        let modal = words.last().is_some_and(|word| word.is(&["must", "should", "can", "to"]))
            && words.iter().any(|word| word.text == "you");
        if !modal && verbs::what_to_do(&words) != Some(verbs::Deed::Action) {
            return None;
        }
        // "… the following command" is completed by code, "the following steps" by steps.
        let named = words.windows(2).any(|pair| {
            pair[0].is(&["following", "these"])
                && !pair[1].is(VAGUE)
                && !pair[1].is(&["and", "or", "to", "in", "on"])
        });
        let open = words.last().is_some_and(|word| {
            word.is(&["of", "for", "with", "in", "from", "by", "into", "on", "as"])
        });
        let lists = open || named && !is_vague(sentence);
        Some(Self { text, lists, modal, items: Vec::new() })
    }

    fn add(&mut self, item: &str) {
        let item = sentences(item).next().unwrap_or(item);
        self.items.push(item.trim_end_matches(['.', ';', ',', ':']).to_owned());
    }

    /// The opening with its items, as one line.
    fn listing(&self) -> String {
        if self.items.is_empty() {
            return self.text.to_owned();
        }
        format!("{}: {}.", self.text, self.items.join(", "))
    }
}

fn lowered(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The best step so far; of equals the first.
#[derive(Debug, Default)]
struct Best {
    worth: Option<Worth>,
    step: String,
}

impl Best {
    fn consider(&mut self, worth: Worth, text: &str) {
        // Of two arrivals, the second says more.
        let further = worth == Worth::Preamble && self.worth == Some(worth);
        if Some(worth) > self.worth || further {
            let step = cut(text);
            if !step.is_empty() {
                self.worth = Some(worth);
                self.step = step;
            }
        }
    }

    /// More of an opening that is the best step so far.
    fn amend(&mut self, text: &str) {
        if self.worth == Some(Worth::Opening) {
            self.step = cut(text);
        }
    }
}

/// "Use the following steps": says no more than that steps follow.
fn is_vague(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let words = words(&lower);
    words.last().is_some_and(|word| word.is(VAGUE))
        || words.iter().any(|word| word.text == "follow")
        || words.windows(2).any(|pair| pair[0].text == "these" && pair[1].is(VAGUE))
}

/// Nouns that name what follows without saying what it is.
const VAGUE: &[&str] = &[
    "steps",
    "step",
    "following",
    "actions",
    "solutions",
    "this",
    "methods",
    "procedure",
    "procedures",
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
    "guidelines",
    "recommendations",
    "suggestions",
    "workarounds",
    "ways",
];

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
    let (label, text) = split_label(without_enumerator(sentence));
    let lower = text.to_lowercase();
    let words = words(&lower);
    if words.len() < 2
        || !text.chars().next().is_some_and(|c| c.is_alphanumeric() || "\"'[(\u{201c}".contains(c))
    {
        return None;
    }
    if verbs::illustrates(&words) || refers_back(&words) || breaks_off(text, &words) {
        return None;
    }
    let worth = match label {
        Some(Label::Remedy) => Worth::Action,
        Some(Label::Cause) => Worth::Cause,
        // A fragment of a sentence: what stood before it is something else.
        // "I see the following message." shows something and says nothing.
        None if words.iter().rev().take(3).any(|word| word.is(&["following", "below"])) => {
            return None;
        }
        None if text.starts_with(char::is_lowercase) && verbs::what_to_do(&words).is_none() => {
            return None;
        }
        None => match verbs::what_to_do(&words) {
            Some(verbs::Deed::Pointer) => Worth::Pointer,
            Some(_) if promises(&words) => Worth::Pointer,
            Some(_) if prepares(&words) => Worth::Preamble,
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

/// It says that steps follow, not what they are ("Use one of the following methods, as
/// appropriate"), or where to say what one thinks of the text.
fn promises(words: &[Word<'_>]) -> bool {
    const STEPS: &[&str] = &[
        "steps",
        "step",
        "methods",
        "method",
        "procedure",
        "procedures",
        "options",
        "actions",
        "instructions",
        "solutions",
        "resolutions",
        "workarounds",
        "resources",
    ];
    const USES: &[&str] = &["use", "follow", "take", "try", "perform", "complete", "do", "select"];
    const BETWEEN: &[&str] = &["one", "of", "or", "more", "either", "the", "any", "please"];
    // The steps are all that the verb has for an object.
    let steps = words.iter().enumerate().any(|(at, verb)| {
        let object = || words[at + 1..].iter().skip_while(|word| word.is(BETWEEN));
        verb.is(USES)
            && object().next().is_some_and(|word| {
                word.is(&["following", "these"])
                    && object().nth(1).is_some_and(|next| next.is(STEPS))
                    && !names_purpose(&object().skip(2).copied().collect::<Vec<_>>())
            })
    });
    let section = matches!(words, [follow, the, steps, in_, this, ..]
        if follow.text == "follow" && the.text == "the" && steps.is(STEPS)
            && in_.text == "in" && this.text == "this");
    let each = words.windows(2).any(|pair| pair[0].text == "each" && pair[1].text == "step");
    let text = words.windows(2).any(|pair| pair[0].text == "this" && pair[1].text == "article")
        && words.iter().any(|word| word.is(&["questions", "reference", "use", "guide"]));
    steps || section || each || text || words.iter().any(|word| word.text == "feedback")
}

/// "… to turn the setting on" says what the steps do; "… to work around this" doesn't.
fn names_purpose(words: &[Word<'_>]) -> bool {
    const EMPTY: &[&str] = &[
        "work",
        "resolve",
        "fix",
        "solve",
        "do",
        "address",
        "troubleshoot",
        "correct",
        "diagnose",
        "determine",
    ];
    matches!(words, [to, verb, _, ..] if to.text == "to" && !verb.is(EMPTY))
}

/// It takes care before the steps and belongs to none of them: "Back up the registry first".
fn prepares(words: &[Word<'_>]) -> bool {
    let copies = words.windows(2).any(|pair| pair[0].text == "back" && pair[1].text == "up")
        || words.iter().any(|word| word.is(&["backup", "backed"]));
    copies && words.iter().any(|word| word.is(&["registry", "before", "restore", "modify"]))
}

/// It answers a question that isn't shown, or goes on in a block of code.
fn breaks_off(text: &str, words: &[Word<'_>]) -> bool {
    let answers = matches!(words, [if_, yes, ..]
        if if_.text == "if" && yes.is(&["yes", "no"]) && yes.mark.is_some());
    let open = !text.ends_with(['.', '!', ')', '"', '\u{201d}'])
        && words.len() > 2
        && words.last().is_some_and(|word| {
            word.is(&["add", "run", "use", "to", "with", "as", "by", "in", "from", "is", "are"])
        });
    answers || open
}

/// It speaks of a text beside it: "See the previous question".
fn refers_back(words: &[Word<'_>]) -> bool {
    words.len() <= 9
        && words.windows(2).any(|pair| {
            pair[0].is(&["previous", "preceding", "above"])
                && pair[1].is(&["question", "answer", "section", "paragraph", "article"])
        })
}

/// Without "A. ", "2 - " or a bullet, which an author has typed.
fn without_enumerator(sentence: &str) -> &str {
    let rest = sentence.trim_start_matches(['-', '*', '\u{2022}', '>', '#', ' ']);
    let Some((mark, text)) = rest.split_once(' ') else { return rest };
    let own = mark.trim_end_matches(['.', ')', ':']);
    let enumerates = own.len() <= 2
        && !own.is_empty()
        && (own.bytes().all(|b| b.is_ascii_digit())
            || own.len() == 1 && own.bytes().all(|b| b.is_ascii_uppercase()));
    if enumerates && own.len() < mark.len() {
        text.trim_start()
    } else if enumerates && text.starts_with("- ") {
        text[2..].trim_start()
    } else {
        rest
    }
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
        "cause" | "reason" | "possible cause" | "root cause" | "problem" | "the problem"
        | "description" | "details" | "explanation" | "update" => Label::Cause,
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

/// A sentence as one clean line of at most [`LONGEST`] characters, cut at the end of a word.
fn cut(text: &str) -> String {
    let plain = without_markup(text.trim());
    let text = without_connective(plain.trim());
    // A list that a cell holds as text: its head says enough.
    let text = match text.split_once(": 1. ") {
        Some((head, _)) => head.to_owned(),
        None => text,
    };
    let text =
        text.strip_suffix("?.").map_or_else(|| text.clone(), |question| format!("{question}?"));
    shorten(&text, LONGEST)
}

/// A line of at most so many characters, cut at the end of a word.
pub(super) fn shorten(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let limit = text.char_indices().nth(longest - 1).map_or(text.len(), |(at, _)| at);
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

/// Without markup that an author has left where it means nothing: backticks, `**`, `[text](url)`.
pub(super) fn without_markup(text: &str) -> String {
    if !text.contains(['`', '*', '[', ']']) {
        return text.to_owned();
    }
    // The end of a link whose beginning is missing.
    if let Some((text, rest)) = text.split_once("](")
        && !text.contains('[')
    {
        let after = rest.split_once(')').map_or("", |(_, after)| after);
        return without_markup(&format!("{text}{after}"));
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let (before, after) = rest.split_at(open);
        plain.push_str(before);
        let link = after.find("](").and_then(|middle| {
            let end = after[middle..].find(')')? + middle;
            Some((&after[1..middle], end + 1))
        });
        match link {
            Some((text, end)) if !text.contains('[') => {
                plain.push_str(text);
                rest = &after[end..];
            }
            _ => {
                plain.push('[');
                rest = &after[1..];
            }
        }
    }
    plain.push_str(rest);
    plain.replace('`', "").replace("**", "")
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
        "Again, ",
        "Instead, ",
        "Yes, ",
        "No, ",
        "In this case, ",
        "In that case, ",
        "If that happens, ",
        "If this happens, ",
        "If this occurs, ",
        "If so, ",
        "To do so, ",
        "To do this, ",
        "So, ",
        "And ",
        "But ",
        "Thus, ",
        "Hence, ",
    ];
    let rest = CONNECTIVES.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let first = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    // A name such as "dotnet" keeps its letters; a verb opens a sentence.
    if rest.len() == text.len() && !VERBS.contains(&first) {
        return text.to_owned();
    }
    let mut chars = rest.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
