// The style sheets that are published say what their sources say: taking blanks and comments out of them loses no rule,
// no declaration, and no blank that a sum needs.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { read, setUp } from "./site.mjs";

const site = setUp();
const sources = fileURLToPath(new URL("../../themes/default/static/", import.meta.url));

test("published style sheets are their sources, without blanks and comments", () => site.open(null, async (page) => {
  const sheets = readdirSync(sources).filter((name) => name.endsWith(".css"));
  assert.ok(sheets.length > 3);
  for (const name of sheets) {
    const texts = [readFileSync(sources + name, "utf8"), read(site.site, `_guidepost/theme/${name}`)];
    assert.ok(texts[1].length < texts[0].length, `${name} is smaller`);
    const [source, published] = await page.evaluate((texts) => texts.map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      // The browser writes what it understood; values with a variable in them stay as they were typed.
      return [...sheet.cssRules].map(({ cssText }) => cssText.replace(/\s+/g, " ").replace(/ ?([,/(){}:;]) ?/g, "$1"));
    }), texts);
    assert.deepEqual(published, source, name);
  }
}));
