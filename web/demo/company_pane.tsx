// The left pane: what a page view brings the company, what is thrown away, its numbers, and what it learned.
import { useEffect, useState } from "preact/hooks";
import { ask, explain, leftOut, lessons, type Kept, type Lesson } from "./glass_server";
import { cutOff, type Shown } from "./shop_pane";

interface Numbers {
  figures: [string, number | null][];
  pages: { path: string; views: number }[];
  learned: Lesson[];
}

async function readNumbers(): Promise<Numbers> {
  const [totals, pages, out, learned] = await Promise.all([
    ask(["visitors", "visits", "pageviews"]), ask(["pageviews"], ["event:page"]), leftOut(), lessons(),
  ]);
  const [visitors, visits, views] = totals.results[0]?.metrics ?? [0, 0, 0];
  return {
    figures: [["visitors", visitors ?? null], ["visits", visits ?? null], ["page views", views ?? null], ["said no", out.said_no]],
    pages: pages.results.map((row) => ({ path: row.dimensions[0] ?? "", views: row.metrics[0] ?? 0 })),
    learned: learned.lessons,
  };
}

const kKept = ["path", "source", "country", "browser", "os", "device"];
const kCountedAs: Record<string, string> = {
  anonymous: "a number that ends tonight",
  signal: "one more page view, no number",
  remembered: "someone who chose it",
};

function ThrownAway({ kept, shown }: { kept: Kept; shown: Shown }) {
  return (
    <ul class="glass-thrown">
      <li>
        <s>{kept.ip}</s> your address
      </li>
      <li>
        <s>{navigator.userAgent.replace(/ \(.*$/, " …")}</s> your browser’s full name
      </li>
      {cutOff(shown).map((pair) => (
        <li key={pair}>
          <s>{decodeURIComponent(pair)}</s> from the link
        </li>
      ))}
    </ul>
  );
}

function KeptFacts({ kept }: { kept: Kept }) {
  const event = kept.would_keep[0];
  if (!event) {
    const saidNo = kept.dropped[0]?.reason === "said_no";
    return (
      <p class="glass-nothing">
        {saidNo ? "Nothing. You said no; that somebody did is all that is known." : `Nothing: ${kept.dropped[0]?.reason}.`}
      </p>
    );
  }
  return (
    <dl class="glass-kept">
      {kKept.map((key) => (
        <div key={key}>
          <dt>{key === "path" ? "page" : key}</dt>
          <dd>{event[key] || (key === "source" ? "direct" : "not known")}</dd>
        </div>
      ))}
      <div class="glass-wide">
        <dt>counted as</dt>
        <dd>{kCountedAs[event.tier ?? ""] ?? event.tier}</dd>
      </div>
    </dl>
  );
}

function Figures({ numbers }: { numbers: Numbers | null }) {
  const figures = numbers?.figures ?? [["visitors", null], ["visits", null], ["page views", null], ["said no", null]] as const;
  return (
    <dl class="glass-figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          {/* A new element for a new value: its appearing is what moves. */}
          <dd key={value}>{value ?? "–"}</dd>
        </div>
      ))}
    </dl>
  );
}

function Learned({ learned }: { learned: Lesson[] }) {
  if (learned.length === 0)
    return <p class="hint">Nothing yet. A question from the shop that the inbox marks as a lesson stands here, beside its page.</p>;
  return (
    <ul class="glass-lessons">
      {learned.slice(0, 2).map((lesson) => (
        <li key={lesson.id}>
          <q>{lesson.sentence}</q> <span class="hint">{lesson.path}</span>
        </li>
      ))}
    </ul>
  );
}

export function CompanyPane({ shown, moment }: { shown: Shown | null; moment: number }) {
  const [kept, setKept] = useState<Kept | null>(null);
  const [numbers, setNumbers] = useState<Numbers | null>(null);
  useEffect(() => {
    if (shown) explain(shown.url, "").then(setKept, () => setKept(null));
    readNumbers().then(setNumbers, () => {});
  }, [shown, moment]);
  return (
    <section class="glass-pane glass-company card" aria-labelledby="company-title">
      <h2 id="company-title">The company sees</h2>
      <h3>Thrown away before the disk</h3>
      {kept && shown ? <ThrownAway kept={kept} shown={shown} /> : <p class="hint">Waiting for a page view…</p>}
      <h3>Kept of this page view</h3>
      {kept && <KeptFacts kept={kept} />}
      <h3>Its numbers today</h3>
      <Figures numbers={numbers} />
      <ol class="glass-pages" aria-label="Page views today">
        {numbers?.pages.map((page) => (
          <li key={page.path}>
            <span>{page.path}</span> <b key={page.views}>{page.views}</b>
          </li>
        ))}
      </ol>
      <h3>What customers taught</h3>
      <Learned learned={numbers?.learned ?? []} />
      <p class="hint glass-last">No list of people and no path of one visitor: there is no such page.</p>
    </section>
  );
}
