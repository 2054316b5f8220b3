// Before the first paint: the reader's colour scheme, and the mark that scripts run.
(function () {
  "use strict";
  const root = document.documentElement;
  root.dataset.js = "";
  // What CSS holds back for site.js (closed tab panels) is let go when that script never came.
  addEventListener("load", () => { if (!("ready" in root.dataset)) delete root.dataset.js; });
  try {
    const choice = localStorage.getItem("guidepost-theme");
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
  } catch { /* storage may be closed: the system's scheme it is */ }
})();
