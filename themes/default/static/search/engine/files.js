// What the files of the index say: numbers as letters (src/search/encoding.rs), words and postings.
"use strict";

/** The number below 64 that the letter at a place is. */
function digitAt(text, at) {
  const code = text.charCodeAt(at);
  return code - (code > 92 ? 63 : 62);
}

/** Reads numbers one by one; -1 after the last. */
function cursor(text) {
  let at = 0;
  return () => {
    let value = 0;
    for (let shift = 0; at < text.length; shift += 5) {
      const digit = digitAt(text, at++);
      value |= (digit & 31) << shift;
      if (digit < 32) return value;
    }
    return -1;
  };
}

/** Calls `each` with the pages whose gaps are in `text`. */
function pages(text, each) {
  const next = cursor(text);
  for (let gap, page = 0; (gap = next()) >= 0; page++) each((page += gap));
}

/** What a page's having a word counts, of 1, at one of 32 levels. */
const weight = (level) => (Math.max(level, 0.5) / 31) ** 1.25;

/** Words in a row, each a digit of letters shared with the one before and the rest. */
function forms(text, each) {
  let before = "";
  for (const piece of text.split(" ")) {
    each(
      piece.split(",").map((form) => (before = [...before].slice(0, digitAt(form, 0)).join("") + form.slice(1))),
    );
  }
}

/**
 * The classes of a shard (src/search/shards.rs). A class has its `forms` and, by page, `pages`, `weights`
 * and `starts`, the first of its `passages`: twice the number, plus 1 for a heading; `beside` is what
 * stands beside the word in each. Of a `frequent` one, only headings are known.
 */
function classes([words, strings, weights, passages, neighbours]) {
  const list = [];
  const rest = cursor(passages);
  const gaps = strings.split(" ");
  let at = 0;
  let number = 0;
  forms(words, (group) => {
    const own = gaps[list.length];
    const frequent = own[0] === "!";
    const entry = { forms: group, frequent, pages: [], weights: [], starts: [], passages: [], beside: [] };
    pages(own.slice(+frequent), (page) => {
      const digit = digitAt(weights, at++);
      entry.pages.push(page);
      entry.weights.push(weight(digit >> 1));
      entry.starts.push(entry.passages.length);
      let passage = 0;
      for (let count = (digit & 1 && rest() + 1) + !frequent; count > 0; count--) {
        const step = rest();
        passage += step >> 1;
        entry.passages.push(passage * 2 + (step & 1));
        entry.beside.push(digitAt(neighbours, number++));
      }
    });
    entry.starts.push(entry.passages.length);
    list.push(entry);
  });
  return list;
}

function find(list, value) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

module.exports = { cursor, pages, forms, classes, find };
