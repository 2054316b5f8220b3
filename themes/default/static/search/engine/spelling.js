// Words that a misspelt one may stand for.
"use strict";

const { forms } = require("./files.js");

// What a word counts that one or two slips make, where the word itself is 1.
const TYPO1 = 0.62, TYPO2 = 0.4;

/** Letters to add, drop, change or swap to make `a` of `b`, or of a beginning of `b` as long, give or take `most`. */
function distance(a, b, most, beginning) {
  let before = [];
  let row = Array.from({ length: a.length + 1 }, (_, i) => i);
  let best = Infinity;
  for (let j = 1; j <= b.length; j++) {
    const now = [j];
    for (let i = 1; i <= a.length; i++) {
      let cost = Math.min(now[i - 1] + 1, row[i] + 1, row[i - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (j > 1 && i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[i - 2] + 1);
      now.push(cost);
    }
    [before, row] = [row, now];
    if (beginning && j >= a.length - most) best = Math.min(best, now[a.length]);
  }
  return beginning ? best : row[a.length];
}

/** Words that one or two slips make of `word`: [[form, quality]]. */
async function respell(index, word, last) {
  const end = [...word].pop();
  for (const slips of word.length > 7 ? [1, 2] : word.length > 3 ? [1] : []) {
    const lists = [];
    for (let length = word.length - slips; length <= word.length + slips; length++) {
      if ((index.root.spelling[length] || "").includes(end)) lists.push(index.file(`y/${length}-${end.codePointAt(0)}`));
    }
    const found = [];
    const check = (form, common) => {
      const cost = distance(word, form, slips, last);
      if (cost > slips) return;
      found.push([form, (cost > 1 ? TYPO2 : TYPO1) * (0.8 + 0.02 * common)]);
    };
    for (const list of await Promise.all(lists)) {
      forms(list, ([form]) => check(form.slice(0, -1), +form.slice(-1)));
    }
    // A rare word, or another last letter.
    if (!found.length) for (const entry of await index.beginning(word.slice(0, -2).slice(0, 6))) check(entry.forms[0], Math.log2(entry.pages.length + 1) / 2);
    if (found.length) return found.sort((a, b) => b[1] - a[1]).slice(0, 3);
  }
  return [];
}

module.exports = { respell };
