//! What a clause says about a fault: that it is so, or only its name.
//!
//! In goes a run of words, out comes a [`Fault`]. Everything is found by looking at a word and its
//! neighbours, in one pass.

use super::lexicon::{
    AGENTS, ALREADY, AUXILIARIES, CHOICE, COPULAS, ERROR_TOPICS, FAULT_NOUNS, FAULTS, FINITE,
    GIVING, MEETINGS, NEEDS, NOTHING, PERCEPTION, PHRASE_ENDS, SPEAKERS, WORKINGS,
};
use super::words::Word;

/// What a run of words says about a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// Named, not stated.
    Named,
    /// That a choice was made or a rule holds; a fault only where something is asked about it.
    Weak,
    /// Stated by denying what should be so: "the page isn't shown". A property of a thing reads the
    /// same, so that it takes more where nothing else says that something is wrong.
    Denied,
    /// Stated.
    Stated,
}

/// The strongest thing that a run of words says about a fault. `why` is that they follow "why",
/// which makes a fault of whatever isn't done.
pub(super) fn judge(words: &[Word<'_>], why: bool) -> Option<Fault> {
    let mut best = None;
    if !why && imperative_not(words) {
        return None;
    }
    for at in 0..words.len() {
        let fault = match words[at].text {
            "not" => negated(words, at, why),
            "unable" | "inability" | "impossible" => Some(Fault::Stated),
            "no" => nothing(words, at),
            // "The button does nothing", "Nothing happens".
            "nothing" => (at > 0 && words[at - 1].is(&["does", "do", "did", "shows"])
                || words.get(at + 1).is_some_and(|next| next.is(&["happens", "works"])))
            .then_some(Fault::Stated),
            "already" => refused(words, at),
            "out" => given_out(words, at),
            "off" => (at > 0 && words[at - 1].text == "turned").then_some(Fault::Stated),
            "too" => words
                .get(at + 1)
                .is_some_and(|next| next.is(&["large", "long", "big", "small", "slow", "many"]))
                .then_some(Fault::Stated),
            _ => stated(words, at).max(named(words, at)),
        };
        best = best.max(fault);
        if best == Some(Fault::Stated) {
            break;
        }
    }
    best
}

/// The same of the words outside quotation marks, with the quotation as one thing.
pub(super) fn judge_unquoted(words: &[Word<'_>]) -> Option<Fault> {
    let mut own: Vec<Word<'_>> = Vec::with_capacity(words.len());
    for word in words {
        if !word.quoted {
            own.push(*word);
        } else if own.last().is_none_or(|last| !last.quoted) {
            own.push(Word { text: "it", ..*word });
        }
    }
    judge(&own, false)
}

/// "Don't use …", "Never …": advice.
fn imperative_not(words: &[Word<'_>]) -> bool {
    match words {
        [first, second, ..] => {
            (first.text == "do" && second.text == "not") || first.text == "never"
        }
        _ => false,
    }
}

/// What "not" at `at` denies.
fn negated(words: &[Word<'_>], at: usize, why: bool) -> Option<Fault> {
    let previous = at.checked_sub(1).map(|at| &words[at])?;
    let before = &words[..at];
    let next = words.get(at + 1)?;
    if previous.is(&["may", "might"]) && next.is(WORKINGS) {
        return Some(Fault::Stated);
    }
    if previous
        .is(&["or", "and", "if", "whether", "should", "must", "may", "might", "need", "why", "to"])
        || (previous.is(AUXILIARIES) && at > 1 && words[at - 2].is(&["or", "whether"]))
    {
        return None;
    }
    let can = previous.is(&["can", "could"])
        || (before.len() > 1 && before[before.len() - 2].is(&["can", "could"]));
    if relative(before) {
        return None;
    }
    if can {
        return Some(Fault::Stated);
    }
    if next.is(&["able", "possible"]) {
        return Some(Fault::Stated);
    }
    let auxiliary = before.iter().rposition(|word| word.is(AUXILIARIES));
    // The subject stands before the auxiliary, or between it and "not", or after "not" (why don't I).
    let subject_before = auxiliary.and_then(|aux| aux.checked_sub(1)).is_some_and(|at| {
        // "I have A and won't do B": the subject opens the sentence.
        words[at].is(AGENTS) || (words[at].is(&["and", "but", "or"]) && words[0].is(AGENTS))
    });
    let subject_between =
        auxiliary.is_some_and(|aux| words[aux + 1..at].iter().any(|word| word.is(AGENTS)));
    let subject_after = next.is(AGENTS);
    let verb = if subject_after { words.get(at + 2)? } else { next };
    let verb_at = if subject_after { at + 2 } else { at + 1 };
    // "Users aren't synced": nobody chose that.
    let passive = auxiliary.is_some_and(|aux| words[aux].is(&["is", "are", "was", "were"]))
        && verb.text.ends_with("ed");
    if (subject_before || subject_between || subject_after) && !passive && !why {
        let access = verb.is(&["have", "having"])
            && words[verb_at + 1..]
                .iter()
                .take(3)
                .any(|word| word.is(&["access", "permission", "permissions", "option", "button"]));
        let known = verb.is(&["know"]);
        return if access || verb.is(PERCEPTION) {
            Some(Fault::Stated)
        } else if known {
            Some(Fault::Weak)
        } else {
            None
        };
    }
    if why {
        // Things make no choice: "why does the app not use my settings".
        let thing = verb.text == "use" && !(subject_before || subject_between || subject_after);
        if verb.is(NEEDS) && !(thing && auxiliary.is_some_and(|aux| aux + 1 < at)) {
            return None;
        }
    } else if verb.is(CHOICE) {
        // A property of a thing, and a fault only where something is troubleshot.
        let property = verb.is(&["include", "included", "contain", "use", "used", "apply"])
            && auxiliary.is_some_and(|aux| aux > 0 && words[aux].is(&["is", "are", "does", "do"]))
            && !(subject_before || subject_between || subject_after);
        return property.then_some(Fault::Weak);
    }
    if auxiliary.is_none() {
        // "VM not generalized": only as the whole of what is said.
        return (verb.text.ends_with("ed")
            || verb.text.ends_with("ing")
            || verb.is(&["found", "working"]))
        .then_some(if words.len() <= 6 || verb.text == "found" {
            Fault::Stated
        } else {
            Fault::Weak
        });
    }
    Some(if why || verb.is(WORKINGS) || verb.is(PERCEPTION) {
        Fault::Stated
    } else {
        Fault::Denied
    })
}

/// The clause that ends here hangs on a noun: "options that aren't …".
fn relative(before: &[Word<'_>]) -> bool {
    let auxiliary = before.iter().rposition(|word| word.is(AUXILIARIES));
    let Some(subject) = auxiliary.and_then(|aux| aux.checked_sub(1)).map(|at| &before[at]) else {
        return false;
    };
    subject.is(&["that", "which", "who", "what", "where"])
}

/// "No response", "no longer …".
fn nothing(words: &[Word<'_>], at: usize) -> Option<Fault> {
    let next = words.get(at + 1)?;
    if next.text == "longer" {
        let after = words.get(at + 2)?;
        let hangs = at > 1 && words[at - 2].is(&["that", "which", "who"]);
        return (!hangs && !after.is(CHOICE) && !after.is(&["supported"])).then_some(Fault::Stated);
    }
    // "No cluster found", "No rules work".
    let predicate = words.last().is_some_and(|last| {
        last.is(&["found", "work", "available", "detected", "configured", "received", "displayed"])
    });
    if at == 0 && predicate && (3..=8).contains(&words.len()) {
        return Some(Fault::Stated);
    }
    if !next.is(NOTHING) {
        return None;
    }
    if at == 0
        && words.len() > 3
        && words.len() <= 9
        && words[2..].iter().any(|word| word.is(PHRASE_ENDS))
    {
        return Some(Fault::Stated);
    }
    let whole = at == 0 && words.len() <= 4;
    let had = at > 0
        && words[at - 1].is(&["had", "have", "get", "got", "is", "has", "gets", "shows", "are"]);
    if had {
        Some(Fault::Stated)
    } else if whole {
        Some(Fault::Named)
    } else {
        None
    }
}

/// "Already exists", "is already in use".
fn refused(words: &[Word<'_>], at: usize) -> Option<Fault> {
    let next = words.get(at + 1)?;
    let things = !words[..at].iter().any(|word| word.is(SPEAKERS));
    (next.is(ALREADY) && things && at > 0).then_some(Fault::Stated)
}

/// "Locked out", "times out", "grayed out".
fn given_out(words: &[Word<'_>], at: usize) -> Option<Fault> {
    let previous = at.checked_sub(1).map(|at| &words[at])?;
    previous
        .is(&[
            "locked", "times", "timed", "timing", "grayed", "greyed", "signed", "logged", "ran",
            "runs",
        ])
        .then_some(Fault::Stated)
}

/// A word of fault as the predicate.
fn stated(words: &[Word<'_>], at: usize) -> Option<Fault> {
    let word = &words[at];
    if words.len() < 2 || !word.is(FAULTS) {
        return None;
    }
    let previous = at.checked_sub(1).map(|at| &words[at]);
    let next = words.get(at + 1);
    let guarded = previous.is_some_and(|p| p.is(&["else", "not", "never"]))
        || (word.text == "failed" && next.is_some_and(|n| n.is(&["request", "requests"])))
        || (word.is(&["fail", "fails", "failing"])
            && next.is_some_and(|n| n.is(&["over", "fast", "safe"])));
    if guarded {
        return None;
    }
    let ends = next.is_none_or(|next| next.is(PHRASE_ENDS)) || word.mark.is_some();
    let asserted = previous
        .is_some_and(|p| p.is(COPULAS) || p.is(&["not", "incorrectly"]) || p.text.ends_with("ly"));
    if asserted || (at > 0 && word.is(FINITE)) {
        return Some(Fault::Stated);
    }
    let speaks = previous.is_some_and(|p| p.is(&["i", "we", "you", "they", "have"]));
    if speaks || (at > 0 && ends && words.len() > 2) {
        return Some(Fault::Stated);
    }
    if at == 0 && word.is(&["fails", "failed"]) && next.is_some_and(|next| next.text == "to") {
        return Some(Fault::Stated);
    }
    // "Why … failing", "I get wrong numbers": somewhere in a clause.
    let has_verb =
        words[..at].iter().any(|word| word.is(AUXILIARIES) || word.is(&["see", "get", "receive"]));
    if has_verb && at > 1 { Some(Fault::Stated) } else { Some(Fault::Named) }
}

/// A noun of fault as the head of its phrase, or as what somebody gets.
fn named(words: &[Word<'_>], at: usize) -> Option<Fault> {
    let word = &words[at];
    let before = &words[..at];
    let someone = before.iter().any(|word| word.is(&["i", "we", "you", "there", "they"]));
    let met = before.iter().any(|word| word.is(MEETINGS)) && someone;
    // "Returns an error code", "gives a … error".
    let given = before.iter().rev().take(12).any(|word| word.is(GIVING) && !word.quoted);
    if !word.is(FAULT_NOUNS) {
        let message = word.is(&["message", "warning", "exception"]) && !word.quoted;
        if message && met {
            return Some(Fault::Stated);
        }
        // "Battery warning": a fault to those who troubleshoot, a subject to others.
        let whole = word.is(&["warning", "warnings"]) && at > 0 && at + 1 == words.len();
        return whole.then_some(Fault::Weak);
    }
    if (met || given) && !word.is(&["issues", "problems"]) {
        return Some(Fault::Stated);
    }
    let next = words.get(at + 1);
    let number = |word: &Word<'_>| word.text.starts_with(|c: char| c.is_ascii_digit());
    // "Error code 4711 …" is an error.
    let coded =
        next.is_some_and(|next| next.text == "code") && words.get(at + 2).is_some_and(number);
    let topic = next.is_some_and(|next| next.is(ERROR_TOPICS) && !next.quoted) && !coded;
    let head = coded
        || word.mark.is_some()
        || next.is_none_or(|next| {
            next.is(PHRASE_ENDS) || next.quoted || number(next) || next.text.ends_with("ing")
        });
    if !head || topic || words.len() == 1 {
        return None;
    }
    if at == 0 && word.mark == Some(':') {
        return Some(Fault::Stated);
    }
    let had = word.text == "outage" && before.iter().any(|word| word.is(&["has", "is", "had"]));
    if met || had { Some(Fault::Stated) } else { Some(Fault::Named) }
}
