// Loads the page again when the site was built again. Only in pages that `guidepost serve` sends.
"use strict";
{
  const since = new URL(document.currentScript.src).searchParams.get("since");
  let source = null;

  // Browsers allow few connections to one server, so only a page in sight keeps one. A page that
  // comes into sight and is out of date is told so at once.
  const follow = () => {
    source?.close();
    source = null;
    if (document.visibilityState === "visible") {
      source = new EventSource(`/_guidepost/reload?since=${since}`);
      source.addEventListener("reload", () => {
        source.close();
        location.reload();
      });
    }
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}
