// The tracker on a site of its own, at another origin than Glassjar: what it sends, and that it stores nothing.
import assert from "node:assert/strict";
import http from "node:http";
import { Profile } from "./browser.mjs";
import { Server } from "./server.mjs";
import { story } from "./steps.mjs";
import { untilEqual } from "./until.mjs";

let server;
let site;
let page;
const purposes = []; // of what the browser fetched ahead
const profile = new Profile();

// Every address of the site answers with a long page; ?tag= adds attributes to the tracker's tag, ?next= is
// rendered ahead of a click on #next.
function pageFor(url) {
  const { searchParams } = new URL(url, "http://localhost");
  return `<!doctype html><html lang="en"><title>A page</title>
    <script>window.glassjar = window.glassjar || function () { (glassjar.q = glassjar.q || []).push(arguments) }
    ${searchParams.has("early") ? 'glassjar("Early", { props: { plan: "free" } })' : ""}</script>
    <script defer src="${server.origin}/glassjar.js" data-site="localhost" ${searchParams.get("tag") ?? "data-automation"}></script>
    <a id="out" href="http://127.0.0.1:${site.address().port}/elsewhere?who=ada">out</a>
    <a id="file" href="/files/price-list.pdf" download>file</a>
    <a id="next" href="${searchParams.get("next") ?? ""}">next</a>
    <script type="speculationrules">${JSON.stringify({ prerender: aheadOf(searchParams) })}</script>
    <p style="height: 4000px">long</p>`;
}

const aheadOf = (query) => (query.has("next") ? [{ urls: [query.get("next")], eagerness: "immediate" }] : []);
const origin = () => `http://localhost:${site.address().port}`;
const go = (path) => page.goto(origin() + path);
const leave = () => page.goto("about:blank");
const views = (path) => async () => (await server.pageviews())[path] ?? 0;
const events = async () => Object.fromEntries((await server.ask(["events"], ["event:name"])).sort());
const ofPage = async (path, ...metrics) =>
  (await server.ask(metrics, [], { filters: [["is", "event:page", [path]]] }))[0];

