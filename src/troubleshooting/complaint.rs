//! The grammar of complaint: whether a heading says that something is wrong.
//!
//! In goes a heading; out comes a [`Complaint`], which says how it complains, or nothing. Whether
//! that is enough to be a symptom depends on the page and is for the rules to say.

use super::fault::{Fault, judge};
use super::lexicon::{
    ABOUT, ERROR_TOPICS, FAULT_NOUNS, FAULTS, LABELS, QUESTION_WORDS, REPAIRS, SPEAKERS, SURPRISES,
};
use super::words::{Word, sentences, words};

/// How a heading complains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent traits of one heading")]
pub(super) struct Complaint {
    /// By a whole clause: "Flows don't turn on".
    pub(super) clause: bool,
    /// By naming the fault: "Docker error", "Missing payments".
    pub(super) noun: bool,
    /// The complaint speaks of the reader: I, you, my, your.
    pub(super) person: bool,
    /// It is a question that opens with "why".
    pub(super) why: bool,
    /// It asks what to do when something goes wrong.
    pub(super) what_if: bool,
    /// It opens with the fault: Error …, Unable to …, Can't …, Fails to ….
    pub(super) leading: bool,
    /// It quotes a message.
    pub(super) message: bool,
    /// It holds an error code in hexadecimal.
    pub(super) hex: bool,
    /// It opens with a verb that puts a fault right, and names the fault: "Fix formatting issues".
    pub(super) repair: bool,
    /// It is numbered as an issue: "Issue 4: …".
    pub(super) numbered: bool,
    /// It reads like a message of the software: a request, or a statement with a full stop.
    pub(super) spoken: bool,
}

impl Complaint {
    /// Anything that counts inside troubleshooting content.
    pub(super) fn any(self) -> bool {
        self.clause || self.noun || self.repair || self.numbered
    }
}

/// Reads a heading. `lower` is its text in lower case.
pub(super) fn read(lower: &str) -> Complaint {
    let all = words(lower);
    let mut found = Complaint { hex: has_hex(&all), ..Complaint::default() };
    let rest = skip_number(&all, &mut found);
    found.spoken = is_spoken(lower, rest);
    let mut pending = None;
    for sentence in sentences(rest) {
        read_sentence(sentence, &mut found, &mut pending);
    }
    found
}

/// A heading that only labels a group of symptoms: "Troubleshooting", "Common issues".
pub(super) fn is_label(lower: &str) -> bool {
    let words = words(lower);
    let rest = skip_number(&words, &mut Complaint::default());
    !rest.is_empty()
        && rest.iter().all(|word| word.is(LABELS))
        && rest.iter().any(|word| {
            word.text.starts_with("troubleshoot")
                || word.is(FAULT_NOUNS)
                || word.is(&["faq", "faqs", "questions", "exceptions", "bugs"])
        })
}

/// A heading that opens a run of questions or problems: [`is_label`], or a label with a subject,
/// such as "Configuration troubleshooting".
pub(super) fn opens_group(lower: &str) -> bool {
    let words = words(lower);
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    is_label(lower)
        || first.text.starts_with("troubleshoot")
        || last.text.starts_with("troubleshoot")
        || (last.is(&["issues", "problems", "faq", "faqs"])
            && words.iter().any(|word| word.is(&["known", "common", "faq", "faqs"])))
}

fn has_hex(words: &[Word<'_>]) -> bool {
    words.iter().any(|word| {
        word.text.strip_prefix("0x").is_some_and(|digits| {
            (4..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit())
        })
    })
}

/// Drops "1.", "Q." and "Issue 4:".
fn skip_number<'w, 'a>(words: &'w [Word<'a>], found: &mut Complaint) -> &'w [Word<'a>] {
    let is_number = |word: &Word<'_>| word.text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    match words {
        [first, second, rest @ ..]
            if first.is(&["issue", "problem"]) && is_number(second) && second.mark.is_some() =>
        {
            found.numbered = !rest.is_empty();
            rest
        }
        [first, rest @ ..]
            if (is_number(first) || first.is(&["q", "question"]))
                && matches!(first.mark, Some('.' | ':')) =>
        {
            rest
        }
        _ => words,
    }
}

