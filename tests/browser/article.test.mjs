// The parts of an article, and what they do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, isTargetInView, PHONE, setUp, until } from "./site.mjs";

const ARTICLE = "create-user-accounts.html";
const site = setUp();

const texts = (page, selector) => page.locator(selector).allTextContents();
const address = (page) => page.url().replace(site.url(), "");

test("breadcrumb, title, date, minutes, roles", () => site.open(ARTICLE, async (page) => {
  assert.deepEqual(await texts(page, '[aria-label="Breadcrumb"] li'), ["Partner Portal", "Roles and users", "Manage users"]);
  assert.equal(await page.locator("h1").textContent(), "Create user accounts and assign roles");
  assert.match(await page.title(), /^Create user accounts/);
  assert.match(await page.locator("time").getAttribute("datetime"), /^\d{4}-\d\d-\d\d$/);
  assert.match(await page.locator("time").textContent(), /^Last updated \d+ \w+ \d{4}$/);
  assert.match(await page.locator(".page-meta").textContent(), /\d+ min read/);
  const roles = page.locator(".meta-roles");
  assert.ok(await roles.isVisible());
  assert.match(await roles.textContent(), /Appropriate roles.*Global admin/s);
  assert.match(await page.locator("article").getAttribute("data-role"), /\bglobal-admin\b/);
  await page.locator('[aria-label="Breadcrumb"] a').first().click();
  await page.waitForURL(site.url("index.html"));
}));

test("contents: the filter finds an entry by its displayName", () => site.open(ARTICLE, async (page) => {
  await page.locator("#gp-tree-filter").fill("break glass");
  assert.match(await page.locator("#gp-tree-found a").first().textContent(), /^Plan emergency access/);
}));

test("on a page that fits the window, the section that is read is not the last", () => site.open("whats-new.html", async (page) => {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: 1440, height });
  await page.reload();
  const links = page.locator(".in-article a");
  assert.ok(await links.count() > 1);
  assert.equal(await links.last().getAttribute("aria-current"), null);
}, { viewport: { width: 1440, height: 900 } }));

test("the drawer closes behind the focus", () => site.open(ARTICLE, async (page) => {
  await page.getByRole("button", { name: "Contents", exact: true }).click();
  await page.locator("#gp-contents").waitFor();
  for (let stops = 0; stops < 60 && await page.locator("#gp-contents").evaluate((nav) => nav.matches(":popover-open")); stops++) await page.keyboard.press("Tab");
  assert.ok(!await page.locator("#gp-contents").evaluate((nav) => nav.contains(document.activeElement)));
  assert.ok(!await page.locator("#gp-contents").isVisible());
}, { viewport: { width: 390, height: 844 } }));

test("contents: the current page is marked, on the screen, below its open ancestors", () => site.open("payout-missing-incorrect.html", async (page) => {
  const current = page.locator('#gp-contents [aria-current="page"]');
  assert.deepEqual(await current.allTextContents(), ["Payout is missing or incorrect"]);
  assert.ok(await current.evaluate((link) => {
    const { top, bottom } = link.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }));
  const above = await current.evaluate((link) => {
    const labels = [];
    for (let item = link.closest("li").parentElement.closest("li"); item; item = item.parentElement.closest("li")) labels.unshift(item.firstElementChild.textContent);
    return labels;
  });
  assert.deepEqual(above, ["Billing and payouts", "Payouts"]);
}));

/** An entry of the contents by its title. */
const entry = (page, name) => page.locator("#gp-contents").getByRole("treeitem", { name, exact: true });
const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());

