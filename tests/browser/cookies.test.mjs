// The page of `glassjar cookies --web` in Chromium: look, keep, empty, put back.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Profile } from "./browser.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const binary = process.env.GLASSJAR_COOKIES_BINARY ?? join(root, "build/release/glassjar-cookies");

let home;
let program;
let page;
let address;
const watcher = new Profile();

before(async () => {
  // The person of the functional tests: a Firefox and a Chromium profile with five cookies.
  const make = "from cookies_test import Person; print(Person().home)";
  home = execFileSync("python3", ["-c", make], { cwd: join(root, "tests/functional"), encoding: "utf8" }).trim();
  program = spawn(binary, ["--web"], { env: { PATH: process.env.PATH, HOME: home }, stdio: ["ignore", "pipe", "inherit"] });
  [address] = await new Promise((told) => createInterface(program.stdout).once("line", (line) => told([line])));
  page = await watcher.open();
});

after(async () => {
  await watcher.close();
  program?.kill();
  if (home) rmSync(home, { recursive: true, force: true });
});

test("without the token the page tells nothing", async () => {
  await page.goto(address.split("#")[0]);
  await page.getByText("open the page by the address").waitFor();
  assert.equal(await page.getByText("Google").count(), 0);
  watcher.problems.length = 0; // the refusals that were asked for
});

test("the jar is shown with its companies and who shares", async () => {
  await page.goto("about:blank");
  await page.goto(address);
  await page.getByRole("heading", { name: /compan(y|ies) knows? this browser/ }).waitFor();
  assert.equal(await page.locator(".graph line").count(), 1);
  assert.equal(await page.locator("img").count(), 0);
});

test("an item tells its story without its value", async () => {
  await page.getByRole("button", { name: /^Google/ }).click();
  await page.locator("summary code", { hasText: /^IDE$/ }).click();
  await page.getByText(/a UUID/).first().waitFor();
  await page.getByText(/the same value lives in.*partner\.example/).waitFor();
  assert.ok(!(await page.content()).includes("f81d4fae-7dec-41d0-a765-00a0c91e6bf6"));
});

test("what is kept stays, the rest goes, and comes back", async () => {
  await page.getByLabel("keep doubleclick.net").check();
  await page.getByRole("button", { name: "Empty the jar" }).click();
  await page.getByRole("button", { name: "Delete 4 items" }).click();
  await page.getByText("Deleted 4 items.").waitFor();
  await page.getByRole("heading", { name: "1 company knows this browser" }).waitFor();
  await page.getByRole("button", { name: "Put the last back" }).click();
  await page.getByRole("button", { name: /^partner\.example/ }).waitFor();
});

test("nothing went wrong on the page", () => assert.deepEqual(watcher.problems, []));
