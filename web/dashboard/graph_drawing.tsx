// The drawing of a series with uPlot: this period in honey, the one before dashed, a tooltip.
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import { metricValue, fullValue, timeLabel } from "./formats";
import { measures, type Metric } from "./measures";
import type { Step } from "./period";
import type { Series } from "./series";
import { texts } from "./texts";
import { themeChanged } from "./theme";

interface Props {
  series: Series;
  metric: Metric;
  step: Step;
  description: string;
}

interface Tip {
  index: number;
  left: number;
}

const height = 260;
const labelWidth = 84;

export function GraphDrawing({ series, metric, step, description }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [tip, setTip] = useState<Tip | null>(null);
  const colours = useColourRound();
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const plot = new uPlot(optionsOf(element, series, metric, step, setTip), dataOf(series), element);
    const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      plot.destroy();
    };
  }, [series, metric, step, colours]);
  return (
    <div class="graph-drawing" role="img" aria-label={description}>
      <div ref={place} class="graph-place" />
      {tip && <GraphTip tip={tip} series={series} metric={metric} step={step} width={place.current?.clientWidth ?? 0} />}
    </div>
  );
}

// Counts up whenever the page's colours change, so that the canvas is drawn in the new ones.
function useColourRound(): number {
  const [round, setRound] = useState(0);
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const redraw = () => setRound((n) => n + 1);
    dark.addEventListener("change", redraw);
    addEventListener(themeChanged, redraw);
    return () => {
      dark.removeEventListener("change", redraw);
      removeEventListener(themeChanged, redraw);
    };
  }, []);
  return round;
}

function dataOf(series: Series): uPlot.AlignedData {
  const steps = series.labels.map((_, i) => i);
  return [steps, [...(series.before ?? steps.map(() => null))], [...series.now]];
}

function optionsOf(element: HTMLElement, series: Series, metric: Metric, step: Step, setTip: (tip: Tip | null) => void): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (token: string) => style.getPropertyValue(token).trim();
  const font = `12px ${style.fontFamily}`;
  const width = element.clientWidth;
  const lone = series.now.filter((v) => v !== null).length === 1;
  return {
    width,
    height,
    padding: [12, 26, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 9, width: 2, fill: colour("--surface"), stroke: colour("--honey") } },
    scales: { x: { time: false }, y: { range: (_, __, max) => [0, Math.max(niceTop(max), 1)] } },
    axes: [
      { stroke: colour("--ink-soft"), font, grid: { show: false }, ticks: { show: false }, size: 30,
        splits: () => splitsOf(series.labels.length, width), values: (_, at) => at.map((i) => timeLabel(series.labels[i] ?? "", "short", step)) },
      { stroke: colour("--ink-soft"), font, grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, size: 52, space: 54,
        values: (_, at) => at.map((v) => (Number.isInteger(v) || measures[metric].unit !== "count" ? metricValue(metric, v) : "")) },
    ],
    series: [
      {},
      { stroke: colour("--line-strong"), width: 1.5, dash: [5, 5], points: { show: false } },
      { stroke: colour("--honey"), width: 2.5, fill: (plot) => honey(plot, colour("--honey")), points: { show: lone, size: 8 } },
    ],
    hooks: {
      setCursor: [(plot) => {
        const { idx, left } = plot.cursor;
        setTip(idx === null || idx === undefined || left === undefined || left < 0 ? null : { index: idx, left: plot.valToPos(idx, "x") + plot.bbox.left / devicePixelRatio });
      }],
    },
  };
}

// As many labels as fit, evenly spread from the first.
function splitsOf(count: number, width: number): number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(2, Math.floor(width / labelWidth))));
  const splits: number[] = [];
  for (let i = 0; i < count; i += every) splits.push(i);
  return splits;
}

// A little room above the highest point.
function niceTop(max: number | null): number {
  return max === null || !Number.isFinite(max) ? 1 : max * 1.12;
}

function honey(plot: uPlot, colour: string): CanvasGradient {
  const gradient = plot.ctx.createLinearGradient(0, plot.bbox.top, 0, plot.bbox.top + plot.bbox.height);
  gradient.addColorStop(0, `${colour}6b`); // #rrggbb with its opacity
  gradient.addColorStop(1, `${colour}08`);
  return gradient;
}

function GraphTip({ tip, series, metric, step, width }: { tip: Tip; width: number } & Omit<Props, "description">) {
  const { index, left } = tip;
  const now = series.now[index] ?? null;
  const before = series.before?.[index] ?? null;
  const beforeLabel = series.labelsBefore[index];
  const side = left > width / 2 ? { right: `${width - left + 14}px` } : { left: `${left + 14}px` };
  return (
    <div class="graph-tip" style={side} aria-hidden="true">
      <p class="tip-time">{timeLabel(series.labels[index] ?? "", "long", step)}</p>
      <p class="tip-now"><strong>{fullValue(metric, now)}</strong> {measures[metric].label.toLowerCase()}</p>
      {before !== null && beforeLabel && <p class="tip-before">{fullValue(metric, before)} · {timeLabel(beforeLabel, "long", step)}</p>}
      {before !== null && !beforeLabel && <p class="tip-before">{texts.graph.previous}: {fullValue(metric, before)}</p>}
    </div>
  );
}
