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

test("nothing moves while a page loads and is read", { todo: "a shift shows in some runs of the whole suite, none alone" }, () => site.open(null, async (page) => {
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries()) {
        if (!hadRecentInput) globalThis.shifts.push([value, ...sources.map(({ node }) => (node?.outerHTML ?? node?.textContent ?? "").slice(0, 80))]);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  const found = [];
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const target of [...Object.values(KINDS), "set-up-payouts.html", "verification-overview.html"]) {
      await page.goto(site.url(target));
      const shifts = await page.evaluate(async () => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
          scrollTo(0, y);
          await frame();
        }
        await Promise.all([...document.images].map((image) => image.decode()));
        await frame();
        return globalThis.shifts;
      });
      const sum = shifts.reduce((sum, [value]) => sum + value, 0);
      if (sum > 0.01) found.push([target, width, shifts]);
    }
  }
  assert.deepEqual(found, []);
}, { ignore: missing }));
