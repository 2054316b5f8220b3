//! Whether a sentence says to do something: imperatives and "you must …".

use super::lexicon::{AFTER_NOUN, OPENINGS, POINTERS, VERBS};
use super::words::Word;

/// What a sentence has the reader do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Read something else.
    Pointer,
    /// Only arrive where it happens: "Sign in to the portal".
    Preamble,
    /// Something that may help.
    Action,
}

/// What a sentence has the reader do, if anything.
pub(super) fn what_to_do(words: &[Word<'_>]) -> Option<Deed> {
    let starts = std::iter::once(0).chain(
        words
            .iter()
            .enumerate()
            .filter(|(_, word)| matches!(word.mark, Some(',' | ':' | ';')))
            .map(|(at, _)| at + 1),
    );
    let adverbial = words.first().is_some_and(|word| word.is(OPENINGS));
    for start in starts {
        if start > 0 && !adverbial && !modal_subject(words, start) {
            continue;
        }
        if let Some(deed) = clause(words, start) {
            return Some(deed);
        }
    }
    None
}

/// A sentence that introduces what follows or speaks of the article.
pub(super) fn introduces(words: &[Word<'_>]) -> bool {
    let Some(first) = words.first() else { return true };
    let starts = |list: &[&str]| {
        list.iter().zip(words).all(|(text, word)| word.text == *text) && words.len() >= list.len()
    };
    first.text == "note"
        || starts(&["this", "article"])
        || starts(&["this", "section"])
        || starts(&["the", "following"])
        || starts(&["this", "topic"])
        || starts(&["here", "are"])
        || starts(&["here", "is"])
        || starts(&["for", "example"])
        || starts(&["error", "message"])
        || starts(&["error", "example"])
        || starts(&["these", "frequently"])
        || starts(&["you", "may", "receive"])
        || starts(&["applies", "to"])
        || words.iter().take(12).any(|word| word.is(&["following", "below"]))
            && words.last().is_some_and(|word| word.is(&["following", "below"]))
}

fn modal_subject(words: &[Word<'_>], at: usize) -> bool {
    words.get(at).is_some_and(|word| word.is(&["you", "please"]))
}

/// The deed of the clause that starts at `at`.
fn clause(words: &[Word<'_>], at: usize) -> Option<Deed> {
    let mut at = at;
    while words.get(at).is_some_and(|word| {
        word.is(&[
            "please",
            "then",
            "first",
            "also",
            "next",
            "instead",
            "otherwise",
            "simply",
            "just",
            "again",
            "finally",
            "alternatively",
            "always",
            "and",
            "or",
            "but",
            "so",
            "manually",
            "either",
            "carefully",
            "only",
            "now",
            "yes",
            "no",
        ])
    }) {
        at += 1;
    }
    let first = words.get(at)?;
    let next = words.get(at + 1);
    if first.is(&[
        "you",
        "partners",
        "customers",
        "they",
        "users",
        "developers",
        "admins",
        "it",
        "we",
    ]) {
        return modal(words, at + 1);
    }
    if first.text == "make" && next.is_some_and(|next| next.text == "sure") {
        return Some(Deed::Action);
    }
    verb(words, at)
}

/// "must …", "need to …", "can …".
fn modal(words: &[Word<'_>], at: usize) -> Option<Deed> {
    let rest = words.get(at..)?;
    let skip = match rest {
        [may, need, to, ..]
            if may.is(&["may", "might", "will", "would"])
                && need.is(&["need", "have"])
                && to.text == "to" =>
        {
            3
        }
        [need, to, ..] if need.is(&["need", "have", "ought"]) && to.text == "to" => 2,
        [first, ..] if first.is(&["must", "should", "can", "could"]) => 1,
        _ => return None,
    };
    let verb_at = rest
        .iter()
        .enumerate()
        .skip(skip)
        .find(|(_, word)| {
            !word.is(&["also", "first", "then", "either", "always", "instead", "manually"])
        })
        .map(|(at, _)| at)?;
    if rest[verb_at].is(&["not", "be", "see", "only", "still", "expect", "now"]) {
        return if rest[verb_at].text == "see" { Some(Deed::Pointer) } else { None };
    }
    let verb = &rest[verb_at];
    if verb.is(&["read", "learn", "refer", "find"]) {
        Some(Deed::Pointer)
    } else {
        Some(Deed::Action)
    }
}

fn verb(words: &[Word<'_>], at: usize) -> Option<Deed> {
    let word = words.get(at)?;
    let next = words.get(at + 1);
    if word.is(POINTERS) {
        return Some(Deed::Pointer);
    }
    if word.text == "sign" && next.is_some_and(|next| next.is(&["in", "into", "out"])) {
        let more = words[at..].iter().any(|word| {
            word.is(&[
                "select",
                "go",
                "choose",
                "open",
                "again",
                "using",
                "with",
                "credentials",
                "account",
                "out",
            ])
        });
        return Some(if more { Deed::Action } else { Deed::Preamble });
    }
    if !word.is(VERBS) || next.is_some_and(|next| next.is(AFTER_NOUN)) {
        return None;
    }
    let noun = match word.text {
        // "Access to pages is controlled": no instruction.
        "access" | "request" | "change" | "update" | "return" | "report" | "link" | "test"
        | "support" | "process" | "call" | "use" | "search" | "list" | "limit" | "share"
        | "plan" | "work" | "match" | "contact" | "name" | "type" | "end" => {
            next.is_some_and(|next| {
                next.is(&["to", "for", "from", "in", "by", "type", "types", "and", "or", "number"])
            }) && !(word.is(&["search", "share"]))
        }
        _ => false,
    };
    (!noun).then_some(Deed::Action)
}
