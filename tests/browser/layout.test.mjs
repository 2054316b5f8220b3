// Nothing scrolls sideways, nothing jumps: every page at the widths between which the layout changes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { KINDS, missing, pages, setUp, until, WIDTHS } from "./site.mjs";

const site = setUp();

/** What sticks out of the page to the side, or nothing. Runs in the page. */
const sideways = () => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= page.clientWidth) return null;
  const out = [...document.querySelectorAll("body *")].filter((element) => {
    const { right, left, width } = element.getBoundingClientRect();
    return width > 0 && (right > innerWidth + 1 || left < -1) && element.checkVisibility() && !element.closest("[popover]:not(:popover-open)");
  });
  return `${page.scrollWidth} of ${page.clientWidth} px: ${out.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)).join(" | ")}`;
};
/** What scrolls sideways inside the page. Runs in the page. */
const inside = async () => {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return [...document.querySelectorAll(".content *")]
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.role !== "tablist" && element.checkVisibility() && /auto|scroll/.test(getComputedStyle(element).overflowX))
    .map((element) => ({ tabIndex: element.tabIndex, role: element.getAttribute("role"), name: element.getAttribute("aria-label"), html: element.outerHTML.slice(0, 80) }));
};
/** Opens a page at every width; gives the number of places that scroll inside it at the narrowest. */
async function narrow(page, target, found) {
  await page.goto(site.url(target));
  if (target.startsWith("search/index.html?")) await until(page, () => /result/.test(document.querySelector("#search-page [role=status]").textContent));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(sideways);
    if (wide) found.push(`${target} at ${width} px: ${wide}`);
  }
  await page.setViewportSize({ width: WIDTHS[0], height: 800 });
  const regions = await page.evaluate(inside);
  for (const { html, tabIndex, role, name } of regions) {
    if (tabIndex !== 0 || !role || !name) found.push(`${target}: scrolls sideways out of reach of the keyboard, or has no name: ${html}`);
  }
  return regions.length;
}

test("no page scrolls sideways; what is wider than the text does so in a place that the keyboard reaches", () => site.open(null, async (page) => {
  const found = [];
  const long = "W".repeat(300);
  const others = [KINDS.search, KINDS[404], `search/index.html?q=${long}`, `troubleshooting/index.html?q=${long}`];
  let regions = 0;
  for (const target of [...pages(site.site), ...others]) regions += await narrow(page, target, found);
  assert.deepEqual(found, []);
  assert.ok(regions > 5, `the sample has wide tables and code, but only ${regions} scroll`);
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
    for (const target of [...Object.values(KINDS), "read-your-invoice.html", "set-up-multifactor.html", "verification-overview.html"]) {
      await page.goto(site.url(target));
      const shifts = await page.evaluate(async () => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        for (let y = 0; y < document.documentElement.scrollHeight; y += 600) {
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
