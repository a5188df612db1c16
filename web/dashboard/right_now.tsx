// Visitors with an event in the last five minutes; asked again every half minute while visible.
import { useLoaded, useWhileVisible } from "./loading";
import { get } from "./server";
import { texts } from "./texts";

const refreshMs = 30_000;

export function RightNow({ api }: { api: string }) {
  const now = useLoaded<{ visitors: number }>(api, (signal) => get(`${api}/now`, signal));
  useWhileVisible(refreshMs, now.reload);
  const text = now.value
    ? texts.top.now(now.value.visitors)
    : now.failure
      ? texts.top.nowUnknown
      : "\u00a0";
  return (
    <p class={`right-now${now.value && now.value.visitors > 0 ? " live" : ""}`} aria-live="polite">
      {text}
    </p>
  );
}
