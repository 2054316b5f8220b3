//! Entries that may help as well.
//!
//! In go the symptoms of all areas, out come up to three ids for each: those that share most of its
//! rarer words. Words in many entries say nothing and are skipped, which also keeps this linear.

use std::collections::HashMap;

use super::lexicon::FUNCTION_WORDS;
use super::words::words;

/// How many related entries an entry has at most.
const MOST: usize = 3;

/// A word in more entries than this relates none of them.
const COMMON: usize = 40;

/// What two entries must have in common, in bits: about two words of middling rarity.
const ENOUGH: u32 = 8;

/// The part of the shorter of two texts, in percent of its bits, that they must have in common.
const SHARE: u32 = 40;

/// What entries of one page must have in common on top.
const SAME_PAGE: u32 = 3;

/// For each text, the indices of those related to it, the closest first. `pages` tells texts of
/// one page, which relate less: the reader has them in view.
pub(super) fn related(texts: &[&str], pages: &[&str]) -> Vec<Vec<usize>> {
    let lower: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    let keys: Vec<Vec<&str>> = lower.iter().map(|text| content_words(text)).collect();
    let mut entries: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, keys) in keys.iter().enumerate() {
        for key in keys {
            entries.entry(key).or_default().push(at);
        }
    }
    let rarity = |key: &str| (texts.len() / entries[key].len()).ilog2();
    let bits: Vec<u32> = keys.iter().map(|keys| keys.iter().map(|key| rarity(key)).sum()).collect();
    keys.iter()
        .enumerate()
        .map(|(at, own)| {
            let mut common: HashMap<usize, u32> = HashMap::new();
            for key in own {
                let with = &entries[key];
                if with.len() > COMMON {
                    continue;
                }
                for &other in with.iter().filter(|&&other| other != at) {
                    *common.entry(other).or_default() += rarity(key);
                }
            }
            let mut closest: Vec<(usize, u32)> = common
                .into_iter()
                .filter(|&(other, shared)| shared * 100 >= bits[other].min(bits[at]) * SHARE)
                .map(|(other, shared)| {
                    let same = pages[other] == pages[at];
                    (other, if same { shared.saturating_sub(SAME_PAGE) } else { shared })
                })
                .filter(|&(other, shared)| shared >= ENOUGH && lower[other] != lower[at])
                .collect();
            closest.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            closest.into_iter().take(MOST).map(|(other, _)| other).collect()
        })
        .collect()
}

/// The words that say what it is about, without an ending `s`, each once.
fn content_words(lower: &str) -> Vec<&str> {
    let mut keys: Vec<&str> = words(lower)
        .iter()
        .map(|word| match word.text.strip_suffix('s') {
            Some(stem) if stem.len() > 3 && !stem.ends_with('s') => stem,
            _ => word.text,
        })
        .filter(|word| word.len() > 2 && !FUNCTION_WORDS.contains(word))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_relate() {
        let texts = [
            "The connector loses referrals",
            "Referrals of a connector are missing",
            "I can't sign in",
            "My payment is missing",
            "Payments are late",
            "The file is too large",
        ];
        let pages = ["a", "b", "c", "d", "e", "f"];
        let related = related(&texts, &pages);
        assert_eq!(related[2], [0_usize; 0]);
        assert!(related[0].is_empty() || related[0] == [1]);
    }
}
