// Nothing scrolls sideways, nothing jumps: every kind of page at the widths between which the layout changes. (Every
// page at the narrowest is in pages.test.mjs.)
import assert from "node:assert/strict";
import { test } from "node:test";
import { KINDS, missing, setUp, sideways, until, WIDTHS } from "./site.mjs";

const site = setUp();

test("no kind of page scrolls sideways", () => site.open(null, async (page) => {
  const found = [];
  const long = "W".repeat(300);
  const others = ["permissions-overview.html", "verification-overview.html", `search/index.html?q=${long}`, `troubleshooting/index.html?q=${long}`];
  for (const target of [...Object.values(KINDS), ...others]) {
    await page.goto(site.url(target));
    if (target.startsWith("search/index.html?")) await until(page, () => /result/.test(document.querySelector("#gp-search-page [role=status]").textContent));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(sideways);
      if (wide) found.push(`${target} at ${width} px: ${wide}`);
    }
  }
  assert.deepEqual(found, []);
}, { ignore: missing }));

test("a word that is longer than a phone is wide breaks wherever it stands", () => site.open(null, async (page) => {
  await page.setViewportSize({ width: 320, height: 700 });
  const found = [];
  for (const target of [KINDS.article, KINDS.faq, KINDS.hub, KINDS.landing, KINDS.troubleshooting, KINDS.codes, KINDS["all pages"], KINDS.roles, KINDS.role]) {
    await page.goto(site.url(target));
    const words = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
      let count = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.data.trim().length < 4 || node.parentElement.closest("pre, option, legend, label, .symptom-related > span, .count, .visually-hidden, table")) continue;
        node.data = "Contoso.Portal.Management.DatabaseManager.Settings";
        count += 1;
      }
      return count;
    });
    assert.ok(words > 10, `${target}: only ${words} words were replaced`);
    const wide = await page.evaluate(sideways);
    if (wide) found.push(`${target}: ${wide}`);
  }
  assert.deepEqual(found, []);
}));

test("a large picture in a column is as wide as the column", () => site.open("offers-and-benefits.html", async (page) => {
  const [picture, column] = await page.locator(".column").first().evaluate((column) => {
    const picture = Object.assign(new Image(1200, 600), { alt: "", src: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='600'/>" });
    column.querySelector("p").append(picture);
    return [picture.getBoundingClientRect().width, column.getBoundingClientRect().width];
  });
  assert.ok(picture > 100 && picture <= column, `${picture} in ${column}`);
}));

test("no page scrolls sideways when the text is twice as large", () => site.open(null, async (page) => {
  const found = [];
  for (const target of Object.values(KINDS)) {
    await page.setViewportSize({ width: 640, height: 800 });
    await page.goto(site.url(target));
    await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
    const wide = await page.evaluate(sideways);
    if (wide) found.push(`${target}: ${wide}`);
  }
  assert.deepEqual(found, []);
}, { ignore: missing }));

test("nothing moves while a page loads and is read", () => site.open(null, async (page) => {
  // On a slow line the scripts come after the first paint, so here they always do; but for those that hold it back.
  let blocks = /./;
  let [painted, paint] = [null, null];
  await page.exposeFunction("painted", () => paint());
  await page.route(/\.js(\?|$)/, async (route) => {
    if (!blocks.test(route.request().url())) await painted;
    await route.continue();
  });
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver(() => globalThis.painted()).observe({ type: "paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries()) {
        if (!hadRecentInput) globalThis.shifts.push([value, ...sources.map(({ node }) => (node?.outerHTML ?? node?.textContent ?? "").slice(0, 80))]);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  const found = [];
  const chosen = ["set-up-payouts.html?pivots=wallet", `${KINDS.article}?tabs=powershell`];
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const target of [...Object.values(KINDS), "set-up-payouts.html", "verification-overview.html", ...chosen]) {
      painted = new Promise((resolve) => { paint = resolve; });
      const held = /<script (?!defer src)[^>]*src="[^"]*?([a-z-]+\.js)/g;
      const html = await (await fetch(site.url(target))).text();
      blocks = new RegExp([...html.matchAll(held)].map(([, name]) => name).join("|"));
      await page.goto(site.url(target));
      // What a search finds may lengthen the page below the window, and the reader is not there yet.
      // Texts of results come last, and are asked for at once.
      if (target.startsWith("search/")) {
        await page.locator("#gp-search-page .result-snippet").first().waitFor();
        await page.waitForLoadState("networkidle");
      }
      const shifts = await page.evaluate(async () => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
          scrollTo(0, y);
          await frame();
        }
        // One in a closed panel is not loaded.
        await Promise.all([...document.images].filter((image) => image.checkVisibility()).map((image) => image.decode()));
        await frame();
        return globalThis.shifts;
      });
      const sum = shifts.reduce((sum, [value]) => sum + value, 0);
      if (sum > 0) found.push([target, width, shifts]);
    }
  }
  assert.deepEqual(found, []);
}, { ignore: missing }));

