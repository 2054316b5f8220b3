// Nothing scrolls sideways, nothing jumps: every kind of page at the widths between which the layout changes. (Every
// page at the narrowest is in pages.test.mjs.)
import assert from "node:assert/strict";
import { test } from "node:test";
import { KINDS, missing, setUp, sideways, until, WIDTHS } from "./site.mjs";

const site = setUp();

test("no kind of page scrolls sideways", () => site.open(null, async (page) => {
  const found = [];
  const long = "W".repeat(300);
  const others = ["permissions-overview.html", "verification-overview.html", `search/index.html?q=${long}`, `troubleshooting/index.html?q=${long}`];
  for (const target of [...Object.values(KINDS), ...others]) {
    await page.goto(site.url(target));
    if (target.startsWith("search/index.html?")) await until(page, () => /result/.test(document.querySelector("#gp-search-page [role=status]").textContent));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(sideways);
      if (wide) found.push(`${target} at ${width} px: ${wide}`);
    }
  }
  assert.deepEqual(found, []);
}, { ignore: missing }));

test("no page scrolls sideways when the text is twice as large", () => site.open(null, async (page) => {
  const found = [];
  for (const target of Object.values(KINDS)) {
    await page.setViewportSize({ width: 640, height: 800 });
    await page.goto(site.url(target));
    await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
    const wide = await page.evaluate(sideways);
    if (wide) found.push(`${target}: ${wide}`);
  }
  assert.deepEqual(found, []);
}, { ignore: missing }));

test("nothing moves while a page loads and is read", () => site.open(null, async (page) => {
  // On a slow line the scripts come after the first paint, so here they always do; but for those that hold it back.
  let blocks = /./;
  let [painted, paint] = [null, null];
  await page.exposeFunction("painted", () => paint());
  await page.route(/\.js(\?|$)/, async (route) => {
    if (!blocks.test(route.request().url())) await painted;
    await route.continue();
  });
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver(() => globalThis.painted()).observe({ type: "paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries()) {
        if (!hadRecentInput) globalThis.shifts.push([value, ...sources.map(({ node }) => (node?.outerHTML ?? node?.textContent ?? "").slice(0, 80))]);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  const found = [];
  const chosen = ["set-up-payouts.html?pivots=wallet", `${KINDS.article}?tabs=powershell`];
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const target of [...Object.values(KINDS), "set-up-payouts.html", "verification-overview.html", ...chosen]) {
      painted = new Promise((resolve) => { paint = resolve; });
      const held = /<script (?!defer src)[^>]*src="[^"]*?([a-z-]+\.js)/g;
      const html = await (await fetch(site.url(target))).text();
      blocks = new RegExp([...html.matchAll(held)].map(([, name]) => name).join("|"));
      await page.goto(site.url(target));
      // What a search finds may lengthen the page below the window, and the reader is not there yet.
      if (target.startsWith("search/")) await page.locator("#gp-search-page [role=status]", { hasText: /result/ }).waitFor();
      const shifts = await page.evaluate(async () => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
          scrollTo(0, y);
          await frame();
        }
        // One in a closed panel is not loaded.
        await Promise.all([...document.images].filter((image) => image.checkVisibility()).map((image) => image.decode()));
        await frame();
        return globalThis.shifts;
      });
      const sum = shifts.reduce((sum, [value]) => sum + value, 0);
      if (sum > 0.001) found.push([target, width, shifts]);
    }
  }
  assert.deepEqual(found, []);
}, { ignore: missing }));
