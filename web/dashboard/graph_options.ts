// How uPlot draws a series: this period in honey, the one before dashed, few and quiet axes.
import type uPlot from "uplot";
import { metricValue, timeLabel } from "./formats";
import { measures, type Metric } from "./measures";
import type { Step } from "./period";
import type { Series } from "./series";

export const drawingHeight = 260;

// The step that the pointer is at, and how far from the left that is.
export interface Pointed {
  readonly index: number;
  readonly left: number;
}

interface Parts {
  element: HTMLElement; // gives width, font and colours
  series: Series;
  metric: Metric;
  step: Step;
  onPoint: (pointed: Pointed | null) => void;
}

const labelWidth = 84;
const roomAbove = 1.12;

// The steps by their number, so that they stand evenly; months and hours are named by the axis.
export function plotData(series: Series): uPlot.AlignedData {
  const steps = series.labels.map((_, i) => i);
  return [steps, [...(series.before ?? steps.map(() => null))], [...series.now]];
}

export function plotOptions({ element, series, metric, step, onPoint }: Parts): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (token: string) => style.getPropertyValue(token).trim();
  return {
    width: element.clientWidth,
    height: drawingHeight,
    padding: [12, 26, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      move: (plot, left, top) => [left < 0 ? left : plot.valToPos(plot.posToIdx(left), "x"), top],
      points: { size: 9, width: 2, fill: colour("--surface"), stroke: colour("--honey") },
    },
    scales: {
      x: { time: false },
      y: { range: (_, __, max) => [0, Math.max((max ?? 0) * roomAbove, 1)] },
    },
    axes: axesOf(style, series, metric, step),
    series: linesOf(series, colour),
    hooks: { setCursor: [(plot) => onPoint(pointedAt(plot))] },
  };
}

function axesOf(
  style: CSSStyleDeclaration,
  series: Series,
  metric: Metric,
  step: Step,
): uPlot.Axis[] {
  const quiet: uPlot.Axis = {
    stroke: style.getPropertyValue("--ink-soft").trim(),
    font: `12px ${style.fontFamily}`,
    ticks: { show: false },
  };
  const isCount = measures[metric].unit === "count";
  return [
    {
      ...quiet,
      grid: { show: false },
      size: 30,
      splits: (plot) => evenlySpread(series.labels.length, plot.width),
      values: (_, at) => at.map((i) => timeLabel(series.labels[i] ?? "", "short", step)),
    },
    {
      ...quiet,
      grid: { stroke: style.getPropertyValue("--line").trim(), width: 1 },
      size: 52,
      space: 54,
      values: (_, at) =>
        at.map((v) => (isCount && !Number.isInteger(v) ? "" : metricValue(metric, v))),
    },
  ];
}

// The first is the axis; then from back to front.
function linesOf(series: Series, colour: (token: string) => string): uPlot.Series[] {
  const isLone = series.now.filter((value) => value !== null).length === 1;
  const honey = colour("--honey");
  return [
    {},
    { stroke: colour("--line-strong"), width: 1.5, dash: [5, 5], points: { show: false } },
    {
      stroke: honey,
      width: 2.5,
      fill: (plot) => fading(plot, honey),
      points: { show: isLone, size: 8 },
    },
  ];
}

// As many steps as there is room to name, evenly spread from the first.
function evenlySpread(count: number, width: number): number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(2, Math.floor(width / labelWidth))));
  return Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every);
}

// `colour` is #rrggbb; two more digits are its opacity.
function fading(plot: uPlot, colour: string): CanvasGradient {
  const { top, height } = plot.bbox;
  const gradient = plot.ctx.createLinearGradient(0, top, 0, top + height);
  gradient.addColorStop(0, `${colour}6b`);
  gradient.addColorStop(1, `${colour}08`);
  return gradient;
}

function pointedAt(plot: uPlot): Pointed | null {
  const { idx, left } = plot.cursor;
  if (idx == null || left === undefined || left < 0) return null;
  return { index: idx, left: plot.valToPos(idx, "x") + plot.bbox.left / devicePixelRatio };
}
