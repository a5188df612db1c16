// Keyboard shortcuts: single keys that can be turned off, and the dialog that lists them.
import { useEffect, useRef, useState } from "preact/hooks";
import { Dialog } from "./dialog";
import { presets, type Preset } from "./period";
import { texts } from "./texts";

const periodKeys: Record<Preset, string> = {
  today: "d",
  yesterday: "e",
  "7d": "w",
  "28d": "f",
  "30d": "t",
  month: "m",
  "6mo": "s",
  "12mo": "l",
  year: "y",
  all: "a",
};
const storageKey = "glassjar-shortcuts";

export function shortcutOf(preset: Preset): string {
  return periodKeys[preset].toUpperCase();
}

interface Acts {
  onPeriod: (preset: Preset) => void;
  onClear: () => void;
  onReload: () => void;
  onHelp: () => void;
}

export interface Shortcuts {
  readonly enabled: boolean;
  readonly enable: (enabled: boolean) => void;
}

export function useShortcuts(acts: Acts): Shortcuts {
  const [enabled, setEnabled] = useState(() => stored() !== "off");
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    if (!enabled) return;
    const press = (event: KeyboardEvent) => {
      if (isMeantForAField(event)) return;
      const key = event.key.toLowerCase();
      const preset = presets.find((p) => periodKeys[p] === key);
      if (preset) latest.current.onPeriod(preset);
      else if (key === "x") latest.current.onClear();
      else if (key === "r") latest.current.onReload();
      else if (key === "?") latest.current.onHelp();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [enabled]);
  const enable = (on: boolean) => {
    store(on);
    setEnabled(on);
  };
  return { enabled, enable };
}

function isMeantForAField(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat)
    return true;
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest("input, textarea, select, dialog, [contenteditable]") != null;
}

function stored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function store(on: boolean): void {
  try {
    localStorage.setItem(storageKey, on ? "on" : "off");
  } catch {
    // It holds until the page is left.
  }
}

export function ShortcutsDialog({
  shortcuts,
  onClose,
}: {
  shortcuts: Shortcuts;
  onClose: () => void;
}) {
  const rows: [string, string][] = [
    ...presets.map((preset): [string, string] => [shortcutOf(preset), texts.period[preset]]),
    ["X", texts.shortcuts.filters],
    ["R", texts.shortcuts.reload],
    ["?", texts.shortcuts.help],
    ["Esc", texts.shortcuts.escape],
  ];
  return (
    <Dialog heading={texts.shortcuts.heading} onClose={onClose}>
      <dl class="shortcuts">
        {rows.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={shortcuts.enabled}
          onChange={(e) => shortcuts.enable(e.currentTarget.checked)}
        />
        <span>{texts.shortcuts.enabled}</span>
      </label>
    </Dialog>
  );
}
