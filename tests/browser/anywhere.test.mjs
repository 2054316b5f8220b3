// The same files work wherever they are put: opened from disk, and served below a path.
import assert from "node:assert/strict";
import { test } from "node:test";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { files, folder, isTargetInView, KINDS, missing, pages, PHONE, read, setUp, until } from "./site.mjs";

const option = '#gp-search-results [role="option"]';

// ---- from disk --------------------------------------------------------------------------------------------------

const disk = setUp();
const root = pathToFileURL(disk.site + path.sep).href;
const file = (target) => root + target;

test("disk: every kind of page opens without a fault", () => disk.open(null, async (page) => {
  for (const [kind, target] of Object.entries(KINDS)) {
    // The 404 page is a server's: its links start at the root of a host.
    if (kind === "404") continue;
    await page.goto(file(target));
    assert.ok(await page.evaluate(() => "ready" in document.documentElement.dataset), target);
  }
}));

test("disk: search from the header opens a page at its heading", () => disk.open(file("index.html"), async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.insertText("lost phone clear sign-in methods");
  await page.locator(option).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/^file:.*\/set-up-multifactor\.html#clear-the-methods/);
  await until(page, isTargetInView);
}));

test("disk: the search page lists, and follows what is typed", () => disk.open(file("search/index.html?q=invoice"), async (page) => {
  const first = page.locator("#gp-search-page a").first();
  await first.waitFor();
  await page.locator("#gp-search-input").fill("verification");
  await until(page, () => /verif/i.test(document.querySelector("#gp-search-page a")?.textContent));
  await first.click();
  await page.waitForURL(/verification[^/]*\.html/);
}));

test("disk: the contents open in place and filter", () => disk.open(file("developer/overview.html"), async (page) => {
  await page.getByRole("treeitem", { name: "Billing and payouts" }).press("ArrowRight");
  await page.locator("#gp-contents").getByRole("treeitem", { name: "Billing and payout FAQ" }).waitFor();
  await page.locator("#gp-tree-filter").fill("invoice");
  await page.locator("#gp-tree-found a").first().waitFor();
  await page.locator("#gp-tree-found a", { hasText: "Read your invoice" }).click();
  await page.waitForURL(file("read-your-invoice.html"));
}));

test("disk: the troubleshooting index filters and leads to the fix", () => disk.open(file("troubleshooting/index.html"), async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.insertText("offers after sign in");
  const entry = page.locator(".symptom").filter({ visible: true }).locator(".symptom-title");
  await until(page, () => [...document.querySelectorAll(".symptom")].filter((one) => one.checkVisibility()).length === 1);
  await entry.click();
  await page.waitForURL(/^file:.*unable-to-sign-in\.html#/);
  await until(page, isTargetInView);
}));

test("disk: tabs, light and dark, copying", () => disk.open(file("create-user-accounts.html"), async (page) => {
  await page.locator(".tabGroup").first().getByRole("tab", { name: "PowerShell" }).click();
  assert.equal(await page.locator('[role=tab][aria-selected="true"]', { hasText: "PowerShell" }).count(), 2);
  await page.locator("[data-theme-toggle]").click();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "light");
  await page.locator(".copy-button").first().click();
  await page.locator(".copy-button.is-done").waitFor();
}));

test("disk: a page that moved leads on", () => disk.open(file("developer/sign-in-errors.html"), async (page) => {
  await page.waitForURL(/^file:.*authentication-errors\.html#error-401-unauthorized$/);
}));

// ---- below a path -----------------------------------------------------------------------------------------------

const below = setUp({ site: folder("SITE_AB"), base: "/a/b/" });

test("below /a/b/: every kind of page opens without a fault and asks for nothing outside", () => below.open(null, async (page) => {
  for (const target of Object.values(KINDS)) {
    await page.goto(below.url(target));
    assert.ok(await page.evaluate(() => "ready" in document.documentElement.dataset), target);
  }
}, { ignore: missing }));

test("below /a/b/: only what must know the address does", () => {
  for (const target of pages(below.site)) {
    const html = read(below.site, target)
      .replace(/<link rel="canonical"[^>]*>\n?<meta property="og:url"[^>]*>/, "")
      .replace(/<meta property="og:image"[^>]*>/, "")
      .replace(/<script type="application\/ld\+json">.*?<\/script>/s, "");
    if (target !== "404.html") assert.doesNotMatch(html, /["(]\/a\/b\/|docs\.contoso\.example/, target);
  }
});

test("below /a/b/: a page with a picture names it where links are shown", () => {
  const html = read(below.site, "read-your-invoice.html");
  const [, url] = /<meta property="og:image" content="https:\/\/docs\.contoso\.example\/a\/b\/([^"]+)">/.exec(html);
  assert.ok(files(below.site).includes(url), url);
  assert.match(html, /<meta property="og:image:width" content="800">\n<meta property="og:image:height" content="460">\n<meta property="og:image:alt" content="An invoice /);
  assert.match(html, /<meta name="twitter:card" content="summary_large_image">/);
  assert.match(html, /"image":"https:\/\/docs\.contoso\.example\/a\/b\/media\//);
  assert.doesNotMatch(read(below.site, "faq.html"), /og:image|summary_large_image/);
});

test("below /a/b/: search, search page, contents", () => below.open("developer/error-codes.html", async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.insertText("reset password");
  await page.locator(option).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/a\/b\/reset-/);
  await page.keyboard.press("/");
  await page.keyboard.insertText("invoice");
  await page.keyboard.press("Enter");
  await page.waitForURL(below.url("search/index.html?q=invoice"));
  await page.locator("#gp-search-page a").first().click();
  await page.waitForURL(/\/a\/b\/[^/]*invoice/);
  await page.getByRole("treeitem", { name: "Developer", exact: true }).press("ArrowRight");
  await page.locator("#gp-contents").getByRole("treeitem", { name: "Get an access token" }).click();
  await page.waitForURL(below.url("developer/authenticate.html"));
}));

test("below /a/b/: on a phone, from the drawer", () => below.open(KINDS.troubleshooting, async (page) => {
  await page.getByRole("button", { name: "Contents", exact: true }).click();
  await page.locator("#gp-contents").getByRole("treeitem", { name: "Partner Portal documentation" }).click();
  await page.waitForURL(below.url("index.html"));
}, { viewport: PHONE }));

test("below /a/b/: troubleshooting, a page that moved", () => below.open("", async (page) => {
  await page.getByRole("link", { name: "Troubleshooting", exact: true }).first().click();
  await page.waitForURL(below.url("troubleshooting/index.html"));
  await page.locator(".symptom-title").first().click();
  await page.waitForURL((url) => /^\/a\/b\/[^/]+\.html$/.test(url.pathname));
  await page.goto(below.url("login-problems.html"));
  await page.waitForURL(below.url("unable-to-sign-in.html"));
}));

test("below /a/b/: the 404 page stands at any depth", () => below.open(null, async (page) => {
  for (const target of ["gone.html", "x/y/z/gone"]) {
    assert.equal((await page.goto(below.url(target))).status(), 404);
    await page.locator("#gp-search-page-input").fill("password");
    await page.keyboard.press("Enter");
    await page.waitForURL(below.url("search/index.html?q=password"));
    await page.locator("#gp-search-page a").first().waitFor();
  }
}, { ignore: missing }));
