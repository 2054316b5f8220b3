//! What questions ask for: help with a fault, or information.
//!
//! In goes one sentence as words; out comes the part of it that may state a fault, or whether it
//! asks for help with what stands before it.

use super::lexicon::{AUXILIARIES, MEETINGS, PHRASE_ENDS, QUESTION_WORDS, REPAIRS, SURPRISES};
use super::words::Word;

/// "If …, who do we contact?": a clause behind the condition asks what to do.
pub(super) fn asks_for_help(sentence: &[Word<'_>]) -> bool {
    let mut clauses = sentence.split_inclusive(|word| word.mark == Some(',')).skip(1);
    clauses.any(|clause| match clause {
        [first, second, ..] => {
            (first.is(&["who", "what", "how"]) && second.is(&["do", "should", "can"]))
                || first.text == "why"
        }
        _ => false,
    })
}

/// "What does the error … mean?"
pub(super) fn asks_meaning(sentence: &[Word<'_>]) -> bool {
    matches!(sentence, [what, does, ..] if what.text == "what" && does.is(&["does", "do"]))
        && sentence.last().is_some_and(|word| word.text == "mean")
        && sentence.iter().any(|word| word.is(&["error", "message", "warning", "failed", "errors"]))
        && !sentence.iter().any(|word| word.is(&["above", "below"]))
}

/// "What could block a customer from …?", "What causes the error …?", "What is the cause of …?"
pub(super) fn asks_cause<'w, 'a>(sentence: &'w [Word<'a>]) -> Option<&'w [Word<'a>]> {
    match sentence {
        [what, causes, rest @ ..]
            if what.text == "what" && causes.is(&["causes", "caused", "triggers"]) =>
        {
            Some(rest)
        }
        [what, is, the, cause, of, rest @ ..]
            if what.text == "what"
                && is.is(&["is", "are"])
                && the.text == "the"
                && cause.is(&["cause", "causes", "reason", "reasons"])
                && of.is(&["of", "for", "behind"]) =>
        {
            Some(rest)
        }
        [what, could, block, ..]
            if what.text == "what"
                && could.is(&["could", "can", "might", "may", "would"])
                && block.is(&["block", "prevent", "stop", "cause"]) =>
        {
            Some(&sentence[1..])
        }
        _ => None,
    }
}

/// "What should I do?" and its kin: what stood before it needs help.
pub(super) fn is_remedy(sentence: &[Word<'_>]) -> bool {
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
        | ["is", "there", "a", "problem" | "issue", ..]
        | ["is", "something", "wrong", ..] => true,
        ["how", "do" | "can" | "should", "i" | "we", verb, "this" | "it" | "that" | "them", ..] => {
            REPAIRS.contains(verb) || ["support", "get"].contains(verb)
        }
        _ => false,
    }
}

/// What follows "why", where that opens the question or a clause of it.
pub(super) fn why_clause<'w, 'a>(sentence: &'w [Word<'a>]) -> Option<&'w [Word<'a>]> {
    // "Reasons your claim is rejected" is why it is.
    if let [reasons, rest @ ..] = sentence
        && reasons.text == "reasons"
    {
        let skip = usize::from(rest.first().is_some_and(|word| word.is(&["why", "that", "for"])));
        return Some(&rest[skip..]);
    }
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
pub(super) fn help_if<'w, 'a>(sentence: &'w [Word<'a>]) -> Option<&'w [Word<'a>]> {
    let [first, second, ..] = sentence else { return None };
    if !first.is(&["what", "how", "who", "where"]) {
        return None;
    }
    if first.text == "what" && second.text == "if" {
        return Some(&sentence[2..]);
    }
    let at = sentence.iter().position(|word| word.is(&["if", "when"]))?;
    let (ask, condition) = (&sentence[..at], &sentence[at + 1..]);
    // "How do I know if …" asks for a way to find out.
    if ask.last().is_some_and(|word| {
        word.is(&[
            "know",
            "tell",
            "determine",
            "see",
            "check",
            "verify",
            "out",
            "identify",
            "decide",
        ])
    }) {
        return None;
    }
    let help = first.text == "how"
        || ask.iter().any(|word| word.is(&["contact", "call", "turn"]))
        || ask.iter().any(|word| word.is(&["do", "happens"])) && ask.len() < 6
        || ask.windows(2).any(|pair| {
            pair[0].is(&["next", "recommended"]) && pair[1].is(&["step", "steps", "action"])
        });
    (help && !condition.is_empty()).then_some(condition)
}

/// "Can that be hidden?"
pub(super) fn asks_closed(sentence: &[Word<'_>]) -> bool {
    let closed = sentence.first().is_some_and(|word| word.is(AUXILIARIES));
    closed && sentence.last().is_some_and(|word| word.mark == Some('?')) && !is_remedy(sentence)
}

/// "…, can I?": a question that is closed by a pronoun after a verb.
pub(super) fn closed_question(sentence: &[Word<'_>]) -> bool {
    let first_clause = sentence.iter().position(|word| word.mark == Some(','));
    let tail = &sentence[first_clause.map_or(0, |at| at + 1)..];
    tail.first().is_some_and(|word| word.is(QUESTION_WORDS))
}

/// What follows "why" isn't as expected.
pub(super) fn surprises(clause: &[Word<'_>]) -> bool {
    let met = |list: &[&str]| clause.iter().any(|word| word.is(list));
    clause.iter().enumerate().any(|(at, word)| {
        let next = clause.get(at + 1);
        match word.text {
            // "Why is there a charge … for which there are no …"
            "no" => next.is_some_and(|next| !next.is(&["need", "longer"])),
            "other" => next.is_some_and(|next| next.text == "than"),
            "multiple" => next.is_some_and(|next| next.text == "times"),
            "message" | "error" | "warning" => met(MEETINGS),
            "long" | "longer" => met(&["take", "takes", "taking", "took"]),
            "different" => {
                next.is_none_or(|next| next.is(PHRASE_ENDS))
                    || met(&["than", "expected", "see", "seeing", "two", "receive"])
            }
            _ => word.is(SURPRISES) && !word.quoted,
        }
    })
}
