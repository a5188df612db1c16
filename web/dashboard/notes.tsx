// What stands where numbers would: a failure with its request id, an empty period, too few people.
import type { ComponentChildren } from "preact";
import type { Failure } from "./server";
import { JarIcon } from "./icons";
import { texts } from "./texts";

export function FailureNote({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  return (
    <div class="note" role="alert">
      <p class="note-heading">{texts.failed.heading}</p>
      <p>{failure.message}</p>
      {failure.requestId && <p class="hint mono">{texts.failed.request(failure.requestId)}</p>}
      <button type="button" class="button" onClick={onRetry}>
        {texts.retry}
      </button>
    </div>
  );
}

export function EmptyNote({
  heading,
  children,
}: {
  heading: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="note">
      <span class="note-jar">
        <JarIcon size={40} empty />
      </span>
      <p class="note-heading">{heading}</p>
      {children}
    </div>
  );
}

export function SuppressedNote({ floor, brief }: { floor: number; brief?: boolean }) {
  return (
    <div class="note">
      <span class="note-jar">
        <JarIcon size={40} />
      </span>
      <p class="note-heading">{texts.top.suppressed(floor)}</p>
      {!brief && <p class="hint">{texts.top.suppressedWhy(floor)}</p>}
    </div>
  );
}

// Grey rows of the final height while the first answer is on its way.
export function Skeleton({ rows }: { rows: number }) {
  return (
    <div class="skeleton" role="status" aria-label={texts.loading}>
      {Array.from({ length: rows }, (_, i) => (
        <span key={i} class="skeleton-row" style={{ width: `${92 - ((i * 29) % 47)}%` }} />
      ))}
    </div>
  );
}
