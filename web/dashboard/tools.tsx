// The tools beside a site's name: set-up, the period, loading again, the list of shortcuts.
import { KeyboardIcon, PlugIcon, ReloadIcon } from "./icons";
import type { Now, Period } from "./period";
import { PeriodPicker } from "./period_picker";
import { texts } from "./texts";

export type Opened = "set-up" | "shortcuts";

interface Props {
  period: Period;
  now: Now;
  warnings: number;
  onPeriod: (period: Period) => void;
  onReload: () => void;
  onOpen: (what: Opened) => void;
}

export function Tools({ period, now, warnings, onPeriod, onReload, onOpen }: Props) {
  const { setUp, shortcuts } = texts.header;
  return (
    <div class="tools">
      <button type="button" class="button with-badge" onClick={() => onOpen("set-up")}>
        <PlugIcon />
        {setUp}
        {warnings > 0 && (
          <span class="badge">
            {warnings}
            <span class="only-read-aloud"> {texts.setUp.warnings}</span>
          </span>
        )}
      </button>
      <PeriodPicker period={period} now={now} onPick={onPeriod} />
      <button
        type="button"
        class="icon-button framed only-wide"
        aria-label={texts.period.reload}
        title={`${texts.period.reload} (R)`}
        onClick={onReload}
      >
        <ReloadIcon />
      </button>
      <button
        type="button"
        class="icon-button framed only-wide"
        aria-label={shortcuts}
        title={`${shortcuts} (?)`}
        onClick={() => onOpen("shortcuts")}
      >
        <KeyboardIcon />
      </button>
    </div>
  );
}