fn is_spoken(lower: &str, words: &[Word<'_>]) -> bool {
    let Some(first) = words.first() else { return false };
    let statement = lower.trim_end().ends_with('.') && words.len() > 3;
    let speaker = words.iter().any(|word| word.is(&["i", "we", "my", "our"]));
    !first.is(QUESTION_WORDS) && ((statement && !speaker) || first.text == "please")
}

/// Reads one sentence. `pending` is what the sentence before it would be worth if this one asks
/// for help with it.
fn read_sentence(sentence: &[Word<'_>], found: &mut Complaint, pending: &mut Option<bool>) {
    let person = sentence.iter().any(|word| word.is(SPEAKERS));
    let asks = sentence.last().is_some_and(|word| word.mark == Some('?'));
    if is_remedy(sentence) {
        if let Some(speaks) = pending.take() {
            found.clause = true;
            found.person |= speaks;
        }
        return;
    }
    if let Some(clause) = why_clause(sentence) {
        let fault = judge(clause);
        if fault >= Some(Fault::Weak) || (fault.is_some() && clause.len() > 3) || surprises(clause)
        {
            found.clause = true;
            found.why = true;
            found.person |= person;
        }
        return;
    }
    if let Some(condition) = help_if(sentence) {
        if judge(condition) == Some(Fault::Stated) {
            found.clause = true;
            found.what_if = true;
            found.person |= person;
        }
        return;
    }
    let Some(first) = sentence.first() else { return };
    if repairs(sentence) {
        found.repair = true;
        found.person |= person;
        return;
    }
    let question = first.is(QUESTION_WORDS) && !opens_with_cannot(sentence);
    if question || (asks && !first.is(&["if", "when"]) && closed_question(sentence)) {
        // A statement inside a question ("Can I …?") is what is asked, not what is wrong.
        return;
    }
    let Some(fault) = judge(sentence) else {
        *pending = Some(person);
        return;
    };
    match fault {
        Fault::Stated if asks && first.is(&["if", "when"]) => {
            let help = sentence.windows(2).any(|pair| {
                pair[0].is(&["who", "what", "how", "why"])
                    && pair[1].is(&["do", "should", "can", "is", "are"])
            });
            found.clause |= help;
            found.person |= help && person;
        }
        Fault::Stated => {
            found.clause = true;
            found.person |= person;
            found.leading |= leads(sentence);
            found.message |= sentence.iter().any(|word| word.quoted);
        }
        Fault::Named if !is_about_errors(sentence) => {
            found.noun = true;
            found.message |= quotes_message(sentence);
            found.leading |= leads(sentence) && sentence.len() > 2;
        }
        _ => *pending = Some(person),
    }
}

/// "What should I do?" and its kin: what stood before it needs help.
fn is_remedy(sentence: &[Word<'_>]) -> bool {
    let text: Vec<&str> = sentence.iter().map(|word| word.text).collect();
    match text.as_slice() {
        ["what", "should" | "can" | "do" | "could" | "must", who, "do", rest @ ..] => {
            ["i", "we", "you"].contains(who) && rest.len() < 3
        }
        ["why"]
        | ["why", "is", "that"]
        | ["what", "to", "do"]
        | ["what", "could" | "might" | "can" | "may", "be", "wrong"]
        | ["what", "is", "wrong", ..]
        | ["what", "else", ..]
        | ["is", "that" | "this", "expected" | "normal"]
        | ["is" | "are", "there", "a" | "any", "problem" | "issue", ..] => true,
        ["how", "do" | "can" | "should", "i" | "we", verb, "this" | "it" | "that" | "them", ..] => {
            REPAIRS.contains(verb) || ["support", "get"].contains(verb)
        }
        _ => false,
    }
}

/// What follows "why", where that opens the question or a clause of it.
fn why_clause<'w, 'a>(sentence: &'w [Word<'a>]) -> Option<&'w [Word<'a>]> {
    let at = sentence.iter().position(|word| word.text == "why" && !word.quoted)?;
    let opens = at == 0
        || sentence[at - 1].mark.is_some()
        || sentence[at - 1].is(&["but", "so", "and", "then", "understand", "know"]);
    let clause = &sentence[at + 1..];
    let first = clause.first()?;
    let advice = first.is(&["not", "should", "would", "use", "must"])
        || clause.iter().any(|word| word.is(&["should", "need", "important", "matter", "would"]));
    if !opens || advice {
        return None;
    }
    // "… is missing. Why?" and "…, why is that?" ask about what stands before.
    if clause.len() < 3 { Some(&sentence[..at]) } else { Some(clause) }
}

/// The condition in "what if …", "what should I do when …", "how do I … if …".
fn help_if<'w, 'a>(sentence: &'w [Word<'a>]) -> Option<&'w [Word<'a>]> {
    let [first, second, ..] = sentence else { return None };
    if !first.is(&["what", "how"]) {
        return None;
    }
    if first.text == "what" && second.text == "if" {
        return Some(&sentence[2..]);
    }
    let at = sentence.iter().position(|word| word.is(&["if", "when"]))?;
    let (ask, condition) = (&sentence[..at], &sentence[at + 1..]);
    let help =
        first.text == "how" || ask.iter().any(|word| word.is(&["do", "happens"])) && ask.len() < 6;
    (help && !condition.is_empty()).then_some(condition)
}

