// "My role": one for the whole site, kept in this browser. It ranks and dims; it never hides.
(function () {
  "use strict";

  const KEY = "guidepost-role";
  const read = () => { try { return localStorage.getItem(KEY) || ""; } catch { return ""; } };
  const write = (id) => { try { if (id) localStorage.setItem(KEY, id); else localStorage.removeItem(KEY); } catch { /* not kept */ } };

  const choice = document.getElementById("gp-my-role");
  const button = document.getElementById("gp-this-role");
  const lists = [...document.querySelectorAll(".symptoms, .role-list")].map((list) => ({ list, items: [...list.children] }));
  const rolesOf = (item) => (item.dataset.roles ?? item.dataset.role ?? "").split(" ").filter(Boolean);

  /** What states the role comes first, what states none stays between, what states others is dimmed. */
  function show(id) {
    for (const { list, items } of lists) {
      const rank = (item) => {
        const roles = rolesOf(item);
        return !id || roles.includes(id) ? 0 : roles.length ? 2 : 1;
      };
      const guide = (item) => (item.querySelector(".tag") ? 0 : 1);
      const sorted = items.map((item, at) => ({ item, at, key: guide(item) * 3 + rank(item) }));
      sorted.sort((a, b) => a.key - b.key || a.at - b.at);
      if (sorted.some(({ item }, at) => list.children[at] !== item)) list.append(...sorted.map(({ item }) => item));
      for (const item of items) item.classList.toggle("is-other", rank(item) === 2);
    }
    if (choice) choice.value = [...choice.options].some((option) => option.value === id) ? id : "";
    if (button) button.setAttribute("aria-pressed", String(button.dataset.role === id));
    for (const badge of document.querySelectorAll(".role[data-role]")) badge.classList.toggle("is-mine", badge.dataset.role === id);
  }

  choice?.addEventListener("change", () => { write(choice.value); show(choice.value); });
  button?.addEventListener("click", () => {
    const id = read() === button.dataset.role ? "" : button.dataset.role;
    write(id);
    show(id);
  });
  addEventListener("storage", (event) => { if (event.key === KEY) show(read()); });
  show(read());
})();
