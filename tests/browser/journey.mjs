// The main job end to end, over the transport that the test file names: visit, choose, come back, look,
// take away, ask, be answered, teach, empty.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { choose, openJar, openPanel, Profile } from "./browser.mjs";
import { Server } from "./server.mjs";
import { untilEqual } from "./until.mjs";
import { unzip } from "./zip.mjs";

const kQuestion = "How long does an open jar keep?";
const kAnswer = "Two years, if the spoon is dry.";
const kLesson = "Say on the page how long an open jar keeps.";
const kPictures = new URL("../../build/screenshots/", import.meta.url).pathname;

const link = (page, name) => page.getByRole("navigation", { name: "Shop" }).getByRole("link", { name });

// Today's dashboard, once its tiles show these figures.
async function seeOnDashboard({ staff, origin }, visitors, views) {
  await staff.goto(`${origin}/dashboard/localhost?period=today`);
  const figure = (name) => staff.locator(".tile", { hasText: name }).first().locator(".tile-value").textContent();
  await untilEqual([visitors, views], async () => [await figure("Visitors"), await figure("Page views")]);
}

// The jar's list of page views, as paths.
async function listedPages(jar) {
  await jar.getByRole("button", { name: "Show my pages" }).click();
  await jar.locator(".jar-pages").waitFor();
  const cells = jar.locator(".jar-pages tbody tr td:nth-child(2)");
  const rows = (await cells.allTextContents()).map((text) => text.trim());
  return rows.filter((text) => !text.includes(" "));
}

export class Journey {
  constructor({ tls, pictures = false }) {
    this.tls = tls;
    this.pictures = pictures;
    this.person_profile = new Profile();
    this.staff_profile = new Profile();
  }

  async set_up() {
    this.server = await Server.start({ tls: this.tls });
    this.origin = this.server.origin;
    this.person = await this.person_profile.open();
    this.staff = await this.staff_profile.open();
  }

  async picture(page, name) {
    if (!this.pictures) return;
    mkdirSync(kPictures, { recursive: true });
    await page.screenshot({ path: `${kPictures}${name}.png` });
  }

  async visit_the_shop() {
    await this.person.goto(`${this.origin}/demo/`);
    await link(this.person, "Marmalade").click();
    await this.person.waitForURL("**/demo/marmalade");
    await link(this.person, "Honey").click();
    await this.person.waitForURL("**/demo/honey");
    const left = Date.now();
    await untilEqual([1, 1, 3], () => this.server.totals("visitors", "visits", "pageviews"));
    console.log(`visible after ${Date.now() - left} ms`);
    assert.deepEqual(await this.server.pageviews(), { "/demo/": 1, "/demo/honey": 1, "/demo/marmalade": 1 });
  }

  async see_it_on_the_dashboard() {
    await seeOnDashboard(this, "1", "3");
    await this.staff.getByRole("button", { name: "Filter by page /demo/marmalade" }).waitFor();
  }

  async choose_to_be_remembered() {
    assert.deepEqual(await this.person_profile.cookies(), [], "nothing is stored before the choice");
    const jar = await openJar(this.person);
    await choose(jar, "Remember me for 30 days");
    const [cookie] = await this.person_profile.context.cookies();
    assert.equal(cookie.name, this.tls ? "__Host-jar" : "jar");
    assert.ok(cookie.httpOnly && cookie.sameSite === "Lax" && cookie.secure === this.tls);
    const days = (cookie.expires - Date.now() / 1000) / 86400;
    assert.ok(days > 29.9 && days < 30.1, `${days} days`);
    await jar.close();
    await this.person.goto(`${this.origin}/demo/how-we-cook`);
    // One anonymous visitor of two pages, one remembered of two.
    await untilEqual([2, 2, 4], () => this.server.totals("visitors", "visits", "pageviews"));
  }

