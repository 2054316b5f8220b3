//! Words that stand for those of a title or heading: synonyms, and acronyms that the text itself
//! explains, as in "granular delegated admin privileges (GDAP)".
//!
//! They are added to the page when it is indexed, which costs a query nothing.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::vocabulary::Language;
use super::words::each_word;

/// Letters of an acronym.
const ACRONYM: std::ops::RangeInclusive<usize> = 2..=7;
/// Words that an acronym may leave out.
const LEFT_OUT: &[&str] =
    &["a", "an", "and", "by", "for", "in", "of", "on", "or", "the", "to", "with"];

/// Acronyms and the phrases they are explained with, by number of times.
#[derive(Debug, Default)]
pub(super) struct Acronyms {
    found: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Acronyms {
    /// Collects the explanations in `text`.
    pub(super) fn read(&mut self, text: &str) {
        for at in memchr::memchr_iter(b'(', text.as_bytes()) {
            let rest = &text[at + 1..];
            let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let short = rest[..length].trim_end_matches('s');
            let capitals = short.bytes().filter(u8::is_ascii_uppercase).count();
            if ACRONYM.contains(&short.len()) && capitals > 1 && rest[length..].starts_with(')') {
                let acronym = short.to_ascii_lowercase();
                let phrase = if capitals == short.len() {
                    phrase_before(&text[..at], &acronym)
                } else {
                    name_before(&text[..at], &acronym)
                };
                let phrase = phrase.or_else(|| parts_before(&text[..at], &acronym));
                if let Some(phrase) = phrase {
                    let phrases = self.found.entry(acronym).or_default();
                    *phrases.entry(phrase).or_default() += 1;
                }
            }
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (acronym, phrases) in other.found {
            let mine = self.found.entry(acronym).or_default();
            for (phrase, count) in phrases {
                *mine.entry(phrase).or_default() += count;
            }
        }
    }

    /// Each acronym with the phrase it is explained with most.
    fn groups(&self) -> impl Iterator<Item = [&str; 2]> {
        self.found.iter().filter_map(|(acronym, phrases)| {
            // Of equals the first: `max_by_key` alone would take the last.
            let (phrase, _) = phrases.iter().rev().max_by_key(|(_, count)| **count)?;
            Some([acronym.as_str(), phrase.as_str()])
        })
    }
}

/// The words at the end of `text` whose first letters are `acronym`.
fn phrase_before(text: &str, acronym: &str) -> Option<String> {
    let mut letters = acronym.bytes().rev().peekable();
    let mut words = Vec::new();
    for word in text.split([' ', '-']).rev().filter(|word| !word.is_empty()) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if words.len() > 2 * acronym.len() || word.is_empty() {
            return None;
        }
        if word.bytes().next() == letters.peek().copied() {
            letters.next();
        } else if words.is_empty() || !LEFT_OUT.contains(&word.as_str()) {
            return None;
        }
        words.push(word);
        if letters.peek().is_none() {
            words.reverse();
            return Some(words.join(" "));
        }
    }
    None
}

/// The one word at the end of `text`, such as `AddressSanitizer`, that a short form such as `asan`
/// is made of: its first letter, and the others in their order.
fn name_before(text: &str, short: &str) -> Option<String> {
    let word = text.trim_end().rsplit(char::is_whitespace).next()?;
    let lower = word.to_lowercase();
    let mut letters = lower.chars();
    let is_made_of = short.chars().all(|letter| letters.any(|c| c == letter));
    let is_name = lower.len() > short.len() + 1 && lower.chars().all(char::is_alphanumeric);
    (is_made_of && is_name && lower.starts_with(&short[..1])).then(|| word.to_owned())
}

/// The words at the end of `text`, fewer than the acronym has letters, that each give it their first
/// letter and some a later one: `precompiled header` of `pch`.
fn parts_before(text: &str, acronym: &str) -> Option<String> {
    let words = text.split([' ', '-']).rev().filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.take(acronym.len() - 1).map(str::to_lowercase).collect();
    words.reverse();
    let is_made_of = |words: &[String]| {
        let mut inner = acronym.len() - words.len();
        let mut letters = acronym.chars().peekable();
        for word in words {
            let mut own = word.chars();
            if own.next() != letters.next() {
                return false;
            }
            while inner > 0 && letters.peek().is_some_and(|letter| own.any(|c| c == *letter)) {
                letters.next();
                inner -= 1;
            }
        }
        letters.next().is_none()
    };
    let last = words.len().checked_sub(2)?;
    let first = (0..=last).rev().find(|&first| is_made_of(&words[first..]))?;
    Some(words[first..].join(" "))
}

struct Group {
    words: Vec<String>,
    /// The short form of the others.
    acronym: Option<String>,
}

/// Groups of phrases that mean the same, found by their words' stems.
pub(super) struct Related {
    /// By first stem: stems of the phrase, and its group.
    phrases: FxHashMap<String, Vec<(Vec<String>, usize)>>,
    groups: Vec<Group>,
    stems: FxHashMap<String, String>,
}

impl Related {
    pub(super) fn new(synonyms: &[Vec<String>], acronyms: &Acronyms, language: &Language) -> Self {
        let mut related =
            Self { phrases: FxHashMap::default(), groups: Vec::new(), stems: FxHashMap::default() };
        for group in synonyms {
            related.add(group.iter().map(String::as_str), None, language);
        }
        for group in acronyms.groups() {
            related.add(group.into_iter(), Some(group[0]), language);
        }
        related
    }