test("contents: a closed branch opens in place, the filter finds any page", () => site.open(ARTICLE, async (page) => {
  const asked = [];
  page.on("request", (request) => { if (/\/toc\//.test(request.url())) asked.push(new URL(request.url()).pathname); });
  const branch = entry(page, "Developer");
  const toggle = branch.locator("xpath=following-sibling::*[1]");
  assert.equal(await branch.getAttribute("aria-expanded"), "false");
  assert.equal(await entry(page, "Get an access token").count(), 0);
  await toggle.click();
  await entry(page, "Get an access token").waitFor();
  assert.equal(await branch.getAttribute("aria-expanded"), "true");
  assert.deepEqual(asked, ["/_guidepost/toc/0.js"], "the whole tree is read once, when it is wanted");
  const codes = entry(page, "Error codes");
  assert.equal(await codes.count(), 0);
  await entry(page, "Reference").locator("xpath=following-sibling::*[1]").click();
  await codes.waitFor();
  await toggle.click();
  assert.equal(await codes.isVisible(), false);
  assert.equal(await branch.getAttribute("aria-expanded"), "false");
  await toggle.click();
  await codes.click();
  await page.waitForURL(/developer\/error-codes\.html$/);

  await page.locator("#gp-tree-filter").fill("emergency");
  const found = page.locator("#gp-tree-found a");
  await found.first().waitFor();
  assert.match(await found.first().textContent(), /Plan emergency access/);
  assert.match(await page.locator("#gp-tree-status").textContent(), /^1 entry$/);
  await page.locator("#gp-tree-filter").fill("qqxzzv & co");
  await page.locator("#gp-tree-status", { hasText: "No title has these words" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Search the text of all pages" }).evaluate((link) => link.href), site.url("search/index.html?q=qqxzzv%20%26%20co"));
  await page.locator("#gp-tree-filter").fill("emergency");
  await found.first().waitFor();
  await page.keyboard.press("ArrowDown");
  assert.match(await focused(page), /^Plan emergency access/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/emergency-access\.html$/);
}));

test("contents: an ARIA tree with levels, groups and one stop for Tab", () => site.open("payout-missing-incorrect.html", async (page) => {
  const tree = page.getByRole("tree", { name: "Contents" });
  assert.equal(await tree.count(), 1);
  await entry(page, "Developer").focus();
  await page.keyboard.press("ArrowRight");
  await entry(page, "Reference").waitFor();
  const faults = await tree.evaluate((list) => {
    const items = [...list.querySelectorAll("[role=treeitem]")];
    const depth = (item) => { let n = 0; for (let at = item; at !== list.parentElement; at = at.parentElement) n += at.localName === "ul"; return n; };
    return items.flatMap((item) => {
      const say = (words) => `${words}: ${item.textContent}`;
      const group = item.parentElement.querySelector(":scope > ul");
      return [
        item.ariaLevel !== String(depth(item)) && say(`level ${item.ariaLevel}`),
        item.parentElement.getAttribute("role") !== "none" && say("its line has a role"),
        group && group.getAttribute("role") !== "group" && say("no group"),
        group && document.getElementById(item.getAttribute("aria-owns")) !== group && say("does not own its group"),
        group && item.ariaExpanded !== String(!group.hidden) && say(`expanded ${item.ariaExpanded}`),
      ].filter(Boolean);
    });
  });
  assert.deepEqual(faults, []);
  const stops = () => tree.evaluate((list) => [...list.querySelectorAll('[tabindex="0"], a:not([tabindex])')].map((stop) => stop.textContent));
  assert.deepEqual(await stops(), ["Developer"]);
  // The stop does not stay behind in a branch that is closed around it.
  await entry(page, "Payout is missing or incorrect").focus();
  await entry(page, "Payouts").locator("xpath=following-sibling::*[1]").click();
  assert.deepEqual(await stops(), ["Payouts"]);
}));

test("contents: arrow keys walk it", () => site.open(ARTICLE, async (page) => {
  await page.locator('#gp-contents [aria-current="page"]').focus();
  const here = await focused(page);
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "Reset a user's password");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), here);
  await page.keyboard.press("Home");
  assert.equal(await focused(page), "Partner Portal documentation");
  await page.keyboard.press("End");
  const last = await focused(page);
  await page.keyboard.press("ArrowUp");
  assert.notEqual(await focused(page), last);
  // Letters: a word, then one letter again and again.
  await page.keyboard.press("Home");
  await page.keyboard.type("dev");
  assert.equal(await focused(page), "Developer");
  await page.keyboard.press("ArrowRight");
  await entry(page, "Get an access token").waitFor();
  assert.equal(await focused(page), "Developer", "opens, and stays");
  await page.keyboard.press("ArrowRight");
  const first = await focused(page);
  assert.notEqual(first, "Developer", "into the open branch");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await focused(page), "Developer");
  await page.keyboard.press("ArrowLeft");
  await entry(page, "Get an access token").waitFor({ state: "hidden" });
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.endsWith(ARTICLE));
}));