test("the outline keeps its lines where it marks the section that is read", () => site.open("payout-missing-incorrect.html", async (page) => {
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.locator(".in-article [aria-current]").waitFor();
  // Letters as wide as before: no line breaks that did not.
  const fonts = await page.locator(".in-article a").evaluateAll((links) => [...new Set(links.map((link) => getComputedStyle(link).font))]);
  assert.equal(fonts.length, 1, String(fonts));
}));

test("lines are of about 75 characters", () => site.open(null, async (page) => {
  for (const width of [1280, 1600]) {
    await page.setViewportSize({ width, height: 900 });
    for (const target of [KINDS.article, KINDS.faq, "unable-to-sign-in.html", "verification-overview.html"]) {
      await page.goto(site.url(target));
      const lines = await page.evaluate(() => {
        const lengths = [];
        for (const paragraph of document.querySelectorAll(".content > p, .faq-item > p")) {
          const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
          const tops = new Map();
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            for (let i = 0; i < node.data.length; i++) {
              const range = new Range();
              range.setStart(node, i);
              range.setEnd(node, i + 1);
              const box = range.getBoundingClientRect();
              if (box.width) tops.set(Math.round(box.bottom / 8), (tops.get(Math.round(box.bottom / 8)) ?? 0) + 1);
            }
          }
          // The last line of a paragraph is as long as what is left.
          lengths.push(...[...tops.values()].slice(0, -1));
        }
        return lengths.filter((length) => length > 20);
      });
      assert.ok(lines.length > 4, `${target}: ${lines.length} lines`);
      const mean = lines.reduce((sum, length) => sum + length, 0) / lines.length;
      assert.ok(mean > 60 && mean < 80 && Math.max(...lines) <= 90, `${target} at ${width} px: ${mean.toFixed(1)}, at most ${Math.max(...lines)}`);
    }
  }
}));

test("text ends at one edge, what is no text at another", () => site.open(null, async (page) => {
  for (const width of [1280, 1600]) {
    await page.setViewportSize({ width, height: 900 });
    for (const target of [KINDS.article, KINDS.reference, "verification-overview.html", "set-up-payouts.html"]) {
      await page.goto(site.url(target));
      const widths = await page.locator(".content :is(.alert:has(pre, table, img), .code, .tabGroup, .table-scroll, .mx-imgBorder)").evaluateAll((all) => all
        .filter((element) => element.checkVisibility() && !element.parentElement.closest(".tabGroup, .alert, td, li"))
        .filter((element) => !element.matches(".mx-imgBorder") || element.getBoundingClientRect().width > 500)
        .map((element) => Math.round(element.getBoundingClientRect().right)));
      assert.ok(widths.length > 0, target);
      assert.ok(Math.max(...widths) - Math.min(...widths) <= 1, `${target} at ${width} px: ${widths}`);
      // An alert is text; only in a column hardly wider than text it is as wide as the column.
      const alerts = await page.locator(".content > .alert:not(:has(pre, table, img))").evaluateAll((all) => all
        .map((alert) => alert.getBoundingClientRect().width));
      for (const alert of alerts) assert.equal(Math.round(alert), width < 1400 ? Math.round(widths[0] - await page.locator(".content").evaluate((content) => content.getBoundingClientRect().left)) : 600, `${target} at ${width} px`);
    }
  }
}));

test("the header is as high on every kind of page, and stays", () => site.open(null, async (page) => {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const heights = new Set();
    for (const target of Object.values(KINDS)) {
      await page.goto(site.url(target));
      const box = () => page.locator(".header").evaluate((header) => [header.getBoundingClientRect().top, header.getBoundingClientRect().height]);
      const [, height] = await box();
      heights.add(height);
      await page.evaluate(() => scrollTo(0, 400));
      assert.deepEqual(await box(), [0, height], `${target} at ${width} px`);
    }
    assert.equal(heights.size, 1, `at ${width} px: ${[...heights]}`);
  }
}, { ignore: missing }));

test("the drawer covers the page from edge to edge, the header too", () => site.open(KINDS.article, async (page) => {
  for (const width of [320, 390, 820]) {
    await page.setViewportSize({ width, height: 800 });
    await page.reload();
    await page.getByRole("button", { name: "Contents", exact: true }).click();
    const drawer = await page.locator("#gp-contents").evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { left, top, height, narrower: width < innerWidth, onTop: element.contains(document.elementFromPoint(20, 30)) };
    });
    assert.deepEqual(drawer, { left: 0, top: 0, height: 800, narrower: true, onTop: true }, `at ${width} px`);
  }
}));

