//! The index as one script: search documents in, `_guidepost/search/index.js` out.
//!
//! Built on elasticlunr's inverted index and English pipeline: a trie of stems a field. Texts are
//! not stored; the client shows titles, descriptions and headings, which come beside the tries.
//! The client walks the tries itself and has no stemmer.

use std::collections::BTreeMap;

use elasticlunr::inverted_index::InvertedIndex;
use elasticlunr::{Pipeline, lang};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::documents::{Heading, SearchDocument, collect};
use super::words::each_word;
use crate::outputs::Content;
use crate::site::document::Document;

/// Where the index is, relative to the site's root.
pub const INDEX_PATH: &str = "_guidepost/search/index.js";

/// The files of a site's search.
#[derive(Debug)]
pub struct SearchIndex {
    script: String,
}

impl SearchIndex {
    /// Path relative to the site's root, and content, of every file.
    #[must_use]
    pub fn outputs(self) -> Vec<(String, Content)> {
        vec![(INDEX_PATH.to_owned(), self.script.into())]
    }
}

/// Builds the index of the pages that want to be found. Equal documents give equal bytes.
///
/// `locale` is the language of the site, such as `en-us`; a language without a stemmer is
/// searched by its words as they are written.
#[must_use]
pub fn build(documents: &[Document], locale: &str) -> SearchIndex {
    let documents = collect(documents);
    let mut builder = Builder::new(locale);
    for (number, document) in documents.iter().enumerate() {
        builder.add(number, document);
    }
    SearchIndex { script: script(&builder.finish(&documents)) }
}

/// What the client gets.
#[derive(Serialize)]
struct Payload<'a> {
    documents: Vec<Entry<'a>>,
    /// Words a document, a field.
    lengths: BTreeMap<&'static str, Vec<u32>>,
    index: BTreeMap<&'static str, InvertedIndex>,
    /// Words that are in titles and headings only.
    stop: Vec<&'a str>,
}

/// What the client shows of a page.
#[derive(Serialize)]
struct Entry<'a> {
    title: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    headings: &'a [Heading],
}

struct Field {
    name: &'static str,
    index: InvertedIndex,
    lengths: Vec<u32>,
    /// Stop words say nothing in running text, but tell titles apart.
    stop_words: bool,
}

impl Field {
    fn new(name: &'static str, stop_words: bool) -> Self {
        Self { name, index: InvertedIndex::new(), lengths: Vec::new(), stop_words }
    }
}

struct Builder {
    fields: [Field; 4],
    terms: Terms,
}

impl Builder {
    fn new(locale: &str) -> Self {
        Self {
            fields: [
                Field::new("title", true),
                Field::new("headings", true),
                Field::new("description", false),
                Field::new("body", false),
            ],
            terms: Terms::new(locale),
        }
    }

    fn add(&mut self, number: usize, document: &SearchDocument) {
        let reference = number.to_string();
        let headings = document.headings.iter().map(|heading| heading.text.as_str());
        let headings: Vec<&str> = document.h1.as_deref().into_iter().chain(headings).collect();
        let texts: [&[&str]; 4] =
            [&[&document.title], &headings, &[&document.description], &[&document.body]];
        for (field, texts) in self.fields.iter_mut().zip(texts) {
            let mut counts = FxHashMap::default();
            let mut length = 0;
            for text in texts {
                each_word(text, |word| {
                    let term = self.terms.number(word);
                    if field.stop_words || !self.terms.list[term].stop {
                        *counts.entry(term).or_insert(0_u32) += 1;
                        length += 1;
                    }
                });
            }
            field.lengths.push(length);
            for (term, count) in counts {
                // elasticlunr's term frequency, to the two digits that matter.
                let frequency = (f64::from(count).sqrt() * 100.0).round() / 100.0;
                field.index.add_token(&reference, &self.terms.list[term].stem, frequency);
            }
        }
    }

    fn finish<'a>(&'a mut self, documents: &'a [SearchDocument]) -> Payload<'a> {
        let mut lengths = BTreeMap::new();
        let mut index = BTreeMap::new();
        for field in &mut self.fields {
            lengths.insert(field.name, std::mem::take(&mut field.lengths));
            index.insert(field.name, std::mem::take(&mut field.index));
        }
        Payload {
            documents: documents.iter().map(entry).collect(),
            lengths,
            index,
            stop: self.terms.stop_words(),
        }
    }
}

fn entry(document: &SearchDocument) -> Entry<'_> {
    Entry {
        title: &document.title,
        path: &document.path,
        description: &document.description,
        headings: &document.headings,
    }
}

