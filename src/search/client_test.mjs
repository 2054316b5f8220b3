// The client's ranking, apart from the page. Run with: node --test src/search/client_test.mjs
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const { createEngine, words } = createRequire(import.meta.url)("../../themes/default/static/search.js");

/** An index as the generator writes it, of { title, headings, description, body } texts of stems. */
function index(pages) {
  const fields = ["title", "headings", "description", "body"];
  const data = { documents: [], lengths: {}, index: {}, stop: ["the", "in", "a"] };
  for (const field of fields) {
    data.lengths[field] = [];
    data.index[field] = { root: { docs: {}, df: 0 } };
  }
  pages.forEach((page, id) => {
    data.documents.push({ title: page.show || page.title, path: page.path, description: page.description, headings: page.heads });
    for (const field of fields) {
      const list = (page[field] || "").toLowerCase().split(" ").filter(Boolean);
      data.lengths[field].push(list.length);
      for (const word of new Set(list)) {
        let node = data.index[field].root;
        for (const c of word) node = node[c] ??= { docs: {}, df: 0 };
        node.docs[id] = { tf: Math.sqrt(list.filter((other) => other === word).length) };
        node.df++;
      }
    }
  });
  return createEngine(data);
}

const engine = index([
  { path: "policy.html", title: "polici", show: "Policies", body: "rule of the hous" },
  { path: "subscribe.html", title: "subscript", show: "Subscriptions", body: "renew a subscript polici" },
  { path: "sign-in.html", title: "sign in signin", show: "Sign-in", headings: "reset a password", body: "password password constructor",
    heads: [{ text: "Reset a password", anchor: "reset" }] },
  { path: "other.html", title: "c++ note", show: "C++ notes", body: "password" },
]);
const paths = (query) => engine.search(query, 10).results.map((result) => result.path);

test("words fold as the index does", () => {
  const list = (text) => words(text).map(({ word }) => word).join(" ");
  assert.equal(list("Can't open the café’s Straße"), "cant open the cafes strasse");
  assert.equal(list("C++ and C#, x++"), "c++ and c# x++");
  assert.deepEqual(words("getCustomer-byId")[0].parts, ["get", "customer", "by", "id"]);
});

test("titles come first", () => assert.equal(paths("polici")[0], "policy.html"));
test("inflections without a stemmer", () => {
  assert.equal(paths("policy ")[0], "policy.html");
  assert.equal(paths("policies ")[0], "policy.html");
  assert.equal(paths("subscriptions ")[0], "subscribe.html");
});
test("the last word may be unfinished", () => assert.equal(paths("renew subsc")[0], "subscribe.html"));
test("one typo", () => {
  for (const typo of ["pasword ", "passwrod ", "passsword ", "qassword "]) assert.equal(paths(typo)[0], "sign-in.html", typo);
});
test("a compound is found by its parts", () => assert.equal(paths("sign in")[0], "sign-in.html"));
test("deep link to the heading", () => {
  const [result] = engine.search("reset password", 10).results;
  assert.deepEqual([result.path, result.anchor], ["sign-in.html", "reset"]);
});
test("marks are ranges of the text", () => {
  const { marks } = engine.search("password", 10);
  assert.deepEqual(marks("Your Password here"), [[5, 13]]);
});
test("c++ is a word", () => assert.equal(paths("c++")[0], "other.html"));
test("nothing for nothing, and inherited names are no words", () => {
  assert.equal(engine.search("  ", 10).total, 0);
  assert.equal(engine.search("zzzzzz", 10).total, 0);
  assert.deepEqual(paths("constructor"), ["sign-in.html"]);
  assert.equal(engine.search("__proto__ hasOwnProperty", 10).total, 0);
});
