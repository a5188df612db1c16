// Firefox ESR: what is listed is what the browser says, item by item; after emptying all but one site,
// that site has everything it had and the others have nothing; undoing puts every byte back.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Firefox } from "./firefox.mjs";
import { toldByPages, toldByServices } from "./firefox_truth.mjs";
import { filesOf, filesWith, Jar, lineOf, linesOf } from "./jar.mjs";
import { markOf, Site } from "./site.mjs";

const kWritten = "document.documentElement.dataset.state === 'written'";
const kKept = "a.localhost";
const kVisited = ["a.localhost", "b.localhost", "third.test", "hsts.test"];
const kContainer = { host: "b.localhost", id: 2 };
const kTold = [
  "cookie", "local_storage", "session_storage", "indexed_db", "cache_storage", "service_worker", "bounce_tracking",
];
const kHstsCandidates = [
  ["third.test", "(https,third.test)"], ["third.test", "(http,a.localhost)"], ["third.test", "(http,b.localhost)"],
  ["hsts.test", "(https,hsts.test)"],
];

// What may still name an emptied site: the person's own history and tabs, not the site's traces; and the
// prefs by which this test makes its names resolve.
const kLeftOver = [
  /^places\.sqlite(-wal)?$/,
  /^sessionstore\.jsonlz4$/,
  /^startupCache\//,
  /^(user|prefs)\.js$/,
];

const isKept = ({ host, top_site: topSite }) => (topSite ? new URL(topSite).hostname : host) === kKept;

const ownersOf = (items, store) =>
  [...new Set(items.filter((item) => item.store === store).map((item) =>
    `${item.origin} ${item.top_site} ${item.container ?? ""}`))].sort();

