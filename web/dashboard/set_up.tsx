// Set-up: the lines to put into pages and proxies, the last event's fate, what looks wrong. On a new
// site it stands on the page and waits for the first event.
import { useEffect, useId, useState } from "preact/hooks";
import type { SetUp } from "./answers";
import { CopyBox } from "./copy_box";
import { Dialog } from "./dialog";
import { fullNumber, moment } from "./formats";
import { useLoaded, useWhileVisible, type Loaded } from "./loading";
import { FailureNote, Skeleton } from "./notes";
import { get } from "./server";
import { Tabs } from "./tabs";
import { texts } from "./texts";

interface Props {
  host: string;
  api: string;
  first: SetUp | null; // what is known already
}

const pollMs = 3000;
const untilShownMs = 2000; // from counted to visible in the numbers

// Asks again every few seconds, so that the fate of a test page view shows by itself.
function usePolled({ api, first }: Props): Loaded<SetUp> {
  const loaded = useLoaded<SetUp>(first ? null : api, (signal) => get(`${api}/setup`, signal));
  const [round, setRound] = useState(0);
  useWhileVisible(pollMs, () => setRound((n) => n + 1));
  const later = useLoaded<SetUp>(round > 0 ? `${api} ${round}` : null, (signal) =>
    get(`${api}/setup`, signal),
  );
  return { ...loaded, value: later.value ?? loaded.value ?? first };
}

interface PanelProps extends Props {
  onArrived: () => void;
  onSkip: () => void;
}

export function SetUpPanel({ onArrived, onSkip, ...props }: PanelProps) {
  const { value } = usePolled(props);
  const arrived = value?.last_event?.fate === "counted";
  useEffect(() => {
    if (!arrived) return;
    const timer = setTimeout(onArrived, untilShownMs);
    return () => clearTimeout(timer);
  }, [arrived]);
  return (
    <section class="card set-up-panel" aria-label={texts.setUp.heading(props.host)}>
      <h2>{texts.setUp.heading(props.host)}</h2>
      {value && <SetUpSteps setUp={value} isNew />}
      <button type="button" class="button quiet" onClick={onSkip}>
        {texts.setUp.skip}
      </button>
    </section>
  );
}

export function SetUpDialog({ onClose, ...props }: Props & { onClose: () => void }) {
  const { value, failure, reload } = usePolled(props);
  return (
    <Dialog heading={texts.setUp.heading(props.host)} size="large" onClose={onClose}>
      {value ? (
        <SetUpSteps setUp={value} />
      ) : failure ? (
        <FailureNote failure={failure} onRetry={reload} />
      ) : (
        <Skeleton rows={10} />
      )}
    </Dialog>
  );
}

function SetUpSteps({ setUp, isNew }: { setUp: SetUp; isNew?: boolean }) {
  const [proxy, setProxy] = useState<"nginx" | "caddy">("nginx");
  const bodyId = useId();
  return (
    <div class="set-up">
      <Fate setUp={setUp} isNew={isNew ?? false} />
      <Warnings warnings={setUp.warnings} />
      <ol class="steps">
        <li>
          <h3>{texts.setUp.step1}</h3>
          <p class="hint">{texts.setUp.step1Why}</p>
          <CopyBox label={texts.setUp.step1} text={setUp.script_tag} />
        </li>
        <li>
          <h3>{texts.setUp.step2}</h3>
          <p class="hint">{texts.setUp.step2Why}</p>
          <CopyBox label={texts.setUp.step2} text={setUp.widget_tag} />
        </li>
        <li>
          <h3>{texts.setUp.step3}</h3>
          <p class="hint">{texts.setUp.step3Why}</p>
          <Tabs
            label={texts.setUp.step3}
            tabs={[
              { key: "nginx", label: texts.setUp.nginx },
              { key: "caddy", label: texts.setUp.caddy },
            ]}
            chosen={proxy}
            panelId={bodyId}
            onChoose={setProxy}
          />
          <div id={bodyId} role="tabpanel" aria-label={texts.setUp[proxy]}>
            <CopyBox label={texts.setUp[proxy]} text={setUp.proxy[proxy]} />
          </div>
        </li>
      </ol>
    </div>
  );
}

function Fate({ setUp, isNew }: { setUp: SetUp; isNew: boolean }) {
  const last = setUp.last_event;
  if (!last) {
    return (
      <div class="fate waiting" role="status">
        <p>
          <span class="pulse" aria-hidden="true" />
          <strong>{isNew ? texts.setUp.waiting : texts.setUp.silent}</strong>
        </p>
        <p class="hint">{texts.setUp.waitingWhy}</p>
      </div>
    );
  }
  const counted = last.fate === "counted";
  return (
    <div class={`fate ${last.fate}`} role="status">
      <p>
        <strong>
          {texts.setUp.last}: {counted ? texts.setUp.counted : texts.setUp.dropped}
        </strong>
        {counted && last.tier ? `, ${texts.setUp.tier[last.tier] ?? last.tier}` : ""}
      </p>
      {!counted && <p>{last.explain ?? last.reason}</p>}
      <p class="hint">
        {moment(last.at)} · {texts.setUp.arrived(fullNumber(setUp.events))}
      </p>
    </div>
  );
}

function Warnings({ warnings }: { warnings: SetUp["warnings"] }) {
  const worthALook = warnings.filter((w) => w.code !== "no_event_yet"); // the line above says so already
  if (worthALook.length === 0) return null;
  return (
    <div class="warnings">
      <h3>{texts.setUp.warnings}</h3>
      <ul>
        {worthALook.map((w) => (
          <li key={w.code}>{texts.setUp.warning[w.code] ?? w.text}</li>
        ))}
      </ul>
    </div>
  );
}
