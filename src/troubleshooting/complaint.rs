//! The grammar of complaint: whether a heading says that something is wrong.
//!
//! In goes a heading; out comes a [`Complaint`], which says how it complains, or nothing. Whether
//! that is enough to be a symptom depends on the page and is for the rules to say.

use super::fault::{Fault, judge, judge_unquoted};
use super::lexicon::{
    ABOUT, AUXILIARIES, BREAKS, COMMANDS, COPULAS, ENTRIES, ERROR_TOPICS, FAULT_NOUNS, FAULTS,
    FINITE, LABELS, OPENINGS, PHRASE_ENDS, QUESTION_WORDS, REFUSALS, REPAIRS, SPEAKERS, VERBS,
    WORKINGS,
};
use super::questions::{
    asks_cause, asks_closed, asks_for_help, asks_meaning, closed_question, help_if, is_remedy,
    surprises, why_clause,
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
    /// It says what it troubleshoots, and no fault: "Troubleshoot the remote agent".
    pub(super) section: bool,
    /// It is marked as an issue: "Issue: …", "Issue 4: …".
    pub(super) numbered: bool,
    /// Something breaks or doesn't work: "Vans don't start", "The app crashes".
    pub(super) breaks: bool,
    /// All that it states is that something isn't so.
    pub(super) denied: bool,
    /// It says what isn't done or known, which is a fault only to those who troubleshoot.
    pub(super) weak: bool,
    /// It names trouble with getting in or getting started: "Sign-in issues".
    pub(super) access: bool,
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
    if is_answer_or_aside(&all) {
        return Complaint::default();
    }
    let rest = skip_number(&all, &mut found);
    found.spoken = is_spoken(lower, rest);
    let mut pending = None;
    let mut last: &[Word<'_>] = &[];
    for sentence in sentences(rest) {
        read_sentence(sentence, &mut found, &mut pending);
        last = sentence;
    }
    // "When there is no page, the error shows the version. Can that be hidden?" asks for a feature.
    let question = last.len() < rest.len() && asks_closed(last) && !found.why;
    if question && (!found.person || found.denied) {
        found.clause = false;
        found.noun = false;
    }
    found
}

/// "Cause 2: …", "Solution: …", "Note: …": a part of an answer, or beside the point.
fn is_answer_or_aside(words: &[Word<'_>]) -> bool {
    const ASIDES: &[&str] = &["note", "important", "tip", "caution"];
    const ANSWERS: &[&str] = &[
        "cause",
        "causes",
        "reason",
        "solution",
        "resolution",
        "workaround",
        "mitigation",
        "fix",
        "remedy",
        "answer",
        "option",
        "method",
        "approach",
        "step",
        "task",
        "phase",
        "example",
        "case",
        "action",
        "recommendation",
    ];
    let Some(first) = words.first() else { return false };
    let number = |word: &Word<'_>| word.text.bytes().all(|b| b.is_ascii_digit());
    let numbered = words.get(1).filter(|word| number(word));
    first.is(ASIDES)
        || (first.is(ANSWERS)
            && (first.mark == Some(':') || numbered.is_some_and(|word| word.mark.is_some())))
        || (first.is(&["possible", "root"])
            && words.get(1).is_some_and(|word| word.is(ANSWERS) && word.mark == Some(':')))
}

fn has_hex(words: &[Word<'_>]) -> bool {
    words.iter().any(|word| {
        word.text.strip_prefix("0x").is_some_and(|digits| {
            (4..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit())
        })
    })
}

/// Drops "1.", "Q.", "Issue 4:" and "Scenario 2 -".
fn skip_number<'w, 'a>(words: &'w [Word<'a>], found: &mut Complaint) -> &'w [Word<'a>] {
    let is_number = |word: &Word<'_>| word.text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    match words {
        [first, second, rest @ ..]
            if first.is(&["issue", "problem", "symptom"])
                && is_number(second)
                && second.mark.is_some() =>
        {
            found.numbered = !rest.is_empty();
            rest
        }
        // The dash after the number is no punctuation of a sentence.
        [first, second, rest @ ..] if first.text == "scenario" && is_number(second) => rest,
        [known, first, rest @ ..]
            if known.text == "known" && first.text == "issue" && first.mark == Some(':') =>
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
        [first, rest @ ..]
            if first.is(&["issue", "problem", "symptom"]) && first.mark == Some(':') =>
        {
            found.numbered = !rest.is_empty();
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
        if judge(clause, true) >= Some(Fault::Weak) || surprises(clause) {
            found.clause = true;
            // "Why values aren't items" explains; a question is the reader's, and so is a refusal.
            found.why |= asks
                || clause.first().is_some_and(|word| word.is(AUXILIARIES))
                || clause.windows(2).any(|pair| pair[0].is(COPULAS) && pair[1].is(REFUSALS));
            found.person |= person;
        } else {
            // Whoever troubleshoots asks why about what shouldn't be.
            found.weak |= asks && clause.first().is_some_and(|word| word.is(AUXILIARIES));
        }
        return;
    }
    if let Some(condition) = help_if(sentence) {
        // "What happens if …" asks about rules, unless something breaks.
        let happens = sentence.get(1).is_some_and(|word| word.text == "happens");
        let breaks = || condition.iter().any(|word| word.is(BREAKS));
        if judge(condition, false) >= Some(Fault::Denied) && (!happens || breaks()) {
            found.clause = true;
            found.what_if = true;
            found.person |= person;
        }
        return;
    }
    let Some(first) = sentence.first() else { return };
    found.access |= names_access(sentence);
    if repairs(sentence) {
        found.repair = true;
        found.person |= person;
        return;
    }
    if troubleshoots(sentence) {
        found.section = true;
        return;
    }
    // "When you buy it, you get an error" is a condition; "When is it paid?" a question.
    let condition = first.is(&["when", "where"])
        && !asks
        && !sentence.get(1).is_some_and(|word| word.is(AUXILIARIES));
    let question = first.is(QUESTION_WORDS) && !opens_with_cannot(sentence) && !condition;
    if question {
        // A statement inside a question ("Can I …?") is what is asked, not what is wrong.
        let cause = asks_cause(sentence)
            .is_some_and(|rest| rest[0].is(AUXILIARIES) || judge(rest, false).is_some());
        found.clause |= cause || asks_meaning(sentence);
        return;
    }
    if instructs(sentence) || (asks && !first.is(&["if", "when"]) && closed_question(sentence)) {
        return;
    }
    let Some(fault) = judge(sentence, false) else {
        *pending = Some(person);
        return;
    };
    match fault {
        Fault::Stated | Fault::Denied if asks && first.is(&["if", "when"]) => {
            let help = asks_for_help(sentence);
            found.clause |= help;
            found.person |= help && person;
        }
        Fault::Stated | Fault::Denied => {
            found.denied = fault == Fault::Denied && !found.clause;
            found.clause = true;
            found.breaks |= breaks(sentence);
            // "If your status is expired" and "If your page isn't public" pick a case.
            let case = first.text == "if"
                && (found.denied || sentence.iter().any(|word| word.text == "status"));
            found.person |= person && !case;
            found.leading |= leads(sentence);
            found.message |= quotes_message(sentence)
                || sentence.iter().any(|word| word.quoted)
                    && (judge_unquoted(sentence) >= Some(Fault::Denied)
                        || sentence.iter().all(|word| word.quoted));
        }
        Fault::Named if !is_about_errors(sentence) => {
            found.noun = true;
            found.person |= person;
            found.message |= quotes_message(sentence);
            found.leading |= leads(sentence) && sentence.len() > 2;
        }
        _ => {
            found.weak |= fault == Fault::Weak;
            *pending = Some(person);
        }
    }
}

/// It tells the reader to do something, or says how something is found out.
fn instructs(sentence: &[Word<'_>]) -> bool {
    const OBJECTS: &[&str] = &[
        "a", "an", "the", "your", "my", "our", "their", "this", "these", "those", "all", "any",
        "each", "some", "that", "whether", "if", "how", "which", "what", "for", "you", "it", "to",
    ];
    let [first, second, ..] = sentence else { return false };
    if first.quoted || first.mark.is_some() {
        return false;
    }
    let gerund = first.text.ends_with("ing") && first.is(ABOUT);
    // What puts a fault right was asked before; without one it heads the answer: "Fix errors".
    first.is(COMMANDS)
        || first.is(REPAIRS)
        || (first.is(VERBS) && second.is(OBJECTS))
        || (first.text == "to" && second.is(VERBS))
        || (first.text == "to" && second.is(REPAIRS))
        // "Opening the settings does nothing" is no subject but a fault.
        || (gerund && !second.is(AUXILIARIES) && !second.is(FINITE) && !breaks(sentence))
        || sentence.iter().take(2).any(|word| word.is(&["determining", "whether", "finding"]))
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
    if let Some(last) = sentence.last()
        && last.troubleshoots()
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
    // "Fix this issue" heads the answer, not the symptom, and so does "Fix the issue for admins".
    if rest
        .iter()
        .all(|word| word.is(LABELS) || word.is(REPAIRS) || word.is(&["these", "it", "them"]))
        || matches!(rest, [the, issue, to, ..]
            if the.is(&["the", "this", "that", "these", "your"])
                && issue.is(FAULT_NOUNS)
                && to.is(&["for", "in", "on", "by", "using", "manually", "yourself"]))
    {
        return false;
    }
    if verb.troubleshoots() {
        return rest.iter().any(|word| word.is(FAULT_NOUNS) || word.is(FAULTS));
    }
    match verb.text {
        // Programs handle errors; a reader handles one.
        "handle" => named && rest.first().is_some_and(|word| word.is(&["the", "this"])),
        "correct" | "correcting" => {
            let object =
                rest.first().is_some_and(|word| word.is(&["the", "a", "an", "this", "your"]));
            // "Correct permission errors", but not "Correct error handling".
            let fault = rest.len() > 1 && rest.last().is_some_and(|word| word.is(FAULT_NOUNS));
            named && (object || fault)
        }
        "appeal" | "appealing" | "dispute" | "disputing" | "recover" | "recovering" | "restore"
        | "restoring" | "regain" | "unblock" | "unlock" => {
            rest.iter().any(|word| word.is(FAULTS)) || named
        }
        _ => named,
    }
}

/// "Troubleshoot the remote agent": a guide in a section, and no symptom by itself.
fn troubleshoots(sentence: &[Word<'_>]) -> bool {
    let [first, rest @ ..] = sentence else { return false };
    first.troubleshoots()
        && !rest.first().is_some_and(|word| word.is(PHRASE_ENDS))
        && rest.iter().any(|word| !word.is(LABELS) && !word.is(REPAIRS))
}

fn opens_with_cannot(sentence: &[Word<'_>]) -> bool {
    matches!(sentence, [can, not, ..] if can.text == "can" && not.text == "not")
}

/// It opens with the fault itself.
fn leads(sentence: &[Word<'_>]) -> bool {
    let [first, rest @ ..] = sentence else { return false };
    match first.text {
        "unable" | "fails" | "failed" => !rest.is_empty(),
        // "Failure settings" are settings.
        "failure" => rest.first().is_some_and(|next| next.is(PHRASE_ENDS) || next.text == "of"),
        "can" => opens_with_cannot(sentence),
        "not" => rest.first().is_some_and(|word| word.text == "able"),
        "error" | "errors" => {
            first.mark == Some(':')
                || rest.first().is_some_and(|next| {
                    next.quoted
                        || next.text.starts_with(|c: char| c.is_ascii_digit())
                        || next.is(&["when", "while"])
                        // "Error message: …", but not "Error message titles".
                        || (next.text == "message"
                            && (next.mark == Some(':')
                                || rest.get(1).is_some_and(|word| {
                                    word.quoted || word.is(&["when", "while", "that", "says"])
                                })))
                        || (next.text.ends_with("ing") && !next.is(ERROR_TOPICS))
                })
        }
        _ => false,
    }
}

/// "Sign-in issues": trouble that stops everything, whatever the page.
fn names_access(sentence: &[Word<'_>]) -> bool {
    matches!(sentence, [.., what, issues] if sentence.len() <= 4
        && what.is(ENTRIES)
        && issues.is(&["issues", "problems", "errors", "failures", "error", "failure"]))
}

/// Its predicate is that something breaks or doesn't work, said of what it opens with.
fn breaks(sentence: &[Word<'_>]) -> bool {
    let conditional = sentence.first().is_some_and(|word| word.is(OPENINGS) || word.is(REPAIRS));
    let hangs = |at: usize| {
        sentence[..at].iter().any(|word| word.is(&["that", "which", "who", "if", "when"]))
    };
    !conditional
        && sentence.iter().enumerate().skip(1).any(|(at, word)| match word.text {
            "not" => sentence.get(at + 1).is_some_and(|next| next.is(WORKINGS)) && !hangs(at),
            "nothing" => sentence[at - 1].is(&["does", "do", "did"]) && !hangs(at),
            _ => word.is(&["crashes", "hangs", "freezes", "fails"]) && !word.quoted && !hangs(at),
        })
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
    match sentence {
        [error, topic, ..] if error.is(&["error", "errors"]) && !topic.quoted => {
            // "Error code 0x80070005 …" is of one.
            let of_one = sentence.get(2).is_some_and(|word| {
                word.quoted || word.text.starts_with(|c: char| c.is_ascii_digit())
            });
            topic.is(ERROR_TOPICS) && error.mark.is_none() && topic.mark != Some(':') && !of_one
        }
        [first, ..] => first.is(ABOUT),
        [] => false,
    }
}
