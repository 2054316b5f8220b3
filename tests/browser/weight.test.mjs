// What a page weighs, as a server sends it: compressed. Scripts and style sheets are counted on every page, with what
// they load by themselves.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { pages, read, setUp } from "./site.mjs";

const site = setUp();
const KB = 1024;
const weight = (text) => gzipSync(text, { level: 9 }).length;

/** Bytes, compressed, of the files that a pattern finds on a page. */
function sum(file, html, pattern) {
  const names = new Set([...html.matchAll(pattern)].map(([, name]) => name.replace(/\?.*/, "")));
  return [...names].map((name) => weight(read(site.site, path.posix.join(path.posix.dirname(file), name)))).reduce((a, b) => a + b, 0);
}

test("scripts of a page weigh at most 10 KB, search apart; style sheets 12 KB; pages 20 KB by their median", () => {
  const heavy = [];
  const sizes = [];
  // The 404 page names its files from the root of the host.
  for (const file of pages(site.site).filter((file) => file !== "404.html")) {
    const html = read(site.site, file);
    sizes.push(weight(html));
    const scripts = sum(file, html, /<script[^>]* src="((?![^"]*search\.js)[^"]+)"/g);
    const styles = sum(file, html, /<link rel="stylesheet" href="([^"]+)"/g);
    assert.ok(scripts > 1000 && styles > 5000, `${file}: ${scripts} and ${styles} bytes were found`);
    if (scripts > 10 * KB) heavy.push(`${file}: scripts of ${scripts} bytes`);
    if (styles > 12 * KB) heavy.push(`${file}: style sheets of ${styles} bytes`);
  }
  assert.deepEqual(heavy, []);
  const median = sizes.sort((a, b) => a - b)[sizes.length >> 1];
  assert.ok(median <= 20 * KB, `half of the pages weigh more than ${median} bytes`);
});

test("a page that is read loads nothing of search; the box loads it once", () => site.open("faq.html", async (page) => {
  const asked = [];
  page.on("request", (request) => { if (/search/.test(request.url())) asked.push(new URL(request.url()).pathname); });
  await page.reload();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  assert.deepEqual(asked, []);
  const input = page.locator("#gp-search-input");
  await input.focus();
  await page.keyboard.insertText("password");
  await page.locator('#gp-search-results [role="option"]').first().waitFor();
  await input.blur();
  await input.focus();
  assert.equal(asked.filter((name) => name.endsWith("/search.js")).length, 1);
}));
