// The overview: the top row's figures with their change, the share without an id, the graph.
import { useState } from "preact/hooks";
import type { Row, Table } from "./answers";
import { ChangeMark } from "./change_mark";
import { changeOf } from "./change";
import { fullNumber, fullValue, metricValue, share } from "./formats";
import { Graph } from "./graph";
import { useLoaded } from "./loading";
import { measures, topMetrics, type Metric, type TopMetric } from "./measures";
import { EmptyNote, FailureNote, SuppressedNote } from "./notes";
import { wireRangeBefore, type Now, type Period } from "./period";
import { ask, totalsQuestion, type Subject } from "./questions";
import { texts } from "./texts";

const totalsMetrics: readonly Metric[] = [...topMetrics, "events", "events_without_id"];

interface Props {
  subject: Subject;
  period: Period;
  now: Now;
  round: string;
  metric: TopMetric;
  onMetric: (metric: TopMetric) => void;
  onAllFilters: (() => void) | null; // removes them; null without filters
  onLonger: () => void;
}

export function Overview(props: Props) {
  const { subject, period, now, round, metric, onMetric } = props;
  const [asTable, setAsTable] = useState(false);
  const before = wireRangeBefore(period, now);
  const totals = useLoaded<Table>(JSON.stringify(subject) + round, (signal) =>
    ask(totalsQuestion(subject, totalsMetrics, before), signal),
  );
  const row = totals.value?.rows[0];
  const suppressed = totals.value?.suppressed ?? false;
  const isEmpty =
    row !== undefined && !row.metrics.events && !row.metrics.pageviews && !row.metrics.visits;

  if (totals.failure) {
    return (
      <section class="card overview" aria-label={texts.top.heading}>
        <FailureNote failure={totals.failure} onRetry={totals.reload} />
      </section>
    );
  }
  return (
    <section class="card overview" aria-label={texts.top.heading} aria-busy={totals.loading}>
      <div class="tiles" role="group" aria-label={texts.top.showInGraph}>
        {topMetrics.map((m) => (
          <Tile
            key={m}
            metric={m}
            chosen={m === metric}
            row={row}
            suppressed={suppressed}
            onChoose={() => onMetric(m)}
          />
        ))}
      </div>
      <p class="only-read-aloud" aria-live="polite">
        {row && !totals.loading ? spoken(row) : ""}
      </p>
      <p class="without-id hint">{row ? <WithoutId row={row} /> : "\u00a0"}</p>
      <div class="graph-area">
        {suppressed && totals.value ? (
          <SuppressedNote floor={totals.value.floor} />
        ) : isEmpty ? (
          <NothingHere onAllFilters={props.onAllFilters} onLonger={props.onLonger} />
        ) : (
          <Graph
            subject={subject}
            period={period}
            now={now}
            round={round}
            metric={metric}
            asTable={asTable}
            onAsTable={setAsTable}
          />
        )}
      </div>
    </section>
  );
}

function spoken({ metrics }: Row): string {
  const count = (metric: Metric) => fullNumber(metrics[metric] ?? 0);
  return texts.top.spoken(count("visitors"), count("visits"), count("pageviews"));
}

interface TileProps {
  metric: TopMetric;
  chosen: boolean;
  row: Row | undefined; // none while loading, and when suppressed
  suppressed: boolean;
  onChoose: () => void;
}

function Tile({ metric, chosen, row, suppressed, onChoose }: TileProps) {
  const value = row?.metrics[metric] ?? null;
  const before = row?.before?.[metric] ?? null;
  return (
    <button type="button" class="tile" aria-pressed={chosen} onClick={onChoose}>
      <span class="tile-label">{measures[metric].label}</span>
      <span class="tile-value" title={row ? fullValue(metric, value) : undefined}>
        {row || suppressed ? metricValue(metric, value) : <span class="tile-wait" />}
      </span>
      <span class="tile-change">
        {row?.before ? (
          <ChangeMark
            change={changeOf(metric, value, before)}
            title={texts.change.title(fullValue(metric, before))}
          />
        ) : (
          "\u00a0"
        )}
      </span>
    </button>
  );
}

function WithoutId({ row }: { row: Row }) {
  const part = row.metrics.events_without_id ?? 0;
  const all = row.metrics.events ?? 0;
  if (all === 0) return <>{"\u00a0"}</>;
  if (part === 0) return <>{texts.top.allWithId}</>;
  return (
    <span title={texts.top.withoutIdTitle(fullNumber(part), fullNumber(all))}>
      {texts.top.withoutId(share(part, all))}
    </span>
  );
}

function NothingHere({ onAllFilters, onLonger }: Pick<Props, "onAllFilters" | "onLonger">) {
  return (
    <EmptyNote heading={texts.empty.heading}>
      <p class="hint">{onAllFilters ? texts.empty.filtered : texts.empty.longer}</p>
      <p class="note-acts">
        {onAllFilters && (
          <button type="button" class="button" onClick={onAllFilters}>
            {texts.empty.takeAway}
          </button>
        )}
        <button type="button" class="button" onClick={onLonger}>
          {texts.empty.lookLonger}
        </button>
      </p>
    </EmptyNote>
  );
}
