// The search page: all results, filters, and an address that names the query. Loaded before search.js,
// which has the box and hands its parts over.
const { t } = require("../translation.js");

(function () {
  "use strict";

  const STEP = 30;

  window.guidepostSearchPage = ({ page, input, role, live, element, button, links, count, ask, clear, type }) => {
    const own = document.getElementById("gp-search-page-input");
    const help = document.getElementById("gp-search-help");
    const all = element("ul", { class: "search-list" });
    const filters = element("div", { class: "search-filters" });
    const ranked = element("p", { class: "search-mine", hidden: "" });
    const clearRole = element("button", { type: "button", class: "link-button" }, t("Clear my role"));
    const more = button(t("Show more results"));
    const widen = button(t("Remove filters"));
    for (const one of [more, widen]) one.classList.add("button", "button-quiet");
    let shown = STEP;

    const chosen = {};
    const LABELS = { role: t("Role"), topic: t("Type of article"), service: t("Service"), applies: t("Applies to") };

    function update() {
      const query = input.value.trim();
      const address = new URL(location.href);
      address.search = "";
      for (const [name, value] of [["q", query], ...Object.entries(chosen)]) if (value) address.searchParams.set(name, value);
      if (address.href !== location.href) {
        shown = STEP;
        try {
          history.replaceState(null, "", address);
        } catch {
          // A page opened from disk may not change its address.
        }
      }
      if (query) ask({ limit: shown, facets: chosen }, showOnPage);
      else {
        clear();
        all.replaceChildren();
        filters.replaceChildren();
        more.hidden = widen.hidden = help.hidden = true;
      }
    }

    function showOnPage(results, query) {
      if (all.matches(":active")) {
        // A result is being pressed: a list exchanged now would lose the click.
        addEventListener("pointerup", () => setTimeout(showOnPage, 0, results, query), { once: true });
        return;
      }
      live.textContent = count(results, query);
      const at = [...all.children].findIndex((item) => item.contains(document.activeElement));
      all.replaceChildren(...links(results).map((a) => element("li", { class: "result" }, a)));
      if (at >= 0 && all.children[at]) all.children[at].firstChild.focus();
      more.hidden = !results || results.length >= results.total;
      widen.hidden = !results || results.total > 0 || !Object.values(chosen).some(Boolean);
      help.hidden = !results || results.total > 0;
      if (results) results.counts.forEach(showFilter);
      showRole();
    }

    /** Whose results come first, and the way out of that. */
    function showRole() {
      const { id, name } = role.read();
      ranked.hidden = !id;
      ranked.replaceChildren(`${t("What concerns your role, {name}, comes first.", { name })} `, clearRole);
    }

    /** A facet's choice, with how many results each value has. */
    function showFilter([name, values]) {
      if (chosen[name] && !values.some(([value]) => value === chosen[name])) {
        // The address names a value that the site has no more.
        chosen[name] = "";
        update();
        return;
      }
      let choice = filters.querySelector(`[name="${name}"]`);
      if (!choice) {
        choice = element("select", { name });
        choice.addEventListener("change", () => {
          chosen[name] = choice.value;
          update();
        });
        filters.append(element("label", {}, LABELS[name] + " ", choice));
      }
      const used = values.filter(([value, , count]) => count || value === chosen[name]);
      const option = ([value, label, count]) => element("option", { value }, `${label} (${count})`);
      choice.replaceChildren(element("option", { value: "" }, t("Any")), ...used.map(option));
      choice.value = chosen[name] || "";
    }

    const wanted = new URL(location.href).searchParams;
    page.append(filters, live, ranked, widen, all, more);
    for (const node of [widen, clearRole]) {
      node.addEventListener("click", () => {
        if (node === clearRole) role.write("");
        else for (const name in chosen) chosen[name] = "";
        own.focus();
        update();
      });
    }
    more.addEventListener("click", () => {
      all.lastChild.firstChild.focus();
      shown += STEP;
      update();
    });
    for (const name of Object.keys(LABELS)) chosen[name] = wanted.get(name) || "";
    input.value ||= wanted.get("q") || "";
    own.value = input.value;
    own.addEventListener("input", () => type(own, input));
    update();
    return { update, own };
  };
})();
