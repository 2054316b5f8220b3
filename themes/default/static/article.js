// What a text can do with scripts on: heading links, code bars, tables, tab groups, image viewer. Each part stands alone
// and does nothing where it has no place.
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
  // The element that an address names. A fragment need not be well formed: then it is taken as it stands.
  const named = (hash) => {
    let id = hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* a lone % */ }
    return id ? document.getElementById(id) : null;
  };

  // One polite voice for what changes without moving the focus.
  const voice = make("div", { className: "visually-hidden" });
  voice.setAttribute("role", "status");
  document.body.append(voice);
  const say = (text) => { voice.textContent = ""; setTimeout(() => { voice.textContent = text; }, 50); };

  function headingLinks() {
    for (const heading of all(".content :is(h2, h3, h4, h5, h6)[id]")) {
      if (heading.querySelector("a")) continue;
      const name = heading.textContent.trim();
      const link = make("a", { className: "heading-link", href: `#${heading.id}` });
      link.setAttribute("aria-label", t("Link to “{name}”", { name }));
      heading.append(link);
    }
  }

  // Names that a capital letter alone does not make: the rest is `python` → Python, `json` → JSON.
  const LANGUAGES = {
    azurecli: "Azure CLI", azurepowershell: "Azure PowerShell", cmd: "Command prompt", cpp: "C++", cs: "C#", csharp: "C#", fsharp: "F#",
    graphql: "GraphQL", javascript: "JavaScript", js: "JavaScript", jsonc: "JSON", powershell: "PowerShell", ps: "PowerShell", ts: "TypeScript",
    typescript: "TypeScript", vb: "Visual Basic", yml: "YAML",
  };
  const language = (lang) => LANGUAGES[lang]
    || (/^(c|cli|css|csv|html|http|ini|json|php|sql|toml|xaml|xml|yaml)$/.test(lang) ? lang.toUpperCase() : lang.charAt(0).toUpperCase() + lang.slice(1));

  const copyText = async (text) => {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* not on file:// or without permission */ }
    const area = make("textarea", { value: text, className: "visually-hidden" });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  const copied = (button, label, done) => {
    const before = label.textContent;
    label.textContent = done ? t("Copied") : t("Press Ctrl+C");
    button.classList.toggle("is-done", done);
    say(done ? t("Copied") : t("Copying failed"));
    setTimeout(() => { label.textContent = before; button.classList.remove("is-done"); }, 1800);
  };

  function codeBars() {
    for (const code of all(".content pre > code")) {
      const pre = code.parentElement;
      const lang = [...code.classList].find((name) => name.startsWith("lang-"))?.slice(5) || "";
      const label = make("span", { textContent: language(lang.toLowerCase()) || t("Code") });
      const button = make("button", { type: "button", className: "copy-button" }, make("span", { textContent: t("Copy") }));
      button.setAttribute("aria-label", t("Copy: {name}", { name: label.textContent }));
      button.addEventListener("click", async () => copied(button, button.firstChild, await copyText(code.textContent.replace(/\n$/, ""))));
      const box = make("div", { className: "code" });
      pre.replaceWith(box);
      pre.classList.add("code-body");
      box.append(make("div", { className: "code-bar" }, label, button), pre);
      region(pre, t("Code: {name}", { name: label.textContent }));
    }
  }

  // Markdown with whole addresses, so that its links lead somewhere wherever it is pasted. Code is left as it is.
  const LINKS = /^[ >]*(`{3,}|~{3,})[^\n]*\n[^]*?\n[ >]*\1 *$|\\.|(`+)(?!`)(?:(?!\n[ >]*\n)[^])*?[^`]\2(?!`)|(\]\(<?|\b(?:href|src|poster)=")([^)>"\s]+)/gm;
  const whole = (text, base) => text.replace(LINKS, (all, fence, ticks, before, url) => {
    if (!before) return all;
    try { return before + new URL(url, base).href; } catch { return all; }
  });

  function copyMarkdown() {
    const markdown = document.querySelector("[data-copy-markdown]");
    markdown?.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !/^http/.test(location.protocol)) return;
      event.preventDefault();
      try {
        const answer = await fetch(markdown.href);
        if (!answer.ok) throw new Error(answer.statusText);
        copied(markdown, markdown.querySelector("span"), await copyText(whole(await answer.text(), location.href)));
      } catch { location.href = markdown.href; }
    });
  }

  // What scrolls sideways can be reached and named by keyboard and screen reader, for as long as it does: a window
  // that narrows, a tab that opens and larger text all change that.
  const names = new WeakMap();
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth;
      for (const [key, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", names.get(target)]]) {
        if (scrolls) target.setAttribute(key, value);
        else target.removeAttribute(key);
      }
    }
  });
  function region(element, name) {
    names.set(element, name);
    sizes.observe(element);
  }

  function tables() {
    for (const table of all(".content table")) {
      let box = table.closest(".table-scroll");
      if (!box) {
        box = make("div", { className: "table-scroll" });
        table.replaceWith(box);
        box.append(table);
      }
      // A head without words heads nothing.
      for (const head of all("th:not(:has(*))", table)) if (!head.textContent.trim()) head.replaceWith(make("td", { className: head.className, colSpan: head.colSpan, rowSpan: head.rowSpan }));
      const heads = all("th", table).slice(0, 4).map((th) => th.textContent.trim()).filter(Boolean);
      region(box, table.caption?.textContent.trim() || (heads.length ? `${t("{label}:", { label: t("Table") })} ${heads.join(", ")}` : t("Table")));
    }
  }

  // Tab groups as on Learn: equal ids switch together on the whole page; a tab with a condition shows only
  // while the tab it names is chosen; the choice is in the URL and remembered.
  function tabs() {
    const groups = all(".tabGroup").map((group) => ({
      list: group.querySelector(":scope > [role=tablist]"),
      element: group,
      tabs: all(":scope > [role=tablist] > li > a", group).map((link) => ({
        link,
        item: link.parentElement,
        panel: document.getElementById(link.getAttribute("aria-controls")),
        ids: (link.dataset.tab || "").split("+"),
        condition: link.dataset.condition || "",
      })).filter((tab) => tab.panel),
    })).filter((group) => group.tabs.length);
    if (!groups.length) return;

    const asked = (new URLSearchParams(location.search).get("tabs") || "").split(",").filter(Boolean);
    const kept = (local.get("guidepost-tabs") || "").split(",").filter(Boolean);
    let chosen = [...new Set([...asked, ...kept])]; // the latest choice first

    const apply = () => {
      const shown = new Set();
      for (const group of groups) {
        const open = group.tabs.filter((tab) => !tab.condition || tab.condition.split("+").some((id) => shown.has(id)));
        const rank = (tab) => Math.min(...tab.ids.map((id) => { const i = chosen.indexOf(id); return i < 0 ? Infinity : i; }));
        let selected = open[0];
        for (const tab of open) if (rank(tab) < rank(selected)) selected = tab;
        for (const tab of group.tabs) {
          const on = tab === selected;
          tab.item.hidden = !open.includes(tab);
          tab.link.setAttribute("aria-selected", String(on));
          tab.link.tabIndex = on ? 0 : -1;
          if (on) { tab.panel.removeAttribute("hidden"); tab.panel.removeAttribute("aria-hidden"); }
          else tab.panel.setAttribute("hidden", open.includes(tab) ? "until-found" : "");
        }
        if (selected) selected.ids.forEach((id) => shown.add(id));
        group.element.dataset.ready = "";
      }
      return shown;
    };

    const choose = (tab, anchor) => {
      chosen = [...new Set([...tab.ids, ...(tab.condition ? tab.condition.split("+") : []), ...chosen])];
      const before = anchor?.getBoundingClientRect().top;
      const shown = apply();
      if (anchor) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
      local.set("guidepost-tabs", chosen.slice(0, 24).join(","));
      const url = new URL(location.href);
      url.searchParams.delete("tabs");
      const rest = url.searchParams.toString();
      url.search = `${rest ? `${rest}&` : ""}tabs=${chosen.filter((id) => shown.has(id)).map(encodeURIComponent).join(",")}`;
      try { history.replaceState(history.state, "", url); } catch { /* file:// in some browsers */ }
    };

    for (const group of groups) {
      group.list?.setAttribute("aria-label", t("Choose a variant"));
      for (const tab of group.tabs) {
        tab.panel.dataset.title ||= tab.link.textContent.trim();
        tab.link.id ||= `tab_${tab.panel.id}`;
        tab.panel.setAttribute("aria-labelledby", tab.link.id);
        // The keyboard reaches a panel with nothing in it to reach.
        if (!tab.panel.querySelector("a[href], button, input, summary, [tabindex]")) tab.panel.tabIndex = 0;
        tab.link.addEventListener("click", (event) => { event.preventDefault(); choose(tab, tab.link); });
        tab.panel.addEventListener("beforematch", () => choose(tab));
      }
      group.list?.addEventListener("keydown", (event) => {
        const open = group.tabs.filter((tab) => !tab.item.hidden);
        const i = open.findIndex((tab) => tab.link === document.activeElement);
        if (i < 0) return;
        const step = root.dir === "rtl" ? -1 : 1;
        const to = { ArrowRight: i + step, ArrowLeft: i - step, Home: 0, End: open.length - 1, " ": i }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        const tab = open[(to + open.length) % open.length];
        choose(tab, tab.link);
        tab.link.focus();
      });
    }
    apply();

    // A link into a closed panel opens it, also where the browser does not know until-found.
    const reach = () => {
      const target = named(location.hash);
      let opened = false;
      for (let panel = target && target.closest("[role=tabpanel]"); panel; panel = panel.parentElement.closest("[role=tabpanel]")) {
        const tab = groups.flatMap((group) => group.tabs).find((one) => one.panel === panel);
        if (tab && panel.hasAttribute("hidden")) { choose(tab); opened = true; }
      }
      if (opened) target.scrollIntoView();
    };
    reach();
    addEventListener("hashchange", reach);
  }

  // Paper shows where next steps lead: whole addresses, since a page of it is nowhere.
  function nextSteps() {
    for (const link of all(".nextstepaction a[href]")) if (/^http/.test(link.href)) link.dataset.address = link.href;
  }

  function viewer() {
    let dialog = null;
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a.lightbox");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (!dialog) {
        const close = make("button", { type: "button", textContent: t("Close") });
        dialog = make("dialog", { className: "viewer" }, make("img"), close);
        dialog.addEventListener("click", () => dialog.close());
        document.body.append(dialog);
      }
      const [image, small] = [dialog.querySelector("img"), link.querySelector("img")];
      image.src = link.href;
      image.alt = small?.alt || "";
      dialog.setAttribute("aria-label", image.alt || t("Image"));
      dialog.showModal();
    });
  }

  for (const part of [headingLinks, codeBars, copyMarkdown, tables, tabs, nextSteps, viewer]) part();
})();
