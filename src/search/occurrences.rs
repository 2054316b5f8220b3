//! Where every word of the site is: documents in, a sorted list of small numbers out.
//!
//! Bodies are read in parallel, a fixed number of pages at a time, so that the result does not
//! depend on threads. Titles, headings, descriptions and addresses are little text; they follow in
//! order, together with the words that are related to theirs ([`Related`]).

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::documents::{bare_title, is_news, names};
use super::neighbours::{Neighbours, Reader};
use super::passages::{Passages, passages};
use super::related::{Acronyms, Related};
use super::vocabulary::{Classes, Forms, Language, classes};
use super::words::{each_dotted, each_option, each_word};
use crate::site::document::Document;

/// Bytes of a link's text that is still a name.
const LONGEST_LINK: usize = 80;
/// Pages read by one task.
const PAGES_A_TASK: usize = 64;
/// Pages a site can have: the format has 18 bits. Those beyond are not searched.
pub(super) const MOST_PAGES: usize = 1 << 18;

/// Where a word stands on its page, by what it says about the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Field {
    Title,
    Heading,
    Description,
    Slug,
    Body,
    /// Related to a word of the title.
    TitleRelated,
    /// Related to a word of a heading.
    HeadingRelated,
    /// Text of links to the page: what others call it.
    Link,
}

/// Number of [`Field`]s.
pub(super) const FIELDS: usize = 8;

/// One word in one field of one passage of one page, and how often: 22 bits of class, 18 of page,
/// 14 of passage, so that sorting groups them; then, of a body, a bit, 3 of count and 6 of the
/// neighbours of the first; of another field, 3 bits of field and 6 of count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Occurrence(u64);

impl Occurrence {
    fn new(word: u32, page: u32, passage: u32, field: Field, count: u32) -> Self {
        let what = (field as u64) << 6 | u64::from(count.min(63));
        Self::place(word, page, passage, what)
    }

    fn body(word: u32, page: u32, passage: u32, neighbours: Neighbours, count: u32) -> Self {
        let what = BODY | u64::from(count.min(7)) << 6 | u64::from(neighbours);
        Self::place(word, page, passage, what)
    }

    fn place(word: u32, page: u32, passage: u32, what: u64) -> Self {
        Self(u64::from(word) << 42 | u64::from(page) << 24 | u64::from(passage) << 10 | what)
    }

    /// The class of the word; its form before [`Occurrences`] are complete.
    pub(super) fn word(self) -> u32 {
        (self.0 >> 42) as u32
    }

    fn with_word(self, word: u32) -> Self {
        Self(self.0 & ((1 << 42) - 1) | u64::from(word) << 42)
    }

    pub(super) fn page(self) -> u32 {
        (self.0 >> 24) as u32 & 0x3_ffff
    }

    pub(super) fn passage(self) -> u32 {
        (self.0 >> 10) as u32 & 0x3fff
    }

    /// A [`Field`], as a place among them.
    pub(super) fn field(self) -> usize {
        if self.0 & BODY == 0 { (self.0 >> 6) as usize & 7 } else { Field::Body as usize }
    }

    pub(super) fn count(self) -> u32 {
        if self.0 & BODY == 0 { self.0 as u32 & 63 } else { (self.0 >> 6) as u32 & 7 }
    }

    /// The words beside the first of a body, if this is one.
    pub(super) fn neighbours(self) -> Option<Neighbours> {
        (self.0 & BODY != 0).then_some(self.0 as Neighbours & 63)
    }
}

/// The bit of a body.
const BODY: u64 = 1 << 9;

/// All occurrences, and what the words in them are.
pub(super) struct Occurrences {
    /// Sorted by class, page, passage and field.
    pub(super) list: Vec<Occurrence>,
    /// The classes of words.
    pub(super) classes: Classes,
    /// The text of each page.
    pub(super) passages: Vec<Passages>,
    /// Words a page, by field.
    pub(super) lengths: Vec<[u32; FIELDS]>,
    /// Pages that link to each page.
    pub(super) linked_from: Vec<u32>,
    /// Pages that say what is new and not how things are.
    pub(super) is_news: Vec<bool>,
}

