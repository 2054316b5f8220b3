// Search: the box in the header, the search page, slips of the pen, and text that means harm.
import assert from "node:assert/strict";
import { test } from "node:test";
import { KINDS, PHONE, setUp, until } from "./site.mjs";

const site = setUp();

const option = '#gp-search-results [role="option"]';
const listed = "#gp-search-page a[href]:not(.result-also)";
const hrefs = (page, selector) => page.locator(selector).evaluateAll((links) => links.map((link) => link.href));
/** Puts words into the box of the header, at once, and waits for the answer to them. */
async function ask(page, words) {
  await page.keyboard.press("/");
  await page.keyboard.insertText(words);
  await page.locator(option).first().waitFor();
}
/** What the search page lists for a query. */
async function list(page, query) {
  await page.goto(site.url(`search/index.html?q=${encodeURIComponent(query)}`));
  await until(page, () => /result/.test(document.querySelector("#gp-search-page [role=status]")?.textContent));
  return (await hrefs(page, listed)).map((href) => href.replace(site.url(), ""));
}
const has = (found, path, query, first = 3) =>
  assert.ok(found.slice(0, first).some((href) => href.split("#")[0] === path), `“${query}” gives ${found.slice(0, first)} and not ${path}`);

test("from the home page: /, words, arrow down, Enter", () => site.open("", async (page) => {
  await ask(page, "reset password");
  const input = page.locator("#gp-search-input");
  assert.equal(await input.inputValue(), "reset password", "the key that opens the box does not go into it");
  assert.equal(await input.getAttribute("aria-expanded"), "true");
  assert.equal(await page.locator('#gp-search-results [aria-selected="true"]').count(), 0);
  await page.keyboard.press("ArrowDown");
  const chosen = page.locator(`#${await input.getAttribute("aria-activedescendant")}`);
  assert.equal(await chosen.getAttribute("aria-selected"), "true");
  assert.ok(await chosen.isVisible());
  const target = await chosen.evaluate((option) => option.closest("li").querySelector("a").href);
  assert.match(target, /reset-(a-user|my)-password\.html/);
  await page.keyboard.press("Enter");
  await page.waitForURL(target);
  assert.match(await page.locator("h1").textContent(), /password/i);
}));

test("arrows go round, Escape closes and keeps the words", () => site.open("", async (page) => {
  await ask(page, "invoice");
  const count = await page.locator(option).count();
  assert.ok(count > 1);
  const selected = () => page.locator(option).evaluateAll((all) => all.findIndex((one) => one.getAttribute("aria-selected") === "true"));
  await page.keyboard.press("ArrowUp");
  assert.equal(await selected(), count - 1);
  await page.keyboard.press("ArrowDown");
  assert.equal(await selected(), -1, "back in the box");
  await page.keyboard.press("ArrowDown");
  assert.equal(await selected(), 0);
  await page.keyboard.press("Escape");
  await page.locator("#gp-search-results").waitFor({ state: "hidden" });
  assert.equal(await page.locator("#gp-search-input").getAttribute("aria-expanded"), "false");
  assert.equal(await page.locator("#gp-search-input").inputValue(), "invoice");
}));

test("the chosen result is in sight, also above the line with the number of results", () => site.open("", async (page) => {
  await ask(page, "account");
  for (const key of [...Array(10).fill("ArrowDown"), ...Array(6).fill("ArrowUp")]) {
    await page.keyboard.press(key);
    const covered = await page.evaluate(() => {
      const [chosen, line] = ['[role="option"][aria-selected="true"]', ".search-status"].map((one) => document.querySelector(`#gp-search-results ${one}`).getBoundingClientRect());
      const box = document.getElementById("gp-search-results").getBoundingClientRect();
      return chosen.bottom > line.top + 1 || chosen.top < box.top - 1;
    });
    assert.equal(covered, false, key);
  }
}));

