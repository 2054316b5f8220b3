// Every page of the site: it opens without a fault, and every link of it leads somewhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";
import { DESKTOP, files, inside, isStub, pages, read, setUp, sideways, WIDTHS } from "./site.mjs";

const site = setUp();

// Runs in the browser: every address that a document names, by the place that names it.
const addresses = (document) => {
  const found = [];
  const take = (selector, attribute) => {
    for (const element of document.querySelectorAll(selector)) {
      const value = element.getAttribute(attribute);
      const text = element.textContent.trim().slice(0, 40);
      if (value !== null) found.push({ value, what: `<${element.localName} ${attribute}>${text && ` “${text}”`}` });
    }
  };
  take("[href]", "href");
  take("[src]", "src");
  take("form[action]", "action");
  take("[poster]", "poster");
  take(".tree[data-src]", "data-src");
  for (const element of document.querySelectorAll("[srcset]")) {
    for (const one of element.getAttribute("srcset").split(",")) found.push({ value: one.trim().split(/\s/)[0], what: "srcset" });
  }
  const refresh = document.querySelector('meta[http-equiv="refresh"]');
  if (refresh) found.push({ value: refresh.content.replace(/^.*?url=/i, ""), what: "refresh" });
  return found;
};
const facts = (document) => ({
  title: document.title,
  lang: document.documentElement.lang,
  ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
  names: [...document.querySelectorAll("a[name]")].map((element) => element.name),
  headings: document.querySelectorAll("h1").length,
  previous: document.querySelector("a[rel=prev]")?.getAttribute("href"),
  next: document.querySelector("a[rel=next]")?.getAttribute("href"),
});

/** The pictures of the page, loaded. Runs in the page. */
const images = () => Promise.all([...document.images].map(async (image) => {
  image.loading = "eager";
  await image.decode().catch(() => {});
  const [width, height] = [image.getAttribute("width"), image.getAttribute("height")].map(Number);
  return { src: image.getAttribute("src"), alt: image.getAttribute("alt"), width, height, natural: image.naturalWidth / image.naturalHeight };
}));

/** Faults of `links` ({ from, what, value }), seen from a site of `all` files with `ids` by page. */
function broken(links, all, ids) {
  const origin = "http://site.example/";
  const seen = new Set();
  for (const { from, what, value } of links) {
    const say = (fault) => seen.add(`${from}: ${what} ${value}: ${fault}`);
    let url;
    try { url = new URL(value, origin + from); } catch { say("not an address"); continue; }
    if (!/^(https?|mailto|tel|data):$/.test(url.protocol)) { say("not a scheme for links"); continue; }
    if (!url.href.startsWith(origin)) continue;
    const path = decodeURIComponent(url.pathname.slice(1)).replace(/(^|\/)$/, "$1index.html");
    if (!all.has(path)) { say("no such file"); continue; }
    const anchor = decodeURIComponent(url.hash.slice(1));
    if (anchor && path.endsWith(".html") && !ids.get(path)?.has(anchor)) say("no such place on the page");
  }
  return [...seen].sort();
}

const html = files(site.site).filter((file) => file.endsWith(".html"));
const all = new Set(files(site.site));
const links = [];
const pictures = [];
const narrow = [];
const regions = [];
const marked = [];
const ids = new Map();
const steps = new Map();

test("pages as files: addresses, ids, titles", async () => {
  const texts = html.map((file) => [file, read(site.site, file)]);
  await site.open(null, async (page) => {
    const documents = await page.evaluate(([texts, addresses, facts]) => {
      const parser = new DOMParser();
      const [list, know] = [addresses, facts].map((source) => new Function(`return ${source}`)());
      return texts.map(([file, text]) => {
        const document = parser.parseFromString(text, "text/html");
        return [file, list(document), know(document)];
      });
    }, [texts, String(addresses), String(facts)]);
    for (const [file, found, known] of documents) {
      for (const one of found) links.push({ from: file, ...one });
      ids.set(file, new Set([...known.ids, ...known.names]));
      const step = (href) => href && new URL(href, `http://site.example/${file}`).pathname.slice(1);
      steps.set(file, { previous: step(known.previous), next: step(known.next) });
    }
    const titles = new Map();
    for (const [file, , known] of documents) {
      assert.deepEqual(known.ids.filter((id, i) => known.ids.indexOf(id) !== i), [], `${file}: ids given twice`);
      assert.ok(known.title, `${file}: no title`);
      assert.match(known.lang, /^[a-z]{2}/, `${file}: no language`);
      if (isStub(read(site.site, file))) continue;
      assert.equal(known.headings, 1, `${file}: headings of level 1`);
      assert.equal(titles.get(known.title), undefined, `${file}: the same title as ${titles.get(known.title)}`);
      titles.set(known.title, file);
    }
  });
  assert.ok(html.length >= 30, `only ${html.length} pages`);
});

