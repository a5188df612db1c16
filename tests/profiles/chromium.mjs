// Chromium as it ships, spoken to over its debugging pipe: NUL-separated JSON on descriptors 3 and 4.
// Not by Playwright, whose defaults turn off the partitioning of third-party storage.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { kResolverRules } from "./site.mjs";

const kFlags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
];

// Makes the browser keep what it can in SQLite instead of LevelDB and small files.
export const kSqliteFeatures =
  "IdbSqliteOnDiskRollout:stage/UseSqliteForNewStores," +
  "DomStorageSqliteNewDatabases:DomStorageSqliteNewDatabasesStage/UseSqliteForNewDatabases," +
  "DiskCacheBackendExperiment:backend/sql";

export class Chromium {
  // Starts with the profile in `folder`, made if absent with third-party cookies allowed. With a keyring
  // (keyring.mjs) its key for cookies is kept there; else it takes the one that is no secret.
  static async start(folder, site, features = "", keyring = undefined) {
    mkdirSync(join(folder, "Default"), { recursive: true });
    const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };
    try {
      writeFileSync(join(folder, "Default", "Preferences"), JSON.stringify(preferences), { flag: "wx" });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const browser = new Chromium();
    const flags = [
      ...kFlags, `--user-data-dir=${folder}`, `--host-resolver-rules=${kResolverRules}`,
      `--ignore-certificate-errors-spki-list=${site.spki}`, `--password-store=${keyring ? "gnome-libsecret" : "basic"}`,
      ...(features ? [`--enable-features=${features}`] : []),
    ];
    browser.process = spawn("/usr/bin/chromium", [...flags, "about:blank"], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
      env: { ...process.env, ...keyring?.environment },
    });
    browser.ended = once(browser.process, "exit");
    browser.asked = new Map();
    browser.listeners = [];
    browser.listen();
    await browser.send("Browser.getVersion");
    return browser;
  }

  listen() {
    let rest = "";
    this.process.stdio[4].setEncoding("utf8").on("data", (text) => {
      const messages = (rest + text).split("\0");
      rest = messages.pop();
      for (const each of messages.map((message) => JSON.parse(message))) {
        const asked = this.asked.get(each.id);
        this.asked.delete(each.id);
        if (each.error) asked?.reject(new Error(`${asked.method}: ${each.error.message}`));
        else if (asked) asked.resolve(each.result);
        else for (const listener of this.listeners) listener(each);
      }
    });
  }

  send(method, params = {}, sessionId = undefined) {
    const id = (this.last = (this.last ?? 0) + 1);
    this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.asked.set(id, { resolve, reject, method }));
  }

  // A tab at `url`, once its `condition` (an expression in the page) holds.
  async open(url, condition = "document.readyState === 'complete'") {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const tab = { targetId, sessionId, send: (method, params) => this.send(method, params, sessionId) };
    tab.evaluate = async (expression) => {
      const { result, exceptionDetails } = await tab.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    };
    tab.processes = () => this.processesOf(tab);
    await tab.send("Page.enable");
    await this.visit(tab, url, condition);
    return tab;
  }

  // The page and its frames of other sites, each of which lives in a process of its own.
  async processesOf(tab) {
    const sessions = [tab.sessionId];
    const attached = ({ method, params }) => {
      if (method === "Target.attachedToTarget" && params.targetInfo.type === "iframe") sessions.push(params.sessionId);
    };
    this.listeners.push(attached);
    await tab.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
    this.listeners.splice(this.listeners.indexOf(attached), 1);
    const processes = [];
    for (const sessionId of sessions) {
      const { frameTree } = await this.send("Page.getFrameTree", {}, sessionId);
      processes.push({ sessionId, frameId: frameTree.frame.id, url: frameTree.frame.url });
    }
    return processes;
  }

  async visit(tab, url, condition = "document.readyState === 'complete'") {
    const { errorText } = await tab.send("Page.navigate", { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    const holds = async () => {
      try {
        return await tab.evaluate(`location.href !== "about:blank" && (${condition})`);
      } catch {
        return false; // between two documents
      }
    };
    for (let tries = 0; !(await holds()); ++tries) {
      if (tries === 300) throw new Error(`${url}: never ${condition}`);
      await pause(50);
    }
  }

  // Ends it as a person does: everything is written to disk.
  async close() {
    if (this.process.exitCode !== null) return;
    await Promise.race([this.send("Browser.close").catch(() => {}), this.ended]);
    await this.ended;
  }
}
