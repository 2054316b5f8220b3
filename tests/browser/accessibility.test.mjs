// No rule of axe-core is broken, on any kind of page, narrow and wide, light and dark, and in the states that readers
// bring about.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { KINDS, missing, setUp, until } from "./site.mjs";

const site = setUp();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Violations on the page as it stands, one line each. */
async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, {
      resultTypes: ["violations"],
      // Of WCAG 2.2 AA, and off unless asked for.
      rules: { "target-size": { enabled: true } },
    });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, any, all, none }) =>
      `${id}: ${help}: ${target.join(" ")}: ${[...any, ...all, ...none].map(({ message }) => message).join("; ")}`));
  });
}
const WIDTHS = [320, 768, 1440];
const SCHEMES = ["light", "dark"];

for (const [kind, target] of Object.entries(KINDS)) {
  for (const scripts of [true, false]) {
    test(`${kind}, scripts ${scripts ? "on" : "off"}`, () => site.open(null, async (page) => {
      // The page has none of its own; the rules still need a browser that runs them.
      if (!scripts) await page.route(/\.js(\?|$)/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
      await page.goto(site.url(target));
      if (kind === "search" && scripts) await page.locator("#gp-search-page a").first().waitFor();
      const found = [];
      for (const width of WIDTHS) {
        for (const colorScheme of SCHEMES) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme });
          for (const one of await violations(page)) found.push(`${width} px, ${colorScheme}: ${one}`);
        }
      }
      assert.deepEqual(found, []);
    }, { ignore: missing }));
  }
}

const STATES = {
  "search results under the box": ["index.html", 1280, async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.insertText("password");
    await page.locator('#gp-search-results [role="option"]').first().waitFor();
    await page.keyboard.press("ArrowDown");
  }],
  "nothing found": ["search/index.html?q=qqxzzv", 320, (page) => until(page, () => /No results/.test(document.querySelector("#gp-search-page").textContent))],
  "more results than are shown": ["search/index.html?q=account+partner+your", 320, (page) => page.getByRole("button", { name: "Show more results" }).waitFor()],
  "filters that leave nothing": ["search/index.html?q=qqxzzv&role=global-admin", 320, (page) => page.getByRole("button", { name: "Remove filters" }).waitFor()],
  "the drawer": [KINDS.article, 320, (page) => page.getByRole("button", { name: "Contents", exact: true }).click()],
  "the filter of the contents": [KINDS.article, 1280, async (page) => {
    await page.locator("#gp-tree-filter").fill("invoice");
    await page.locator("#gp-tree-found a").first().waitFor();
  }],
  "an opened branch": [KINDS.article, 1280, async (page) => {
    await page.getByRole("treeitem", { name: "Developer", exact: true }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("treeitem", { name: "Get an access token" }).waitFor();
  }],
  "a chosen role": [KINDS.troubleshooting, 1280, (page) => page.locator(".chip").first().click()],
  "no symptom matches": [`${KINDS.troubleshooting}?q=qqxzzv`, 320, (page) => page.locator("#gp-finder-empty").waitFor()],
  "another tab": [KINDS.article, 320, (page) => page.getByRole("tab", { name: "PowerShell" }).first().click()],
  "a large picture": ["read-your-invoice.html", 1280, async (page) => {
    await page.locator("a.lightbox").click();
    await page.locator("dialog img").evaluate((image) => image.decode());
  }],
};
for (const [state, [target, width, reach]] of Object.entries(STATES)) {
  test(state, () => site.open(target, async (page) => {
    await reach(page);
    const found = [];
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      for (const one of await violations(page)) found.push(`${colorScheme}: ${one}`);
    }
    assert.deepEqual(found, []);
  }, { viewport: { width, height: 900 } }));
}
