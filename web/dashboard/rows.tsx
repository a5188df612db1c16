// Rows of a breakdown as a table: a name that filters when pressed, a bar of honey, the figures.
import type { Lesson, Row, Table } from "./answers";
import { isMergedRow } from "./answers";
import { dimensions, type DimensionKey } from "./dimensions";
import { fullValue, metricValue } from "./formats";
import { LessonMark } from "./lesson_mark";
import { measures, type Metric } from "./measures";
import { rowLabel } from "./row_label";
import { texts } from "./texts";

interface Props {
  table: Table;
  dimension: DimensionKey;
  metrics: readonly Metric[];
  caption: string;
  lessons: readonly Lesson[];
  onFilter: (dimension: DimensionKey, value: string) => void;
}

export function Rows({ table, dimension, metrics, caption, lessons, onFilter }: Props) {
  const first = metrics[0] ?? "visitors";
  const largest = Math.max(1, ...table.rows.map((row) => row.metrics[first] ?? 0));
  return (
    <table class="rows">
      <caption class="only-read-aloud">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{dimensions[dimension].label}</th>
          {metrics.map((m) => (
            <th key={m} scope="col" class="number">
              {measures[m].label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row.value}>
            <th scope="row">
              <span
                class="bar"
                style={{ width: `${((row.metrics[first] ?? 0) / largest) * 100}%` }}
              />
              <RowName row={row} dimension={dimension} onFilter={onFilter} />
              {lessons.length > 0 && <LessonMark path={row.value} lessons={lessons} />}
            </th>
            {metrics.map((m) => (
              <td key={m} class="number" title={fullValue(m, row.metrics[m] ?? null)}>
                {metricValue(m, row.metrics[m] ?? null)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowName({
  row,
  dimension,
  onFilter,
}: { row: Row } & Pick<Props, "dimension" | "onFilter">) {
  if (isMergedRow(row.value))
    return (
      <span class="row-name merged" title={texts.panel.tooFew}>
        {row.value}
      </span>
    );
  const label = rowLabel(dimension, row.value);
  return (
    <button
      type="button"
      class="row-name"
      title={label}
      aria-label={texts.filters.add(dimensions[dimension].label, label)}
      onClick={() => onFilter(dimension, row.value)}
    >
      {label}
    </button>
  );
}
