// Lighthouse on pages of a built site: every category has to be 100, on a phone and on a desktop. By hand, since it
// takes ten seconds a page and measures time, which a busy machine spoils:
//
//     guidepost build --output /tmp/sample
//     cd tests/lighthouse && npm ci --ignore-scripts && node run.mjs /tmp/sample [PAGE…]
//
// CHROMIUM names the browser, if it is not /usr/bin/chromium. What of it does not depend on time is in tests/browser,
// on every page: axe-core, valid HTML, weights, nothing that moves, no error in the console.
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";
import { serve } from "../browser/server.mjs";

const PAGES = [
  "create-user-accounts.html", "troubleshooting/index.html", "index.html", "faq.html", "explore.html", "roles/index.html",
  "troubleshooting/codes/index.html",
];
const [folder, ...given] = process.argv.slice(2);
if (!folder) {
  console.error("name the folder of a built site");
  process.exit(2);
}
const server = await serve(folder, { compress: true });
const chrome = await launch({
  chromePath: process.env.CHROMIUM || "/usr/bin/chromium",
  chromeFlags: [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
});
let low = 0;
for (const page of given.length ? given : PAGES) {
  for (const [device, config] of [["phone", undefined], ["desktop", desktopConfig]]) {
    const { lhr } = await lighthouse(server.url(page), { port: chrome.port, logLevel: "error" }, config);
    const scores = Object.values(lhr.categories).filter(({ score }) => score !== null);
    const failed = scores.filter(({ score }) => score < 1);
    low += failed.length;
    console.log(`${page}, ${device}: ${scores.map(({ title, score }) => `${title} ${Math.round(score * 100)}`).join(", ")}`);
    for (const { auditRefs } of failed) {
      for (const { id, weight } of auditRefs) {
        const { score, title, displayValue = "" } = lhr.audits[id];
        if (weight && score !== null && score < 1) console.log(`    ${id}: ${title} ${displayValue}`);
      }
    }
  }
}
await chrome.kill();
await server.close();
process.exit(low ? 1 : 0);
