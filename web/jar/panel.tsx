// The panel behind the widget's button, in a frame on the site's page: ask about this page, see answers,
// continue where you stopped, open the jar.
import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { Failed, useActing } from "./act";
import { Answers, ContinueReading } from "./answers";
import { language, t } from "./catalogue";
import { StateNow } from "./choices";
import { ask, pageLoad, pagePath, readState, site, type Choice, type State } from "./jar_server";
import "../theme.css";
import "./jar.css";

document.documentElement.lang = language;
document.title = t("title");
// Escape closes the panel from inside too; the page around it listens.
addEventListener("keydown", (event) => {
  if (event.key === "Escape") parent.postMessage("glassjar:close", "*");
});

const kKeep: [Choice, "keep_visit" | "keep_30d" | "keep_13m"][] = [
  ["visit", "keep_visit"],
  ["30d", "keep_30d"],
  ["13m", "keep_13m"],
];
const kTextMax = 4000;

function Ask({ state, onSent }: { state: State; onSent: () => void }) {
  const { busy, error, act } = useActing();
  const [text, setText] = useState("");
  const [keep, setKeep] = useState<Choice>("visit");
  const [said, setSaid] = useState("");
  const isNew = state.state !== "remembered" && state.state !== "introduced";
  const send = (event: Event) => {
    event.preventDefault();
    act(async () => {
      await ask(text, keep);
      setText("");
      setSaid(t("sent"));
      onSent();
    });
  };
  if (!state.can_remember) return <p class="jar-note">{t(state.cannot_remember ?? "plain_http")}</p>;
  return (
    <form class="panel-ask" onSubmit={send}>
      <p class="hint">{t("ask_hint")}</p>
      <label class="field">
        {t("ask_label")}
        <textarea rows={4} maxLength={kTextMax} required value={text} onInput={(e) => setText(e.currentTarget.value)} />
      </label>
      {isNew && (
        <label class="field">
          {t("ask_keep")}
          <select value={keep} onChange={(e) => setKeep(e.currentTarget.value as Choice)}>
            {kKeep.map(([value, label]) => (
              <option key={value} value={value}>{t(label)}</option>
            ))}
          </select>
        </label>
      )}
      <button type="submit" class="button primary" disabled={busy || text.trim() === ""}>{t("send")}</button>
      <p aria-live="polite" class="jar-said">{said}</p>
      <Failed error={error} />
    </form>
  );
}

function Panel() {
  const [state, setState] = useState<State | null>(null);
  const [sent, setSent] = useState(0);
  const [error, setError] = useState("");
  const read = useCallback(() => {
    readState().then(setState, (reason: Error) => setError(reason.message));
  }, []);
  useEffect(read, [read, sent]);
  const jarUrl = `/jar?${new URLSearchParams({ site, pl: pageLoad, path: pagePath, lang: language })}`;
  const hasJar = state?.state === "remembered" || state?.state === "introduced";
  return (
    <main class="panel">
      <h1>{t("ask_title")}</h1>
      <Failed error={error} />
      {state && <Ask state={state} onSent={() => setSent((n) => n + 1)} />}
      <h2>{t("answers_title")}</h2>
      <Answers hasJar={hasJar} again={sent} />
      {state?.state === "remembered" && (
        <>
          <h2>{t("continue_title")}</h2>
          <ContinueReading here={pagePath} />
        </>
      )}
      <section class="panel-mind" aria-labelledby="mind-title">
        <h2 id="mind-title">{t("do_you_mind")}</h2>
        {state && <StateNow state={state} />}
        <a class="button" href={jarUrl} target="_blank" rel="noopener">
          {t("open_jar")}
        </a>
      </section>
    </main>
  );
}

render(<Panel />, document.getElementById("app")!);
