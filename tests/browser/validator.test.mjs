// The HTML is right: the Nu validator finds no error on any page of the sample and of the manual.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { files, folder } from "./site.mjs";

const JAR = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

/** Errors that the validator finds in HTML files, one line each. */
async function messages(paths) {
  // Deep nesting takes more of the stack than Java gives by itself.
  const options = ["-Xss8m", "-jar", JAR, "--errors-only", "--format", "json", "--exit-zero-always", ...paths];
  const { stderr } = await promisify(execFile)(process.env.JAVA || "java", options, { maxBuffer: 1 << 28 });
  return JSON.parse(stderr).messages.map(({ url, lastLine, type, message, extract }) =>
    `${path.relative(".", new URL(url).pathname)}:${lastLine}: ${type}: ${message}: ${extract}`);
}

for (const variable of ["SITE", "MANUAL"]) {
  test(`${variable.toLowerCase()}: every page is valid HTML`, async () => {
    const root = folder(variable);
    const pages = files(root).filter((file) => file.endsWith(".html")).map((file) => path.join(root, file));
    assert.ok(pages.length >= 30, `only ${pages.length} pages`);
    assert.deepEqual(await messages(pages), []);
  });
}

test("the validator sees what is wrong", async () => {
  const home = mkdtempSync(path.join(tmpdir(), "validator-"));
  try {
    const page = path.join(home, "page.html");
    writeFileSync(page, '<!doctype html>\n<html lang="en"><title>Page</title><p><div id="a"></div></p><b id="a"></b>\n');
    const found = await messages([page]);
    assert.ok(found.some((one) => /Duplicate ID/.test(one)) && found.some((one) => /page\.html:2: error/.test(one)), String(found));
  } finally {
    rmSync(home, { recursive: true });
  }
});
