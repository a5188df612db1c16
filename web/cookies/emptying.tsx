// Emptying the jar: the preview first, then the deed, then the way back.
import { useState } from "preact/hooks";
import { emptyJar, undo, type Emptied, type Plan } from "./cookies_server";

const items = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "item" : "items"}`;

function Preview({ plan }: { plan: Plan }) {
  return (
    <>
      <p>
        <strong>{items(plan.items_going)}</strong> of {plan.going.length} companies would go,{" "}
        {items(plan.items_staying)} would stay
        {plan.staying.length > 0 && ` (${plan.staying.map(({ site }) => site).join(", ")})`}.
      </p>
      {plan.hsts_staying > 0 && (
        <p class="soft">{plan.hsts_staying} HTTPS-only records stay: they protect connections.</p>
      )}
      {plan.running.length > 0 && (
        <p class="soft">
          {plan.running.join(", ")} {plan.running.length === 1 ? "is" : "are"} open, perhaps to show you this page. What is
          open is emptied when you close it, as long as the program in the terminal runs.
        </p>
      )}
    </>
  );
}

function Told({ emptied }: { emptied: Emptied }) {
  return (
    <div role="status">
      {emptied.entry && <p>Deleted {items(emptied.entry.plan.items_going)}.</p>}
      {emptied.entry && emptied.entry.items_remaining > 0 && (
        <p>{items(emptied.entry.items_remaining)} could not be deleted.</p>
      )}
      {emptied.entry?.left_over.map((sentence) => <p key={sentence} class="soft">Left over: {sentence}</p>)}
      {emptied.waiting.length > 0 && <p>Close {emptied.waiting.join(", ")} to empty it.</p>}
    </div>
  );
}

export function Emptying({ plan, onChanged }: { plan: Plan; onChanged: () => void }) {
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [emptied, setEmptied] = useState<Emptied | null>(null);
  const [failure, setFailure] = useState("");
  const act = <T,>(deed: () => Promise<T>, then: (answer: T) => void) => {
    setBusy(true);
    setFailure("");
    deed()
      .then(then, (error: Error) => setFailure(error.message))
      .finally(() => {
        setBusy(false);
        setAsked(false);
        onChanged();
      });
  };
  return (
    <section class="card" aria-labelledby="emptying-title">
      <h2 id="emptying-title">Empty the jar</h2>
      <Preview plan={plan} />
      {!asked && (
        <button type="button" class="button primary" disabled={busy || plan.items_going === 0} onClick={() => setAsked(true)}>
          Empty the jar…
        </button>
      )}
      {asked && (
        <p>
          <button type="button" class="button primary" disabled={busy} onClick={() => act(emptyJar, setEmptied)}>
            Delete {items(plan.items_going)}
          </button>{" "}
          <button type="button" class="button quiet" disabled={busy} onClick={() => setAsked(false)}>
            Rather not
          </button>
        </p>
      )}
      {plan.undo_until && (
        <p>
          <button type="button" class="button quiet" disabled={busy} onClick={() => act(undo, () => setEmptied(null))}>
            Put the last back
          </button>{" "}
          <span class="soft">until {new Date(plan.undo_until).toLocaleString("en")}</span>
        </p>
      )}
      {failure && <p role="alert">{failure}</p>}
      {emptied && <Told emptied={emptied} />}
    </section>
  );
}