/// Every distinct stem, and the one of every distinct word: a word is stemmed once.
struct Terms {
    pipeline: Option<Pipeline>,
    of_word: FxHashMap<String, usize>,
    of_stem: FxHashMap<String, usize>,
    list: Vec<Term>,
}

struct Term {
    stem: String,
    stop: bool,
}

impl Terms {
    fn new(locale: &str) -> Self {
        let language = locale.split(['-', '_']).next().unwrap_or_default();
        let mut pipeline = lang::from_code(language).map(|language| language.make_pipeline());
        if let Some(pipeline) = &mut pipeline {
            // The words come trimmed; the trimmer would make `c` of `c++`.
            pipeline.queue.retain(|step| !step.name().starts_with("trimmer"));
        }
        Self {
            pipeline,
            of_word: FxHashMap::default(),
            of_stem: FxHashMap::default(),
            list: Vec::new(),
        }
    }

    fn number(&mut self, word: &str) -> usize {
        if let Some(&number) = self.of_word.get(word) {
            return number;
        }
        let (stem, stop) = self.stem(word);
        let number = *self.of_stem.entry(stem).or_insert_with_key(|stem| {
            self.list.push(Term { stem: stem.clone(), stop });
            self.list.len() - 1
        });
        self.of_word.insert(word.to_owned(), number);
        number
    }

    /// The stem of a word, and whether it is a stop word, which is its own stem.
    fn stem(&self, word: &str) -> (String, bool) {
        let Some(pipeline) = &self.pipeline else { return (word.to_owned(), false) };
        let mut stem = word.to_owned();
        for step in &pipeline.queue {
            match step.filter(stem) {
                Some(next) => stem = next,
                None => return (word.to_owned(), true),
            }
        }
        (stem, false)
    }

    fn stop_words(&self) -> Vec<&str> {
        let mut words: Vec<_> =
            self.list.iter().filter(|term| term.stop).map(|term| term.stem.as_str()).collect();
        words.sort_unstable();
        words
    }
}

/// A classic script, so that a page opened from disk can load it too. Parsing JSON out of a string
/// takes half the time of reading the same text as a script.
fn script(payload: &Payload<'_>) -> String {
    // Maps have string keys and numbers are finite: writing to memory cannot fail.
    let json = serde_json::to_string(payload).unwrap_or_default();
    let mut script = String::with_capacity(json.len() + json.len() / 16);
    script.push_str("guidepostSearch(JSON.parse('");
    for c in json.chars() {
        match c {
            '\'' => script.push_str("\\'"),
            '\\' => script.push_str("\\\\"),
            '<' => script.push_str("\\x3c"),
            '\u{2028}' => script.push_str("\\u2028"),
            '\u{2029}' => script.push_str("\\u2029"),
            c => script.push(c),
        }
    }
    script.push_str("'))\n");
    script
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::documents::tests::page;

    fn run(documents: &[Document], locale: &str) -> String {
        let mut outputs = build(documents, locale).outputs();
        assert_eq!(outputs.len(), 1);
        let (path, content) = outputs.remove(0);
        assert_eq!(path, INDEX_PATH);
        match content {
            Content::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Content::Copy(path) => unreachable!("{}", path.display()),
        }
    }

    #[test]
    fn one_page() {
        insta::assert_snapshot!(run(&[page("a/it.html", "It's C++", "The <b>ox</b>")], "en-us"));
    }

    #[test]
    fn a_script_is_safe_to_load_and_to_inline() {
        let script = run(&[page("a.html", "\u{2028}</script>\\'\n\"", "body")], "en-us");
        assert!(script.starts_with("guidepostSearch(JSON.parse('{"));
        assert!(script.ends_with("}'))\n"));
        assert!(!script.contains('<'));
        assert!(!script.contains('\u{2028}'));
        assert_eq!(script.matches('\n').count(), 1);
    }

    #[test]
    fn stems_by_locale() {
        let page = [page("a.html", "Running", "")];
        assert!(run(&page, "en-us").contains(r#""u":{"docs":{},"df":0,"n":{"docs":{"0""#));
        assert!(run(&page, "xx").contains(r#""n":{"docs":{},"df":0,"g":{"docs":{"0""#));
    }

    #[test]
    fn equal_documents_give_equal_bytes() {
        let pages: Vec<_> = (0..50)
            .map(|n| page(&format!("{n}.html"), &format!("Page {n}"), "some words of some page"))
            .collect();
        assert_eq!(run(&pages, "en-us"), run(&pages.clone(), "en-us"));
    }

    #[test]
    fn noindex_is_left_out() {
        let mut hidden = page("a.html", "Hidden", "");
        hidden.facts.noindex = true;
        assert!(!run(&[hidden], "en-us").contains("Hidden"));
    }
}
