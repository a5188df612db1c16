// The chosen metric over time beside the previous period: as a drawing, or as a table.
import type { Table } from "./answers";
import { dayRange, fullValue, timeLabel } from "./formats";
import { GraphDrawing } from "./graph_drawing";
import { useLoaded } from "./loading";
import { measures, type Metric } from "./measures";
import { FailureNote, SuppressedNote } from "./notes";
import { daysBefore, daysOf, stepOf, type Now, type Period, type Step } from "./period";
import { ask, seriesQuestion, type Subject } from "./questions";
import { seriesOf, type Series } from "./series";
import { texts } from "./texts";

interface Props {
  subject: Subject;
  period: Period;
  now: Now;
  round: string;
  metric: Metric;
  asTable: boolean;
  onAsTable: (asTable: boolean) => void;
}

interface Answer {
  series: Series;
  metric: Metric;
  step: Step;
  table: Table;
}

export function Graph({ subject, period, now, round, metric, asTable, onAsTable }: Props) {
  const range = daysOf(period, now);
  const before = daysBefore(period, now);
  const step = stepOf(range);
  const question = seriesQuestion(subject, metric, step);
  const { value, failure, loading, reload } = useLoaded<Answer>(
    JSON.stringify(question) + round,
    async (signal) => {
      const [table, tableBefore] = await Promise.all([
        ask(question, signal),
        before
          ? ask(
              seriesQuestion({ ...subject, range: [before.from, before.to] }, metric, step),
              signal,
            )
          : null,
      ]);
      const bounded = subject.range !== "all";
      const series = seriesOf({
        metric,
        step,
        now,
        table,
        range: bounded ? range : null,
        before: before && tableBefore ? { range: before, table: tableBefore } : null,
      });
      return { series, metric, step, table };
    },
  );

  if (failure) return <FailureNote failure={failure} onRetry={reload} />;
  const label = measures[metric].label;
  return (
    <div class="graph" aria-busy={loading}>
      <div class="graph-head">
        <h2 class="graph-heading">{texts.graph.heading(label)}</h2>
        <p class="graph-key hint">
          <span class="key-now">{dayRange(range)}</span>
          {before && <span class="key-before">{texts.graph.previous}</span>}
        </p>
        <button
          type="button"
          class="button quiet"
          aria-pressed={asTable}
          onClick={() => onAsTable(!asTable)}
        >
          {asTable ? texts.graph.asGraph : texts.graph.asTable}
        </button>
      </div>
      <div class="graph-body">
        {!value ? (
          <div class="graph-wait" role="status" aria-label={texts.loading} />
        ) : value.table.suppressed ? (
          <SuppressedNote floor={value.table.floor} brief />
        ) : asTable ? (
          <GraphTable {...value} />
        ) : (
          <GraphDrawing
            series={value.series}
            metric={value.metric}
            step={value.step}
            description={texts.graph.describe(label, dayRange(range))}
          />
        )}
      </div>
    </div>
  );
}

function GraphTable({ series, metric, step }: Answer) {
  const label = measures[metric].label;
  return (
    <div class="graph-table" tabIndex={0} role="region" aria-label={texts.graph.heading(label)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.graph.time[step]}</th>
            <th scope="col" class="number">
              {label}
            </th>
            {series.before && (
              <th scope="col" class="number">
                {texts.graph.previous}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {series.labels.map((time, i) => (
            <tr key={time}>
              <th scope="row">{timeLabel(time, "long", step)}</th>
              <td class="number">{fullValue(metric, series.now[i] ?? null)}</td>
              {series.before && (
                <td class="number">{fullValue(metric, series.before[i] ?? null)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