test("cards of a hub fill their rows where their number allows it", () => site.open(null, async (page) => {
  await page.goto(site.url(KINDS.hub));
  for (const width of [820, 1280, 1600]) {
    await page.setViewportSize({ width, height: 900 });
    for (const list of [".highlights", ".cards-products"]) {
      const rows = await page.locator(`${list} > *`).evaluateAll((all) => Object.values(Object.groupBy?.(all, (item) => Math.round(item.getBoundingClientRect().top)) ?? {}).map((row) => row.length));
      assert.ok(rows.length && rows.every((row) => row === rows[0]), `${list} at ${width} px: ${rows}`);
    }
  }
}));

test("a link on a card that says nothing by itself says to screen readers where it leads", () => site.open(KINDS.hub, async (page) => {
  const link = page.locator(".card-footer", { hasText: "See more" });
  assert.equal(await link.evaluate((element) => element.firstChild.textContent.trim()), "See more");
  assert.equal(await page.getByRole("link", { name: "See more (I sell)", exact: true }).count(), 1);
}));

test("from right to left: the frame is mirrored, code is not, nothing sticks out", () => site.open(null, async (page) => {
  await page.addInitScript(() => document.addEventListener("readystatechange", () => { document.documentElement.dir = "rtl"; }));
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const target of Object.values(KINDS)) {
      await page.goto(site.url(target));
      assert.equal(await page.evaluate(sideways), null, `${target} at ${width} px`);
    }
    await page.goto(site.url("developer/authenticate.html"));
    const { code, brand } = await page.evaluate(() => ({
      code: [...document.querySelectorAll("pre, code")].map((element) => getComputedStyle(element).direction),
      brand: document.querySelector(".header .brand").getBoundingClientRect(),
    }));
    assert.deepEqual([...new Set(code)], ["ltr"]);
    assert.ok(brand.right > width / 2, "the name of the site is on the right");
  }
  const [icon, key] = await Promise.all([".search-icon", ".search-key"].map((part) => page.locator(part).boundingBox()));
  assert.ok(key.x + key.width < icon.x, "the key of the search box stands at its end");
}, { ignore: missing }));

test("the contents stay in their place to the end of the page", () => site.open(null, async (page) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const target of [KINDS.article, KINDS.codes, "roles/index.html"]) {
    await page.goto(site.url(target));
    const tops = () => page.evaluate(() => ["#gp-tree-filter", "#gp-contents"].map((one) => Math.round(document.querySelector(one).getBoundingClientRect().top)));
    const before = await tops();
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    assert.deepEqual(await tops(), before, target);
    assert.ok(await page.locator(".footer").evaluate((footer) => Math.round(footer.getBoundingClientRect().bottom) <= innerHeight), `the footer of ${target} is seen`);
  }
}));

test("on a narrow window the outline stays below the header, says the section, and opens over the text", () => site.open(null, async (page) => {
  for (const width of [320, 820, 1100]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(site.url("payout-missing-incorrect.html"));
    const summary = page.locator(".in-article summary");
    const list = page.locator(".in-article details > ul");
    const link = page.locator(".in-article a").nth(3);
    const at = (selector) => page.locator(selector).first().evaluate((element) => Math.round(element.getBoundingClientRect().top));
    await summary.click();
    await link.click();
    await until(page, () => document.querySelector(".in-article-now").textContent);
    assert.equal(await page.locator(".in-article-now").textContent(), await link.textContent(), `at ${width} px`);
    const { bar, header, heading } = await page.evaluate(() => ({
      bar: document.querySelector(".in-article details").getBoundingClientRect(),
      header: document.querySelector(".header").getBoundingClientRect(),
      heading: document.querySelector(":target").getBoundingClientRect(),
    }));
    assert.ok(bar.top >= header.bottom && bar.top < header.bottom + 16, `the bar at ${bar.top}, ${width} px`);
    assert.ok(heading.top >= bar.bottom, `the heading at ${heading.top}, the bar ends at ${bar.bottom}, ${width} px`);

    const before = await at(".content");
    await summary.click();
    await list.waitFor();
    assert.equal(await at(".content"), before, "the text is where it was");
    assert.ok(await list.evaluate((element) => element.getBoundingClientRect().bottom <= innerHeight), "all of the list can be reached");
    await page.keyboard.press("Escape");
    assert.equal(await list.isVisible(), false);
    assert.equal(await summary.evaluate((element) => element === document.activeElement), true);
    await summary.click();
    await page.mouse.click(width / 2, 780);
    assert.equal(await list.isVisible(), false, "a press beside it closes it");
  }
}));

test("a low window keeps its height for the text", () => site.open(KINDS.article, async (page) => {
  await page.evaluate(() => scrollTo(0, 900));
  for (const part of [".header", ".in-article"]) assert.ok(await page.locator(part).evaluate((element) => element.getBoundingClientRect().bottom < 0), part);
}, { viewport: { width: 640, height: 400 } }));

