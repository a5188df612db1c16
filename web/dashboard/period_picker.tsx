// The date picker: a button that opens the presets and two date inputs.
import { useEffect, useRef, useState } from "preact/hooks";
import { dayRange } from "./formats";
import { CalendarIcon, ChevronIcon } from "./icons";
import { customPeriod, daysOf, presets, type Now, type Period } from "./period";
import { shortcutOf } from "./shortcuts";
import { texts } from "./texts";

interface Props {
  period: Period;
  now: Now;
  onPick: (period: Period) => void;
}

export function PeriodPicker({ period, now, onPick }: Props) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useCloseOutside(root, open, () => setOpen(false));
  const label = "preset" in period ? texts.period[period.preset] : dayRange(period);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  const pick = (picked: Period) => {
    close();
    onPick(picked);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape" && open) close();
  };
  return (
    <div class="period-picker" ref={root} onKeyDown={onKey}>
      <button
        type="button"
        class="button"
        ref={opener}
        aria-expanded={open}
        aria-haspopup="true"
        aria-label={texts.period.choose(label)}
        onClick={() => setOpen(!open)}
      >
        <CalendarIcon />
        <span class="period-label">{label}</span>
        <ChevronIcon />
      </button>
      {open && (
        <div class="card period-menu" role="group" aria-label={texts.period.heading}>
          <ul>
            {presets.map((preset) => (
              <li key={preset}>
                <button
                  type="button"
                  class="period-item"
                  aria-current={"preset" in period && period.preset === preset ? "true" : undefined}
                  onClick={() => pick({ preset })}
                >
                  <span>{texts.period[preset]}</span>
                  <kbd aria-hidden="true">{shortcutOf(preset)}</kbd>
                </button>
              </li>
            ))}
          </ul>
          <CustomDays period={period} now={now} onPick={pick} />
        </div>
      )}
    </div>
  );
}

function CustomDays({ period, now, onPick }: Props) {
  const days = daysOf(period, now);
  const [from, setFrom] = useState(days.from);
  const [to, setTo] = useState(days.to);
  const chosen = customPeriod(from, to);
  const submit = (event: Event) => {
    event.preventDefault();
    if (chosen) onPick(chosen);
  };
  return (
    <form class="custom-days" onSubmit={submit}>
      <p class="custom-heading">{texts.period.custom}</p>
      <label class="field">
        <span>{texts.period.from}</span>
        <input type="date" required value={from} onInput={(e) => setFrom(e.currentTarget.value)} />
      </label>
      <label class="field">
        <span>{texts.period.to}</span>
        <input type="date" required value={to} onInput={(e) => setTo(e.currentTarget.value)} />
      </label>
      <button class="button" type="submit" disabled={!chosen}>
        {texts.period.apply}
      </button>
    </form>
  );
}

function useCloseOutside(
  root: { current: HTMLElement | null },
  open: boolean,
  close: () => void,
): void {
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) close();
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, [open]);
}