test("contents: a star opens all siblings", () => site.open(ARTICLE, async (page) => {
  const closed = page.locator('#gp-contents .tree > ul > li > [aria-expanded="false"]');
  assert.ok((await closed.count()) > 2);
  await entry(page, "Developer").focus();
  await page.keyboard.press("*");
  await until(page, () => !document.querySelector('#gp-contents .tree > ul > li > [aria-expanded="false"]'));
  await entry(page, "Get an access token").waitFor();
}));

test("contents: they stay where they were scrolled to from page to page", () => site.open("payout-missing-incorrect.html", async (page) => {
  const tree = page.locator("#gp-contents .tree");
  const top = () => tree.evaluate((box) => box.scrollTop);
  await tree.evaluate((box) => { box.scrollTop = 150; });
  const before = await top();
  assert.ok(before > 100, `it scrolls only by ${before} px`);
  await entry(page, "Set up payout and tax profiles").click();
  await page.waitForURL(/set-up-payouts\.html$/);
  assert.equal(await top(), before);
}, { viewport: { width: 1280, height: 500 } }));

test("contents without JavaScript: lists of links", () => site.open(ARTICLE, async (page) => {
  assert.equal(await page.locator("#gp-contents [role=tree]").count(), 0);
  assert.ok((await page.locator("#gp-contents .tree").getByRole("link").count()) > 5);
  await page.locator("#gp-contents .tree").getByRole("link", { name: "Developer", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(ARTICLE));
  assert.ok(await page.locator("#gp-contents .tree ul ul").getByRole("link").count());
}, { javaScriptEnabled: false }));

test("previous and next lead on and back", () => site.open("get-started.html", async (page) => {
  const way = [address(page)];
  for (let i = 0; i < 3; i++) {
    assert.ok((await page.locator(".pager-next .pager-title").textContent()).trim());
    await page.locator(".pager-next").click();
    await page.waitForURL((url) => url.href !== site.url(way.at(-1)));
    way.push(address(page));
  }
  assert.equal(new Set(way).size, 4, String(way));
  for (const back of way.slice(0, -1).reverse()) {
    await page.locator(".pager-previous").click();
    await page.waitForURL(site.url(back));
  }
}));

test("in this article: names the sections, leads to them, marks where the reader is", () => site.open("payout-missing-incorrect.html", async (page) => {
  const links = page.locator('[aria-label="In this article"] a');
  const headings = await page.locator(".content :is(h2, h3)[id]").evaluateAll((all) => all.map((heading) => heading.id));
  assert.deepEqual(await links.evaluateAll((all) => all.map((link) => decodeURIComponent(link.hash.slice(1)))), headings);
  const last = links.nth(3);
  assert.ok(await last.isVisible(), "open beside the text on a wide screen");
  await last.click();
  await until(page, isTargetInView);
  await until(page, () => document.querySelector('[aria-label="In this article"] [aria-current]'));
  await page.keyboard.press("End");
  await until(page, () => [...document.querySelectorAll('[aria-label="In this article"] a')].findLastIndex((a) => a.ariaCurrent) >= 4);
  assert.equal(await page.locator('[aria-label="In this article"] [aria-current]').count(), 1);
}, { viewport: DESKTOP }));

test("in this article on a phone: closed, opens, closes behind the reader", () => site.open("payout-missing-incorrect.html", async (page) => {
  const summary = page.locator('[aria-label="In this article"] summary');
  const link = page.locator('[aria-label="In this article"] a').nth(2);
  assert.equal(await link.isVisible(), false);
  await summary.click();
  await link.click();
  await until(page, isTargetInView);
  assert.equal(await link.isVisible(), false);
}, { viewport: PHONE }));

/** The tabs whose text can be seen; a closed panel that find-in-page may open still has a box of its own. */
const panels = (page) => page.locator("[role=tabpanel]").evaluateAll((all) => all.filter((panel) => panel.firstElementChild.checkVisibility()).map((panel) => panel.dataset.tab));
const tab = (page, name, group = 0) => page.locator(".tabGroup").nth(group).getByRole("tab", { name });

test("tabs: groups switch together, the address keeps the choice, and so does the reader's browser", () => site.open(ARTICLE, async (page, context) => {
  assert.deepEqual(await panels(page), ["portal", "portal"]);
  await tab(page, "PowerShell", 1).click();
  assert.deepEqual(await panels(page), ["powershell", "powershell"]);
  for (const group of [0, 1]) assert.equal(await tab(page, "PowerShell", group).getAttribute("aria-selected"), "true");
  assert.equal(address(page), `${ARTICLE}?tabs=powershell`);
  await page.reload();
  assert.deepEqual(await panels(page), ["powershell", "powershell"]);

  const second = await context.newPage();
  await second.goto(site.url(ARTICLE));
  assert.deepEqual(await panels(second), ["powershell", "powershell"], "remembered");
  await second.goto(site.url(`${ARTICLE}?tabs=portal`));
  assert.deepEqual(await panels(second), ["portal", "portal"], "an address is stronger than memory");
}));

test("tabs: an address sent to somebody shows the same", () => site.open(`${ARTICLE}?tabs=powershell`, async (page) => {
  assert.deepEqual(await panels(page), ["powershell", "powershell"]);
}));

test("tabs: arrow keys, and one stop for Tab", () => site.open(ARTICLE, async (page) => {
  await tab(page, "Portal").focus();
  await page.keyboard.press("ArrowRight");
  assert.deepEqual(await panels(page), ["powershell", "powershell"]);
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "PowerShell");
  await page.keyboard.press("ArrowRight");
  assert.deepEqual(await panels(page), ["portal", "portal"], "round again");
  assert.deepEqual(await page.locator(".tabGroup").first().getByRole("tab").evaluateAll((all) => all.map((one) => one.tabIndex)), [0, -1]);
}));

