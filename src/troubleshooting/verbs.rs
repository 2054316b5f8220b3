//! Whether a sentence says to do something: imperatives and "you must …".

use super::lexicon::{
    ACTORS, AFTER_DEED, AFTER_NOUN, LEADS, MOVES, NOUNS, OPENINGS, POINTERS, SIGN_IN_WITH, STATES,
    UI_PLACES, VERBS,
};
use super::words::Word;

/// What a sentence has the reader do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Read something else.
    Pointer,
    /// Only arrive where it happens: "Sign in to the portal", "Select the Settings tab".
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

/// A sentence that gives an example.
pub(super) fn illustrates(words: &[Word<'_>]) -> bool {
    matches!(words, [for_, example, ..]
        if for_.text == "for" && example.is(&["example", "instance"]))
        || words.first().is_some_and(|word| word.is(&["example", "examples"]))
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
    while words.get(at).is_some_and(|word| word.is(LEADS)) {
        at += 1;
    }
    let first = words.get(at)?;
    let next = words.get(at + 1);
    if first.is(ACTORS) {
        return modal(words, first, at + 1);
    }
    if first.text == "make" && next.is_some_and(|next| next.text == "sure") {
        return Some(Deed::Action);
    }
    verb(words, at)
}

/// "You must …", "they need to …", "you can …". What others can do is no instruction.
fn modal(words: &[Word<'_>], actor: &Word<'_>, at: usize) -> Option<Deed> {
    let rest = words.get(at..)?;
    let skip = match rest {
        [may, need, to, ..]
            if may.is(&["may", "might", "will", "would"])
                && need.is(&["need", "have"])
                && to.text == "to" =>
        {
            3
        }
        [need, to, ..] if need.is(&["need", "needs", "have", "ought"]) && to.text == "to" => 2,
        [first, ..] if first.is(&["must", "should"]) => 1,
        [first, ..] if first.is(&["can", "could"]) && actor.text == "you" => 1,
        _ => return None,
    };
    let verb = rest.iter().skip(skip).find(|word| !word.is(LEADS))?;
    if verb.is(STATES) {
        None
    } else if verb.is(POINTERS) || verb.text == "find" {
        Some(Deed::Pointer)
    } else {
        Some(Deed::Action)
    }
}

/// An imperative at `at`.
fn verb(words: &[Word<'_>], at: usize) -> Option<Deed> {
    let word = words.get(at)?;
    let next = words.get(at + 1);
    if word.is(POINTERS) {
        return Some(Deed::Pointer);
    }
    if word.text == "sign" && next.is_some_and(|next| next.is(&["in", "into", "out"])) {
        let more = words[at..].iter().any(|word| word.is(SIGN_IN_WITH));
        return Some(if more { Deed::Action } else { Deed::Preamble });
    }
    if !word.is(VERBS) || next.is_some_and(|next| next.is(AFTER_NOUN)) {
        return None;
    }
    // "Access to pages is controlled": a noun.
    let noun = word.is(NOUNS) && next.is_some_and(|next| next.is(AFTER_DEED));
    if noun {
        return None;
    }
    let arrives = word.is(MOVES)
        && (words.len() - at <= 3
            || words.len() <= 16 && words[at..].iter().any(|word| word.is(UI_PLACES)));
    Some(if arrives { Deed::Preamble } else { Deed::Action })
}
