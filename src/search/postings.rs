//! What a class of words says about pages: sorted occurrences in, one string a class out.
//!
//! A posting is a page, a weight, and the passages with the word. The weight is BM25F with the
//! length of the page's fields already in it, in 32 steps, so the client needs no table of lengths.
//!
//! Four strings a class, joined over a shard so that like stands by like and compresses:
//!
//! * `pages`: each the gap from the one before, and 0 for a neighbour;
//! * `weights`: one digit a page, twice its level, plus 1 where a number of passages follows; the
//!   weight is the power [`POWER`] of level ÷ [`LEVELS`];
//! * `neighbours`: one digit a passage that `passages` or its absence names, see
//!   [`super::neighbours`]; 0 where only a heading has the word;
//! * `passages`: their number less two, when that is not one; then each as twice its gap from the
//!   one before, plus 1 where a title or heading has the word.
//!
//! Of a frequent word, marked by `!` before its pages, only headings are named: the lowest bit of
//! the weight is 1 if there are any, and their number is one less. Ranking takes it to be in every
//! passage of the page.

use rayon::prelude::*;

use super::encoding::{digit, push_number};
use super::neighbours::Neighbours;
use super::occurrences::{FIELDS, Field, Occurrence, Occurrences};

/// How much a word counts in each field, in the order of [`Field`].
const WEIGHTS: [f32; FIELDS] = [8.0, 3.0, 2.0, 2.0, 1.0, 3.0, 1.5, LINK];
/// Of the text of links, whose length does not count.
const LINK: f32 = 4.0;
/// How often a word of the text counts that a page starts with.
const LEAD: u32 = 2;
/// What a page gains that all others link to.
const LINKED: f32 = 0.2;
/// What is left to a page of news.
const NEWS: f32 = 0.8;
/// The weight at which a posting is half of the most.
const SATURATION: f32 = 7.0;
/// How far a field's length counts.
const LENGTH: f32 = 0.65;
/// Steps of weight, finer among the small ones. The client has the same numbers.
const LEVELS: f32 = 31.0;
const POWER: f32 = 1.25;
/// A word is frequent on more than one page of this many,
const FREQUENT: usize = 4;
/// and on more than this many pages.
const FREQUENT_PAGES: u32 = 600;

/// The postings of one class.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    /// Gaps of pages.
    pub(super) gaps: String,
    /// Weights and numbers of passages.
    pub(super) weights: String,
    /// Passages.
    pub(super) passages: String,
    /// The words beside it, by passage.
    pub(super) neighbours: String,
    /// Number of pages with the word.
    pub(super) pages: u32,
    /// Sum of weights: how likely it is meant.
    pub(super) weight: u32,
    /// In the title or a heading of some page.
    pub(super) in_heads: bool,
}

/// The postings of every class, in their order.
pub(super) fn postings(occurrences: &Occurrences) -> Vec<Postings> {
    let norms = Norms::new(occurrences);
    let mut classes: Vec<&[Occurrence]> = Vec::with_capacity(occurrences.classes.list.len());
    classes.extend(occurrences.list.chunk_by(|a, b| a.word() == b.word()));
    classes.par_iter().map(|class| of_class(class, &norms)).collect()
}

/// What the weight of a word is multiplied with, a page and field: 1 ÷ the length factor, and a
/// little more the more pages link to the page.
struct Norms {
    by_page: Vec<[f32; FIELDS]>,
}

