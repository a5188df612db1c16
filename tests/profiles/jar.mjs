// The program under test, and what its answers are compared by.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Jar {
  constructor() {
    this.binary = process.env.GLASSJAR_COOKIES_BINARY;
    if (!this.binary) throw new Error("GLASSJAR_COOKIES_BINARY: the path of glassjar-cookies");
    this.environment = {};
    // A home of its own, so that the keep list, the log and undo archives are those of the test.
    this.home = mkdtempSync(join(tmpdir(), "glassjar-home-"));
  }

  // What it prints. An error's message ends in what the program said of it. The session's keyring is
  // reached only through `environment`.
  run(...words) {
    const env = { PATH: process.env.PATH, HOME: this.home, LANG: "C.UTF-8", ...this.environment };
    return execFileSync(this.binary, words, { env, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
  }

  // Every item of the profile, with its value.
  list(profile) {
    const { items, problems } = JSON.parse(this.run("list", "--json", "--values", "--profile", profile));
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    return items;
  }

  close() {
    rmSync(this.home, { recursive: true, force: true });
  }
}

// An item as one line, of what the browser's protocols tell as well.
export function lineOf(item) {
  const parts = [item.store, item.origin || item.host, item.top_site, item.container ?? "", item.name, item.value ?? ""];
  if (item.store === "cookie") {
    const expires = item.persistent ? Math.floor(Date.parse(item.expires) / 1000) : "session";
    parts.push(item.path, item.host_only, item.secure, item.http_only, item.same_site, expires);
  }
  return parts.join(" | ");
}

export const linesOf = (items, ...stores) =>
  items.filter(({ store }) => stores.includes(store)).map(lineOf).sort();

// Each file of a folder with a digest of its content, as text.
export function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path.slice(folder.length + 1)} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`)
    .sort();
}

// The files in which a text stands, in UTF-8 or UTF-16.
export function filesWith(folder, texts) {
  const needles = texts.flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, "utf16le"),
    Buffer.from(text, "utf16le").swap16(),
  ]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const content = readFileSync(path);
      return needles.some((needle) => content.includes(needle));
    })
    .map((path) => path.slice(folder.length + 1));
}
