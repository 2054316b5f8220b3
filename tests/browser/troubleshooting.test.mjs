// The troubleshooting index: from a symptom to its fix, with scripts and without.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isTargetInView, read, setUp, until } from "./site.mjs";

const INDEX = "troubleshooting/index.html";
const site = setUp();
const data = JSON.parse(read(site.site, "troubleshooting.json"));
/** What the index lists; codes have a page of their own. */
const listed = data.entries.filter(({ kind }) => kind !== "code");
const codes = data.entries.filter(({ kind }) => kind === "code");

const entry = ".symptom";
const count = (page) => page.locator("#gp-finder-count").textContent();
const shown = (page) => page.locator(entry).filter({ visible: true });
/** Entries of the page as the data file tells them. */
const told = (page) => page.locator(entry).evaluateAll((items) => items.map((item) => {
  const link = item.querySelector(".symptom-title");
  return {
    symptom: link.textContent,
    url: link.getAttribute("href").replace(/^\.\.\//, ""),
    roles: item.dataset.roles.split(" ").filter(Boolean),
    step: item.querySelector(".symptom-step")?.textContent ?? null,
    area: item.closest(".area").querySelector("h2").firstChild.textContent.trim(),
  };
}));
/** Shows the roles and products that stand back at first. */
async function showAll(page) {
  const closed = page.locator(".chips-more:not([open]) > summary");
  while (await closed.count()) await closed.first().click();
}
const filtered = (page, words) => until(page, (words) => new URLSearchParams(location.search).get("q") === words, words);

test("the home page leads to it", () => site.open("", async (page) => {
  await page.getByRole("link", { name: "Troubleshooting", exact: true }).first().click();
  await page.waitForURL(site.url(INDEX));
  assert.equal(await page.locator("h1").textContent(), "Troubleshooting");
  assert.equal(await count(page), `${listed.length} problems`);
}));

test("the page and troubleshooting.json hold the same", () => site.open(INDEX, async (page) => {
  assert.equal(data.schema_version, 1);
  assert.equal(data.entries.length, data.count);
  assert.equal(new Set(data.entries.map(({ id }) => id)).size, data.count, "ids are given once");
  const same = (a, b) => (a.url + a.symptom < b.url + b.symptom ? -1 : 1);
  const expected = listed.map(({ symptom, url, roles, first_step, area }) => ({ symptom, url, roles, step: first_step, area }));
  assert.deepEqual((await told(page)).sort(same), expected.sort(same));
  for (const { url, anchor } of data.entries) assert.equal(url.split("#")[1] ?? null, anchor);
}));

test("areas: counted, linked, guides first", () => site.open(INDEX, async (page) => {
  const areas = await page.locator(".area").evaluateAll((all) => all.map((area) => ({
    id: area.querySelector("h2").id,
    said: Number(area.querySelector("h2 .count").textContent),
    kinds: [...area.querySelectorAll(".symptom")].map((item) => (item.querySelector(".tag")?.textContent === "Guide" ? 0 : 1)),
  })));
  assert.ok(areas.length > 3);
  for (const { id, said, kinds } of areas) {
    assert.equal(said, kinds.length, id);
    assert.deepEqual(kinds, [...kinds].sort(), `${id}: guides first`);
    const link = page.locator(`.in-article a[href="#${id}"]`);
    assert.equal(Number(await link.locator(".count").textContent()), said, id);
  }
  assert.equal(areas.reduce((sum, { said }) => sum + said, 0), listed.length);
}));

test("every entry shows its roles, or says that none is stated", () => site.open(INDEX, async (page) => {
  const names = new Map(await page.locator(".chip[data-role]").evaluateAll((chips) => chips.map((chip) => [chip.dataset.role, chip.firstChild.textContent.trim()])));
  const badges = await page.locator(entry).evaluateAll((items) => items.map((item) => ({
    roles: item.dataset.roles.split(" ").filter(Boolean),
    names: [...item.querySelectorAll(".role[data-role]")].map((badge) => badge.textContent),
    none: item.querySelector(".role-none")?.textContent ?? null,
  })));
  for (const { roles, names: written, none } of badges) {
    assert.deepEqual(written, roles.map((id) => names.get(id)));
    assert.equal(none, roles.length ? null : "Role not stated");
  }
  assert.ok(badges.some(({ roles }) => roles.length));
}));

test("the filter box: words narrow, the address keeps them, the count says it", () => site.open(INDEX, async (page) => {
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "gp-finder-input");
  await page.keyboard.type("payout bank");
  await filtered(page, "payout bank");
  const texts = await shown(page).allTextContents();
  assert.ok(texts.length > 0 && texts.length < listed.length);
  for (const text of texts) assert.ok(/payout/i.test(text) && /bank/i.test(text), text);
  assert.equal(await count(page), `${texts.length} of ${listed.length} problems`);
  const areas = await page.locator(".area").filter({ visible: true }).locator("h2 .count").allTextContents();
  assert.equal(areas.map(Number).reduce((a, b) => a + b), texts.length);

  await page.reload();
  assert.equal(await page.locator("#gp-finder-input").inputValue(), "payout bank");
  assert.deepEqual(await shown(page).allTextContents(), texts);

  await page.locator("#gp-finder-input").press("Escape");
  assert.equal(await count(page), `${listed.length} problems`);
  assert.equal(page.url(), site.url(INDEX));
}));