const steps = {
  async "page views arrive from another origin of the site"() {
    await go("/first?mail=ada@example.org#part");
    await untilEqual(1, views("/first"));
  },
  async "pushState to another path is a page view, to the same path it is none"() {
    await page.evaluate(() => history.pushState({}, "", "/first?tab=2"));
    await page.evaluate(() => history.pushState({}, "", "/second"));
    await untilEqual(1, views("/second"));
    await page.goBack();
    await page.goBack();
    await untilEqual(2, views("/first"));
    assert.equal(await views("/second")(), 1);
  },
  async "a page back from the browser's memory is a page view"() {
    await go("/third");
    const before = await page.evaluate(() => (window.mark = window.glassjar.pl));
    await go("/fourth");
    await page.evaluate(() => history.back());
    await untilEqual(2, views("/third"));
    const [mark, now] = await page.evaluate(() => [window.mark, window.glassjar.pl]);
    assert.equal(mark, before, "it is the document from the memory");
    assert.notEqual(now, before, "and another page load");
  },
  async "reading time and scroll depth arrive when the page is left"() {
    await go("/long");
    await page.mouse.wheel(0, 2000);
    await page.waitForFunction(() => scrollY >= 1900);
    await page.waitForFunction(() => performance.now() > 1500);
    await leave();
    await untilEqual(true, async () => {
      const [time, depth] = await ofPage("/long", "time_on_page", "scroll_depth");
      return time !== null && time >= 1 && depth > 40 && depth < 100;
    });
  },
  async "links that leave the site and files are events, without what follows the ? of the link"() {
    await go("/links");
    const sent = [];
    page.on("request", (request) => request.url().endsWith("/api/event") && sent.push(request.postData()));
    await page.locator("#file").click();
    await page.locator("#out").click();
    await page.waitForURL("**/elsewhere**");
    await untilEqual([1, 1], async () => {
      const now = await events();
      return [now["Outbound Link: Click"], now["File Download"]];
    });
    const reports = sent.filter((body) => body.includes("Outbound Link"));
    assert.equal(reports.length, 1);
    assert.ok(!reports[0].includes("who=ada"), "the link's query is not even sent");
  },
  async "calls made before the tracker had loaded are not lost"() {
    await go("/early?early");
    await untilEqual(1, async () => (await events()).Early);
    await page.evaluate(() => window.glassjar("Later", { interactive: false }));
    await untilEqual(1, async () => (await events()).Later);
  },
  async "excluded paths are not reported"() {
    const tag = encodeURIComponent('data-automation data-exclude="/account/*,/cart"');
    await go(`/account/orders?tag=${tag}`);
    await go(`/cart?tag=${tag}`);
    await go(`/carts?tag=${tag}`);
    await untilEqual(1, views("/carts"));
    assert.deepEqual([await views("/account/orders")(), await views("/cart")()], [0, 0]);
  },
  async "minimal means page views and nothing else"() {
    const before = await events();
    await go(`/minimal?tag=${encodeURIComponent("data-automation data-minimal")}`);
    await page.evaluate(() => window.glassjar("Not sent"));
    await page.mouse.wheel(0, 3000);
    await leave();
    await go("/after-minimal");
    await untilEqual(1, views("/after-minimal"));
    assert.deepEqual({ ...(await events()), pageview: 0 }, { ...before, pageview: 0 });
    assert.deepEqual(await ofPage("/minimal", "time_on_page", "scroll_depth"), [0, null]);
  },
  async "under automation it is silent unless told"() {
    await go(`/robot?tag=data-x`);
    await go("/after-robot");
    await untilEqual(1, views("/after-robot"));
    assert.equal(await views("/robot")(), 0);
  },
  async "a page rendered ahead is reported when it is shown, not before"() {
    const asked = purposes.length;
    await go("/ahead?next=/rendered");
    await untilEqual(["prefetch;prerender"], () => purposes.slice(asked));
    await go("/after-ahead");
    await untilEqual(1, views("/after-ahead"));
    assert.equal(await views("/rendered")(), 0);
    await go("/ahead?next=/rendered");
    await untilEqual(2, () => purposes.length - asked);
    await page.locator("#next").click();
    await untilEqual(1, views("/rendered"));
    assert.equal(purposes.length - asked, 2, "it was not fetched again");
  },
  async "it stores nothing in the browser"() {
    await go("/stored");
    await untilEqual(1, views("/stored"));
    const stored = await page.evaluate(async () => [
      document.cookie, localStorage.length, sessionStorage.length,
      (await indexedDB.databases()).length, (await caches.keys()).length,
    ]);
    assert.deepEqual(stored, ["", 0, 0, 0, 0]);
    assert.deepEqual(await profile.cookies(), []);
  },
  async "a browser that says DNT sends page views without a number, and nothing else"() {
    await page.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, "doNotTrack", { get: () => "1", configurable: true }),
    );
    const sent = [];
    const note = (request) => request.url().endsWith("/api/event") && sent.push(JSON.parse(request.postData()));
    page.on("request", note);
    await go("/asked");
    await page.evaluate(() => window.glassjar("Not sent"));
    await page.mouse.wheel(0, 3000);
    await go("/asked-again");
    await untilEqual(1, views("/asked-again"));
    page.off("request", note);
    assert.deepEqual(sent.map(({ n, pl }) => [n, pl]), [["pageview", undefined], ["pageview", undefined]]);
  },
  async "no page had an error"() {
    assert.deepEqual(profile.problems.filter((text) => !text.includes("favicon.ico")), []);
  },
};

function closeSite() {
  site?.closeAllConnections();
  site?.close();
}

story("the tracker", {
  async set_up() {
    server = await Server.start({ demo: false });
    server.command("site", "add", "localhost", "--timezone", "Etc/UTC");
    site = http.createServer((request, response) => {
      if (request.headers["sec-purpose"]) purposes.push(request.headers["sec-purpose"]);
      response.setHeader("Content-Type", request.url.endsWith(".pdf") ? "application/pdf" : "text/html");
      response.end(pageFor(request.url));
    });
    await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
    page = await profile.open();
  },
  closes: () => [profile, { close: closeSite }, server],
  steps,
});
