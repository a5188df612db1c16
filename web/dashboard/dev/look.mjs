// Opens the dashboard's pages in Chromium against the stand-in server: pictures for the eye, and
// checks for the rest (axe, the CSP, errors, layout shift).
//
//   node web/bundle.mjs build/web && node web/dashboard/dev/look.mjs build/web FOLDER
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import { launch } from "./chromium.mjs";
import { start } from "./mock-server.mjs";

const [, , bundle, folder] = process.argv;
mkdirSync(folder, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const server = await start(bundle, 0);
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await launch();
let problems = 0;
const problem = (text) => {
  problems++;
  console.log(`  problem: ${text}`);
};

async function check(page, name) {
  await page.waitForTimeout(450);
  const violations = await page.evaluate(async () => {
    const { violations: found } = await window.axe.run(document, { resultTypes: ["violations"] });
    return found.map(
      (v) =>
        `${v.impact} ${v.id}: ${v.nodes
          .slice(0, 3)
          .map((n) => n.target.join(" "))
          .join(" | ")}`,
    );
  });
  for (const violation of violations) problem(`${name}: ${violation}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) problem(`${name}: ${wide}px wider than the window`);
  await page.screenshot({
    path: join(folder, `${name}.png`),
    fullPage: (await page.locator("dialog[open]").count()) === 0,
  });
  console.log(name);
}

const scenes = [
  { name: "dashboard", path: "/dashboard/journal.example" },
  {
    name: "filtered",
    path: "/dashboard/journal.example?period=7d&metric=bounce_rate&page=/honey&not-country=DE",
  },
  {
    name: "today",
    path: "/dashboard/journal.example?period=today&metric=pageviews",
    act: (p) => p.getByRole("button", { name: "Show as table" }).click(),
  },
  {
    name: "picker",
    path: "/dashboard/journal.example?period=12mo",
    act: (p) => p.getByRole("button", { name: /^Period/ }).click(),
  },
  {
    name: "details",
    path: "/dashboard/journal.example",
    act: (p) => p.getByRole("button", { name: "All rows: Pages" }).click(),
  },
  {
    name: "lessons",
    path: "/dashboard/journal.example",
    act: (p) => p.getByRole("button", { name: /lessons that/ }).click(),
  },
  { name: "shortcuts", path: "/dashboard/journal.example", act: (p) => p.keyboard.press("?") },
  {
    name: "set-up",
    path: "/dashboard/journal.example",
    act: (p) => p.getByRole("button", { name: /Set-up/ }).click(),
  },
  { name: "suppressed", path: "/dashboard/journal.example?country=LI" },
  { name: "fresh", path: "/dashboard/fresh.example" },
  { name: "quiet", path: "/dashboard/quiet.example" },
  { name: "broken", path: "/dashboard/broken.example", fails: true },
  { name: "inbox", path: "/inbox" },
  {
    name: "thread",
    path: "/inbox?conversation=2",
    act: (p) => p.getByRole("button", { name: /taught us/ }).click(),
  },
  { name: "thread-closed", path: "/inbox?conversation=1" },
];

for (const [width, scheme] of [
  [1280, "light"],
  [1280, "dark"],
  [390, "light"],
  [390, "dark"],
]) {
  const context = await browser.newContext({
    viewport: { width, height: width > 600 ? 900 : 844 },
    colorScheme: scheme,
    reducedMotion: "reduce",
  });
  await context.addInitScript(axe);
  const page = await context.newPage();
  let fails = false;
  page.on("pageerror", (error) => problem(`error: ${error.message}`));
  page.on(
    "console",
    (message) => message.type() === "error" && !fails && problem(`console: ${message.text()}`),
  );
  const named = (name) => `${name}-${width}-${scheme}`;
  fails = true; // the first request without a sign-in answers 401
  await page.goto(`${origin}/sign-in`);
  await check(page, named("sign-in"));
  await page.goto("about:blank");
  await page.goto(`${origin}/sign-in#k=first`);
  await check(page, named("choose-password"));
  if (page.url().includes("first")) problem("the token stays in the address bar");
  await page.getByLabel("Password").fill("a few words in a row");
  await page.getByRole("button", { name: "Keep this password" }).click();
  await page.waitForURL(/dashboard/);
  for (const scene of scenes) {
    fails = scene.fails ?? false;
    await page.goto(origin + scene.path);
    await page.waitForTimeout(500);
    const shift = await page.evaluate(
      () =>
        new Promise((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) =>
            list.getEntries().forEach((e) => (sum += e.hadRecentInput ? 0 : e.value)),
          ).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(sum), 50);
        }),
    );
    if (shift > 0.02) problem(`${named(scene.name)}: layout shifts by ${shift.toFixed(3)}`);
    if (scene.act) await scene.act(page);
    await check(page, named(scene.name));
  }
  await context.close();
}
await browser.close();
server.close();
console.log(problems === 0 ? "no problems" : `${problems} problems`);
process.exitCode = problems === 0 ? 0 : 1;
