// The points of the graph: every step of the range has a value, and the previous period lies under
// it step by step.
import type { Table } from "./answers";
import { measures, type Metric } from "./measures";
import { isFuture, labelsOf, type DayRange, type Now, type Step } from "./period";

export interface Series {
  readonly labels: readonly string[];
  readonly now: readonly (number | null)[];
  readonly before: readonly (number | null)[] | null;
  readonly labelsBefore: readonly string[];
}

interface Parts {
  metric: Metric;
  step: Step;
  now: Now;
  table: Table;
  range: DayRange | null; // null: as far as the answer reaches
  before: { range: DayRange; table: Table } | null;
}

export function seriesOf({ metric, step, now, table, range, before }: Parts): Series {
  const labels = range
    ? labelsOf(range, step)
    : (table.timeLabels ?? table.rows.map((row) => row.value));
  const labelsBefore = before ? labelsOf(before.range, step) : [];
  const past = before ? valuesAt(labelsBefore, before.table, metric) : null;
  return {
    labels,
    now: valuesAt(labels, table, metric).map((value, i) =>
      isFuture(labels[i] ?? "", now) ? null : value,
    ),
    before: past && labels.map((_, i) => past[i] ?? null),
    labelsBefore,
  };
}

// A step without rows counted nothing; a ratio over nothing has no value.
function valuesAt(labels: readonly string[], table: Table, metric: Metric): (number | null)[] {
  const none = measures[metric].unit === "count" ? 0 : null;
  const byLabel = new Map(table.rows.map((row) => [row.value, row.metrics[metric] ?? none]));
  return labels.map((label) => byLabel.get(label) ?? none);
}
