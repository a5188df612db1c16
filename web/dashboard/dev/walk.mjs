// Walks through the dashboard in Chromium as staff do, by mouse and by keyboard, against the stand-in
// server, and checks what the address bar and the page say.
//
//   node web/bundle.mjs build/web && node web/dashboard/dev/walk.mjs build/web
import assert from "node:assert/strict";
import { launch } from "./chromium.mjs";
import { start } from "./mock-server.mjs";

const server = await start(process.argv[2], 0);
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await launch();
const context = await browser.newContext({
  viewport: { width: 1280, height: 900 },
  colorScheme: "light",
});
const page = await context.newPage();
const requests = [];
page.on("request", (request) => requests.push(new URL(request.url()).pathname));
page.on("pageerror", (error) => assert.fail(error));
page.setDefaultTimeout(5000);

const button = (name) => page.getByRole("button", { name });
const address = () => decodeURIComponent(page.url().slice(origin.length));
const addressBecomes = (wanted) =>
  page.waitForFunction(
    (end) => decodeURIComponent(location.pathname + location.search) === end,
    wanted,
  );
const home = "/dashboard/journal.example";

const steps = {
  async "a wrong password is refused with words"() {
    await page.goto(`${origin}/inbox?conversation=2`);
    await page.getByLabel("E-mail address").fill("ada@journal.example");
    await page.getByLabel("Password").fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("do not match").waitFor();
  },
  async "signing in leads back to where one wanted to go"() {
    await page.getByLabel("Password").fill("correct horse");
    await page.keyboard.press("Enter");
    await addressBecomes("/inbox?conversation=2");
  },
  async "an answer, a lesson and closing show at once, without reading again"() {
    requests.length = 0;
    await page.getByLabel("Your answer").fill("A jar of 700 ml.");
    await button("Send the answer").click();
    await page.getByText("A jar of 700 ml.").waitFor();
    await button("This taught us something").click();
    await page.keyboard.type("Say what fits in, not millilitres.");
    await button("Keep the lesson").click();
    await page.getByRole("blockquote").waitFor();
    await button("Close the conversation").click();
    await page.getByText("Closed", { exact: true }).waitFor();
    assert.ok(!requests.some((path) => path.endsWith("/read")));
  },
  async "the first page load asks once for everything"() {
    requests.length = 0;
    await page.goto(origin + home);
    await page.locator(".rows").nth(4).waitFor();
    await page.waitForLoadState("networkidle");
    const asked = requests.filter((path) => path.startsWith("/api/"));
    assert.ok(asked.length <= 14, `${asked.length} requests: ${asked}`);
  },
  async "a click on a row filters, back takes it away, forward brings it again"() {
    await button("Filter by page /honey").click();
    await addressBecomes(`${home}?page=/honey`);
    await page.goBack();
    await addressBecomes(home);
    await page.getByRole("region", { name: "Filters" }).waitFor({ state: "detached" });
    await page.goForward();
    await page.getByRole("region", { name: "Filters" }).waitFor();
  },
  async "a chip turns around and goes"() {
    await button(/^Page is/).click();
    await addressBecomes(`${home}?not-page=/honey`);
    await button("Remove filter: Page is not /honey").click();
    await addressBecomes(home);
  },
  async "rows and tabs work from the keyboard"() {
    await page.getByRole("tab", { name: "Browser" }).focus();
    await page.keyboard.press("ArrowRight");
    await button("Filter by operating system iOS").focus();
    await page.keyboard.press("Enter");
    await addressBecomes(`${home}?os=iOS`);
    await page.keyboard.press("x");
    await addressBecomes(home);
  },
  async "merged rows are no buttons"() {
    await page.getByRole("tab", { name: "Browser" }).click();
    await page.getByText("(fewer than 5)").first().waitFor();
    assert.equal(await button(/fewer than 5/).count(), 0);
  },
  async "keys choose the period, and can be turned off"() {
    await page.keyboard.press("w");
    await addressBecomes(`${home}?period=7d`);
    await page.keyboard.press("?");
    await page.getByLabel("Single keys work as shortcuts").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("m");
    await page.waitForTimeout(100);
    assert.equal(address(), `${home}?period=7d`);
  },
  async "other days are chosen by two dates"() {
    await button(/^Period/).click();
    await page.getByLabel("From").fill("2026-03-01");
    await page.getByLabel("To", { exact: true }).fill("2026-03-31");
    await button("Show these days").click();
    await addressBecomes(`${home}?from=2026-03-01&to=2026-03-31`);
    assert.match((await button(/^Period/).textContent()) ?? "", /1 Mar – 31 Mar 2026/);
  },
  async "escape closes the date picker and gives the focus back"() {
    await button(/^Period/).click();
    await page.keyboard.press("Escape");
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute("aria-expanded")),
      "false",
    );
  },
  async "all rows can be searched and paged"() {
    await button("All rows: Pages").click();
    await button("Next").click();
    await page.getByText("51–100 of 130").waitFor();
    await page.getByLabel("Search").fill("lids");
    await page.getByText("1–1 of 1").waitFor();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: "Filter by page /shop/lids" })
      .click();
    await addressBecomes(`${home}?from=2026-03-01&to=2026-03-31&page=/shop/lids`);
  },
  async "a figure draws its graph, and the graph is a table too"() {
    await button(/^Bounce rate/).click();
    await page.getByRole("heading", { name: "Bounce rate over time" }).waitFor();
    await button("Show as table").click();
    assert.equal(await page.locator(".graph-table tbody tr").count(), 31);
  },
  async "colours are kept in this browser"() {
    await button(/^Colours/).click();
    await button("Colours: light").click();
    await page.reload();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  },
  async "a new site waits for its first event"() {
    await page.getByLabel("Site").selectOption("fresh.example");
    await page.getByText("Waiting for the first event…").waitFor();
    const arrives = (n) =>
      page.evaluate((body) => fetch("/api/event", { method: "POST", body }), JSON.stringify({ n }));
    await arrives("dropped");
    await page.getByText("Last event: Dropped").waitFor();
    await arrives("pageview");
    await page.getByText("Last event: Counted").waitFor();
    await page.getByText("No visits in this period").waitFor();
  },
  async "a site is added by its host"() {
    await page.getByLabel("Site").selectOption("+");
    await page.getByLabel("Host name").fill("new.example");
    await button("Add the site").click();
    await addressBecomes("/dashboard/new.example");
    await page.getByRole("heading", { name: "new.example", exact: true }).waitFor();
  },
  async "signing out ends it"() {
    await button("Sign out").click();
    await addressBecomes("/sign-in");
    await page.goto(origin + home);
    await addressBecomes(`/sign-in?then=${home}`);
  },
};

let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    console.log(`ok      ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}\n${error.message}`);
  }
}
await browser.close();
server.close();
process.exitCode = failed === 0 ? 0 : 1;