test("a letter is no query yet; all results are a click away", () => site.open("", async (page) => {
  const status = page.locator("#gp-search-results [role=status]");
  for (const begun of ["i", "a in"]) {
    await page.locator("#gp-search-input").fill(begun);
    await until(page, () => /more/.test(document.querySelector("#gp-search-results [role=status]")?.textContent));
    assert.equal(await status.textContent(), "Type a little more.");
  }
  await page.locator("#gp-search-input").fill("account");
  await status.getByRole("link", { name: "See all" }).click();
  await page.waitForURL(/search\/index\.html\?q=account$/);
  await page.goto(site.url("faq.html"));
  await page.keyboard.press("/");
  await page.getByRole("option", { name: "account" }).waitFor();
}));

test("the text below a result is that of its heading, also for one word", () => site.open("search/index.html?q=permission", async (page) => {
  const result = page.locator("#gp-search-page .result", { hasText: "Consent to the permissions" });
  await result.getByText("An app can't use its permissions until").waitFor();
}));

test("Enter without a choice opens the search page with the same words", () => site.open("", async (page) => {
  await ask(page, "tax form");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\/index\.html\?q=tax(%20|\+)form$/);
  await page.locator(listed).first().waitFor();
}));

test("Ctrl+K opens the box; a click on a result follows it", () => site.open("read-your-invoice.html", async (page) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.insertText("emergency access");
  const first = page.locator(option).first();
  await first.waitFor();
  await first.click();
  await page.waitForURL(/emergency-access\.html/);
}));

test("results follow what is typed, key by key", () => site.open("", async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.type("multi-factor auth");
  await until(page, () => /multifactor/i.test(document.querySelector('#gp-search-results [role="option"]')?.textContent));
  for (let i = 0; i < 17; i++) await page.keyboard.press("Backspace");
  await page.locator("#gp-search-results").waitFor({ state: "hidden" });
}));

test("the slash is a letter while something is typed", () => site.open("developer/overview.html", async (page) => {
  await page.locator("#gp-tree-filter").focus();
  await page.keyboard.type("a/b");
  assert.equal(await page.locator("#gp-tree-filter").inputValue(), "a/b");
}));

test("the search page lists results for ?q=", () => site.open(null, async (page) => {
  const found = await list(page, "payout on hold");
  has(found, "payout-missing-incorrect.html", "payout on hold");
  assert.equal(await page.locator("#gp-search-input, #gp-search-page-input").evaluateAll((all) => all.some((one) => one.value === "payout on hold")), true);
  assert.match(await page.locator("#gp-search-page [role=status]").textContent(), new RegExp(`^${found.length} results?$`));
  for (const href of found) assert.equal((await fetch(site.url(href))).status, 200, href);
  await page.locator(listed).first().click();
  await page.waitForURL((url) => !url.pathname.includes("search"));
}));

