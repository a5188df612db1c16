// Chromium with both of its back ends: what is listed is what the browser says, item by item; after
// emptying all but one site, that site has everything it had and the others have nothing; undoing puts
// every byte back.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Chromium, kSqliteFeatures } from "./chromium.mjs";
import { toldByChromium } from "./chromium_truth.mjs";
import { filesOf, filesWith, Jar, lineOf, linesOf } from "./jar.mjs";
import { markOf, Site } from "./site.mjs";

const kWritten = "document.documentElement.dataset.state === 'written'";
const kKept = "a.localhost";
const kVisited = ["a.localhost", "b.localhost", "third.test", "hsts.test"];
// Which frames each page shows.
const kFrames = [["a.localhost", "b.localhost"], ["a.localhost", "third.test"], ["b.localhost", "third.test"]];
const kTold = ["cookie", "local_storage", "session_storage", "indexed_db", "cache_storage", "service_worker"];

// What may still name an emptied site: the person's own history and settings, not the site's traces.
// In the partition of the kept site, others stay as part of it.
const kLeftOver = [
  /^Default\/(History|Top Sites|Visited Links|Shortcuts|Network Action Predictor)(-journal)?$/,
  /^Default\/(Preferences|Secure Preferences)$/,
  /^segmentation_platform\//,
];

const isKept = ({ host, top_site: topSite }) => (topSite ? new URL(topSite).hostname : host) === kKept;

