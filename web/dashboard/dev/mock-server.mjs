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

const values = {
  "event:page": [
    "/",
    "/jars/how-to-choose",
    "/honey",
    "/about",
    "/journal/customers-as-teachers",
    "/shop/glass-jar-500ml",
    "/contact",
    "/journal/you-have-been-cookied-and-what-to-do-about-it",
    "/shop/lids",
    "/imprint",
    ...Array.from({ length: 120 }, (_, i) => `/journal/${2020 + (i % 6)}/story-${i}`),
  ],
  "visit:source": [
    "",
    "Google",
    "DuckDuckGo",
    "Hacker News",
    "Newsletter",
    "Mastodon",
    "Bing",
    "wikipedia.org",
    "Reddit",
  ],
  "visit:channel": ["Direct", "Organic Search", "Organic Social", "Email", "Referral"],
  "visit:referrer": [
    "",
    "google.com",
    "duckduckgo.com",
    "news.ycombinator.com/item",
    "mastodon.social",
  ],
  "visit:utm_campaign": ["", "autumn", "jar-week", "welcome"],
  "visit:utm_source": ["newsletter", "mastodon"],
  "visit:utm_medium": ["email", "social"],
  "visit:utm_content": [],
  "visit:utm_term": [],
  "visit:country": ["DE", "FR", "IT", "ES", "US", "GB", "NL", "AT", "(fewer than 5)", "CH", "SE"],
  "visit:browser": ["Chrome", "Safari", "Firefox", "Edge", "Samsung Internet", "(fewer than 5)"],
  "visit:os": ["Windows", "iOS", "Android", "macOS", "GNU/Linux"],
  "visit:device": ["Desktop", "Mobile", "Tablet"],
  "event:name": ["pageview", "Outbound Link: Click", "Sign-up", "File Download", "Bought a jar"],
};
values["visit:entry_page"] = values["event:page"];
values["visit:exit_page"] = values["event:page"].slice(2);

// A number in [0, 1) that belongs to the text.
function chance(text) {
  let h = 2166136261;
  for (const c of text) h = Math.imul(h ^ c.charCodeAt(0), 16777619);
  h = Math.imul(h ^ (h >>> 15), 2246822507);
  return ((h ^ (h >>> 13)) >>> 0) / 2 ** 32;
}

const shapes = {
  visitors: 1,
  visits: 1.25,
  pageviews: 3.1,
  events: 3.4,
  events_without_id: 0.41,
  views_per_visit: [2.1, 0.9],
  bounce_rate: [38, 12],
  visit_duration: [95, 80],
  time_on_page: [30, 60],
  scroll_depth: [40, 40],
  exit_rate: [20, 30],
};

function metricsOf(names, weight, seed) {
  return names.map((name) => {
    const shape = shapes[name];
    if (Array.isArray(shape))
      return weight < 1 ? null : Math.round((shape[0] + shape[1] * chance(name + seed)) * 10) / 10;
    return Math.round(weight * shape * (0.92 + 0.16 * chance(name + seed)));
  });
}

function days([from, to]) {
  const list = [];
  for (
    let t = Date.parse(`${from.slice(0, 10)}T00:00:00Z`);
    t <= Date.parse(`${to.slice(0, 10)}T00:00:00Z`);
    t += 864e5
  )
    list.push(new Date(t));
  return list;
}

function dayWeight(date) {
  const week = [0.72, 1, 1.08, 1.1, 1.04, 0.95, 0.7][date.getUTCDay()];
  return (
    320 *
    week *
    (0.85 + 0.4 * chance(date.toISOString())) *
    (1 + (date.getTime() - Date.UTC(2026, 0, 1)) / 864e5 / 900)
  );
}

function labelOf(date, step, first) {
  const day = date.toISOString().slice(0, 10);
  if (step === "time:month")
    return `${day.slice(0, 7)}-01` < first ? first : `${day.slice(0, 7)}-01`;
  if (step !== "time:week") return day;
  const monday = new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * 864e5)
    .toISOString()
    .slice(0, 10);
  return monday < first ? first : monday;
}

function timeRows(question, range, scale) {
  const step = question.dimensions[0];
  const weights = new Map();
  for (const date of days(range)) {
    if (step === "time:hour") {
      for (let h = 0; h < 24; h++)
        weights.set(
          `${date.toISOString().slice(0, 10)} ${String(h).padStart(2, "0")}:00:00`,
          dayWeight(date) * Math.max(0.004, Math.exp(-((h - 14) ** 2) / 40) / 11),
        );
    } else {
      const label = labelOf(date, step, range[0].slice(0, 10));
      weights.set(label, (weights.get(label) ?? 0) + dayWeight(date));
    }
  }
  return [...weights].map(([label, w]) => ({
    dimensions: [label],
    metrics: metricsOf(question.metrics, w * scale, label),
  }));
}

function breakdownRows(question, total) {
  const dimension = question.dimensions[0];
  let rows = (values[dimension] ?? []).map((value, i) => ({
    value,
    weight: (total * 0.42) / (i + 1) ** 1.15,
  }));
  for (const [operator, of, wanted] of question.filters ?? []) {
    if (of !== dimension) continue;
    const matches = (v) =>
      operator.startsWith("contains")
        ? wanted.some((w) => v.toLowerCase().includes(w.toLowerCase()))
        : wanted.includes(v);
    rows = rows.filter((r) => matches(r.value) !== operator.endsWith("_not"));
  }
  return rows.map((r) => ({
    dimensions: [r.value],
    metrics: metricsOf(question.metrics, r.weight, r.value),
  }));
}

function answer(question) {
  if (question.site_id === "broken.example")
    return [
      503,
      { error: "open month file 2026-11: disk is full", request_id: "00000000000000af" },
    ];
  if (JSON.stringify(question.filters ?? "").includes('"LI"'))
    return [200, { results: [], meta: { suppressed: "fewer than 5 visitors" }, query: question }];
  const empty = question.site_id !== "journal.example";
  const scale =
    (empty ? 0 : 1) *
    0.45 ** (question.filters ?? []).filter((f) => f[1] !== question.dimensions?.[0]).length;
  const range = question.date_range === "all" ? ["2025-09-14", "2026-11-21"] : question.date_range;
  const totalOf = (r) => days(r).reduce((sum, d) => sum + dayWeight(d), 0) * scale;
  const meta = {};
  let results;
  if (!question.dimensions) {
    results = [{ dimensions: [], metrics: metricsOf(question.metrics, totalOf(range), "now") }];
    const before = question.include?.comparisons?.date_range;
    if (before)
      results[0].comparison = {
        dimensions: [],
        metrics: metricsOf(question.metrics, totalOf(before), "before"),
        change: [],
      };
  } else if (question.dimensions[0].startsWith("time:")) {
    results = empty ? [] : timeRows(question, range, scale);
    if (question.include?.time_labels) meta.time_labels = results.map((r) => r.dimensions[0]);
  } else {
    const all = empty ? [] : breakdownRows(question, totalOf(range));
    const { limit = 10000, offset = 0 } = question.pagination ?? {};
    results = all.slice(offset, offset + limit);
    meta.total_rows = all.length;
  }
  return [200, { results, meta, query: question }];
}

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
