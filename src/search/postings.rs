//! What a class of words says about pages: sorted occurrences in, one string a class out.
//!
//! A posting is a page, a weight, and the passages with the word. The weight is BM25F with the
//! length of the page's fields already in it, in 6 bits, so the client needs no table of lengths.
//!
//! A string is a row of postings: the gap from the page before (from 0, so that a neighbour's is
//! 0), a digit of weight, the number of passages, then each passage as twice its gap from the one
//! before, plus 1 where a title or heading has the word.

use rayon::prelude::*;

use super::encoding::{digit, push_number};
use super::occurrences::{FIELDS, Field, Occurrence, Occurrences};

/// How much a word counts in each field, in the order of [`Field`].
const WEIGHTS: [f32; FIELDS] = [6.0, 3.0, 2.0, 2.0, 1.0, 3.0, 1.5];
/// The weight at which a posting is half of the most.
const SATURATION: f32 = 2.0;
/// How far a field's length counts.
const LENGTH: f32 = 0.7;
/// The greatest weight.
const MOST: f32 = 63.0;
/// Passages that a posting names: headings first, then the first ones. Ranking gains nothing from
/// more, least of all for words that are everywhere.
const PASSAGES: usize = 12;
const PASSAGES_OF_FREQUENT: usize = 3;

/// The postings of one class.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    /// For the client.
    pub(super) text: String,
    /// Pages with the word.
    pub(super) pages: u32,
    /// Sum of weights: how likely it is meant.
    pub(super) weight: u32,
    /// In the title or a heading of some page.
    pub(super) in_heads: bool,
}

/// The postings of every class, in their order.
pub(super) fn postings(occurrences: &Occurrences) -> Vec<Postings> {
    let norms = Norms::new(&occurrences.lengths);
    let mut classes: Vec<&[Occurrence]> = Vec::with_capacity(occurrences.classes.list.len());
    classes.extend(occurrences.list.chunk_by(|a, b| a.word() == b.word()));
    classes.par_iter().map(|class| of_class(class, &norms)).collect()
}

/// 1 ÷ the length factor, a page and field.
struct Norms {
    by_page: Vec<[f32; FIELDS]>,
}

impl Norms {
    fn new(lengths: &[[u32; FIELDS]]) -> Self {
        let mut averages = [0_f32; FIELDS];
        for page in lengths {
            for (average, &length) in averages.iter_mut().zip(page) {
                *average += small(length);
            }
        }
        let count = small(lengths.len().max(1) as u32);
        averages.iter_mut().for_each(|average| *average = (*average / count).max(1.0));
        averages[Field::TitleRelated as usize] = averages[Field::Title as usize];
        averages[Field::HeadingRelated as usize] = averages[Field::Heading as usize];
        let norm = |page: &[u32; FIELDS]| {
            let mut page = *page;
            page[Field::TitleRelated as usize] = page[Field::Title as usize];
            page[Field::HeadingRelated as usize] = page[Field::Heading as usize];
            std::array::from_fn(|field| {
                1.0 / (1.0 - LENGTH + LENGTH * small(page[field]) / averages[field])
            })
        };
        Self { by_page: lengths.iter().map(norm).collect() }
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
    let frequent = found.pages as usize * 8 > norms.by_page.len() && found.pages > 40;
    let most = if frequent { PASSAGES_OF_FREQUENT } else { PASSAGES };
    let mut next_page = 0;
    let mut passages: Vec<(u32, bool)> = Vec::new();
    for page in pages() {
        let number = page[0].page();
        push_number(number - next_page, &mut found.text);
        next_page = number + 1;

        let weight = weight(page, &norms.by_page[number as usize]);
        found.weight += weight;
        found.text.push(digit(weight));

        passages.clear();
        for passage in page.chunk_by(|a, b| a.passage() == b.passage()) {
            passages.push((passage[0].passage(), passage.iter().any(|found| is_head(*found))));
        }
        found.in_heads |= passages.iter().any(|(_, head)| *head);
        if passages.len() > most {
            passages.sort_by_key(|&(number, head)| (!head, number));
            passages.truncate(most);
            passages.sort_unstable();
        }
        push_number(passages.len() as u32, &mut found.text);
        let mut before = 0;
        for &(number, head) in &passages {
            push_number((number - before) << 1 | u32::from(head), &mut found.text);
            before = number;
        }
    }
    found
}

fn is_head(occurrence: Occurrence) -> bool {
    let field = occurrence.field();
    field == Field::Title as usize || field == Field::Heading as usize
}

fn weight(page: &[Occurrence], norms: &[f32; FIELDS]) -> u32 {
    let mut counts = [0_u32; FIELDS];
    for occurrence in page {
        counts[occurrence.field()] += occurrence.count();
    }
    let mut sum = 0.0;
    for field in 0..FIELDS {
        sum += WEIGHTS[field] * small(counts[field]) * norms[field];
    }
    let weight = MOST * sum / (SATURATION + sum);
    #[expect(clippy::cast_sign_loss, reason = "a weight is between 0 and 63")]
    let weight = weight.round() as u32;
    weight.max(1)
}
