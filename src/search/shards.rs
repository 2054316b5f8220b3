//! The dictionary in files small enough to fetch for one word: `t/0.js`, `t/1.js`, …
//!
//! A shard is a row of classes in the order of the forms that stand for them, in strings:
//!
//! 1. `Akeys,Ckeyed Bkit …`: classes divided by spaces, forms of a class by commas. A form starts
//!    with a digit, the number of letters it shares with the form before.
//! 2. pages, by class, divided by spaces; 3. weights; 4. passages; 5. neighbours: see
//!    [`super::postings`].
//! 6. `kept=keep …`: forms of a class that is in another shard, and the form to find it by.
//! 7. `ke=keep keys …`, divided by commas: common words by what they begin with, for beginnings
//!    that span several shards, where the beginning itself would be looked up.
//! 8. error codes whose word is in this shard: word, code, id on the page of codes, meaning.
//!
//! The root holds where each shard begins. A query reads a shard a word, so shards are small; where
//! they are cut is chosen so that the root stays small, too.

use std::collections::BTreeSet;

use serde::Serialize;

use super::encoding::{File, digit, script};
use super::postings::Postings;
use super::troubles::CodeEntry;
use super::vocabulary::{Class, Classes};

/// Bytes of a shard, before compression: wanted, and bounds that only a single class exceeds.
const SHARD_BYTES: usize = 3_200;
const LEAST_BYTES: usize = 2_000;
const MOST_BYTES: usize = 4_200;
/// Completions of a beginning.
const COMPLETIONS: usize = 4;
/// Shards that a beginning spans at least to be completed from the root.
const SPANS: usize = 3;

/// The dictionary's files, and what the root says of them.
pub(super) struct Shards {
    /// Name and content, in order.
    pub(super) files: Vec<File>,
    /// For the root.
    pub(super) table: Table,
}

/// The root's part of the dictionary.
#[derive(Debug, Serialize)]
pub(super) struct Table {
    /// What the first form of each shard starts with and no form before does, divided by spaces.
    starts: String,
    /// Words that running text is full of, divided by spaces.
    stop: String,
}

/// Divides the classes among files.
pub(super) fn shards(classes: &Classes, postings: &[Postings], codes: &[CodeEntry]) -> Shards {
    let ranges = ranges(&classes.list, postings);
    let starts: Vec<&str> = ranges.iter().map(|range| start(&classes.list, range.start)).collect();
    let shard_of = |form: &str| starts.partition_point(|start| *start <= form).saturating_sub(1);

    let mut aliases: Vec<Vec<String>> = vec![Vec::new(); ranges.len()];
    for (shard, range) in ranges.iter().enumerate() {
        for class in &classes.list[range.clone()] {
            for form in &class.forms[1..] {
                let other = shard_of(form);
                if other != shard {
                    aliases[other].push(format!("{form}={}", class.forms[0]));
                }
            }
        }
    }
    let mut beginnings: Vec<Vec<String>> = vec![Vec::new(); ranges.len()];
    for (beginning, words) in completions(&classes.list, postings, &starts, &shard_of) {
        beginnings[shard_of(&beginning)].push(format!("{beginning}={words}"));
    }
    let mut codes_of: Vec<Vec<&CodeEntry>> = vec![Vec::new(); ranges.len()];
    for code in codes {
        if let Some(codes) = codes_of.get_mut(shard_of(&code.0)) {
            codes.push(code);
        }
    }
    let files = ranges
        .iter()
        .enumerate()
        .map(|(number, range)| {
            aliases[number].sort_unstable();
            let name = format!("t/{number}");
            let forms = forms(&classes.list[range.clone()]);
            let postings = &postings[range.clone()];
            let join = |part: fn(&Postings) -> &str, by: &str| {
                postings.iter().map(part).collect::<Vec<_>>().join(by)
            };
            let content = script(
                &name,
                &(
                    forms,
                    join(|postings| &postings.gaps, " "),
                    join(|postings| &postings.weights, ""),
                    join(|postings| &postings.passages, ""),
                    join(|postings| &postings.neighbours, ""),
                    aliases[number].join(" "),
                    beginnings[number].join(","),
                    &codes_of[number],
                ),
            );
            (name, content)
        })
        .collect();
    let table = Table { starts: starts.join(" "), stop: classes.stop_words.join(" ") };
    Shards { files, table }
}

