#!/usr/bin/env node
// Holds the tree against the rules that a machine can check: layers, banned calls, purpose comments,
// sizes, tests that are built, paths of somebody's machine. Prints `file:line: what: instead`.
//
//   node script/tidy.mjs [--selftest]
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

// Calls that have a better one, each with its replacement and the files where it is right.
const banned = [
  [/\bsystem_clock::now\b/, "pass a Clock&", /^src\/base\/|^tests\/|_bench\.cpp$/],
  [/\bsteady_clock::now\b/, "pass a Clock& and use monotonic()", /^src\/base\/|^src\/net\/|^tests\/|_test\.cpp$|_bench\.cpp$/],
  [/(?<![\w.:>])s?rand\(/, "pass a Random&", /^$/],
  [/(?<![\w.:>])time\((?:NULL|nullptr|0)\)/, "pass a Clock&", /^$/],
  [/\bstd::random_device\b/, "pass a Random&", /^$/],
  [/\b(?:strcpy|strcat|sprintf|gets)\(/, "std::string or fmt::format", /^$/],
  [/\bstd::(?:cout|cerr)\b/, "LOG, or fmt::print in cli", /^src\/cli\/|^tests\//],
  [/(?<![\w.])throw\b(?!\()/, "return fail(…)", /_test\.cpp$|^tests\//],
  [/\bassert\(/, "CHECK(…), which aborts in every build", /^$/],
  [/\bNOLINT\b(?!\()/, "name the check: NOLINT(name)", /^$/],
  [/\b(?:TODO|FIXME|XXX)\b/, "do it, or write an issue", /^$/],
  [/\bDISABLED_/, "mend the test or delete it", /^$/],
];

// What a file may have; a larger one is a seam not yet found (style: usual sizes).
const lineLimits = [
  [/_test\.cpp$|_conformance\.cpp$/, 1000],
  [/\.cpp$/, 500],
  [/\.h$/, 200],
  [/\.(ts|tsx|mjs)$/, 400],
];
const functionLinesMax = 70;
const fileKibMax = 1024;

// Headers that only tests include, and what counts as one: a test, or what defines such a header.
const forTests =
  /^storage\/(conformance\/|memory_stores\.h$)|^browsers\/made_profile\.h$|^browser_files\/bytes_of_hex\.h$|_test\.h$/;
const isForTests = /_test\.(cpp|h)$|^storage\/conformance\/|^storage\/memory\/memory_stores\.cpp$/;

const read = (file) => readFileSync(join(root, file), "utf8");

// layers.txt: `room: rooms it may include`, lowest first.
export function parseLayers(text) {
  const layers = new Map();
  for (const line of text.split("\n")) {
    const match = line.replace(/#.*/, "").match(/^\s*(\S+):\s*(.*)$/);
    if (match) layers.set(match[1], match[2].split(/\s+/).filter(Boolean));
  }
  return layers;
}

export function checkLayers(layers, files) {
  const problems = [];
  const order = [...layers.keys()];
  const closed = order.filter((room) => room.includes("/"));
  const roomOf = (path) =>
    closed.find((room) => path.startsWith(`${room}/`)) ?? path.split("/")[0];
  for (const [room, deps] of layers)
    for (const dep of deps)
      if (!layers.has(dep)) problems.push(`src/layers.txt: ${room}: unknown room ${dep}`);
      else if (order.indexOf(dep) >= order.indexOf(room))
        problems.push(`src/layers.txt: ${room} may not include ${dep}, which stands above it`);
  for (const [file, text] of files) {
    const room = roomOf(file);
    if (!file.includes("/")) continue;
    if (!layers.has(room)) {
      problems.push(`src/${file}:1: room ${room} is not in src/layers.txt`);
      continue;
    }
    text.split("\n").forEach((line, index) => {
      const match = line.match(/^\s*#\s*include\s*"([^"]+)"/);
      if (!match) return;
      const target = roomOf(match[1]);
      if (forTests.test(match[1]) && !isForTests.test(file))
        problems.push(`src/${file}:${index + 1}: ${match[1]} is for tests only`);
      if (!layers.has(target) || target === room) return;
      if (!layers.get(room).includes(target))
        problems.push(`src/${file}:${index + 1}: ${room} may not include ${target} (src/layers.txt)`);
    });
  }
  return problems;
}

// The code of a C++ file with strings and comments blanked, so that patterns meet code only.
export function codeOf(text) {
  return text.replace(
    /R"([^(]*)\([\s\S]*?\)\1"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (match) => match.replace(/[^\n]/g, " "),
  );
}

export function checkBanned(file, text) {
  const code = codeOf(text);
  const raw = text.split("\n");
  return code.split("\n").flatMap((line, index) =>
    banned
      .filter(([pattern, , except]) => {
        const where = /TODO|NOLINT|DISABLED/.test(pattern.source) ? raw[index] : line;
        return pattern.test(where) && !except.test(file);
      })
      .map(([pattern, instead]) => `${file}:${index + 1}: ${pattern.source}: ${instead}`),
  );
}

// Functions over the limit: a body that is opened by a declaration and closed by a brace in the first
// column. Bodies inside a class are left to the limit on files; labels of a switch do not count.
export function checkFunctions(file, text) {
  const problems = [];
  const lines = codeOf(text).split("\n");
  const opens = /^[A-Za-z_].*[)\w]\s*(?:const|noexcept|override|->.*)*\s*\{$|^\s{4,}.*\)\s*(?:const)?\s*\{$/;
  const notAFunction = /^\s*(?:namespace|class|struct|enum|extern|union|while|for|if|else|switch|do)\b/;
  let start = -1;
  lines.forEach((line, index) => {
    if (start < 0 && opens.test(line) && !notAFunction.test(line)) start = index;
    if (start >= 0 && line === "}") {
      const labels = lines.slice(start, index).filter((each) => /^\s*case\b/.test(each)).length;
      if (index - start - labels > functionLinesMax)
        problems.push(`${file}:${start + 1}: a function of ${index - start} lines: ${functionLinesMax} at most`);
    }
    if (line === "}" || line === "};") start = -1;
  });
  return problems;
}

// A lock file made where a platform's package was not to be had lacks it, and `npm ci` then refuses.
export function checkLock(lock) {
  const there = Object.keys(lock.packages);
  return Object.entries(lock.packages).flatMap(([name, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((wanted) => !there.some((path) => path.endsWith(`node_modules/${wanted}`)))
      .map((wanted) => `package-lock.json: ${name} wants ${wanted}, which is not locked: pin a version that has it`),
  );
}

function checkFile(file) {
  const problems = [];
  const text = read(file);
  const lines = text.split("\n");
  const limit = lineLimits.find(([pattern]) => pattern.test(file))?.[1];
  if (limit && lines.length > limit)
    problems.push(`${file}: ${lines.length} lines: ${limit} at most; look for the seam`);
  if (/\.(cpp|h)$/.test(file)) {
    if (!lines[0].startsWith("//")) problems.push(`${file}:1: no comment that says what the file is for`);
    if (file.startsWith("src/")) problems.push(...checkBanned(file, text), ...checkFunctions(file, text));
  }
  if (/\.(ts|tsx|mjs)$/.test(file) && !/^(#!.*\n)?(\/\/|\/\*)/.test(text))
    problems.push(`${file}:1: no comment that says what the file is for`);
  return problems;
}

function main() {
  const tracked = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" })
    .split("\n").filter(Boolean);
  const problems = [];
  const sources = tracked.filter((file) => /^(src|tests|web|script)\/.*\.(cpp|h|ts|tsx|mjs)$/.test(file));
  for (const file of sources) problems.push(...checkFile(file));
  const inSrc = sources.filter((file) => file.startsWith("src/"))
    .map((file) => [relative("src", file), read(file)]);
  problems.push(...checkLayers(parseLayers(read("src/layers.txt")), inSrc));
  for (const room of new Set(inSrc.map(([file]) => dirname(file)).filter((d) => d !== ".")))
    if (!/^(storage\/(records|memory|conformance)|ingest\/data)$|testdata/.test(room) && !tracked.includes(`src/${room}/README.md`))
      problems.push(`src/${room}: no README.md (what it is, two files to read first, to add one)`);
  for (const file of tracked) {
    const kib = Buffer.byteLength(readFileSync(join(root, file))) / 1024;
    if (kib > fileKibMax) problems.push(`${file}: ${Math.round(kib)} KiB: ${fileKibMax} at most`);
    if (/\.(png|jpg|gz|ico)$|package-lock\.json$/.test(file) || file === "script/tidy.mjs") continue;
    read(file).split("\n").forEach((line, index) => {
      if (/(^|[^A-Za-z0-9_.])\/(work|root|home\/\w+)\//.test(line))
        problems.push(`${file}:${index + 1}: a path of somebody's machine`);
    });
  }
  problems.push(...checkLock(JSON.parse(read("package-lock.json"))));
  for (const problem of problems) console.log(problem);
  console.log(`tidy: ${sources.length} files, ${problems.length} problems`);
  process.exit(problems.length ? 1 : 0);
}

// Each rule must find what it is for.
function selftest() {
  const layers = parseLayers("base:\nmodel: base\nnet: base\n");
  const engines = parseLayers("base:\nstorage: base\nstorage/disk: base storage\nnet: base storage\n");
  const expectations = [
    [checkLayers(layers, [["base/a.h", '#include "model/b.h"']]).length, 1, "an upward include"],
    [checkLayers(layers, [["base/a_test.cpp", '#include "model/b.h"']]).length, 1, "a test's upward include"],
    [checkLayers(engines, [["net/a_test.cpp", '#include "storage/memory_stores.h"']]).length, 0, "a test's store"],
    [checkLayers(engines, [["net/a.cpp", '#include "storage/memory_stores.h"']]).length, 1, "a test's store in use"],
    [checkLayers(engines, [["net/a_test.cpp", '#include "storage/disk/b.h"']]).length, 1, "a closed folder in a test"],
    [checkLayers(layers, [["model/a.h", '#include "net/b.h"']]).length, 1, "a sideways include"],
    [checkLayers(layers, [["model/a.h", '#include "base/b.h"']]).length, 0, "a downward include"],
    [checkLayers(parseLayers("a: b\nb:\n"), []).length, 1, "a table that points upward"],
    [checkBanned("src/x/a.cpp", "int x = rand();").length, 1, "rand"],
    [checkBanned("src/x/a.cpp", "// rand() is banned\nint operand(int);").length, 0, "rand in a comment"],
    [checkBanned("src/x/a.cpp", "throw std::bad_alloc();").length, 1, "throw"],
    [checkBanned("src/x/a.cpp", "// TO" + "DO later").length, 1, "a note to oneself"],
    [checkFunctions("a.cpp", `void f() {\n${"  x();\n".repeat(80)}}\n`).length, 1, "a long function"],
    [checkFunctions("a.cpp", `void f() {\n${"  x();\n".repeat(20)}}\n`).length, 0, "a short function"],
  ];
  const lock = { "": {}, "node_modules/a": { optionalDependencies: { b: "1" } } };
  expectations.push([checkLock({ packages: lock }).length, 1, "a package that is not locked"]);
  expectations.push([checkLock({ packages: { ...lock, "node_modules/b": {} } }).length, 0, "a locked package"]);
  const wrong = expectations.filter(([got, wanted]) => got !== wanted);
  for (const [got, wanted, what] of wrong) console.log(`selftest: ${what}: ${got} problems, want ${wanted}`);
  console.log(`tidy selftest: ${expectations.length - wrong.length} passed, ${wrong.length} failed`);
  process.exit(wrong.length ? 1 : 0);
}

process.argv.includes("--selftest") ? selftest() : main();
