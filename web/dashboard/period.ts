// The period a view looks at: presets, custom ranges, the range before, the steps of the graph.
import {
  addDays,
  daysBetween,
  firstOfMonth,
  isDay,
  localTime,
  mondayOf,
  startOfDay,
  type Day,
} from "./days";

export const presets = [
  "today",
  "yesterday",
  "7d",
  "28d",
  "30d",
  "month",
  "6mo",
  "12mo",
  "year",
  "all",
] as const;
export type Preset = (typeof presets)[number];
export type Period = { readonly preset: Preset } | { readonly from: Day; readonly to: Day };

export const defaultPeriod: Period = { preset: "28d" };

export function isPreset(word: string): word is Preset {
  return (presets as readonly string[]).includes(word);
}

// Where and when a period is read. `added` is the day the site was added.
export interface Now {
  readonly time: Date;
  readonly zone: string;
  readonly added: Day;
}

export interface DayRange {
  readonly from: Day;
  readonly to: Day; // included
}

// The days of a period. Presets include today, so that a new site is never empty for a day.
export function daysOf(period: Period, now: Now): DayRange {
  const today = localTime(now.time, now.zone).day;
  if ("from" in period) return { from: period.from, to: period.to };
  switch (period.preset) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case "7d":
      return { from: addDays(today, -6), to: today };
    case "28d":
      return { from: addDays(today, -27), to: today };
    case "30d":
      return { from: addDays(today, -29), to: today };
    case "month":
      return { from: firstOfMonth(today), to: today };
    case "6mo":
      return { from: firstOfMonth(today, 5), to: today };
    case "12mo":
      return { from: firstOfMonth(today, 11), to: today };
    case "year":
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case "all":
      return { from: now.added < today ? now.added : today, to: today };
  }
}

// The equally long range that ends the day before; "all" has none.
export function daysBefore(period: Period, now: Now): DayRange | null {
  if ("preset" in period && period.preset === "all") return null;
  const { from, to } = daysOf(period, now);
  const length = daysBetween(from, to);
  return { from: addDays(from, -length), to: addDays(from, -1) };
}

// The Stats API's date_range: days, two instants, or "all" (imports may be older than the site).
export type WireRange = "all" | [string, string];

export function wireRange(period: Period, now: Now): WireRange {
  if ("preset" in period && period.preset === "all") return "all";
  const { from, to } = daysOf(period, now);
  return [from, to];
}

// What totals are compared with. Today is not over, so it is held against yesterday until this time.
export function wireRangeBefore(period: Period, now: Now): WireRange | null {
  const before = daysBefore(period, now);
  if (!before) return null;
  if (!isUnfinishedDay(period, now)) return [before.from, before.to];
  const start = startOfDay(before.from, now.zone);
  const passed =
    now.time.getTime() - startOfDay(localTime(now.time, now.zone).day, now.zone).getTime();
  return [instant(start), instant(new Date(start.getTime() + Math.max(passed, 1000)))];
}

function isUnfinishedDay(period: Period, now: Now): boolean {
  const { from, to } = daysOf(period, now);
  return from === to && to === localTime(now.time, now.zone).day;
}

function instant(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}

export type Step = "hour" | "day" | "week" | "month";

const longestByDay = 62;
const longestByWeek = 200;

export function stepOf(range: DayRange): Step {
  const days = daysBetween(range.from, range.to);
  if (days === 1) return "hour";
  if (days <= longestByDay) return "day";
  return days <= longestByWeek ? "week" : "month";
}

// The time labels of a range, as the server writes them: a week or month that the range cuts begins
// with the range's first day.
export function labelsOf(range: DayRange, step: Step): string[] {
  const labels: string[] = [];
  for (let day = range.from; day <= range.to; day = nextLabel(day, step)) {
    if (step === "hour")
      for (let hour = 0; hour < 24; hour++)
        labels.push(`${day} ${String(hour).padStart(2, "0")}:00:00`);
    else labels.push(day);
  }
  return labels;
}

function nextLabel(day: Day, step: Step): Day {
  if (step === "week") return addDays(mondayOf(day), 7);
  if (step === "month") return firstOfMonth(day, -1);
  return addDays(day, 1);
}

// Whether the labelled step has not begun yet.
export function isFuture(label: string, now: Now): boolean {
  const { day, hour } = localTime(now.time, now.zone);
  const current = label.length > 10 ? `${day} ${String(hour).padStart(2, "0")}:00:00` : day;
  return label > current;
}

export function customPeriod(from: string, to: string): Period | null {
  if (!isDay(from) || !isDay(to)) return null;
  return from <= to ? { from, to } : { from: to, to: from };
}
