// Acting: one promise at a time, with what went wrong told where it was pressed.
import { useCallback, useState } from "preact/hooks";
import { t } from "./catalogue";

export interface Acting {
  busy: boolean;
  error: string;
  act: (work: () => Promise<unknown>) => void;
}

export function useActing(): Acting {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
  const act = useCallback((work: () => Promise<unknown>) => {
    setBusy(true);
    setError("");
    work()
      .catch((reason: Error) => setError(reason.message))
      .finally(() => setBusy(false));
  }, []);
  return { busy, error, act };
}

export function Failed({ error }: { error: string }) {
  return error ? (
    <p role="alert" class="jar-error">
      {t("failed", { why: error })}
    </p>
  ) : null;
}
