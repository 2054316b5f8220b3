// The contents tree where a level is longer than what a page holds of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folder, setUp } from "./site.mjs";

const site = setUp({ site: folder("LONG") });
const MIDDLE = "200.html";
const entry = (page, name) => page.locator("#gp-contents").getByRole("treeitem", { name, exact: true });
const count = (page) => page.locator("#gp-contents [role=treeitem][aria-level='2']:not(.tree-more)").count();

test("a long level is shown around the page, and what is left out is said", () => site.open(MIDDLE, async (page) => {
  const shown = await count(page);
  assert.ok(shown > 50 && shown < 300, `${shown} entries`);
  const more = await page.locator("#gp-contents .tree-more").allTextContents();
  assert.equal(more.length, 2);
  assert.equal(more.map((text) => Number(/^(\d+) more$/.exec(text)[1])).reduce((a, b) => a + b, shown), 400);
}));

test("the rest of it comes in place, by key and by mouse, and the focus stays where the reader was", () => site.open(MIDDLE, async (page) => {
  const text = () => page.evaluate(() => document.activeElement.textContent);
  const last = await page.locator("#gp-contents [aria-level='2']:not(.tree-more)").last().textContent();
  await entry(page, "Start").press("End");
  assert.match(await text(), /^\d+ more$/);
  await page.keyboard.press("Enter");
  await entry(page, "Plant 400").waitFor();
  assert.equal(await text(), `Plant ${Number(last.slice(6)) + 1}`);
  assert.equal(await page.locator("#gp-contents .tree-more").count(), 0);
  const names = await page.locator("#gp-contents [aria-level='2']").allTextContents();
  assert.deepEqual(names, Array.from({ length: 400 }, (_, i) => `Plant ${i + 1}`));

  await page.reload();
  const first = await page.locator("#gp-contents [aria-level='2']:not(.tree-more)").first().textContent();
  await page.locator("#gp-contents .tree-more").first().click();
  await entry(page, "Plant 1").waitFor();
  assert.equal(await text(), `Plant ${Number(first.slice(6)) - 1}`);
  assert.equal(await count(page), 400);
  await entry(page, "Plant 1").click();
  await page.waitForURL(site.url("1.html"));
}));

test("the filter reaches all of it", () => site.open(MIDDLE, async (page) => {
  await page.locator("#gp-tree-filter").fill("plant 399");
  await page.locator("#gp-tree-found a").first().click();
  await page.waitForURL(site.url("399.html"));
}));

for (const height of [844, 300]) {
  test(`in the drawer, the open page and the ways out are on the screen, ${height} px high`, () => site.open(MIDDLE, async (page) => {
    await page.getByRole("button", { name: "Contents", exact: true }).click();
    const isOnScreen = (element) => { const { top, bottom } = element.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; };
    for (const one of [page.getByRole("button", { name: "Close contents" }), page.locator("#gp-tree-filter"), page.locator('#gp-contents [aria-current="page"]')]) {
      await one.waitFor();
      assert.ok(await one.evaluate(isOnScreen), await one.evaluate((element) => element.outerHTML));
    }
  }, { viewport: { width: 390, height } }));
}

test("an entry with the focus stands clear of the edges at which the contents fade", () => site.open(MIDDLE, async (page) => {
  const clear = () => page.evaluate(() => {
    const [tree, item] = [document.querySelector(".tree"), document.activeElement].map((element) => element.getBoundingClientRect());
    return [item.top - tree.top >= 11, tree.bottom - item.bottom >= 31];
  });
  await page.locator('#gp-contents [aria-current="page"]').focus();
  for (const key of ["ArrowDown", "ArrowUp"]) {
    for (let i = 0; i < 40; i += 1) await page.keyboard.press(key);
    assert.deepEqual(await clear(), [true, true], key);
  }
}));
