// The troubleshooting index: words, roles and products narrow the list that the page already holds. A filter never
// hides an entry that says nothing about it. A whole message, pasted, is looked up instead: the closest entries come
// first. The state is in the URL (?q=&role=&applies=), so a filtered list can be sent to somebody.
const { t } = require("./translation.js");

(function () {
  "use strict";

  const form = document.getElementById("gp-finder");
  if (!form) return;
  const $ = (id) => document.getElementById(id);
  const input = $("gp-finder-input");
  const count = $("gp-finder-count");
  const empty = $("gp-finder-empty");
  const search = $("gp-finder-search");
  const matches = $("gp-finder-matches");
  const codeLine = $("gp-finder-code");
  const all = $("gp-finder-areas");
  const byCode = all.dataset.codes !== undefined;

  /** More words than this are a message, not a filter. */
  const MESSAGE = 7;
  /** How many entries a message shows at most, and what an entry scores that is told by more than some common words. */
  const CLOSEST = 8;
  const SURE = 20;

  // Curly quotes, case and accents make no difference; words that say nothing are not asked for.
  const plain = (text) => text.toLowerCase().replace(/[\u2018\u2019\u02bc]/g, "'").normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const EMPTY_WORDS = new Set("a an and are at be by can do for from have how i if in is it me my of on or the this to we what when why with you your".split(" "));
  const split = (text) => plain(text).split(/[^\p{L}\p{N}'_.-]+/u).map((word) => word.replace(/^['.-]+|['.-]+$/g, "")).filter(Boolean);
  const words = (text) => {
    const found = split(text);
    const telling = found.filter((word) => !EMPTY_WORDS.has(word));
    return telling.length ? telling : found;
  };
  // What differs each time a message is shown says nothing about it: times, ids, addresses, paths.
  const lasting = (text) => text
    .replace(/\b\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?([.,]\d+)?(Z|[+-]\d\d:?\d\d)?)?/g, " ")
    .replace(/\b\d{1,2}(?:\/\d{1,2}\/\d{2,4}|\.\d{1,2}\.\d{4})\b/g, " ")
    .replace(/\b\d{1,2}:\d\d(:\d\d)?([.,]\d+)?( ?[AP]M)?\b/gi, " ")
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, " ")
    .replace(/https?:\/\/\S+/gi, " ")
    .replace(/\b[0-9a-f]{16,}\b/gi, " ");
  const stem = (word) => (word.length > 4 ? word.replace(/(?<!s)s$/, "") : word);

  // Thousands of entries take a while to read, and most visits never filter: read when first asked for.
  let areas = null;
  let entries = [];
  function readEntries() {
    if (areas) return;
    areas = [...all.querySelectorAll(".area")].map((element) => ({
      element,
      count: element.querySelector("h2 .count"),
      link: document.querySelector(`[data-area="${CSS.escape(element.querySelector("h2").id)}"]`),
      shown: true,
      entries: [...element.querySelectorAll(".symptom, .code-list > li")].map((item) => ({
        element: item,
        shown: true,
        text: plain(item.textContent),
        title: item.querySelector("a").textContent,
        facets: { role: list(item.dataset.roles), applies: list(item.dataset.applies) },
        everyone: item.dataset.everyone !== undefined,
        codes: byCode ? [codeOf(item).toLowerCase()] : list(item.dataset.codes?.toLowerCase()),
      })),
    }));
    entries = areas.flatMap((area) => area.entries);
    if (byCode) for (const { element } of entries) know(codeOf(element));
  }
  /** The code of an item of a page of codes. */
  const codeOf = (item) => item.dataset.code ?? item.firstChild.textContent;

  // The list of all codes has no more than their names; what they mean comes when somebody filters. A script and not a
  // fetch, so that it works from file:// too.
  let loading = !form.dataset.meanings;
  function loadMeanings() {
    if (loading) return;
    loading = true;
    globalThis.guidepostCodes = (texts) => {
      readEntries();
      entries.forEach((entry, at) => { entry.text += ` ${plain(entry.meaning = texts[at])}`; });
      if (input.value) show();
    };
    const script = document.createElement("script");
    script.src = form.dataset.meanings;
    document.head.append(script);
  }
  /** Shows what a code means beside it; a few at a time are made, as they are met. */
  function tell(entry) {
    if (!entry.meaning || entry.told) return;
    entry.told = true;
    const text = document.createElement("span");
    text.className = "code-meaning";
    text.textContent = entry.meaning;
    entry.element.append(text);
  }
  // A word that is no name by itself ("Partner" as a reason code) is looked up only where it is all that was typed.
  const known = new Map();
  const know = (code) => known.set(split(code).join(" "), code);
  (form.dataset.codes || "").split("\n").filter(Boolean).forEach(know);
  const names = (key) => /\d/.test(key) || key.length > 11;

  function list(text) { return (text || "").split(" ").filter(Boolean); }

  // ---- A message

  /** Words of every title, how rare each is, and the parts of titles in quotation marks; made when first asked for. */
  let prepared = null;
  const shares = new Map();
  function prepare() {
    if (prepared) return prepared;
    const seen = new Map();
    for (const entry of entries) {
      entry.words = new Set(words(entry.title).map(stem));
      entry.quotes = [...entry.title.matchAll(/["\u201c]([^"\u201c\u201d]{4,})["\u201d]|\u2018([^\u2018\u2019]{4,})\u2019/g)]
        .map((found) => split(found[1] ?? found[2]).join(" ")).filter((quote) => quote.length > 8 || quote.split(" ").filter((word) => !EMPTY_WORDS.has(word)).length > 1);
      for (const word of entry.words) seen.set(word, (seen.get(word) || 0) + 1);
      for (const code of entry.codes) shares.set(code, (shares.get(code) || 0) + 1);
    }
    prepared = (word) => Math.log2(1 + entries.length / (seen.get(word) || entries.length));
    return prepared;
  }

  /** Entries for a message, the closest first: { entry, score }. A quotation of it weighs most, then a code, then rare words in common. */
  function closest(message) {
    const weight = prepare();
    const kept = lasting(message);
    const tokens = split(kept);
    const line = ` ${tokens.join(" ")} `;
    const asked = new Set(tokens.filter((word) => !EMPTY_WORDS.has(word)).map(stem));
    const codes = new Set(tokens);
    const scored = [];
    for (const entry of entries.filter(passes)) {
      let score = 0;
      for (const quote of entry.quotes) if (line.includes(` ${quote} `)) score += 40 + 2 * quote.length;
      // A code that many entries have tells less.
      for (const code of entry.codes) if (codes.has(code)) score += 20 + 40 / shares.get(code);
      const title = split(entry.title).join(" ");
      if (title.includes(" ") && line.includes(` ${title} `)) score += 30 + title.length;
      let common = 0;
      let own = 0;
      let number = 0;
      for (const word of entry.words) {
        own += weight(word);
        if (asked.has(word)) { common += weight(word); number += 1; }
      }
      // One word in common is chance; most of the title is not.
      if (number > 1 || (number && entry.words.size < 3)) score += common * (common / own);
      if (score > 3) scored.push({ entry, score });
    }
    scored.sort((a, b) => b.score - a.score);
    const best = scored.length ? scored[0].score : 0;
    return scored.filter(({ score }) => score > best / 4).slice(0, CLOSEST);
  }

  /** What the site's search finds for a message: entries, and links to sections that are none; null where it can't be asked. */
  async function sought(message) {
    await window.guidepostLoadSearch?.();
    const results = await window.guidepostSearchEngine?.search(lasting(message), { limit: 2 * CLOSEST }).catch(() => null);
    // Where more than half of the words are unknown, what is found answers something else.
    if (!results || 2 * results.unknown.length > words(message).length) return results && [];
    const root = new URL(document.documentElement.dataset.root || ".", location.href);
    const href = (url) => {
      const [path, anchor] = url.split("#");
      return new URL(path.split("/").map(encodeURIComponent).join("/") + (anchor ? `#${anchor}` : ""), root).href;
    };
    const known = new Map(entries.map((entry) => [entry.element.querySelector("a").href, entry]));
    return results.flatMap((result) => {
      const own = [result, ...result.sections].map(({ url }) => known.get(href(url))).filter((entry) => entry && passes(entry));
      return own.length ? own : [{ ...result, href: href(result.url) }];
    });
  }

  /** The code of a text that the list of codes has. */
  function knownCode(text) {
    const tokens = split(lasting(text));
    const whole = tokens.join(" ");
    if (known.has(whole)) return known.get(whole);
    for (const token of tokens) if (known.has(token) && names(token)) return known.get(token);
    // Codes of several words.
    if (tokens.length > 1) for (const [key, code] of known) if (key.includes(" ") && names(key) && ` ${whole} `.includes(` ${key} `)) return code;
    return null;
  }

  /** The item of an entry once more, or one that leads to a section that is no entry. */
  function item({ element, href, title, heading, snippet }) {
    if (element) {
      const copy = element.cloneNode(true);
      copy.removeAttribute("id");
      copy.hidden = false;
      return copy;
    }
    const make = (name, className, text, ...content) => {
      const node = Object.assign(document.createElement(name), { className, textContent: text });
      node.append(...content);
      return node;
    };
    const link = Object.assign(make("a", "symptom-title", heading || title), { href });
    return make("li", "symptom", "", link, make("p", "symptom-step", snippet), make("p", "symptom-meta", heading ? title : ""));
  }

  /** Shows what is close to a message, entries that are sure first; gives how many items, and whether all are entries. */
  function showMatches(message, further) {
    const near = message === null ? [] : closest(message);
    const sure = near.filter(({ score }) => score > SURE || !further).map(({ entry }) => entry);
    // Where an entry is sure, or roles or products are chosen, other pages would only be in the way.
    const only = sure.length || chosen.role.size || chosen.applies.size;
    const found = [...new Set([...sure, ...(further || []).filter(({ element }) => element || !only)])].slice(0, CLOSEST);
    matches?.querySelector(".symptoms").replaceChildren(...found.map(item));
    return { close: found.length, listed: found.every(({ element }) => element) };
  }

  // ---- Filters

  const chips = [...form.querySelectorAll(".chip[data-role], .chip[data-applies]")].map((element) => ({
    element,
    facet: element.dataset.role === undefined ? "applies" : "role",
    id: element.dataset.role ?? element.dataset.applies,
    count: element.querySelector(".count"),
    takes: 0,
  }));
  const asked = new URLSearchParams(location.search);
  const chosen = {};
  for (const facet of ["role", "applies"]) {
    const wanted = (asked.get(facet) || "").split(",");
    chosen[facet] = new Set(wanted.filter((id) => chips.some((chip) => chip.facet === facet && chip.id === id)));
  }
  input.value = asked.get("q") || "";
  // `?code=900316` leads to the code's own entry, on the page that has it.
  const code = asked.get("code");
  const row = code && byCode && [...all.querySelectorAll("[data-code], .code-list > li")].find((item) => codeOf(item) === code);

  /** A choice takes what names it, what is for everybody, and what names none. */
  const takes = (entry, facet, fits) => {
    const own = entry.facets[facet];
    return !own.length || (facet === "role" && entry.everyone) || own.some(fits);
  };
  const passesIn = (entry, facet) => !chosen[facet].size || takes(entry, facet, (id) => chosen[facet].has(id));
  const passes = (entry) => passesIn(entry, "role") && passesIn(entry, "applies");

  /** Badges of the roles that are filtered for. */
  function mark() {
    for (const badge of all.querySelectorAll(".role.is-match")) badge.classList.remove("is-match");
    for (const id of chosen.role) {
      for (const badge of all.querySelectorAll(`.role[data-role="${CSS.escape(id)}"]`)) badge.classList.add("is-match");
    }
  }

  let turn = 0;
  async function show() {
    const mine = ++turn;
    readEntries();
    const terms = words(input.value);
    let says = (entry) => terms.every((term) => entry.text.includes(term));
    const fitting = (entry) => says(entry) && passes(entry);
    const named = knownCode(input.value);
    // A message has more words than the entry of the code in it.
    if (byCode && named && !entries.some(fitting)) says = ({ element }) => codeOf(element) === named;
    // Words that no entry has together are looked up, too.
    const isMessage = Boolean(matches) && (terms.length > MESSAGE || (terms.length > 0 && !entries.some(fitting)));
    if (codeLine) {
      codeLine.hidden = !named;
      codeLine.replaceChildren();
      if (named) {
        const link = document.createElement("a");
        link.href = `${form.dataset.codesHref}?code=${encodeURIComponent(named)}`;
        link.textContent = t("What the error code {code} means", { code: named });
        codeLine.append(link);
      }
    }
    // Styles that hang on it are worked out anew for everything below.
    if (byCode) all.classList.toggle("is-filtered", terms.length > 0);
    let total = 0;
    let unstated = 0;
    for (const chip of chips) chip.takes = 0;
    for (const area of areas) {
      let here = 0;
      for (const entry of area.entries) {
        const said = !isMessage && says(entry);
        const role = said && passesIn(entry, "role");
        const applies = said && passesIn(entry, "applies");
        const fits = role && applies;
        // What a choice would leave, beside the words and the choices of the other kind.
        if (said) for (const chip of chips) if ((chip.facet === "role" ? applies : role) && takes(entry, chip.facet, (id) => id === chip.id)) chip.takes += 1;
        // Only what changes touches the page.
        if (fits !== entry.shown) entry.element.hidden = !(entry.shown = fits);
        if (!fits) continue;
        here += 1;
        if (terms.length) tell(entry);
        if (chosen.role.size && !entry.facets.role.length) unstated += 1;
      }
      total += here;
      if (area.shown !== here > 0) area.element.hidden = !(area.shown = here > 0);
      area.count.textContent = here;
      if (area.link) {
        area.link.querySelector(".count").textContent = here;
        area.link.classList.toggle("is-empty", !here);
      }
    }
    const filtered = terms.length || chosen.role.size || chosen.applies.size;
    /** Says what there is: entries that are left, or what is close to a message, as far as it is known. */
    function conclude({ close, listed }, pending) {
      if (matches) {
        matches.hidden = !close && !(codeLine && named);
        matches.querySelector("h2").hidden = !close;
        matches.setAttribute("aria-busy", String(pending));
      }
      empty.hidden = pending || total + close > 0 || Boolean(codeLine && named);
      const whole = Number(count.dataset.total) || entries.length;
      if (pending) count.textContent = t("Searching…");
      else if (isMessage && close) count.textContent = listed ? t("{shown} of {n} problems are close to that message", { shown: close, n: whole }) : t("{n} results", { n: close });
      else if (byCode) count.textContent = filtered ? t("{shown} of {n} codes", { shown: total, n: whole }) : t("{n} codes", { n: whole });
      else if (!filtered) count.textContent = t("{n} problems", { n: whole });
      else if (unstated) count.textContent = t("{shown} of {n} problems, {unstated} of them without a stated role", { shown: total, n: whole, unstated });
      else count.textContent = t("{shown} of {n} problems", { shown: total, n: whole });
    }
    conclude(showMatches(isMessage ? input.value : null, []), isMessage);
    search.href = `${search.href.split("?")[0]}${input.value.trim() ? `?q=${encodeURIComponent(input.value.trim())}` : ""}`;
    for (const chip of chips) {
      chip.element.setAttribute("aria-pressed", String(chosen[chip.facet].has(chip.id)));
      if (!isMessage && chip.count.textContent !== String(chip.takes)) chip.count.firstChild.data = chip.takes;
    }

    const url = new URL(location.href);
    for (const [key, value] of [["q", input.value.trim()], ["role", [...chosen.role].join(",")], ["applies", [...chosen.applies].join(",")]]) {
      if (value) url.searchParams.set(key, value);
      else url.searchParams.delete(key);
    }
    try { history.replaceState(history.state, "", url); } catch { /* file:// in some browsers */ }

    if (!isMessage) return;
    const further = await sought(input.value);
    if (mine === turn) conclude(showMatches(input.value, further), false);
  }

  // The first key may come while the page is still busy: what it takes to answer is made ready before.
  input.addEventListener("focus", () => setTimeout(() => { readEntries(); loadMeanings(); }), { once: true });
  let timer = 0;
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 40); });
  // A box of one line would glue the lines of a message together.
  input.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\r\n]/.test(text)) return;
    event.preventDefault();
    input.setRangeText(text.replace(/\s*[\r\n]+\s*/g, " ").trim(), input.selectionStart, input.selectionEnd, "end");
    show();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && input.value) { event.preventDefault(); input.value = ""; show(); }
  });
  // Enter opens the only answer, or the closest one to a message.
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    await show();
    const first = matches?.querySelector(".symptom-title");
    const left = entries.filter(({ element }) => !element.hidden);
    if (first) location.assign(first.href);
    else if (left.length === 1) location.assign(left[0].element.querySelector("a").href);
    else if (left.length) left[0].element.querySelector("a").focus();
  });
  for (const { element, facet, id } of chips) {
    element.addEventListener("click", () => {
      if (!chosen[facet].delete(id)) chosen[facet].add(id);
      mark();
      show();
    });
  }
  document.querySelector("[data-clear]")?.addEventListener("click", () => {
    input.value = "";
    chosen.role.clear();
    chosen.applies.clear();
    mark();
    show();
    input.focus();
  });

  // On this page "/" means this box; the site's search has it everywhere else, and Ctrl+K here too.
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    input.focus();
    input.select();
  }, true);

  if (input.value) loadMeanings();
  if (input.value || chosen.role.size || chosen.applies.size) { mark(); show(); }
  if (row?.matches(".code-list > li")) location.replace(row.firstChild.href);
  else if (row) {
    row.scrollIntoView();
    row.querySelector("a").focus({ preventScroll: true });
  }
})();
