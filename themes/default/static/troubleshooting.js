// The troubleshooting index: words and roles narrow the list that the page already holds. A role never hides
// an entry that states none. The state is in the URL (?q=&role=), so a filtered list can be sent to somebody.
(function () {
  "use strict";

  const form = document.getElementById("gp-finder");
  if (!form) return;
  const input = document.getElementById("gp-finder-input");
  const count = document.getElementById("gp-finder-count");
  const empty = document.getElementById("gp-finder-empty");
  const search = document.getElementById("gp-finder-search");
  const chips = [...form.querySelectorAll(".chip")];

  // Curly quotes, case and accents make no difference; words that say nothing are not asked for.
  const plain = (text) => text.toLowerCase().replace(/[\u2018\u2019\u02bc]/g, "'").normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const EMPTY_WORDS = new Set("a an and are at be by can do for from have how i if in is it me my of on or the this to we what when why with you your".split(" "));
  const words = (text) => {
    const found = plain(text).split(/[^\p{L}\p{N}'_.-]+/u).map((word) => word.replace(/^['.-]+|['.-]+$/g, "")).filter(Boolean);
    const telling = found.filter((word) => !EMPTY_WORDS.has(word));
    return telling.length ? telling : found;
  };

  const areas = [...document.querySelectorAll(".area")].map((element) => ({
    element,
    count: element.querySelector("h2 .count"),
    link: document.querySelector(`[data-area="${CSS.escape(element.querySelector("h2").id)}"]`),
    entries: [...element.querySelectorAll(".symptom")].map((item) => ({
      element: item,
      text: plain(item.textContent),
      roles: item.dataset.roles ? item.dataset.roles.split(" ") : [],
      badges: [...item.querySelectorAll(".role[data-role]")],
    })),
  }));

  const asked = new URLSearchParams(location.search);
  // `?code=900316` leads to the code's own entry.
  const code = asked.get("code");
  const row = code && document.querySelector(`[data-code="${CSS.escape(code)}"]`);
  const roles = new Set((asked.get("role") || "").split(",").filter((id) => chips.some((chip) => chip.dataset.role === id)));
  input.value = asked.get("q") || "";

  function show() {
    const terms = words(input.value);
    let total = 0;
    let unstated = 0;
    for (const area of areas) {
      let here = 0;
      for (const entry of area.entries) {
        const fits = terms.every((term) => entry.text.includes(term))
          && (!roles.size || !entry.roles.length || entry.roles.some((id) => roles.has(id)));
        entry.element.hidden = !fits;
        if (!fits) continue;
        here += 1;
        if (roles.size && !entry.roles.length) unstated += 1;
        for (const badge of entry.badges) badge.classList.toggle("is-match", roles.has(badge.dataset.role));
      }
      total += here;
      area.element.hidden = !here;
      area.count.textContent = here;
      if (area.link) {
        area.link.querySelector(".count").textContent = here;
        area.link.classList.toggle("is-empty", !here);
      }
    }
    const whole = Number(count.dataset.total) || total;
    const filtered = terms.length || roles.size;
    count.textContent = filtered
      ? `${total} of ${whole} problems${unstated ? `, ${unstated} of them without a stated role` : ""}`
      : `${whole} ${whole === 1 ? "problem" : "problems"}`;
    empty.hidden = total > 0;
    search.href = `${search.href.split("?")[0]}${input.value.trim() ? `?q=${encodeURIComponent(input.value.trim())}` : ""}`;
    for (const chip of chips) chip.setAttribute("aria-pressed", String(roles.has(chip.dataset.role)));

    const url = new URL(location.href);
    for (const [key, value] of [["q", input.value.trim()], ["role", [...roles].join(",")]]) {
      if (value) url.searchParams.set(key, value);
      else url.searchParams.delete(key);
    }
    try { history.replaceState(history.state, "", url); } catch { /* file:// in some browsers */ }
  }

  let timer = 0;
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 80); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && input.value) { event.preventDefault(); input.value = ""; show(); }
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      const id = chip.dataset.role;
      if (!roles.delete(id)) roles.add(id);
      show();
    });
  }
  document.querySelector("[data-clear]")?.addEventListener("click", () => { input.value = ""; roles.clear(); show(); input.focus(); });

  // On this page "/" means this box; the site's search has it everywhere else, and Ctrl+K here too.
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    input.focus();
    input.select();
  }, true);

  if (input.value || roles.size) show();
  if (row) {
    row.scrollIntoView({ block: "center" });
    row.querySelector("a").focus({ preventScroll: true });
  }
})();
