// Ranking: a query and the index's files to results. Knows nothing of the page it runs in.
// `createSearch({ load })` is all there is; in Node, `require` gives { createSearch, words }.
// The parts in engine/ are put into this file when the theme is published.
"use strict";

const { whose } = require("./engine/facets.js");
const { openIndex } = require("./engine/index.js");
const { codes, expand, meant, parse } = require("./engine/query.js");
const { rank } = require("./engine/rank.js");
const { overlap, run, section, snippet, sought } = require("./engine/section.js");
const { fold, words } = require("./engine/words.js");

// Chosen on queries that no target is measured with; the optimum is flat.
// The final order: the share of the title, a heading or title that is the query, and the words of the query in a
// row, some or all of them.
const PRECISE = 0.5, EXACT = 8, ROW = 0.4, WHOLE = 4, WORDS = 0.3;
// Hits that are looked at: for the order of words; where phrases are asked for; further ones that seem to
// have the query in a row. Hits with a text in any case, and places at the top that texts are read for.
const RERANK = 12, PHRASES = 40, FURTHER = 24, SHOWN = 3, LEADERS = 3;
// A page for the reader's own role gains this, one for others loses it: less than a better match does.
const MINE = 0.12;

/** Whether a page has the words of each phrase in a row, in a heading or in one of its likeliest passages. */
async function hasPhrases(index, hit, phrases, list) {
  const likely = [hit.full, ...hit.passages.keys()].slice(0, 4);
  const texts = await Promise.all(likely.map((at) => index.passage(hit, at)));
  texts.push(...hit.card.headings.map(({ text }) => text));
  return phrases.every((phrase) => texts.some((text) => run(phrase, list, text) === 1));
}

/**
 * `load(path, version)` promises the text of a file of the index, or what its script handed over.
 * Gives `search(query, options)`, and `ready()`, which loads what every search needs.
 */
function createSearch({ load }) {
  const index = openIndex(load);

  /**
   * Results, best first: [{ url, title, heading, anchor, kind, snippet, sections, score }], where
   * `sections` are more places on the page; with `total`; `codes`, results for error codes; `meant`,
   * the query without slips; `unknown`, words that no page has; `short`, when there is little to look
   * for yet; `loose`, when no page has the phrase in quotes; and `marks(text)`, the [start, end] pairs of words that were looked for.
   * Options: `limit`; `facets`, such as { role: ["admin-agent"] }, which also gives `counts` of
   * their values; `mine`, the reader's role, which ranks and marks results that are for `others`;
   * `near`, the path of the reader's page; `text: false` to leave the pages' texts
   * alone, for a first answer while the reader types.
   */
  async function search(query, { limit = 10, facets, mine = "", near = "", text } = {}) {
    await index.ready();
    const { stop } = index.root;
    const parsed = await parse(index, query);
    const { list, order, phrases } = parsed;
    await Promise.all(list.map((term) => expand(index, term)));
    // Texts tell the order of words. The last one may be a beginning only: that changes with the
    // next letter.
    const reads = text !== false && (phrases[0] || ((order.length > 1 || text) && !list.some((term) => term.partial)));
    let ranked = await rank(index, parsed, facets, near);
    let loose = false;
    // No page has all the words in quotes: none of them is asked for, then.
    if (!ranked.total && list.some((term) => term.required)) {
      loose = true;
      phrases.length = 0;
      for (const term of list) term.required = false;
      ranked = await rank(index, parsed, facets, near);
    }
    // The most that a hit gains by words in a row.
    const gain = ROW * Math.min(6, order.length - 1);
    const whole = order.length > 3 && WHOLE;
    const most = (hit) => hit.score * (1 + gain + (hit.inRow && whole));
    let { top } = ranked;
    if (reads && phrases[0]) top.sort((a, b) => b.inRow - a.inRow).splice(PHRASES);
    else {
      const rest = top.splice(reads ? Math.max(limit, RERANK) : limit);
      if (reads) top.push(...rest.filter((hit) => hit.inRow && most(hit) > top[LEADERS - 1].score).slice(0, FURTHER));
    }
    await Promise.all(top.map(async (hit) => (hit.card = await index.head(hit.page))));
    if (reads && phrases[0]) {
      const has = await Promise.all(top.map((hit) => hasPhrases(index, hit, phrases, list)));
      loose = !has.includes(true);
      if (!loose) ranked.total = (top = top.filter((_, i) => has[i])).length;
    }
    const owner = mine ? await whose(index, mine) : () => 0;
    for (const hit of top) {
      hit.score *= 1 + MINE * owner(hit.page);
      const { mass, share } = overlap(stop, list, hit.card.title);
      section(stop, hit, list, ranked.mass);
      hit.score *= 1 + Math.max(PRECISE * ((mass / ranked.mass) * share) ** 2, hit.exact ** EXACT, fold(hit.card.title) === fold(query));
    }
    if (order.length > 1 || reads) {
      const row = (text) => run(order, list, text);
      for (const hit of top) hit.row = Math.max(row(hit.card.title), row(hit.section.text));
      const now = (hit) => hit.score * (1 + gain * hit.row ** 2 + (hit.row === 1 && whole));
      top.sort((a, b) => now(b) - now(a) || a.page - b.page);
      // Without texts for all, only of those that they may bring to the top.
      const least = now(top[LEADERS - 1] || { score: 0 });
      const read = top.filter((hit, i) => reads && (i < (text ? limit : SHOWN) || most(hit) > least));
      await Promise.all(
        read.map(async (hit) => {
          hit.text = await index.passage(hit, hit.at);
          hit.row = Math.max(hit.row, row(hit.text));
          if (hit.full === hit.at) return;
          const text = await index.passage(hit, hit.full);
          const found = row(text);
          // The words themselves, in their order, say more than a heading.
          if (found > hit.row + WORDS && !hit.named) {
            hit.text = text;
            hit.section = hit.card.headings.findLast(({ start }) => start <= hit.full);
          }
          hit.row = Math.max(hit.row, found);
        }),
      );
      for (const hit of top) hit.score = now(hit);
    }
    top.sort(ranked.order);
    const marks = (text) =>
      words(text)
        .filter(sought(list))
        .map(({ start, end }) => [start, end]);
    const results = top.slice(0, limit).map(({ page, card, section, also, text: found, score }) => {
      const place = ({ text, anchor, symptom }) => ({
        url: card.path + (anchor && "#" + encodeURIComponent(anchor)),
        title: card.title,
        heading: anchor && text,
        anchor,
        kind: symptom ? "symptom" : card.kind,
      });
      return {
        ...place(section),
        snippet: found ? snippet(found, list) : card.description,
        sections: also.map(place),
        others: owner(page) < 0,
        score,
      };
    });
    const { total, counts } = ranked;
    return Object.assign(results, { total, counts, codes: await codes(index, parsed), meant: meant(query, list), unknown: list.filter(({ stop, classes }) => !stop && !classes.length).map(({ word }) => word), loose, short: !list.some(({ word }) => word[2]), marks });
  }

  return { search, ready: index.ready };
}

if (typeof module === "object" && module.exports) module.exports = { createSearch, words };
else globalThis.guidepostEngine = { createSearch, words };
