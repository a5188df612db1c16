// The left pane: what a page view brings the company, what is thrown away, and its numbers.
import { useEffect, useState } from "preact/hooks";
import type { Shown } from "./glass";
import { ask, current, explain, leftOut, type Kept } from "./glass_server";

interface Numbers {
  totals: (number | null)[];
  pages: { path: string; visitors: number }[];
  now: number;
  saidNo: number;
}

async function readNumbers(): Promise<Numbers> {
  const [totals, pages, now, out] = await Promise.all([
    ask(["visitors", "visits", "pageviews"]), ask(["visitors"], ["event:page"]), current(), leftOut(),
  ]);
  return {
    totals: totals.results[0]?.metrics ?? [0, 0, 0],
    pages: pages.results.map((row) => ({ path: row.dimensions[0] ?? "", visitors: row.metrics[0] ?? 0 })),
    now: now.visitors,
    saidNo: out.said_no,
  };
}

const kKept = ["path", "source", "country", "browser", "os", "device", "tier"];

function ThrownAway({ kept, url }: { kept: Kept; url: string }) {
  const query = url.includes("?") ? url.slice(url.indexOf("?")) : "the query of the address";
  return (
    <ul class="glass-thrown">
      <li>
        Your address <s>{kept.ip}</s>
      </li>
      <li>
        Your user agent <s>{navigator.userAgent.slice(0, 48)}…</s>
      </li>
      <li>
        <s>{query}</s> and whatever in it may name you
      </li>
    </ul>
  );
}

function KeptFacts({ kept }: { kept: Kept }) {
  const event = kept.would_keep[0];
  if (!event) return <p>Nothing: you said no, so only a daily number of refusals goes up by one.</p>;
  return (
    <dl class="glass-kept">
      {kKept.map((key) => (
        <div key={key}>
          <dt>{key === "tier" ? "counted as" : key}</dt>
          <dd>{event[key] || "not known"}</dd>
        </div>
      ))}
    </dl>
  );
}

export function CompanyPane({ shown, moment }: { shown: Shown | null; moment: number }) {
  const [kept, setKept] = useState<Kept | null>(null);
  const [numbers, setNumbers] = useState<Numbers | null>(null);
  useEffect(() => {
    if (shown) explain(shown.url, "").then(setKept, () => setKept(null));
  }, [shown, moment]);
  useEffect(() => {
    readNumbers().then(setNumbers, () => {});
  }, [moment]);
  return (
    <section class="glass-pane card" aria-labelledby="company-title">
      <h2 id="company-title">What the company sees</h2>
      <h3>Thrown away before it reaches the disk</h3>
      {kept && shown ? <ThrownAway kept={kept} url={shown.url} /> : <p class="hint">Waiting for a page view…</p>}
      <h3>Kept of this page view</h3>
      {kept && <KeptFacts kept={kept} />}
      <h3>Its numbers today</h3>
      <dl class="glass-numbers">
        {["visitors", "visits", "page views"].map((name, i) => (
          <div key={name}>
            <dd>{numbers?.totals[i] ?? "–"}</dd>
            <dt>{name}</dt>
          </div>
        ))}
        <div>
          <dd>{numbers?.now ?? "–"}</dd>
          <dt>here now</dt>
        </div>
        <div>
          <dd>{numbers?.saidNo ?? "–"}</dd>
          <dt>said no</dt>
        </div>
      </dl>
      <ol class="glass-pages">
        {numbers?.pages.map((page) => (
          <li key={page.path}>
            <span>{page.path}</span> <b>{page.visitors}</b>
          </li>
        ))}
      </ol>
      <p class="hint">No list of people, no path of one visitor: there is no such page.</p>
    </section>
  );
}
