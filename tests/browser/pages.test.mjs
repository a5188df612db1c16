// Every page, wide and light, then on a phone and dark: usable for everyone, inside its window, still while it
// loads, without errors.
import assert from "node:assert/strict";
import { addAxe, seriousViolations } from "./axe.mjs";
import { openPanel, Profile } from "./browser.mjs";
import { Server } from "./server.mjs";
import { story } from "./steps.mjs";
import { until } from "./until.mjs";

const kShiftMax = 0.02;
const kLooks = {
  "wide and light": { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  "on a phone and dark": { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
};

let server;
let profile;
let page;

const go = (path) => page.goto(server.origin + path);
const button = (name) => page.getByRole("button", { name });
const settled = () => page.waitForLoadState("networkidle");

// A POST as the page on show does it.
const post = (path, body) =>
  page.evaluate(
    async ([where, what]) => {
      const headers = { "Content-Type": "application/json" };
      const answer = await fetch(where, { method: "POST", headers, body: JSON.stringify(what) });
      return answer.json().catch(() => null);
    },
    [path, body],
  );

const site = "localhost";
const showShop = (path) => async () => {
  await go(path);
  await page.locator("glassjar-widget").waitFor({ state: "attached" });
};
const showJar = async () => {
  await go(`/jar?site=${site}`);
  await page.locator(".jar-state").first().waitFor();
  await settled();
};
const showDashboard = async () => {
  await go("/dashboard/localhost");
  await page.locator(".rows tbody tr").nth(8).waitFor();
  await settled();
};

// In this order: each finds what the ones before it did.
const kPages = {
  "the shelf": showShop("/demo/"),
  "the honey": showShop("/demo/honey"),
  "the marmalade": showShop("/demo/marmalade"),
  "how we cook": showShop("/demo/how-we-cook"),
  "the way to us": showShop("/demo/visit"),
  "the page of two sides": async () => {
    await go("/demo/glass");
    await page.locator(".glass-kept").waitFor();
    await page.getByText("You are anonymous.").waitFor();
    await settled();
  },
  "the jar of somebody anonymous": showJar,
  "the panel": async () => {
    await go(`/widget?site=${site}&path=/demo/honey`);
    await page.locator(".jar-state").waitFor();
  },
  "the jar of somebody who said no": async () => {
    await go(`/jar?site=${site}`);
    await post("/api/jar/choice", { site, choice: "no", page_load: "" });
    await showJar();
  },
  "the jar of somebody remembered, with everything in it": async () => {
    await go("/demo/honey");
    await post("/api/jar/choice", { site, choice: "30d", page_load: "" });
    await go("/demo/honey");
    await until("the page view is in the jar", async () => {
      const { pages } = await post("/api/jar/pages", { site, after: 0 });
      return pages.length > 0;
    });
    await post("/api/conversations", { site, path: "/demo/honey", text: "Does it keep?", keep_for: "30d" });
    const { conversations } = await page.evaluate(async () => (await fetch("/api/inbox")).json());
    const { id } = conversations[0];
    await post(`/api/inbox/${id}/read`, {});
    await post(`/api/inbox/${id}/reply`, { text: "For two years." });
    await post(`/api/inbox/${id}/lesson`, { sentence: "Say how long it keeps." });
    await showJar();
    await page.locator(".jar-taught").waitFor();
    await button("Show my pages").click();
    await page.locator(".jar-pages").waitFor();
    await button("Empty the jar").click();
  },
  "the panel with an answer": async () => {
    await go(`/widget?site=${site}&path=/demo/honey`);
    await page.locator(".jar-taught-line").waitFor();
  },
  "the page of two sides of somebody remembered": async () => {
    await go("/demo/glass");
    await page.locator(".glass-thread .taught").waitFor();
    await settled();
  },
  "the dashboard": showDashboard,
  "all rows": async () => {
    // More pages than the panel shows.
    const views = [1, 2, 3, 4, 5, 6].map((n) => ({ n: "pageview", u: `http://localhost/recipes/${n}`, d: site }));
    await post("/api/event", views);
    await until("they are counted", async () => (await server.pageviews())["/recipes/6"]);
    await showDashboard();
    await button("All rows: Pages").click();
    await page.getByRole("dialog").locator(".rows tbody tr").first().waitFor();
  },
  "set-up": async () => {
    await showDashboard();
    await button(/^Set-up/).click();
    await page.getByRole("dialog").locator(".steps").waitFor();
  },
  "the inbox": async () => {
    await go("/inbox");
    await page.locator(".conversation").first().waitFor();
  },
  "a conversation": async () => {
    await page.locator(".conversation").first().click();
    await page.locator(".lesson-kept").waitFor();
  },
  "sign-in": async () => {
    await go("/sign-in");
    await page.getByLabel("Password").waitFor();
  },
};

async function look(name) {
  await kPages[name]();
  assert.deepEqual(await seriousViolations(page.mainFrame()), [], name);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wider <= 0, `${name} is ${wider} px wider than its window`);
}

const layoutShift = () =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
        });
        observer.observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => setTimeout(() => resolve(sum), 0));
      }),
  );

function stepsOf(options) {
  const steps = {
    async "opens a new browser"() {
      profile = new Profile();
      page = await profile.open({ ...options, reducedMotion: "reduce" });
      await addAxe(profile.context);
    },
  };
  for (const name of Object.keys(kPages)) steps[name] = () => look(name);
  steps["the panel in its frame"] = async () => {
    await go("/demo/visit");
    assert.deepEqual(await seriousViolations(await openPanel(page)), []);
  };
  steps["the dashboard does not move while it loads"] = async () => {
    await showDashboard();
    const shift = await layoutShift();
    assert.ok(shift < kShiftMax, `layout shift ${shift}`);
  };
  steps["no page had an error or broke its policy"] = async () => {
    assert.deepEqual(profile.problems, []);
    await profile.close();
  };
  return steps;
}

for (const [name, options] of Object.entries(kLooks))
  story(`pages ${name}`, {
    async set_up() {
      server = await Server.start();
    },
    closes: () => [profile, server],
    steps: stepsOf(options),
  });
