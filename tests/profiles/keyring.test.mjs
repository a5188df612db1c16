// Chromium whose key for cookies is in the person's keyring: inside the session the jar has the values
// that the browser reports, outside and while the keyring is locked it has the same list without them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Chromium } from "./chromium.mjs";
import { toldByChromium } from "./chromium_truth.mjs";
import { Jar, linesOf } from "./jar.mjs";
import { Keyring } from "./keyring.mjs";
import { Site } from "./site.mjs";

const kVisited = ["a.localhost", "b.localhost", "third.test"];
const kWritten = "document.documentElement.dataset.state === 'written'";

// By another reader than ours: the first three bytes of each encrypted value.
const kVersions = `import sqlite3, sys
rows = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True).execute("SELECT encrypted_value FROM cookies")
print(" ".join(sorted({row[0][:3].decode() for row in rows})))`;

describe("Chromium keeping its key in the keyring", () => {
  let site, jar, keyring, folder, profile, told;

  before(async () => {
    site = await Site.start();
    jar = new Jar();
    keyring = await Keyring.start();
    folder = mkdtempSync(join(tmpdir(), "glassjar-chromium-"));
    profile = join(folder, "profile");
    const browser = await Chromium.start(profile, site, "", keyring);
    const tabs = [];
    for (const host of kVisited) tabs.push(await browser.open(`${site.origin(host)}/`, kWritten));
    told = (await toldByChromium(browser, tabs)).filter(({ store }) => store === "cookie");
    await browser.close();
  });

  after(async () => {
    await keyring?.close();
    site.close();
    jar.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const listed = (...words) => {
    const all = JSON.parse(jar.run("list", "--json", "--values", "--profile", profile, ...words));
    assert.deepEqual(all.problems, []);
    return all.items.filter(({ store }) => store === "cookie");
  };
  const withoutValues = (items) => linesOf(items.map((item) => ({ ...item, value: undefined })), "cookie");
  const holdsListWithoutValues = (items, why) => {
    assert.deepEqual(withoutValues(items), withoutValues(told));
    assert.deepEqual([...new Set(items.map(({ value, unread }) => `${value} ${unread}`))], [`null ${why}`]);
  };

  it("writes values that only the keyring's key opens", () => {
    assert.ok(told.length >= 10, `the browser tells ${told.length} cookies only`);
    const versions = execFileSync("python3", ["-c", kVersions, join(profile, "Default", "Cookies")], { encoding: "utf8" });
    assert.equal(versions.trim(), "v11");
  });

  it("lists the values that the browser tells while the keyring is open", () => {
    jar.environment = keyring.environment;
    const items = listed();
    assert.deepEqual(linesOf(items, "cookie"), linesOf(told, "cookie"));
    assert.deepEqual([...new Set(items.map(({ unread }) => unread))], [null]);
    assert.ok(items.some(({ identifies }) => identifies === "yes"), "values are judged");
  });

  it("lists the same without values outside of the session", () => {
    jar.environment = {};
    holdsListWithoutValues(listed(), "no_keyring");
    assert.match(jar.run("show", "a.localhost", "--profile", profile).replaceAll(/\s+/g, " "),
      /encrypted with the keyring's key; no keyring runs in this session/);
  });

  it("leaves a locked keyring alone, and asks it once with the person's consent", () => {
    jar.environment = keyring.environment;
    keyring.lock();
    assert.equal(keyring.isLocked(), true);
    holdsListWithoutValues(listed(), "keyring_locked");
    // Its window needs a display, which this session has not: the keyring itself says no.
    holdsListWithoutValues(listed("--keyring"), "keyring_refused");
  });

  it("forgets a keyring that has ended", async () => {
    jar.environment = keyring.environment;
    const { started, ended } = keyring.processes.pop();
    started.kill();
    await ended;
    const began = Date.now();
    holdsListWithoutValues(listed(), "no_keyring");
    assert.ok(Date.now() - began < 5_000);
  });
});
