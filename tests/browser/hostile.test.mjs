// A docset that means harm (`hostile/`): markup and scripts in every field that reaches a page. Nothing of it runs,
// with the policy and without, no element comes of it, and the page's own parts go on working.
import assert from "node:assert/strict";
import { test } from "node:test";
import { files, folder, isStub, isTargetInView, missing, pages, read, setUp, until } from "./site.mjs";

const site = folder("HOSTILE");
const open = setUp({ site, policy: null });
const strict = setUp({ site });

/** What no page may hold. Runs in the page. */
const planted = () => {
  const found = [];
  const say = (element, why) => found.push(`${why}: ${element.outerHTML.slice(0, 160)}`);
  // Not as `document.querySelectorAll`: an element may have taken that name.
  for (const element of Document.prototype.querySelectorAll.call(document, "*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) say(element, `the attribute ${name}`);
      if (/^(href|src|action|formaction|poster|data|background|xlink:href)$/i.test(name)
        // eslint-disable-next-line no-control-regex
        && !/^(https?|mailto|tel|file|data:image\/(png|gif|jpeg|webp))/.test(new URL(value, document.baseURI).href.replace(/^data:,$/, "https:"))) say(element, `the address in ${name}`);
      if (name === "style" && element.closest("main")) say(element, "a style");
    }
    if (element.matches("x-made, base, object, embed, frame, meta[http-equiv], svg :is(script, a), math, style, template, plaintext, textarea, [autofocus]")) say(element, "an element");
    if (element.matches("script") && !/\/_guidepost\//.test(element.src) && element.type !== "application/ld+json") say(element, "a script");
    if (element.matches("link") && !element.closest("head")) say(element, "an element");
    if (element.matches("iframe[src], iframe[srcdoc]") && !element.src.startsWith("https://")) say(element, "a frame");
    if (element.matches("head *") && !element.matches("meta, title, link, script")) say(element, "an element in the head");
  }
  return found;
};
const quiet = (fault) => missing(fault) || /evil\.example|youtube-nocookie\.com|ERR_NAME_NOT_RESOLVED/.test(fault);

for (const [name, server] of [["without a policy", open], ["under the policy", strict]]) {
  test(`nothing runs and nothing is planted, ${name}`, () => server.open(null, async (page) => {
    const calls = [];
    await page.exposeFunction("made", () => calls.push(page.url()));
    const found = [];
    for (const file of pages(site)) {
      await page.goto(server.url(file));
      // Whatever waits for the mouse.
      await page.evaluate(() => {
        for (const element of Document.prototype.querySelectorAll.call(document, "main *")) {
          for (const type of ["mouseover", "mouseenter", "focus", "toggle"]) element.dispatchEvent(new Event(type));
        }
      });
      for (const one of await page.evaluate(planted)) found.push(`${file}: ${one}`);
      if (!(await page.locator("html[data-ready]").count())) found.push(`${file}: its scripts stopped`);
    }
    assert.deepEqual(found, []);
    assert.deepEqual(calls, []);
  }, { ignore: quiet }));
}

test("stubs lead nowhere but to pages", async () => {
  const stubs = files(site).filter((file) => file.endsWith(".html") && isStub(read(site, file)));
  assert.ok(stubs.length > 0);
  await open.open(null, async (page) => {
    for (const stub of stubs) {
      const found = await page.evaluate((html) => {
        const document = new DOMParser().parseFromString(html, "text/html");
        return [document.querySelectorAll("script").length, document.querySelector("meta[http-equiv]").content.replace(/^0; url=/, ""), document.querySelector("a").getAttribute("href")];
      }, read(site, stub));
      assert.equal(found[0], 0, stub);
      for (const address of found.slice(1)) assert.match(new URL(address, "https://site.example/").href, /^https?:/, stub);
    }
  });
});

test("titles, descriptions and headings reach search as text", () => open.open("markup.html", async (page) => {
  const calls = [];
  await page.exposeFunction("made", () => calls.push(page.url()));
  for (const words of ["password", "made", "script", "x-made", "onerror"]) {
    await page.goto(open.url("markup.html"));
    await page.keyboard.press("/");
    await page.keyboard.insertText(words);
    await page.locator("#gp-search-results [role=status]", { hasText: /result/ }).waitFor();
    assert.deepEqual(await page.evaluate(planted), [], words);
    await page.goto(open.url(`search/index.html?q=${words}`));
    await until(page, () => /result/.test(document.querySelector("#gp-search-page [role=status]")?.textContent));
    assert.deepEqual(await page.evaluate(planted), [], words);
  }
  assert.deepEqual(calls, []);
}, { ignore: quiet }));

test("names of the contents reach the tree and its filter as text", () => open.open("markup.html", async (page) => {
  const calls = [];
  await page.exposeFunction("made", () => calls.push(page.url()));
  await page.locator("#gp-tree-filter").fill("script");
  await until(page, () => /entr/.test(document.getElementById("gp-tree-status").textContent));
  assert.deepEqual(await page.evaluate(planted), []);
  await page.locator("#gp-tree-filter").fill("");
  for (const toggle of await page.locator('#gp-contents [aria-expanded="false"] + .tree-toggle').all()) await toggle.click();
  assert.deepEqual(await page.evaluate(planted), []);
  assert.deepEqual(calls, []);
}, { ignore: quiet }));

test("the troubleshooting index shows hostile symptoms as text and filters them", () => open.open("troubleshooting/index.html", async (page) => {
  await page.locator("#gp-finder-input").fill("onerror");
  await until(page, () => /^\d+ of/.test(document.getElementById("gp-finder-count").textContent));
  assert.ok((await page.locator(".symptom").filter({ visible: true }).count()) > 0);
  assert.deepEqual(await page.evaluate(planted), []);
}, { ignore: quiet }));

/** Ids that are given twice on a page. Runs in the page. */
const twice = () => [...document.querySelectorAll("[id]")].map(({ id }) => id).filter((id, i, ids) => ids.indexOf(id) !== i);

test("headings and elements named like the page's own parts take nothing from them", () => open.open("names.html", async (page) => {
  assert.deepEqual(await page.evaluate(twice), []);
  for (const link of await page.locator(".in-article a").all()) {
    const id = decodeURIComponent((await link.getAttribute("href")).slice(1));
    const text = await page.evaluate((id) => document.getElementById(id).firstChild.textContent.trim(), id);
    assert.equal(text, (await link.textContent()).trim());
  }
  await page.keyboard.press("/");
  await page.keyboard.insertText("password");
  await page.locator('#gp-search-results [role="option"]').first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#gp-tree-filter").fill("words");
  await page.locator("#gp-tree-found a").first().waitFor();
  await page.locator("[data-theme-toggle]").click();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "light");
}, { ignore: quiet }));

