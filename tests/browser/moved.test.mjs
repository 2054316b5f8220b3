// Addresses that are not there any more, and ones that never were.
import assert from "node:assert/strict";
import { test } from "node:test";
import { files, isStub, isTargetInView, missing, read, setUp, until } from "./site.mjs";

const site = setUp();
const stubs = files(site.site).filter((file) => file.endsWith(".html") && isStub(read(site.site, file)));

test("every page that moved leads to an article, with and without JavaScript", async () => {
  assert.equal(stubs.length, 3, String(stubs));
  for (const javaScriptEnabled of [true, false]) {
    await site.open(null, async (page) => {
      for (const stub of stubs) {
        await page.goto(site.url(stub));
        await page.waitForURL((url) => url.href.split("#")[0] !== site.url(stub));
        await page.locator("article h1").waitFor();
      }
    }, { javaScriptEnabled });
  }
});

test("a redirection keeps the fragment it names", () => site.open("developer/sign-in-errors.html", async (page) => {
  await page.waitForURL(site.url("developer/authentication-errors.html#error-401-unauthorized"));
  await until(page, isTargetInView);
}));

test("a stub is no search result, names its target, and has a link for those who wait", () => site.open(null, async (page) => {
  for (const stub of stubs) {
    const [robots, href, refresh] = await page.evaluate((html) => {
      const document = new DOMParser().parseFromString(html, "text/html");
      return [document.querySelector("meta[name=robots]").content, document.querySelector("a").getAttribute("href"), document.querySelector("meta[http-equiv]").content];
    }, read(site.site, stub));
    assert.equal(robots, "noindex", stub);
    assert.equal(refresh, `0; url=${href}`, stub);
  }
}));

test("404: says so, and offers search, home and troubleshooting", () => site.open(null, async (page) => {
  assert.equal((await page.goto(site.url("no/such/page.html"))).status(), 404);
  assert.match(await page.locator("h1").textContent(), /isn’t here/);
  assert.equal(await page.locator("meta[name=robots]").getAttribute("content"), "noindex");
  await page.locator("main").getByRole("link", { name: /^Troubleshooting/ }).click();
  await page.waitForURL(site.url("troubleshooting/index.html"));
  await page.goto(site.url("no/such/page.html"));
  await page.locator("main").getByRole("link", { name: /^Home/ }).click();
  await page.waitForURL(site.url("index.html"));
  await page.goto(site.url("no/such/page.html"));
  await page.locator("#gp-search-page-input").fill("password");
  await page.getByRole("button", { name: "Search" }).click();
  await page.waitForURL(site.url("search/index.html?q=password"));
  await page.locator("#gp-search-page a").first().waitFor();
}, { ignore: missing }));

test("404: search in the header works at any depth", () => site.open("no/such/page", async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.insertText("reset password");
  await page.locator('#gp-search-results [role="option"]').first().click();
  await page.waitForURL((url) => /^\/reset-[a-z-]+\.html$/.test(url.pathname));
}, { ignore: missing }));

test("404: what the reader searched there is known on every page", () => site.open("no/such/page", async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.insertText("reset password");
  await page.locator('#gp-search-results [role="option"]').first().click();
  await page.waitForURL((url) => /^\/reset-[a-z-]+\.html$/.test(url.pathname));
  await page.keyboard.press("/");
  assert.equal(await page.locator('#gp-search-results [role="option"]').first().textContent(), "reset password");
}, { ignore: missing }));

test("404: every link leads somewhere, wherever the page is shown", () => site.open("no/such/page", async (page) => {
  const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href.split("#")[0]));
  const broken = [];
  for (const link of new Set(links)) {
    if (link !== page.url() && link.startsWith(site.url()) && (await fetch(link)).status !== 200) broken.push(link.replace(site.url(), ""));
  }
  assert.deepEqual(broken, []);
}, { ignore: missing }));