test("a result that is pressed while others arrive is followed", () => site.open("search/index.html?q=invoice", async (page) => {
  const first = page.locator(listed).first();
  const target = await first.getAttribute("href");
  await first.hover();
  await page.mouse.down();
  const answer = page.waitForResponse(/_guidepost\/search\/h\//);
  await page.evaluate(() => {
    const input = document.getElementById("gp-search-page-input");
    input.value = "verification";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await answer;
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await first.getAttribute("href"), target);
  await page.mouse.up();
  await page.waitForURL(/read-your-invoice\.html/);
}));

test("what is typed on the search page goes into its address", () => site.open("search/index.html?q=invoice", async (page) => {
  await page.locator(listed).first().waitFor();
  const box = page.locator("#gp-search-input");
  await box.fill("verification");
  await page.waitForURL(/\?q=verification$/);
  await until(page, () => /verif/i.test(document.querySelector("#gp-search-page a")?.textContent));
  await page.reload();
  await page.locator(listed).first().waitFor();
  assert.equal(await box.inputValue(), "verification");
}));

test("the home page opens with search, and ways to problems, roles and all pages", () => site.open("index.html", async (page) => {
  const home = page.locator(".hero");
  const ways = await home.getByRole("link").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.deepEqual(ways, ["troubleshooting/index.html", "roles/index.html", "a-z/index.html"]);
  await home.getByRole("searchbox").fill("payout");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\/index\.html\?q=payout$/);
  await page.locator(listed).first().waitFor();
}));

test("the large box of the home page suggests as the one in the header does, each in its place", () => site.open("index.html", async (page) => {
  const large = page.locator("#gp-search-page-input");
  await large.click();
  await page.keyboard.insertText("invoice");
  await page.locator(option).first().waitFor();
  assert.equal(await large.getAttribute("aria-expanded"), "true");
  const [field, popup] = [await large.boundingBox(), await page.locator("#gp-search-results").boundingBox()];
  assert.ok(popup.y >= field.y + field.height && popup.y < field.y + field.height + 30, "the answers stand below it");
  await page.keyboard.press("ArrowDown");
  const chosen = page.locator(`#${await large.getAttribute("aria-activedescendant")}`);
  assert.ok(await chosen.evaluate((element) => document.elementFromPoint(...["x", "y"].map((axis) => element.getBoundingClientRect()[axis] + 8)).closest("a") === element), "and over the page");
  const target = await chosen.evaluate((element) => element.href);
  // The header's box takes over.
  await page.locator("#gp-search-input").click();
  assert.equal(await large.getAttribute("aria-expanded"), "false");
  assert.equal(await large.getAttribute("aria-activedescendant"), null);
  await page.keyboard.insertText("password");
  await page.locator(`.search ${option}`).first().waitFor();
  await large.click();
  await page.locator(`.home-search ${option}`).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(target);
}));

test("on a slow line the box says that it searches", () => site.open("", async (page) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(/_guidepost\/search\/root\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await page.keyboard.press("/");
  await page.keyboard.insertText("invoice");
  await until(page, () => document.querySelector("#gp-search-results [role=status]")?.textContent === "Searching…");
  assert.ok(await page.locator("#gp-search-results").isVisible());
  release();
  await page.locator(option).first().waitFor();
  assert.match(await page.locator("#gp-search-results [role=status]").textContent(), /result/);
}));

test("a filter that the site has no value for is none", () => site.open("search/index.html?q=invoice&role=nobody", async (page) => {
  await page.locator(listed).first().waitFor();
  assert.equal(await page.locator('select[name="role"]').inputValue(), "");
  assert.doesNotMatch(page.url(), /role=/);
}));

test("the form of the search page finds too", () => site.open("search/index.html", async (page) => {
  await page.locator("#gp-search-page-input").fill("refund");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\?q=refund$/);
  await page.locator(listed).first().waitFor();
}));

test("slips, half words, other endings, accents and codes find", () => site.open(null, async (page) => {
  for (const [query, path] of [
    ["pasword reset", "reset-my-password.html"],
    ["mulitfactor", "set-up-multifactor.html"],
    ["multifac", "set-up-multifactor.html"],
    ["emergenc", "emergency-access.html"],
    ["invoices", "read-your-invoice.html"],
    ["ÉMERGENCY áccess", "emergency-access.html"],
    ["can't see my offers", "missing-pages-offers.html"],
    ["401 unauthorized", "developer/authentication-errors.html"],
  ]) has(await list(page, query), path, query);
}));

test("a result leads to the heading that answers", () => site.open(null, async (page) => {
  const found = await list(page, "lost phone clear sign-in methods");
  assert.ok(found.slice(0, 3).some((href) => href.startsWith("set-up-multifactor.html#clear-the-methods")), String(found.slice(0, 3)));
}));

