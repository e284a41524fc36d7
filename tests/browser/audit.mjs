// Opens pages in Chromium and says what axe finds wrong, as JSON: one object for each page and setting.
//   node audit.mjs CHROMIUM SPEC
// SPEC, as JSON: {"root": folder, "pages": [paths], "settings": [{"name", "width", "scheme", "forced"}],
//                 "walk": path or null, "pictures": folder or null}
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";
import puppeteer from "puppeteer-core";

const [chromium, told] = process.argv.slice(2);
const spec = JSON.parse(told);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--lang=en"],
});

async function look(page, session, file, setting) {
  await session.send("Emulation.setEmulatedMedia", {
    media: "",
    features: [
      { name: "prefers-color-scheme", value: setting.scheme },
      { name: "forced-colors", value: setting.forced ? "active" : "none" },
    ],
  });
  await page.setViewport({ width: setting.width, height: 900 });
  const asked = [], said = [];
  const onRequest = (request) => asked.push(request.url());
  const onSaid = (message) => said.push(message.text());
  page.on("request", onRequest);
  page.on("console", onSaid);
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const result = await axe.run(document, { resultTypes: ["violations"], preload: false });
    return {
      violations: result.violations.map((one) => `${one.id}: ${one.nodes.map((n) => n.target).join(" ")}`),
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      styled: getComputedStyle(document.documentElement).colorScheme !== "normal",
      back: getComputedStyle(document.documentElement).backgroundColor,
    };
  });
  if (spec.pictures) {
    const name = path.relative(spec.root, file).replaceAll(path.sep, "-").replace(".html", "");
    await page.screenshot({ path: path.join(spec.pictures, `${name}.${setting.name}.png`), fullPage: true });
  }
  page.off("request", onRequest);
  page.off("console", onSaid);
  return { file, setting: setting.name, ...found, asked, said };
}

async function walk(page) {
  // Where Tab leads, from the top of the page on: what each stop is called.
  const stops = [];
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const shown = getComputedStyle(at).outlineStyle !== "none";
      return { tag: at.tagName, href: at.getAttribute("href"), label: at.textContent.trim().slice(0, 40), shown };
    });
    if (!stop) break;
    stops.push(stop);
  }
  return stops;
}

const results = [];
try {
  const page = await browser.newPage();
  const session = await page.createCDPSession();
  for (const setting of spec.settings) {
    for (const file of spec.pages) results.push(await look(page, session, file, setting));
  }
  if (spec.walk) {
    await page.goto(pathToFileURL(spec.walk).href, { waitUntil: "load" });
    results.push({ walk: await walk(page) });
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(results));
