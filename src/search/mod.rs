//! Search: the readers' index of the site, in files small enough to fetch as they type.
//!
//! [`build`] takes the site's [`Document`]s and nothing else; its product is plain files under
//! `_guidepost/search/`. The client (`static/search/engine.js` of the theme and its parts) reads those files and
//! nothing else. Stale when a page's text, title, description, headings, anchors, path, roles,
//! topic, service or `robots` change.
//!
//! # From pages to files
//!
//! | step | from | to |
//! |---|---|---|
//! | `documents` | `&[Document]` | the pages that want to be found, sorted by path; their numbers |
//! | `passages` | a page | its text in pieces of some forty words, none across a heading |
//! | `words` | text | folded words, compounds in parts and whole |
//! | `neighbours` | text | which words stand beside a word, in 6 bits |
//! | `related` | text, synonyms | words that stand for those of a title: synonyms, acronyms |
//! | `vocabulary`, `english` | forms | classes of forms with one stem |
//! | `occurrences` | pages | every (class, page, passage, field), sorted; 8 bytes each |
//! | `postings` | occurrences | a string a class: pages, weights (BM25F in 6 bits), passages, neighbours |
//! | `shards` | postings | dictionary files of 3 KB, cut by alphabet |
//! | `spelling` | classes | words by length, for typos |
//! | `cards` | pages, passages | titles and headings; texts |
//! | `troubles` | symptoms, guides, codes | codes in the dictionary; marks on cards |
//! | `twins` | pages | which are versions of one page |
//! | `facets` | pages | pages by role, topic, service |
//!
//! Bodies are read in parallel over fixed groups of pages; everything else is ordered. Equal
//! documents give equal bytes for any number of threads.
//!
//! # Files
//!
//! Each is a classic script `guidepostSearch(["name", …])`; see `encoding` and each step.
//!
//! | file | fetched |
//! |---|---|
//! | `root.js` | on focus: number of pages, where shards start, completions, stop words |
//! | `t/N.js` | one or two a word of the query |
//! | `y/N.js` | for a word that no shard knows |
//! | `h/N.js` | one a result that is shown, or for a few of them |
//! | `x/N.js` | for the order of words in the best results, once a query of several words is whole |
//! | `facets.js` | when a filter is used |
//!
//! All but the root are loaded with `?v=` and the root's `version`, so a host may let browsers keep
//! them for good.

mod cards;
mod documents;
mod encoding;
mod english;
pub mod export;
mod facets;
mod neighbours;
mod occurrences;
mod passages;
mod postings;
mod related;
mod shards;
mod spelling;
mod troubles;
mod twins;
mod vocabulary;
mod words;

use encoding::File;
use serde::Serialize;
pub use troubles::{ErrorCode, Troubles};

use crate::outputs::Content;
use crate::site::document::Document;
use crate::theme::Translation;

/// Folder of the index, relative to the site's root.
pub const FOLDER: &str = "_guidepost/search/";
/// The file that the client loads first, relative to the site's root.
pub const INDEX_PATH: &str = "_guidepost/search/root.js";

/// Words of somebody who is stuck, one form each.
const COMPLAINTS: &str = "arent blank block break broken cannot cant conflict corrupt couldnt crash \
    decline deny didnt disable disappear disconnect doesnt dont duplicate empty error exceed expire \
    fail failure forbidden forgot freeze gray grey hang havent incorrect invalid isnt issue lost \
    mismatch missing never nothing outage prevent problem refuse reject slow stop stuck suspend \
    timeout trouble unable unauthorized unavailable unexpected wasnt wont wrong";

/// What a site decides about its search.
#[derive(Clone, Debug)]
pub struct SearchOptions {
    /// Language of the site, such as `en-us`. One without a stemmer here is searched by its words
    /// as they are written.
    pub locale: String,
    /// Groups of words or phrases that mean the same, besides the built-in ones.
    pub synonyms: Vec<Vec<String>>,
    /// Use the built-in synonyms, where the language has them.
    pub builtin_synonyms: bool,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self { locale: "en-us".to_owned(), synonyms: Vec::new(), builtin_synonyms: true }
    }
}

/// The files of a site's search.
#[derive(Debug)]
pub struct SearchIndex {
    files: Vec<File>,
}

impl SearchIndex {
    /// Path relative to the site's root, and content, of every file.
    #[must_use]
    pub fn outputs(self) -> Vec<(String, Content)> {
        let output = |(name, text): File| (format!("{FOLDER}{name}.js"), text.into());
        self.files.into_iter().map(output).collect()
    }
}

/// The root file.
#[derive(Serialize)]
struct Root {
    version: String,
    pages: usize,
    #[serde(flatten)]
    table: shards::Table,
    spelling: spelling::Table,
    /// Pages about solving problems, as gaps; and words of queries that have one, divided by spaces.
    guides: String,
    complaints: &'static str,
    twins: twins::Twins,
    /// Pages a file of heads.
    heads: usize,
}

