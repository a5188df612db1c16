// "Do you mind?": what happens today, and the choice as equal buttons with nothing preselected.
import { Failed, useActing } from "./act";
import { clock, dateTime, t } from "./catalogue";
import { choose, unlink, type Choice, type State } from "./jar_server";
import { useState } from "preact/hooks";

const kChoices: Choice[] = ["visit", "30d", "13m", "no"];

function stateText(state: State): string {
  switch (state.state) {
    case "remembered":
      return state.keep_for === "visit" ? t("state_remembered_visit") : t("state_remembered", { time: dateTime(state.expires!) });
    case "introduced":
      return t("state_introduced");
    case "no":
      return t("state_no");
    case "signal":
      return t("state_signal");
    default:
      return t("state_anonymous");
  }
}

// Whose page views carry today's number.
export const isNumbered = (state: State): boolean => state.state === "anonymous" || state.state === "introduced";

export function StateNow({ state }: { state: State }) {
  return (
    <p class="jar-state">
      <strong>{stateText(state)}</strong>
    </p>
  );
}

export function Today({ state }: { state: State }) {
  return (
    <>
      <p>{t("today_1", { site: state.site })}</p>
      {isNumbered(state) && <p>{t("today_2", { time: clock(state.number_loses_key_at) })}</p>}
      <p>{t("today_3")}</p>
    </>
  );
}

export function Choices({ state, onChosen }: { state: State; onChosen: (state: State) => void }) {
  const { busy, error, act } = useActing();
  const [said, setSaid] = useState("");
  const pick = (choice: Choice) =>
    act(async () => {
      onChosen(await choose(choice));
      setSaid(t("chosen"));
    });
  return (
    <section aria-labelledby="choose-title">
      <h2 id="choose-title">{t("choose")}</h2>
      {state.cannot_remember && <p class="jar-note">{t(state.cannot_remember)}</p>}
      <ul class="jar-choices">
        {kChoices.map((choice) => (
          <li key={choice}>
            <button type="button" class="jar-choice" disabled={busy || !state.can_remember} onClick={() => pick(choice)}>
              <b>{t(`choice_${choice}`)}</b>
              <span>{t(`choice_${choice}_gets`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p aria-live="polite" class="jar-said">{said}</p>
      <Failed error={error} />
    </section>
  );
}

export function Unlink() {
  const { busy, error, act } = useActing();
  const [done, setDone] = useState(false);
  return (
    <p class="jar-act">
      <button type="button" class="button" disabled={busy || done} onClick={() => act(async () => { await unlink(); setDone(true); })}>
        {t("unlink")}
      </button>
      <span class="hint" aria-live="polite">{done ? t("unlinked") : t("unlink_gets")}</span>
      <Failed error={error} />
    </p>
  );
}