test("the name of a site is read whole on a phone, if it is no longer than two lines", () => site.open(KINDS.article, async (page) => {
  const title = page.locator(".header .brand-title");
  await title.evaluate((element) => { element.textContent = "Partner Center documentation"; });
  assert.deepEqual(await title.evaluate(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => [scrollWidth <= clientWidth, scrollHeight <= clientHeight]), [true, true]);
  assert.ok(await title.evaluate((element) => element.getBoundingClientRect().bottom <= document.querySelector(".header").getBoundingClientRect().bottom));
}, { viewport: { width: 320, height: 700 } }));

test("what stands in an item of a list is closer than paragraphs; a text begins at its top", () => site.open(KINDS.article, async (page) => {
  const gaps = await page.locator(".content").evaluate((content) => {
    content.innerHTML = '<h2>One</h2><p id="a">a</p><p id="b">b</p><ul><li><p id="c">c</p><p id="d">d</p><ul id="e"><li>e</li></ul></li></ul>';
    const box = (id) => document.getElementById(id).getBoundingClientRect();
    const gap = (one, other) => box(other).top - box(one).bottom;
    return [gap("a", "b"), gap("c", "d"), gap("d", "e"), content.firstElementChild.getBoundingClientRect().top - content.getBoundingClientRect().top];
  });
  assert.ok(gaps[0] > gaps[1] && gaps[1] >= gaps[2] && gaps[2] > 0, String(gaps));
  assert.equal(gaps[3], 0);
}));

test("paper: no navigation, signs of alerts, no empty page at the end", () => site.open(null, async (page) => {
  for (const target of [KINDS.faq, KINDS.article, "read-your-invoice.html"]) {
    await page.goto(site.url(target));
    await page.emulateMedia({ media: "print" });
    for (const part of [".header", "#gp-contents", ".in-article", ".page-foot", ".footer"]) assert.equal(await page.locator(part).first().isVisible(), false, part);
    const colours = await page.locator(".alert-title").evaluateAll((all) => all.map((title) => getComputedStyle(title, "::before").printColorAdjust ?? getComputedStyle(title, "::before").webkitPrintColorAdjust));
    assert.ok(colours.every((value) => value === "exact"), String(colours));
    // The page ends where its text ends.
    const { text, all } = await page.evaluate(() => ({ text: document.querySelector(".content").getBoundingClientRect().bottom, all: document.body.getBoundingClientRect().bottom }));
    assert.ok(Math.abs(all - text) < 2, `${target}: the text ends at ${text}, the page at ${all}`);
    await page.emulateMedia({ media: null });
  }
}));

test("paper: where next steps lead is written out, whole where scripts run", () => site.open(null, async (page) => {
  for (const [scripts, address] of [[true, site.url("create-user-accounts.html")], [false, "create-user-accounts.html"]]) {
    if (!scripts) await page.route(/\.js(\?|$)/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await page.goto(site.url("get-started.html"));
    await page.emulateMedia({ media: "print" });
    const { content, width, mask } = await page.locator(".nextstepaction a").evaluate((link) => {
      const { width, maskImage: mask } = getComputedStyle(link, "::after");
      return { content: getComputedStyle(link, "::after").content, width: parseFloat(width), mask };
    });
    // Browsers differ in whether they say the attribute or what it holds.
    assert.ok(content === JSON.stringify(address) || content === (scripts ? "attr(data-address)" : "attr(href)"), content);
    if (scripts) assert.equal(await page.locator(".nextstepaction a").getAttribute("data-address"), address);
    assert.ok(width > 60 && mask === "none", `${width} px, mask ${mask}`);
  }
}));

test("the focus in the header moves nothing; the focus in the text is never below what stays", () => site.open(KINDS.reference, async (page) => {
  for (const width of [390, 820, 1280]) {
    await page.setViewportSize({ width, height: 700 });
    await page.reload();
    await page.evaluate(() => scrollTo(0, 900));
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => scrollY), 900, `after the key of search, ${width} px`);
    await page.locator(".content a").last().focus();
    for (let i = 0; i < 12; i += 1) {
      await page.keyboard.press("Shift+Tab");
      const { top, above, inText } = await page.evaluate(() => {
        const bars = [".header", ".in-article details"].map((one) => document.querySelector(one)).filter((one) => one && innerWidth < 1280 || one?.matches(".header"));
        return { top: document.activeElement.getBoundingClientRect().top, above: Math.max(...bars.map((bar) => bar.getBoundingClientRect().bottom)), inText: Boolean(document.activeElement.closest(".content")) };
      });
      if (!inText) break;
      assert.ok(top >= above - 1, `at ${top}, what stays ends at ${above}, ${width} px`);
    }
  }
}));
