// The dashboard under the hands of its readers: rows filter, the address says what is on show, days are picked,
// keys work, and what is empty or failed says so.
import assert from "node:assert/strict";
import { Profile } from "./browser.mjs";
import { Server } from "./server.mjs";
import { story } from "./steps.mjs";
import { untilEqual } from "./until.mjs";

let server;
let page;
const profile = new Profile();

const address = () => {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
};
const visitors = () => page.getByRole("button", { name: /^Visitors/ }).locator(".tile-value").textContent();
const button = (name) => page.getByRole("button", { name });
const panel = (name) => page.getByRole("region", { name, exact: true });
const rowsOf = (name) => panel(name).locator(".rows .row-name").allTextContents();
const refuseQuestions = (route) => route.fulfill({ status: 503, body: "" });

const steps = {
  async "a click on a row filters everything, and the address says by what"() {
    await page.goto(`${server.origin}/dashboard/localhost`);
    await button("Filter by page /demo/honey").click();
    await untilEqual("/dashboard/localhost?page=/demo/honey", address);
    await untilEqual(["/demo/honey"], () => rowsOf("Pages"));
    await button("Filter by source Google").click();
    await untilEqual("/dashboard/localhost?page=/demo/honey&source=Google", address);
    await untilEqual(["Google"], () => rowsOf("Sources"));
  },
  async "the address alone brings the same view back"() {
    const from_google = await panel("Sources").locator(".rows td").textContent();
    await untilEqual(from_google, visitors);
    await page.reload();
    await untilEqual(["Google"], () => rowsOf("Sources"));
    await untilEqual(from_google, visitors);
  },
  async "going back takes the last filter off, its cross the other"() {
    await page.goBack();
    await untilEqual("/dashboard/localhost?page=/demo/honey", address);
    await button("Remove filter: Page is /demo/honey").click();
    await untilEqual("/dashboard/localhost", address);
    await untilEqual(true, async () => (await rowsOf("Pages")).length > 3);
  },
  async "days are picked from a list or one by one"() {
    await button("Period: Last 28 days").click();
    await button("Last 12 months").click();
    await untilEqual("/dashboard/localhost?period=12mo", address);
    await button("Period: Last 12 months").click();
    await page.getByLabel("From", { exact: true }).fill("2020-01-01");
    await page.getByLabel("To", { exact: true }).fill("2020-01-05");
    await button("Show these days").click();
    await untilEqual("/dashboard/localhost?from=2020-01-01&to=2020-01-05", address);
  },
  async "a period without visits says so and offers another"() {
    await page.getByText("No visits in this period").waitFor();
    await untilEqual("0", visitors);
    await button("Show the last 12 months").click();
    await untilEqual("/dashboard/localhost?period=12mo", address);
  },
  async "single keys do the same, but not while somebody writes, and they can be turned off"() {
    await page.keyboard.press("w");
    await untilEqual("/dashboard/localhost?period=7d", address);
    await button("Period: Last 7 days").click();
    await page.getByLabel("From", { exact: true }).press("d");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByLabel("Single keys work as shortcuts").uncheck();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("d");
    await page.keyboard.press("m");
    await button("Period: Last 7 days").waitFor();
    assert.equal(address(), "/dashboard/localhost?period=7d");
  },
  async "what could not be loaded says so and is loaded again on demand"() {
    await page.route("**/api/v2/query", refuseQuestions);
    await page.reload();
    await page.getByText("Glassjar is busy. Please try again in a moment.").first().waitFor();
    await page.unroute("**/api/v2/query", refuseQuestions);
    for (const again of (await button("Try again").all()).reverse()) await again.click();
    await untilEqual(true, async () => /^\d/.test(await visitors()) && (await button("Try again").count()) === 0);
  },
  async "an unknown site is named"() {
    await page.goto(`${server.origin}/dashboard/nowhere.test`);
    await page.getByText("There is no site nowhere.test here").waitFor();
  },
  async "no page had an error but the refusals above"() {
    assert.deepEqual(profile.problems.filter((text) => !/503 \(Service Unavailable\)/.test(text)), []);
  },
};

story("the dashboard in use", {
  async set_up() {
    server = await Server.start();
    page = await profile.open();
  },
  closes: () => [profile, server],
  steps,
});