test("tabs: Tab goes on into the panel, to what it has or else to the panel itself", () => site.open(ARTICLE, async (page) => {
  await tab(page, "Portal").focus();
  await page.keyboard.press("Tab");
  const place = () => page.evaluate(() => {
    const panel = document.activeElement.closest("[role=tabpanel]");
    return { in: panel?.dataset.tab, itself: document.activeElement === panel, has: Boolean(panel?.querySelector("a, button, summary, [tabindex]")) };
  });
  const portal = await place();
  assert.equal(portal.in, "portal");
  assert.equal(portal.itself, !portal.has);
  const stops = await page.locator("[role=tabpanel]").evaluateAll((all) => all.map((panel) => [panel.tabIndex === 0, Boolean(panel.querySelector("a, button, summary, [tabindex]"))]));
  for (const [itself, has] of stops) assert.equal(itself, !has);
}));

test("tabs: closed ones are found in the page, printed, and opened by a link into them", () => site.open(ARTICLE, async (page) => {
  const closed = page.locator('[role=tabpanel][hidden]');
  assert.deepEqual(await closed.evaluateAll((all) => all.map((panel) => panel.getAttribute("hidden"))), ["until-found", "until-found"]);
  await page.emulateMedia({ media: "print" });
  assert.deepEqual(await panels(page), ["portal", "powershell", "portal", "powershell"]);
  await page.emulateMedia({ media: "screen" });
  const id = await closed.first().getAttribute("id");
  await page.goto(site.url(`${ARTICLE}#${id}`));
  await until(page, (id) => document.getElementById(id).firstElementChild.checkVisibility(), id);
}));

test("tabs without JavaScript: every panel is there", () => site.open(ARTICLE, async (page) => {
  assert.deepEqual(await panels(page), ["portal", "powershell", "portal", "powershell"]);
}, { javaScriptEnabled: false }));