/// Cuts where a shard is large enough and the next one starts with the shortest text: the root has
/// these texts.
fn ranges(classes: &[Class], postings: &[Postings]) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut first = 0;
    while first < classes.len() {
        let mut bytes = 0;
        // Where to cut: the length of the next shard's start, how far from the size wanted, place.
        let mut best = (usize::MAX, 0, classes.len());
        for at in first..classes.len() {
            if bytes >= LEAST_BYTES {
                let odd = bytes.abs_diff(SHARD_BYTES);
                best = best.min((start(classes, at).chars().count(), odd, at));
            }
            bytes += size(&classes[at], &postings[at]);
            if bytes > MOST_BYTES && at > first {
                if best.0 == usize::MAX {
                    best.2 = at;
                }
                break;
            }
            if at + 1 == classes.len() && bytes <= MOST_BYTES {
                best.2 = classes.len();
            }
        }
        ranges.push(first..best.2);
        first = best.2;
    }
    ranges
}

/// Bytes that a class adds to its shard.
fn size(class: &Class, postings: &Postings) -> usize {
    postings.gaps.len()
        + postings.weights.len()
        + postings.passages.len()
        + postings.neighbours.len()
        + class.forms.iter().map(|form| form.len() / 2 + 2).sum::<usize>()
}

/// The shortest text that the class at `at` starts with and the one before it does not reach.
fn start(classes: &[Class], at: usize) -> &str {
    if at == 0 {
        return "";
    }
    let (before, first) = (&classes[at - 1].forms[0], &classes[at].forms[0]);
    let shared = shared(before, first);
    let next = first[shared..].chars().next().map_or(0, char::len_utf8);
    &first[..shared + next]
}

/// Bytes that two words start with.
pub(super) fn shared(a: &str, b: &str) -> usize {
    let same = |((_, a), b): &((usize, char), char)| a == b;
    a.char_indices()
        .zip(b.chars())
        .take_while(same)
        .map(|((at, c), _)| at + c.len_utf8())
        .last()
        .unwrap_or(0)
}

/// Appends `form` after `before`: a digit of shared letters, and the rest.
pub(super) fn push_form(before: &str, form: &str, out: &mut String) {
    let shared = shared(before, form);
    let letters = form[..shared].chars().count();
    let (letters, shared) = if letters > 63 { (0, 0) } else { (letters, shared) };
    out.push(digit(letters as u32));
    out.push_str(&form[shared..]);
}

fn forms(classes: &[Class]) -> String {
    let mut out = String::new();
    let mut before = "";
    for class in classes {
        if !out.is_empty() {
            out.push(' ');
        }
        for (number, form) in class.forms.iter().enumerate() {
            if number > 0 {
                out.push(',');
            }
            push_form(before, form, &mut out);
            before = form;
        }
    }
    out
}

/// A beginning spans several shards only if it is one of a shard's start.
fn completions(
    classes: &[Class],
    postings: &[Postings],
    starts: &[&str],
    shard_of: &impl Fn(&str) -> usize,
) -> Vec<(String, String)> {
    let ends =
        |start: &str| start.char_indices().map(|(at, c)| at + c.len_utf8()).collect::<Vec<_>>();
    let beginnings: BTreeSet<&str> =
        starts.iter().flat_map(|start| ends(start).into_iter().map(|end| &start[..end])).collect();
    let spans = |beginning: &&str| {
        let end = format!("{beginning}\u{10ffff}");
        shard_of(&end) + 1 >= shard_of(beginning) + SPANS
    };
    beginnings
        .into_iter()
        .filter(spans)
        .map(|beginning| {
            let first = classes.partition_point(|class| *class.forms[0] < *beginning);
            let mut best = Vec::new();
            for (class, postings) in classes.iter().zip(postings).skip(first) {
                if !class.forms[0].starts_with(beginning) {
                    break;
                }
                if !class.stop {
                    best.push((postings.weight, &*class.forms[0]));
                }
                if best.len() > 64 {
                    keep_best(&mut best);
                }
            }
            keep_best(&mut best);
            let words: Vec<&str> = best.iter().map(|(_, form)| *form).collect();
            (beginning.to_owned(), words.join(" "))
        })
        .collect()
}

fn keep_best(words: &mut Vec<(u32, &str)>) {
    words.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    words.truncate(COMPLETIONS);
}
