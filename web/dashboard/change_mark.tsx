// A change as arrow and words; colour only adds to them.
import type { Change } from "./change";
import { changeText } from "./formats";
import { texts } from "./texts";

const arrows = { up: "↑", down: "↓", same: "→" } as const;

export function ChangeMark({ change, title }: { change: Change | null; title: string }) {
  if (!change)
    return (
      <span class="change" title={title}>
        {texts.change.nothing}
      </span>
    );
  const words = changeText(change);
  return (
    <span class={`change ${change.news}`} title={title}>
      <span aria-hidden="true">
        {arrows[change.direction]} {words}
      </span>
      <span class="only-read-aloud">{texts.change.spoken(change.direction, words)}</span>
    </span>
  );
}
