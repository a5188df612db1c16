// The right pane: what the same visit looks like from the person's side, and what they can do about it.
import { useEffect, useState } from "preact/hooks";
import {
  choose, conversations, emptyJar, erasure, jarState, kSite, pages, type Conversation, type JarState, type Page,
} from "./glass_server";
import type { Shown } from "./shop_pane";

const kChoices = [
  ["visit", "Remember me for this visit"],
  ["30d", "Remember me for 30 days"],
  ["13m", "Remember me for 13 months"],
  ["no", "Don’t count me"],
] as const;
const kAskErasureEveryMs = 300;

const timeOf = (iso: string) => new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const dayOf = (iso: string) => new Date(iso).toLocaleDateString([], { dateStyle: "medium" });

function standing(jar: JarState): [string, string] {
  switch (jar.state) {
    case "remembered":
      return [
        jar.keep_for === "visit" ? "You are remembered for this visit." : `You are remembered until ${dayOf(jar.expires!)}.`,
        "It began with the page on which you chose. This is all that is held of your pages:",
      ];
    case "introduced":
      return ["You wrote to the shop.", "The answer arrives in your jar. Your page views stay anonymous."];
    case "no":
      return ["You are not counted.", "Nothing of you is kept, today or after a restart, until you change your mind."];
    case "signal":
      return ["Your browser asks for privacy.", "GPC or DNT is on, so your page views count without any number."];
    default:
      return [
        "You are anonymous.",
        "Nothing is stored in your browser. Today your views share a number made from network and browser; " +
          `others may have the same, so they cannot be shown to you. It loses its key at ${timeOf(jar.number_loses_key_at)}.`,
      ];
  }
}

function OwnPages({ list }: { list: Page[] }) {
  const views = list.filter((page) => page.kind === "pageview").slice(-4);
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

// The newest conversation: what was asked, what came back, what it taught.
function Asked({ conversation }: { conversation: Conversation | undefined }) {
  if (!conversation) return <p class="hint">Nothing yet. The jar button in the shop’s corner asks without an e-mail address.</p>;
  return (
    <ul class="glass-thread">
      {conversation.messages.map((message, i) => (
        <li key={i} class={message.from === "you" ? "asked" : "answered"}>
          {message.text}
        </li>
      ))}
      {conversation.messages.length < 2 && <li class="hint">The answer arrives here.</li>}
      {conversation.taught && (
        <li class="taught">
          <b>You taught us this:</b> <q>{conversation.taught}</q>
        </li>
      )}
    </ul>
  );
}

interface Held {
  jar: JarState;
  own: Page[];
  asked: Conversation[];
}

// `before` is kept where nothing was done here: each look at pages and answers is written down.
async function readHeld(before: Held | null, changed: boolean): Promise<Held> {
  const jar = await jarState();
  if (before && !changed && before.jar.state === jar.state && jar.answers_waiting === 0) return { ...before, jar };
  const hasJar = jar.state === "remembered" || jar.state === "introduced";
  return {
    jar,
    own: jar.state === "remembered" ? (await pages()).pages : [],
    asked: hasJar ? (await conversations()).conversations : [],
  };
}

async function emptyAndWait(): Promise<string> {
  const { receipt } = await emptyJar();
  for (;;) {
    const { state, rows } = await erasure(receipt);
    if (state === "complete") return `Your jar is empty. Rows removed: ${rows}. No byte of them is left in any file.`;
    await new Promise((resolve) => setTimeout(resolve, kAskErasureEveryMs));
  }
}

interface Props {
  shown: Shown | null;
  moment: number;
  tick: number;
  onChanged: () => void;
}

export function PersonPane({ shown, moment, tick, onChanged }: Props) {
  const [held, setHeld] = useState<Held | null>(null);
  const [said, setSaid] = useState("");
  const [error, setError] = useState("");
  useEffect(() => void readHeld(null, true).then(setHeld, () => {}), [moment]);
  useEffect(() => {
    if (tick > 0) readHeld(held, false).then(setHeld, () => {});
  }, [tick]);
  const act = (work: Promise<string>) =>
    work.then((text) => { setError(""); setSaid(text); onChanged(); }, (reason: Error) => setError(reason.message));
  const jar = held?.jar;
  const [title, text] = jar ? standing(jar) : ["…", ""];
  return (
    <section class="glass-pane glass-person card" aria-labelledby="person-title">
      <h2 id="person-title">You see</h2>
      <div class="glass-standing" aria-live="polite">
        <strong>{title}</strong>
        <p>{text}</p>
      </div>
      {jar?.state === "remembered" && <OwnPages list={held!.own} />}
      <h3>Do you mind?</h3>
      <div class="glass-choices">
        {kChoices.map(([choice, label]) => (
          <button key={choice} type="button" class="button" disabled={!jar?.can_remember}
            onClick={() => act(choose(choice, shown?.pageLoad ?? "").then(() => ""))}>
            {label}
          </button>
        ))}
      </div>
      {jar?.state === "remembered" && (
        <button type="button" class="button quiet" onClick={() => act(emptyAndWait())}>
          Empty the jar
        </button>
      )}
      <p role="status" class="glass-said">{said}</p>
      {error && <p role="alert" class="glass-error">{error}</p>}
      <h3>What you asked</h3>
      <Asked conversation={held?.asked.at(-1)} />
      <p class="hint glass-last">
        Each look at your pages, this one too, is an entry in <a href={`/jar?site=${kSite}`}>your jar</a>.
      </p>
    </section>
  );
}
