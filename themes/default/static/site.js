// What every page can do with scripts on: search, colour scheme, drawer, contents tree, outline. Each part stands
// alone and does nothing where it has no place. What a text needs is in article.js.
const { t } = require("./translation.js");

(function () {
  "use strict";

  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  // Storage may be closed (private windows, file://): then nothing is remembered, and nothing breaks.
  const store = (kind) => ({
    get(key) { try { return window[kind].getItem(key); } catch { return null; } },
    set(key, value) { try { value === null ? window[kind].removeItem(key) : window[kind].setItem(key, value); } catch { /* closed */ } },
  });
  const local = store("localStorage");
  const session = store("sessionStorage");
  // The element that an address names. A fragment need not be well formed: then it is taken as it stands.
  const named = (hash) => {
    let id = hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* a lone % */ }
    return id ? document.getElementById(id) : null;
  };
  const wide = (pixels) => matchMedia(`(min-width: ${pixels / 16}rem)`);

  function colourScheme() {
    const button = document.querySelector("[data-theme-toggle]");
    if (!button) return;
    const order = ["auto", "light", "dark"];
    const names = { auto: t("Colour theme: automatic"), light: t("Colour theme: light"), dark: t("Colour theme: dark") };
    const show = (choice) => {
      button.dataset.choice = choice;
      button.title = names[choice];
      button.setAttribute("aria-label", button.title);
      if (choice === "auto") delete root.dataset.theme;
      else root.dataset.theme = choice;
    };
    show(root.dataset.theme || "auto");
    button.addEventListener("click", () => {
      const next = order[(order.indexOf(button.dataset.choice) + 1) % order.length];
      local.set("guidepost-theme", next === "auto" ? null : next);
      show(next);
    });
  }

  function contents() {
    const nav = document.getElementById("gp-contents");
    if (!nav) return;
    const current = nav.querySelector('[aria-current="page"]');
    const tree = nav.querySelector(".tree");
    const reveal = () => {
      if (!current) return;
      const [box, at] = [tree.getBoundingClientRect(), current.getBoundingClientRect()];
      if (at.top < box.top + 32 || at.bottom > box.bottom - 64) tree.scrollTop += at.top - box.top - box.height / 3;
    };
    if (tree) {
      const saved = session.get("guidepost-tree");
      if (saved) tree.scrollTop = Number(saved);
      addEventListener("pagehide", () => session.set("guidepost-tree", String(tree.scrollTop)));
    }
    reveal();
    // Who goes on with the keyboard leaves the drawer behind.
    nav.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !nav.contains(relatedTarget) && nav.matches(":popover-open")) nav.hidePopover();
    });
    nav.addEventListener("toggle", (event) => {
      if (event.newState !== "open") return;
      reveal();
      nav.querySelector("button").focus();
    });
    if (!document.body.classList.contains("wide")) {
      wide(1024).addEventListener("change", (event) => { if (event.matches && nav.matches(":popover-open")) nav.hidePopover(); });
    }
  }

  function outline() {
    const details = document.querySelector("[data-in-article]");
    if (!details) return;
    const summary = details.querySelector("summary");
    const column = wide(1280);
    const fit = () => {
      details.open = column.matches;
      if (column.matches) summary.tabIndex = -1;
      else summary.removeAttribute("tabindex");
    };
    fit();
    column.addEventListener("change", fit);
    // Over the text, it closes behind the reader.
    const now = make("span", { className: "in-article-now", ariaHidden: "true" });
    summary.append(now);
    const close = () => { if (!column.matches) details.open = false; };
    document.addEventListener("click", ({ target }) => { if (!details.contains(target) || target.closest("a")) close(); });
    details.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !details.contains(relatedTarget)) close(); });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || column.matches || !details.open) return;
      close();
      summary.focus();
    });

    const links = new Map();
    for (const link of all('a[href^="#"]', details)) {
      const target = named(link.hash);
      if (target) links.set(target, link);
    }
    if (!links.size) return;
    const targets = [...links.keys()];
    let marked = null;
    let queued = false;
    const spy = () => {
      queued = false;
      const line = innerHeight * 0.3;
      const atEnd = scrollY > 0 && innerHeight + scrollY >= root.scrollHeight - 4;
      let found = null;
      for (const target of targets) {
        if (!target.offsetParent) continue;
        if (target.getBoundingClientRect().top <= (atEnd ? innerHeight : line)) found = target;
        else break;
      }
      const link = found && links.get(found);
      if (link === marked) return;
      marked?.removeAttribute("aria-current");
      link?.setAttribute("aria-current", "true");
      marked = link;
      now.textContent = link?.textContent ?? "";
      if (link && column.matches) {
        const [box, at] = [details.getBoundingClientRect(), link.getBoundingClientRect()];
        if (at.top < box.top || at.bottom > box.bottom) details.scrollTop += at.top - box.top - box.height / 2;
      }
    };
    const queue = () => { if (!queued) { queued = true; requestAnimationFrame(spy); } };
    addEventListener("scroll", queue, { passive: true });
    addEventListener("resize", queue, { passive: true });
    spy();
  }

  // A policy of `form-action 'none'` stops a form, not a link: the search forms go where they would have gone.
  function searchForms() {
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (event.defaultPrevented || form.getAttribute("role") !== "search") return;
      event.preventDefault();
      const words = new FormData(form).get("q")?.trim();
      if (words) location.href = `${form.getAttribute("action")}?q=${encodeURIComponent(words)}`;
    });
  }

  // Search is loaded when it is first wanted: by the box, or by its keys.
  function search() {
    const input = document.getElementById("gp-search-input");
    if (!input) return;
    const boxes = all("#gp-search-input, #gp-search-page-input");
    let loaded = null;
    const load = window.guidepostLoadSearch = () => loaded ??= new Promise((resolve) => {
      const script = make("script", { src: input.form.dataset.script });
      script.onerror = () => { loaded = null; resolve(); };
      script.onload = () => {
        resolve();
        // What was typed before.
        if (document.activeElement.value && boxes.includes(document.activeElement)) document.activeElement.dispatchEvent(new Event("input"));
      };
      document.head.append(script);
    });
    if (!document.getElementById("gp-search-page")) {
      for (const box of boxes) box.addEventListener("focus", load);
      if (boxes.includes(document.activeElement)) load();
    }
    document.addEventListener("keydown", (event) => {
      const { target, key } = event;
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const writes = target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
      const control = event.ctrlKey || event.metaKey;
      const slash = key === "/" && !control && !writes && !document.querySelector("[data-filter-focus]");
      if (!slash && !(control && !event.shiftKey && key.toLowerCase() === "k")) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  }

  // "My role": one for the whole site, kept in this browser. Badges of it and the header say so; lists and search put it
  // first; nothing is hidden. What changes it is on the pages of roles, in the troubleshooting index and in search.
  function myRole() {
    const key = `guidepost-role ${new URL(root.dataset.root || ".", location.href).pathname}`;
    const read = () => { try { return JSON.parse(local.get(key)) || {}; } catch { return {}; } };
    const show = () => {
      const { id, name } = read();
      for (const badge of all(".role.is-mine")) if (badge.dataset.role !== id) badge.classList.remove("is-mine"), badge.querySelector(".mine")?.remove();
      for (const badge of id ? all(`.role[data-role="${CSS.escape(id)}"]:not(.is-mine)`) : []) {
        badge.classList.add("is-mine");
        badge.append(make("span", { className: "mine", textContent: ` · ${t("your role")}` }));
      }
      for (const link of all("[data-my-role]")) {
        link.classList.toggle("is-mine", Boolean(id));
        if (id) link.title = t("My role: {name}", { name });
        else link.removeAttribute("title");
      }
      dispatchEvent(new Event("guidepost-role"));
    };
    window.guidepostRole = { read, write(id, name) { local.set(key, id ? JSON.stringify({ id, name }) : null); show(); } };
    addEventListener("storage", (event) => { if (event.key === key) show(); });
    show();
  }

  // A page of the site comes while the reader is about to click its link: the pointer rests on it, or a finger is down.
  function ahead() {
    if (!/^http/.test(location.protocol) || navigator.connection?.saveData) return;
    const site = new URL(root.dataset.root || ".", location.href).href;
    const pages = new Set([location.href.split("#")[0]]);
    let waiting;
    const soon = ({ target, type, pointerType }) => {
      clearTimeout(waiting);
      const link = target.closest?.("a[href]:not([download])");
      const page = link?.href.split("#")[0];
      if (!page?.startsWith(site) || !/(?:\.html|\/)$/.test(page) || pages.has(page)) return;
      waiting = setTimeout(() => {
        pages.add(page);
        fetch(page, { priority: "low" }).catch(() => {});
      }, type === "pointerover" && pointerType === "mouse" ? 65 : 0);
    };
    document.addEventListener("pointerover", soon);
    document.addEventListener("pointerdown", soon);
  }

  for (const part of [search, searchForms, colourScheme, contents, outline, myRole, ahead]) part();
  root.dataset.ready = "";
})();