/// Builds the index of the pages that want to be found.
#[must_use]
pub fn build(
    documents: &[Document],
    troubles: &Troubles,
    options: &SearchOptions,
    translation: &Translation,
) -> SearchIndex {
    let pages = documents::pages(documents);
    let pages = &pages[..pages.len().min(occurrences::MOST_PAGES)];
    let mut synonyms = options.synonyms.clone();
    let is_english = vocabulary::language_code(&options.locale) == "en";
    if options.builtin_synonyms && is_english {
        let owned = |group: &&[&str]| group.iter().map(|&phrase| phrase.to_owned()).collect();
        synonyms.extend(related::ENGLISH.iter().map(owned));
    }
    let found = occurrences::occurrences(pages, &options.locale, &synonyms);
    let postings = postings::postings(&found);
    // What is large goes as soon as it has had its use.
    drop(found.list);
    let shards = shards::shards(&found.classes, &postings, &troubles.entries());
    let (spelling, lists) = spelling::spelling(&found.classes, &postings);
    drop((found.classes, postings));
    let cards = cards::cards(pages, &found.passages, &troubles.places());
    drop(found.passages);

    let mut files = shards.files;
    files.extend(lists);
    files.extend(cards.files);
    files.push(facets::facets(pages, translation));
    let root = Root {
        version: version(&files),
        pages: pages.len(),
        table: shards.table,
        spelling,
        guides: facets::gaps(troubles.guides(pages)),
        complaints: if is_english { COMPLAINTS } else { "" },
        twins: twins::twins(pages),
        heads: cards.heads,
    };
    files.push(("root".to_owned(), encoding::script("root", &root)));
    SearchIndex { files }
}

/// Changes when any file does.
fn version(files: &[File]) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, text) in files {
        hasher.update(name.as_bytes());
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use super::documents::tests::page;
    use super::*;
    use crate::site::document::RoleRef;

    fn small_site() -> Vec<Document> {
        let mut pages = vec![
            page("policy.html", "Policies", "Rules of the house."),
            page("account/reset.html", "Reset a password", "A new account password."),
            page("account/sign-in.html", "Sign-in", "Use your account. See <script>."),
            page("bill.html", "Read your bill | Product", "The invoice has a currency."),
            page("deploy.html", "C++ notes", "Steps to deploy a Kubernetes cluster."),
            page("api.html", "Reference", "Call getCustomerById for one customer."),
            page("guard.html", "Guard", "A guard stands at the door."),
            page("io.html", "System.IO namespace", "Streams."),
            page("io-system.html", "The system of IO", "Streams."),
            page("options.html", "/GUARD, -Force (Check every call)", "Options of the linker."),
        ];
        pages[2].facts.roles = vec![RoleRef { id: "sales".to_owned(), name: "Sales".to_owned() }];
        pages
    }

    fn run(documents: &[Document], options: &SearchOptions) -> Vec<File> {
        build(documents, &Troubles::default(), options, &Translation::english()).files
    }

    /// The client's tests read this.
    #[test]
    fn small_site_files() {
        let files = run(&small_site(), &SearchOptions::default());
        let texts: Vec<&str> = files
            .iter()
            .map(|(_, text)| {
                text.trim_end().trim_start_matches("guidepostSearch(").trim_end_matches(')')
            })
            .collect();
        insta::assert_snapshot!("small_site", texts.join("\n"));
    }

    #[test]
    fn outputs_are_below_the_folder() {
        let index = SearchIndex { files: run(&small_site(), &SearchOptions::default()) };
        let outputs = index.outputs();
        assert!(outputs.iter().all(|(path, _)| path.starts_with(FOLDER)));
        assert!(outputs.iter().any(|(path, _)| path == INDEX_PATH));
    }

    #[test]
    fn the_order_of_documents_and_the_number_of_threads_mean_nothing() {
        let text = "Some words of page, each with others: alpha beta gamma delta (APB).";
        let mut pages: Vec<_> = (0..300)
            .map(|n| {
                page(&format!("{n}.html"), &format!("Page {n} on w{}", n % 7), &text.repeat(n % 9))
            })
            .collect();
        let options = SearchOptions::default();
        let with_threads = |count, pages: &[Document]| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build();
            pool.map(|pool| pool.install(|| run(pages, &options))).unwrap_or_default()
        };
        let one = with_threads(1, &pages);
        pages.reverse();
        assert!(one.len() > 5);
        assert!(one == with_threads(3, &pages));
    }

    #[test]
    fn cards_of_many_pages_share_files() {
        let pages: Vec<_> = (0..12_001).map(|n| page(&format!("{n}.html"), "Page", "")).collect();
        let files = run(&pages, &SearchOptions::default());
        let of_kind = |kind: &str| files.iter().filter(|(name, _)| name.starts_with(kind)).count();
        assert_eq!(of_kind("h/"), 6_001);
        assert!(files.iter().any(|(_, text)| text.contains("\"heads\":2")));
    }

    #[test]
    fn hidden_pages_are_in_no_file() {
        let mut pages = small_site();
        pages[1].facts.noindex = true;
        for (name, text) in run(&pages, &SearchOptions::default()) {
            assert!(!text.contains("reset") && !text.contains("Reset"), "{name}");
        }
    }

    #[test]
    fn a_site_without_pages_or_words() {
        assert!(!run(&[], &SearchOptions::default()).is_empty());
        let mut empty = page("index.html", "", "");
        empty.sections.clear();
        empty.facts.h1 = None;
        assert!(!run(&[empty], &SearchOptions::default()).is_empty());
    }

    #[test]
    fn another_language_is_searched_as_written() {
        let options = SearchOptions { locale: "pl-pl".to_owned(), ..SearchOptions::default() };
        let files = run(&[page("a.html", "Zmiana haseł", "the")], &options);
        let shard = files.iter().find(|(name, _)| name == "t/0").map(|(_, text)| text.as_str());
        assert!(shard.unwrap_or_default().contains("hasel"));
    }
}
