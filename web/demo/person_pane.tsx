// The right pane: what the same visit looks like from the person's side, and what they can do about it.
import { useEffect, useState } from "preact/hooks";
import type { Shown } from "./glass";
import { choose, emptyJar, jarState, kSite, pages, type JarState, type Page } from "./glass_server";

const kChoices = [
  ["visit", "Remember me for this visit"],
  ["30d", "Remember me for 30 days"],
  ["13m", "Remember me for 13 months"],
  ["no", "Don’t count me"],
] as const;

const timeOf = (iso: string) => new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });

function Standing({ jar }: { jar: JarState }) {
  switch (jar.state) {
    case "remembered":
      return <p>You chose to be remembered. What is held is yours to see:</p>;
    case "introduced":
      return <p>You wrote to the shop; the answer will arrive in your jar. Your page views stay anonymous.</p>;
    case "no":
      return <p>You said no. Nothing of you is counted, here or after a restart, until you change your mind.</p>;
    case "signal":
      return <p>Your browser asks for privacy (GPC or DNT). Your page views count without any number.</p>;
    default:
      return (
        <p>
          Nothing is stored in your browser. Today your page views carry a number made from your network and browser. Others may
          share it, so they cannot be shown to you. It loses its key at {timeOf(jar.number_loses_key_at)}.
        </p>
      );
  }
}

function OwnPages({ list }: { list: Page[] }) {
  const views = list.filter((page) => page.kind === "pageview");
  return (
    <ol class="glass-pages" aria-label="Your pages">
      {views.map((page) => (
        <li key={page.seq}>
          <span>{page.path}</span> <time dateTime={page.at}>{timeOf(page.at)}</time>
        </li>
      ))}
    </ol>
  );
}

export function PersonPane({ shown, moment, onChanged }: { shown: Shown | null; moment: number; onChanged: () => void }) {
  const [jar, setJar] = useState<JarState | null>(null);
  const [own, setOwn] = useState<Page[]>([]);
  const [error, setError] = useState("");
  useEffect(() => {
    jarState().then(async (state) => {
      setJar(state);
      setOwn(state.state === "remembered" ? (await pages()).pages : []);
    }, () => {});
  }, [moment]);
  const act = (work: Promise<unknown>) =>
    work.then(() => { setError(""); onChanged(); }, (reason: Error) => setError(reason.message));
  return (
    <section class="glass-pane card" aria-labelledby="person-title">
      <h2 id="person-title">What you see</h2>
      <div aria-live="polite">{jar && <Standing jar={jar} />}</div>
      {jar?.state === "remembered" && <OwnPages list={own} />}
      <h3>Do you mind?</h3>
      <div class="glass-choices">
        {kChoices.map(([choice, label]) => (
          <button key={choice} type="button" class="button" disabled={choice !== "no" && !jar?.can_remember}
            onClick={() => act(choose(choice, shown?.pageLoad ?? ""))}>
            {label}
          </button>
        ))}
      </div>
      {jar?.state === "remembered" && (
        <p>
          <button type="button" class="button" onClick={() => act(emptyJar())}>
            Empty the jar
          </button>
        </p>
      )}
      {error && <p role="alert" class="glass-error">{error}</p>}
      <p class="hint">
        Each look at your pages, this one too, is an entry in <a href={`/jar?site=${kSite}`}>your jar</a>’s list of openings.
      </p>
    </section>
  );
}
