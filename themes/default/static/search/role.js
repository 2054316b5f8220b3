// Search for readers who have chosen their role; nobody else loads it. What concerns the role gains a little, and what
// is for other roles loses it: less than a better match does.
(function () {
  "use strict";

  const GAIN = 0.12;
  const role = window.guidepostRole;

  /** By page: GAIN where it states the reader's role or is for everybody, -GAIN where it states others only. */
  role.owner = async (file, pages) => {
    const own = role.read().id;
    const owned = {};
    for (const [value, label, gaps] of (await file("facets")).find(([name]) => name === "role")?.[1] ?? []) {
      const mine = value === own || /^(?:all|any|every)/i.test(label);
      pages(gaps, (page) => { owned[page] = mine || owned[page] > 0 ? GAIN : -GAIN; });
    }
    return owned;
  };
})();
