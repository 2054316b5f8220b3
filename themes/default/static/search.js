// The search box and the search page.
//
// Three parts: words (text to words, as the index does), the engine (index and query to results;
// knows nothing of the page) and the box (everything the reader sees). A classic script without
// dependencies: it works from a server, from disk and under a strict content security policy.
// In Node, `require` gives { createEngine, words }.
(function () {
  "use strict";

  // ---- words ----------------------------------------------------------------------------------

  const APOSTROPHES = /['\u2019\u02bc\u00ad]/g;
  const LETTERS = { æ: "ae", œ: "oe", ø: "o", ß: "ss", þ: "th", đ: "d", ħ: "h", ı: "i", ł: "l", ŧ: "t" };
  const WORD = /\p{L}(?:\+\+|#)(?![\p{L}\p{N}])|[\p{L}\p{N}\p{M}'\u2019\u02bc\u00ad]+(?:[-_]+[\p{L}\p{N}\p{M}'\u2019\u02bc\u00ad]+)*/gu;

  /** Lower case, without diacritics (Latin letters) and apostrophes. */
  function fold(text) {
    return text
      .replace(APOSTROPHES, "")
      .toLowerCase()
      .replace(/[\u00c0-\u017f]/g, (c) => LETTERS[c] || c.normalize("NFD"))
      .replace(/[\u0300-\u036f]/g, "");
  }

  /** The words of a text: { word, start, end, parts }. `parts` of a compound, else null. */
  function words(text) {
    const found = [];
    for (const match of text.matchAll(WORD)) {
      const raw = match[0];
      const parts = raw
        .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1-$2")
        .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1-$2")
        .split(/[-_]+/)
        .map(fold)
        .filter(Boolean);
      if (!parts.length) continue;
      found.push({
        word: parts.join("").slice(0, 80),
        start: match.index,
        end: match.index + raw.length,
        parts: parts.length > 1 ? parts : null,
      });
    }
    return found;
  }

  // ---- engine ---------------------------------------------------------------------------------

  const WEIGHTS = { title: 6, headings: 2.5, description: 2, body: 1 };
  const FIELDS = Object.keys(WEIGHTS);
  const PREFIX_LIMIT = 64;

  /** `data` is what the index script hands over. */
  function createEngine(data) {
    const count = data.documents.length;
    const stop = new Set(data.stop);
    const roots = {};
    const averages = {};
    for (const field of FIELDS) {
      roots[field] = data.index[field].root;
      averages[field] = Math.max(1, data.lengths[field].reduce((a, b) => a + b, 0) / Math.max(1, count));
    }

    // A child's key is one character; the two others of a node are `df` and `docs`.
    const child = (node, c) => (c.length === 1 || c.codePointAt(0) > 0xffff ? node[c] : undefined);
    const children = function* (node) {
      for (const key of Object.keys(node)) if (key !== "df" && key !== "docs") yield [key, node[key]];
    };

    function find(root, word) {
      let node = root;
      for (const c of word) {
        node = child(node, c);
        if (!node) return null;
      }
      return node;
    }

    const known = (stem) => FIELDS.some((field) => (find(roots[field], stem) || { df: 0 }).df > 0);

    /** Every stem below a node, up to `depth` letters further: calls `each(stem, df, depth)`. */
    function below(node, stem, depth, each) {
      for (const [c, next] of children(node)) {
        if (next.df > 0) each(stem + c, next.df, depth);
        if (depth > 1) below(next, stem + c, depth - 1, each);
      }
    }

    /**
     * Stems that a word of the query may stand for: Map of stem to quality, 1 for the word itself.
     * The index holds stems and the query does not, so a word not in the index stands for the
     * longest stem it starts with, or for one that differs in its last letters (policy, polici).
     */
    function expand(word, typing) {
      const stems = new Map();
      const put = (stem, quality) => {
        if (quality > (stems.get(stem) || 0)) stems.set(stem, quality);
      };
      const exact = known(word);
      if (exact) put(word, 1);
      if (typing && word.length > 1) {
        const found = new Map();
        for (const field of FIELDS) {
          const node = find(roots[field], word);
          if (node) below(node, word, 24, (stem, df) => found.set(stem, Math.max(df, found.get(stem) || 0)));
        }
        const common = [...found].sort((a, b) => b[1] - a[1]).slice(0, PREFIX_LIMIT);
        for (const [stem] of common) put(stem, 0.92 - 0.02 * Math.min(10, stem.length - word.length));
      }
      if (exact) return stems;
      for (const field of FIELDS) inflections(roots[field], word, put);
      const best = Math.max(0, ...stems.values());
      if (best < 0.7 && word.length > 3) {
        for (const field of FIELDS) misspelt(roots[field], word, put);
      }
      return stems;
    }

    function inflections(root, word, put) {
      let node = root;
      let depth = 0;
      let stem = "";
      for (const c of word) {
        const next = child(node, c);
        if (!next) break;
        node = next;
        depth += c.length;
        if (node.df > 0) stem = word.slice(0, depth);
      }
      const rest = word.length - stem.length;
      if (stem && rest > 0 && rest < 8 && (stem.length > 2 || rest === 1) && stem.length + 1 >= rest) {
        put(stem, 0.95 - 0.05 * rest);
      }
      if (depth > 2 && word.length - depth <= 2) {
        below(node, word.slice(0, depth), 2, (found, _, left) => put(found, left === 2 ? 0.85 : 0.7));
      }
    }

    /** One letter too many, too few, wrong, or two swapped; the ending may differ besides. */
    function misspelt(root, word, put) {
      const length = word.length;
      const walk = (node, stem, before, row, last) => {
        for (const [c, next] of children(node)) {
          const now = [row[0] + 1];
          for (let i = 1; i <= length; i++) {
            let cost = Math.min(now[i - 1] + 1, row[i] + 1, row[i - 1] + (word[i - 1] === c ? 0 : 1));
            if (before && i > 1 && word[i - 1] === last && word[i - 2] === c) cost = Math.min(cost, before[i - 2] + 1);
            now.push(cost);
          }
          if (Math.min(...now) > 1) continue;
          if (next.df > 0 && stem.length > 1) {
            for (let rest = 0; rest <= 4 && length - rest > 3; rest++) {
              if (now[length - rest] <= 1) {
                // Few writers err in the first letter; frequent words are meant more often.
                const first = stem[0] === word[0] ? 0 : 0.12;
                put(stem + c, 0.6 - 0.06 * rest - first + 0.01 * Math.log(next.df));
                break;
              }
            }
          }
          walk(next, stem + c, row, now, c);
        }
      };
      walk(root, "", null, Array.from({ length: length + 1 }, (_, i) => i), "");
    }

    /** The words to look for. Compounds go by their parts unless the whole is known. */
    function queryWords(query) {
      const list = [];
      for (const { word, parts } of words(query)) {
        if (!parts || known(word)) list.push(word);
        else list.push(...parts);
      }
      return [...new Set(list)].slice(0, 24);
    }

    function terms(query) {
      const list = queryWords(query);
      const typing = /[\p{L}\p{N}+#]$/u.test(query);
      const telling = list.filter((word) => !stop.has(word));
      return list.map((word, i) => {
        const last = typing && i === list.length - 1;
        const weight = stop.has(word) && telling.length ? 0.25 : 1;
        return { word, weight, last, stems: expand(word, last), optional: weight < 1 };
      });
    }

    /** Adds up what every document has of the term: Map of document to { score, title }. */
    function gather(term) {
      const found = new Map();
      let rarest = 0;
      for (const [stem, quality] of term.stems) {
        const nodes = FIELDS.map((field) => [field, find(roots[field], stem)]).filter(([, node]) => node && node.df > 0);
        const df = Math.max(...nodes.map(([, node]) => node.df));
        const idf = Math.log(1 + (count - df + 0.5) / (df + 0.5));
        rarest = Math.max(rarest, idf * quality);
        const scores = new Map();
        for (const [field, node] of nodes) {
          for (const id of Object.keys(node.docs)) {
            const tf = node.docs[id].tf * node.docs[id].tf;
            const length = data.lengths[field][id] / averages[field];
            const part = (WEIGHTS[field] * tf * 2.2) / (tf + 1.2 * (0.4 + 0.6 * length));
            const entry = scores.get(id) || { score: 0, title: 0, top: 0 };
            entry.score += part;
            if (field === "title") entry.title = quality;
            scores.set(id, entry);
          }
        }
        for (const [id, entry] of scores) {
          const score = entry.score * idf * quality;
          const best = found.get(id);
          if (!best) found.set(id, { score, title: entry.title });
          else {
            best.score = Math.max(best.score, score);
            best.title = Math.max(best.title, entry.title);
          }
        }
      }
      term.idf = rarest;
      return found;
    }

    function rank(list) {
      const documents = new Map();
      let mass = 0;
      for (const term of list) {
        const found = gather(term);
        if (!term.optional) mass += term.idf;
        for (const [id, { score, title }] of found) {
          let entry = documents.get(id);
          if (!entry) documents.set(id, (entry = { id: +id, score: 0, covered: 0, title: 0, titleMass: 0 }));
          entry.score += score * term.weight;
          if (!term.optional) entry.covered += term.idf;
          entry.title += title;
          if (!term.optional) entry.titleMass += title * term.idf;
        }
      }
      const ranked = [...documents.values()];
      for (const entry of ranked) {
        const coverage = mass ? entry.covered / mass : 1;
        const share = Math.min(1, entry.title / Math.max(1, data.lengths.title[entry.id]));
        const titled = (mass ? entry.titleMass / mass : 1) * share;
        entry.score *= coverage * coverage * (1 + titled * titled);
      }
      return ranked.sort((a, b) => b.score - a.score || a.id - b.id);
    }

    /** Whether a word of a text is one the term stands for, and how well. */
    function matches(term, word) {
      if (word === term.word || (term.last && word.startsWith(term.word))) return true;
      for (const stem of term.stems.keys()) {
        if (word.startsWith(stem) && word.length - stem.length < 6 && (stem.length > 2 || word === stem)) return true;
      }
      return false;
    }

    /** What a short text has of the query: `mass` of the words found, `share` of its own words. */
    function overlap(list, text) {
      const own = words(text);
      const hit = new Set();
      let telling = 0;
      let matched = 0;
      for (const { word, parts } of own) {
        const forms = parts ? [word, ...parts] : [word];
        if (!stop.has(word)) telling++;
        const found = list.filter((term) => !term.optional && forms.some((form) => matches(term, form)));
        if (found.length) matched++;
        found.forEach((term) => hit.add(term));
      }
      let mass = 0;
      for (const term of hit) mass += term.idf;
      return { mass, share: matched / Math.max(1, telling) };
    }

    function bestHeading(list, document) {
      let total = 0;
      for (const term of list) if (!term.optional) total += term.idf;
      const title = overlap(list, document.title);
      let best = null;
      let bestScore = 0;
      for (const heading of document.headings || []) {
        const { mass, share } = overlap(list, heading.text);
        if (mass < total * 0.5 || mass < title.mass || (mass === title.mass && share <= title.share)) continue;
        const score = mass * (0.7 + 0.3 * share);
        if (score > bestScore) [best, bestScore] = [heading, score];
      }
      return best;
    }

    /**
     * Results, best first: { total, results: [{ title, path, description, heading, anchor, score }],
     * marks }. `marks(text)` gives the [start, end] pairs of the text's words that were looked for.
     */
    function search(query, limit) {
      const list = terms(query);
      const ranked = list.length ? rank(list) : [];
      const results = ranked.slice(0, limit || 10).map((entry) => {
        const document = data.documents[entry.id];
        const heading = bestHeading(list, document);
        return {
          title: document.title,
          path: document.path,
          description: document.description || "",
          heading: heading ? heading.text : "",
          anchor: heading ? heading.anchor : "",
          score: entry.score,
        };
      });
      const marks = (text) =>
        words(text)
          .filter(({ word, parts }) =>
            list.some((term) => !term.optional && (parts ? [word, ...parts] : [word]).some((form) => matches(term, form))),
          )
          .map(({ start, end }) => [start, end]);
      return { total: ranked.length, results, marks };
    }

    return { search };
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { createEngine, words };
    return;
  }

  // ---- the box --------------------------------------------------------------------------------

  const input = document.getElementById("gp-search-input");
  if (!input) return;
  const form = input.form;
  const popup = document.getElementById("gp-search-results");
  const page = document.getElementById("gp-search-page");
  const settings = document.documentElement.dataset;
  const site = settings.root || "";
  const DELAY = 60;
  const SHOWN = 8;
  const PAGE_STEP = 50;

  let engine = null;
  let state = "idle";
  let timer = 0;
  let active = -1;

  function load() {
    if (state === "loading" || state === "ready" || !settings.searchIndex) return;
    state = "loading";
    window.guidepostSearch = (data) => {
      engine = createEngine(data);
      state = "ready";
      update();
    };
    const script = document.createElement("script");
    script.src = site + settings.searchIndex;
    script.onerror = () => {
      script.remove();
      state = "failed";
      update();
    };
    document.head.append(script);
  }

  function element(name, attributes, ...content) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...content);
    return node;
  }

  function marked(text, marks) {
    const nodes = [];
    let at = 0;
    for (const [start, end] of marks(text)) {
      nodes.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
      at = end;
    }
    nodes.push(text.slice(at));
    return nodes;
  }

  function url(result) {
    const path = result.path.split("/").map(encodeURIComponent).join("/");
    return site + path + (result.anchor ? "#" + encodeURIComponent(result.anchor) : "");
  }

  /** `developer › get a customer` of `developer/get-a-customer.html`. */
  function crumb(path) {
    const parts = path.replace(/(^|\/)index\.html$|\.html$/, "").split("/");
    return parts.filter(Boolean).join(" › ");
  }

  function link(result, marks) {
    const node = element("a", { href: url(result) });
    node.append(element("span", { class: "result-title" }, ...marked(result.title, marks)));
    if (result.heading) node.append(element("span", { class: "result-heading" }, ...marked(result.heading, marks)));
    const where = crumb(result.path);
    if (where) node.append(element("span", { class: "result-crumb" }, where));
    if (result.description) {
      node.append(element("span", { class: "result-snippet" }, ...marked(result.description, marks)));
    }
    return node;
  }

  function countText(total, query) {
    if (!total) return `No results for “${query}”. Check the spelling or try fewer words.`;
    return total === 1 ? "1 result" : `${total} results`;
  }

  function status(text) {
    return element("p", { class: "search-status", role: "status" }, text);
  }

  // The popup: its status line stays in place, so that a screen reader hears its text change.
  const list = element("ul", { id: "gp-search-listbox", role: "listbox", "aria-label": "Search results" });
  const live = status("");
  if (popup && !page) {
    popup.replaceChildren(list, live);
    input.setAttribute("aria-controls", list.id);
  }

  function open(isOpen) {
    if (!popup) return;
    popup.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen && list.childElementCount > 0));
    if (!isOpen) select(-1);
  }

  function select(index) {
    const options = list.querySelectorAll('[role="option"]');
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = options.length ? index : -1;
    if (options[active]) {
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function update() {
    const query = input.value.trim();
    if (page) return updatePage(query);
    if (!popup) return;
    select(-1);
    if (!query || document.activeElement !== input) {
      list.replaceChildren();
      live.textContent = "";
      return open(false);
    }
    if (!engine) {
      list.replaceChildren();
      live.textContent = state === "failed" ? "Search could not be loaded." : "Loading search…";
      return open(true);
    }
    const { total, results, marks } = engine.search(input.value.trimStart(), SHOWN);
    list.replaceChildren(
      ...results.map((result, i) => {
        // The link is the option itself: an option may hold nothing that takes the focus.
        const a = link(result, marks);
        const option = { role: "option", "aria-selected": "false", id: `gp-search-result-${i}`, tabindex: "-1" };
        for (const [key, value] of Object.entries(option)) a.setAttribute(key, value);
        return element("li", { class: "result", role: "none" }, a);
      }),
    );
    live.textContent = countText(total, query);
    open(true);
  }

  // The search page: all results, and the address names the query.
  const all = element("ul", { class: "search-list" });
  const pageStatus = status("");
  const more = element("button", { type: "button", class: "search-more" }, "Show more results");
  let shown = PAGE_STEP;
  if (page) {
    page.append(pageStatus, all, more);
    more.hidden = true;
    more.addEventListener("click", () => {
      const next = all.childElementCount;
      shown += PAGE_STEP;
      update();
      const first = all.children[next];
      if (first) first.querySelector("a").focus();
    });
  }

  function updatePage(query) {
    const address = new URL(location.href);
    if (query !== (address.searchParams.get("q") || "")) {
      shown = PAGE_STEP;
      if (query) address.searchParams.set("q", query);
      else address.searchParams.delete("q");
      try {
        history.replaceState(null, "", address);
      } catch {
        // A page opened from disk may not change its address.
      }
    }
    if (!query || !engine) {
      all.replaceChildren();
      more.hidden = true;
      pageStatus.textContent = !query ? "" : state === "failed" ? "Search could not be loaded." : "Loading search…";
      return;
    }
    const { total, results, marks } = engine.search(query, shown);
    all.replaceChildren(...results.map((result) => element("li", { class: "result" }, link(result, marks))));
    pageStatus.textContent = countText(total, query);
    more.hidden = results.length >= total;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(update, DELAY);
  }

  input.addEventListener("focus", load);
  input.addEventListener("input", () => {
    load();
    later();
  });
  input.addEventListener("focus", () => {
    if (!page && input.value.trim()) later();
  });
  form.addEventListener("focusout", (event) => {
    if (!page && !form.contains(event.relatedTarget)) {
      clearTimeout(timer);
      open(false);
    }
  });
  form.addEventListener("submit", (event) => {
    if (page) {
      event.preventDefault();
      update();
    } else if (!input.value.trim()) {
      event.preventDefault();
    }
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || page) return;
    const last = list.childElementCount - 1;
    const isOpen = popup && !popup.hidden;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (event.key === "Escape") {
      event.preventDefault();
      clearTimeout(timer);
      if (isOpen) return open(false);
      input.value = "";
      list.replaceChildren();
    } else if (event.key === "ArrowDown" && last >= 0) {
      event.preventDefault();
      if (!isOpen) open(true);
      select(active >= last ? -1 : active + 1);
    } else if (event.key === "ArrowUp" && last >= 0) {
      event.preventDefault();
      if (!isOpen) open(true);
      select(active === -1 ? last : active - 1);
    } else if (isOpen && active >= 0 && plain && event.key === "Home") {
      event.preventDefault();
      select(0);
    } else if (isOpen && active >= 0 && plain && event.key === "End") {
      event.preventDefault();
      select(last);
    } else if (isOpen && active >= 0 && event.key === "Enter") {
      event.preventDefault();
      list.children[active].firstElementChild.click();
    }
  });

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const typing =
      target !== input && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
    if (typing || event.isComposing) return;
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    const k = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    if (slash && (target === input || document.querySelector("[data-filter-focus]"))) return;
    if (!slash && !k) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  if (page) {
    const query = new URL(location.href).searchParams.get("q");
    if (query && !input.value) input.value = query;
    if (input.value) load();
    update();
  } else if (document.activeElement === input) {
    load();
  }
})();
