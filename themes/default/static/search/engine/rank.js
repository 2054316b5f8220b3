// Pages by their words, out of the dictionary alone.
"use strict";

const { narrow } = require("./facets.js");
const { find } = require("./files.js");
const { hint } = require("./words.js");

// Chosen on queries that no target is measured with; the optimum is flat.
// How much it counts that a page has much of the query.
const COVERAGE = 0.7;
// What a page about problems gains for somebody who has one.
const GUIDE = 0.6;
// What a page gains by all of the query in one heading, one passage, or its title.
const HEADING = 0.6, PASSAGE = 0.45, TITLE = 3.2, POWER = 5;
// Pages that are looked at closer.
const CANDIDATES = 400;

/**
 * The pages that have words of the query, best first: `top`, of `total`; the query's `mass`, the
 * `order` of hits, and `counts` where facets are chosen.
 */
async function rank(index, { list, without, order: all, phrases }, facets, near) {
  const count = index.root.pages;
  const score = new Float32Array(count);
  const covered = new Float32Array(count);
  const best = new Float32Array(count);
  const bestQuality = new Float32Array(count);
  let mass = 0;
  let total = 0;
  for (const term of list) {
    // What stands beside it in the query, or in a phrase of it.
    const row = phrases[0] ? phrases.find((phrase) => phrase.includes(term.word)) || [] : all;
    const at = row.indexOf(term.word);
    term.sides = [row[at - 1], row[at + 1]].map(hint);
    mass += term.mass;
    if (!term.stop) total += term.idf;
    best.fill(0);
    bestQuality.fill(0);
    for (const { entry, quality } of term.classes) {
      const { pages, weights } = entry;
      for (let i = 0; i < pages.length; i++) {
        const value = weights[i] * quality;
        if (value > best[pages[i]]) best[pages[i]] = value;
        if (quality > bestQuality[pages[i]]) bestQuality[pages[i]] = quality;
      }
    }
    for (let page = 0; page < count; page++) {
      if (best[page] > 0) {
        score[page] += best[page] * term.idf;
        covered[page] += bestQuality[page] * term.mass;
      } else if (term.required && term.classes.length) score[page] = -Infinity;
    }
  }
  for (const word of without) {
    const entry = await index.lookup(word);
    if (entry) for (const page of entry.pages) score[page] = -Infinity;
  }
  let found = [];
  for (let page = 0; page < count; page++) {
    if (score[page] > 0 && covered[page] > 0) found.push({ page, score: score[page] * (covered[page] / mass) ** COVERAGE });
  }
  const order = (a, b) => b.score - a.score || a.page - b.page;
  found.sort(order);
  // Of the versions of a page one is enough: the reader's, or else the one with the plain path.
  const kept = new Map();
  const rate = (folder) => (folder ? 2 * near.startsWith(folder) : 1);
  found = found.filter((hit) => {
    const twin = index.root.twins.get(hit.page);
    if (!twin) return true;
    hit.folder = twin.folder;
    const best = kept.get(twin.plain);
    if (!best) return kept.set(twin.plain, hit);
    if (rate(hit.folder) > rate(best.folder)) [best.page, best.folder] = [hit.page, hit.folder];
  });
  let counts;
  if (facets) [found, counts] = await narrow(index, found, facets);
  const top = found.slice(0, CANDIDATES);
  const complains = list.some((term) => term.complains);
  for (const hit of top) {
    if (complains && index.root.guides.has(hit.page)) hit.score *= 1 + GUIDE;
    inspect(hit, list, mass);
    hit.score += HEADING * total * hit.heading ** POWER * (1 - hit.title ** POWER);
    hit.score *= 1 + PASSAGE * hit.best ** 2 + TITLE * hit.title ** POWER;
  }
  top.sort(order);
  return { top, total: found.length, mass, order, counts };
}

/**
 * How much of the query each passage of a page has: `passages` is a Map of number to { mass, head };
 * `inRow`, whether one seems to have its words in a row.
 */
function inspect(hit, list, mass) {
  const passages = (hit.passages = new Map());
  let everywhere = 0;
  let sides = 0;
  for (const term of list) {
    if (term.stop) continue;
    const [before, after] = term.sides;
    let common = 0;
    const heads = new Map();
    for (const { entry, quality } of term.classes) {
      const at = find(entry.pages, hit.page);
      if (at < 0 || entry.pages[at] !== hit.page) continue;
      const value = (quality * term.mass) / mass;
      if (entry.frequent) common = Math.max(common, value);
      for (let i = entry.starts[at]; i < entry.starts[at + 1]; i++) {
        const passage = entry.passages[i] >> 1;
        let has = passages.get(passage);
        if (!has) passages.set(passage, (has = { mass: 0, head: 0, row: 0, term, best: 0 }));
        // Of the classes that a term stands for, the best counts.
        if (has.term !== term) [has.term, has.best] = [term, 0];
        if (quality === 1) has.row += (entry.beside[i] >> 3 === before) + ((entry.beside[i] & 7) === after);
        if (value > Math.max(has.best, common)) {
          has.mass += value - Math.max(has.best, common);
          has.best = value;
        }
        if (entry.passages[i] & 1) heads.set(has, Math.max(value, heads.get(has) || 0));
      }
    }
    everywhere += common;
    if (!common) sides += (before >= 0) + (after >= 0);
    for (const [has, value] of heads) has.head += value;
  }
  hit.best = everywhere;
  hit.full = hit.title = hit.heading = 0;
  // Of a sentence whose words are everywhere, it is not known.
  hit.inRow = !sides && list.length > 2;
  for (const [passage, has] of passages) {
    has.mass += everywhere;
    const inRow = sides > 0 && has.row >= sides;
    if (has.mass > hit.best || inRow > hit.inRow) [hit.best, hit.full] = [has.mass, passage];
    hit.inRow ||= inRow;
    if (passage === 0) hit.title = has.head;
    else hit.heading = Math.max(hit.heading, has.head);
  }
  hit.at = hit.full;
}

module.exports = { rank };
