// "My role" where it is chosen, and in lists: it ranks and dims, it never hides. What it is, site.js keeps.
(function () {
  "use strict";

  const role = window.guidepostRole;
  const choice = document.getElementById("gp-my-role");
  const button = document.getElementById("gp-this-role");
  const lists = [...document.querySelectorAll(".symptoms, .role-list")].map((list) => ({ list, items: [...list.children] }));
  let ranked = "";

  /** What states the role comes first, then what states none or everybody; what states others is dimmed. */
  function rank(id) {
    if (id === ranked) return;
    ranked = id;
    for (const { list, items } of lists) {
      const keys = new Map(items.map((item, at) => {
        const roles = (item.dataset.roles ?? item.dataset.role ?? "").split(" ").filter(Boolean);
        const of = !id || roles.includes(id) ? 0 : roles.length && item.dataset.everyone === undefined ? 2 : 1;
        item.classList.toggle("is-other", of === 2);
        return [item, (item.querySelector(".tag") ? 0 : 3e6) + of * 1e6 + at];
      }));
      const sorted = [...items].sort((a, b) => keys.get(a) - keys.get(b));
      if (sorted.some((item, at) => list.children[at] !== item)) list.append(...sorted);
    }
  }

  function show() {
    const { id = "" } = role.read();
    rank(id);
    if (choice) choice.value = [...choice.options].some((option) => option.value === id) ? id : "";
    if (button) button.setAttribute("aria-pressed", String(button.dataset.role === id));
  }

  choice?.addEventListener("change", () => role.write(choice.value, choice.selectedOptions[0].textContent));
  button?.addEventListener("click", () => {
    const { role: id, name } = button.dataset;
    role.write(role.read().id === id ? "" : id, name);
  });
  addEventListener("guidepost-role", show);
  show();
})();
