// Versions and pivots: the reader picks one, zones for others are hidden, the choice is kept in the
// URL and for later pages. Without this script every zone shows, with a label.
(() => {
  "use strict";
  const selects = [...document.querySelectorAll("select[data-choice]")];
  if (!selects.length) return;
  const HIDDEN = "[data-moniker][hidden], [data-pivot][hidden]";
  const named = (hash) => {
    let id = hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* a lone % */ }
    return document.getElementById(id);
  };
  const asked = new URLSearchParams(location.search);
  const stored = (key) => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const store = (key, value) => {
    try { localStorage.setItem(key, value); } catch { /* private window */ }
  };

  function apply() {
    for (const select of selects) {
      const attribute = select.dataset.choice === "view" ? "moniker" : "pivot";
      const own = new Set([...select.options].map((option) => option.value));
      for (const zone of document.querySelectorAll(`[data-${attribute}]`)) {
        const names = zone.dataset[attribute].split(" ");
        // A zone of another choice is not this one's business.
        if (!names.some((name) => own.has(name))) continue;
        zone.toggleAttribute("data-chosen", names.includes(select.value));
        if (names.includes(select.value)) zone.removeAttribute("hidden");
        else zone.setAttribute("hidden", "until-found");
      }
    }
    // The outline has what is shown; an entry before those below it.
    for (const item of [...document.querySelectorAll("[data-in-article] li")].reverse()) {
      const heading = named(item.firstElementChild.hash);
      item.hidden = heading?.closest(HIDDEN) && !item.querySelector("li:not([hidden])");
    }
  }

  function choose(select, value, remember) {
    if (![...select.options].some((option) => option.value === value)) return;
    select.value = value;
    if (!remember) return;
    store(`gp-${select.dataset.choice}-${select.dataset.group || ""}`, value);
    // The address as it is now: tabs and headings write to it too.
    const url = new URL(location.href);
    url.searchParams.set(select.dataset.choice, selects
      .filter((other) => other.dataset.choice === select.dataset.choice)
      .map((other) => other.value).join(","));
    try { history.replaceState(history.state, "", url); } catch { /* file:// in some browsers */ }
  }

  for (const select of selects) {
    const given = (asked.get(select.dataset.choice) || "").split(",");
    const saved = stored(`gp-${select.dataset.choice}-${select.dataset.group || ""}`);
    for (const value of [saved, ...given]) if (value) choose(select, value, false);
    select.addEventListener("change", () => {
      choose(select, select.value, true);
      apply();
    });
  }
  // Text that find-in-page or a link reaches in a hidden zone is shown by choosing that zone.
  function reach(element) {
    const zone = element?.closest(HIDDEN);
    if (!zone) return false;
    const names = (zone.dataset.moniker || zone.dataset.pivot).split(" ");
    for (const select of selects) names.forEach((name) => choose(select, name, true));
    apply();
    return true;
  }
  document.addEventListener("beforematch", (event) => reach(event.target));
  apply();

  // The browser has been at the fragment before the zones were hidden.
  const target = named(location.hash);
  if (reach(target)) target.scrollIntoView();
})();
