// The whole contents tree, on demand. The page holds the current branch; the rest comes from one script of data
// (`guidepostToc([{ t: title, h: href or null, c: [children] }])`, hrefs from the site's root) when the reader
// opens a node or types in the filter. A script and not a fetch, so that it works from file:// too.
(function () {
  "use strict";

  const tree = document.querySelector(".tree[data-src]");
  if (!tree) return;
  const root = document.documentElement.dataset.root;
  const list = tree.querySelector("ul");
  const filter = document.getElementById("gp-tree-filter");
  const found = document.getElementById("gp-tree-found");
  const status = document.getElementById("gp-tree-status");

  let loading = null;
  const load = () => loading ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    globalThis.guidepostToc = resolve;
    script.onerror = () => { loading = null; reject(new Error("The contents could not be read.")); };
    script.src = tree.dataset.src;
    document.head.append(script);
  });
  const isExternal = (href) => /^[a-z][a-z0-9+.-]*:|^\/\//i.test(href);
  const entry = (node) => {
    const item = document.createElement("li");
    const label = document.createElement(node.h ? "a" : "span");
    label.textContent = node.t;
    const external = node.h && isExternal(node.h);
    if (node.h) label.href = external || node.h.startsWith("/") ? node.h : root + node.h;
    else label.className = "tree-label";
    if (node.c?.length) label.classList.add("has-more");
    else if (external) label.className = "external";
    item.append(label);
    return item;
  };

  // Where an item stands: its index at every level, the same in the page and in the data.
  const path = (item) => {
    const steps = [];
    for (let at = item; at; at = at.parentElement.closest(".tree li")) steps.unshift([...at.parentElement.children].indexOf(at));
    return steps;
  };
  const toggle = async (item, button) => {
    let branch = item.querySelector(":scope > ul");
    if (!branch) {
      try {
        let level = await load();
        for (const step of path(item)) level = level[step]?.c || [];
        branch = document.createElement("ul");
        branch.append(...level.map(entry));
        branch.hidden = true;
        item.append(branch);
        branch.querySelectorAll("li").forEach(equip);
      } catch { return; }
    }
    branch.hidden = !branch.hidden;
    button.setAttribute("aria-expanded", String(!branch.hidden));
  };
  function equip(item) {
    const label = item.firstElementChild;
    if (!label.classList.contains("has-more") && !item.querySelector(":scope > ul")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tree-toggle";
    button.setAttribute("aria-label", label.textContent.trim());
    button.setAttribute("aria-expanded", String(Boolean(item.querySelector(":scope > ul"))));
    button.addEventListener("click", () => toggle(item, button));
    label.after(button);
  }
  list.querySelectorAll("li").forEach(equip);
  tree.dataset.ready = "";

  // Into a closed node opens it, out of an open one closes it; anything else is left to the page's own keys.
  tree.addEventListener("keydown", (event) => {
    const item = event.target.closest(".tree a, .tree-toggle")?.parentElement;
    const button = item?.querySelector(":scope > .tree-toggle");
    if (!button || event.altKey || event.ctrlKey || event.metaKey) return;
    const inward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const open = button.getAttribute("aria-expanded") === "true";
    if (event.key !== (open ? (inward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft") : inward)) return;
    event.preventDefault();
    event.stopPropagation();
    toggle(item, button);
  });

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u2019']/g, "");

  // A star opens the siblings too; letters lead to the next entry that begins with them.
  let typed = "";
  let pause = 0;
  tree.addEventListener("keydown", (event) => {
    const item = event.target.closest(".tree li");
    if (!item || event.altKey || event.ctrlKey || event.metaKey || event.key.length !== 1 || /[\s/]/.test(event.key)) return;
    event.preventDefault();
    if (event.key === "*") {
      for (const button of item.parentElement.querySelectorAll(':scope > li > [aria-expanded="false"]')) toggle(button.parentElement, button);
      return;
    }
    clearTimeout(pause);
    pause = setTimeout(() => { typed = ""; }, 700);
    typed += plain(event.key);
    // One letter again and again goes from entry to entry; a word stays where it fits.
    const again = [...typed].every((letter) => letter === typed[0]);
    const stops = [...tree.querySelectorAll("a, .tree-label + button")].filter((stop) => stop.offsetParent);
    const from = stops.findIndex((stop) => stop.parentElement === item) + (again ? 1 : 0);
    const name = (stop) => plain(stop.parentElement.firstElementChild.textContent);
    [...stops.slice(from), ...stops.slice(0, from)].find((stop) => name(stop).startsWith(again ? typed[0] : typed))?.focus();
  });

  const MOST = 60;
  async function show() {
    const words = plain(filter.value).split(/\s+/).filter(Boolean);
    list.hidden = words.length > 0;
    found.hidden = !words.length;
    if (!words.length) { status.textContent = ""; return; }
    const hits = [];
    let count = 0;
    const walk = (nodes, above) => {
      for (const node of nodes) {
        const text = plain(node.t);
        if (node.h && words.every((word) => text.includes(word))) {
          count += 1;
          if (count <= MOST) hits.push([node, above]);
        }
        if (node.c) walk(node.c, [...above, node.t]);
      }
    };
    try { walk(await load(), []); } catch (error) { status.textContent = error.message; return; }
    found.replaceChildren(...hits.map(([node, above]) => {
      const item = entry(node);
      item.firstElementChild.classList.remove("has-more");
      if (above.length) {
        const crumb = document.createElement("span");
        crumb.className = "tree-crumb";
        crumb.textContent = above.join(" / ");
        item.firstElementChild.append(crumb);
      }
      return item;
    }));
    status.textContent = count > MOST ? `${MOST} of ${count} entries` : `${count} ${count === 1 ? "entry" : "entries"}`;
  }
  let timer = 0;
  filter.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 100); });
  filter.addEventListener("focus", () => load().catch(() => {}), { once: true });
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && filter.value) { event.preventDefault(); event.stopPropagation(); filter.value = ""; show(); }
    if (event.key === "ArrowDown") { event.preventDefault(); tree.querySelector("ul:not([hidden]) a")?.focus(); }
  });
})();
