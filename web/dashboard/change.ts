// The change of a metric against the previous period, and whether it is welcome.
import { measures, type Metric } from "./measures";

export interface Change {
  readonly direction: "up" | "down" | "same";
  // Percent of the value before; of a percentage, points. Whole and never negative.
  readonly amount: number;
  readonly in: "percent" | "points";
  readonly news: "good" | "bad" | "none";
}

// Null where there is nothing to compare with: no value, or nothing before (growth from 0 has no
// percentage).
export function changeOf(metric: Metric, now: number | null, before: number | null): Change | null {
  if (now === null || before === null) return null;
  const { unit, welcome } = measures[metric];
  if (unit !== "percent" && before === 0) return now === 0 ? same("percent") : null;
  const difference = unit === "percent" ? now - before : ((now - before) / before) * 100;
  const amount = Math.round(Math.abs(difference));
  const kind = unit === "percent" ? "points" : "percent";
  if (amount === 0) return same(kind);
  const direction = difference > 0 ? "up" : "down";
  const news = welcome === "neither" ? "none" : direction === welcome ? "good" : "bad";
  return { direction, amount, in: kind, news };
}

function same(kind: Change["in"]): Change {
  return { direction: "same", amount: 0, in: kind, news: "none" };
}
