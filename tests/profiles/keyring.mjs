// A desktop's session of its own: a bus, and GNOME's keyring on it, opened by its password. Nothing of
// this machine's session is reached, and each process is ended by the test that started it.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const kCollection = "/org/freedesktop/secrets/collection/login";

export class Keyring {
  static async start() {
    const keyring = new Keyring();
    keyring.folder = mkdtempSync(join(tmpdir(), "glassjar-session-"));
    const runtime = join(keyring.folder, "runtime");
    for (const each of ["home", "runtime"]) mkdirSync(join(keyring.folder, each));
    chmodSync(runtime, 0o700);
    keyring.environment = {
      HOME: join(keyring.folder, "home"),
      XDG_RUNTIME_DIR: runtime,
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(runtime, "bus")}`,
    };
    keyring.processes = [];
    try {
      await keyring.begin();
    } catch (error) {
      await keyring.close();
      throw error;
    }
    return keyring;
  }

  async begin() {
    this.spawn("dbus-daemon", "--session", "--nofork", "--nopidfile", `--address=${this.environment.DBUS_SESSION_BUS_ADDRESS}`);
    await this.until(() => this.ask("org.freedesktop.DBus", "/", "org.freedesktop.DBus.GetId"));
    const daemon = this.spawn("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets");
    daemon.stdin.end("password of the test's keyring");
    // To ask the keyring itself before it is there would start another one, which is locked.
    const owned = ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"];
    await this.until(() => this.ask("org.freedesktop.DBus", "/", ...owned).includes("true"));
    await this.until(() => !this.isLocked());
  }

  spawn(program, ...words) {
    const env = { PATH: process.env.PATH, LANG: "C.UTF-8", ...this.environment };
    const started = spawn(program, words, { env, stdio: ["pipe", "ignore", "ignore"] });
    this.processes.push({ started, ended: once(started, "exit") });
    return started;
  }

  // What a method answers, as dbus-send prints it; throws where nobody answers in 5 s.
  ask(service, path, method, ...words) {
    const env = { PATH: process.env.PATH, ...this.environment };
    const told = ["--session", "--print-reply", "--reply-timeout=5000", `--dest=${service}`, path, method, ...words];
    return execFileSync("dbus-send", told, { env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  }

  // Whether the collection of the login is; its file is made when it is first opened.
  isLocked() {
    const property = ["string:org.freedesktop.Secret.Collection", "string:Locked"];
    return this.ask("org.freedesktop.secrets", kCollection, "org.freedesktop.DBus.Properties.Get", ...property).includes("true");
  }

  lock() {
    this.ask("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock", `array:objpath:${kCollection}`);
  }

  async until(holds) {
    for (let tries = 0; tries < 100; ++tries) {
      try {
        if (holds()) return;
      } catch {
        // not there yet
      }
      await pause(100);
    }
    throw new Error("the session of the test did not start in 10 s");
  }

  async close() {
    for (const { started, ended } of this.processes.reverse()) {
      started.kill();
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