for (const [name, features] of [["LevelDB and small files", ""], ["SQLite", kSqliteFeatures]])
  describe(`Chromium keeping its stores in ${name}`, () => {
    const begun = Math.floor(Date.now() / 1000) * 1000; // the listing tells whole seconds
    let site, jar, folder, profile, told, holdings, listed, listedLive, untouched;

    before(async () => {
      site = await Site.start();
      jar = new Jar();
      folder = mkdtempSync(join(tmpdir(), "glassjar-chromium-"));
      profile = join(folder, "profile");
      const browser = await Chromium.start(profile, site, features);
      const tabs = [];
      for (const host of kVisited) {
        const tab = await browser.open(`${site.origin(host)}/sign-in`);
        await browser.visit(tab, `${site.origin(host)}/`, kWritten);
        assert.equal(await tab.evaluate("document.documentElement.dataset.refused"), "");
        tabs.push(tab);
      }
      holdings = await tabs[0].evaluate("tellHoldings()");
      // In LevelDB the browser itself moves large values into files.
      told = await toldByChromium(browser, tabs, features ? "not read" : "in another file");
      listedLive = jar.list(profile); // beside the running browser, which has not written everything yet
      await pause(1_500); // the caches' own delays
      await browser.close();
      listed = jar.list(profile);
    });

    after(() => {
      site.close();
      jar.close();
      rmSync(folder, { recursive: true, force: true });
    });

    for (const store of kTold)
      it(`lists what the browser tells: ${store}`, () => {
        const expected = linesOf(told, store);
        assert.ok(expected.length >= 7, `the browser tells ${expected.length} only`);
        assert.deepEqual(linesOf(listed, store), expected);
      });

    it("lists what no protocol tells and the site has left", () => {
      const tags = [...kVisited.map((host) => [host, host]), ...kFrames].map(([top, host]) => ({
        store: "http_cache",
        origin: site.origin(host),
        top_site: site.origin(top).replace(/:\d+$/, ""),
        name: `${site.origin(host)}/tag.png`,
        value: `"${markOf(host, "etag")}"`,
      }));
      // A frame may take the image from the memory of its process: what was sent is what is kept.
      const sent = site.seen.filter((line) => /^GET .* \/tag\.png 200$/.test(line)).length;
      const kept = linesOf(listed, "http_cache");
      assert.equal(kept.length, sent);
      assert.ok(sent >= 6 && kept.every((line) => tags.map(lineOf).includes(line)), kept.join("\n"));
      const born = listed.filter(({ store }) => store === "http_cache").map(({ created }) => Date.parse(created));
      assert.ok(born.every((time) => time >= begun && time <= Date.now()), `${begun} ${born}`);
      const hosts = (store) => [...new Set(listed.filter((item) => item.store === store).map(({ host }) => host))].sort();
      assert.deepEqual(hosts("hsts"), ["hsts.test", "third.test"]);
      assert.deepEqual(hosts("favicon"), [...kVisited].sort());
      assert.deepEqual(hosts("session_restore"), [...kVisited].sort());
      const owners = (items) => [...new Set(items.map(({ origin, top_site }) => `${origin} ${top_site}`))].sort();
      assert.deepEqual(owners(listed.filter(({ store }) => store === "quota")), owners(told.filter(({ store }) => store === "indexed_db")));
    });

    it("lists beside the running browser what that has written", () => {
      const everything = new Set(told.map(lineOf));
      const live = listedLive.filter(({ store }) => kTold.includes(store)).map(lineOf);
      assert.ok(live.length > 0);
      assert.deepEqual(live.filter((line) => !everything.has(line)), []);
    });

    it("tells a cookie's writer and a database's kind", () => {
      const by = (cookie) => new Set(listed.filter(({ store, name: each }) => store === "cookie" && each === cookie).map((item) => item.set_by));
      assert.deepEqual(by("by_header"), new Set(["header"]));
      assert.deepEqual(by("by_script"), new Set(["script"]));
      const files = listed.filter(({ store }) => store === "local_storage").map(({ file }) => file);
      assert.deepEqual([...new Set(files)], [features ? "LocalStorage" : "Local Storage/leveldb"]);
      assert.equal(existsSync(join(profile, "Default", "LocalStorage")), features !== "");
    });

    it("names who shares an identifier that one has in a cookie and another in IndexedDB", () => {
      const shown = (site) => JSON.parse(jar.run("show", site, "--json", "--profile", profile)).items;
      const evidence = (site, item) => shown(site).find(({ name: each }) => each === item).evidence.join("\n");
      assert.match(evidence("third.test", "partner"), /the same value lives in: .*IndexedDB "people\/ids\/"partner"" of b\.localhost/);
      assert.match(evidence("b.localhost", `people/ids/"partner"`), /the same value lives in: .*cookie "partner" of third\.test/);
      assert.equal(shown("b.localhost").find(({ name: each }) => each === `people/ids/"partner"`).identifies, "yes");
    });

    it("empties all but the kept site", async () => {
      untouched = filesOf(profile);
      jar.run("dump", "--yes", "--hsts", "--keep", kKept, "--profile", profile);
      const left = jar.list(profile);
      for (const store of kTold)
        assert.deepEqual(linesOf(left, store), linesOf(listed.filter(isKept), store), store);
      assert.deepEqual(left.filter((item) => !isKept(item) && item.store !== "session_restore"), []);
      holdsNothingOfOthers(profile);

      const emptied = join(folder, "emptied");
      cpSync(profile, emptied, { recursive: true });
      await worksWithoutOthers(emptied);
    });

    it("undoes it byte by byte", () => {
      jar.run("undo");
      assert.deepEqual(filesOf(profile), untouched);
    });

    // A search for bytes: of hosts that were only here by themselves, and of every mark that the others left.
    function holdsNothingOfOthers(emptied) {
      const found = filesWith(emptied, ["hsts.test"]).filter((path) => !kLeftOver.some((each) => each.test(path)));
      assert.deepEqual(found, []);
      const marks = ["b.localhost", "third.test", "hsts.test"].flatMap((host) =>
        ["local", "session", "indexed"].map((store) => markOf(host, store)));
      marks.push(markOf("third.test", "local", "b.localhost"), markOf("third.test", "indexed", "b.localhost"));
      assert.ok(filesWith(emptied, marks.map((mark) => mark.slice(0, -4))).length === 0);
      assert.ok(filesWith(emptied, [markOf(kKept, "local")]).length > 0, "the search finds what is there");
    }

    // What a frame of another site finds in the partition of the page that shows it.
    async function storedInFrame(browser, tab, host) {
      await tab.evaluate(`new Promise((loaded) => {
        const frame = document.createElement("iframe");
        frame.onload = loaded;
        frame.src = ${JSON.stringify(`${site.origin(host)}/quiet`)};
        document.body.append(frame);
      })`);
      const frame = (await tab.processes()).find(({ url }) => url.startsWith(site.origin(host)));
      const expression = "tellHoldings().then(({ record, caches }) => ({ local: localStorage.visitor, record, caches }))";
      const { result } = await browser.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true }, frame.sessionId);
      return result.value;
    }

    // The browser starts with what is left, and says so itself.
    async function worksWithoutOthers(emptied) {
      const browser = await Chromium.start(emptied, site, features);
      const tab = await browser.open(`${site.origin(kKept)}/account`);
      assert.deepEqual(JSON.parse(await tab.evaluate("document.body.innerText")), { signedIn: true });
      await browser.visit(tab, `${site.origin(kKept)}/quiet`);
      // A restart that brings no tabs back drops the cookies of the session, emptied or not.
      const persistent = holdings.cookies.filter((cookie) => !cookie.startsWith("for_session"));
      assert.deepEqual(await tab.evaluate("tellHoldings()"), { ...holdings, cookies: persistent });

      assert.deepEqual(await storedInFrame(browser, tab, "b.localhost"), {
        local: markOf("b.localhost", "local", kKept),
        record: { uid: markOf("b.localhost", "indexed", kKept) },
        caches: ["files"],
      });

      // Before other sites are visited again.
      const { cookies } = await browser.send("Storage.getCookies");
      assert.deepEqual(
        cookies.map(({ domain, partitionKey, name: cookie }) => `${domain} ${partitionKey?.topLevelSite ?? ""} ${cookie}`).sort(),
        told.filter((item) => item.store === "cookie" && item.persistent && isKept(item))
          .map((item) => `${item.host} ${item.top_site} ${item.name}`).sort(),
      );
      for (const host of kVisited.filter((each) => each !== kKept)) {
        const other = await browser.open(`${site.origin(host)}/account`);
        assert.deepEqual(JSON.parse(await other.evaluate("document.body.innerText")), { signedIn: false }, host);
        await browser.visit(other, `${site.origin(host)}/quiet`);
        assert.deepEqual(await other.evaluate("tellHoldings()"),
          { cookies: [], local: [], databases: [], caches: [], workers: [] }, host);
      }
      assert.throws(() => jar.run("dump", "--yes", "--keep", kKept, "--profile", emptied), /the browser is running/);
      await browser.close();
    }
  });
