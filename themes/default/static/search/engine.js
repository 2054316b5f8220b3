// Ranking: a query and the index's files to results. Knows nothing of the page it runs in.
// `createSearch({ load })` is all there is; in Node, `require` gives { createSearch, words }.
(function (scope) {
  "use strict";

  // Words, split and folded as the generator does it (src/search/words.rs).
  const LETTERS = { æ: "ae", œ: "oe", ø: "o", ß: "ss", þ: "th", ð: "d", đ: "d", ħ: "h", ı: "i", ł: "l", ŧ: "t", ĸ: "k", ŋ: "n", ſ: "s", ĳ: "ij" };
  const LETTER = "\\p{Alphabetic}\\p{N}";
  const RUN = new RegExp(`[A-Za-z](?:\\+\\+|#)(?![${LETTER}])|[${LETTER}](?:[${LETTER}\\u2019\\u02bc\\u00ad\\u0300-\\u036f]|['-](?=[${LETTER}])|_(?=[${LETTER}_]))*`, "gu");
  const UNSPACED = /([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]+)/u;

  const fold = (text) =>
    text
      .toLowerCase()
      .replace(/[\u00df-\u017f]/g, (c) => LETTERS[c] || c.normalize("NFD"))
      .replace(/['\u2019\u02bc\u00ad\u0300-\u036f]/g, "");

  function camel(piece) {
    if (!/^[a-z]+\d*$/i.test(piece)) return [piece];
    const parts = piece
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .replace(/([A-Z])([A-Z])(?=[a-z][a-z]|[a-rt-z])/g, "$1 $2")
      .replace(/([A-Z])([A-Z])(?=[a-z][a-z]|[a-rt-z])/g, "$1 $2")
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

  /** Reads numbers one by one. */
  function cursor(text) {
    let at = 0;
    return () => {
      let value = 0;
      for (let shift = 0; ; shift += 5) {
        const digit = DIGIT[text.charCodeAt(at++)];
        value |= (digit & 31) << shift;
        if (digit < 32) return value;
      }
    };
  }

  function numbers(text, each) {
    const next = cursor(text);
    // The last letter of a number is one of the first 32.
    for (let i = 0; i < text.length; i++) if (DIGIT[text.charCodeAt(i)] < 32) each(next());
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
  const T = {
    // Quality of what a word of the query may stand for, where the word itself is 1.
    inflected: 0.9, prefix: 0.92, prefixKnown: 0.8, near: 0.6, typo1: 0.62, typo2: 0.4,
    // How much a stop word counts; how far rare words count more in "how much of the query".
    stop: 0.25, scope: 0.5, mass: 0.4, coverage: 0.7,
    // What a page gains by all of the query in one heading, one passage, its title, or title and heading.
    heading: 0.6, passage: 0.6, title: 2.4, joint: 1.6, power: 5,
    // The final order: the share of the title, and the words of the query in a row.
    precise: 0.5, run: 0.25, words: 0.3, candidates: 150, rerank: 12,
    // Which section: of the page's lead; words of a heading, that the title lacks, of few.
    lead: 0.1, headed: 0.5, fresh: 1, share: 0.75,
  };

  /** The classes of a shard (src/search/shards.rs). */
  function classes([words, strings, weights, passages]) {
    const list = [];
    const rest = cursor(passages);
    const pages = strings.split(" ");
    let at = 0;
    forms(words, (group) => {
      const gaps = pages[list.length];
      const frequent = gaps[0] === "!";
      const implied = frequent ? 0 : 1;
      const entry = { forms: group, frequent, pages: [], weights: [], starts: [], passages: [] };
      let page = 0;
      numbers(gaps.slice(1 - implied), (gap) => {
        entry.pages.push((page += gap));
        page++;
        const digit = DIGIT[weights.charCodeAt(at++)];
        entry.weights.push(WEIGHT[digit >> 1]);
        entry.starts.push(entry.passages.length);
        let passage = 0;
        for (let count = digit & 1 ? rest() + implied + 1 : implied; count > 0; count--) {
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
   * Returns `search(query, options)`.
   */
  function createSearch({ load, tune }) {
    const t = { ...T, ...tune };
    const cache = new Map();
    let root;

    function file(name) {
      if (!cache.has(name)) {
        const loaded = Promise.resolve(load(name + ".js", root && root.version)).then((text) =>
          typeof text === "string" ? JSON.parse(text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")))[1] : text[1],
        );
        loaded.catch(() => cache.delete(name));
        cache.set(name, loaded);
      }
      return cache.get(name);
    }

    async function ready() {
      if (root) return root;
      const data = await file("root");
      let page = 0;
      root = {
        ...data,
        starts: data.starts.split(" "),
        stop: new Set(data.stop.split(" ")),
        heads: data.heads.map((gap) => (page += gap)),
        spelling: new Set(data.spelling.split(" ")),
      };
      return root;
    }

    const shardOf = (form) => Math.max(0, find(root.starts, form));

    const shards = new Map();
    function shard(number) {
      if (!shards.has(number)) {
        const loaded = file("t/" + number).then((parts) => {
          const pairs = (text, by) => new Map(text ? text.split(by).map((pair) => pair.split("=")) : []);
          const made = { list: classes(parts), known: new Map(), aliases: pairs(parts[4], " "), beginnings: pairs(parts[5], ",") };
          for (const entry of made.list) for (const form of entry.forms) made.known.set(form, entry);
          return made;
        });
        loaded.catch(() => shards.delete(number));
        shards.set(number, loaded);
      }
      return shards.get(number);
    }

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
        const from = [...new Set(common.map(shardOf))].slice(0, 2);
        return Promise.all(common.filter((form) => from.includes(shardOf(form))).map(lookup));
      }
      const found = [];
      for (const { list } of await Promise.all(first === last ? [shard(first)] : [shard(first), shard(last)])) {
        for (const entry of list) if (entry.forms.some((form) => form.startsWith(word))) found.push(entry);
      }
      return found.sort((a, b) => b.pages.length - a.pages.length).slice(0, 40);
    }

    /** Words that one or two slips make of `word`: [[form, quality]]. */
    async function respell(word, last, odd) {
      // An unseen inflection, or a slip near the end: known words that begin alike.
      const home = await shard(shardOf(word));
      let best = null;
      let most = 0;
      for (const entry of home.list) {
        for (const form of odd ? [] : entry.forms) {
          let same = 0;
          while (same < form.length && form[same] === word[same]) same++;
          const odd = Math.max(form.length, word.length) - same;
          if (same < 5 || odd > 3 || same < odd * 2) continue;
          const size = same - odd / 8 + Math.min(99, entry.pages.length) / 1000;
          if (size > most) [best, most] = [form, size];
        }
      }
      if (best) return [[best, t.near]];
      const end = word.codePointAt(word.length - 1);
      for (const slips of word.length > 7 ? [1, 2] : word.length > 3 ? [1] : []) {
        const lists = [];
        for (let length = word.length - slips; length <= word.length + slips; length++) lists.push(`${length}-${end}`);
        const found = [];
        const check = (form, common) => {
          const cost = distance(word, form, slips, last);
          if (cost > slips) return;
          found.push([form, (cost > 1 ? t.typo2 : t.typo1) * (0.8 + 0.02 * common) * (form[0] === word[0] ? 1 : 0.85)]);
        };
        for (const list of await Promise.all(lists.filter((name) => root.spelling.has(name)).map((name) => file("y/" + name)))) {
          forms(list, ([form]) => check(form.slice(0, -1), +form.slice(-1)));
        }
        if (!found.length) for (const entry of home.list) check(entry.forms[0], Math.log2(entry.pages.length + 1) / 2);
        if (found.length) return found.sort((a, b) => b[1] - a[1]).slice(0, 3);
      }
      return [];
    }

    /** What a word of the query stands for: its term's `classes`, a list of { entry, quality }. */
    async function expand(term) {
      const quality = new Map();
      const put = (entry, value) => entry && value > (quality.get(entry) || 0) && quality.set(entry, value);
      const exact = await lookup(term.word);
      put(exact, 1);
      for (const whole of term.wholes) put(await lookup(whole), 1);
      if (term.last && (term.word.length > 2 || (!exact && term.word.length > 1))) {
        for (const entry of await beginning(term.word)) put(entry, exact ? t.prefixKnown : t.prefix);
      }
      // What one page has in its text only may be a slip of its author.
      const odd = exact && exact.pages.length < 2 && !exact.passages.some((has) => has & 1) && /^\p{L}{5,}$/u.test(term.word);
      if (!quality.size || odd) {
        for (const [form, value] of await respell(term.word, term.last, odd)) {
          put(await lookup(form), value);
          for (const whole of term.wholes) put(await lookup(whole.replace(term.word, form)), value);
        }
      }
      let most = 0;
      for (const [entry, value] of quality) {
        const count = entry.pages.length;
        if (!exact || entry === exact) most = Math.max(most, count);
        for (const form of entry.forms) {
          const own = value < 1 || form === term.word || term.wholes.includes(form) ? value : t.inflected;
          if (own > (term.forms.get(form) || 0)) term.forms.set(form, own);
        }
      }
      term.idf = Math.log(1 + (root.pages - most + 0.5) / (most + 0.5)) * (term.stop ? t.stop : term.weight);
      term.mass = term.stop ? 0 : term.weight * term.idf ** t.mass;
      term.classes = [...quality].map(([entry, value]) => ({ entry, quality: value }));
      term.known = quality.size > 0;
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
        // Of `std::vector`, the last name is what is looked for.
        let scopes = plain ? plain.split("::").length : 1;
        for (const { word, parts: all, name } of words(quoted ?? plain)) {
          const weight = t.scope ** (Math.max(1, scopes--) - 1);
          // The name of something in code stands for itself, or else for the words in it.
          const parts = name && (await lookup(word)) ? [word] : all;
          if (forbids(piece) && !only) {
            without.push(word || parts[0]);
            continue;
          }
          const compound = parts.length > 1 && word ? [word] : [];
          for (const part of parts) {
            order.push(part);
            const term = terms.get(part) || { word: part, wholes: compound, weight, required: false, forms: new Map() };
            term.required ||= quoted !== undefined;
            terms.set(part, term);
          }
        }
        if (quoted && order.length > first + 1) phrases.push(order.slice(first));
      }
      // `c 2440` is `c2440`.
      for (let i = 1; i < order.length; i++) {
        const pair = [order[i - 1], order[i]];
        if (!pair.some((word) => word.length < 3 || /\d/.test(word)) || pair.some((word) => root.stop.has(word))) continue;
        for (const word of pair) terms.get(word).wholes = [...terms.get(word).wholes, pair.join("")];
      }
      const list = [...terms.values()].slice(0, 32);
      const telling = list.some((term) => !root.stop.has(term.word));
      for (const term of list) term.stop = telling && root.stop.has(term.word);
      const end = terms.get(order[order.length - 1]);
      if (end) end.last = /[\p{Alphabetic}\p{N}]$/u.test(query);
      return { list, without, order, phrases };
    }

    async function rank({ list, without }, allowed) {
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
            const value = weights[i] * quality;
            if (value > best[pages[i]]) best[pages[i]] = value;
            if (quality > bestQuality[pages[i]]) bestQuality[pages[i]] = quality;
          }
        }
        for (let page = 0; page < count; page++) {
          if (best[page] > 0) {
            score[page] += best[page] * term.idf;
            covered[page] += bestQuality[page] * term.mass;
          } else if (term.required && term.known) score[page] = -Infinity;
        }
      }
      for (const word of without) {
        const entry = await lookup(word);
        if (entry) for (const page of entry.pages) score[page] = -Infinity;
      }
      const found = [];
      for (let page = 0; page < count; page++) {
        if (score[page] > 0 && (covered[page] > 0 || !mass) && (!allowed || allowed.has(page))) {
          found.push({ page, score: score[page] * (mass ? (covered[page] / mass) ** t.coverage : 1) });
        }
      }
      const order = (a, b) => b.score - a.score || a.page - b.page;
      found.sort(order);
      const top = found.slice(0, t.candidates);
      for (const hit of top) {
        inspect(hit, list, mass);
        hit.score += t.heading * total * hit.heading ** t.power;
        hit.score *= 1 + t.passage * hit.best ** 2 + t.title * hit.title ** t.power + t.joint * (hit.joint ** t.power - hit.title ** t.power);
      }
      top.sort(order);
      return { top, total: found.length, mass, order };
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
          for (let i = entry.starts[at]; i < entry.starts[at + 1]; i++) {
            const passage = entry.passages[i] >> 1;
            let has = passages.get(passage);
            if (!has) passages.set(passage, (has = { mass: 0, head: 0, joint: 0, term, best: 0 }));
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
        const titled = heads.get(passages.get(0)) || 0;
        for (const [has, value] of heads) {
          has.head += value;
          has.joint += Math.max(0, value - titled);
        }
      }
      hit.best = hit.title = hit.heading = hit.joint = 0;
      for (const [passage, has] of passages) {
        has.mass += everywhere;
        if (has.mass > hit.best) [hit.best, hit.full] = [has.mass, passage];
        if (passage === 0) hit.title = has.head;
        else hit.heading = Math.max(hit.heading, has.head);
        hit.joint = Math.max(hit.joint, has.joint);
      }
      hit.at = hit.full;
      hit.joint += hit.title;
    }

    async function head(page) {
      const number = find(root.heads, page);
      const card = (await file("h/" + number))[page - root.heads[number]];
      const [title, path, description, kind, flat, file0, further] = card;
      const headings = [{ text: title, start: 0, anchor: "" }];
      let start = 0;
      for (let i = 0; i < flat.length; i += 3) {
        start += flat[i + 1];
        headings.push({ text: flat[i], start, anchor: flat[i + 2] || slug(flat[i]) });
      }
      return { title, path, description, kind, headings, file: file0, further };
    }

    const slug = (heading) => heading.toLowerCase().replace(/[^\p{Alphabetic}\p{N}_ -]/gu, "").replace(/ /g, "-");

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
      for (const term of list) {
        if (hit.has(term) || term.word.length < 3 || !initials.includes(term.word)) continue;
        hit.set(term, 1);
        matched += term.word.length;
      }
      let mass = 0;
      for (const [term, quality] of hit) mass += term.mass * quality;
      return { mass, share: own ? Math.min(1, matched / own) : 0, hit };
    }

    /** The section to lead to. */
    function section(hit, list, mass) {
      const { headings } = hit.card;
      let best = 0;
      let bestScore = -1;
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
        const score = body + headed * (t.headed + t.share * share) + (i ? t.fresh * fresh : t.lead * mass);
        if (score > bestScore + 1e-6) {
          [best, bestScore] = [i, score];
          hit.at = at;
        }
      });
      hit.section = headings[best];
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
        return (other) => other === word || (term && term.forms.has(other));
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

    /** About thirty words around the first place with most of the query's words. */
    function snippet(text, list) {
      if (text.length < 220) return text;
      const hit = words(text).find(sought(list));
      const first = hit ? hit.start : 0;
      let start = 0;
      if (first > 60) start = text.indexOf(" ", first - 50) + 1;
      let end = text.length;
      if (end - start > 220) end = text.lastIndexOf(" ", start + 200);
      return (start ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
    }

    async function allowedPages(wanted) {
      let allowed = null;
      const facets = new Map(await file("facets"));
      for (const [name, values] of Object.entries(wanted)) {
        const pages = new Set();
        for (const [value, , gaps] of facets.get(name) || []) {
          if (![values].flat().includes(value)) continue;
          let next = 0;
          numbers(gaps, (gap) => {
            pages.add((next += gap));
            next++;
          });
        }
        allowed = allowed ? new Set([...allowed].filter((page) => pages.has(page))) : pages;
      }
      return allowed;
    }

    /**
     * Results, best first: [{ url, title, heading, anchor, kind, snippet, score }], with `total` and
     * `marks(text)`, the [start, end] pairs of words that were looked for. Options: `limit`;
     * `facets`, such as { role: ["admin-agent"] }; `text: false` to leave the pages' texts alone, for
     * a first answer while the reader types.
     */
    async function search(query, { limit = 10, facets, text = true } = {}) {
      await ready();
      const parsed = await parse(query);
      const { list, order } = parsed;
      await Promise.all(list.map(expand));
      const allowed = facets && Object.keys(facets).length ? await allowedPages(facets) : null;
      const ranked = await rank(parsed, allowed);
      const top = ranked.top.slice(0, text ? Math.max(limit, t.rerank) : limit);
      await Promise.all(top.map(async (hit) => (hit.card = await head(hit.page))));
      for (const hit of top) {
        const { mass, share } = overlap(list, hit.card.title);
        hit.score *= 1 + t.precise * ((ranked.mass ? mass / ranked.mass : 1) * share) ** 2;
        section(hit, list, ranked.mass);
      }
      top.sort(ranked.order);
      if (text) {
        await Promise.all(
          top.slice(0, t.rerank).map(async (hit) => {
            const rows = (texts) => texts.map((text) => run(order, list, text));
            hit.text = await passage(hit, hit.at);
            let best = Math.max(...rows([hit.text, hit.card.title, hit.section.text]));
            if (hit.full !== hit.at) {
              const text = await passage(hit, hit.full);
              const [row] = rows([text]);
              // The words themselves, in their order, say more than a heading.
              if (row > best + t.words) {
                hit.text = text;
                hit.section = hit.card.headings.findLast(({ start }) => start <= hit.full);
              }
              best = Math.max(best, row);
            }
            hit.score *= 1 + t.run * Math.min(6, order.length - 1) * best ** 2;
          }),
        );
        top.sort(ranked.order);
      }
      const results = top.slice(0, limit).map(({ card, section: { text: heading, anchor }, text: found, score }) => ({
        url: card.path + (anchor && "#" + encodeURIComponent(anchor)),
        title: card.title,
        heading: anchor && heading,
        anchor,
        kind: card.kind,
        snippet: found ? snippet(found, list) : card.description,
        score,
      }));
      results.total = ranked.total;
      results.marks = (text) =>
        words(text)
          .filter(sought(list))
          .map(({ start, end }) => [start, end]);
      return results;
    }

    search.ready = ready;
    search.facets = async () => (await ready(), file("facets"));
    return search;
  }

  const api = { createSearch, words };
  if (typeof module === "object" && module.exports) module.exports = api;
  else scope.guidepostEngine = api;
})(globalThis);
