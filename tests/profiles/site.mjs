// The site that leaves known things in a browser: one server, several registrable domains, every store.
//
// a.localhost shows frames of b.localhost and third.test; b.localhost shows one of third.test. Each page
// and each frame writes into every store (writes.js), so that first-party, third-party and partitioned
// items are there. Values carry a mark, `mark.HOST.STORE.…`, which a search for bytes finds again.
import { execFileSync } from "node:child_process";
import { createHash, createPublicKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";

export const kHosts = ["a.localhost", "b.localhost", "third.test", "hsts.test"];
// Names under .test resolve nowhere: Chromium takes this flag, Firefox network.dns.localDomains.
export const kResolverRules = "MAP third.test 127.0.0.1, MAP hsts.test 127.0.0.1";

const kYear = 365 * 24 * 3600;
const kIcon = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const kWrites = readFileSync(new URL("writes.js", import.meta.url));

// The same for one host, store and top-level host in every run.
export function markOf(host, store, top = host) {
  const digest = createHash("sha256").update(`${host} ${store} ${top}`).digest("hex");
  return `mark.${host}.${store}.${digest.slice(0, 24)}`;
}

// What third.test and b.localhost both know this browser by: one in a cookie, the other in IndexedDB.
export const kPartnerId = createHash("sha256").update("partners").digest("hex").slice(0, 32);

// A certificate for each name, or one would carry the names of all into what is stored of each; one key
// for all. Chromium is told to take the key, Firefox to trust their authority.
function makeCertificates() {
  const folder = mkdtempSync(join(tmpdir(), "glassjar-site-"));
  const openssl = (...words) => execFileSync("openssl", words, { cwd: folder, stdio: "ignore" });
  openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem");
  const key = readFileSync(join(folder, "key.pem"));
  // Firefox heeds no HSTS of a certificate it was talked into: it is to trust the authority.
  openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
    "-subj", "/CN=glassjar test authority", "-keyout", "authority.key", "-out", "authority.pem");
  const certificates = new Map();
  for (const host of kHosts) {
    openssl("req", "-x509", "-CA", "authority.pem", "-CAkey", "authority.key", "-key", "key.pem", "-days", "2",
      "-subj", "/CN=glassjar test", "-addext", `subjectAltName=DNS:${host}`,
      "-addext", "basicConstraints=critical,CA:FALSE", "-out", "cert.pem");
    certificates.set(host, { key, cert: readFileSync(join(folder, "cert.pem")) });
  }
  const authority = readFileSync(join(folder, "authority.pem"), "utf8");
  rmSync(folder, { recursive: true });
  return { certificates, authority };
}

const listening = (server) =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));

export class Site {
  static async start() {
    const site = new Site();
    const answer = (request, response) => site.answer(request, response);
    site.plain = createServer(answer);
    const { certificates, authority } = makeCertificates();
    site.authority = authority;
    const [any] = certificates.values();
    // For Chromium's --ignore-certificate-errors-spki-list; it heeds no HSTS under --ignore-certificate-errors.
    site.spki = createHash("sha256")
      .update(createPublicKey(any.cert).export({ type: "spki", format: "der" })).digest("base64");
    const choose = (host, done) => done(null, createSecureContext(certificates.get(host) ?? any));
    site.tls = createTlsServer({ ...any, SNICallback: choose }, answer);
    site.port = await listening(site.plain);
    site.tlsPort = await listening(site.tls);
    site.signedIn = new Map(); // session id -> host
    site.seen = []; // "METHOD host path status", the newest last
    return site;
  }

  // .test names over TLS (their cookies need it in frames), *.localhost counts as secure without.
  origin(host) {
    return host.endsWith(".test") ? `https://${host}:${this.tlsPort}` : `http://${host}:${this.port}`;
  }

  close() {
    for (const server of [this.plain, this.tls]) {
      server.closeAllConnections();
      server.close();
    }
  }

  framesOf(host) {
    if (host === "a.localhost") return ["b.localhost", "third.test"];
    return host === "b.localhost" ? ["third.test"] : [];
  }

