// A real Glassjar process with a data directory of its own: start, ask, stop, start again.
import { execFileSync, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./until.mjs";

const root = new URL("../..", import.meta.url).pathname;
const kBinary = process.env.GLASSJAR_BINARY ?? join(root, "build/release/glassjar");
const kStartSeconds = 30;

// A certificate for localhost, made for this run.
function makeCertificate(folder) {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const words =
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost " +
    `-addext subjectAltName=DNS:localhost -keyout ${key} -out ${cert}`;
  execFileSync("openssl", words.split(" "), { stdio: "pipe" });
  return { key, cert };
}

export class Server {
  // options: demo, tls
  static async start(options = {}) {
    const server = new Server(options);
    await server.start();
    return server;
  }

  constructor({ demo = true, tls = false }) {
    this.folder = mkdtempSync(join(tmpdir(), "glassjar-browser-"));
    this.data = join(this.folder, "data");
    this.log = join(this.folder, "log");
    this.salts = mkdtempSync("/dev/shm/glassjar-browser-");
    this.flags = demo ? ["--demo"] : [];
    this.port = 0;
    if (tls) {
      const { key, cert } = makeCertificate(this.folder);
      this.flags.push("--tls-cert", cert, "--tls-key", key);
      this.ca = readFileSync(cert);
    }
  }

  // Glassjar refuses variables of its prefix that it does not know; those of the tests are none of its.
  // One browser is to be seen in the answers, so that groups of one are shown.
  get env() {
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith("GLASSJAR_"));
    return { ...Object.fromEntries(others), GLASSJAR_SALTS: this.salts, GLASSJAR_FLOOR: "1" };
  }

  get origin() {
    return `${this.ca ? "https" : "http"}://localhost:${this.port}`;
  }

  // The same port again after a stop.
  async start() {
    const before = this.port === 0 ? 0 : readFileSync(this.log, "utf8").length;
    const log = openSync(this.log, "a");
    const words = ["serve", "--data", this.data, "--listen", `127.0.0.1:${this.port}`, ...this.flags];
    this.process = spawn(kBinary, words, { env: this.env, stdio: ["ignore", log, log] });
    closeSync(log);
    const child = this.process;
    process.once("exit", () => child.kill("SIGKILL")); // also when a test was interrupted
    this.ended = new Promise((resolve) => this.process.once("exit", resolve).once("error", resolve));
    let has_ended = false;
    this.ended.then(() => (has_ended = true));
    const said = () => readFileSync(this.log, "utf8").slice(before);
    const address = await until("server started", () => {
      if (has_ended) throw new Error(`the server ended at its start:\n${said()}`);
      return said().match(/serves .* at https?:\/\/localhost:(\d+)/);
    }, kStartSeconds);
    this.port = Number(address[1]);
  }

  async stop() {
    this.process.kill("SIGTERM");
    return this.ended;
  }

  async close() {
    this.process.kill("SIGKILL");
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.salts, { recursive: true, force: true });
  }

  // What a subcommand prints.
  command(...words) {
    return execFileSync(kBinary, [...words, "--data", this.data], { env: this.env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  }

  // The JSON answer to a request of somebody with a token for everything.
  async request(method, path, body) {
    this.token ??= this.command("token", "add", "--scope", "stats:read,events:write,admin");
    const headers = { Authorization: `Bearer ${this.token}`, "Content-Type": "application/json" };
    const options = { host: "localhost", family: 4, port: this.port, method, path, headers, ca: this.ca };
    return new Promise((resolve, reject) => {
      const request = (this.ca ? https : http).request(options, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => {
          const text = Buffer.concat(parts).toString();
          if (answer.statusCode < 300) resolve(JSON.parse(text));
          else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
        });
      });
      request.on("error", reject);
      request.end(body && JSON.stringify(body));
    });
  }

  // Today's answer of POST /api/v2/query, a row as [dimensions..., metrics...].
  async ask(metrics, dimensions = [], more = {}) {
    const question = { site_id: "localhost", date_range: "day", metrics, dimensions, ...more };
    const answer = await this.request("POST", "/api/v2/query", question);
    return answer.results.map((row) => [...row.dimensions, ...row.metrics]);
  }

  async totals(...metrics) {
    return (await this.ask(metrics))[0];
  }

  // Page views today by path: {"/demo/": 1}.
  async pageviews() {
    return Object.fromEntries((await this.ask(["pageviews"], ["event:page"])).sort());
  }
}
