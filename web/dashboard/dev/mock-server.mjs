// A stand-in for Glassjar while working on the dashboard: serves a bundle under the server's CSP and
// answers docs/api.md with plausible random data, the same for the same question.
//
//   node web/bundle.mjs build/web && node web/dashboard/dev/mock-server.mjs build/web 8790
//
// Sites: journal.example (busy), fresh.example (no event yet), quiet.example (no visits), broken.example
// (every question fails). A filter on the country LI is suppressed. Any e-mail with the password
// "correct horse" signs in; so does the link token "first" (and asks for a password).
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { answer } from "./mock-numbers.mjs";

const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

const sites = ["journal.example", "fresh.example", "quiet.example", "broken.example"].map(
  (host) => ({
    host,
    zone: "Europe/Berlin",
    added: "2025-09-14T08:00:00Z",
  }),
);

const script = (host) =>
  `<script defer data-site="${host}" src="https://stats.example/glassjar.js"></script>`;
const setup = (host, last) => ({
  host,
  script_tag: script(host),
  widget_tag: `<script defer data-site="${host}" src="https://stats.example/widget.js"></script>`,
  proxy: {
    nginx:
      "location = /glassjar.js { proxy_pass http://127.0.0.1:8787; }\nlocation /api/ {\n  proxy_pass http://127.0.0.1:8787;\n  proxy_set_header Host $host;\n  proxy_set_header X-Forwarded-For $remote_addr;\n}",
    caddy:
      "handle /glassjar.js { reverse_proxy 127.0.0.1:8787 }\nhandle /api/* { reverse_proxy 127.0.0.1:8787 }",
  },
  ...(last ? { events: 81234, last_event: last } : { events: 0, last_event: null }),
  warnings: (last
    ? ["all_from_one_private_address", "signal_no_id"]
    : ["no_event_yet", "not_same_site"]
  ).map((code) => ({ code, text: "" })),
});
const counted = { at: "2026-11-21T20:12:04Z", fate: "counted", tier: "signal" };
const dropped = {
  at: "2026-11-21T20:12:04Z",
  fate: "dropped",
  reason: "bot",
  explain: "The user agent names a crawler or a tool.",
};

const lessons = [
  {
    id: 3,
    path: "/jars/how-to-choose",
    sentence:
      "People choose a jar by what it holds, not by its millilitres: say “one kilo of honey” first.",
    learned: "2026-11-19T10:20:00Z",
  },
  {
    id: 2,
    path: "/jars/how-to-choose",
    sentence: "Nobody knew that the lids are sold apart.",
    learned: "2026-11-02T15:41:00Z",
  },
  {
    id: 1,
    path: "/about",
    sentence: "Families visit us on Saturdays and look for a place to sit.",
    learned: "2026-10-11T09:00:00Z",
  },
];
const leftOut = {
  dropped: [
    { reason: "bot", explain: "The user agent names a crawler or a tool.", count: 4312 },
    {
      reason: "prefetch",
      explain: "The browser fetched the page ahead; nobody saw it.",
      count: 211,
    },
    {
      reason: "hostname_not_allowed",
      explain: "The page is on a host this site does not list.",
      count: 17,
    },
    {
      reason: "said_no",
      explain: "The person said no; only this daily number is kept.",
      count: 38,
    },
  ],
  said_no: 38,
  undeclared_props: [
    { name: "plan", count: 90 },
    { name: "customer_name", count: 4 },
  ],
};
const nothingLeftOut = { dropped: [], said_no: 0, undeclared_props: [] };

