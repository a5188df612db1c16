// Chromium that blocks third-party cookies, as Debian's does: it then notes who bounces people through
// itself, and which sites they use. No protocol tells these records; what the test does decides them.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Chromium } from "./chromium.mjs";
import { filesWith, Jar } from "./jar.mjs";
import { Site } from "./site.mjs";

const kBlocking = { profile: { cookie_controls_mode: 1, block_third_party_cookies: true } };
const kNoted = 1_000; // how long the browser may take to note something

// A person's click, which counts as using the site.
async function click(tab) {
  for (const type of ["mousePressed", "mouseReleased"])
    await tab.send("Input.dispatchMouseEvent", { type, x: 50, y: 50, button: "left", clickCount: 1 });
  await pause(kNoted);
}

describe("Chromium's records of bounces", () => {
  const begun = Math.floor(Date.now() / 1000) * 1000; // the listing tells whole seconds
  let site, jar, folder, profile;
  const noted = () => jar.list(profile).filter(({ store }) => store === "bounce_tracking");

  before(async () => {
    site = await Site.start();
    jar = new Jar();
    folder = mkdtempSync(join(tmpdir(), "glassjar-bounces-"));
    profile = join(folder, "profile");
    mkdirSync(join(profile, "Default"), { recursive: true });
    writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(kBlocking));
    const quiet = (host) => `${site.origin(host)}/quiet`;
    const browser = await Chromium.start(profile, site);
    const tab = await browser.open(quiet("a.localhost"));
    await click(tab);
    const through = `${site.origin("third.test")}/bounce?to=${encodeURIComponent(quiet("b.localhost"))}`;
    await tab.evaluate(`void (location.href = ${JSON.stringify(through)})`);
    await pause(kNoted);
    await browser.visit(tab, quiet("b.localhost"));
    await click(tab);
    // The bounce is known to be one when the site that it led to is left.
    await browser.visit(tab, quiet("a.localhost"));
    // The browser writes them when it has nothing better to do; what it has not begun by its end is lost.
    for (let tries = 0; !existsSync(join(profile, "Default", "DIPS")); ++tries) {
      assert.ok(tries < 300, "the browser has noted nothing");
      await pause(100);
    }
    await pause(kNoted);
    await browser.close();
  });

  after(() => {
    site.close();
    jar.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("are listed: who bounced, and whom the person used", () => {
    const items = noted();
    assert.deepEqual(items.map(({ host, name }) => `${host} ${name}`).sort(),
      ["a.localhost interaction", "b.localhost interaction", "third.test bounce"]);
    const times = items.flatMap(({ created, last_used }) => [created, last_used]).map((time) => Date.parse(time));
    assert.ok(times.every((time) => time >= begun && time <= Date.now()), `${begun} ${times}`);
  });

  it("go with their site", async () => {
    jar.run("dump", "--yes", "--keep", "a.localhost", "--profile", profile);
    assert.deepEqual(noted().map(({ host, name }) => `${host} ${name}`), ["a.localhost interaction"]);
    assert.deepEqual(filesWith(profile, ["b.localhost", "third.test"]).filter((path) => path.includes("DIPS")), []);
    const browser = await Chromium.start(profile, site);
    await browser.close();
    assert.deepEqual(noted().map(({ host }) => host), ["a.localhost"]);
  });
});
