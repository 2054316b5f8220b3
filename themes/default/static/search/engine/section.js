// The place on a page, and its text: which section, words in a row, what is shown.
"use strict";

const { option, words } = require("./words.js");

// Chosen on queries that no target is measured with; the optimum is flat.
// What counts for a section: being the page's lead; words of its heading, of few.
const LEAD = 0.1, HEADED = 0.5, SHARE = 0.75, ALSO = 0.6;
// What a word that the page's title has counts for a section of it.
const TITLED = 0.6;

/**
 * How much of the query a short text has, and how much of the text that is; with the terms it has, and
 * its `place`: the same mass, of which words in a title, `titled`, are less.
 */
function overlap(stop, list, text, titled) {
  const hit = new Map();
  let own = 0;
  let matched = 0;
  for (const { parts, word } of words(text)) {
    for (const part of parts) {
      if (stop.has(part)) continue;
      own++;
      let most = 0;
      for (const term of list) {
        if (term.stop) continue;
        const quality = Math.max(term.forms.get(part) || 0, term.forms.get(word) || 0);
        if (!quality) continue;
        most = Math.max(most, quality);
        hit.set(term, Math.max(quality, hit.get(term) || 0));
      }
      matched += most;
    }
  }
  let mass = 0;
  let place = 0;
  for (const [term, quality] of hit) {
    mass += term.mass * quality;
    place += term.mass * quality * (titled?.has(term) ? TITLED : 1);
  }
  return { hit, mass, place, share: Math.min(1, matched / (own || 1)) };
}

/** The section to lead to, others that would do, and how much the query and one heading are the same. */
function section(stop, hit, list, mass) {
  const { headings } = hit.card;
  const likely = [];
  hit.exact = 0;
  let titled;
  headings.forEach(({ text, start }, i) => {
    const end = i + 1 < headings.length ? headings[i + 1].start : Infinity;
    const { hit: own, mass: headed, place, share } = overlap(stop, list, text, titled);
    titled ||= own;
    let body = 0;
    let at = start;
    for (const [passage, has] of hit.passages) {
      if (passage < start || passage >= end) continue;
      const value = has.mass * mass;
      if (value > body) [body, at] = [value, passage];
    }
    if (!headed && !body) return;
    if (i) hit.exact = Math.max(hit.exact, (headed / mass) * share);
    // A title with some of the query says little about the place on its page.
    const says = i ? 1 : (headed / mass) ** 2;
    // An option that the query has is what is asked for.
    const flag = option(text);
    const named = list.some(({ wholes }) => wholes.includes(flag));
    const score = named * 3 * mass + body + place * says * (HEADED + SHARE * share) + (i ? place : LEAD * mass);
    likely.push({ i, at, headed, named, score });
  });
  likely.sort((a, b) => b.score - a.score || a.i - b.i);
  const [best = { i: 0, at: hit.at }] = likely;
  hit.at = best.at;
  hit.section = headings[best.i];
  hit.named = best.named;
  // Further ones, where the heading itself answers as well.
  const others = likely.filter(({ i, headed }) => i && i !== best.i && headed > mass * ALSO);
  hit.also = others.slice(0, 2).map(({ i }) => headings[i]);
}

/** The longest row of words that the text and the query have in the same order, of 1. */
function run(order, list, text) {
  const own = words(text).flatMap(({ word, parts }) => (list.some((term) => term.forms.has(word)) ? word : parts));
  const same = order.map((word) => new Set(list.find((term) => term.word === word)?.forms.keys()).add(word));
  let best = 0;
  for (let from = 0; from < order.length - best; from++) {
    for (let at = 0; at < own.length; at++) {
      let length = 0;
      while (from + length < order.length && at + length < own.length && same[from + length].has(own[at + length])) length++;
      best = Math.max(best, length);
    }
  }
  return order.length > 1 ? (best - 1) / (order.length - 1) : 0;
}

const sought = (list) => ({ parts, word }) => [word, ...parts].some((form) => list.some((term) => !term.stop && term.forms.has(form)));

/** A passage, from shortly before the first of the query's words. */
function snippet(text, list) {
  const hit = words(text).find(sought(list));
  const start = hit?.start > 60 ? text.indexOf(" ", hit.start - 50) + 1 : 0;
  return (start ? "… " : "") + text.slice(start);
}

module.exports = { overlap, run, section, snippet, sought };
