//! Lists of words to compare a misspelt one with: `y/4-101` has those of four letters that end in
//! `e`. A slip leaves the last letter alone, or is near the end, where the dictionary helps.
//!
//! ```text
//! ["y/4-101", "Acode7 Cre3 …"]
//! ```
//!
//! Sorted; each a digit of letters shared with the word before, the rest, and how common it is,
//! from 0. Fetched only for a word that is not in the dictionary.

use std::collections::BTreeMap;

use super::encoding::{File, script};
use super::postings::Postings;
use super::shards::push_form;
use super::vocabulary::Classes;

/// Letters of a word that is worth correcting.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=24;

/// For the root: the lists there are, last letters by number of letters.
pub(super) type Table = BTreeMap<usize, String>;

/// The lists: what the root says of them, and name and content of each.
pub(super) fn spelling(classes: &Classes, postings: &[Postings]) -> (Table, Vec<File>) {
    let mut lists: BTreeMap<(usize, u32), Vec<(&str, u32)>> = BTreeMap::new();
    for (class, postings) in classes.list.iter().zip(postings) {
        // A word that stands on one page, in no title or heading, is as likely a typo itself.
        if class.stop || (postings.pages < 2 && !postings.in_heads) {
            continue;
        }
        for form in &class.forms {
            let letters = form.chars().count();
            if LETTERS.contains(&letters) && form.chars().all(char::is_alphabetic) {
                let end = form.chars().next_back().map_or(0, u32::from);
                lists.entry((letters, end)).or_default().push((form, postings.weight));
            }
        }
    }
    let mut table = Table::new();
    for &(letters, end) in lists.keys() {
        table.entry(letters).or_default().extend(char::from_u32(end));
    }
    let files = lists
        .into_iter()
        .map(|((letters, end), mut words)| {
            words.sort_unstable();
            let mut list = String::new();
            let mut before = "";
            for (word, weight) in words {
                if !list.is_empty() {
                    list.push(' ');
                }
                push_form(before, word, &mut list);
                let common = (weight.max(1).ilog2() / 2).min(9);
                list.extend(char::from_digit(common, 10));
                before = word;
            }
            let name = format!("y/{letters}-{end}");
            let content = script(&name, &list);
            (name, content)
        })
        .collect();
    (table, files)
}
