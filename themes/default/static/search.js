// The search box and the search page: what the reader sees of search. Ranking is in
// search/engine.js beside this file, which is loaded when the box is first used.
//
// A classic script without dependencies: works from a server, from disk and under a strict content
// security policy. The page says where the site and the index are:
// <html data-root="../" data-search-index="_guidepost/search/root.js">
(function () {
  "use strict";

  const input = document.getElementById("gp-search-input");
  if (!input) return;
  const here = document.currentScript.src;
  const form = input.form;
  const popup = document.getElementById("gp-search-results");
  const page = document.getElementById("gp-search-page");
  const { root: site = "", searchIndex } = document.documentElement.dataset;
  const TYPING = 60;
  const PAUSE = 200;
  const SHOWN = 8;
  const STEP = 30;

  // Loading: files as text over HTTP, as scripts from disk or where the policy forbids to fetch.

  const waiting = new Map();
  window.guidepostSearch = (file) => {
    const done = waiting.get(file[0]);
    if (done) done(file);
  };

  function script(src) {
    return new Promise((resolve, reject) => {
      const node = element("script", { src });
      node.onload = () => (resolve(), node.remove());
      node.onerror = () => (reject(new Error(src)), node.remove());
      document.head.append(node);
    });
  }

  const folder = site + (searchIndex || "").replace(/[^/]*$/, "");
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
    waiting.set(name, (found) => (file = found));
    await script(src).finally(() => waiting.delete(name));
    return file;
  }

  let engine = null;
  function prepare() {
    engine ??= (async () => {
      // Of one version with this file, whatever the browser has kept.
      await script(new URL("search/engine.js" + new URL(here).search, here).href);
      const search = window.guidepostEngine.createSearch({ load });
      await search.ready();
      return search;
    })();
    engine.catch(() => (engine = null));
    return engine;
  }

  // Elements. Text is only ever put in as text.

  function element(name, attributes, ...content) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...content);
    return node;
  }

  function marked(name, text, marks) {
    const node = element("span", { class: "result-" + name });
    let at = 0;
    for (const [start, end] of marks(text)) {
      node.append(text.slice(at, start), element("mark", {}, text.slice(start, end)));
      at = end;
    }
    node.append(text.slice(at));
    return node;
  }

  function link({ url, title, heading, snippet }, marks) {
    const [path, anchor] = url.split("#");
    const href = site + path.split("/").map(encodeURIComponent).join("/") + (anchor ? "#" + anchor : "");
    const node = element("a", { href }, marked("title", title, marks));
    if (heading) node.append(marked("heading", heading, marks));
    const crumb = path.replace(/(^|\/)index\.html$|\.html$/, "").split("/").join(" › ");
    node.append(element("span", { class: "result-crumb" }, crumb));
    if (snippet) node.append(marked("snippet", snippet, marks));
    return node;
  }

  const count = (total, query) =>
    total ? (total === 1 ? "1 result" : total + " results") : `No results for “${query}”. Try fewer or other words.`;
  const FAILED = "Search could not be loaded.";

  // Asking: a quick answer, then a better one once the reader pauses. Late answers are dropped.

  let asked = 0;
  let timer = 0;

  async function ask(options, show) {
    const mine = ++asked;
    clearTimeout(timer);
    const query = input.value.trimStart();
    try {
      const search = await prepare();
      if (mine !== asked) return;
      const answer = await search(query, { ...options, text: false });
      if (mine !== asked) return;
      show(answer, query.trim());
      timer = setTimeout(async () => {
        const better = await search(query, options).catch(() => null);
        if (better && mine === asked && active < 0) show(better, query.trim());
      }, PAUSE);
    } catch {
      if (mine === asked) show(null, query.trim());
    }
  }

  // The box. Its status line stays in place, so that a screen reader hears the text change.

  const list = element("ul", { id: "gp-search-listbox", role: "listbox", "aria-label": "Search results" });
  const live = element("p", { class: "search-status", role: "status" });
  let active = -1;
  if (popup && !page) {
    popup.append(list, live);
    input.setAttribute("aria-controls", list.id);
  }

  function open(isOpen) {
    if (!popup) return;
    popup.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen && list.childElementCount > 0));
    if (!isOpen) select(-1);
  }

  function select(index) {
    const options = list.querySelectorAll("[role=option]");
    const mark = (value) => options[active] && options[active].setAttribute("aria-selected", value);
    mark("false");
    active = list.childElementCount ? index : -1;
    mark("true");
    const option = options[active];
    if (option) {
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    } else input.removeAttribute("aria-activedescendant");
  }

  function showInBox(results, query) {
    if (document.activeElement !== input) return;
    select(-1);
    list.replaceChildren(
      ...(results || []).map((result, i) => {
        // The link is the option itself: an option may hold nothing that takes the focus.
        const a = link(result, results.marks);
        const option = { role: "option", "aria-selected": "false", id: "gp-search-result-" + i, tabindex: "-1" };
        for (const [key, value] of Object.entries(option)) a.setAttribute(key, value);
        return element("li", { class: "result", role: "none" }, a);
      }),
    );
    live.textContent = results ? count(results.total, query) : FAILED;
    open(true);
  }

  function clear() {
    asked++;
    clearTimeout(timer);
    list.replaceChildren();
    live.textContent = "";
    open(false);
  }

  function update() {
    if (page) updatePage();
    else if (input.value.trim()) ask({ limit: SHOWN }, showInBox);
    else clear();
  }

  // The search page: all results, filters, and an address that names the query.

  const all = element("ul", { class: "search-list" });
  const filters = element("div", { class: "search-filters" });
  const more = element("button", { type: "button", class: "search-more", hidden: "" }, "Show more results");
  let shown = STEP;

  function updatePage() {
    const query = input.value.trim();
    const facets = {};
    const address = new URL(location.href);
    address.search = "";
    if (query) address.searchParams.set("q", query);
    for (const choice of filters.querySelectorAll("select")) {
      if (!choice.value) continue;
      facets[choice.name] = choice.value;
      address.searchParams.set(choice.name, choice.value);
    }
    if (address.href !== location.href) {
      shown = STEP;
      try {
        history.replaceState(null, "", address);
      } catch {
        // A page opened from disk may not change its address.
      }
    }
    if (query) ask({ limit: shown, facets }, showOnPage);
    else {
      clear();
      all.replaceChildren();
      more.hidden = true;
    }
  }

  function showOnPage(results, query) {
    live.textContent = results ? count(results.total, query) : FAILED;
    const at = [...all.children].findIndex((item) => item.contains(document.activeElement));
    all.replaceChildren(...(results || []).map((result) => element("li", { class: "result" }, link(result, results.marks))));
    if (at >= 0 && all.children[at]) all.children[at].firstChild.focus();
    more.hidden = !results || results.length >= results.total;
  }

  async function addFilters(wanted) {
    const search = await prepare();
    for (const [name, values] of await search.facets()) {
      const choice = element("select", { name }, element("option", { value: "" }, "Any"));
      for (const [value, label] of values) choice.append(element("option", { value }, label));
      choice.value = wanted.get(name) || "";
      choice.addEventListener("change", update);
      const label = { role: "Role", topic: "Type of article", service: "Service" }[name] || name;
      filters.append(element("label", {}, label + " ", choice));
    }
  }

  if (page) {
    const wanted = new URL(location.href).searchParams;
    page.append(filters, live, all, more);
    more.addEventListener("click", () => {
      all.lastChild.firstChild.focus();
      shown += STEP;
      update();
    });
    input.value ||= wanted.get("q") || "";
    addFilters(wanted).catch(() => {}).then(update);
  } else if (document.activeElement === input) {
    prepare().catch(() => {});
  }

  // Keys and focus.

  input.addEventListener("focus", () => {
    prepare().catch(() => {});
    if (!page && popup.hidden && input.value.trim()) update();
  });
  input.addEventListener("input", () => {
    asked++;
    clearTimeout(timer);
    timer = setTimeout(update, TYPING);
  });
  form.addEventListener("focusout", (event) => {
    if (!page && !form.contains(event.relatedTarget)) {
      clearTimeout(timer);
      open(false);
    }
  });
  form.addEventListener("submit", (event) => {
    if (!page && input.value.trim()) return;
    event.preventDefault();
    if (page) update();
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || page) return;
    const last = list.childElementCount - 1;
    const isOpen = !popup.hidden;
    let next = null;
    if (event.key === "Escape") {
      if (isOpen) open(false);
      else {
        input.value = "";
        clear();
      }
      asked++;
    } else if (event.key === "ArrowDown" && last >= 0) next = active >= last ? -1 : active + 1;
    else if (event.key === "ArrowUp" && last >= 0) next = active < 0 ? last : active - 1;
    else if (event.key === "Home" && isOpen && active >= 0 && !event.shiftKey) next = 0;
    else if (event.key === "End" && isOpen && active >= 0 && !event.shiftKey) next = last;
    else if (event.key === "Enter" && isOpen && active >= 0) list.children[active].firstChild.click();
    else return;
    event.preventDefault();
    if (next !== null) {
      if (!isOpen) open(true);
      select(next);
    }
  });

  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.isComposing || event.altKey) return;
    if (target !== input && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) return;
    const control = event.ctrlKey || event.metaKey;
    const slash = key === "/" && !control && target !== input && !document.querySelector("[data-filter-focus]");
    if (!slash && !(control && !event.shiftKey && key.toLowerCase() === "k")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
})();
