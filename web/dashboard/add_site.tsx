// The form that adds a site; also what an owner sees before there is any.
import { useState } from "preact/hooks";
import { asFailure } from "./loading";
import { go } from "./route";
import { post, type Failure } from "./server";
import { texts } from "./texts";

interface Props {
  allowed: boolean;
  onAdded: () => void;
  onCancel: (() => void) | null;
}

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones: string[] = Intl.supportedValuesOf ? Intl.supportedValuesOf("timeZone") : [ownZone];

export function AddSite({ allowed, onAdded, onCancel }: Props) {
  const [host, setHost] = useState("");
  const [zone, setZone] = useState(ownZone);
  const [failure, setFailure] = useState<Failure | null>(null);
  if (!allowed)
    return (
      <main class="page narrow" id="main">
        <p class="card form-card">{texts.addSite.none}</p>
      </main>
    );
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      const site = await post<{ host: string }>("/api/sites", { host: host.trim(), zone });
      go(`/dashboard/${encodeURIComponent(site.host)}`);
      onAdded();
    } catch (error) {
      setFailure(asFailure(error));
    }
  };
  return (
    <main class="page narrow" id="main">
      <form class="card form-card" onSubmit={submit}>
        <h1>{texts.addSite.heading}</h1>
        <p class="hint">{texts.addSite.what}</p>
        <label class="field">
          <span>{texts.addSite.host}</span>
          <input
            required
            maxLength={253}
            autocapitalize="none"
            spellcheck={false}
            value={host}
            onInput={(e) => setHost(e.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{texts.addSite.zone}</span>
          <select value={zone} onChange={(e) => setZone(e.currentTarget.value)}>
            {[...new Set([ownZone, "UTC", ...zones])].map((z) => (
              <option key={z}>{z}</option>
            ))}
          </select>
        </label>
        {failure && (
          <p class="form-failure" role="alert">
            {failure.message}
          </p>
        )}
        <div class="form-acts">
          <button class="button primary" type="submit">
            {texts.addSite.submit}
          </button>
          {onCancel && (
            <button class="button" type="button" onClick={onCancel}>
              {texts.cancel}
            </button>
          )}
        </div>
      </form>
    </main>
  );
}
