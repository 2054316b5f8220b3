// The client against an index that the generator wrote (the snapshot of `mod.rs`).
// Run with: node --test src/search/client_test.mjs
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const { createSearch, words } = createRequire(import.meta.url)("../../themes/default/static/search/engine.js");
const near = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

const files = new Map();
for (const line of near("snapshots/guidepost__search__tests__small_site.snap").split("\n")) {
  const match = /^\["([^"]+)/.exec(line);
  if (match) files.set(match[1] + ".js", `guidepostSearch(${line})\n`);
}
const asked = [];
const { search } = createSearch({
  load: async (path, version) => {
    asked.push(version ? "versioned" : path);
    if (!files.has(path)) throw new Error(path);
    return files.get(path);
  },
});
const urls = async (query, options) => (await search(query, options)).map(({ url }) => url);
const first = async (query, options) => (await urls(query, options))[0];

test("words as the generator splits them", () => {
  for (const [text, expected] of JSON.parse(near("words.json"))) {
    const found = words(text).flatMap(({ word, parts }) => (parts.length > 1 && word ? [...parts, word] : parts));
    assert.equal(found.join(" "), expected, text);
  }
});

test("title, heading and body, with the section to go to", async () => {
  assert.equal(await first("reset password"), "account/reset.html");
  assert.equal(await first("kubernetes cluster steps"), "deploy.html#first-steps");
  const [hit] = await search("invoice currency");
  assert.deepEqual([hit.title, hit.heading, hit.anchor, hit.kind], ["Read your bill", "First steps", "first-steps", "article"]);
  assert.match(hit.snippet, /The invoice/);
});

test("only the root is asked for without a version", () => {
  assert.deepEqual(asked.slice(0, 2), ["root.js", "versioned"]);
});

test("inflections, beginnings, typos and synonyms", async () => {
  assert.equal(await first("policies "), "policy.html");
  assert.equal(await first("kubern"), "deploy.html#first-steps");
  assert.equal(await first("pasword "), "account/reset.html");
  assert.equal(await first("apssword "), "account/reset.html");
  assert.equal(await first("kuberntes "), "deploy.html#first-steps");
  assert.equal(await first("invoice"), "bill.html");
  assert.equal(await first("log in"), "account/sign-in.html");
});

test("compounds and names", async () => {
  assert.equal(await first("signin"), "account/sign-in.html");
  assert.equal(await first("sign-in"), "account/sign-in.html");
  assert.equal(await first("getCustomerById"), "api.html#first-steps");
  assert.equal(await first("get customer by id"), "api.html#first-steps");
  assert.equal(await first("c++"), "deploy.html");
});

test("words in quotes that no page has together are looked for one by one", async () => {
  const results = await search('"kubernetes invoice"');
  assert.deepEqual([results.loose, results.map(({ url }) => url.split("#")[0]).sort()], [true, ["bill.html", "deploy.html"]]);
});

test("a name in parts is one name where a title has it", async () => {
  for (const query of ["System.IO", "system::io"]) assert.equal(await first(query), "io.html", query);
});

test("texts are read for all results where that is asked for", async () => {
  const texts = async (options) => {
    asked.length = 0;
    await createSearch({ load: async (path) => (asked.push(path), files.get(path)) }).search("first steps", options);
    return asked.filter((path) => path.startsWith("x/")).length;
  };
  assert.equal(await texts({ text: false }), 0);
  assert.ok((await texts({})) <= (await texts({ text: true })));
});

test("options by their names, however they are written", async () => {
  assert.equal(await first("guard "), "guard.html");
  for (const query of ["/GUARD", "/guard:cf", "--guard", "/gua", "linker --force", "linker -force"]) {
    assert.equal((await first(query)).split("#")[0], "options.html", query);
  }
});

test("words that no page has are named", async () => {
  assert.deepEqual((await search("invoice qqqzzz")).unknown, ["qqqzzz"]);
});

test("no texts for one word, or for one that is not whole", async () => {
  const texts = async (query) => {
    const asked = [];
    const { search } = createSearch({ load: async (path) => (asked.push(path), files.get(path)) });
    await search(query);
    return asked.some((path) => path.startsWith("x/"));
  };
  assert.deepEqual([await texts("policy"), await texts("new passw"), await texts("new password")], [false, false, true]);
});

test("required and forbidden words", async () => {
  assert.ok((await urls("account")).length > 1);
  assert.ok(!(await urls("account -password")).includes("account/reset.html"));
  assert.deepEqual(await urls("-account"), await urls("account "), "alone, a name");
  assert.equal(await first("account --password"), await first("account password "), "an option, not a ban");
  assert.deepEqual(await urls('account "password"'), ["account/reset.html#first-steps"]);
});

test("facets", async () => {
  const { counts } = await search("account", { facets: {} });
  assert.deepEqual(new Map(counts).get("role"), [["admin-agent", "Admin agent", 1], ["sales", "Sales", 1]]);
  assert.deepEqual(await urls("account", { facets: { role: ["sales"] } }), ["account/sign-in.html#first-steps"]);
});

test("nothing for nothing, and inherited names are no words", async () => {
  for (const query of ["", "  ", "!?", "account -account", "qqqzzz", "constructor __proto__ hasOwnProperty"]) {
    assert.deepEqual(await urls(query), [], query);
  }
});

test("marks are ranges of the text, whatever the form of a word", async () => {
  const { marks } = await search("policy");
  assert.deepEqual(marks("A Policy, two policies."), [[2, 8], [14, 22]]);
});

test("a failed load is tried again", async () => {
  let fail = true;
  const { search: shaky } = createSearch({ load: async (path) => (fail ? Promise.reject(new Error(path)) : files.get(path)) });
  await assert.rejects(shaky("policy"));
  fail = false;
  assert.equal((await shaky("policy"))[0].url, "policy.html");
});
