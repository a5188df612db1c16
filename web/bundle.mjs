// Bundles the front end: node web/bundle.mjs OUTDIR
//
// Reads the entry points below (those whose folder exists so far), writes scripts, styles, images
// and HTML shells to OUTDIR, each also as .gz and .br, and OUTDIR/manifest.json, from which the
// server is built: [{path, file, content_type, immutable, encodings}]. Fails when a size budget is
// passed or when a shell holds inline script or style, which the server's CSP would refuse.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const web = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) fail("usage: node web/bundle.mjs OUTDIR", 2);

// Scripts with a stable name, for other sites' pages.
const kTags = [
  { source: "tracker/tracker.ts", path: "/glassjar.js", target: "es2020", gzip_bytes_max: 1024 },
  { source: "widget/widget.ts", path: "/widget.js", target: "es2020" },
];

// Applications: a script and a style with hashed names under /assets/.
const kApps = [
  { name: "dashboard", folder: "dashboard", gzip_bytes_max: 80 * 1024 },
  { name: "jar", folder: "jar" },
  { name: "panel", folder: "jar" },
  { name: "demo", folder: "demo" },
  { name: "glass", folder: "demo" },
  { name: "cookies", folder: "cookies", gzip_bytes_max: 24 * 1024 },
];

// Where a shell answers. A shell that is not named here answers at /FOLDER/NAME, index at /FOLDER/.
// The server gives /dashboard/{host} and /inbox/{id} the shell of their first part.
const kShellPaths = {
  "dashboard/dashboard.html": ["/dashboard", "/sign-in", "/inbox"],
  "jar/jar.html": ["/jar"],
  "jar/panel.html": ["/widget"],
  "cookies/cookies.html": ["/"],
};

const kContentTypes = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
};
const kCompressedAlready = new Set([".png", ".webp"]);

const kInline = [
  [/<style[\s>]/i, "a <style> element"],
  [/\sstyle\s*=/i, "a style attribute"],
  [/\son[a-z]+\s*=/i, "an event handler attribute"],
  [/<script(?![^>]*\ssrc=)/i, "an inline script"],
];

const manifest = [];
const assets = new Map(); // "dashboard.js" -> "/assets/dashboard.1A2B3C.js"
const gzipBytes = new Map(); // file in OUTDIR -> size

function fail(message, code = 1) {
  console.error(`bundle: ${message}`);
  process.exit(code);
}

// Writes a file with its compressed forms and lists it under each path it answers at.
function publish(file, bytes, { paths, immutable }) {
  const extension = extname(file);
  const content_type =
    kContentTypes[extension] ?? fail(`${file}: no content type for ${extension}`);
  const target = join(out, file);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes);
  const encodings = [];
  if (!kCompressedAlready.has(extension)) {
    const gzip = gzipSync(bytes, { level: 9 });
    gzipBytes.set(file, gzip.length);
    writeFileSync(`${target}.gz`, gzip);
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    writeFileSync(`${target}.br`, brotliCompressSync(bytes, { params: quality }));
    encodings.push("br", "gzip");
  }
  for (const path of paths) manifest.push({ path, file, content_type, immutable, encodings });
}

function publishAsset(name, bytes) {
  if (assets.has(name)) fail(`two assets are named ${name}`);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const extension = extname(name);
  const file = `assets/${basename(name, extension)}.${hash}${extension}`;
  assets.set(name, `/${file}`);
  publish(file, bytes, { paths: [`/${file}`], immutable: true });
}

// The compiled script, and the style its source imports. esbuild has told of errors by itself.
async function compile(source, options) {
  const result = await build({
    entryPoints: [join(web, source)],
    outdir: join(out, "assets"),
    write: false,
    bundle: true,
    minify: true,
    legalComments: "none",
    logLevel: "error",
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".svg": "dataurl" },
    define: { "process.env.NODE_ENV": '"production"' },
    ...options,
  }).catch(() => fail(`${source} does not compile`));
  return result.outputFiles;
}

async function bundleTags() {
  for (const { source, path, target } of kTags) {
    if (!existsSync(join(web, source))) continue;
    const [script] = await compile(source, { target, format: "iife" });
    publish(path.slice(1), script.contents, { paths: [path], immutable: false });
  }
}

function sourceOf({ name, folder }) {
  const found = ["ts", "tsx"]
    .map((e) => `${folder}/${name}.${e}`)
    .find((f) => existsSync(join(web, f)));
  return found;
}

async function bundleApps() {
  for (const app of kApps) {
    const source = sourceOf(app);
    if (!source) continue;
    for (const file of await compile(source, { target: "es2020", format: "esm" }))
      publishAsset(`${app.name}${extname(file.path)}`, file.contents);
  }
}

// Pictures lie in web/images and web/*/images.
function bundleImages() {
  for (const folder of ["", ...foldersOfWeb()]) {
    const images = join(web, folder, "images");
    if (!existsSync(images)) continue;
    for (const name of readdirSync(images).sort())
      publishAsset(name, readFileSync(join(images, name)));
  }
}

function foldersOfWeb() {
  return readdirSync(web, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "images")
    .map((entry) => entry.name)
    .sort();
}

// In a shell, {{dashboard.js}} stands for the hashed path of that asset.
function renderShell(file) {
  const html = readFileSync(join(web, file), "utf8").replace(
    /\{\{([\w.-]+)\}\}/g,
    (_, name) => assets.get(name) ?? fail(`${file}: no asset named ${name}`),
  );
  for (const [pattern, what] of kInline)
    if (pattern.test(html)) fail(`${file}: has ${what}, which the CSP refuses`);
  return html;
}

function bundleShells() {
  for (const folder of foldersOfWeb()) {
    const shells = readdirSync(join(web, folder)).filter((name) => name.endsWith(".html"));
    for (const shell of shells.sort()) {
      const source = `${folder}/${shell}`;
      const name = basename(shell, ".html");
      const paths = kShellPaths[source] ?? [
        name === "index" ? `/${folder}/` : `/${folder}/${name}`,
      ];
      const file = kShellPaths[source] ? `pages/${shell}` : `pages/${source}`;
      publish(file, Buffer.from(renderShell(source)), { paths, immutable: false });
    }
  }
}

function filesOf(part) {
  const isApp = "name" in part;
  return [...gzipBytes.keys()].filter((file) =>
    isApp
      ? file.startsWith(`assets/${part.name}.`) && /\.(js|css)$/.test(file)
      : `/${file}` === part.path,
  );
}

function checkBudgets() {
  const over = [];
  for (const part of [...kTags, ...kApps]) {
    const files = filesOf(part);
    if (files.length === 0) continue;
    const name = part.name ?? part.path.slice(1);
    const bytes = files.reduce((sum, file) => sum + gzipBytes.get(file), 0);
    const budget = part.gzip_bytes_max;
    console.log(
      `${name.padEnd(12)} ${String(bytes).padStart(7)} bytes gzipped${budget ? ` of ${budget}` : ""}`,
    );
    if (budget && bytes > budget)
      over.push(`${name} is ${bytes} bytes gzipped, ${bytes - budget} over its ${budget}`);
  }
  if (over.length > 0) fail(`size budget: ${over.join("; ")}`);
}

for (const folder of ["assets", "pages"])
  rmSync(join(out, folder), { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await bundleTags();
await bundleApps();
bundleImages();
bundleShells();
manifest.sort((a, b) => (a.path < b.path ? -1 : 1));
writeFileSync(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
checkBudgets();
console.log(`${manifest.length} paths in ${relative(process.cwd(), join(out, "manifest.json"))}`);