test("pages in the browser: no error, no failed request, no violation, nothing off the site", async () => {
  await site.open(null, async (page) => {
    for (const file of pages(site.site)) {
      await page.goto(site.url(file));
      for (const one of await page.evaluate(images)) pictures.push({ file, ...one });
      const { current, dates } = await page.evaluate(() => ({
        current: [...document.querySelectorAll('#gp-contents [aria-current="page"]')].map((link) => link.href),
        dates: document.querySelectorAll(".page-article .page-meta time, .page-faq .page-meta time").length,
      }));
      await page.setViewportSize({ width: WIDTHS[0], height: 800 });
      const wide = await page.evaluate(sideways);
      if (wide) narrow.push(`${file}: ${wide}`);
      for (const region of await page.evaluate(inside)) regions.push({ file, ...region });
      await page.setViewportSize(DESKTOP);
      marked.push(...current);
      for (const href of current) assert.equal(href, page.url(), `${file}: the contents mark another page`);
      if (/<body class="page-(article|faq)/.test(read(site.site, file))) assert.equal(dates, 1, `${file}: dates`);
      assert.ok(await page.evaluate(() => "ready" in document.documentElement.dataset), `${file}: its scripts did not finish`);
      for (const one of await page.evaluate(`(${addresses})(document)`)) links.push({ from: file, ...one });
    }
  });
  assert.ok(marked.length > 25, `the contents mark only ${marked.length} pages`);
  assert.deepEqual(site.server.violations, []);
});

test("at 320 px nothing scrolls sideways but in a place of its own, which the keyboard reaches", () => {
  assert.deepEqual(narrow, []);
  assert.ok(regions.length > 5, `the sample has wide tables and code, but only ${regions.length} scroll`);
  for (const { file, html, tabIndex, role, name } of regions) assert.ok(tabIndex === 0 && role && name, `${file}: ${html}`);
});

test("pictures can be shown, state their size, which is theirs, and have an alternative text", () => {
  assert.ok(pictures.length > 10, `only ${pictures.length} pictures`);
  for (const { file, src, alt, width, height, natural } of pictures) {
    assert.ok(natural, `${file}: ${src} cannot be shown`);
    assert.ok(width > 0 && height > 0, `${file}: ${src} without width and height`);
    assert.ok(Math.abs(width / height / natural - 1) < 0.02, `${file}: ${src} says ${width}×${height}`);
    assert.notEqual(alt, null, `${file}: ${src} without alt`);
  }
});

test("every internal link and every fragment resolves", () => {
  assert.ok(links.length > 1000, `only ${links.length} links`);
  // The 404 page is shown at any address: its own test looks at it there.
  assert.deepEqual(broken(links.filter(({ from }) => from !== "404.html"), all, ids), []);
});

test("previous and next are one way through the articles", () => {
  let count = 0;
  for (const [file, { next }] of steps) {
    // Landing and hub pages are on the way, and have no links along it.
    if (!next || !(steps.get(next).next || steps.get(next).previous)) continue;
    count++;
    assert.equal(steps.get(next).previous, file, `${file} leads to ${next}, which does not lead back`);
  }
  assert.ok(count > 20, `only ${count} steps`);
});

test("addresses in data files resolve", () => {
  const data = [];
  for (const file of files(site.site).filter((file) => file.startsWith("_guidepost/toc/"))) {
    const walk = (nodes) => {
      for (const node of nodes) {
        if (node.h) data.push({ from: "index.html", what: `${file} “${node.t}”`, value: node.h });
        walk(node.c || []);
      }
    };
    vm.runInNewContext(read(site.site, file), { guidepostToc: walk });
  }
  for (const { id, url } of JSON.parse(read(site.site, "troubleshooting.json")).entries) {
    data.push({ from: "index.html", what: `troubleshooting.json ${id}`, value: url });
  }
  assert.ok(data.length > 50, `only ${data.length} addresses`);
  assert.deepEqual(broken(data, all, ids), []);
});

test("a page is fetched while the pointer rests on its link: once, and none for a place on the same page", () => site.open("create-user-accounts.html", async (page) => {
  const asked = [];
  page.on("request", (request) => { if (request.resourceType() === "fetch") asked.push(new URL(request.url()).pathname); });
  const entries = page.locator("#gp-contents .tree a[href$='.html']:not([aria-current]):visible");
  const rest = async (link) => {
    const comes = page.waitForRequest((request) => request.resourceType() === "fetch");
    await link.hover();
    return new URL((await comes).url()).pathname;
  };
  const first = await rest(entries.nth(0));
  await page.locator("nav.in-article a").first().hover();
  await entries.nth(0).hover();
  const second = await rest(entries.nth(1));
  assert.notEqual(first, second);
  assert.deepEqual(asked, [first, second]);
}));
