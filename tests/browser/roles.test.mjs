// Roles: their pages, the badges that lead there, and the reader's own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { read, setUp, until } from "./site.mjs";

const ROLES = "roles/index.html";
const site = setUp();
const data = JSON.parse(read(site.site, "troubleshooting.json"));
const listed = data.entries.filter(({ kind }) => kind !== "code");

test("every role has a page, with its articles and its problems", () => site.open(ROLES, async (page) => {
  const roles = await page.locator(".role-item").evaluateAll((items) => items.map((item) => ({
    id: item.dataset.role,
    name: item.querySelector(".symptom-title").textContent,
    href: item.querySelector(".symptom-title").href,
    articles: Number(item.querySelector(".symptom-meta span").textContent.split(" ")[0]),
  })));
  assert.ok(roles.length > 5);
  for (const { id, name, href, articles } of roles) {
    await page.goto(href);
    assert.equal(await page.locator("h1").textContent(), name);
    assert.equal(await page.locator(".role-articles a").count(), articles, id);
    const problems = listed.filter(({ roles: all }) => all.includes(id));
    const ordered = [...problems.filter(({ kind }) => kind === "guide"), ...problems.filter(({ kind }) => kind !== "guide")];
    assert.deepEqual(await page.locator(".symptoms .symptom-title").allTextContents(), ordered.map(({ symptom }) => symptom), id);
  }
}));

test("what a role can do comes from the tables of access, with the page it stands on", () => site.open("roles/billing-admin/index.html", async (page) => {
  const rows = page.locator(".role-access dd");
  assert.ok((await rows.count()) > 0);
  // Each place once, with what can be done there below it.
  const places = await page.locator(".role-access").first().locator("dt").allTextContents();
  assert.equal(new Set(places).size, places.length, String(places));
  const named = await page.locator(".in-article a").evaluateAll((links) => links.map(({ hash }) => Boolean(document.getElementById(hash.slice(1)))));
  assert.ok(named.length > 2 && named.every(Boolean), "the page's parts are listed beside it");
  await page.locator(".role-source a").first().click();
  assert.match(await page.locator(".content table").first().textContent(), /Billing admin/);
}));

test("a badge leads to its role", () => site.open("unable-to-sign-in.html", async (page) => {
  const badge = page.locator(".page-meta .role a").first();
  const name = await badge.textContent();
  await badge.click();
  assert.equal(await page.locator("h1").textContent(), name);
}));

test("my role is one for the whole site", () => site.open("roles/billing-admin/index.html", async (page) => {
  const button = page.locator("#gp-this-role");
  await button.click();
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  await page.goto(site.url("troubleshooting/index.html"));
  assert.equal(await page.locator("#gp-my-role").inputValue(), "billing-admin");
  await page.goto(site.url(ROLES));
  assert.equal(await page.locator("#gp-my-role").inputValue(), "billing-admin");
  assert.equal(await page.locator(".role-item").first().getAttribute("data-role"), "billing-admin", "it comes first");
  await page.goto(site.url("roles/billing-admin/index.html"));
  await button.click();
  assert.equal(await button.getAttribute("aria-pressed"), "false");
}));

test("without JavaScript the roles read and their links work", () => site.open(ROLES, async (page) => {
  assert.equal(await page.locator("#gp-my-role").isVisible(), false);
  await page.locator(".role-item a").first().click();
  assert.ok(await page.locator("h2", { hasText: "Articles" }).isVisible());
}, { javaScriptEnabled: false }));

test("my role marks its badges and the header, on every page, and goes away again", () => site.open("roles/billing-admin/index.html", async (page) => {
  await page.locator("#gp-this-role").click();
  const path = data.entries.find(({ roles }) => roles.includes("billing-admin")).url.split("#")[0];
  await page.goto(site.url(path));
  const badge = page.locator('.role[data-role="billing-admin"]').first();
  await page.locator(".role.is-mine").first().waitFor();
  assert.match(await badge.textContent(), /· your role$/);
  assert.equal(await page.locator(".header [data-my-role]").getAttribute("title"), "My role: Billing admin");
  assert.equal(await page.locator(".role.is-mine:not([data-role='billing-admin'])").count(), 0);
  await page.locator(".header [data-my-role]").click();
  await until(page, () => document.getElementById("gp-my-role")?.value === "billing-admin");
  await page.locator("#gp-my-role").selectOption("");
  await page.goto(site.url(path));
  assert.doesNotMatch(await badge.textContent(), /your role/);
}));

test("what my role can do comes first in search, what others can is dimmed, nothing is gone", () => site.open("search/index.html?q=invoice", async (page) => {
  const results = page.locator("#gp-search-page .search-list a");
  const hrefs = () => results.evaluateAll((all) => all.map((link) => link.href));
  await results.first().waitFor();
  await page.locator("#gp-search-page select").first().waitFor();
  const before = await hrefs();
  assert.equal(await page.locator(".search-mine").isVisible(), false);
  await page.evaluate(() => window.guidepostRole.write("sales-agent", "Sales agent"));
  await page.reload();
  await page.locator(".search-mine").waitFor();
  assert.match(await page.locator(".search-mine").textContent(), /your role, Sales agent, comes first/);
  await page.locator(".search-list a.is-other").first().waitFor();
  const pageOf = (href) => href.split("#")[0];
  assert.deepEqual(new Set((await hrefs()).map(pageOf)), new Set(before.map(pageOf)));
  await page.locator(".search-mine button").click();
  await page.locator(".search-mine").waitFor({ state: "hidden" });
  await until(page, () => document.querySelector(".search-list a") && !document.querySelector(".search-list a.is-other"));
}));

test("what pages apply to is a filter of search", () => site.open("search/index.html?q=account", async (page) => {
  const choice = page.locator('.search-filters select[name="applies"]');
  await choice.waitFor();
  const value = await choice.locator("option").nth(1).getAttribute("value");
  await choice.selectOption(value);
  await page.waitForURL((url) => url.searchParams.get("applies") === value);
  await page.locator("#gp-search-page .search-list a").first().waitFor();
}));
