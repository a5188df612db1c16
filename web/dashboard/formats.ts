// How numbers, durations, times and places are written. English only; the locale is fixed so that
// figures read alike on every machine.
import type { Change } from "./change";
import type { Day } from "./days";
import { measures, type Metric } from "./measures";
import type { DayRange } from "./period";
import { texts } from "./texts";

const locale = "en-GB";
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });

export function fullNumber(value: number): string {
  return whole.format(value);
}

// 999, 1.2k, 12.3k, 123k, 1.2M
export function shortNumber(value: number): string {
  for (const [size, letter] of [
    [1e9, "B"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const) {
    if (Math.abs(value) < size * 0.9995) continue;
    const scaled = value / size;
    return (Math.abs(scaled) < 99.95 ? oneDecimal : whole).format(scaled) + letter;
  }
  return whole.format(value);
}

// 0s, 45s, 2m 13s, 1h 5m
export function duration(seconds: number): string {
  const total = Math.round(seconds);
  if (total < 60) return `${total}s`;
  if (total < 3600) return `${Math.floor(total / 60)}m ${total % 60}s`;
  const minutes = Math.round(total / 60);
  return `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
}

export function metricValue(metric: Metric, value: number | null): string {
  if (value === null) return texts.noValue;
  switch (measures[metric].unit) {
    case "count":
      return shortNumber(value);
    case "ratio":
      return twoDecimals.format(value);
    case "seconds":
      return duration(value);
    case "percent":
      return `${whole.format(value)}%`;
  }
}

// The exact value, for a title and for tables.
export function fullValue(metric: Metric, value: number | null): string {
  return value !== null && measures[metric].unit === "count"
    ? fullNumber(value)
    : metricValue(metric, value);
}

export function changeText(change: Change): string {
  if (change.direction === "same") return texts.change.same;
  return change.in === "points"
    ? texts.change.points(change.amount)
    : `${whole.format(change.amount)}%`;
}

// A share of a whole as whole percent, but never 0% or 100% of something that is neither.
export function share(part: number, all: number): string {
  if (all <= 0 || part <= 0) return "0%";
  const percent = (part / all) * 100;
  if (percent < 1) return "<1%";
  return part < all && percent > 99 ? ">99%" : `${whole.format(percent)}%`;
}

const dayFormat = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
const longDay = dayFormat({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
const shortDay = dayFormat({ day: "numeric", month: "short" });
const yearDay = dayFormat({ day: "numeric", month: "short", year: "numeric" });
const monthOnly = dayFormat({ month: "short", year: "numeric" });

function utc(day: Day): Date {
  return new Date(`${day.slice(0, 10)}T00:00:00Z`);
}

export function dayRange({ from, to }: DayRange): string {
  if (from === to) return longDay.format(utc(from));
  const sameYear = from.slice(0, 4) === to.slice(0, 4);
  return `${(sameYear ? shortDay : yearDay).format(utc(from))} – ${yearDay.format(utc(to))}`;
}

// A time label of the graph, short for its axis or long for its tooltip and table.
export function timeLabel(
  label: string,
  length: "short" | "long",
  step: "hour" | "day" | "week" | "month",
): string {
  if (step === "hour")
    return length === "short"
      ? label.slice(11, 16)
      : `${shortDay.format(utc(label))}, ${label.slice(11, 16)}`;
  if (step === "month") return monthOnly.format(utc(label));
  if (length === "short") return shortDay.format(utc(label));
  return step === "week"
    ? texts.graph.weekOf(yearDay.format(utc(label)))
    : longDay.format(utc(label));
}

// A moment in the reader's own zone, as "21 Nov 2026, 20:14".
export function moment(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(date);
}

const countryNames = new Intl.DisplayNames(["en"], { type: "region" });

export function countryName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  try {
    return countryNames.of(code) ?? code;
  } catch {
    return code;
  }
}