for (const [kind, file, key, first, second] of [
  ["versions", "developer/orders-reference.html", "view", "portal-2026", "portal-2025"],
  ["pivots", "set-up-payouts.html", "pivots", "bank", "wallet"],
]) {
  test(`${kind}: a choice shows its zones, is kept in the address and in the reader's browser`, () => site.open(file, async (page) => {
    const select = page.locator(`select[data-choice="${key}"]`);
    const zones = () => page.locator("[data-moniker], [data-pivot]")
      .evaluateAll((all) => [...new Set(all.filter((zone) => zone.firstElementChild.checkVisibility()).map((zone) => zone.dataset.moniker || zone.dataset.pivot))]);
    assert.equal(await select.inputValue(), first);
    assert.deepEqual(await zones(), [first]);
    await page.evaluate(() => history.replaceState(null, "", "#place"));
    await select.selectOption(second);
    assert.deepEqual(await zones(), [second]);
    assert.equal(address(page), `${file}?${key}=${second}#place`, "the rest of the address stays");
    await page.goto(site.url(file));
    assert.deepEqual(await zones(), [second], "remembered");
    await page.goto(site.url(`${file}?${key}=${first}`));
    assert.deepEqual(await zones(), [first], "an address is stronger than memory");
    await page.emulateMedia({ media: "print" });
    assert.deepEqual((await zones()).sort(), [first, second].sort(), "all are printed");
  }));
  test(`${kind} without JavaScript: every zone is there, and no choice that does nothing`, () => site.open(file, async (page) => {
    assert.equal(await page.locator("select").filter({ visible: true }).count(), 0);
    for (const zone of await page.locator("[data-moniker], [data-pivot]").all()) assert.ok(await zone.isVisible());
  }, { javaScriptEnabled: false }));
}

test("pivots: the outline has the headings of the chosen one, and a link to another's chooses it", () => site.open("set-up-payouts.html", async (page) => {
  const outline = () => page.locator("[data-in-article] a").evaluateAll((all) => all.filter((link) => link.checkVisibility()).map((link) => link.hash));
  const [bank, wallet] = ["#after-you-submit-the-bank-account", "#after-you-connect-the-wallet"];
  const own = async () => (await outline()).filter((hash) => hash === bank || hash === wallet);
  assert.ok((await outline()).length > 4);
  assert.deepEqual(await own(), [bank]);
  await page.locator("select[data-choice]").selectOption("wallet");
  assert.deepEqual(await own(), [wallet]);
  await page.goto(site.url(`set-up-payouts.html${bank}`));
  assert.deepEqual(await own(), [bank]);
}));

test("code: language, and a button that copies the very text", () => site.open("developer/authenticate.html", async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const blocks = page.locator(".code");
  assert.equal(await blocks.count(), await page.locator(".content pre").count());
  assert.ok((await blocks.count()) > 1);
  const block = blocks.filter({ visible: true }).first();
  const button = block.getByRole("button", { name: /^Copy/ });
  const label = await block.locator(".code-bar > span").textContent();
  assert.ok(label.trim());
  await button.click();
  await until(page, () => document.querySelector(".copy-button.is-done")?.textContent === "Copied");
  const text = await block.locator("code").textContent();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text.replace(/\n$/, ""));
  await until(page, () => [...document.querySelectorAll("[role=status]")].some((one) => one.textContent === "Copied"));
}));

test("the page is copied as Markdown, and opens as such without scripts", () => site.open(ARTICLE, async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const button = page.locator("[data-copy-markdown]");
  await button.click();
  await until(page, () => document.querySelector("[data-copy-markdown].is-done")?.textContent.trim() === "Copied");
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /^# Create user accounts and assign roles\n\n/);
  const file = await (await page.request.get(await button.evaluate((link) => link.href))).text();
  // Links in it lead to the site from wherever it is pasted; the rest is the file as it is.
  const code = /```powershell\n[^]*?\n```/;
  assert.equal(text.match(code)[0], file.match(code)[0]);
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, url]) => url);
  assert.ok(links.length > 4 && links.every((url) => url.startsWith("http")), String(links));
  assert.ok(links.includes(site.url("permissions-overview.html#choose-roles-for-a-person")), String(links));
  assert.ok(links.some((url) => url.startsWith(site.url("media/"))), String(links));
  assert.equal(text.replaceAll(site.url(""), ""), file);
}));

