// The last audit of a site: staff see it on the dashboard, visitors read the declared list in the jar.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { addAxe, seriousViolations } from "./axe.mjs";
import { Profile } from "./browser.mjs";
import { Server } from "./server.mjs";
import { story } from "./steps.mjs";

const kDeclared =
  "ID,Platform,Category,Cookie / Data Key name,Domain,Description,Retention period,Data Controller," +
  "User Privacy & GDPR Rights Portals,Wildcard match\n" +
  "1,Shop,Functional,basket,localhost,Keeps what you chose,30 days,Shop,,0\n";
const kBasket = "basket=full; Max-Age=2592000; Path=/; Secure; HttpOnly; SameSite=Lax";
const kHidden = "hidden=1; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Lax";

let server;
let page;
const profile = new Profile();

const accessible = async () => assert.deepEqual(await seriousViolations(page), []);

// Audits a recorded visit whose answer set these cookies, and keeps the report for the site.
function audit(...cookies) {
  const headers = cookies.map((value) => ({ name: "Set-Cookie", value }));
  const entry = {
    startedDateTime: "2026-11-21T12:00:00Z",
    request: { method: "GET", url: "https://localhost/", headers: [], cookies: [] },
    response: { status: 200, headers, cookies: [], content: { mimeType: "text/html" }, redirectURL: "" },
  };
  const [recorded, declared] = ["visit.har", "declared.csv"].map((name) => join(server.folder, name));
  writeFileSync(recorded, JSON.stringify({ log: { version: "1.2", entries: [entry] } }));
  writeFileSync(declared, kDeclared);
  server.command("audit", "--har", recorded, "--declared", declared, "--site", "localhost");
}

async function openDashboard() {
  await page.goto(`${server.origin}/dashboard/localhost`);
  return page.getByRole("region", { name: "Cookie audit" });
}

async function openJar() {
  await page.goto(`${server.origin}/jar?site=localhost`);
  return page.getByRole("region", { name: "What this site leaves in browsers" });
}

const steps = {
  async "before the first audit the dashboard says how to make one, and the jar is silent"() {
    await page.goto(server.command("staff", "add", "ada@example.org", "--role", "owner"));
    await page.getByLabel("Password").fill("a few words in a row");
    await page.getByRole("button", { name: "Keep this password" }).click();
    // Until its first event has come, the dashboard is the site's set-up.
    await page.getByText("Waiting for the first event…").waitFor();
    const beforeEvents = page.getByRole("region", { name: "Cookie audit" });
    await beforeEvents.getByText("glassjar audit https://localhost/ --site localhost").waitFor();
    await page.evaluate(() => {
      const body = JSON.stringify({ n: "pageview", u: "https://localhost/first", d: "localhost" });
      return fetch("/api/event", { method: "POST", body });
    });
    await page.locator(".tile").first().waitFor();
    const panel = await openDashboard();
    await panel.getByText("glassjar audit https://localhost/ --site localhost").waitFor();
    const declared = await openJar();
    await page.locator(".jar-state").first().waitFor();
    await page.waitForLoadState("networkidle");
    assert.equal(await declared.count(), 0);
  },
  async "the dashboard shows a site that leaves what it declares"() {
    audit(kBasket);
    const panel = await openDashboard();
    await panel.getByText("1 thing left").waitFor();
    await panel.getByText(/The declared list was last found true on/).waitFor();
    await accessible();
  },
  async "the jar shows visitors the list and when it was proven"() {
    const declared = await openJar();
    await declared.getByText(/Looked at from outside and found true on/).waitFor();
    await declared.getByRole("row", { name: /basket.*Keeps what you chose.*30 days/ }).waitFor();
    await accessible();
  },
  async "the next audit takes its place, with what it found"() {
    audit(kBasket, kHidden);
    const panel = await openDashboard();
    await panel.getByText("2 things left").waitFor();
    await panel.getByRole("row", { name: /Not in the declared list\s*1/ }).waitFor();
    await panel.getByRole("button", { name: /finding/ }).click();
    await page.getByRole("dialog").getByText('cookie "hidden" of localhost').waitFor();
    await accessible();
  },
  async "no page had an error"() {
    assert.deepEqual(profile.problems, []);
  },
};

story("the last audit of a site", {
  async set_up() {
    server = await Server.start({ demo: false });
    server.command("site", "add", "localhost", "--timezone", "Etc/UTC");
    page = await profile.open();
    await addAxe(profile.context);
  },
  closes: () => [profile, server],
  steps,
});
