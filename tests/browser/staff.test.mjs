// Staff on a server of their own, without the demo: the one-time link, the password, the first event.
import assert from "node:assert/strict";
import { addAxe, seriousViolations } from "./axe.mjs";
import { Profile } from "./browser.mjs";
import { Server } from "./server.mjs";
import { story } from "./steps.mjs";

const kEmail = "ada@example.org";
const kPassword = "a few words in a row";

let server;
let page;
let link;
const profile = new Profile();

const accessible = async () => assert.deepEqual(await seriousViolations(page), []);

async function signIn(password) {
  await page.getByLabel("E-mail address").fill(kEmail);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const steps = {
  async "the dashboard sends who is not signed in to sign in"() {
    await page.goto(`${server.origin}/dashboard`);
    await page.waitForURL("**/sign-in?then=*");
    await accessible();
  },
  async "the one-time link signs in and asks for a password"() {
    link = server.command("staff", "add", kEmail, "--role", "owner");
    assert.ok(link.startsWith(`${server.origin}/sign-in#k=`), "it names this server");
    await page.goto("about:blank");
    await page.goto(link);
    await page.getByRole("heading", { name: "Choose a password" }).waitFor();
    assert.ok(!page.url().includes("k="), "the secret leaves the address bar");
    await accessible();
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Keep this password" }).click();
    await page.getByText("shorter than 10 characters").waitFor();
    await page.getByLabel("Password").fill(kPassword);
    await page.getByRole("button", { name: "Keep this password" }).click();
    await page.getByRole("heading", { name: "localhost" }).first().waitFor();
  },
  async "its cookie is out of reach of scripts and of other sites"() {
    const [cookie, ...others] = await profile.context.cookies();
    assert.deepEqual(others, []);
    assert.ok(cookie.httpOnly);
    assert.ok(["Lax", "Strict"].includes(cookie.sameSite));
    assert.equal(await page.evaluate(() => document.cookie), "");
  },
  async "a new site waits for its first event"() {
    await page.getByText("Waiting for the first event…").waitFor();
    const tag = `<script defer src="${server.origin}/glassjar.js" data-site="localhost"></script>`;
    await page.getByText(tag, { exact: true }).waitFor();
    await accessible();
  },
  async "and turns to the numbers by itself when it has come"() {
    const status = await page.evaluate(async () => {
      const body = JSON.stringify({ n: "pageview", u: "https://localhost/first", d: "localhost" });
      return (await fetch("/api/event", { method: "POST", body })).status;
    });
    assert.equal(status, 202);
    await page.getByText("Last event: Counted").waitFor();
    await page.locator(".tile").first().waitFor();
    await page.getByRole("button", { name: "Filter by page /first" }).waitFor();
  },
  async "a dropped event is named with its reason"() {
    await page.evaluate(async () => {
      const body = JSON.stringify({ n: "pageview", u: "https://elsewhere.test/", d: "localhost" });
      await fetch("/api/event", { method: "POST", body });
    });
    await page.getByRole("button", { name: /^Set-up/ }).click();
    const fate = page.getByRole("dialog").locator(".fate");
    await fate.getByText("Last event: Dropped").waitFor();
    assert.ok((await fate.locator("p").nth(1).textContent()).length > 10, "it says why");
    await page.keyboard.press("Escape");
  },
  async "after signing out the password opens the dashboard, and a wrong one does not"() {
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in");
    await signIn("not the password");
    await page.getByText("E-mail address and password do not match.").waitFor();
    await signIn(kPassword);
    await page.waitForURL("**/dashboard**");
    await page.locator(".tile").first().waitFor();
  },
  async "the link works once"() {
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in");
    await page.goto("about:blank");
    await page.goto(link);
    await page.getByText("This link does not work any more").waitFor();
  },
  async "no page had an error but the refusals above"() {
    const asked = /401 \(Unauthorized\)/;
    assert.deepEqual(profile.problems.filter((text) => !asked.test(text)), []);
  },
};

story("staff on a new server", {
  async set_up() {
    server = await Server.start({ demo: false });
    server.command("site", "add", "localhost", "--timezone", "Etc/UTC");
    page = await profile.open();
    await addAxe(profile.context);
  },
  closes: () => [profile, server],
  steps,
});