describe("Firefox", () => {
  let site, jar, folder, profile, told, holdings, listed, listedLive, untouched;

  before(async () => {
    site = await Site.start();
    jar = new Jar();
    folder = mkdtempSync(join(tmpdir(), "glassjar-firefox-"));
    profile = join(folder, "profile");
    const browser = await Firefox.start(profile, site);
    told = [];
    for (const host of kVisited) {
      await visit(browser, host);
      told.push(...await toldByPages(browser, site.framesOf(host).length));
      if (host === kKept) holdings = await browser.evaluate("tellHoldings()");
    }
    await browser.openInContainer(`${site.origin(kContainer.host)}/`, kContainer.id, kWritten);
    told.push(...await toldByPages(browser, site.framesOf(kContainer.host).length, String(kContainer.id)));
    await browser.ask(`
      const bounces = Cc["@mozilla.org/bounce-tracking-protection;1"].getService(Ci.nsIBounceTrackingProtection);
      bounces.testAddBounceTrackerCandidate({}, "third.test", Date.now() * 1000);
      bounces.testAddUserActivation({}, "a.localhost", Date.now() * 1000);
      bounces.testAddUserActivation({}, "b.localhost", Date.now() * 1000);`);
    told.push(...await toldByServices(browser, kHstsCandidates));
    listedLive = jar.list(profile);
    // ESR 153 drops its table of HSTS at an orderly end, as it would not at the end of the machine.
    const hsts = "SiteSecurityServiceState.bin";
    cpSync(join(profile, hsts), join(folder, hsts));
    await browser.close();
    if (!existsSync(join(profile, hsts))) cpSync(join(folder, hsts), join(profile, hsts));
    listed = jar.list(profile);
  });

  after(() => {
    Firefox.killAll();
    site.close();
    jar.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function visit(browser, host) {
    await browser.open(`${site.origin(host)}/sign-in`);
    await browser.visit(`${site.origin(host)}/`, kWritten);
    assert.equal(await browser.evaluate("document.documentElement.dataset.refused"), "");
  }

  for (const store of kTold)
    it(`lists what the browser tells: ${store}`, () => {
      const expected = linesOf(told, store);
      assert.ok(expected.length >= (store === "bounce_tracking" ? 3 : 9), `the browser tells ${expected.length} only`);
      assert.deepEqual(linesOf(listed, store), expected);
    });

  it("lists the owners that the browser's index of storage has", () => {
    assert.deepEqual(ownersOf(listed, "quota"), ownersOf(told, "quota"));
  });

  it("lists what no service tells and the site has left", () => {
    const tags = linesOf(listed, "http_cache");
    const expected = (origin, topSite, container) => lineOf({
      store: "http_cache", origin, top_site: topSite, container, name: `${origin}/tag.png`,
      value: `"${markOf(new URL(origin).hostname, "etag")}"`,
    });
    const top = (host) => site.origin(host).replace(/:\d+$/, "");
    for (const host of ["third.test", "hsts.test"])
      assert.ok(tags.includes(expected(site.origin(host), "")), host);
    for (const page of ["a.localhost", "b.localhost"])
      assert.ok(tags.includes(expected(site.origin("third.test"), top(page))), page);
    const hosts = (store) => [...new Set(listed.filter((item) => item.store === store).map(({ host }) => host))].sort();
    assert.deepEqual(hosts("favicon"), [...kVisited].sort());
    assert.deepEqual(hosts("hsts"), [...new Set(told.filter(({ store }) => store === "hsts").map(({ host }) => host))].sort());
    assert.deepEqual(hosts("hsts"), ["hsts.test", "third.test"]);
  });

  it("lists a running browser's stores from copies, without a trace", () => {
    for (const store of ["cookie", "local_storage", "indexed_db", "cache_storage"]) {
      // What is not yet on the disk is nowhere to be found: session cookies come with the session file.
      const lines = linesOf(listed.filter(({ persistent }) => persistent), store);
      const live = linesOf(listedLive.filter(({ persistent }) => persistent), store);
      assert.deepEqual(live.filter((line) => !lines.includes(line)), [], store);
    }
    assert.ok(linesOf(listedLive, "indexed_db").length > 0);
  });

  it("tells containers apart", () => {
    const inside = listed.filter(({ container }) => container === String(kContainer.id));
    assert.ok(inside.some(({ store, host }) => store === "cookie" && host === kContainer.host));
    assert.ok(inside.some(({ store, host }) => store === "local_storage" && host === kContainer.host));
  });

  it("refuses to empty while the browser runs", async () => {
    const running = join(folder, "running");
    cpSync(profile, running, { recursive: true });
    const browser = await Firefox.start(running, site);
    assert.throws(() => jar.run("dump", "--yes", "--keep", kKept, "--profile", running), /the browser is running/);
    await browser.close();
  });

  it("empties all but the kept site", async () => {
    untouched = filesOf(profile);
    jar.run("dump", "--yes", "--hsts", "--keep", kKept, "--profile", profile);
    const left = jar.list(profile);
    for (const store of [...kTold, "http_cache", "hsts", "favicon"])
      assert.deepEqual(linesOf(left, store), linesOf(listed.filter(isKept), store), store);
    assert.deepEqual(left.filter((item) => !isKept(item)), []);
    holdsNothingOfOthers(profile);

    const emptied = join(folder, "emptied");
    cpSync(profile, emptied, { recursive: true });
    await worksWithoutOthers(emptied);
  });

  it("undoes it byte by byte", () => {
    jar.run("undo");
    assert.deepEqual(filesOf(profile), untouched);
  });

  // A search for bytes: of a host that was only here by itself, and of every mark that the others left.
  function holdsNothingOfOthers(emptied) {
    const found = filesWith(emptied, ["hsts.test"]).filter((path) => !kLeftOver.some((each) => each.test(path)));
    assert.deepEqual(found, []);
    const stores = ["header", "script", "session-cookie", "local", "session", "indexed", "cache", "login"];
    const marks = ["b.localhost", "third.test", "hsts.test"].flatMap((host) => stores.map((store) => markOf(host, store)));
    marks.push(...[...stores, "partition"].map((store) => markOf("third.test", store, "b.localhost")));
    marks.push(markOf("hsts.test", "etag"), markOf("hsts.test", "worker"));
    // The body of a cached file is the same in every partition, also in the kept one.
    const shared = ["b.localhost", "third.test"].map((host) => markOf(host, "cache"));
    assert.deepEqual(filesWith(emptied, marks.filter((mark) => !shared.includes(mark))), []);
    assert.ok(filesWith(emptied, [markOf(kKept, "header")]).length > 0, "the search finds what is there");
  }

  // The browser starts with what is left, and says so itself.
  async function worksWithoutOthers(emptied) {
    const visits = site.seen.length;
    const browser = await Firefox.start(emptied, site);
    assert.deepEqual(site.seen.slice(visits), [], "nothing is visited again by itself");
    // Before any site is visited again.
    const now = await toldByServices(browser, kHstsCandidates);
    for (const store of ["cookie", "cache_storage", "service_worker", "bounce_tracking", "hsts"])
      assert.deepEqual(linesOf(now, store), linesOf(told.filter((item) =>
        isKept(item) && (store !== "cookie" || item.persistent) && store !== "hsts"), store), store);
    assert.deepEqual(ownersOf(now, "quota"), ownersOf(told.filter(isKept), "quota"));

    await browser.open(`${site.origin(kKept)}/account`);
    assert.deepEqual(JSON.parse(await browser.evaluate("document.body.innerText")), { signedIn: true });
    await browser.visit(`${site.origin(kKept)}/quiet`);
    // A restart that brings no tabs back drops the cookies of the session, emptied or not.
    const persistent = holdings.cookies.filter((cookie) => !cookie.startsWith("for_session"));
    assert.deepEqual(await browser.evaluate("tellHoldings()"), { ...holdings, cookies: persistent });
    for (const host of kVisited.filter((each) => each !== kKept)) {
      await browser.open(`${site.origin(host)}/account`);
      assert.deepEqual(JSON.parse(await browser.evaluate("document.body.innerText")), { signedIn: false }, host);
      await browser.visit(`${site.origin(host)}/quiet`);
      assert.deepEqual(await browser.evaluate("tellHoldings()"),
        { cookies: [], local: [], databases: [], caches: [], workers: [] }, host);
    }
    await browser.close();
  }
});