  async come_back() {
    await this.person_profile.quit();
    this.person = await this.person_profile.open();
    await this.person.goto(`${this.origin}/demo/visit`);
    await untilEqual([2, 5], () => this.server.totals("visitors", "pageviews"));
    this.jar = await openJar(this.person);
    const views = this.jar.locator(".jar-held li", { hasText: "Page views" }).locator(".jar-count");
    await views.waitFor();
    assert.equal(await views.textContent(), "3");
    assert.equal(await this.jar.locator(".jar-pages").count(), 0, "lists come after a second press");
    assert.deepEqual(await listedPages(this.jar), ["/demo/honey", "/demo/how-we-cook", "/demo/visit"]);
  }

  async download() {
    const [download] = await Promise.all([
      this.jar.waitForEvent("download"),
      this.jar.getByRole("button", { name: "Download everything" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "jar-localhost.zip");
    const files = unzip(readFileSync(await download.path()));
    const rows = JSON.parse(files["pages.json"]);
    const listed = await this.jar.evaluate(async () => {
      const body = JSON.stringify({ site: "localhost", after: 0 });
      const headers = { "Content-Type": "application/json" };
      return (await (await fetch("/api/jar/pages", { method: "POST", headers, body })).json()).pages;
    });
    const fact = (row) => `${row.seq} ${row.at} ${row.kind} ${row.hostname}${row.path} ${row.browser} ${row.os} ${row.engagement_ms}`;
    assert.deepEqual(rows.map(fact), listed.map(fact), "the file says what the jar's list says");
    assert.equal(files["pages.csv"].trim().split("\n").length, rows.length + 1);
    // On these pages nobody else has been, so that the owner's numbers are this person's.
    const own = {};
    for (const row of rows) if (row.kind === "pageview") own[row.path] = (own[row.path] ?? 0) + 1;
    const { "/demo/": a, "/demo/marmalade": b, ...owners } = await this.server.pageviews();
    assert.deepEqual([a, b], [1, 1]);
    assert.deepEqual(own, owners, "the file says what the owner's query says");
    assert.equal(JSON.parse(files["choices.json"])[0].keep_for, "30d");
    assert.ok(Object.keys(files).includes("README.txt"));
  }

  async ask() {
    const panel = await openPanel(this.person);
    await panel.getByLabel("Your question").fill(kQuestion);
    await panel.getByRole("button", { name: "Send" }).click();
    await panel.getByText("Sent. The answer will arrive here.").waitFor();
    await panel.locator(".jar-message", { hasText: kQuestion }).getByText("not read yet").waitFor();
  }

  async answer() {
    await this.staff.goto(`${this.origin}/inbox`);
    assert.ok(!(await this.staff.locator("body").textContent()).includes("open jar keep"), "no one's words in the list");
    await this.staff.getByRole("link", { name: "/demo/visit" }).click();
    await this.staff.locator(".message", { hasText: kQuestion }).waitFor();
    await this.staff.getByLabel("Your answer").fill(kAnswer);
    await this.staff.getByRole("button", { name: "Send the answer" }).click();
    await this.staff.locator(".message", { hasText: kAnswer }).waitFor();
  }

  async teach() {
    await this.staff.getByRole("button", { name: "This taught us something" }).click();
    await this.staff.getByLabel("What it taught us, in one sentence").fill(kLesson);
    await this.staff.getByRole("button", { name: "Keep the lesson" }).click();
    await this.staff.getByRole("blockquote").filter({ hasText: kLesson }).waitFor();
    await seeOnDashboard(this, "2", "5");
    const row = this.staff.getByRole("row").filter({ hasText: "/demo/visit" }).first();
    await row.getByRole("button", { name: /1 lesson/ }).click();
    await this.staff.getByRole("dialog").getByText(kLesson).waitFor();
    await this.staff.goto(`${this.origin}/dashboard/localhost?period=7d`);
    await this.staff.locator(".rows tbody tr").nth(8).waitFor();
    await this.staff.waitForLoadState("networkidle");
    await this.picture(this.staff, "dashboard");
  }

  async read_the_answer() {
    await this.person.goto(`${this.origin}/demo/visit`);
    const panel = await openPanel(this.person);
    await panel.locator(".jar-message.from-staff", { hasText: kAnswer }).waitFor();
    await panel.locator(".jar-taught-line", { hasText: "You taught us this" }).waitFor();
    await this.picture(this.person, "panel");
    await this.jar.reload();
    await this.jar.locator(".jar-message.from-staff", { hasText: kAnswer }).waitFor();
    await this.jar.getByRole("heading", { name: "You taught us this" }).waitFor();
    await this.jar.locator(".jar-taught", { hasText: kLesson }).waitFor();
    await this.jar.locator(".jar-openings li", { hasText: "Staff (service) looked at the conversation, to answer you" }).waitFor();
    await this.jar.locator(".jar-openings li", { hasText: "You downloaded" }).waitFor();
    await this.picture(this.jar, "jar");
  }

  async see_both_sides() {
    await this.person.goto(`${this.origin}/demo/glass`);
    await this.person.locator(".glass-company", { hasText: kLesson }).waitFor();
    await this.person.locator(".glass-person", { hasText: "You taught us this" }).waitFor();
    await this.person.locator(".glass-kept", { hasText: "someone who chose it" }).waitFor();
    await this.person.locator(".glass-person li", { hasText: "/demo/how-we-cook" }).waitFor();
    await this.picture(this.person, "glass");
  }

  async empty_the_jar() {
    await this.person.goto("about:blank");
    const before = await this.server.totals("visitors", "pageviews");
    assert.equal(before[0], 2);
    await this.jar.getByRole("button", { name: "Empty the jar" }).click();
    const pressed = Date.now();
    await this.jar.getByRole("button", { name: "Yes, empty it now" }).click();
    await untilEqual([1, 1, 2], () => this.server.totals("visitors", "visits", "pageviews"), 5);
    console.log(`gone from the answers after ${Date.now() - pressed} ms`);
    await this.jar.getByText(/^Complete\. Rows removed: \d+\./).waitFor();
    console.log(`complete after ${Date.now() - pressed} ms`);
    assert.deepEqual(await this.server.pageviews(), { "/demo/": 1, "/demo/marmalade": 1 });
  }

  async see_the_drop() {
    await seeOnDashboard(this, "1", "2");
    await this.staff.goto(`${this.origin}/inbox`);
    await this.staff.getByText("No questions yet").waitFor();
    assert.equal(await this.server.stop(), 0);
    await this.server.start();
    await untilEqual([1, 1, 2], () => this.server.totals("visitors", "visits", "pageviews"));
    await this.jar.reload();
    await this.jar.getByRole("heading", { name: "Do you mind?" }).waitFor();
    assert.deepEqual(await this.person_profile.cookies(), []);
  }

  async find_no_errors() {
    assert.deepEqual([...this.person_profile.problems, ...this.staff_profile.problems], []);
  }

  get story() {
    return {
      set_up: () => this.set_up(),
      closes: () => [this.person_profile, this.staff_profile, this.server],
      steps: {
        "a visit of three pages is counted within seconds": () => this.visit_the_shop(),
        "staff see it on the dashboard": () => this.see_it_on_the_dashboard(),
        "the person chooses to be remembered, through the jar's button": () => this.choose_to_be_remembered(),
        "after a new browser start the jar holds the pages from the chosen one on": () => this.come_back(),
        "the download holds what the jar's list and the owner's query say": () => this.download(),
        "the person asks about a page without an address": () => this.ask(),
        "staff find the question in the inbox and answer": () => this.answer(),
        "the lesson stands in that page's row on the dashboard": () => this.teach(),
        "the person reads the answer, who looked, and what it taught": () => this.read_the_answer(),
        "the page of two sides shows the same from both": () => this.see_both_sides(),
        "emptying the jar takes its part out of every number and reports complete": () => this.empty_the_jar(),
        "the dashboard shows the drop, and so it stays after a restart": () => this.see_the_drop(),
        "no page had an error or broke its policy": () => this.find_no_errors(),
      },
    };
  }
}
