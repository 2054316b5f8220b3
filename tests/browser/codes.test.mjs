// More error codes than stand on one page: a list of all, and a page for each range of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folder, isTargetInView, setUp, until } from "./site.mjs";

const site = setUp({ site: folder("CODES") });
const ALL = "troubleshooting/codes/index.html";
const RANGE = "troubleshooting/codes/p1175.html";
const count = (page) => page.locator("#gp-finder-count").textContent();
const shown = (page) => page.locator(".code-list > li").filter({ visible: true });
const isAt = (page, code) => page.waitForURL((url) => url.pathname.includes("/codes/p") && url.hash === `#${code}`);

test("one number of codes everywhere", () => site.open("troubleshooting/index.html", async (page) => {
  await page.getByRole("link", { name: "Look up one of 700 error codes" }).click();
  await page.waitForURL(site.url(ALL));
  assert.equal(await count(page), "700 codes");
  assert.equal(await shown(page).count(), 700);
  const ranges = await page.locator(".area h2 .count").allTextContents();
  assert.equal(ranges.map(Number).reduce((a, b) => a + b), 700);
}));

test("an address with a code leads to its entry, on whatever page it is", () => site.open(`${ALL}?code=P1650`, async (page) => {
  await isAt(page, "p1650");
  await until(page, isTargetInView);
  assert.match(await page.locator("#p1650").textContent(), /The parcel is at stop 1650/);
}));

test("the filter knows what codes mean, over all pages", () => site.open(ALL, async (page) => {
  await page.locator("#gp-finder-input").fill("parcel stop 1650");
  await until(page, () => document.querySelector("#gp-finder-count").textContent === "1 of 700 codes");
  assert.match(await shown(page).textContent(), /^P1650\s*The parcel is at stop 1650\.$/);
  await page.reload();
  await until(page, () => document.querySelector("#gp-finder-count").textContent === "1 of 700 codes");
  await page.locator("#gp-finder-input").press("Enter");
  await isAt(page, "p1650");
}));

test("a whole message finds the code in it", () => site.open(ALL, async (page) => {
  await page.locator("#gp-finder-input").fill("2026-11-02 08:14 ERROR p1333: your parcel could not be handed over to anybody at all");
  await until(page, () => document.querySelector("#gp-finder-count").textContent === "1 of 700 codes");
  assert.match(await shown(page).textContent(), /^P1333/);
  await page.locator("#gp-finder-input").fill("zwölf boxkämpfer");
  await page.locator("#gp-finder-empty").waitFor();
}));

test("the box of a range asks the list of all", () => site.open(RANGE, async (page) => {
  assert.match(await page.locator("h1").textContent(), /^Error codes P1175/);
  await page.locator("#gp-finder-input").fill("P1650");
  await page.locator("#gp-finder-input").press("Enter");
  await page.waitForURL(/codes\/index\.html\?q=P1650$/);
  assert.equal(await count(page), "1 of 700 codes");
}));

test("the troubleshooting index leads to a code on a range's page", () => site.open("troubleshooting/index.html", async (page) => {
  await page.locator("#gp-finder-input").fill("P1400");
  await page.getByRole("link", { name: "What the error code P1400 means" }).click();
  await isAt(page, "p1400");
}));

test("search leads to the entry at once", () => site.open("guide.html", async (page) => {
  await page.locator("#gp-search-input").fill("P1444");
  const first = page.locator("#gp-search-results [role=option]").first();
  await first.waitFor();
  await first.click();
  await isAt(page, "p1444");
}));

test("without JavaScript every code is a click away", () => site.open(ALL, async (page) => {
  await page.getByRole("link", { name: "P1699", exact: true }).click();
  await isAt(page, "p1699");
  await page.getByRole("link", { name: "All codes" }).first().click();
  await page.waitForURL(site.url(ALL));
}, { javaScriptEnabled: false }));
