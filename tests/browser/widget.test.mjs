// The jar's button and its panel by keyboard, and the choice as equal buttons.
import assert from "node:assert/strict";
import { openPanel, panelOf, Profile } from "./browser.mjs";
import { Server } from "./server.mjs";
import { story } from "./steps.mjs";
import { until } from "./until.mjs";

let server;
let page;
const profile = new Profile();

const panelFrames = () => page.frames().filter((frame) => frame.url().includes("/widget?")).length;
const inWidget = () => page.evaluate(() => document.activeElement?.localName === "glassjar-widget");

// Presses Tab until `look` is true; a page has far fewer stops than this.
async function tabUntil(what, look) {
  for (let presses = 0; presses < 40; presses++) {
    if (await look()) return presses;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${what}`);
}

// Everything by which one choice could be made to look better than another; runs in the page.
function looksOf(button) {
  const { width, height } = button.getBoundingClientRect();
  const own = getComputedStyle(button);
  const title = getComputedStyle(button.querySelector("b"));
  return [
    Math.round(width), Math.round(height), own.backgroundColor, own.borderColor, own.opacity, own.boxShadow,
    title.fontWeight, title.fontSize, title.color, button.disabled, button.getAttribute("aria-pressed"),
  ].join(" ");
}

const steps = {
  async "the button is reached by Tab and opens the panel with Enter"() {
    await page.goto(`${server.origin}/demo/visit`);
    await page.locator("glassjar-widget").waitFor({ state: "attached" });
    await tabUntil("the jar's button", inWidget);
    await page.keyboard.press("Enter");
    await until("panel open", () => panelFrames() === 1);
  },
  async "Escape closes it, and the focus is on the button again"() {
    await page.keyboard.press("Escape");
    await until("panel closed", () => panelFrames() === 0);
    assert.ok(await inWidget());
  },
  async "the next Tab is in the panel, and Escape there closes it as well"() {
    await page.keyboard.press("Enter");
    const panel = await panelOf(page);
    await page.keyboard.press("Tab");
    await until("the question has the focus", () =>
      panel.evaluate(() => document.activeElement?.localName === "textarea"),
    );
    await page.keyboard.press("Escape");
    await until("panel closed", () => panelFrames() === 0);
    assert.ok(await inWidget());
  },
  async "the panel speaks the page's language"() {
    await page.evaluate(() => {
      const tag = document.createElement("script");
      Object.assign(tag, { src: "/widget.js" }).dataset.lang = "de";
      tag.dataset.site = "localhost";
      document.querySelector("glassjar-widget").remove();
      document.head.append(tag);
    });
    await page.locator("glassjar-widget").waitFor({ state: "attached" });
    const panel = await openPanel(page);
    await panel.getByRole("heading", { name: "Frag zu dieser Seite" }).waitFor();
    assert.equal(await panel.evaluate(() => document.documentElement.lang), "de");
  },
  async "the choices are equal, in their order, and none is preselected"() {
    await page.goto(`${server.origin}/jar?site=localhost`);
    const buttons = page.locator(".jar-choice");
    await buttons.first().waitFor();
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const looks = await Promise.all((await buttons.all()).map((one) => one.evaluate(looksOf)));
      assert.equal(looks.length, 4);
      assert.equal(new Set(looks).size, 1, `at ${width} px:\n${looks.join("\n")}`);
    }
    assert.deepEqual(await buttons.locator("b").allTextContents(), [
      "Remember me for this visit", "Remember me for 30 days", "Remember me for 13 months", "Don’t count me",
    ]);
    const first = await buttons.first().textContent();
    assert.match(first, /shared computer/);
  },
  async "each is reached by Tab and taken with Enter"() {
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement;
        return element?.matches(".jar-choice") ? element.firstChild.textContent : "";
      });
    const seen = [];
    await tabUntil("the last choice", async () => {
      const text = await focused();
      if (text) seen.push(text);
      return text.startsWith("Don");
    });
    assert.equal(seen.length, 4, seen.join());
    await page.keyboard.press("Enter");
    await page.getByText("At the moment: you are not counted").waitFor();
    assert.deepEqual(await profile.cookies(), ["jar-choice=no"]);
  },
  async "for this visit means until the browser is closed"() {
    await page.getByRole("button", { name: "Remember me for this visit" }).click();
    await page.getByText("At the moment: remembered for this visit.").first().waitFor();
    const [cookie, ...others] = await profile.context.cookies();
    assert.deepEqual([cookie.name, cookie.expires, others.length], ["jar", -1, 0]);
    await profile.quit();
    page = await profile.open();
    assert.deepEqual(await profile.cookies(), []);
  },
  async "the jar is there in five languages"() {
    const headings = {
      de: "Stört es dich?", fr: "Cela vous dérange ?", es: "¿Te importa?", it: "Ti dispiace?", en: "Do you mind?",
    };
    for (const [language, heading] of Object.entries(headings)) {
      await page.goto(`${server.origin}/jar?site=localhost&lang=${language}`);
      assert.equal((await page.getByRole("heading", { level: 1 }).textContent()).replace(/\s/g, " "), heading);
      assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    }
  },
  async "no page had an error or broke its policy"() {
    assert.deepEqual(profile.problems, []);
  },
};

story("the jar's button and the choice", {
  async set_up() {
    server = await Server.start();
    page = await profile.open();
  },
  closes: () => [profile, server],
  steps,
});