/// What one task found.
struct Bodies {
    forms: Vec<Box<str>>,
    list: Vec<Occurrence>,
    passages: Vec<Passages>,
    lengths: Vec<u32>,
    acronyms: Acronyms,
}

/// Reads the pages. `synonyms` are groups of words or phrases that mean the same.
pub(super) fn occurrences(
    pages: &[&Document],
    locale: &str,
    synonyms: &[Vec<String>],
) -> Occurrences {
    let pages = &pages[..pages.len().min(MOST_PAGES)];
    let tasks: Vec<Bodies> = pages
        .par_chunks(PAGES_A_TASK)
        .enumerate()
        .map(|(task, pages)| bodies(pages, task * PAGES_A_TASK, locale))
        .collect();

    let language = Language::of_locale(locale);
    let mut forms = Forms::default();
    let mut list =
        Vec::with_capacity(tasks.iter().map(|task| task.list.len()).sum::<usize>() * 9 / 8);
    let mut passages = Vec::with_capacity(pages.len());
    let mut lengths = Vec::with_capacity(pages.len());
    let mut acronyms = Acronyms::default();
    for task in tasks {
        let numbers: Vec<_> = task.forms.iter().map(|form| forms.number(form)).collect();
        list.extend(task.list.into_iter().filter_map(|occurrence| {
            numbers[occurrence.word() as usize].map(|number| occurrence.with_word(number))
        }));
        passages.extend(task.passages);
        lengths.extend(task.lengths);
        acronyms.merge(task.acronyms);
    }
    let mut related = Related::new(synonyms, &acronyms, &language);
    let mut heads =
        Heads { forms: &mut forms, language: &language, related: &mut related, list: &mut list };
    let lengths = pages
        .iter()
        .enumerate()
        .map(|(number, page)| heads.add(number as u32, page, &passages[number], lengths[number]))
        .collect();
    let linked_from = heads.add_links(pages);

    let mut uses = vec![0_u32; forms.len()];
    for occurrence in &list {
        uses[occurrence.word() as usize] += 1;
    }
    let classes = classes(forms, &uses, &language);
    list.par_iter_mut().for_each(|occurrence| {
        *occurrence = occurrence.with_word(classes.of_form[occurrence.word() as usize]);
    });
    list.par_sort_unstable();
    let is_news = pages.iter().map(|page| is_news(page)).collect();
    Occurrences { list, classes, passages, lengths, linked_from, is_news }
}

fn bodies(pages: &[&Document], first: usize, locale: &str) -> Bodies {
    let language = Language::of_locale(locale);
    let mut forms = Forms::default();
    let mut is_stop_word: Vec<bool> = Vec::new();
    let mut found = Bodies {
        forms: Vec::new(),
        list: Vec::new(),
        passages: Vec::with_capacity(pages.len()),
        lengths: Vec::with_capacity(pages.len()),
        acronyms: Acronyms::default(),
    };
    let mut reader = Reader::default();
    let mut words: Vec<(u32, Neighbours)> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let passages = passages(page);
        let mut length = 0;
        for (passage, text) in passages.texts.iter().enumerate() {
            let form = |word: &str| {
                let form = forms.number(word)?;
                if form as usize == is_stop_word.len() {
                    is_stop_word.push(language.is_stop_word(word));
                }
                (!is_stop_word[form as usize]).then_some(form)
            };
            reader.read(text, form, |form, neighbours| words.push((form, neighbours)));
            length += words.len() as u32;
            // Stable: the first of a word stays the first.
            words.sort_by_key(|word| word.0);
            for same in words.chunk_by(|a, b| a.0 == b.0) {
                let (word, neighbours) = same[0];
                found.list.push(Occurrence::body(
                    word,
                    (first + number) as u32,
                    passage as u32,
                    neighbours,
                    same.len() as u32,
                ));
            }
            words.clear();
            found.acronyms.read(text);
        }
        found.passages.push(passages);
        found.lengths.push(length);
    }
    found.forms = forms.into_list();
    found
}

/// Reads what stands above the text.
struct Heads<'a> {
    forms: &'a mut Forms,
    language: &'a Language,
    related: &'a mut Related,
    list: &'a mut Vec<Occurrence>,
}