test("curly quotes, capitals and small words make no difference", () => site.open(INDEX, async (page) => {
  const results = [];
  for (const words of ["can't see offers", "CAN’T see your OFFERS", "i can't see the offers"]) {
    await page.locator("#gp-finder-input").fill(words);
    await filtered(page, words);
    results.push(await shown(page).locator(".symptom-title").allTextContents());
  }
  assert.ok(results[0].some((text) => /can't see your offers/i.test(text)), String(results[0]));
  assert.deepEqual(results[1], results[0]);
  assert.deepEqual(results[2], results[0]);
}));

test("role chips: one, two, none; entries without a role stay", () => site.open(INDEX, async (page) => {
  const chips = await page.locator(".chip[data-role]").evaluateAll((all) => all.map((chip) => ({ id: chip.dataset.role, said: Number(chip.querySelector(".count").textContent) })));
  const having = (ids) => listed.filter(({ roles }) => roles.some((role) => ids.includes(role))).length;
  // "All partners" are for everybody: no filter hides what is for them.
  const everyone = having(["all-partners"]);
  const unstated = listed.filter(({ roles }) => !roles.length).length;
  assert.ok(chips.length > 3 && everyone > 0);
  for (const { id, said } of chips) {
    const shown = listed.filter(({ roles }) => !roles.length || roles.some((role) => role === id || role === "all-partners")).length;
    assert.equal(said, shown, `the count on the chip ${id}`);
  }

  const [one, two] = ["billing-admin", "sales-agent"];
  const chip = (id) => page.locator(`.chip[data-role="${id}"]`);
  await showAll(page);
  await chip(one).click();
  assert.equal(await chip(one).getAttribute("aria-pressed"), "true");
  assert.equal(await shown(page).count(), having([one]) + everyone + unstated);
  for (const roles of await shown(page).evaluateAll((items) => items.map((item) => item.dataset.roles))) {
    assert.ok(!roles || ["all-partners", one].some((role) => roles.split(" ").includes(role)), roles);
  }
  assert.match(page.url(), /\?role=billing-admin$/);
  const words = `${having([one]) + everyone + unstated} of ${listed.length} problems`;
  assert.equal(await count(page), unstated ? `${words}, ${unstated} of them without a stated role` : words);

  await chip(two).click();
  assert.equal(await shown(page).count(), having([one, two]) + everyone + unstated);
  await page.reload();
  assert.deepEqual(await page.locator('.chip[aria-pressed="true"]').evaluateAll((all) => all.map((chip) => chip.dataset.role).sort()), [one, two]);
  assert.equal(await shown(page).count(), having([one, two]) + everyone + unstated);

  await chip(one).click();
  await chip(two).click();
  assert.equal(await shown(page).count(), listed.length);
  assert.equal(page.url(), site.url(INDEX));
}));

test("the number on a chip is what pressing it shows, whatever else is chosen", () => site.open(INDEX, async (page) => {
  await showAll(page);
  const press = async (chip) => {
    const said = Number(await chip.locator(".count").textContent());
    await chip.click();
    assert.equal(await shown(page).count(), said, await chip.textContent());
    assert.match(await count(page), new RegExp(`^${said} `));
  };
  for (const words of ["", "sign"]) {
    await page.locator("#gp-finder-input").fill(words);
    if (words) await filtered(page, words);
    for (const chip of await page.locator(".chip[data-role]").all()) {
      await press(chip);
      await chip.click();
    }
    await press(page.locator(".chip[data-role]").first());
    // One kind narrows the numbers of the other.
    for (const chip of await page.locator(".chip[data-applies]").all()) {
      await press(chip);
      await chip.click();
    }
    await page.locator(".chip[data-role]").first().click();
  }
}));

test("words and roles together, from an address", () => site.open(`${INDEX}?q=invoice&role=billing-admin,no-such-role`, async (page) => {
  const texts = await shown(page).allTextContents();
  assert.ok(texts.length > 0);
  for (const text of texts) assert.match(text, /invoice/i);
  assert.equal(await page.locator('.chip[aria-pressed="true"]').count(), 1);
  assert.match(page.url(), /role=billing-admin$/, "an unknown role is dropped");
}));

test("no match: says so, offers the search with the same words, and a way back", () => site.open(INDEX, async (page) => {
  assert.equal(await page.locator("#gp-finder-empty").isVisible(), false);
  await page.locator("#gp-finder-input").fill("password qqxzzv zzqvvk");
  await page.locator("#gp-finder-empty").waitFor();
  assert.equal(await shown(page).count(), 0);
  assert.equal(await count(page), `0 of ${listed.length} problems`);
  await page.locator("#gp-finder-empty [data-clear]").click();
  assert.equal(await shown(page).count(), listed.length);
  assert.equal(await page.evaluate(() => document.activeElement.id), "gp-finder-input");

  await page.locator("#gp-finder-input").fill("password qqxzzv zzqvvk");
  await page.locator("#gp-finder-search").click();
  await page.waitForURL(/search\/index\.html\?q=password(%20|\+)qqxzzv(%20|\+)zzqvvk$/);
  await page.locator("#gp-search-page a").first().waitFor();
}));

test("without JavaScript: the whole list, and links to the very headings", () => site.open("", async (page) => {
  await page.getByRole("link", { name: "Troubleshooting", exact: true }).first().click();
  await page.waitForURL(site.url(INDEX));
  assert.equal(await shown(page).count(), listed.length);
  assert.equal(await page.locator(".chip").filter({ visible: true }).count(), 0, "what needs scripts is not shown");
  const places = new Map((await told(page)).filter(({ url }) => url.includes("#")).map(({ url, symptom }) => [url, symptom]));
  assert.ok(places.size > 20);
  for (const [url, symptom] of places) {
    await page.goto(site.url(url));
    const target = await page.evaluate(() => {
      const element = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      return element && { tag: element.localName, text: element.textContent.trim() };
    });
    assert.match(target?.tag ?? "nothing", /^h[1-6]$/, url);
    const entry = data.entries.find((entry) => entry.url === url && entry.symptom === symptom);
    if (/complaint|speaks|message/.test(entry.rule)) assert.equal(target.text, symptom, url);
    assert.ok(await page.evaluate(isTargetInView), `${url}: the heading is not on the screen`);
  }
}, { javaScriptEnabled: false }));

test("an entry opens the page at the fix", () => site.open(INDEX, async (page) => {
  const link = page.locator(".symptom-title", { hasText: "You can't see your offers after you sign in" });
  await link.click();
  await page.waitForURL(/unable-to-sign-in\.html#/);
  await until(page, isTargetInView);
}));

test("error codes: each has a place on the page of codes, with every page that explains it", () => site.open("troubleshooting/codes/index.html", async (page) => {
  assert.ok(codes.length > 20);
  const links = new Set(await page.locator("main a").evaluateAll((all) => all.map((link) => link.href)));
  const text = await page.locator("main").textContent();
  for (const { codes: [code], url } of codes) {
    assert.ok(text.includes(code), code);
    assert.ok(links.has(site.url(url)), `${code}: ${url}`);
  }
  const { codes: [code] } = codes.at(-1);
  await page.goto(site.url(`troubleshooting/codes/index.html?code=${encodeURIComponent(code)}`));
  await until(page, (code) => [...document.querySelectorAll("main *")].some((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return element.childElementCount === 0 && element.textContent.includes(code) && top >= 0 && bottom <= innerHeight;
  }), code);
}));

test("a whole message typed among the codes finds its code", () => site.open("troubleshooting/codes/index.html", async (page) => {
  await page.locator("#gp-finder-input").fill("Request failed: 700102 after three tries");
  await until(page, () => [...document.querySelectorAll("[data-code]")].filter((row) => !row.hidden).length === 1);
  assert.equal(await page.locator("[data-code]").filter({ visible: true }).getAttribute("data-code"), "700102");
}));

test("the most frequent roles are at hand, the rest on demand; what the address names is shown", () => site.open(INDEX, async (page) => {
  const chips = page.locator(".chip[data-role]");
  const all = await chips.count();
  assert.ok(all > 8);
  assert.equal(await chips.filter({ visible: true }).count(), 4);
  const last = await chips.last().getAttribute("data-role");
  await showAll(page);
  assert.equal(await chips.filter({ visible: true }).count(), all);
  await page.goto(site.url(`${INDEX}?role=${last}`));
  assert.equal(await chips.last().isVisible(), true);
}));

/** Pastes a text into the filter box, as a reader would who has copied it from a window. */
const paste = (page, text) => page.locator("#gp-finder-input").evaluate((input, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  input.focus();
  input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}, text);
const closest = (page) => page.locator("#gp-finder-matches .symptom-title").filter({ visible: true });
/** Waits for what the site's search says of the words in the box. */
const lookedUp = (page) => page.locator('#gp-finder-matches[aria-busy="false"]').waitFor({ state: "attached" });

for (const [message, first] of [
  [
    "2026-11-02T08:14:55.103Z ERROR request 7f3c1a52-1d0e-4b7e-9a55-0c2f6f1b8a01\r\nThe payment could not be taken: Your order was declined. Check your card details\r\nTry again later (trace 00f067aa0ba902b7, node 12)",
    /Your order was declined. Check your card details/,
  ],
  [
    "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the value and not its id.\nTrace ID: 3b0a4e9c-55d1-4bb1-8a0e-5d2f33c1a700\nCorrelation ID: 9d1c0f5e-7a55-4a1f-b0d4-0c9f3d1a2b3c\nTimestamp: 2026-11-02 08:14:55Z",
    /^AADSTS7000215/,
  ],
  [
    "Portal 14.2 - 11/2/2026 8:14 AM\nSorry, something is in the way.\nYou don\u2019t have permission to view this page\nhttps://partner.contoso.com/x?id=1 session 00112233445566778899",
    /You don't have permission to view this page/,
  ],
]) {
  test(`by message: ${first}`, () => site.open(INDEX, async (page) => {
    await paste(page, message);
    await lookedUp(page);
    assert.match(await closest(page).first().textContent(), first);
    assert.ok((await closest(page).count()) <= 8);
    assert.match(await count(page), /close to that message$/);
    assert.equal(await page.locator("#gp-finder-areas .symptom").filter({ visible: true }).count(), 0, "the list steps back");
    const texts = await closest(page).allTextContents();
    await page.reload();
    await lookedUp(page);
    assert.deepEqual(await closest(page).allTextContents(), texts, "the address keeps the message");
    await page.locator("#gp-finder-input").press("Enter");
    await page.waitForURL((url) => !url.pathname.endsWith(INDEX));
    await page.goBack();
    await page.locator("#gp-finder-input").press("Escape");
    assert.equal(await shown(page).count(), listed.length);
  }));
}

test("a message with a code of the list leads to its row", () => site.open(INDEX, async (page) => {
  await page.locator("#gp-finder-input").fill("700102");
  const link = page.locator("#gp-finder-code a");
  await link.waitFor();
  assert.equal(await link.textContent(), "What the error code 700102 means");
  await link.click();
  await page.waitForURL(/codes\/index\.html\?code=700102$/);
  await until(page, () => document.activeElement.closest("[data-code]")?.dataset.code === "700102");
}));

test("words that no entry has together are looked up as a message is", () => site.open(INDEX, async (page) => {
  await page.locator("#gp-finder-input").fill("offers see sign vanished");
  await closest(page).first().waitFor();
  assert.match(await closest(page).first().textContent(), /can't see your offers/i);
}));

test("words that no entry has find what the search finds, problems and other pages", () => site.open(INDEX, async (page) => {
  const input = page.locator("#gp-finder-input");
  await input.fill("forgotten login");
  await closest(page).first().waitFor();
  await lookedUp(page);
  assert.match(await closest(page).first().getAttribute("href"), /unable-to-sign-in\.html/);
  await input.fill("ordrs reference");
  await until(page, () => [...document.querySelectorAll("#gp-finder-matches .symptom-title")].some(({ href }) => /orders-reference\.html/.test(href)));
  assert.match(await count(page), /results?$/);
  const links = await closest(page).evaluateAll((all) => all.map(({ href }) => href));
  assert.ok(links.some((href) => !listed.some(({ url }) => site.url(url) === href)), "a page that is no problem");
  // Enter opens the first.
  await input.press("Enter");
  await page.waitForURL(links[0]);
}));

test("a message that nothing resembles offers the search", () => site.open(INDEX, async (page) => {
  await page.locator("#gp-finder-input").fill("zwölf boxkämpfer jagen viktor quer über den großen sylter deich");
  await page.locator("#gp-finder-empty").waitFor();
  assert.equal(await closest(page).count(), 0);
  assert.match(await page.locator("#gp-finder-search").getAttribute("href"), /\?q=zw%C3%B6lf/);
}));

test("what a page applies to is a filter of its own, kept in the address", () => site.open(INDEX, async (page) => {
  const chips = page.locator(".chip[data-applies]");
  const said = await chips.evaluateAll((all) => all.map((chip) => ({ id: chip.dataset.applies, name: chip.firstChild.textContent.trim(), said: Number(chip.querySelector(".count").textContent) })));
  assert.ok(said.length > 1);
  for (const { name, said: number } of said) assert.equal(number, listed.filter(({ applies_to: all }) => !all.length || all.includes(name)).length, name);
  await chips.first().click();
  assert.equal(await shown(page).count(), said[0].said, "what says nothing about it stays");
  assert.equal(new URL(page.url()).searchParams.get("applies"), said[0].id);
  await page.reload();
  assert.equal(await chips.first().getAttribute("aria-pressed"), "true");
  assert.equal(await shown(page).count(), said[0].said);
}));

test("related fixes are shown, and lead to them", () => site.open(INDEX, async (page) => {
  const urls = new Map(data.entries.map(({ id, url }) => [id, url]));
  const expected = listed.map(({ id, related }) => [`e-${id}`, related.map((other) => urls.get(other))]);
  const found = await page.locator(entry).evaluateAll((items) => items.map((item) => [item.id, [...item.querySelectorAll(".symptom-related a")].map((link) => link.getAttribute("href").replace(/^\.\.\//, ""))]));
  assert.deepEqual(new Map(found), new Map(expected));
  assert.ok(listed.some(({ related }) => related.length));
}));

test("each area has a page of its own, which leads back", () => site.open(INDEX, async (page) => {
  const areas = await page.locator("#gp-finder-areas .area h2").evaluateAll((all) => all.map((heading) => ({ title: heading.querySelector("a").textContent, href: heading.querySelector("a").href, said: Number(heading.querySelector(".count").textContent) })));
  for (const { title, href, said } of areas) {
    await page.goto(href);
    assert.equal(await page.locator("h1").textContent(), `Troubleshooting: ${title}`);
    assert.deepEqual([...new Set((await told(page)).map(({ area }) => area))], [title]);
    assert.equal(await shown(page).count(), said);
    assert.equal(await page.locator(".lead a", { hasText: "All areas" }).evaluate((link) => link.href), site.url(INDEX));
  }
}));

test("a guide opens with its symptoms; an article with a symptom leads to its area", () => site.open("unable-to-sign-in.html", async (page) => {
  const expected = listed.filter(({ url, kind, anchor }) => url.startsWith("unable-to-sign-in.html") && kind === "symptom" && anchor);
  const links = page.locator(".troubles li a");
  assert.deepEqual(await links.evaluateAll((all) => all.map((link) => [link.textContent, link.getAttribute("href")])), expected.map(({ symptom, anchor }) => [symptom, `#${anchor}`]));
  assert.ok(await page.evaluate(() => Boolean(document.querySelector(".troubles").compareDocumentPosition(document.querySelector(".content")) & Node.DOCUMENT_POSITION_FOLLOWING)));
  await links.last().click();
  await until(page, isTargetInView);
  await page.goto(site.url("reset-a-user-password.html"));
  const area = page.locator(".feedback a", { hasText: "More problems in Roles and users" });
  assert.equal(await page.locator(".troubles").count(), 0);
  await area.click();
  assert.match(await page.locator("h1").textContent(), /^Troubleshooting: /);
  assert.ok((await told(page)).some(({ symptom }) => /can't see Reset password/.test(symptom)));
}));

test("my role is kept: it ranks and dims, and hides nothing", () => site.open(INDEX, async (page) => {
  const before = await told(page);
  await page.locator("#gp-my-role").selectOption("billing-admin");
  const ranked = await page.locator(".symptoms").evaluateAll((lists) => lists.map((list) => [...list.children].map((item) => {
    const roles = item.dataset.roles.split(" ").filter(Boolean);
    return { guide: Boolean(item.querySelector(".tag")), rank: roles.includes("billing-admin") ? 0 : roles.length && !roles.includes("all-partners") ? 2 : 1, dim: item.classList.contains("is-other") };
  })));
  for (const list of ranked) {
    const keys = list.map(({ guide, rank }) => (guide ? 0 : 3) + rank);
    assert.deepEqual(keys, [...keys].sort(), "guides first, then by role");
    for (const { rank, dim } of list) assert.equal(dim, rank === 2);
  }
  const same = (a, b) => (a.url + a.symptom < b.url + b.symptom ? -1 : 1);
  assert.deepEqual((await told(page)).sort(same), [...before].sort(same));
  assert.equal(await shown(page).count(), listed.length);
  await page.reload();
  assert.equal(await page.locator("#gp-my-role").inputValue(), "billing-admin");
  await page.locator("#gp-my-role").selectOption("");
  assert.deepEqual(await told(page), before);
}));

test("quick at 5,000 entries", () => site.open(INDEX, async (page) => {
  const words = await page.evaluate(async () => {
    // The page as it would be with so many, set up afresh by its own script.
    const list = document.querySelector("#gp-finder-areas .symptoms");
    const items = [...document.querySelectorAll("#gp-finder-areas .symptom")];
    for (let i = items.length; i < 5000; i++) {
      const copy = items[i % items.length].cloneNode(true);
      copy.querySelector(".symptom-title").append(` ${i.toString(36)}`);
      copy.id = `e-${i}`;
      list.append(copy);
    }
    const form = document.getElementById("gp-finder");
    form.replaceWith(form.cloneNode(true));
    const script = document.createElement("script");
    script.src = document.querySelector('script[src*="troubleshooting.js"]').src;
    await new Promise((resolve) => {
      script.onload = resolve;
      document.head.append(script);
    });
    // Of one copy: words that no entry has together are looked up as a message.
    const at = [...list.children].find((item) => /^e-\d+$/.test(item.id) && /see.*offers/i.test(item.textContent)).id.slice(2);
    return `see your offers ${Number(at).toString(36)}`;
  });
  // What the page's own thread works, in ms: however busy the machine is with other things.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
  };
  const type = async (text) => {
    const start = await worked();
    await page.evaluate((text) => {
      const input = document.getElementById("gp-finder-input");
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }, text);
    await page.waitForFunction((text) => new URLSearchParams(location.search).get("q") === text, text);
    await page.evaluate(() => document.body.offsetHeight);
    return (await worked()) - start;
  };
  await type("offers");
  const filter = await type(words);
  const message = await type("At 08:14 somebody told me that I had no permission to view this page of the catalog with offers");
  assert.ok(filter < 1000 && message < 1000, JSON.stringify({ filter, message }));
}));
