// Ranking: a query and the index's files to results. Knows nothing of the page it runs in.
// `createSearch({ load })` is all there is; in Node, `require` gives { createSearch, words }.
(function (scope) {
  "use strict";

  // Words, split and folded as the generator does it (src/search/words.rs).
  const LETTERS = new Map("æae œoe øo ßss þth ðd đd ħh ıi łl ŧt ĸk ŋn ſs ĳij".split(" ").map(([letter, ...plain]) => [letter, plain.join("")]));
  const LETTER = "\\p{Alphabetic}\\p{N}";
  const RUN = new RegExp(`[A-Za-z](?:\\+\\+|#)(?![${LETTER}])|[${LETTER}](?:[${LETTER}\\u2019\\u02bc\\u00ad\\u0300-\\u036f]|['-](?=[${LETTER}])|_(?=[${LETTER}_]))*`, "gu");
  const UNSPACED = /([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]+)/u;

  const fold = (text) =>
    text
      .toLowerCase()
      .replace(/[\u00df-\u017f]/g, (c) => LETTERS.get(c) || c.normalize("NFD"))
      .replace(/['\u2019\u02bc\u00ad\u0300-\u036f]/g, "");

  function camel(piece) {
    if (!/^[a-z]+\d*$/i.test(piece)) return [piece];
    const parts = piece
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .replace(/([A-Z])(?=[A-Z](?:[a-z][a-z]|[a-rt-z]))/g, "$1 ")
      .split(" ");
    return parts.some((part) => part.length < 2) ? [piece] : parts;
  }

  /**
   * The words of a text: [{ word, parts, name, start, end }]; `parts` is the word alone but for
   * compounds, and a `name` is one without hyphens.
   */
  function words(text) {
    const found = [];
    for (const match of text.matchAll(RUN)) {
      const start = match.index;
      const end = start + match[0].length;
      const parts = match[0].split(/[-_]/).flatMap(camel).map(fold).filter(Boolean);
      if (!parts.length) continue;
      const split = parts.flatMap((part) =>
        part.split(UNSPACED).flatMap((run) => {
          const letters = UNSPACED.test(run) ? [...run] : [];
          return letters.length < 3 ? run.slice(0, 80) || [] : letters.slice(1).map((c, i) => letters[i] + c);
        }),
      );
      const whole = fold(match[0].replace(/-/g, "").replace(/_+/g, "_").replace(/_$/, ""));
      found.push({ word: parts.length > 1 || split.length === 1 ? whole.slice(0, 80) : "", parts: split, name: parts.length > 1 && !match[0].includes("-"), start, end });
    }
    return found;
  }

  // Numbers as letters (src/search/encoding.rs).
  const DIGIT = new Uint8Array(128);
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].forEach((c, i) => (DIGIT[c.charCodeAt(0)] = i));

  /** Reads numbers one by one; -1 after the last. */
  function cursor(text) {
    let at = 0;
    return () => {
      let value = 0;
      for (let shift = 0; at < text.length; shift += 5) {
        const digit = DIGIT[text.charCodeAt(at++)];
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

  const WEIGHT = Array.from({ length: 32 }, (_, level) => (Math.max(level, 0.5) / 31) ** 1.25);

  /** Words in a row, each a digit of letters shared with the one before and the rest. */
  function forms(text, each) {
    let before = "";
    for (const piece of text.split(" ")) {
      each(
        piece.split(",").map((form) => (before = [...before].slice(0, DIGIT[form.charCodeAt(0)]).join("") + form.slice(1))),
      );
    }
  }

  // Chosen on queries that no target is measured with; the optimum is flat.
  // What a word of the query may stand for counts, where the word itself is 1.
  const INFLECTED = 0.7, PREFIX = 0.92, PREFIX_KNOWN = 0.6, SPLIT = 0.6, NEAR = 0.6, LIKELIER = 8, TYPO1 = 0.62, TYPO2 = 0.4;
  // How much a stop word counts, and a scope; how far rare words count more in "how much of the query".
  const STOP = 0.25, SCOPE = 0.35, MASS = 0.4, COVERAGE = 0.7, DENSE = 0.8;
  // What a page has at least of a word with digits; what a page about problems gains for somebody who
  // has one.
  const NAMED = 0.3, GUIDE = 0.6;
  // What a page gains by all of the query in one heading, one passage, or its title.
  const HEADING = 0.6, PASSAGE = 0.45, TITLE = 3.2, POWER = 5;
  // The final order: the share of the title, and the words of the query in a row.
  const PRECISE = 0.5, ROW = 0.4, WORDS = 0.3, CANDIDATES = 150, RERANK = 12, PHRASES = 40, FURTHER = 16, COMPLETE = 0.8, SHOWN = 3, LEADERS = 3;
  // Which section: of the page's lead; words of a heading, that the title lacks, of few.
  const LEAD = 0.1, HEADED = 0.5, SHARE = 0.75, ALSO = 0.6;
  // A page for the reader's own role gains this, one for others loses it: less than a better match does.
  const MINE = 0.12;

  /** The classes of a shard (src/search/shards.rs). */
  function classes([words, strings, weights, passages]) {
    const list = [];
    const rest = cursor(passages);
    const gaps = strings.split(" ");
    let at = 0;
    forms(words, (group) => {
      const own = gaps[list.length];
      const frequent = own[0] === "!";
      const implied = frequent ? 0 : 1;
      const entry = { forms: group, frequent, dense: new Set(), pages: [], weights: [], starts: [], passages: [] };
      pages(own.slice(1 - implied), (page) => {
        entry.pages.push(page);
        const digit = DIGIT[weights.charCodeAt(at++)];
        entry.weights.push(WEIGHT[digit >> 1]);
        entry.starts.push(entry.passages.length);
        let passage = 0;
        let count = implied;
        if (digit & 1) {
          const more = rest();
          count = more & 1 ? more >> 1 : (more >> 1) + implied + 1;
          if (more & 1) entry.dense.add(page);
        }
        for (; count > 0; count--) {
          const step = rest();
          passage += step >> 1;
          entry.passages.push(passage * 2 + (step & 1));
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

  /** Letters to add, drop, change or swap to make `a` of `b`, or of a beginning of `b`; `most` + 1 when more. */
  function distance(a, b, most, beginning) {
    let before = [];
    let row = Array.from({ length: a.length + 1 }, (_, i) => i);
    let best = most + 1;
    for (let j = 1; j <= b.length; j++) {
      const now = [j];
      let least = j;
      for (let i = 1; i <= a.length; i++) {
        let cost = Math.min(now[i - 1] + 1, row[i] + 1, row[i - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (j > 1 && i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[i - 2] + 1);
        now.push(cost);
        least = Math.min(least, cost);
      }
      if (least > most && row.every((cost) => cost >= most)) return best;
      [before, row] = [row, now];
      if (beginning && j >= a.length - most) best = Math.min(best, now[a.length]);
    }
    return beginning ? best : Math.min(row[a.length], most + 1);
  }

  /**
   * `load(path, version)` promises the text of a file of the index, or what its script handed over.
   * Gives `search(query, options)`, and `ready()`, which loads what every search needs.
   */
  function createSearch({ load }) {
    const cache = new Map();
    let root;

    /** What is in a file, or what `made` makes of it. */
    function file(name, made = (content) => content) {
      if (!cache.has(name)) {
        const loaded = Promise.resolve(load(name + ".js", root && root.version)).then((text) =>
          made((typeof text === "string" ? JSON.parse(text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"))) : text)[1]),
        );
        loaded.catch(() => cache.delete(name));
        cache.set(name, loaded);
      }
      return cache.get(name);
    }

    async function ready() {
      if (root) return root;
      const data = await file("root");
      root = {
        ...data,
        starts: data.starts.split(" "),
        stop: new Set(data.stop.split(" ")),
        complaints: new Set(data.complaints.split(" ")),
        guides: new Set(),
        twins: new Map(),
      };
      pages(data.guides, (page) => root.guides.add(page));
      const [folders, text] = data.twins;
      const next = cursor(text);
      for (let gap, number = 0; (gap = next()) >= 0; number++) {
        number += gap;
        root.twins.set(number, { plain: next(), folder: folders[next()] });
      }
      return root;
    }

    const shardOf = (form) => Math.max(0, find(root.starts, form));

    const shard = (number) =>
      file("t/" + number, (parts) => {
        const pairs = (text, by) => new Map(text.split(by).map((pair) => pair.split("=")));
        const made = { list: classes(parts), known: new Map(), aliases: pairs(parts[4], " "), beginnings: pairs(parts[5], ","), codes: parts[6] };
        for (const entry of made.list) for (const form of entry.forms) made.known.set(form, entry);
        return made;
      });

    /** The class of a form, if any page has it. */
    async function lookup(form) {
      const home = await shard(shardOf(form));
      if (home.known.has(form)) return home.known.get(form);
      const alias = home.aliases.get(form);
      return alias && (await shard(shardOf(alias))).known.get(alias);
    }

    /** Classes with a form that starts with `word`, the common ones first. */
    async function beginning(word) {
      const first = shardOf(word);
      const last = shardOf(word + "\u{10ffff}");
      if (last - first > 1) {
        const common = ((await shard(first)).beginnings.get(word) || "").split(" ").filter(Boolean);
        const from = [...new Set(common.map(shardOf))].slice(0, 1);
        return Promise.all(common.filter((form) => from.includes(shardOf(form))).map(lookup));
      }
      const found = [];
      for (const { list } of await Promise.all([...new Set([first, last])].map(shard))) {
        for (const entry of list) if (entry.forms.some((form) => form.startsWith(word))) found.push(entry);
      }
      return found.sort((a, b) => b.pages.length - a.pages.length).slice(0, 40);
    }

    /** Words that one or two slips make of `word`: [[form, quality]]. */
    async function respell(word, last) {
      // An unseen inflection, or a slip near the end: known words that begin alike.
      const home = shardOf(word);
      const near = [...root.starts.keys()].slice(Math.max(0, home - 1), home + 2);
      const known = (await Promise.all(near.map(shard))).flatMap(({ list }) => list);
      let best = null;
      let most = 0;
      for (const entry of known) {
        for (const form of entry.forms) {
          let same = 0;
          while (same < form.length && form[same] === word[same]) same++;
          const odd = Math.max(form.length, word.length) - same;
          if (same < 5 || odd > 3 || same < odd * 2) continue;
          const size = same - odd / 8 + Math.min(99, entry.pages.length) / 1000;
          if (size > most) [best, most] = [form, size];
        }
      }
      if (best) return [[best, NEAR]];
      const end = [...word].pop();
      for (const slips of word.length > 7 ? [1, 2] : word.length > 3 ? [1] : []) {
        const lists = [];
        for (let length = word.length - slips; length <= word.length + slips; length++) {
          if ((root.spelling[length] || "").includes(end)) lists.push(file(`y/${length}-${end.codePointAt(0)}`));
        }
        const found = [];
        const check = (form, common) => {
          const cost = distance(word, form, slips, last);
          if (cost > slips) return;
          found.push([form, (cost > 1 ? TYPO2 : TYPO1) * (0.8 + 0.02 * common) * (form[0] === word[0] ? 1 : 0.85)]);
        };
        for (const list of await Promise.all(lists)) {
          forms(list, ([form]) => check(form.slice(0, -1), +form.slice(-1)));
        }
        if (!found.length) for (const entry of known) check(entry.forms[0], Math.log2(entry.pages.length + 1) / 2);
        if (found.length) return found.sort((a, b) => b[1] - a[1]).slice(0, 3);
      }
      return [];
    }

    /** What a word of the query stands for: its term's `classes`, a list of { entry, quality }. */
    async function expand(term) {
      const quality = new Map();
      const put = (entry, value) => entry && value > (quality.get(entry) || 0) && quality.set(entry, value);
      const exact = await lookup(term.word);
      const joined = term.joined && (await lookup(term.joined));
      put(joined, 1);
      let named = null;
      for (const whole of term.wholes) {
        const entry = await lookup(whole);
        put(entry, 1);
        if (whole[0] !== "/") continue;
        const begun = term.last ? await beginning(whole) : [];
        named ||= entry || begun[0];
        for (const entry of begun) put(entry, PREFIX);
      }
      put(exact, joined || named ? SPLIT : 1);
      let begun = [];
      if (term.last && term.word.length > (exact ? 2 : 1)) {
        begun = await beginning(term.word);
        for (const entry of begun) put(entry, named || exact ? PREFIX_KNOWN : PREFIX);
      }
      if (!quality.size) {
        for (const [form, value] of await respell(term.word, term.last)) {
          if (value !== NEAR) term.meant ||= form;
          put(await lookup(form), value);
          for (const whole of term.wholes) put(await lookup(whole.replace(term.word, form)), value);
        }
      }
      term.partial = term.last && (!exact || term.word.length < 3 || begun.some(({ pages }) => pages.length > exact.pages.length * LIKELIER));
      let most = 0;
      for (const [entry, value] of quality) {
        const count = entry.pages.length;
        if (!exact || entry === exact) most = Math.max(most, count);
        for (const form of entry.forms) {
          const own = value < 1 || form === term.word || term.wholes.includes(form) ? value : INFLECTED;
          if (own > (term.forms.get(form) || 0)) term.forms.set(form, own);
        }
      }
      term.complains = [term.word, ...term.forms.keys()].some((form) => root.complaints.has(form));
      term.idf = Math.log(1 + (root.pages - most + 0.5) / (most + 0.5)) * (term.stop ? STOP : term.weight);
      term.mass = term.stop ? 0 : term.weight * term.idf ** MASS;
      term.least = /\d/.test(term.word) ? NAMED : 0;
      term.classes = [...quality].map(([entry, value]) => ({ entry, quality: value }));
    }

    /** The query's terms, and the words it forbids. */
    async function parse(query) {
      const terms = new Map();
      const without = [];
      const order = [];
      const phrases = [];
      const pieces = [...query.matchAll(/(-?)"([^"]*)"?|(\S+)/g)];
      // `-word` forbids a word, but `--flag` and a lone `-option` are names.
      const forbids = ([, minus, , plain]) => minus || /^-(?!-)/.test(plain);
      const only = pieces.every(forbids);
      for (const piece of pieces) {
        const [, , quoted, plain] = piece;
        const first = order.length;
        // `System.IO` is one name, too. Of `std::vector` the last part is what is looked for, but of
        // `app.cs` both are.
        const dotted = plain && /^[("'`]*([a-z_][\w-]*(?:(?:\.|::)[a-z_][\w-]*)+)/i.exec(plain);
        const path = dotted ? [fold(dotted[1].replace(/::/g, "."))] : [];
        let scopes = dotted ? dotted[1].split(/::|\.(?=\w{5})/).length : 1;
        // `/GUARD`, `--guard` and `-Guard` are one option; its letters are words, too.
        const option = plain && (!forbids(piece) || only) && /^(?:\/|--?)([a-z][a-z\d]*)/i.exec(plain);
        let options = option ? ["/" + option[1].toLowerCase()] : [];
        for (const { word, parts: all, name } of words(quoted ?? plain)) {
          const weight = SCOPE ** (Math.max(1, scopes--) - 1);
          // The name of something in code stands for itself, or else for the words in it.
          const parts = name && (await lookup(word)) ? [word] : all;
          if (forbids(piece) && !only) {
            without.push(word || parts[0]);
            continue;
          }
          const compound = parts.length > 1 && word ? [word] : [];
          for (const part of parts) {
            order.push(part);
            const term = terms.get(part) || { word: part, wholes: [...compound, ...path, ...options], weight, required: false, forms: new Map() };
            options = [];
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
        if (root.stop.has(first.word) || !pair.some((word) => word.length < 4 || /\d/.test(word))) continue;
        // `log in` is rather `login` than any `log`.
        if (root.stop.has(second.word)) first.joined = pair.join("");
        else for (const term of [first, second]) term.wholes = [...term.wholes, pair.join("")];
      }
      const all = [...terms.values()].slice(0, 32);
      const telling = all.some((term) => !root.stop.has(term.word));
      // `I` or `in` alone is the beginning of a question.
      const list = all.filter((term) => telling || term.word[2]);
      for (const term of list) term.stop = telling && root.stop.has(term.word);
      const end = terms.get(order.at(-1));
      if (end) end.last = /[\p{Alphabetic}\p{N}]$/u.test(query);
      return { list, without, order, phrases };
    }

    async function rank({ list, without }, facets, near) {
      const count = root.pages;
      const score = new Float32Array(count);
      const covered = new Float32Array(count);
      const best = new Float32Array(count);
      const bestQuality = new Float32Array(count);
      let mass = 0;
      let total = 0;
      for (const term of list) {
        mass += term.mass;
        total += term.idf;
        best.fill(0);
        bestQuality.fill(0);
        for (const { entry, quality } of term.classes) {
          const { pages, weights } = entry;
          for (let i = 0; i < pages.length; i++) {
            const value = Math.max(weights[i], term.least) * quality;
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
        const entry = await lookup(word);
        if (entry) for (const page of entry.pages) score[page] = -Infinity;
      }
      let found = [];
      for (let page = 0; page < count; page++) {
        if (score[page] > 0 && (covered[page] > 0 || !mass)) {
          found.push({ page, score: score[page] * (mass ? (covered[page] / mass) ** COVERAGE : 1) });
        }
      }
      const order = (a, b) => b.score - a.score || a.page - b.page;
      found.sort(order);
      // Of the versions of a page one is enough: the reader's, or else the one with the plain path.
      const kept = new Map();
      const rate = (folder) => (folder ? 2 * near.startsWith(folder) : 1);
      found = found.filter((hit) => {
        const twin = root.twins.get(hit.page);
        if (!twin) return true;
        hit.folder = twin.folder;
        const best = kept.get(twin.plain);
        if (!best) return kept.set(twin.plain, hit);
        if (rate(hit.folder) > rate(best.folder)) [best.page, best.folder] = [hit.page, hit.folder];
      });
      let counts;
      if (facets) [found, counts] = await narrow(found, facets);
      const top = found.slice(0, CANDIDATES);
      const complains = list.some((term) => term.complains);
      for (const hit of top) {
        if (complains && root.guides.has(hit.page)) hit.score *= 1 + GUIDE;
        inspect(hit, list, mass);
        hit.score += HEADING * total * hit.heading ** POWER * (1 - hit.title ** POWER);
        hit.score *= 1 + PASSAGE * hit.best ** 2 + TITLE * hit.title ** POWER;
      }
      top.sort(order);
      return { top, total: found.length, mass, order, counts };
    }

    /** How much of the query each passage of a page has: `passages` is a Map of number to { mass, head }. */
    function inspect(hit, list, mass) {
      const passages = (hit.passages = new Map());
      let everywhere = 0;
      for (const term of list) {
        if (term.stop) continue;
        let common = 0;
        const heads = new Map();
        for (const { entry, quality } of term.classes) {
          const at = find(entry.pages, hit.page);
          if (at < 0 || entry.pages[at] !== hit.page) continue;
          const value = (quality * term.mass) / (mass || 1);
          if (entry.frequent) common = Math.max(common, value);
          else if (entry.dense.has(hit.page)) common = Math.max(common, value * DENSE);
          for (let i = entry.starts[at]; i < entry.starts[at + 1]; i++) {
            const passage = entry.passages[i] >> 1;
            let has = passages.get(passage);
            if (!has) passages.set(passage, (has = { mass: 0, head: 0, term, best: 0 }));
            // Of the classes that a term stands for, the best counts.
            if (has.term !== term) [has.term, has.best] = [term, 0];
            if (value > Math.max(has.best, common)) {
              has.mass += value - Math.max(has.best, common);
              has.best = value;
            }
            if (entry.passages[i] & 1) heads.set(has, Math.max(value, heads.get(has) || 0));
          }
        }
        everywhere += common;
        for (const [has, value] of heads) has.head += value;
      }
      hit.best = hit.title = hit.heading = 0;
      for (const [passage, has] of passages) {
        has.mass += everywhere;
        if (has.mass > hit.best) [hit.best, hit.full] = [has.mass, passage];
        if (passage === 0) hit.title = has.head;
        else hit.heading = Math.max(hit.heading, has.head);
      }
      hit.at = hit.full;
    }

    async function head(page) {
      const card = (await file("h/" + Math.floor(page / root.heads)))[page % root.heads];
      const [title, path, description, kind, flat, file0, further] = card;
      const headings = [{ text: title, start: 0, anchor: "" }];
      let start = 0;
      for (let i = 0; i < flat.length; i += 3) {
        const symptom = flat[i + 1] < 0;
        start += symptom ? -1 - flat[i + 1] : flat[i + 1];
        headings.push({ text: flat[i], start, anchor: flat[i + 2] || slug(flat[i]), symptom });
      }
      return { title, path, description, kind, headings, file: file0, further };
    }

    const slug = (heading) => heading.toLowerCase().replace(/[^\p{Alphabetic}\p{N}_ -]/gu, "").replace(/ /g, "-");

    /** Whether a text has these letters, in this order. */
    function within(letters, text) {
      let at = 0;
      for (const letter of text) if (letter === letters[at]) at++;
      return at === letters.length;
    }

    /** How much of the query a short text has, and how much of the text that is. */
    function overlap(list, text) {
      const hit = new Map();
      let own = 0;
      let matched = 0;
      let initials = "";
      for (const { parts, word } of words(text)) {
        for (const part of parts) {
          if (root.stop.has(part)) continue;
          own++;
          initials += part[0];
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
      // What a short form stands for, with it or without.
      for (const term of list) {
        if (term.word.length < 3 || !(hit.has(term) ? within(term.word, initials) : initials.includes(term.word))) continue;
        hit.set(term, 1);
        matched += term.word.length;
      }
      let mass = 0;
      for (const [term, quality] of hit) mass += term.mass * quality;
      return { mass, share: own ? Math.min(1, matched / own) : 0, hit };
    }

    /** The section to lead to, and others that would do. */
    function section(hit, list, mass) {
      const { headings } = hit.card;
      const likely = [];
      const titled = overlap(list, headings[0].text).hit;
      headings.forEach(({ text, start }, i) => {
        const end = i + 1 < headings.length ? headings[i + 1].start : Infinity;
        const { mass: headed, share, hit: terms } = overlap(list, text);
        let fresh = 0;
        for (const [term] of terms) if (!titled.has(term)) fresh += term.mass;
        let body = 0;
        let at = start;
        for (const [passage, has] of hit.passages) {
          if (passage < start || passage >= end) continue;
          const value = has.mass * mass;
          if (value > body) [body, at] = [value, passage];
        }
        if (!headed && !body) return;
        // Rounded, for sums that only differ by their order.
        const score = Math.fround(body + headed * (HEADED + SHARE * share) + (i ? fresh : LEAD * mass));
        likely.push({ i, at, headed, score });
      });
      likely.sort((a, b) => b.score - a.score || a.i - b.i);
      const [best = { i: 0, at: hit.at }] = likely;
      hit.at = best.at;
      hit.section = headings[best.i];
      // Further ones, where the heading itself answers as well.
      const others = likely.filter(({ i, headed }) => i && i !== best.i && headed > mass * ALSO);
      hit.also = others.slice(0, 2).map(({ i }) => headings[i]);
    }

    /** Texts of the passages around the best one of a page. */
    async function passage({ page, card }, at) {
      const number = find(card.further, at) + 1;
      for (const [of, first, texts] of await file("x/" + (card.file + number))) {
        if (of === page && at >= first && at < first + texts.length) return texts[at - first];
      }
      return "";
    }

    /** The longest row of words that the text and the query have in the same order, of 1. */
    function run(order, list, text) {
      const own = words(text).flatMap(({ word, parts }) => (list.some((term) => term.forms.has(word)) ? word : parts));
      const same = order.map((word) => {
        const term = list.find((term) => term.word === word);
        return (other) => other === word || term?.forms.has(other);
      });
      let best = 0;
      for (let from = 0; from < order.length - best; from++) {
        for (let at = 0; at < own.length; at++) {
          let length = 0;
          while (from + length < order.length && at + length < own.length && same[from + length](own[at + length])) length++;
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

    /** The facets: { name, values }, a value being [value, label, its pages]. */
    const facetList = () =>
      file("facets", (list) =>
        list.map(([name, values]) => ({
          name,
          values: values.map(([value, label, gaps]) => {
            const has = new Set();
            pages(gaps, (page) => has.add(page));
            return [value, label, has];
          }),
        })),
      );

    /** The hits with the chosen values of each facet, and how many each value would leave: [[facet, [[value, label, count]]]]. */
    async function narrow(found, wanted) {
      const facets = await facetList();
      const passes = facets.map(({ name, values }) => {
        const chosen = [wanted[name] || []].flat();
        return ({ page }) => !chosen.length || values.some(([value, , has]) => chosen.includes(value) && has.has(page));
      });
      const left = (but) => found.filter((hit) => passes.every((pass, i) => i === but || pass(hit)));
      const counts = facets.map(({ name, values }, i) => {
        const rest = left(i);
        return [name, values.map(([value, label, has]) => [value, label, rest.filter(({ page }) => has.has(page)).length])];
      });
      return [left(), counts];
    }

    /** Whose a page is, to somebody with a role: 1 where it states theirs, -1 where it states others only, else 0. */
    async function whose(role) {
      const roles = (await facetList()).find(({ name }) => name === "role");
      return (page) => {
        const stated = roles ? roles.values.filter(([, , has]) => has.has(page)) : [];
        return stated.some(([value, label]) => value === role || /^(?:all|any|every)/i.test(label)) ? 1 : -!!stated[0];
      };
    }

    /** Whether a page has the words of each phrase in a row, in a heading or in one of its likeliest passages. */
    async function hasPhrases(hit, phrases, list) {
      const likely = [...hit.passages].sort((a, b) => b[1].mass - a[1].mass).slice(0, 4);
      const texts = await Promise.all(likely.map(([at]) => passage(hit, at)));
      hit.card.headings.forEach(({ text }) => texts.push(text));
      return phrases.every((phrase) => texts.some((text) => run(phrase, list, text) === 1));
    }

    /** Error codes that the query names. */
    async function codes({ list, order }) {
      const found = [];
      for (const { word, wholes } of list) {
        for (const name of [word, ...wholes]) {
          if (order.length > 1 && !/\d/.test(name) && name.length < 10) continue;
          for (const [key, code, id, text] of (await shard(shardOf(name))).codes) {
            if (key === name) found.push({ url: root.codes + "#" + encodeURIComponent(id), title: code, snippet: text, kind: "code" });
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

    /**
     * Results, best first: [{ url, title, heading, anchor, kind, snippet, sections, score }], where
     * `sections` are more places on the page; with `total`; `codes`, results for error codes; `meant`,
     * the query without slips; `unknown`, words that no page has; `loose`, when no page has the phrase
     * in quotes; and `marks(text)`, the [start, end] pairs of words that were looked for.
     * Options: `limit`; `facets`, such as { role: ["admin-agent"] }, which also gives `counts` of
     * their values; `mine`, the reader's role, which ranks and marks results that are for `others`;
     * `near`, the path of the reader's page; `text: false` to leave the pages' texts
     * alone, for a first answer while the reader types.
     */
    async function search(query, { limit = 10, facets, mine = "", near = "", text } = {}) {
      await ready();
      const parsed = await parse(query);
      const { list, order, phrases } = parsed;
      await Promise.all(list.map(expand));
      // Texts tell the order of words. The last one may be a beginning only: that changes with the
      // next letter.
      const reads = text !== false && (phrases.length > 0 || (order.length > 1 && !list.some((term) => term.partial)));
      const ranked = await rank(parsed, facets, near);
      let top = ranked.top.slice(0, !reads ? limit : Math.max(limit, phrases.length ? PHRASES : RERANK));
      // The most that a hit gains by words in a row.
      const gain = ROW * Math.min(6, order.length - 1);
      if (reads && list.filter((term) => !term.stop).length > 2) {
        const rest = ranked.top.slice(top.length);
        top.push(...rest.filter((hit) => hit.best > COMPLETE && hit.score * (1 + gain) > top[Math.min(LEADERS, top.length) - 1].score).slice(0, FURTHER));
      }
      await Promise.all(top.map(async (hit) => (hit.card = await head(hit.page))));
      let loose = false;
      if (reads && phrases.length) {
        const has = await Promise.all(top.map((hit) => hasPhrases(hit, phrases, list)));
        loose = !has.includes(true);
        if (!loose) ranked.total = (top = top.filter((_, i) => has[i])).length;
      }
      const owner = mine ? await whose(mine) : () => 0;
      for (const hit of top) {
        hit.score *= 1 + MINE * owner(hit.page);
        const { mass, share } = overlap(list, hit.card.title);
        hit.score *= 1 + PRECISE * ((ranked.mass ? mass / ranked.mass : 1) * share) ** 2;
        section(hit, list, ranked.mass);
      }
      if (reads) {
        for (const hit of top) hit.row = Math.max(...[hit.card.title, hit.section.text].map((text) => run(order, list, text)));
        const now = (hit) => hit.score * (1 + gain * hit.row ** 2);
        top.sort((a, b) => now(b) - now(a) || a.page - b.page);
        // Without texts for all, only of those that they may bring to the top.
        const least = now(top[LEADERS - 1] || { score: 0 });
        const read = top.filter((hit, i) => i < SHOWN || (text ? i < limit : false) || hit.score * (1 + gain) > least);
        await Promise.all(
          read.map(async (hit) => {
            hit.text = await passage(hit, hit.at);
            hit.row = Math.max(hit.row, run(order, list, hit.text));
            if (hit.full === hit.at) return;
            const text = await passage(hit, hit.full);
            const row = run(order, list, text);
            // The words themselves, in their order, say more than a heading.
            if (row > hit.row + WORDS) {
              hit.text = text;
              hit.section = hit.card.headings.findLast(({ start }) => start <= hit.full);
            }
            hit.row = Math.max(hit.row, row);
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
      return Object.assign(results, { total: ranked.total, counts: ranked.counts, codes: await codes(parsed), meant: meant(query, list), unknown: list.filter(({ classes }) => !classes.length).map(({ word }) => word), loose, marks });
    }

    return { search, ready };
  }

  if (typeof module === "object" && module.exports) module.exports = { createSearch, words };
  else scope.guidepostEngine = { createSearch, words };
})(globalThis);