  answer(request, response) {
    const url = new URL(request.url, "http://any");
    const host = (request.headers.host ?? "").replace(/:\d+$/, "");
    const routes = {
      "/": () => this.page(response, host, host, this.framesOf(host)),
      "/frame": () => this.page(response, host, url.searchParams.get("top") ?? "", []),
      "/quiet": () => this.send(response, "text/html", "<!doctype html><title>quiet</title><script src=/writes.js></script>"),
      "/writes.js": () => this.send(response, "text/javascript", kWrites),
      "/worker.js": () => this.send(response, "text/javascript", `// ${markOf(host, "worker")}\nself.addEventListener("fetch", () => {});\n`),
      "/cached": () => this.send(response, "text/plain", markOf(host, "cache")),
      "/tag.png": () => this.tag(request, response, host),
      "/favicon.ico": () => this.send(response, "image/png", kIcon, { "cache-control": `max-age=${kYear}` }),
      "/sign-in": () => this.signIn(response, host),
      "/account": () => this.account(request, response),
      "/bounce": () => this.bounce(response, host, url.searchParams.get("to")),
    };
    (routes[url.pathname] ?? (() => this.send(response, "text/plain", "no such page", {}, 404)))();
    this.seen.push(`${request.method} ${host} ${request.url} ${response.statusCode}`);
  }

  send(response, type, body, headers = {}, status = 200) {
    const charset = type.startsWith("text/") ? "; charset=utf-8" : "";
    response.writeHead(status, { "content-type": type + charset, "cache-control": "no-store", ...headers });
    response.end(body);
  }

  // A page or a frame: cookies by header, everything else by its script.
  page(response, host, top, frames) {
    const mark = (store) => markOf(host, store, top);
    const cookies = [
      `by_header=${mark("header")}; Path=/; Max-Age=${kYear}; HttpOnly; SameSite=${host === top ? "Lax" : "None; Secure"}`,
      `for_session=${mark("session-cookie")}; Path=/; SameSite=${host === top ? "Strict" : "None; Secure"}`,
    ];
    if (host === "third.test") cookies.push(`partner=${kPartnerId}; Path=/; Max-Age=${kYear}; SameSite=None; Secure`);
    if (host !== top)
      cookies.push(`in_partition=${mark("partition")}; Path=/; Max-Age=${kYear}; Secure; SameSite=None; Partitioned`);
    const headers = { "set-cookie": cookies };
    if (host.endsWith(".test")) headers["strict-transport-security"] = `max-age=${kYear}`;
    const frame = (each) => `<iframe src="${this.origin(each)}/frame?top=${host}"></iframe>`;
    const marks = Object.fromEntries(
      ["script", "local", "session", "indexed", "cache"].map((store) => [store, mark(store)]),
    );
    if (host === "b.localhost") marks.partner = kPartnerId;
    this.send(response, "text/html", `<!doctype html><title>${host}</title><link rel="icon" href="/favicon.ico">
<img src="/tag.png" alt=""><script src="/writes.js"></script>
<script>writeEverything(${JSON.stringify({ marks, frames: frames.length, third: host !== top })})</script>
${frames.map(frame).join("\n")}`, headers);
  }

  // What caches as identifiers: the tag comes back in If-None-Match.
  tag(request, response, host) {
    const etag = `"${markOf(host, "etag")}"`;
    const known = request.headers["if-none-match"] === etag;
    this.send(response, "image/png", known ? undefined : kIcon, { etag, "cache-control": `max-age=${kYear}` }, known ? 304 : 200);
  }

  signIn(response, host) {
    const id = `${markOf(host, "login")}.${this.signedIn.size}`;
    this.signedIn.set(id, host);
    this.send(response, "text/plain", "signed in", {
      "set-cookie": `login=${id}; Path=/; Max-Age=${kYear}; HttpOnly; SameSite=Lax`,
    });
  }

  // {"signedIn": true} to a browser that still has its login.
  account(request, response) {
    const id = /(?:^|; )login=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
    this.send(response, "application/json", JSON.stringify({ signedIn: this.signedIn.has(id) }));
  }

  bounce(response, host, to) {
    this.send(response, "text/plain", "", {
      location: to,
      "set-cookie": `bounced=${markOf(host, "bounce")}; Path=/; Max-Age=${kYear}; SameSite=Lax`,
    }, 302);
  }
}

// By hand: node tests/profiles/site.mjs
if (process.argv[1] === new URL(import.meta.url).pathname) {
  const site = await Site.start();
  for (const host of kHosts) console.log(site.origin(host));
}
