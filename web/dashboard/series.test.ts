// The points of the graph.
import { expect, test } from "vitest";
import type { Table } from "./answers";
import { seriesOf } from "./series";

const now = { time: new Date("2026-11-21T12:00:00Z"), zone: "UTC", added: "2026-01-01" };
const table = (
  metric: string,
  rows: [string, number][],
  timeLabels: string[] | null = null,
): Table => ({
  rows: rows.map(([value, n]) => ({ value, metrics: { [metric]: n }, before: null })),
  totalRows: rows.length,
  timeLabels,
  suppressed: false,
  floor: 5,
});

test("days without rows count nothing, and the period before lies under them", () => {
  const series = seriesOf({
    metric: "visits",
    step: "day",
    now,
    range: { from: "2026-11-19", to: "2026-11-21" },
    table: table("visits", [["2026-11-20", 4]]),
    before: {
      range: { from: "2026-11-16", to: "2026-11-18" },
      table: table("visits", [["2026-11-18", 2]]),
    },
  });
  expect(series.labels).toEqual(["2026-11-19", "2026-11-20", "2026-11-21"]);
  expect(series.now).toEqual([0, 4, 0]);
  expect(series.before).toEqual([0, 0, 2]);
});

test("a ratio over nothing has no value", () => {
  const parts = {
    metric: "bounce_rate",
    step: "day",
    now,
    range: { from: "2026-11-20", to: "2026-11-21" },
    before: null,
  } as const;
  expect(seriesOf({ ...parts, table: table("bounce_rate", [["2026-11-21", 40]]) }).now).toEqual([
    null,
    40,
  ]);
});

test("hours to come are not drawn as nothing", () => {
  const today = { from: "2026-11-21", to: "2026-11-21" };
  const series = seriesOf({
    metric: "visits",
    step: "hour",
    now,
    range: today,
    before: null,
    table: table("visits", []),
  });
  expect(series.now[12]).toBe(0);
  expect(series.now[13]).toBeNull();
});

test("all time reaches as far as the answer", () => {
  const all = table("visits", [["2024-02-01", 3]], ["2024-01-01", "2024-02-01"]);
  expect(
    seriesOf({ metric: "visits", step: "month", now, range: null, before: null, table: all }).now,
  ).toEqual([0, 3]);
});