impl Norms {
    fn new(occurrences: &Occurrences) -> Self {
        let lengths = &occurrences.lengths;
        let most =
            occurrences.linked_from.iter().max().map_or(1.0, |&most| (2.0 + small(most)).ln());
        let mut averages = [0_f32; FIELDS];
        for page in lengths {
            for (average, &length) in averages.iter_mut().zip(page) {
                *average += small(length);
            }
        }
        let count = small(lengths.len().max(1) as u32);
        for average in &mut averages {
            *average = (*average / count).max(1.0);
        }
        averages[Field::TitleRelated as usize] = averages[Field::Title as usize];
        averages[Field::HeadingRelated as usize] = averages[Field::Heading as usize];
        averages[Field::Link as usize] = 1.0;
        let norm = |((page, &linked_from), &is_news): ((&[u32; FIELDS], &u32), &bool)| {
            let mut page = *page;
            let news = if is_news { NEWS } else { 1.0 };
            let linked = news * (1.0 + LINKED * (1.0 + small(linked_from)).ln() / most);
            page[Field::TitleRelated as usize] = page[Field::Title as usize];
            page[Field::HeadingRelated as usize] = page[Field::Heading as usize];
            page[Field::Link as usize] = 1;
            std::array::from_fn(|field| {
                linked / (1.0 - LENGTH + LENGTH * small(page[field]) / averages[field])
            })
        };
        let pages = lengths.iter().zip(&occurrences.linked_from).zip(&occurrences.is_news);
        Self { by_page: pages.map(norm).collect() }
    }
}

/// Counts are far below the 24 bits that `f32` holds.
#[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
fn small(number: u32) -> f32 {
    number as f32
}

fn of_class(class: &[Occurrence], norms: &Norms) -> Postings {
    let mut found = Postings::default();
    let pages = || class.chunk_by(|a, b| a.page() == b.page());
    found.pages = pages().count() as u32;
    let frequent =
        found.pages as usize * FREQUENT > norms.by_page.len() && found.pages > FREQUENT_PAGES;
    if frequent {
        found.gaps.push('!');
    }
    let mut next_page = 0;
    let mut passages: Vec<(u32, bool, Neighbours)> = Vec::new();
    for page in pages() {
        let number = page[0].page();
        push_number(number - next_page, &mut found.gaps);
        next_page = number + 1;

        passages.clear();
        for passage in page.chunk_by(|a, b| a.passage() == b.passage()) {
            let neighbours = passage.iter().find_map(|found| found.neighbours()).unwrap_or(0);
            let head = passage.iter().any(|found| is_head(*found));
            passages.push((passage[0].passage(), head, neighbours));
        }
        found.in_heads |= passages.iter().any(|(_, head, _)| *head);
        if frequent {
            passages.retain(|(_, head, _)| *head);
        }
        let level = level(page, &norms.by_page[number as usize]);
        found.weight += level + 1;
        let implied = u32::from(!frequent);
        let count = passages.len() as u32;
        let more = count > implied;
        found.weights.push(digit(2 * level + u32::from(more)));
        if more {
            push_number(count - implied - 1, &mut found.passages);
        }
        let mut before = 0;
        for &(number, head, neighbours) in &passages {
            push_number((number - before) << 1 | u32::from(head), &mut found.passages);
            found.neighbours.push(digit(neighbours.into()));
            before = number;
        }
    }
    found
}

fn is_head(occurrence: Occurrence) -> bool {
    let field = occurrence.field();
    field == Field::Title as usize || field == Field::Heading as usize
}

/// How much a page is about the word, from 0 to 31.
fn level(page: &[Occurrence], norms: &[f32; FIELDS]) -> u32 {
    let mut counts = [0_u32; FIELDS];
    for occurrence in page {
        let field = occurrence.field();
        let leads = field == Field::Body as usize && occurrence.passage() == 0;
        counts[field] += occurrence.count() * if leads { LEAD } else { 1 };
    }
    let mut sum = 0.0;
    for field in 0..FIELDS {
        sum += WEIGHTS[field] * small(counts[field]) * norms[field];
    }
    let weight = sum / (SATURATION + sum);
    let level = LEVELS * weight.powf(1.0 / POWER);
    #[expect(clippy::cast_sign_loss, reason = "clamped")]
    let level = level.round().clamp(0.0, LEVELS) as u32;
    level
}
