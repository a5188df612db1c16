// Hooks that load: a request follows its key, a newer one aborts the older, and the last answer
// stays in place meanwhile so that nothing jumps.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Failure, isAbort } from "./server";
import { signedOut } from "./route";
import { texts } from "./texts";

export interface Loaded<T> {
  readonly value: T | null; // the last answer, perhaps of an older key while `loading`
  readonly loading: boolean;
  readonly failure: Failure | null;
  readonly reload: () => void;
}

// `key` names what is loaded; null loads nothing. `load` is taken from the render in which the key changed.
export function useLoaded<T>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<T>,
): Loaded<T> {
  const [state, setState] = useState<{
    value: T | null;
    loading: boolean;
    failure: Failure | null;
  }>({
    value: null,
    loading: key !== null,
    failure: null,
  });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    setState((s) => ({ ...s, loading: true }));
    latest.current(abort.signal).then(
      (value) => setState({ value, loading: false, failure: null }),
      (error: unknown) => {
        if (isAbort(error) || abort.signal.aborted) return;
        const failure = asFailure(error);
        if (failure.status === 401) signedOut();
        setState({ value: null, loading: false, failure });
      },
    );
    return () => abort.abort();
  }, [key, round]);

  const reload = useCallback(() => setRound((n) => n + 1), []);
  return { ...state, reload };
}

export function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure(0, texts.failed.unreadable, "");
}

// Calls `act` every `ms` while the page is visible, and at once when it becomes so again.
export function useWhileVisible(ms: number | null, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (ms === null) return;
    const tick = () => document.visibilityState === "visible" && latest.current();
    const timer = setInterval(tick, ms);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [ms]);
}
