// The page of two sides: what is done in the middle or on the right shows on both sides.
import assert from "node:assert/strict";
import { Profile } from "./browser.mjs";
import { Server } from "./server.mjs";
import { story } from "./steps.mjs";
import { until } from "./until.mjs";

let server;
let page;
const profile = new Profile();

const company = () => page.getByRole("region", { name: "The company sees" });
const person = () => page.getByRole("region", { name: "You see" });
const shop = () => page.frameLocator(".glass-shop iframe");
const figure = (name) => company().locator(".glass-figures > div", { hasText: name }).locator("dd");
const shows = (locator, text) =>
  until(`${text} on show`, async () => (await locator.textContent().catch(() => "")) === text);

const steps = {
  async "left it names what is thrown away, kept and counted of a page view"() {
    await page.goto(`${server.origin}/demo/glass`);
    await company().locator("s", { hasText: "127.0.0.1" }).waitFor();
    await company().locator("s", { hasText: "email=ada@example.org" }).waitFor();
    await company().locator(".glass-kept div", { hasText: "source" }).getByText("Newsletter").waitFor();
    await company().getByText("a number that ends tonight").waitFor();
    await shows(figure("page views"), "1");
  },
  async "a click in the shop arrives on the left"() {
    await shop().getByRole("navigation").getByRole("link", { name: "Honey" }).click();
    await company().locator(".glass-kept div", { hasText: "page" }).getByText("/demo/honey").waitFor();
    await shows(figure("page views"), "2");
    await person().getByText("You are anonymous.").waitFor();
    assert.equal(await person().getByRole("list", { name: "Your pages" }).count(), 0);
  },
  async "who chooses to be remembered sees this page and no earlier one"() {
    await person().getByRole("button", { name: "Remember me for 13 months" }).click();
    await person().getByText(/^You are remembered until/).waitFor();
    const own = person().getByRole("list", { name: "Your pages" }).getByRole("listitem");
    await until("the page is listed", async () => (await own.count()) === 1);
    assert.match(await own.textContent(), /^\/demo\/honey /);
    await company().getByText("someone who chose it").waitFor();
  },
  async "emptying the jar takes it out of the numbers on the left"() {
    await person().getByRole("button", { name: "Empty the jar" }).click();
    await person().getByText(/^Your jar is empty\. Rows removed: \d+\./).waitFor();
    await shows(figure("page views"), "1");
    await person().getByText("You are anonymous.").waitFor();
  },
  async "who says no leaves nothing on the left but that somebody did"() {
    await person().getByRole("button", { name: "Don’t count me" }).click();
    await person().getByText("You are not counted.").waitFor();
    await company().getByText("Nothing. You said no").waitFor();
    await shows(figure("said no"), "1");
    await shop().getByRole("navigation").getByRole("link", { name: "Marmalade" }).click();
    await page.locator(".glass-address", { hasText: "/demo/marmalade" }).waitFor();
    await shows(figure("page views"), "1");
  },
  async "no page had an error or broke its policy"() {
    assert.deepEqual(profile.problems, []);
  },
};

story("the page of two sides", {
  async set_up() {
    server = await Server.start();
    page = await profile.open();
  },
  closes: () => [profile, server],
  steps,
});