test("nothing found is said, on the page and in the box", () => site.open(null, async (page) => {
  assert.deepEqual(await list(page, "qqxzzv"), []);
  assert.match(await page.locator("#gp-search-page [role=status]").textContent(), /No results for “qqxzzv”/);
  await page.goto(site.url());
  await page.keyboard.press("/");
  await page.keyboard.type("qqxzzv");
  await until(page, () => /No results/.test(document.querySelector("#gp-search-results [role=status]")?.textContent));
}));

test("a code leads to its row among the codes", () => site.open("", async (page) => {
  await ask(page, "700102");
  const first = page.locator(option).first();
  assert.match(await first.textContent(), /700102.*Error code/);
  await first.click();
  await page.waitForURL(/troubleshooting\/codes\/index\.html#/);
  const row = decodeURIComponent(new URL(page.url()).hash.slice(1));
  assert.match(await page.locator(`[id="${row}"]`).textContent(), /700102/);
}));

test("a symptom says that it is one", () => site.open(null, async (page) => {
  await list(page, "can't see your offers in the catalog");
  await until(page, () => /Symptom/.test(document.querySelector("#gp-search-page a")?.textContent));
}));

test("filters have counts, and the address keeps them", () => site.open(null, async (page) => {
  const all = await list(page, "account");
  const role = page.locator('#gp-search-page select[name="role"]');
  const labels = await role.locator("option").allTextContents();
  assert.equal(labels[0], "Any");
  const [, name, count] = /^(.*) \((\d+)\)$/.exec(labels[1]);
  assert.ok(+count > 0 && +count < all.length, labels[1]);
  await role.selectOption({ index: 1 });
  await until(page, (count) => document.querySelector("#gp-search-page [role=status]").textContent.startsWith(`${count} result`), count);
  const address = page.url();
  assert.match(address, /\?q=account&role=/);
  await page.goto(site.url());
  await page.goto(address);
  await until(page, (count) => document.querySelector("#gp-search-page [role=status]").textContent.startsWith(`${count} result`), count);
  assert.equal(await role.locator("option:checked").textContent(), `${name} (${count})`);
}));

test("where a filter leaves nothing, one click removes it", () => site.open(null, async (page) => {
  await page.goto(site.url("search/index.html?q=invoice&role=helpdesk-agent"));
  const button = page.getByRole("button", { name: "Remove filters" });
  await button.click();
  await until(page, () => document.querySelector("#gp-search-page a"));
  assert.equal(await button.isVisible(), false);
  assert.match(page.url(), /\?q=invoice$/);
}));

test("more sections of a page follow its result", () => site.open(null, async (page) => {
  await list(page, "reset a password");
  const also = page.locator("#gp-search-page a.result-also").first();
  await also.waitFor();
  assert.match(await also.getAttribute("href"), /#/);
  await also.click();
  await page.waitForURL(/\.html#/);
}));

test("a word that no page has is named", () => site.open(null, async (page) => {
  await list(page, "invoice qqxzzv");
  await until(page, () => /No page has “qqxzzv”/.test(document.querySelector("#gp-search-page [role=status]").textContent));
}));

test("words in quotes stand in this order", () => site.open(null, async (page) => {
  const found = await list(page, '"temporary password"');
  assert.ok(found.length > 0 && found.length < (await list(page, "temporary password")).length);
  await list(page, '"password temporary reset"');
  await until(page, () => /No page has the words in quotes/.test(document.querySelector("#gp-search-page [role=status]").textContent));
}));

test("recent searches, until they are cleared", () => site.open("", async (page) => {
  await ask(page, "past due");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => /\.html/.test(url.pathname) && !url.pathname.endsWith("/index.html"));
  await page.keyboard.press("/");
  await until(page, () => document.querySelector('#gp-search-results [role="option"]')?.textContent === "past due");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\/index\.html\?q=past%20due$/);
  await page.goto(site.url());
  await page.keyboard.press("/");
  await page.getByRole("button", { name: "Clear recent searches" }).click();
  await page.locator("#gp-search-results").waitFor({ state: "hidden" });
  await page.reload();
  await page.keyboard.press("/");
  await page.keyboard.insertText("x");
  await page.keyboard.press("Backspace");
  assert.equal(await page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith("guidepost-recent"))), false);
}));

