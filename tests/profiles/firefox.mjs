// Firefox as it ships, spoken to by Marionette: JSON with its length before it, over TCP. Its prefs stay
// Firefox's own (no "recommended" ones for automation), so that it keeps what it keeps for people.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const kPrefs = {
  "marionette.port": 0, // any free one; told in MarionetteActivePort
  "remote.prefs.recommended": false,
  "network.dns.localDomains": "third.test,hsts.test",
  // Quiet: nothing but the test site is asked for, no page of welcome.
  "app.update.disabledForTesting": true,
  "browser.aboutwelcome.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "devtools.jsonview.enabled": false, // JSON as text, which a page may read
  "datareporting.policy.dataSubmissionEnabled": false,
  "browser.startup.page": 0,
  "browser.newtabpage.enabled": false,
  // Firefox visits top sites by itself, in an internal container, to take their picture.
  "browser.pagethumbnails.capturing_disabled": true,
  "browser.region.network.url": "",
  "browser.safebrowsing.update.enabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
};

async function until(what, holds, milliseconds = 30_000) {
  for (let waited = 0; waited < milliseconds; waited += 50) {
    const value = await holds();
    if (value) return value;
    await pause(50);
  }
  throw new Error(`never ${what}`);
}

export class Firefox {
  static running = new Set();

  // Ends what a failed test left behind.
  static killAll() {
    for (const browser of Firefox.running) browser.process.kill("SIGKILL");
  }

  // Starts with the profile in `folder`, made if absent. `prefs` come on top.
  static async start(folder, site, prefs = {}) {
    mkdirSync(folder, { recursive: true });
    const lines = Object.entries({ ...kPrefs, ...prefs }).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    );
    writeFileSync(join(folder, "user.js"), lines.join(""));
    const portFile = join(folder, "MarionetteActivePort");
    rmSync(portFile, { force: true });
    const browser = new Firefox();
    browser.process = spawn(
      "/usr/bin/firefox-esr",
      ["--headless", "--no-remote", "--profile", folder, "--marionette", "--remote-allow-system-access", "about:blank"],
      { stdio: "ignore", env: { ...process.env, HOME: folder, MOZ_CRASHREPORTER_DISABLE: "1" } },
    );
    browser.ended = once(browser.process, "exit");
    Firefox.running.add(browser);
    const port = await until("told a port", () => existsSync(portFile) && Number(readFileSync(portFile, "utf8")), 60_000);
    browser.socket = connect(port, "127.0.0.1");
    browser.asked = new Map();
    browser.listen();
    await once(browser.socket, "connect");
    await browser.send("WebDriver:NewSession", { capabilities: { alwaysMatch: { unhandledPromptBehavior: "accept" } } });
    await browser.send("WebDriver:SetTimeouts", { script: 60_000, pageLoad: 60_000, implicit: 0 });
    await browser.trust(site.authority);
    return browser;
  }

  listen() {
    let rest = Buffer.alloc(0);
    this.socket.on("data", (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      for (;;) {
        const colon = rest.indexOf(":");
        const length = Number(rest.subarray(0, Math.max(colon, 0)).toString());
        if (colon < 0 || rest.length < colon + 1 + length) return;
        const message = JSON.parse(rest.subarray(colon + 1, colon + 1 + length).toString());
        rest = rest.subarray(colon + 1 + length);
        if (!Array.isArray(message)) continue; // the greeting
        const [, id, error, result] = message;
        const asked = this.asked.get(id);
        this.asked.delete(id);
        if (error) asked?.reject(new Error(`${asked.name}: ${error.message}`));
        else asked?.resolve(result);
      }
    });
    this.socket.on("error", () => {});
  }

  send(name, params = {}) {
    const id = (this.last = (this.last ?? 0) + 1);
    const text = JSON.stringify([0, id, name, params]);
    this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.asked.set(id, { resolve, reject, name }));
  }

  async run(context, body, args) {
    await this.send("Marionette:SetContext", { value: context });
    const script = `const done = arguments[arguments.length - 1];
      (async (...args) => { ${body} })(...[...arguments].slice(0, -1))
        .then((value) => done({ value }), (error) => done({ error: String(error) + " " + error?.stack }));`;
    const { value } = await this.send("WebDriver:ExecuteAsyncScript", {
      script, args, newSandbox: true, sandbox: context === "chrome" ? "system" : null,
    });
    await this.send("Marionette:SetContext", { value: "content" });
    if (value.error) throw new Error(value.error);
    return value.value;
  }

  // The body of an async function with the browser's own rights, its arguments in `args`.
  ask(body, ...args) {
    return this.run("chrome", body, args);
  }

  // An expression in the page that is open.
  evaluate(expression) {
    return this.run("content", `return await window.eval(${JSON.stringify(expression)});`, []);
  }

  // The authority of the test site: one that Firefox trusts for servers.
  trust(pem) {
    return this.ask(
      `Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB).addCertFromBase64(args[0], "CT,,");`,
      pem.replace(/-----[A-Z ]+-----|\s/g, ""),
    );
  }

  // Shows `url` in the tab that is open, until `condition` (an expression in the page) holds.
  async visit(url, condition = "document.readyState === 'complete'") {
    await this.send("WebDriver:Navigate", { url });
    await until(`${condition} at ${url}`, () => this.evaluate(condition).catch(() => false));
  }

  async open(url, condition) {
    const { handle } = await this.send("WebDriver:NewWindow", { type: "tab", focus: true });
    await this.send("WebDriver:SwitchToWindow", { handle });
    await this.visit(url, condition);
    return handle;
  }

  // The same in a container, which only the browser itself can open.
  async openInContainer(url, userContextId, condition) {
    const before = await this.send("WebDriver:GetWindowHandles");
    await this.ask(
      `const window = Services.wm.getMostRecentWindow("navigator:browser");
       window.gBrowser.selectedTab = window.gBrowser.addTab(args[0], {
         userContextId: args[1], triggeringPrincipal: Services.scriptSecurityManager.createNullPrincipal({ userContextId: args[1] }),
       });`, url, userContextId);
    const handle = await until("opened a tab", async () =>
      (await this.send("WebDriver:GetWindowHandles")).find((each) => !before.includes(each)));
    await this.send("WebDriver:SwitchToWindow", { handle });
    await until(`${condition} at ${url}`, () => this.evaluate(condition).catch(() => false));
    return handle;
  }

  // Ends it as a person does: everything is written to disk.
  async close() {
    if (this.process.exitCode !== null) return;
    this.send("Marionette:Quit", { flags: ["eAttemptQuit"] }).catch(() => {});
    await this.ended;
    this.socket.destroy();
    Firefox.running.delete(this);
  }
}
