// The contents as an ARIA tree: one stop for Tab, arrow keys, Home, End, a star, letters. The page holds the current
// branch; the rest comes from one script of data (`guidepostToc([{ t: title, h: href or null, c: [children] }])`,
// hrefs from the site's root) when the reader opens a branch or types in the filter. A script and not a fetch, so that
// it works from file:// too. Without this script the contents are lists of links.
const { t } = require("./translation.js");

(function () {
  "use strict";

  const tree = document.querySelector(".tree[data-src]");
  if (!tree) return;
  const { root } = document.documentElement.dataset;
  const list = tree.querySelector("ul");
  const filter = document.getElementById("gp-tree-filter");
  const found = document.getElementById("gp-tree-found");
  const status = document.getElementById("gp-tree-status");
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const set = (element, attributes) => { for (const name in attributes) element.setAttribute(name, attributes[name]); };

  let loading = null;
  const load = () => loading ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    globalThis.guidepostToc = resolve;
    script.onerror = () => {
      loading = null;
      status.textContent = t("The contents could not be read.");
      reject(new Error(status.textContent));
    };
    script.src = tree.dataset.src;
    document.head.append(script);
  });

  // ---- entries

  const isExternal = (href) => /^[a-z][a-z0-9+.-]*:|^\/\//i.test(href);
  const link = (node) => {
    const external = node.h && isExternal(node.h);
    // A long name breaks between its parts (src/theme/breakable.rs).
    const parted = node.t.replace(/\S{18,}/g, (name) => name.replace(/[.:_](?=[\p{L}\p{N}])|[a-z](?=[A-Z])/gu, "$&\n"));
    const name = parted.split("\n").flatMap((part, i) => (i ? [make("wbr", {}), part] : part));
    const label = make(node.h ? "a" : "span", { className: node.h ? "" : "tree-label" }, ...name);
    if (node.h) label.href = external || node.h.startsWith("/") ? node.h : root + node.h;
    if (external && !node.c?.length) label.className = "external";
    return label;
  };
  const entry = (node) => {
    const label = link(node);
    if (node.c?.length) label.classList.add("has-more");
    return make("li", {}, label);
  };

  let groups = 0;
  const groupOf = (item) => item.parentElement.querySelector(":scope > ul");
  const parentOf = (item) => item.parentElement.parentElement.closest(".tree li")?.firstElementChild;
  const isOpen = (item) => item.getAttribute("aria-expanded") === "true";
  const isClosed = (item) => item.getAttribute("aria-expanded") === "false";

  // Makes entries what they are in a tree, and those below them.
  function equip(lines, level) {
    for (const line of lines) {
      const item = line.firstElementChild;
      const inner = groupOf(item);
      const more = item.matches(".tree-more");
      set(line, { role: "none" });
      set(item, { role: "treeitem", tabindex: "-1", "aria-level": level });
      if (inner || more || item.matches(".has-more")) set(item, { "aria-expanded": Boolean(inner) });
      if (!more && item.ariaExpanded) item.after(make("span", { className: "tree-toggle", ariaHidden: "true" }));
      if (inner) own(item, inner, level + 1);
    }
  }
  function own(item, inner, level) {
    set(inner, { role: "group", id: inner.id ||= `gp-tree-${groups += 1}` });
    set(item, { "aria-owns": inner.id });
    equip(inner.children, level);
  }

  // The page shows a part of a very long level: its ends say how much more there is.
  function ends(branch) {
    const from = Number(branch.dataset.from);
    const rest = Number(branch.dataset.of) - from - branch.children.length;
    const more = (count) => make("li", {}, make("span", { className: "tree-label tree-more", textContent: t("{n} more", { n: count }) }));
    if (from) branch.prepend(more(from));
    if (rest) branch.append(more(rest));
  }
  // Completes these levels. The focus goes to the nearest of the new entries.
  function complete(whole) {
    for (const branch of tree.querySelectorAll("ul[data-of]")) {
      const nodes = branch === list ? whole : nodeOf(branch.parentElement, whole).c || [];
      const from = Number(branch.dataset.from);
      const to = from + shown(branch).length;
      for (const more of branch.querySelectorAll(":scope > li > .tree-more")) {
        const isStart = from && more.parentElement === branch.firstElementChild;
        const lines = (isStart ? nodes.slice(0, from) : nodes.slice(to)).map(entry);
        const hadFocus = more === document.activeElement;
        equip(lines, Number(more.ariaLevel));
        more.parentElement.replaceWith(...lines);
        if (hadFocus) go(lines.at(isStart ? -1 : 0)?.firstElementChild);
      }
      delete branch.dataset.of;
      delete branch.dataset.from;
    }
  }
  const shown = (branch) => [...branch.children].filter((line) => !line.querySelector(":scope > .tree-more"));
  // What the data say of an entry: it has the same place in the page and there.
  function nodeOf(line, whole) {
    const steps = [];
    for (let at = line; at; at = at.parentElement.closest(".tree li")) {
      steps.unshift(shown(at.parentElement).indexOf(at) + Number(at.parentElement.dataset.from || 0));
    }
    let node = { c: whole };
    for (const step of steps) node = node?.c?.[step];
    return node || {};
  }

  // ---- opening and going

  async function toggle(item) {
    let group = groupOf(item);
    if (!group) {
      let whole;
      try { whole = await load(); } catch { return; }
      if (item.matches(".tree-more")) { complete(whole); return; }
      group = groupOf(item);
      if (!group) {
        group = make("ul", { hidden: true }, ...(nodeOf(item.parentElement, whole).c || []).map(entry));
        item.parentElement.append(group);
        own(item, group, Number(item.ariaLevel) + 1);
      }
    }
    group.hidden = !group.hidden;
    set(item, { "aria-expanded": !group.hidden });
    // The stop for Tab is never in a closed branch.
    if (group.hidden && group.contains(stop)) rove(item);
  }

  let stop = null;
  function rove(item) {
    if (stop) stop.tabIndex = -1;
    stop = item;
    stop.tabIndex = 0;
  }
  function go(item) {
    if (!item) return;
    if (list.contains(item)) rove(item);
    item.focus();
  }

  tree.querySelectorAll("ul[data-of]").forEach(ends);
  set(list, { role: "tree", "aria-label": t("Contents") });
  equip(list.children, 1);
  rove(list.querySelector('[aria-current="page"]') || list.querySelector("[role=treeitem]"));
  tree.dataset.ready = "";

  list.addEventListener("click", (event) => {
    const item = event.target.closest("li").firstElementChild;
    if (!event.target.closest(".tree-toggle, .tree-label")) return;
    go(item);
    if (item.ariaExpanded) toggle(item);
  });
  list.addEventListener("focusin", (event) => { if (event.target.role === "treeitem") rove(event.target); });

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u2019']/g, "");
  let typed = "";
  let pause = 0;
  tree.addEventListener("keydown", (event) => {
    const at = event.target.closest("[role=treeitem], #gp-tree-found a");
    if (!at || event.altKey || event.ctrlKey || event.metaKey) return;
    const isItem = list.contains(at);
    const stops = isItem ? [...list.querySelectorAll("[role=treeitem]")].filter((item) => !item.closest("ul[hidden]")) : [...found.querySelectorAll("a")];
    const i = stops.indexOf(at);
    const { key } = event;
    const [inward, outward] = document.documentElement.dir === "rtl" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const act = {
      ArrowDown: () => go(stops[i + 1]),
      ArrowUp: () => go(stops[i - 1] || (isItem ? null : filter)),
      Home: () => go(stops[0]),
      End: () => go(stops[stops.length - 1]),
      [inward]: () => { if (isClosed(at)) toggle(at); else if (isOpen(at)) go(groupOf(at).firstElementChild.firstElementChild); },
      [outward]: () => { if (isOpen(at)) toggle(at); else if (isItem) go(parentOf(at)); },
      // The star opens the siblings too.
      "*": () => { for (const { firstElementChild: item } of isItem ? at.parentElement.parentElement.children : []) if (isClosed(item) && !item.matches(".tree-more")) toggle(item); },
      // An entry without a page has nothing else to do.
      ...(at.localName === "a" ? { " ": () => at.click() } : { Enter: () => toggle(at), " ": () => toggle(at) }),
    }[key];
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      act();
      return;
    }
    if (key.length !== 1 || key === "/") return;
    event.preventDefault();
    // Letters lead to the next entry that begins with them; one letter again and again goes from entry to entry.
    clearTimeout(pause);
    pause = setTimeout(() => { typed = ""; }, 700);
    typed += plain(key);
    const again = [...typed].every((letter) => letter === typed[0]);
    const from = i + (again ? 1 : 0);
    go([...stops.slice(from), ...stops.slice(0, from)].find((item) => plain(item.textContent).startsWith(again ? typed[0] : typed)));
  });

  // ---- filter

  const MOST = 60;
  async function show() {
    const words = plain(filter.value).split(/\s+/).filter(Boolean);
    list.hidden = words.length > 0;
    found.hidden = !words.length;
    status.textContent = "";
    if (!words.length) return;
    const hits = [];
    let count = 0;
    const walk = (nodes, above) => {
      for (const node of nodes) {
        const text = plain(`${node.t} ${node.d ?? ""}`);
        if (node.h && words.every((word) => text.includes(word))) {
          count += 1;
          if (count <= MOST) hits.push([node, above]);
        }
        if (node.c) walk(node.c, [...above, node.t]);
      }
    };
    try { walk(await load(), []); } catch { return; }
    found.replaceChildren(...hits.map(([node, above]) => {
      const label = link(node);
      if (above.length) label.append(make("span", { className: "tree-crumb", textContent: above.join(" / ") }));
      return make("li", {}, label);
    }));
    status.textContent = count > MOST ? t("{shown} of {n} entries", { shown: MOST, n: count }) : t("{n} entries", { n: count });
    if (!count) status.replaceChildren(`${t("No title has these words.")} `, make("a", { href: `${document.querySelector("form.search").action}?q=${encodeURIComponent(filter.value.trim())}`, textContent: t("Search the text of all pages") }));
  }
  let timer = 0;
  filter.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 100); });
  filter.addEventListener("focus", () => load().catch(() => {}), { once: true });
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && filter.value) { event.preventDefault(); event.stopPropagation(); filter.value = ""; show(); }
    if (event.key === "ArrowDown") { event.preventDefault(); go(found.hidden ? stop : found.querySelector("a")); }
  });
})();
