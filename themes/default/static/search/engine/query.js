// A query to its terms, and a term to the classes of words that it may stand for.
"use strict";

const { respell } = require("./spelling.js");
const { fold, option, words } = require("./words.js");

// Chosen on queries that no target is measured with; the optimum is flat.
// What a word of the query may stand for counts, where the word itself is 1.
const INFLECTED = 0.7, PREFIX = 0.92, PREFIX_KNOWN = 0.6, SPLIT = 0.6;
// The last word is a beginning rather than a word where so many times more pages have a longer one.
const LIKELIER = 8;
// How much a stop word counts; how far rare words count more in "how much of the query".
const STOP = 0.25, MASS = 0.4;

/** What a word of the query stands for: its term's `classes`, a list of { entry, quality }. */
async function expand(index, term) {
  const quality = new Map();
  const put = (entry, value) => entry && value > (quality.get(entry) || 0) && quality.set(entry, value);
  const exact = await index.lookup(term.word);
  const joined = term.joined && (await index.lookup(term.joined));
  put(joined, 1);
  let named = null;
  for (const whole of term.wholes) {
    const entry = await index.lookup(whole);
    put(entry, 1);
    const begun = term.last ? await index.beginning(whole) : [];
    if (whole[0] === "/") named ||= entry || begun[0];
    for (const entry of begun) put(entry, PREFIX);
  }
  put(exact, joined || named ? SPLIT : 1);
  if (term.last && term.word.length > (exact ? 2 : 1)) {
    for (const entry of await index.beginning(term.word)) put(entry, named || exact ? PREFIX_KNOWN : PREFIX);
  }
  if (!quality.size && !term.stop) {
    for (const [form, value] of await respell(index, term.word, term.last)) {
      term.meant ||= form;
      put(await index.lookup(form), value);
    }
  }
  term.partial = term.last && !term.stop && (!exact || term.word.length < 3 || [...quality.keys()].some(({ pages }) => pages.length > exact.pages.length * LIKELIER));
  let most = 0;
  for (const [entry, value] of quality) {
    const count = entry.pages.length;
    if (!exact || entry === exact) most = Math.max(most, count);
    for (const form of entry.forms) {
      const own = value < 1 || form === term.word || term.wholes.includes(form) ? value : INFLECTED;
      if (own > (term.forms.get(form) || 0)) term.forms.set(form, own);
    }
  }
  term.complains = [term.word, ...term.forms.keys()].some((form) => index.root.complaints.has(form));
  term.idf = Math.log(1 + (index.root.pages - most + 0.5) / (most + 0.5)) * (term.stop ? STOP : 1);
  term.mass = term.stop ? 0 : term.idf ** MASS;
  term.classes = [...quality].map(([entry, value]) => ({ entry, quality: value }));
}

/** The query's terms, and the words it forbids. */
async function parse(index, query) {
  const terms = new Map();
  const without = [];
  const order = [];
  const phrases = [];
  // `-word` forbids a word, but `--flag`, `-f`, a lone `-option` and one that a heading names are
  // words.
  const pieces = await Promise.all(
    [...query.matchAll(/(-?)"([^"]*)"?|(\S+)/g)].map(async ([, minus, quoted, plain]) => {
      const flag = option(plain);
      return { quoted, plain, flag, forbids: minus || (/^-[^-]{3}/.test(plain) && !(await index.lookup(flag))) };
    }),
  );
  const only = pieces.every(({ forbids }) => forbids);
  for (const { quoted, plain, flag, forbids } of pieces) {
    const first = order.length;
    // `System.IO` is one name, too.
    const dotted = plain && /^\W*([a-z_][\w-]*((\.|::)[a-z_][\w-]*)+)/i.exec(plain);
    const path = dotted && fold(dotted[1].replace(/::/g, "."));
    // The letters of an option are words, too.
    let own = (!forbids || only) && flag;
    for (const { word, parts: all, name } of words(quoted ?? plain)) {
      // The name of something in code stands for itself, or else for the words in it.
      const parts = name && (await index.lookup(word)) ? [word] : all;
      if (forbids && !only) {
        without.push(word || parts[0]);
        continue;
      }
      for (const part of parts) {
        order.push(part);
        const term = terms.get(part) || { word: part, wholes: [parts[1] && word, path, own].filter(Boolean), required: false, forms: new Map() };
        own = "";
        term.required ||= quoted !== undefined;
        terms.set(part, term);
      }
    }
    if (quoted && order.length > first + 1) phrases.push(order.slice(first));
  }
  // `c 2440` is `c2440`.
  for (let i = 1; i < order.length; i++) {
    const pair = order.slice(i - 1, i + 1);
    const [first, second] = pair.map((word) => terms.get(word));
    if (index.root.stop.has(first.word) || !pair.some((word) => word.length < 4 || /\d/.test(word))) continue;
    // `log in` is rather `login` than any `log`.
    if (index.root.stop.has(second.word)) first.joined = pair.join("");
    else for (const term of [first, second]) term.wholes = [...term.wholes, pair.join("")];
  }
  const all = [...terms.values()].slice(0, 32);
  const telling = all.some((term) => !index.root.stop.has(term.word));
  // `I` or `in` alone is the beginning of a question.
  const list = all.filter((term) => telling || term.word[2]);
  for (const term of list) term.stop = telling && index.root.stop.has(term.word);
  const end = terms.get(order.at(-1));
  if (end) end.last = /[\p{Alphabetic}\p{N}]$/u.test(query);
  return { list, without, order, phrases };
}

/** Error codes that the query names. */
async function codes(index, { list, order }) {
  const found = [];
  for (const { word, wholes } of list) {
    for (const name of [word, ...wholes]) {
      if (order.length > 1 && !/\d/.test(name) && name.length < 10) continue;
      for (const [key, code, url, text] of (await index.shard(index.shardOf(name))).codes) {
        if (key === name) found.push({ url, title: code, snippet: text, kind: "code" });
      }
    }
  }
  return found.slice(0, 3);
}

/** The query with its slips corrected, if it has any. */
function meant(query, list) {
  let better = query;
  for (const { parts, start, end } of words(query).reverse()) {
    const term = !parts[1] && list.find(({ word }) => word === parts[0]);
    if (term?.meant) better = better.slice(0, start) + term.meant + better.slice(end);
  }
  return better === query ? "" : better;
}

module.exports = { codes, expand, meant, parse };