test("no heading has an id of the theme's", () => open.open("reserved.html", async (page) => {
  assert.deepEqual(await page.evaluate(twice), []);
}, { ignore: quiet }));

test("elements with the names of the document's properties take nothing from the scripts", () => open.open("properties.html", async (page) => {
  const taken = await page.evaluate(() => ["currentScript", "documentElement", "body", "head", "getElementById", "querySelector", "querySelectorAll", "createElement", "addEventListener"]
    .filter((name) => Object.hasOwn(document, name) || (typeof document[name] !== typeof new Document()[name] && !["currentScript", "documentElement", "body", "head"].includes(name))));
  assert.deepEqual(taken, []);
  assert.equal(await page.locator("html[data-ready]").count(), 1, "the scripts stopped");
}, { ignore: quiet }));

test("a choice offers hostile names as text; a link into a zone that is not chosen chooses it", () => open.open("zones.html#only-for-the-second", async (page) => {
  const select = page.locator("select[data-choice]");
  await page.getByText("Second text.").waitFor();
  assert.equal(await select.inputValue(), "second");
  await until(page, isTargetInView);
  await select.selectOption("first");
  await page.getByText("First text.").waitFor();
  assert.equal(await page.getByText("Second text.").isVisible(), false);
  assert.deepEqual(await page.evaluate(planted), []);
}, { ignore: quiet }));
