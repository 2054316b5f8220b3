// What every test here starts from: the built site, a browser, and pages that keep a list of what went wrong in them.
//
// Environment: SITE, the built sample; SITE_AB, the same built with a base URL that ends in /a/b/; HOSTILE, the docset
// in `hostile/`, built; MANUAL, the manual, built; THEMED, the docset in `themed/`, built; LONG, one with 400 entries on a level of
// its contents, built; CODES, one with 700 error codes, built; CHROMIUM, the browser; JAVA. `cargo test --test browser` sets them all.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const CHROMIUM = process.env.CHROMIUM || "/usr/bin/chromium";
const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
  // Nothing but this machine has an address: a page that asks another host shows as a failed request.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** How long anything is waited for, in ms: far more than it takes, for machines that are busy. */
const PATIENCE = 15_000;

/** Widths that the layouts change between, and one phone more. */
export const WIDTHS = [320, 390, 820, 1280, 1600];
export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** One page of each kind. */
export const KINDS = {
  article: "create-user-accounts.html",
  reference: "developer/orders-reference.html",
  faq: "faq.html",
  landing: "index.html",
  hub: "explore.html",
  troubleshooting: "troubleshooting/index.html",
  area: "troubleshooting/sign-in-and-security/index.html",
  search: "search/index.html?q=password",
  codes: "troubleshooting/codes/index.html",
  roles: "roles/index.html",
  role: "roles/global-admin/index.html",
  "all pages": "a-z/index.html",
  404: "no/such/page",
};

/** The folder that an environment variable names. */
export function folder(variable) {
  const value = process.env[variable];
  assert.ok(value, `${variable} must name a folder with a built site; "cargo test --test browser" sets it`);
  return value;
}

/** Files below a folder, with `/`, sorted. */
export function files(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join("/"))
    .sort();
}

/** Text of a file of a site. */
export const read = (root, file) => readFileSync(path.join(root, file), "utf8");

/** Whether a page only leads to another. */
export const isStub = (html) => /<meta http-equiv="refresh"/i.test(html);

/** Pages of a site: HTML files that are no redirections. */
export const pages = (root) => files(root).filter((file) => file.endsWith(".html") && !isStub(read(root, file)));

/**
 * A site served and a browser, for the tests of one file. `open` gives a page, as to somebody who was never here, and
 * fails the test in which anything went wrong on it: a console error, an exception, a failed request, a request to
 * another host, a violation of the policy.
 */
export function setUp({ site = folder("SITE"), ...served } = {}) {
  const state = { site, server: null, browser: null };
  // Contexts by their options: a new one costs more than all else that a test does.
  const contexts = new Map();

  before(async () => {
    state.server = await serve(site, served);
    state.browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  });
  after(async () => {
    await state.browser?.close();
    await state.server?.close();
    assert.deepEqual(state.server?.violations, [], "violations of the content security policy");
  });

  state.url = (to) => state.server.url(to);

  async function context(options) {
    const key = JSON.stringify(options);
    if (!contexts.has(key)) {
      const made = await state.browser.newContext({ viewport: DESKTOP, reducedMotion: "reduce", ...options });
      made.setDefaultTimeout(PATIENCE);
      contexts.set(key, made);
    }
    return contexts.get(key);
  }

  /** A list of what goes wrong on the page from now on. */
  function watch(page) {
    const faults = [];
    const say = (fault) => faults.push(`${page.url().replace(state.server.origin, "")}: ${fault}`);
    page.on("console", (message) => { if (message.type() === "error") say(`console: ${message.text()}`); });
    page.on("pageerror", (error) => say(`exception: ${error.message}`));
    page.on("dialog", (dialog) => { say(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on("request", (request) => {
      const url = request.url();
      if (!/^(data|blob|file|about):/.test(url) && !url.startsWith(state.url())) say(`request off the site: ${url}`);
    });
    page.on("requestfailed", (request) => {
      // A page that is left while it loads drops what it was still waiting for.
      const reason = request.failure()?.errorText;
      if (reason !== "net::ERR_ABORTED") say(`failed request: ${request.url()}: ${reason}`);
    });
    page.on("response", (response) => { if (response.status() >= 400) say(`${response.status()}: ${response.url()}`); });
    return faults;
  }

  /**
   * Runs `use` with a page on which `to` was opened, unless it is null. Nothing may go wrong on it but what `ignore`
   * says of a fault.
   */
  state.open = async (to, use, { ignore = () => false, ...options } = {}) => {
    const home = await context(options);
    const page = await home.newPage();
    const faults = watch(page);
    try {
      const storage = await home.newCDPSession(page);
      for (const origin of [state.server.origin, "file://"]) {
        await storage.send("Storage.clearDataForOrigin", { origin, storageTypes: "local_storage" });
      }
      if (to !== null) await page.goto(/^(file|http):/.test(to) ? to : state.url(to));
      await use(page, home);
      assert.deepEqual(faults.filter((fault) => !ignore(fault)), []);
    } finally {
      await home.clearPermissions();
      for (const one of home.pages()) await one.close();
    }
  };
  return state;
}

/** Waits until `ask`, run in the page with `argument`, gives something true. */
export const until = (page, ask, argument) => page.waitForFunction(ask, argument, { timeout: PATIENCE });

/** Whether a fault is that of the 404 page: its status, which its tests ask for. */
export const missing = (fault) => /: 404: |Failed to load resource: .*404/.test(fault);

/** What sticks out of the page to the side, or nothing. Runs in the page. */
export const sideways = () => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= page.clientWidth) return null;
  const out = [...document.querySelectorAll("body *")].filter((element) => {
    const { right, left, width } = element.getBoundingClientRect();
    return width > 0 && (right > innerWidth + 1 || left < -1) && element.checkVisibility() && !element.closest("[popover]:not(:popover-open)");
  });
  return `${page.scrollWidth} of ${page.clientWidth} px: ${out.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)).join(" | ")}`;
};

/** What scrolls sideways inside the page, and is not itself a row of controls with a name (tabs, the chips of a filter). Runs in the page. */
export const inside = async () => {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return [...document.querySelectorAll(".content *")]
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.role !== "tablist" && !element.matches("fieldset:has(legend)") && element.checkVisibility() && /auto|scroll/.test(getComputedStyle(element).overflowX))
    .map((element) => ({ tabIndex: element.tabIndex, role: element.getAttribute("role"), name: element.getAttribute("aria-label"), html: element.outerHTML.slice(0, 80) }));
};

/** Whether the element that the address names is on the screen, below the header. */
export const isTargetInView = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return false;
  const { top, bottom, height } = target.getBoundingClientRect();
  const header = document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
  return height > 0 && top >= header - 1 && bottom <= innerHeight;
};