    fn add<'a>(
        &mut self,
        group: impl Iterator<Item = &'a str>,
        acronym: Option<&str>,
        language: &Language,
    ) {
        let number = self.groups.len();
        let mut all: Vec<String> = Vec::new();
        for phrase in group {
            let mut words = Vec::new();
            each_word(phrase, |word| words.push(word.to_owned()));
            let stems: Vec<String> = words.iter().map(|word| self.stem(word, language)).collect();
            if let Some(first) = stems.first() {
                self.phrases.entry(first.clone()).or_default().push((stems, number));
            }
            all.extend(words.into_iter().filter(|word| !language.is_stop_word(word)));
        }
        let mut seen = FxHashSet::default();
        all.retain(|word| seen.insert(word.clone()));
        self.groups.push(Group { words: all, acronym: acronym.map(str::to_owned) });
    }

    fn stem(&mut self, word: &str, language: &Language) -> String {
        if let Some(stem) = self.stems.get(word) {
            return stem.clone();
        }
        let stem = language.stem(word).unwrap_or_else(|| word.to_owned());
        self.stems.insert(word.to_owned(), stem.clone());
        stem
    }

    /// Words related to those of a text, and whether each is the acronym of a phrase in the text: as
    /// good as the phrase itself, and the only one that the text may have itself.
    pub(super) fn to(&mut self, words: &[String], language: &Language) -> Vec<(String, bool)> {
        let stems: Vec<String> = words.iter().map(|word| self.stem(word, language)).collect();
        let mut found: Vec<(String, bool)> = Vec::new();
        for at in 0..stems.len() {
            for (phrase, group) in self.phrases.get(&stems[at]).into_iter().flatten() {
                if stems[at..].starts_with(phrase) {
                    let Group { words, acronym } = &self.groups[*group];
                    let is_acronym = |word: &String| acronym.as_ref() == Some(word);
                    let has = |word: &String| {
                        self.stems.get(word).is_some_and(|stem| stems.contains(stem))
                    };
                    // A text with both the phrase and its acronym says what the acronym is.
                    let tells =
                        |word: &&String| !has(word) || (is_acronym(word) && phrase.len() > 1);
                    let told = words.iter().filter(tells);
                    found.extend(told.map(|word| (word.clone(), is_acronym(word))));
                }
            }
        }
        found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        found.dedup_by(|a, b| a.0 == b.0);
        found
    }
}