test("light and dark: the system's choice, then the reader's, on every page and after a reload", () => site.open(ARTICLE, async (page) => {
  const scheme = () => page.evaluate(() => {
    const [r, g, b] = getComputedStyle(document.documentElement).backgroundColor.match(/[\d.]+/g).map(Number);
    return r + g + b > 384 ? "light" : "dark";
  });
  const toggle = page.locator("[data-theme-toggle]");
  const choose = async (name) => {
    for (let i = 0; i < 3 && !(await toggle.getAttribute("aria-label")).endsWith(name); i++) await toggle.click();
    assert.ok((await toggle.getAttribute("aria-label")).endsWith(name), name);
  };
  assert.equal(await scheme(), "dark");
  await choose("light");
  assert.equal(await scheme(), "light");
  await page.reload();
  assert.equal(await scheme(), "light");
  await page.goto(site.url("troubleshooting/index.html"));
  assert.equal(await scheme(), "light");
  await page.emulateMedia({ colorScheme: "light" });
  await choose("dark");
  assert.equal(await scheme(), "dark");
  await page.goto(site.url("index.html"));
  assert.equal(await scheme(), "dark");
  await choose("automatic");
  assert.equal(await scheme(), "light");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await scheme(), "dark");
}, { colorScheme: "dark" }));

test("phone: the contents are in a drawer", () => site.open(ARTICLE, async (page) => {
  const drawer = page.locator("#gp-contents");
  const menu = page.getByRole("button", { name: "Contents", exact: true });
  assert.equal(await drawer.isVisible(), false);
  await menu.click();
  await drawer.waitFor();
  const box = await drawer.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= PHONE.width, JSON.stringify(box));
  assert.ok(await drawer.locator('[aria-current="page"]').isVisible());
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Contents", "the focus is back on the button");
  await menu.click();
  await page.getByRole("button", { name: "Close contents" }).click();
  await drawer.waitFor({ state: "hidden" });
  await menu.click();
  await drawer.getByRole("treeitem", { name: "Reset a user's password" }).click();
  await page.waitForURL(/reset-a-user-password\.html$/);
  assert.equal(await drawer.isVisible(), false);
}, { viewport: PHONE, hasTouch: true }));

test("a picture opens large and closes", () => site.open("read-your-invoice.html", async (page) => {
  await page.locator("a.lightbox").click();
  const dialog = page.locator("dialog[open]");
  await dialog.waitFor();
  assert.ok((await dialog.getAttribute("aria-label")).length > 10);
  assert.match(await dialog.locator("img").getAttribute("src"), /invoice-summary-expanded\.png/);
  await dialog.locator("img").evaluate((picture) => picture.decode());
  const button = dialog.getByRole("button");
  for (const viewport of [PHONE, { width: 844, height: 390 }, { width: 1280, height: 800 }]) {
    await page.setViewportSize(viewport);
    const [close, picture] = [await button.boundingBox(), await dialog.locator("img").boundingBox()];
    assert.ok(close.y >= 0 && close.y + close.height <= picture.y, "the button covers nothing of the picture");
    assert.ok(picture.width > 0 && picture.y + picture.height <= viewport.height, "the picture is seen whole");
  }
  await button.click();
  await dialog.waitFor({ state: "hidden" });
  await page.locator("a.lightbox").click();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.equal(address(page), "read-your-invoice.html");
}));

test("headings link to themselves", () => site.open(ARTICLE, async (page) => {
  const heading = page.locator(".content h2[id]").nth(1);
  await heading.hover();
  const link = heading.getByRole("link", { name: /^Link to/ });
  await link.click();
  assert.equal(new URL(page.url()).hash.slice(1), await heading.getAttribute("id"));
  await until(page, isTargetInView);
}));

test("alerts carry their kind as text", () => site.open("read-your-invoice.html", async (page) => {
  assert.equal(await page.locator(".alert .alert-title").first().textContent(), "Warning");
}));

test("FAQ: questions are headings under their section", () => site.open("faq.html", async (page) => {
  const questions = page.locator(".faq-question");
  assert.ok((await questions.count()) > 5);
  for (const tag of await questions.evaluateAll((all) => all.map((one) => one.localName))) assert.match(tag, /^h[23]$/);
  const link = page.locator('.in-article a[href*="why"]').first();
  const target = decodeURIComponent((await link.getAttribute("href")).slice(1));
  assert.equal(await page.locator(`[id="${target}"]`).textContent().then((text) => text.trim()), await link.textContent());
}));