test("help where nothing is found", () => site.open(null, async (page) => {
  await list(page, "invoice");
  assert.equal(await page.locator("#gp-search-help").isVisible(), false);
  await list(page, "qqxzzv");
  await page.locator("#gp-search-help").waitFor();
  await page.locator("#gp-search-help a").first().click();
  await page.waitForURL(/troubleshooting/);
}));

test("on a phone the box opens and finds", () => site.open("", async (page) => {
  await page.locator(".search-icon").click();
  await page.keyboard.insertText("invoice");
  const first = page.locator(option).first();
  await first.waitFor();
  const box = await page.locator("#gp-search-results").boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= PHONE.width, JSON.stringify(box));
  await first.click();
  await page.waitForURL(/invoice/);
}, { viewport: PHONE, hasTouch: true }));

const HOSTILE = [
  "<img src=x onerror=made()>",
  '"><script>made()</script>',
  "password<svg/onload=made()>",
  "javascript:made()//password",
  "password </title><iframe srcdoc='<script>parent.made()</script>'>",
  "__proto__ constructor toString hasOwnProperty",
  "\u202epassword\u0000\ufffd",
  `password ${"a".repeat(2_000)}`,
];
/** Elements that no part of the theme makes where it shows what a reader typed. */
const made = (page) => page.evaluate(() => [...document.querySelectorAll("x-made, img[onerror], svg[onload], iframe, script:not([src], [type='application/ld+json']), [onmouseover], a[href^='javascript:']")].map((one) => one.outerHTML));

test("hostile words make no element", () => site.open("", async (page) => {
  const calls = [];
  const input = page.locator("#gp-search-input");
  await page.exposeFunction("made", () => calls.push(page.url()));
  await ask(page, "password");
  for (const text of HOSTILE) {
    await input.fill("");
    await page.locator("#gp-search-results").waitFor({ state: "hidden" });
    await page.keyboard.insertText(text);
    await page.locator("#gp-search-results [role=status]", { hasText: /result/ }).waitFor();
    assert.deepEqual(await made(page), [], text);
  }
  for (const text of HOSTILE) {
    const words = encodeURIComponent(text).replaceAll("'", "%27");
    for (const target of [`search/index.html?q=${words}`, `troubleshooting/index.html?q=${words}&role=${words}`, `set-up-multifactor.html?tabs=${words}#${words}`]) {
      await page.goto(site.url(target));
      if (target.startsWith("search")) await until(page, () => /result/.test(document.querySelector("#gp-search-page [role=status]").textContent));
      assert.deepEqual(await made(page), [], target);
      assert.ok(await page.evaluate(() => "ready" in document.documentElement.dataset), `${target}: the scripts stopped`);
    }
  }
  assert.deepEqual(calls, []);
}));

test("addresses that are not well formed stop no script", () => site.open(null, async (page) => {
  for (const target of ["set-up-multifactor.html#%", "set-up-multifactor.html#%E0%A4", "set-up-multifactor.html?tabs=%E0", "troubleshooting/index.html?q=%E0%&role=%ED%A0%80", "search/index.html?q=%E0%A4%"]) {
    await page.goto(site.url(target));
    assert.ok(await page.evaluate(() => "ready" in document.documentElement.dataset), target);
  }
}));

test("the index is read when search is first used, not before", () => site.open(null, async (page) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(site.url(KINDS.article));
  assert.deepEqual(asked.filter((url) => /_guidepost\/search\//.test(url)), []);
  await ask(page, "invoice");
  assert.notDeepEqual(asked.filter((url) => /_guidepost\/search\//.test(url)), []);
}));
