// The stand-in's answers to questions: plausible random numbers, the same for the same question.

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

export function answer(question) {
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
