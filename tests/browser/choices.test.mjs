// What people say about being counted, by their browser's signal or by a choice, and that it holds.
import assert from "node:assert/strict";
import { choose, openJar, Profile } from "./browser.mjs";
import { Server } from "./server.mjs";
import { story } from "./steps.mjs";
import { untilEqual } from "./until.mjs";

let server;
const asks_for_privacy = new Profile();
const says_no = new Profile();
const ada = new Profile();
const ben = new Profile();
const profiles = [asks_for_privacy, says_no, ada, ben];

const go = (page, path) => page.goto(server.origin + path);
const counted = () => server.totals("visitors", "visits", "pageviews");
const saidNo = (page) =>
  page.evaluate(async () => (await (await fetch("/api/sites/localhost/left-out")).json()).said_no);

// A page view that is counted after everything sent before it, by a browser without an id.
async function countOneMore(page, views) {
  await go(page, "/demo/visit");
  await untilEqual(views, async () => (await server.totals("pageviews"))[0]);
}

const steps = {
  async "a browser with GPC is counted without an id"() {
    const page = await asks_for_privacy.open({ gpc: true });
    await go(page, "/demo/");
    await go(page, "/demo/honey");
    await untilEqual([0, 0, 2], counted);
    assert.deepEqual(await server.totals("events_without_id"), [2]);
    assert.equal(await page.evaluate(() => window.glassjar.pl), undefined, "not even a page-load number");
    assert.deepEqual(await asks_for_privacy.cookies(), []);
  },
  async "its jar says so"() {
    const jar = await openJar(asks_for_privacy.context.pages()[0]);
    await jar.getByText("your browser asks for privacy (GPC or DNT)").waitFor();
    assert.equal(await jar.getByText("carry a number").count(), 0);
  },
  async "who says no is not counted from then on"() {
    const page = await says_no.open();
    await go(page, "/demo/honey");
    await untilEqual([1, 1, 3], counted);
    const jar = await openJar(page);
    await choose(jar, "Don’t count me");
    const [cookie] = await says_no.context.cookies();
    assert.deepEqual([cookie.name, cookie.value], ["jar-choice", "no"], "the same for everyone");
    await go(page, "/demo/marmalade");
    await go(page, "/demo/how-we-cook");
    await countOneMore(asks_for_privacy.context.pages()[0], 4);
    assert.deepEqual(await counted(), [1, 1, 4]);
  },
  async "nor after a restart of the browser"() {
    await says_no.quit();
    const page = await says_no.open();
    await go(page, "/demo/marmalade");
    await countOneMore(asks_for_privacy.context.pages()[0], 5);
    assert.equal((await server.pageviews())["/demo/marmalade"], undefined);
  },
  async "nor after a restart of the server"() {
    assert.equal(await server.stop(), 0);
    await server.start();
    const page = says_no.context.pages()[0];
    await go(page, "/demo/marmalade");
    await countOneMore(asks_for_privacy.context.pages()[0], 6);
    assert.deepEqual(await counted(), [1, 1, 6]);
    assert.equal((await server.pageviews())["/demo/marmalade"], undefined);
  },
  async "only that one person said no is known, and the dashboard shows it"() {
    const page = asks_for_privacy.context.pages()[0];
    assert.equal(await saidNo(page), 1);
    await go(page, "/dashboard/localhost?period=today");
    await page.getByText("“Don’t count me”: pressed 1 time").waitFor();
  },
  async "of two browsers that look the same, one chooses, and its jar holds none of the other's"() {
    await Promise.all([asks_for_privacy.quit(), says_no.quit()]);
    const before = await server.pageviews();
    const [hers, his] = [await ada.open(), await ben.open()];
    await go(hers, "/demo/");
    await go(his, "/demo/honey");
    await go(his, "/demo/marmalade");
    await go(hers, "/demo/honey");
    await go(his, "/demo/honey");
    const jar = await openJar(hers);
    await choose(jar, "Remember me for 13 months");
    await go(his, "/demo/visit");
    await go(hers, "/demo/how-we-cook");
    const views = ["/demo/how-we-cook", "/demo/honey", "/demo/visit", "/demo/marmalade", "/demo/"];
    const more = { "/demo/how-we-cook": 1, "/demo/honey": 3, "/demo/visit": 1, "/demo/marmalade": 1, "/demo/": 1 };
    await untilEqual(views.map((path) => (before[path] ?? 0) + more[path]), async () => {
      const now = await server.pageviews();
      return views.map((path) => now[path] ?? 0);
    });
    const held = await hers.evaluate(async () => {
      const headers = { "Content-Type": "application/json" };
      const body = JSON.stringify({ site: "localhost", after: 0 });
      const { pages } = await (await fetch("/api/jar/pages", { method: "POST", headers, body })).json();
      return pages.filter(({ kind }) => kind === "pageview").map(({ path }) => path);
    });
    assert.deepEqual(held, ["/demo/honey", "/demo/how-we-cook"]);
    const refused = await his.evaluate(async () => {
      const headers = { "Content-Type": "application/json" };
      return (await fetch("/api/jar/open", { method: "POST", headers, body: '{"site":"localhost"}' })).status;
    });
    assert.equal(refused, 401);
  },
  async "who closes the jar leaves no key behind"() {
    const jar = ada.context.pages().at(-1);
    await jar.getByRole("button", { name: "Close jar" }).click();
    await jar.getByText("this browser holds no key any more").waitFor();
    assert.deepEqual(await ada.cookies(), []);
    await jar.getByRole("heading", { name: "Do you mind?" }).waitFor();
  },
  async "the day's number is taken off without any proof"() {
    const jar = await openJar(ben.context.pages()[0]);
    const before = await server.totals("pageviews");
    await jar.getByRole("button", { name: "Take the number off today’s views" }).click();
    await jar.getByText("The number is off today’s views.").waitFor();
    assert.deepEqual(await server.totals("pageviews"), before, "the views stay counted");
  },
  async "no page had an error or broke its policy"() {
    const refused = /401 \(Unauthorized\)/; // asked for above
    assert.deepEqual(profiles.flatMap(({ problems }) => problems).filter((text) => !refused.test(text)), []);
  },
};

story("choices hold", {
  async set_up() {
    server = await Server.start();
  },
  closes: () => [...profiles, server],
  steps,
});