impl Heads<'_> {
    /// Returns the page's lengths.
    fn add(
        &mut self,
        page: u32,
        document: &Document,
        passages: &Passages,
        body: u32,
    ) -> [u32; FIELDS] {
        let facts = &document.facts;
        let mut lengths = [0; FIELDS];
        lengths[Field::Body as usize] = body;
        let title = bare_title(&facts.title);
        let h1 = facts.h1.as_deref().map_or(title, bare_title);
        let mut texts = vec![(0, Field::Title, title)];
        if h1 != title {
            texts.push((0, Field::Title, h1));
        }
        texts.extend(facts.description.as_deref().map(|text| (0, Field::Description, text)));
        let slug = facts.path.trim_end_matches(".html");
        texts.push((0, Field::Slug, slug.rsplit('/').next().unwrap_or(slug)));
        for (section, &start) in document.sections.iter().zip(&passages.starts).skip(1) {
            texts.push((start, Field::Heading, &section.heading));
        }
        for (passage, field, text) in texts {
            lengths[field as usize] += self.add_text(page, passage, field, text);
        }
        if h1 != title {
            lengths[Field::Title as usize] = lengths[Field::Title as usize].div_ceil(2);
        }
        lengths
    }

    /// Returns the number of words.
    fn add_text(&mut self, page: u32, passage: u32, field: Field, text: &str) -> u32 {
        let mut words: Vec<String> = Vec::new();
        each_word(text, |word| words.push(word.to_owned()));
        let is_head = matches!(field, Field::Title | Field::Heading);
        let length = words.len() as u32;
        if is_head {
            let related =
                if field == Field::Title { Field::TitleRelated } else { Field::HeadingRelated };
            for (word, is_acronym) in self.related.to(&words, self.language) {
                self.push(page, passage, if is_acronym { field } else { related }, &word);
            }
            each_option(text, |option| words.push(option.to_owned()));
            each_dotted(text, |name| words.push(name.to_owned()));
        } else {
            words.retain(|word| !self.language.is_stop_word(word));
        }
        words.sort_unstable();
        words.dedup();
        for word in &words {
            self.push(page, passage, field, word);
        }
        length
    }

    /// Words by which other pages call a page and its author lists it, and how many do. Returns the
    /// number of pages that link to each page.
    fn add_links(&mut self, pages: &[&Document]) -> Vec<u32> {
        let numbers: FxHashMap<&str, u32> =
            (0..).zip(pages).map(|(number, page)| (&*page.facts.source, number)).collect();
        // To, from; then to, word, from.
        let mut links: Vec<(u32, u32)> = Vec::new();
        let mut words: Vec<(u32, u32, u32)> = Vec::new();
        let mut is_stop: FxHashMap<u32, bool> = FxHashMap::default();
        for (from, page) in (0..).zip(pages) {
            // A name counts as a link of the page to itself.
            let own = names(page).map(|name| (from, name));
            let named = page.links.iter().filter_map(|link| {
                let &to = numbers.get(&*link.source)?;
                links.push((to, from));
                (link.text.len() <= LONGEST_LINK).then_some((to, link.text.as_str()))
            });
            for (to, name) in named.chain(own) {
                each_word(name, |word| {
                    let Some(form) = self.forms.number(word) else { return };
                    let is_stop_word = || self.language.is_stop_word(word);
                    if !*is_stop.entry(form).or_insert_with(is_stop_word) {
                        words.push((to, form, from));
                    }
                });
            }
        }
        links.sort_unstable();
        links.dedup();
        let mut linked_from = vec![0; pages.len()];
        for (to, _) in links {
            linked_from[to as usize] += 1;
        }
        words.sort_unstable();
        words.dedup();
        for same in words.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (to, form, _) = same[0];
            // Each doubling counts as one more.
            let count = same.len().ilog2() + 1;
            self.list.push(Occurrence::new(form, to, 0, Field::Link, count));
        }
        linked_from
    }

    fn push(&mut self, page: u32, passage: u32, field: Field, word: &str) {
        if let Some(form) = self.forms.number(word) {
            self.list.push(Occurrence::new(form, page, passage, field, 1));
        }
    }
}
