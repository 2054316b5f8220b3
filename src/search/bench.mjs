// Relevance and cost of a built index, over a list of queries:
//
//   node src/search/bench.mjs SITE QUERIES.tsv [--engine FILE] [--misses] [--typing] [--json]
//
// SITE is the folder of a built site, or any folder with `_guidepost/search/`. Columns of QUERIES:
// id, class, query, expected_pages (source paths without ending, any of a|b), expected_anchor.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const args = process.argv.slice(2);
const flag = (name) => args.includes(name) && args.splice(args.indexOf(name), 1);
const value = (name) => (args.includes(name) ? args.splice(args.indexOf(name), 2)[1] : undefined);
const misses = flag("--misses");
const typing = flag("--typing");
const json = flag("--json");
const engine = value("--engine") ?? new URL("../../themes/default/static/search/engine.js", import.meta.url).pathname;
const [site, list] = args;
const { createSearch } = createRequire(import.meta.url)(engine);

const rows = readFileSync(list, "utf8").trim().split("\n").slice(1).map((line) => line.split("\t"));
const texts = new Map();
const sizes = new Map();

/** Files as a browser would get them; `seen` collects what was asked for. */
function client(seen) {
  const { search } = createSearch({
    load: async (path) => {
      seen.add(path);
      if (!texts.has(path)) texts.set(path, readFileSync(join(site, "_guidepost/search", path), "utf8"));
      return texts.get(path);
    },
  });
  return search;
}
function bytes(paths, kinds) {
  let total = 0;
  for (const path of paths) {
    if (kinds && !kinds.test(path)) continue;
    if (!sizes.has(path)) sizes.set(path, gzipSync(texts.get(path), { level: 9 }).length);
    total += sizes.get(path);
  }
  return total / 1000;
}
function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (share) => +(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return { median: at(0.5), p95: at(0.95) };
}

const INDEX = /^(root|t\/|y\/)/;
const warm = client(new Set());
const classes = new Map();
const all = { n: 0, mrr: 0, first: 0, five: 0, anchored: 0, anchor: 0, empty: 0 };
const cold = [], cards = [], cardsText = [], follow = [], typed = [], typedIndex = [], typedHeads = [], times = [], timesText = [];
let previous = rows[rows.length - 1][2];
for (const [id, kind, query, pages, anchor = ""] of rows) {
  const expected = pages.split("|").map((page) => page + ".html");
  const results = await warm(query, { limit: 10 });
  const rank = results.findIndex(({ url }) => expected.includes(url.split("#")[0]));
  const own = classes.get(kind) ?? { n: 0, mrr: 0 };
  classes.set(kind, own);
  for (const sums of [all, own]) {
    sums.n++;
    sums.mrr += rank < 0 ? 0 : 1 / (rank + 1);
  }
  if (rank === 0) all.first++;
  if (rank >= 0 && rank < 5) all.five++;
  if (!results.length) all.empty++;
  const right = rank >= 0 && rank < 5 && anchor.split("|").includes(results[rank].anchor);
  if (anchor) {
    all.anchored++;
    if (right) all.anchor++;
  }
  if (misses && (rank !== 0 || (anchor && !right))) {
    console.log(`${id} ${kind} “${query}” rank ${rank + 1}${anchor ? ` #${anchor} got #${rank < 0 ? "" : results[rank].anchor}` : ""}\n    want ${pages}\n    ${results.slice(0, 4).map(({ url, score }) => `${url} ${score.toFixed(1)}`).join("\n    ")}`);
  }
  const start = performance.now();
  await warm(query, { limit: 10, text: false });
  times.push(performance.now() - start);
  const again = performance.now();
  await warm(query, { limit: 10 });
  timesText.push(performance.now() - again);

  const seen = new Set();
  const fresh = client(seen);
  await fresh(query, { limit: 8, text: false });
  cold.push(bytes(seen, INDEX));
  cards.push(bytes(seen));
  await fresh(query, { limit: 8 });
  cardsText.push(bytes(seen));
  const after = new Set();
  const second = client(after);
  await second(previous, { limit: 8, text: false });
  const before = new Set(after);
  await second(query, { limit: 8, text: false });
  follow.push(bytes([...after].filter((path) => !before.has(path)), INDEX));
  previous = query;
  if (typing) {
    const keys = new Set();
    const box = client(keys);
    for (let end = 2; end < query.length; end += 2) await box(query.slice(0, end), { limit: 8, text: false });
    await box(query, { limit: 8 });
    typed.push(bytes(keys));
    typedIndex.push(bytes(keys, INDEX));
    typedHeads.push(bytes(keys, /^h/));
  }
}
const script = (name) => gzipSync(readFileSync(join(site, "_guidepost/theme", name)), { level: 9 }).length;
const share = (part, whole) => (whole ? +(part / whole).toFixed(3) : null);
const report = {
  queries: all.n, mrr10: share(all.mrr, all.n), success1: share(all.first, all.n), success5: share(all.five, all.n),
  anchor: share(all.anchor, all.anchored), empty: all.empty,
  coldIndexKB: spread(cold), coldWithHeadsKB: spread(cards), coldWithTextKB: spread(cardsText), followUpIndexKB: spread(follow),
  ...(existsSync(join(site, "_guidepost/theme")) && { scriptBytes: script("search.js") }),
  ...(typing && { typedKB: spread(typed), typedIndexKB: spread(typedIndex), typedHeadsKB: spread(typedHeads) }), warmMs: spread(times), warmTextMs: spread(timesText),
  mrrByClass: Object.fromEntries([...classes].sort().map(([kind, { n, mrr }]) => [`${kind} (${n})`, share(mrr, n)])),
};
console.log(json ? JSON.stringify(report) : report);
