//! The words of a site: every form that is written, and the class of forms that share a stem.
//!
//! Stems never leave the build. The client looks up a form as it is typed and finds the class, so
//! it needs no stemmer, and there is none to drift apart from ours.

use std::collections::hash_map::Entry;

use elasticlunr::{Pipeline, lang};
use rustc_hash::FxHashMap;

use super::english;

/// Forms and classes a site can have: the occurrence format has 22 bits. Words that are first met
/// after these are not searched.
pub(super) const MOST_FORMS: usize = 1 << 22;

/// Words of English questions that say nothing about what is asked for.
const ENGLISH_QUESTIONS: &[&str] = &[
    "again",
    "another",
    "anyone",
    "anything",
    "happen",
    "happens",
    "please",
    "really",
    "somebody",
    "someone",
    "something",
    "still",
    "thing",
    "things",
    "want",
    "wants",
    "way",
    "ways",
    "versus",
    "vs",
];

/// Stop words and stemmer of a language, out of elasticlunr. Cheap to make; not shared by threads.
pub(super) struct Language {
    pipeline: Option<Pipeline>,
    /// More stop words.
    stop_words: &'static [&'static str],
    is_english: bool,
}

impl Language {
    /// Of a locale such as `en-us`; of no language known here, every word is its own stem.
    pub(super) fn of_locale(locale: &str) -> Self {
        let code = language_code(locale);
        let is_english = code == "en";
        let stop_words = if is_english { ENGLISH_QUESTIONS } else { &[] };
        let pipeline = lang::from_code(&code).map(|language| {
            let mut pipeline = language.make_pipeline();
            // Our words come trimmed; the trimmers would make `c` of `c++`.
            pipeline.queue.retain(|step| !step.name().starts_with("trimmer"));
            pipeline
        });
        Self { pipeline, stop_words, is_english }
    }

    /// A word that running text is full of.
    pub(super) fn is_stop_word(&self, word: &str) -> bool {
        self.stem(word).is_none()
    }

    /// Forms of one word that no ending tells.
    fn irregular(&self) -> impl Iterator<Item = &'static str> {
        self.is_english.then(english::irregular).into_iter().flatten()
    }

    /// The stem; `None` of a stop word. Words with digits are names, and their own stems.
    pub(super) fn stem(&self, word: &str) -> Option<String> {
        if self.stop_words.contains(&word) {
            return None;
        }
        if word.contains(|c: char| !c.is_alphabetic()) {
            return Some(word.to_owned());
        }
        let known = self.is_english.then(|| english::base(word)).flatten();
        if let Some((stem, true)) = known {
            return Some(stem.to_owned());
        }
        let mut stem = known.map_or(word, |(base, _)| base).to_owned();
        for step in self.pipeline.iter().flat_map(|pipeline| &pipeline.queue) {
            stem = step.filter(stem)?;
        }
        Some(stem)
    }
}

/// The name that elasticlunr has for the language of a locale.
pub(super) fn language_code(locale: &str) -> String {
    let code = locale.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    match code.as_str() {
        "nl" => "du".to_owned(),
        "nb" | "nn" => "no".to_owned(),
        _ => code,
    }
}

/// Numbers for the forms met so far, in order of appearance.
#[derive(Debug, Default)]
pub(super) struct Forms {
    numbers: FxHashMap<Box<str>, u32>,
}

impl Forms {
    /// The number of a form; `None` when there are too many.
    pub(super) fn number(&mut self, form: &str) -> Option<u32> {
        if let Some(&number) = self.numbers.get(form) {
            return Some(number);
        }
        let number = self.numbers.len();
        if number >= MOST_FORMS {
            return None;
        }
        self.numbers.insert(form.into(), number as u32);
        Some(number as u32)
    }

    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The forms by number.
    pub(super) fn into_list(self) -> Vec<Box<str>> {
        let mut list = vec![Box::default(); self.numbers.len()];
        for (form, number) in self.numbers {
            list[number as usize] = form;
        }
        list
    }
}

/// A class of forms with one stem.
#[derive(Debug)]
pub(super) struct Class {
    /// The form met most, which stands for the class; then the others, sorted.
    pub(super) forms: Vec<Box<str>>,
    /// A stop word: only titles and headings have it.
    pub(super) stop: bool,
}

/// All classes, sorted by the form that stands for them.
pub(super) struct Classes {
    /// The classes.
    pub(super) list: Vec<Class>,
    /// The class of each form by number, as a place in `list`.
    pub(super) of_form: Vec<u32>,
    /// All stop words that the site has, sorted, those of running text alone among them.
    pub(super) stop_words: Vec<Box<str>>,
}

