// The search box: what the reader sees of search. Ranking is in search/engine.js, which is put into this
// file when the theme is published; search/page.js has the search page.
//
// A classic script without dependencies: works from a server, from disk and under a strict content
// security policy. The page says where the site and the index are:
// <html data-root="../" data-search-index="_guidepost/search/root.js">
"use strict";

const { createSearch } = require("./search/engine.js");
const { t } = require("./translation.js");

(function () {
  // The box in use: that of the header, or one in the page, where the popup goes with it.
  let input = document.getElementById("gp-search-input");
  if (!input) return;
  const popup = document.getElementById("gp-search-results");
  const page = window.guidepostSearchPage && document.getElementById("gp-search-page");
  const own = !page && document.getElementById("gp-search-page-input");
  const { root: site = "", searchIndex } = document.documentElement.dataset;
  const role = window.guidepostRole || { read: () => ({}) };
  const home = new URL(site || ".", location.href);
  const near = location.href.replace(home, "");
  const TYPING = 60;
  const PAUSE = 200;
  const SLOW = 500;
  const SHOWN = 8;

  // Loading: files as text over HTTP, as scripts from disk or where the policy forbids to fetch.

  const waiting = new Map();
  window.guidepostSearch = (file) => {
    const done = waiting.get(file[0]);
    if (done) done(file);
  };

  const folder = site + searchIndex.replace(/[^/]*$/, "");
  let fetches = location.protocol !== "file:";

  async function load(path, version) {
    const src = folder + path + (version ? "?v=" + version : "");
    if (fetches) {
      const response = await fetch(src).catch(() => (fetches = false));
      if (response) {
        if (!response.ok) throw new Error(src);
        return response.text();
      }
    }
    let file;
    const name = path.slice(0, -3);
    const node = element("script", { src });
    waiting.set(name, (found) => (file = found));
    await new Promise((resolve, reject) => {
      node.onload = resolve;
      node.onerror = reject;
      document.head.append(node);
    }).finally(() => {
      waiting.delete(name);
      node.remove();
    });
    return file;
  }

  const { search, ready } = (window.guidepostSearchEngine = createSearch({ load }));

  // Elements. Text is only ever put in as text.

  function element(name, attributes, ...content) {
    const node = set(document.createElement(name), attributes);
    node.append(...content);
    return node;
  }

  function set(node, attributes) {
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  }

  const button = (text) => element("button", { type: "button", class: "search-more", hidden: "" }, text);

  function marked(name, text, marks = () => []) {
    const node = element("span", { class: "result-" + name });
    let at = 0;
    for (const [start, end] of marks(text)) {
      node.append(text.slice(at, start), element("mark", {}, text.slice(start, end)));
      at = end;
    }
    node.append(text.slice(at));
    return node;
  }

  const KINDS = { code: t("Error code"), symptom: t("Symptom"), guide: t("Troubleshooting") };

  function link({ url, title, heading, snippet, kind, others }, marks) {
    const [path, anchor] = url.split("#");
    const href = site + path.split("/").map(encodeURIComponent).join("/") + (anchor ? "#" + anchor : "");
    const node = element("a", { href, ...(!title && { class: "result-also" }) });
    // Dimmed, not hidden.
    if (others) node.classList.add("is-other");
    // Where the page lies: its folders. Its own name says the title once more.
    const crumb = path.split("/").slice(0, -1).join(" › ");
    const put = (name, text, words) => text && node.append(marked(name, text, words));
    put("title", title, marks);
    put("heading", heading, marks);
    put("kind", KINDS[kind]);
    put("crumb", title && kind !== "code" && crumb);
    put("snippet", snippet, marks);
    return node;
  }

  /** What there is to say of an answer, or of none. */
  function count(results, query) {
    if (!results) return t("Search could not be loaded.");
    const { total, codes, meant, unknown, loose, short } = results;
    if (!total && !codes[0]) return short ? t("Type a little more.") : t("No results for “{query}”. Try other words.", { query });
    const found = t("{n} results", { n: total });
    if (loose) return `${found} · ${t("No page has the words in quotes.")}`;
    if (meant) return t("{n} results for “{meant}”", { n: total, meant });
    return unknown.length ? `${found} · ${t("No page has “{words}”.", { words: unknown.join(", ") })}` : found;
  }

  // Asking: a quick answer, then a better one once the reader pauses. Late answers are dropped.

  let asked = 0;
  let timer = 0;
  let slow = 0;
  function drop() {
    clearTimeout(timer);
    clearTimeout(slow);
    return ++asked;
  }

  async function ask(options, show) {
    const mine = drop();
    const query = input.value.trimStart();
    const answer = (text) => search(query, { ...options, mine: role.read().id, near, text }).catch(() => null);
    function put(results) {
      if (mine !== asked) return null;
      clearTimeout(slow);
      show(results, query.trim());
      return results;
    }
    // On the search page a line that comes first would be moved by the filters.
    if (!page) slow = setTimeout(() => {
      live.textContent = t("Searching…");
      open(true);
    }, SLOW);
    await ready().catch(() => {});
    if (mine !== asked || !put(await answer(false))) return;
    timer = setTimeout(async () => {
      const better = await answer(true);
      if (better && active < 0) put(better);
    }, PAUSE);
  }

  // The box. Its status line stays in place, so that a screen reader hears the text change.

  const list = element("ul", { id: "gp-search-listbox", role: "listbox", "aria-label": t("Search results") });
  const live = element("p", { class: "search-status", role: "status" });
  const forget = button(t("Clear recent searches"));
  let active = -1;
  if (!page) popup.append(list, live, forget);

  function open(isOpen) {
    if (page) return;
    popup.hidden = !isOpen;
    input.setAttribute("aria-expanded", isOpen && list.childElementCount > 0);
    if (!isOpen) select(-1);
  }

  function select(index) {
    const mark = (value) => {
      const option = list.children[active]?.firstChild;
      option?.setAttribute("aria-selected", value);
      return option;
    };
    mark("false");
    active = index;
    const option = mark("true");
    if (option) {
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    } else input.removeAttribute("aria-activedescendant");
  }

  function fill(links, status) {
    select(-1);
    list.replaceChildren(
      ...links.map((a, i) => {
        // The link is the option itself: an option may hold nothing that takes the focus.
        set(a, { role: "option", "aria-selected": "false", id: "gp-search-result-" + i, tabindex: "-1" });
        return element("li", { class: "result", role: "none" }, a);
      }),
    );
    live.textContent = status;
    forget.hidden = true;
    open(true);
  }

  const toPage = (query, text = query) => element("a", { href: input.form.action + "?q=" + encodeURIComponent(query) }, text);

  /** Links of the results, each followed by those to more sections of the same page. */
  function links(results) {
    if (!results) return [];
    return [...results.codes, ...results].flatMap((result) => [
      link(result, results.marks),
      ...(result.sections || []).map(({ url, heading }) => link({ url, heading }, results.marks)),
    ]);
  }

  function showInBox(results, query) {
    if (!popup.contains(document.activeElement) && document.activeElement !== input) return;
    fill(links(results), count(results, query));
    if (results?.total > SHOWN) live.append(toPage(query, t("See all")));
  }

  // Recent searches: those that led to a page or to the list of results, in this browser only.

  const RECENT = "guidepost-recent " + home.pathname;

  function recent(add) {
    try {
      const before = JSON.parse(localStorage.getItem(RECENT)) || [];
      if (!add) return before;
      localStorage.setItem(RECENT, JSON.stringify([add, ...before.filter((query) => query !== add)].slice(0, 5)));
    } catch {
      // Nothing may be kept here.
    }
    return [];
  }

  function showRecent() {
    const found = recent().map((query) => toPage(query));
    if (!found.length) return;
    fill(found, t("Recent searches"));
    forget.hidden = false;
  }

  const remember = () => input.value.trim() && recent(input.value.trim());

  function clear() {
    drop();
    list.replaceChildren();
    live.textContent = "";
    forget.hidden = true;
    open(false);
  }

  function update() {
    if (page) results.update();
    else if (input.value.trim()) ask({ limit: SHOWN }, showInBox);
    else clear();
  }

  // On the search page, search/page.js shows the results.

  const results = page && window.guidepostSearchPage({ page, input, role, live, element, button, links, count, ask, clear, type });

  // Keys and focus.

  function focus(box) {
    ready().catch(() => {});
    if (box !== input) {
      clear();
      input = box;
      box.form.append(popup);
    }
    if (page || !popup.hidden) return;
    if (input.value.trim()) update();
    else showRecent();
  }

  function type(from, to) {
    if (to) to.value = from.value;
    if (!forget.hidden) clear();
    drop();
    timer = setTimeout(update, TYPING);
  }
  forget.addEventListener("click", () => {
    localStorage.removeItem(RECENT);
    input.focus();
    clear();
  });
  (page || popup).addEventListener("click", (event) => event.target.closest("a") && remember());
  function keydown(event) {
    if (event.isComposing || page) return;
    const last = list.childElementCount - 1;
    const isOpen = !popup.hidden;
    let next = null;
    if (event.key === "Escape") {
      if (isOpen) {
        input.focus();
        open(false);
      } else {
        input.value = "";
        clear();
      }
      drop();
    } else if (event.key === "ArrowDown" && last >= 0) next = active >= last ? -1 : active + 1;
    else if (event.key === "ArrowUp" && last >= 0) next = active < 0 ? last : active - 1;
    else if (!isOpen || active < 0) return;
    else if (event.key === "Enter") list.children[active].firstChild.click();
    else if (event.shiftKey) return;
    else if (event.key === "Home") next = 0;
    else if (event.key === "End") next = last;
    else return;
    event.preventDefault();
    if (next !== null) {
      if (!isOpen) open(true);
      select(next);
    }
  }

  for (const box of own ? [input, own] : [input]) {
    if (!page) set(box, { type: "text", role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id });
    box.addEventListener("focus", () => focus(box));
    if (document.activeElement === box) focus(box);
    box.addEventListener("input", () => type(box, page && results.own));
    box.form.addEventListener("keydown", keydown);
    box.form.addEventListener("focusout", ({ relatedTarget }) => {
      if (page || box !== input || box.form.contains(relatedTarget)) return;
      clearTimeout(timer);
      open(false);
    });
    box.form.addEventListener("submit", (event) => {
      remember();
      if (!page && input.value.trim()) return;
      event.preventDefault();
      if (page) update();
    });
  }
})();
