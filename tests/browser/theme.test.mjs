// A small theme of somebody's own: the settings' name, logo, accent and links, a partial, a template and a style sheet.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folder, setUp, until } from "./site.mjs";

const site = setUp({ site: folder("THEMED") });

for (const scripts of [true, false]) {
  test(`name, logo and links are those of the settings, scripts ${scripts ? "on" : "off"}`, () => site.open("tides.html", async (page) => {
    assert.equal(await page.title(), "Tides | Harbour Handbook");
    assert.equal(await page.locator(".header .brand").textContent(), "Harbour Handbook");
    assert.ok(await page.locator(".brand-logo").evaluate((image) => image.complete && image.naturalWidth > 0), "the logo shows");
    assert.equal(await page.locator('link[rel="icon"]').getAttribute("href"), "media/anchor.svg");
    assert.equal(await page.locator(".header-links").getByRole("link", { name: "Tides" }).getAttribute("href"), "tides.html");
    assert.equal(await page.locator("footer").getByRole("link", { name: "Imprint" }).getAttribute("href"), "https://harbour.example/imprint");
    // The accent is the site's yellow, dark enough to read on white.
    const [red, green, blue] = await page.locator(".content a").first().evaluate(paint);
    assert.ok(red > blue + 60 && green > blue + 30, `links are rgb(${red}, ${green}, ${blue})`);
  }, { javaScriptEnabled: scripts, colorScheme: "light" }));
}

for (const scripts of [true, false]) {
  test(`the same page in another language, scripts ${scripts ? "on" : "off"}`, () => site.open("tides.html", async (page) => {
    const there = "https://harbour.example/nl/tides.html";
    assert.equal(await page.locator('link[rel="alternate"][hreflang="nl-nl"]').getAttribute("href"), there);
    const link = page.getByRole("link", { name: "Nederlands" });
    assert.equal(await link.isVisible(), false);
    await page.getByRole("button", { name: "Language" }).press("Enter");
    assert.ok(await link.isVisible());
    assert.deepEqual([await link.getAttribute("href"), await link.getAttribute("lang")], [there, "nl-nl"]);
    const { x, y, width } = await link.boundingBox();
    assert.ok(x > 0 && x + width <= 320 && y > 0, "inside the window");
    await page.keyboard.press("Tab");
    assert.ok(await link.evaluate((element) => element === document.activeElement));
    await page.keyboard.press("Escape");
    assert.equal(await link.isVisible(), false);
    await page.goto(site.url("index.html"));
    assert.equal(await page.getByRole("link", { name: "Nederlands", includeHidden: true }).getAttribute("href"), "https://harbour.example/nl/");
  }, { javaScriptEnabled: scripts, viewport: { width: 320, height: 640 } }));
}

test("a partial, a template and a style sheet of the theme take their places, the others stay", () => site.open("tides.html", async (page) => {
  assert.match(await page.locator("footer").textContent(), /^© Harbour office/);
  assert.equal(await page.locator(".harbour-note").textContent(), "Is the water wrong? Tell the harbour office.");
  assert.ok(await page.locator(".pager").isVisible(), "the built-in partial inside the template");
  const { measure, border } = await page.evaluate(() => ({
    measure: getComputedStyle(document.documentElement).getPropertyValue("--measure"),
    border: getComputedStyle(document.querySelector(".harbour-note")).borderBlockStartStyle,
  }));
  assert.deepEqual([measure.trim(), border], ["30rem", "double"]);
  assert.ok(await page.locator("#gp-search-input").isVisible());
  await page.locator(".header .brand").click();
  await page.waitForURL(site.url("index.html"));
}));

/** Red, green, blue of an element's text as it is painted. Runs in the page. */
function paint(element) {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  context.fillStyle = getComputedStyle(element).color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

/** Contrasts of links on the page and of a button's words on it, with an accent. Runs in the page. */
function contrasts(accent) {
  const { style } = document.documentElement;
  style.setProperty("--brand", accent);
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  const probe = document.body.appendChild(document.createElement("i"));
  const light = (name) => {
    probe.style.color = `var(${name})`;
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const part = (byte) => { const value = byte / 255; return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
  };
  const ratio = (one, other) => { const [low, high] = [light(one), light(other)].sort((a, b) => a - b); return (high + 0.05) / (low + 0.05); };
  return [["--accent", "--bg"], ["--accent", "--bg-soft"], ["--accent-strong", "--bg"], ["--accent-strong", "--accent-soft"], ["--on-accent", "--accent"]]
    .map(([one, other]) => [`${one} on ${other}`, ratio(one, other)]);
}

const ACCENTS = ["#ffd400", "#ffffff", "#000000", "#00104d", "#ff0000", "#00ff00", "#0000ff", "#ff00ff", "#00ffff", "#808080", "#7a1f5c", "#f5a623"];
for (const colorScheme of ["light", "dark"]) {
  test(`any accent can be read, ${colorScheme}`, () => site.open("index.html", async (page) => {
    await until(page, () => "ready" in document.documentElement.dataset);
    const low = [];
    for (const accent of ACCENTS) {
      for (const [pair, ratio] of await page.evaluate(contrasts, accent)) if (ratio < 4.5) low.push(`${accent}: ${pair}: ${ratio.toFixed(2)}`);
    }
    assert.deepEqual(low, []);
  }, { colorScheme }));
}