/// A verb that puts right, at the front or after "how to", with a fault to put right.
fn repairs(sentence: &[Word<'_>]) -> bool {
    let start = match sentence {
        [how, to, ..] if how.text == "how" && to.text == "to" => 2,
        [how, do_, who, ..]
            if how.text == "how" && do_.is(&["do", "can", "should"]) && who.is(SPEAKERS) =>
        {
            3
        }
        _ => 0,
    };
    let Some(verb) = sentence.get(start) else { return false };
    let rest = &sentence[start + 1..];
    if verb.text.starts_with("troubleshoot") {
        return !rest.is_empty() && !rest.iter().all(|word| word.is(LABELS));
    }
    if let Some(last) = sentence.last()
        && last.text == "troubleshooting"
        && start == 0
    {
        return sentence.len() > 2 && sentence.iter().any(|word| word.is(FAULT_NOUNS));
    }
    if !verb.is(REPAIRS) {
        return false;
    }
    let named = rest.iter().enumerate().any(|(at, word)| {
        word.is(FAULT_NOUNS) && !rest.get(at + 1).is_some_and(|next| next.is(ERROR_TOPICS))
    });
    match verb.text {
        // Programs handle errors; a reader handles one.
        "handle" => named && rest.first().is_some_and(|word| word.is(&["the", "this"])),
        "correct" | "correcting" => {
            named && rest.first().is_some_and(|word| word.is(&["the", "a", "an", "this", "your"]))
        }
        "recover" | "recovering" | "restore" | "restoring" | "regain" | "unblock" | "unlock" => {
            rest.iter().any(|word| word.is(FAULTS)) || named
        }
        _ => named,
    }
}

fn opens_with_cannot(sentence: &[Word<'_>]) -> bool {
    matches!(sentence, [can, not, ..] if can.text == "can" && not.text == "not")
}

/// "…, can I?": a question that is closed by a pronoun after a verb.
fn closed_question(sentence: &[Word<'_>]) -> bool {
    let first_clause = sentence.iter().position(|word| word.mark == Some(','));
    let tail = &sentence[first_clause.map_or(0, |at| at + 1)..];
    tail.first().is_some_and(|word| word.is(QUESTION_WORDS))
}

fn surprises(clause: &[Word<'_>]) -> bool {
    clause.iter().enumerate().any(|(at, word)| {
        let previous = at.checked_sub(1).map(|at| clause[at].text);
        match word.text {
            "other" => clause.get(at + 1).is_some_and(|next| next.text == "than"),
            "message" | "error" => clause.iter().any(|word| {
                word.is(&[
                    "get",
                    "getting",
                    "see",
                    "seeing",
                    "receive",
                    "receiving",
                    "appear",
                    "shown",
                ])
            }),
            "longer" | "long" => previous == Some("so") || previous == Some("taking"),
            _ => word.is(SURPRISES) && !word.quoted,
        }
    })
}

/// It opens with the fault itself.
fn leads(sentence: &[Word<'_>]) -> bool {
    let [first, rest @ ..] = sentence else { return false };
    match first.text {
        "unable" | "fails" | "failed" | "failure" => !rest.is_empty(),
        "can" => opens_with_cannot(sentence),
        "not" => rest.first().is_some_and(|word| word.text == "able"),
        "error" | "errors" => {
            first.mark == Some(':')
                || rest.first().is_some_and(|next| {
                    next.quoted
                        || next.text.starts_with(|c: char| c.is_ascii_digit())
                        || next.is(&["when", "while", "message"])
                        || (next.text.ends_with("ing") && !next.is(ERROR_TOPICS))
                })
        }
        _ => false,
    }
}

/// A quotation of two words or more beside an error or a message.
fn quotes_message(sentence: &[Word<'_>]) -> bool {
    sentence.iter().filter(|word| word.quoted).count() > 1
        && sentence
            .iter()
            .any(|word| !word.quoted && word.is(&["error", "message", "warning", "exception"]))
}

/// A heading on the subject of errors: how they are handled, listed, avoided.
fn is_about_errors(sentence: &[Word<'_>]) -> bool {
    sentence.first().is_some_and(|word| word.is(ABOUT))
}
