//! What the client shows of pages, in two tiers.
//!
//! `h/0.js`, …: title, path, description and headings of one page, or of a few neighbours on a large
//! site, fetched for the pages that are shown, a list of
//! `[title, path, description, kind, headings, text file, first passages of further text files]`;
//! headings are a flat list of text, first passage as the gap from the heading before (-1 - gap for
//! a symptom), and anchor, which is 0 where it follows from the text. The kind is that of the page,
//! or `guide` of a page about solving problems.
//!
//! `x/0.js`, …: the text by passage, fetched for the best results once the reader pauses: a list of
//! `[page, first passage, texts]`. A long page is in several files, short ones share one.
//!
//! Small files cost a query fewer bytes, but hosts limit their number: see [`MOST_FILES`].

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::documents::bare_title;
use super::encoding::{File, script};
use super::passages::Passages;
use super::troubles::Places;
use crate::site::document::{Document, PageKind};

/// Bytes of a file of texts, before compression, on a site that has room for such small ones.
const TEXT_BYTES: usize = 2_400;
/// Files of heads, and of texts, at about most. More pages or text than fit give larger files.
const MOST_FILES: usize = 12_000;

/// The cards of a site.
pub(super) struct Cards {
    /// Name and content of each file.
    pub(super) files: Vec<File>,
    /// Pages a file of heads.
    pub(super) heads: usize,
}

#[derive(Serialize)]
struct Head<'a>(&'a str, &'a str, &'a str, Kind, Vec<Part<'a>>, u32, Vec<u32>);

#[derive(Serialize)]
#[serde(untagged)]
enum Kind {
    Page(PageKind),
    Guide(&'static str),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Part<'a> {
    Text(&'a str),
    Number(i64),
}

/// Writes the cards of `pages`, whose texts are `passages`.
pub(super) fn cards(pages: &[&Document], passages: &[Passages], places: &Places<'_>) -> Cards {
    let (mut files, text_files) = texts(passages);
    let heads: Vec<Head<'_>> = pages
        .iter()
        .zip(passages)
        .zip(text_files)
        .map(|((page, passages), (file, further))| head(page, passages, places, file, further))
        .collect();
    let size = pages.len().div_ceil(MOST_FILES).max(1);
    files.extend(heads.chunks(size).enumerate().map(|(number, heads)| {
        let name = format!("h/{number}");
        let content = script(&name, &heads);
        (name, content)
    }));
    Cards { files, heads: size }
}

fn head<'a>(
    page: &'a Document,
    passages: &Passages,
    places: &Places<'_>,
    file: u32,
    further: Vec<u32>,
) -> Head<'a> {
    let facts = &page.facts;
    let (title, description) =
        (bare_title(&facts.title), facts.description.as_deref().unwrap_or_default());
    let mut headings = Vec::new();
    let mut before = 0;
    let repeated = repeated(page);
    let mut level = 1;
    for (section, &start) in page.sections.iter().zip(&passages.starts) {
        let Some(anchor) = &section.anchor else { continue };
        // "Return value" of ten functions: the function says more.
        if section.level > level && repeated.contains(&*section.heading) {
            continue;
        }
        level = section.level;
        headings.push(Part::Text(&section.heading));
        let gap = i64::from(start - before);
        let is_symptom = places.is_symptom(&facts.path, anchor);
        headings.push(Part::Number(if is_symptom { -1 - gap } else { gap }));
        before = start;
        let follows = *anchor == slug(&section.heading);
        headings.push(if follows { Part::Number(0) } else { Part::Text(anchor) });
    }
    let is_guide = places.is_guide(&facts.path);
    let kind = if is_guide { Kind::Guide("guide") } else { Kind::Page(facts.kind) };
    Head(title, &facts.path, description, kind, headings, file, further)
}

/// Headings that a page has more than twice.
fn repeated(page: &Document) -> FxHashSet<&str> {
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for section in &page.sections {
        *counts.entry(&section.heading).or_default() += 1;
    }
    counts.into_iter().filter(|&(_, count)| count > 2).map(|(heading, _)| heading).collect()
}

/// The id that most renderers give a heading: the client can work it out too.
fn slug(heading: &str) -> String {
    let letter = |c: char| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c => c.is_alphanumeric().then_some(c),
    };
    heading.to_lowercase().chars().filter_map(letter).collect()
}

/// The text files, and for every page its first file and the passages at which the next ones start.
fn texts(passages: &[Passages]) -> (Vec<File>, Vec<(u32, Vec<u32>)>) {
    let all: usize = passages.iter().flat_map(|page| &page.texts).map(String::len).sum();
    let most = TEXT_BYTES.max(all / MOST_FILES);
    let mut files = Vec::new();
    let mut places = Vec::with_capacity(passages.len());
    let mut pack: Vec<(u32, u32, Vec<&str>)> = Vec::new();
    let mut bytes = 0;
    for (number, page) in passages.iter().enumerate() {
        let mut further = Vec::new();
        let mut file = None;
        let mut texts: Vec<&str> = Vec::new();
        let mut start = 0;
        for (passage, text) in page.texts.iter().enumerate() {
            if bytes > 0 && bytes + text.len() > most {
                if !texts.is_empty() {
                    pack.push((number as u32, start, std::mem::take(&mut texts)));
                }
                push_texts(&mut files, &mut pack);
                bytes = 0;
                start = passage as u32;
                if file.is_some() {
                    further.push(start);
                }
            }
            file.get_or_insert(files.len() as u32);
            bytes += text.len() + 3;
            texts.push(text);
        }
        places.push((file.unwrap_or(files.len() as u32), further));
        pack.push((number as u32, start, texts));
    }
    if !pack.is_empty() {
        push_texts(&mut files, &mut pack);
    }
    (files, places)
}

fn push_texts(files: &mut Vec<File>, pack: &mut Vec<(u32, u32, Vec<&str>)>) {
    let name = format!("x/{}", files.len());
    let content = script(&name, pack);
    files.push((name, content));
    pack.clear();
}