/// Groups forms; `uses` says how often each is met, stop words of running text not counted; those
/// never met are dropped, with
/// `u32::MAX` for their class. Irregular forms that no page has join a class all the same: readers
/// look for them.
pub(super) fn classes(mut forms: Forms, uses: &[u32], language: &Language) -> Classes {
    for form in language.irregular() {
        forms.number(form);
    }
    let forms = forms.into_list();
    let uses = |form: u32| uses.get(form as usize).copied();
    let mut numbers: FxHashMap<(Box<str>, bool), usize> = FxHashMap::default();
    let mut members: Vec<(Vec<u32>, bool)> = Vec::new();
    let mut stop_words = Vec::new();
    for (number, text) in (0..).zip(&forms) {
        let stem = language.stem(text);
        let stop = stem.is_none();
        if stop {
            stop_words.push(text.clone());
        }
        if uses(number) == Some(0) {
            continue;
        }
        let key = (stem.map_or_else(|| text.clone(), String::into_boxed_str), stop);
        let class = match numbers.entry(key) {
            Entry::Occupied(class) => *class.get(),
            Entry::Vacant(_) if uses(number).is_none() => continue,
            Entry::Vacant(class) => {
                members.push((Vec::new(), stop));
                *class.insert(members.len() - 1)
            }
        };
        members[class].0.push(number);
    }
    for (class, _) in &mut members {
        class.sort_unstable_by(|&a, &b| {
            uses(b).cmp(&uses(a)).then_with(|| forms[a as usize].cmp(&forms[b as usize]))
        });
        class[1..].sort_unstable_by(|&a, &b| forms[a as usize].cmp(&forms[b as usize]));
    }
    // A stop word and a stem may look the same: the flag keeps the order total.
    members.sort_unstable_by(|(a, a_stop), (b, b_stop)| {
        forms[a[0] as usize].cmp(&forms[b[0] as usize]).then(a_stop.cmp(b_stop))
    });
    let mut of_form = vec![u32::MAX; forms.len()];
    let list = members
        .into_iter()
        .enumerate()
        .map(|(number, (class, stop))| {
            let take = |&form: &u32| {
                of_form[form as usize] = number as u32;
                forms[form as usize].clone()
            };
            Class { forms: class.iter().map(take).collect(), stop }
        })
        .collect();
    stop_words.sort_unstable();
    Classes { list, of_form, stop_words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::words::fold;

    /// Words come folded, as `words` makes them.
    fn stem(locale: &str, word: &str) -> Option<String> {
        let mut folded = String::new();
        fold(word, &mut folded);
        Language::of_locale(locale).stem(&folded)
    }

    #[test]
    fn languages_with_a_stemmer() {
        for (locale, one, other) in [
            ("en-us", "password", "passwords"),
            ("da-dk", "bil", "biler"),
            ("de-de", "Haus", "Häuser"),
            ("es-es", "contraseña", "contraseñas"),
            ("fi-fi", "talo", "talossa"),
            ("fr-fr", "état", "états"),
            ("hu-hu", "ház", "házak"),
            ("it-it", "utente", "utenti"),
            ("nb-no", "bil", "biler"),
            ("nl-nl", "gebruiker", "gebruikers"),
            ("pt-br", "conta", "contas"),
            ("ro-ro", "cont", "contul"),
            ("ru-ru", "пароль", "пароли"),
            ("sv-se", "bil", "bilar"),
            ("tr-tr", "ev", "evler"),
        ] {
            assert_eq!(stem(locale, one), stem(locale, other), "{locale}");
            assert_ne!(stem(locale, one), None, "{locale}");
        }
        assert_eq!(stem("pl-pl", "hasła").as_deref(), Some("hasla"));
        assert_eq!(stem("ja-jp", "東京").as_deref(), Some("東京"));
    }

    #[test]
    fn words_of_questions_are_stop_words() {
        assert_eq!(stem("en-gb", "another"), None);
        assert_ne!(stem("de-de", "another"), None);
    }

    #[test]
    fn english_words_that_no_ending_tells() {
        for (one, other) in [("buy", "bought"), ("verifies", "verification"), ("lost", "losing")] {
            assert_eq!(stem("en-us", one), stem("en-us", other), "{one} {other}");
        }
        for (one, other) in [("customer", "custom"), ("important", "import"), ("news", "new")] {
            assert_ne!(stem("en-us", one), stem("en-us", other), "{one} {other}");
        }
        assert_ne!(stem("de-de", "bought"), stem("de-de", "buy"));
    }

    #[test]
    fn irregular_forms_that_no_page_has() {
        let mut forms = Forms::default();
        for form in ["cake", "buys"] {
            forms.number(form);
        }
        let classes = classes(forms, &[1, 1], &Language::of_locale("en-us"));
        let list: Vec<_> = classes.list.iter().map(|class| class.forms.join(" ")).collect();
        assert_eq!(list, ["buys bought buy", "cake"]);
    }
}
