// A reader without a mouse: from the home page to a fix, and through a page without losing the way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, isTargetInView, KINDS, missing, PHONE, setUp, until } from "./site.mjs";

const site = setUp();
const FIX = "unable-to-sign-in.html#you-cant-see-your-offers-after-you-sign-in";

/** What has the focus, as a reader would say it. */
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  return (element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent).trim();
});
/** Presses a key until the focus is on what `wanted` matches; fails after `most` times. */
async function press(page, key, wanted, most = 60) {
  const passed = [];
  for (let i = 0; i < most; i++) {
    await page.keyboard.press(key);
    const name = await focused(page);
    if (wanted.test(name)) return i + 1;
    passed.push(name.slice(0, 30));
  }
  assert.fail(`${key} does not reach ${wanted}: ${passed.join(" | ")}`);
}
async function isAtFix(page) {
  await page.waitForURL(site.url(FIX));
  await until(page, isTargetInView);
  assert.match(await page.locator("h2:target").textContent(), /can't see your offers/);
}

test("can't see my offers: by search", () => site.open("", async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.insertText("can't see my offers after sign in");
  const options = page.locator('#gp-search-results [role="option"]');
  await options.first().waitFor();
  // A choice once made, the list stays as it is.
  await page.keyboard.press("ArrowDown");
  const hrefs = await page.locator("#gp-search-results a").evaluateAll((links) => links.map((link) => link.href));
  const place = hrefs.indexOf(site.url(FIX));
  assert.ok(place >= 0 && place < 3, `not among the first three: ${hrefs}`);
  for (let i = 0; i < place; i++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await isAtFix(page);
  const pressed = 1 + 1 + place + 1;
  assert.ok(pressed <= 6, `${pressed} keys beside the words`);
}));

test("can't see my offers: in the troubleshooting index, words and Enter", () => site.open("troubleshooting/index.html", async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.insertText("can't see your offers after");
  // Enter opens the only answer.
  await page.keyboard.press("Enter");
  await isAtFix(page);
}));

for (const [device, viewport] of [["wide screen", DESKTOP], ["phone", PHONE]]) {
  test(`can't see my offers: by the troubleshooting index, ${device}`, () => site.open("", async (page) => {
    await press(page, "Shift+Tab", /^Troubleshooting$/);
    await page.keyboard.press("Enter");
    await page.waitForURL(site.url("troubleshooting/index.html"));
    await page.keyboard.press("/");
    await page.keyboard.insertText("can't see my offers");
    await until(page, () => /^\d of/.test(document.getElementById("gp-finder-count").textContent));
    await press(page, "Tab", /^You can't see your offers after you sign in$/);
    await page.keyboard.press("Enter");
    await isAtFix(page);
  }, { viewport }));
}

test("can't see my offers: by the links of the pages alone", () => site.open("", async (page) => {
  await press(page, "Tab", /^Unable to sign in$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(site.url("unable-to-sign-in.html"));
  await press(page, "Tab", /^You can't see your offers after you sign in$/);
  await page.keyboard.press("Enter");
  await isAtFix(page);
}));

test("from a search result on, Tab goes on at the heading", () => site.open(FIX, async (page) => {
  await until(page, isTargetInView);
  await page.keyboard.press("Tab");
  assert.match(await focused(page), /^Link to “You can't see your offers/);
}));

test("the first stop skips to the text", () => site.open(KINDS.article, async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to main content");
  assert.ok(await page.evaluate(() => { const { top, bottom } = document.activeElement.getBoundingClientRect(); return top >= 0 && bottom > 0; }));
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "gp-main");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("main")));
}));

for (const [device, viewport] of [["wide screen", DESKTOP], ["phone", PHONE]]) {
  for (const kind of ["article", "troubleshooting", "landing", "404"]) {
    const target = kind === "troubleshooting" ? `${KINDS[kind]}?q=payout` : KINDS[kind];
    test(`every stop shows where it is and is not covered: ${kind}, ${device}`, () => site.open(target, async (page) => {
      // Forwards to the end, and back, when the sticky header is what could cover a stop.
      for (const key of ["Tab", "Shift+Tab"]) {
        let stops = 0;
        for (; stops < 200; stops++) {
          await page.keyboard.press(key);
          const fault = await page.evaluate(() => {
            const element = document.activeElement;
            if (element === document.body) return "end";
            const name = element.outerHTML.slice(0, 100);
            const { left, top, right, bottom } = element.getBoundingClientRect();
            if (right <= 0 || left >= innerWidth || bottom <= 0 || top >= innerHeight) return `off the screen: ${name}`;
            const points = (from, to) => [0.1, 0.5, 0.9].map((part) => from + (to - from) * part);
            const isOnTop = points(Math.max(left, 0), Math.min(right, innerWidth)).some((x) =>
              points(Math.max(top, 0), Math.min(bottom, innerHeight)).some((y) => element.contains(document.elementFromPoint(x, y))));
            if (!isOnTop) return `covered: ${name}`;
            // Boxes for words carry the mark on their frame.
            const isMarked = [element, element.parentElement].some((one) => {
              const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
              return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
            });
            return isMarked ? null : `no mark of the focus: ${name}`;
          });
          if (fault === "end") break;
          assert.equal(fault, null, `${key} ${stops + 1}`);
        }
        assert.ok(stops > 8 && stops < 200, `${stops} stops`);
      }
    }, { viewport, ignore: missing }));
  }
}

test("the list of the article closes behind who goes on with Tab", () => site.open(KINDS.article, async (page) => {
  await page.locator(".in-article summary").focus();
  await page.keyboard.press("Enter");
  await page.locator(".in-article a").last().focus();
  assert.ok(await page.locator("[data-in-article]").evaluate((details) => details.open));
  await page.keyboard.press("Tab");
  assert.equal(await page.locator("[data-in-article]").evaluate((details) => details.open), false);
}, { viewport: PHONE }));

test("the drawer takes the focus, and Escape gives it back", () => site.open(KINDS.article, async (page) => {
  const opener = page.getByRole("button", { name: "Contents", exact: true });
  await opener.focus();
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement.closest("#gp-contents"));
  await page.keyboard.press("Escape");
  assert.ok(await opener.evaluate((button) => button === document.activeElement));
}, { viewport: PHONE }));

test("Ctrl+K leads to the search from other boxes, and Escape out of its popup from any place in it", () => site.open(KINDS.article, async (page) => {
  await page.locator("#gp-tree-filter").focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.insertText("account");
  await page.getByRole("link", { name: "See all" }).focus();
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#gp-search-results").isHidden());
  assert.equal(await page.evaluate(() => document.activeElement.id), "gp-search-input");
}));
