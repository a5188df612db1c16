// Chromium as a person has it: a profile on disk that outlives the browser, and an eye on everything that
// goes wrong in its pages.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { until } from "./until.mjs";

const kFlags =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking " +
  "--disable-component-update --disable-sync";

// Headless Chromium calls itself so, which Glassjar leaves out as a tool; these browsers stand for people.
const kAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

export class Profile {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "glassjar-profile-"));
    this.problems = [];
  }

  // A new browser start with this profile. options: as of Playwright's contexts, and gpc.
  async open({ gpc = false, ...options } = {}) {
    this.context = await chromium.launchPersistentContext(this.folder, {
      executablePath: "/usr/bin/chromium",
      // By flag: what Playwright overrides is lost on reports that outlive their page.
      args: [...kFlags.split(" "), `--user-agent=${kAgent}`],
      // As people's browsers do, pages left are kept in memory for going back.
      ignoreDefaultArgs: ["--disable-back-forward-cache"],
      viewport: { width: 1280, height: 800 },
      colorScheme: "light",
      locale: "en-GB",
      ignoreHTTPSErrors: true,
      extraHTTPHeaders: gpc ? { "Sec-GPC": "1" } : undefined,
      ...options,
    });
    this.context.setDefaultTimeout(20_000);
    if (gpc)
      await this.context.addInitScript(() =>
        Object.defineProperty(Navigator.prototype, "globalPrivacyControl", {
          get: () => true,
          configurable: true,
        }),
      );
    this.context.on("console", (message) => {
      if (message.type() === "error") this.problems.push(`${message.text()} (${message.location().url})`);
    });
    this.context.on("weberror", (error) => this.problems.push(String(error.error())));
    return this.context.pages()[0] ?? this.context.newPage();
  }

  // Ends the browser; what the profile holds stays.
  async quit() {
    await this.context?.close();
    this.context = undefined;
  }

  async close() {
    await this.quit();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async cookies() {
    return (await this.context.cookies()).map(({ name, value }) => `${name}=${value}`).sort();
  }
}

const panelFrame = (page) => page.frames().find((frame) => frame.url().includes("/widget?"));

// The frame of the open panel, once it says where the person stands.
export async function panelOf(page) {
  const frame = await until("panel", () => panelFrame(page));
  await frame.locator(".jar-state").waitFor();
  return frame;
}

// The same, opened by the jar's button where it is not. The button is in a closed shadow root, where
// selectors do not reach: its host has its place and size.
export async function openPanel(page) {
  if (!panelFrame(page)) await page.locator("glassjar-widget").click();
  return panelOf(page);
}

// From the panel on this page to the jar, in a tab of its own.
export async function openJar(page) {
  const panel = await openPanel(page);
  const [jar] = await Promise.all([
    page.context().waitForEvent("page"),
    panel.getByRole("link", { name: "Open your jar" }).click(),
  ]);
  await jar.locator(".jar-state").first().waitFor();
  return jar;
}

export async function choose(jar, name) {
  await jar.getByRole("button", { name }).click();
  await jar.locator(".jar-state", { hasText: name.startsWith("Don") ? "you are not counted" : "remembered" }).first().waitFor();
}
