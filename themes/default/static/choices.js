// Versions and pivots: the reader picks one, zones for others are hidden, the choice is kept in the
// URL and for later pages. Without this script every zone shows, with a label.
(() => {
  "use strict";
  const selects = [...document.querySelectorAll("select[data-choice]")];
  if (!selects.length) return;
  const url = new URL(location.href);
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
  }

  function choose(select, value, remember) {
    if (![...select.options].some((option) => option.value === value)) return;
    select.value = value;
    if (!remember) return;
    store(`gp-${select.dataset.choice}-${select.dataset.group || ""}`, value);
    url.searchParams.set(select.dataset.choice, selects
      .filter((other) => other.dataset.choice === select.dataset.choice)
      .map((other) => other.value).join(","));
    history.replaceState(null, "", url);
  }

  for (const select of selects) {
    const given = (url.searchParams.get(select.dataset.choice) || "").split(",");
    const saved = stored(`gp-${select.dataset.choice}-${select.dataset.group || ""}`);
    for (const value of [saved, ...given]) if (value) choose(select, value, false);
    select.addEventListener("change", () => {
      choose(select, select.value, true);
      apply();
    });
  }
  // Text that find-in-page or a link reaches in a hidden zone is shown by choosing that zone.
  document.addEventListener("beforematch", (event) => {
    const zone = event.target.closest("[data-moniker][hidden], [data-pivot][hidden]");
    if (!zone) return;
    const names = (zone.dataset.moniker || zone.dataset.pivot).split(" ");
    for (const select of selects) names.forEach((name) => choose(select, name, true));
    apply();
  });
  apply();
  for (const block of document.querySelectorAll(".choices")) block.hidden = false;
})();
