// The jar: "Do you mind?", the choice, and everything that is held, for the one person it is about.
import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { Answers, ContinueReading } from "./answers";
import { kLanguages, language, t } from "./catalogue";
import { Choices, isNumbered, StateNow, Today, Unlink } from "./choices";
import { DeclaredCookies } from "./declared";
import { Held, Openings, Pages, Taught } from "./contents";
import { openJar, readState, type Contents, type State } from "./jar_server";
import { Emptying, Leaving } from "./leaving";
import "../theme.css";
import "./jar.css";

document.documentElement.lang = language;
document.title = t("title");

const hasJar = (state: State | null) => state?.state === "remembered" || state?.state === "introduced";

function Languages() {
  const link = (code: string) => {
    const query = new URLSearchParams(location.search);
    query.set("lang", code);
    return `?${query}`;
  };
  return (
    <nav class="jar-languages" aria-label={t("language")}>
      {Object.entries(kLanguages).map(([code, { name }]) => (
        <a key={code} href={link(code)} hreflang={code} lang={code} aria-current={code === language ? "true" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}

interface InsideProps {
  contents: Contents;
  state: State;
  onChosen: (state: State) => void;
  onClosed: () => void;
  onEmptied: (receipt: string) => void;
}

// What a jar's holder finds below the counts; the choice comes last, as it has been made.
function Inside({ contents, state, onChosen, onClosed, onEmptied }: InsideProps) {
  return (
    <>
      <section class="card jar-card" aria-labelledby="answers-title">
        <h2 id="answers-title">{t("answers_title")}</h2>
        <Answers hasJar again={0} />
      </section>
      {contents.taught.length > 0 && (
        <section class="card jar-card" aria-labelledby="taught-title">
          <h2 id="taught-title">{t("taught_title")}</h2>
          <Taught contents={contents} />
        </section>
      )}
      {state.state === "remembered" && (
        <section class="card jar-card" aria-labelledby="continue-title">
          <h2 id="continue-title">{t("continue_title")}</h2>
          <ContinueReading />
        </section>
      )}
      <section class="card jar-card" aria-labelledby="openings-title">
        <h2 id="openings-title">{t("openings_title")}</h2>
        <Openings contents={contents} />
        <p class="hint">{t("operator_note")}</p>
      </section>
      <section class="card jar-card" aria-labelledby="again-title">
        <h2 id="again-title">{t("do_you_mind")}</h2>
        <Today state={state} />
        <Choices state={state} onChosen={onChosen} />
      </section>
      <section class="card jar-card" aria-label={t("empty_jar")}>
        <Leaving onClosed={onClosed} onEmptied={onEmptied} />
      </section>
    </>
  );
}

function Jar() {
  const [state, setState] = useState<State | null>(null);
  const [contents, setContents] = useState<Contents | null>(null);
  const [receipt, setReceipt] = useState("");
  const [closed, setClosed] = useState(false);
  const [error, setError] = useState("");
  const take = useCallback((next: State) => {
    setState(next);
    setClosed(false);
    setReceipt("");
    if (hasJar(next)) openJar().then(setContents, (reason: Error) => setError(reason.message));
    else setContents(null);
  }, []);
  const read = useCallback(() => {
    setError("");
    readState().then(take, (reason: Error) => setError(reason.message));
  }, [take]);
  useEffect(read, [read]);
  // What happened is told on top; the button was at the end of a long page.
  const left = () => {
    setContents(null);
    scrollTo({ top: 0 });
    readState().then(setState, () => {});
  };
  const inside = contents && state;
  return (
    <main class="jar">
      <Languages />
      {receipt && <Emptying receipt={receipt} />}
      {closed && <p role="status" class="jar-note">{t("closed")}</p>}
      <section class="card jar-card" aria-labelledby="mind-title" aria-busy={!state}>
        <h1 id="mind-title">{inside ? t("title") : t("do_you_mind")}</h1>
        {error && (
          <p role="alert" class="jar-error">
            {t("failed", { why: error })}{" "}
            <button type="button" class="button" onClick={read}>{t("try_again")}</button>
          </p>
        )}
        {!state && !error && <p>{t("loading")}</p>}
        {!inside && state && <Today state={state} />}
        {state && <StateNow state={state} />}
        {inside && <Held contents={contents} />}
        {inside && <Pages onLooked={() => openJarAgain(setContents)} />}
        {!inside && state && <Choices state={state} onChosen={take} />}
        {!inside && state && isNumbered(state) && <Unlink />}
      </section>
      {inside && (
        <Inside contents={contents} state={state} onChosen={take}
          onClosed={() => { setClosed(true); left(); }}
          onEmptied={(next) => { setReceipt(next); left(); }} />
      )}
      <DeclaredCookies />
    </main>
  );
}

// After a look at pages or a download the list of openings has one more entry.
function openJarAgain(set: (contents: Contents) => void): void {
  openJar().then(set, () => {});
}

render(<Jar />, document.getElementById("app")!);