/// Groups of words and phrases that mean much the same in the documentation of software, in
/// English. Sites add their own.
pub(super) const ENGLISH: &[&[&str]] = &[
    &["sign in", "log in", "log on", "login", "logon", "signin"],
    &["mfa", "multifactor authentication", "two-factor authentication", "2fa"],
    &["sso", "single sign-on"],
    &["sign out", "log out", "logout", "signout"],
    &["sign up", "register", "enroll"],
    &["delete", "remove"],
    &["buy", "purchase"],
    &["change", "update", "edit", "modify"],
    &["create", "add"],
    &["find", "locate", "look up"],
    &["view", "show", "display"],
    &["get", "retrieve", "fetch"],
    &["cost", "price", "fee", "charge"],
    &["bill", "invoice"],
    &["error", "problem", "issue", "failure"],
    &["fix", "resolve", "solve", "troubleshoot", "repair"],
    &["can't", "cannot", "unable", "couldn't"],
    &["permission", "access", "rights", "privilege"],
    &["phone", "telephone"],
    &["email", "mail", "e-mail"],
    &["company", "organization", "organisation"],
    &["enable", "activate", "turn on"],
    &["disable", "deactivate", "turn off"],
    &["country", "region"],
    &["picture", "image"],
    &["link", "associate", "connect"],
    &["wrong", "incorrect", "invalid"],
    &["lost", "missing", "forgotten"],
    &["set up", "setup", "configure", "install"],
    &["limit", "quota", "maximum"],
    &["government", "gov"],
    &["cancel", "terminate", "stop"],
    &["renew", "extend"],
    &["outage", "service health"],
    &["vm", "virtual machine"],
    &["db", "database"],
    &["app", "application"],
    &["config", "configuration"],
    &["parameter", "argument"],
    &["directory", "folder"],
    &["merge", "combine", "consolidate"],
    &["exchange", "swap", "replace"],
    &["restore", "recover", "undelete", "bring back"],
    &["compromised", "hacked", "breach"],
    &["unavailable", "greyed out", "grayed out"],
    &["duplicate", "twice"],
    &["refund", "money back"],
    &["bank transfer", "wire transfer"],
    &["reject", "decline", "deny", "refuse"],
    &["accept", "approve"],
    &["requirement", "prerequisite"],
    &["difference", "compare", "versus", "vs"],
    &["notification", "alert", "warning"],
    &["transfer", "move", "migrate"],
    &["crash", "hang", "freeze", "stop responding"],
    &["slow", "performance"],
    &["export", "download"],
    &["import", "upload"],
    &["upgrade", "update"],
    &["timeout", "time out", "timed out"],
    &["verify", "validate", "confirm"],
    &["select", "choose"],
    &["start", "begin"],
    &["uninstall", "remove"],
    &["shortcut", "hotkey"],
    &["training", "course"],
    &["tag", "label"],
    &["delete", "erase", "wipe", "get rid of", "discard"],
    &["remove", "drop", "take off"],
    &["spreadsheet", "excel", "csv"],
    &["bulk", "mass", "multiple"],
    &["logo", "badge"],
    &["license", "seat"],
    &["user", "employee", "staff", "colleague", "coworker", "person"],
    &["computer", "pc", "laptop", "machine"],
    &["payment", "payout", "pay"],
    &["funds", "money"],
    &["copy", "clone", "duplicate"],
    &["close", "shut down", "terminate"],
    &["run", "execute", "launch"],
    &["performance", "speed", "faster", "optimize"],
    &["size", "big", "large"],
    &["dependency", "dependencies", "depends"],
    &["suspended", "blocked", "locked out", "locked"],
    &["call", "invoke"],
    &["agreement", "contract"],
    &["policy", "rule"],
    &["supported", "allowed", "permitted", "compatible"],
    &["owner", "own"],
    &["pending", "stuck", "in progress", "waiting"],
    &["quickstart", "get started", "getting started", "tutorial"],
    &["tax", "vat", "gst"],
    &["report", "dashboard", "analytics"],
    &["history", "log", "audit"],
    &["retire", "deprecate", "discontinue", "end of support", "sunset"],
    &["publish", "go live", "release"],
    &["role", "permission"],
    &["automatically", "auto", "automatic"],
    &["webhook", "callback", "push notification"],
    &["key", "secret", "token"],
    &["example", "sample"],
    &["command line", "cli", "terminal", "console", "shell"],
    &["convert", "turn into", "cast"],
    &["sum", "total"],
    &["discount", "promotion", "cheaper", "sale"],
    &["trial", "try", "free"],
    &["revoke", "withdraw", "take back", "take away"],
    &["assign", "give", "grant"],
    &["encrypt", "encryption"],
    &["overview", "introduction", "what is"],
    &["requirements", "needs", "required", "must have"],
    &["preview", "beta"],
    &["redirect", "forward"],
    &["sync", "synchronize"],
    &["delay", "late", "takes too long"],
];

#[cfg(test)]
mod tests {
    use super::*;

    fn acronyms(text: &str) -> Vec<String> {
        let mut acronyms = Acronyms::default();
        acronyms.read(text);
        acronyms.groups().map(|group| group.join(" = ")).collect()
    }

    #[test]
    fn acronyms_by_their_initials() {
        assert_eq!(
            acronyms("Use granular delegated admin privileges (GDAP)."),
            ["gdap = granular delegated admin privileges"]
        );
        assert_eq!(acronyms("the Statement of Work (SOW)"), ["sow = statement of work"]);
        assert_eq!(acronyms("pay-as-you-go (PAYG)"), ["payg = pay as you go"]);
        assert_eq!(acronyms("virtual machines (VMs)"), ["vm = virtual machines"]);
        assert_eq!(acronyms("AddressSanitizer (ASan) finds"), ["asan = AddressSanitizer"]);
        assert_eq!(acronyms("a precompiled header (PCH)"), ["pch = precompiled header"]);
        assert_eq!(acronyms("not this (USA) (X) (Long (AB"), [""; 0]);
    }

    #[test]
    fn related_words_of_a_title() {
        let language = Language::of_locale("en-us");
        let synonyms = [vec!["sign in".to_owned(), "log in".to_owned(), "login".to_owned()]];
        let mut known = Acronyms::default();
        known.read("credit limit enforcement (CLE)");
        let mut related = Related::new(&synonyms, &known, &language);
        let mut run = |text: &str| {
            let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            let mark = |(word, is_acronym)| if is_acronym { word + "!" } else { word };
            related.to(&words, &language).into_iter().map(mark).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(run("can i sign in"), "log login");
        assert_eq!(run("credit limits enforcement"), "cle!");
        assert_eq!(run("credit limit enforcement cle"), "cle!");
        assert_eq!(run("cle faq"), "credit enforcement limit");
        assert_eq!(run("in sign"), "");
    }
}
