// What the graph says at the pointer: the time, the value, the value before.
import { fullValue, timeLabel } from "./formats";
import type { Pointed } from "./graph_options";
import { measures, type Metric } from "./measures";
import type { Step } from "./period";
import type { Series } from "./series";

interface Props {
  pointed: Pointed;
  series: Series;
  metric: Metric;
  step: Step;
  width: number; // of the drawing
}

const distance = 14;

export function GraphTip({ pointed: { index, left }, series, metric, step, width }: Props) {
  const before = series.before?.[index] ?? null;
  const timeBefore = series.labelsBefore[index];
  const side =
    left > width / 2 ? { right: `${width - left + distance}px` } : { left: `${left + distance}px` };
  return (
    <div class="graph-tip" style={side} aria-hidden="true">
      <p class="tip-time">{timeLabel(series.labels[index] ?? "", "long", step)}</p>
      <p class="tip-now">
        <strong>{fullValue(metric, series.now[index] ?? null)}</strong>{" "}
        {measures[metric].label.toLowerCase()}
      </p>
      {before !== null && timeBefore && (
        <p class="tip-before">
          {fullValue(metric, before)} · {timeLabel(timeBefore, "long", step)}
        </p>
      )}
    </div>
  );
}