// Answers like the server: [status, body]. `state` is one run's memory.
function respond(state, method, url, body) {
  const path = url.pathname;
  const site = /^\/api\/sites\/([^/]+)\/(\w[\w-]*)$/.exec(path);
  if (path === "/api/sign-in/link")
    return body.token === "first"
      ? [
          200,
          (state.me = { email: "ada@journal.example", role: "owner", must_choose_password: true }),
        ]
      : [401, { error: "no such link", request_id: "00000000000000b1" }];
  if (path === "/api/sign-in")
    return body.password === "correct horse"
      ? [200, (state.me = { email: body.email, role: "owner", must_choose_password: false })]
      : [401, { error: "wrong", request_id: "00000000000000b2" }];
  if (!state.me) return [401, { error: "sign in first", request_id: "00000000000000b3" }];
  if (path === "/api/sign-out") return [204, (state.me = null)];
  if (path === "/api/me") return [200, state.me];
  if (path === "/api/me/password") return [204, void (state.me.must_choose_password = false)];
  if (path === "/api/sites" && method === "POST")
    return [
      201,
      sites[sites.push({ host: body.host, zone: body.zone, added: "2026-11-21T20:00:00Z" }) - 1],
    ];
  if (path === "/api/sites") return [200, { sites }];
  // A first event of fresh.example; its name is its fate.
  if (path === "/api/event") return [202, (state.first = body.n === "dropped" ? dropped : counted)];
  if (path === "/api/v2/query") return answer(body);
  if (site?.[2] === "setup") {
    return [200, setup(site[1], site[1] === "fresh.example" ? state.first : counted)];
  }
  if (site?.[2] === "now") return [200, { visitors: site[1] === "journal.example" ? 7 : 0 }];
  if (site?.[2] === "left-out")
    return [200, site[1] === "journal.example" ? leftOut : nothingLeftOut];
  if (site?.[2] === "lessons")
    return [200, { lessons: site[1] === "journal.example" ? lessons : [] }];
  return inbox(state, path, body);
}

function inbox(state, path, body) {
  if (path === "/api/inbox")
    return [
      200,
      {
        conversations: state.threads.map(({ messages, lesson, ...row }) => row),
        total: state.threads.length,
      },
    ];
  const [, id, act] = /^\/api\/inbox\/(\d+)\/(\w+)$/.exec(path) ?? [];
  const thread = state.threads.find((t) => String(t.id) === id);
  if (!thread) return [404, { error: "conversation: unknown", request_id: "00000000000000c4" }];
  if (act === "reply")
    thread.messages.push({
      from: "staff",
      text: body.text,
      sent: new Date().toISOString(),
      read: null,
    });
  if (act === "lesson") thread.lesson = body.sentence;
  if (act === "close") thread.state = "closed";
  return act === "read" ? [200, thread] : [act === "close" ? 204 : 201, {}];
}

const newThreads = () => [
  {
    id: 2,
    site: "journal.example",
    path: "/jars/how-to-choose",
    state: "open",
    began: "2026-11-21T18:02:00Z",
    changed: "2026-11-21T18:02:00Z",
    lesson: null,
    messages: [
      {
        from: "person",
        text: "Which jar do I need for a kilo of honey?\nThe page only says millilitres.",
        sent: "2026-11-21T18:02:00Z",
        read: null,
      },
    ],
  },
  {
    id: 1,
    site: "journal.example",
    path: "/shop/lids",
    state: "closed",
    began: "2026-11-02T14:00:00Z",
    changed: "2026-11-02T15:41:00Z",
    lesson: "Nobody knew that the lids are sold apart.",
    messages: [
      {
        from: "person",
        text: "Do the jars come with lids?",
        sent: "2026-11-02T14:00:00Z",
        read: "2026-11-02T14:30:00Z",
      },
      {
        from: "staff",
        text: "They do not, but we have put them beside each jar now. Thank you!",
        sent: "2026-11-02T14:31:00Z",
        read: "2026-11-02T15:00:00Z",
      },
    ],
  },
];

// Starts on a port of loopback and gives the server; port 0 takes a free one.
export function start(bundle, port) {
  const manifest = JSON.parse(readFileSync(join(bundle, "manifest.json"), "utf8"));
  const state = { me: null, first: null, threads: newThreads() };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    const shell = /^\/(dashboard|inbox)\//.test(url.pathname)
      ? `/${url.pathname.split("/")[1]}`
      : url.pathname;
    const entry = manifest.find((e) => e.path === shell);
    if (entry) {
      response.writeHead(200, {
        "content-type": entry.content_type,
        "content-security-policy": csp,
      });
      return response.end(readFileSync(join(bundle, entry.file)));
    }
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const [status, body] = respond(
      state,
      request.method,
      url,
      chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : {},
    );
    response.writeHead(status, { "content-type": "application/json" });
    response.end(status === 204 ? "" : JSON.stringify(body ?? {}));
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const server = await start(process.argv[2], Number(process.argv[3] ?? 8790));
  console.log(`http://127.0.0.1:${server.address().port}/sign-in#k=first`);
}
