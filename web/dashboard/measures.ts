// The metrics the dashboard shows: wire name, how a value is written, which direction is welcome.
import { texts } from "./texts";

export type Metric =
  | "visitors"
  | "visits"
  | "pageviews"
  | "events"
  | "views_per_visit"
  | "visit_duration"
  | "bounce_rate"
  | "time_on_page"
  | "scroll_depth"
  | "exit_rate"
  | "events_without_id";

export type Unit = "count" | "ratio" | "seconds" | "percent";

export interface Measure {
  readonly unit: Unit;
  // Whether more is good news; a metric without a direction is never coloured.
  readonly welcome: "up" | "down" | "neither";
  readonly label: string;
}

export const measures: Record<Metric, Measure> = {
  visitors: { unit: "count", welcome: "up", label: texts.metric.visitors },
  visits: { unit: "count", welcome: "up", label: texts.metric.visits },
  pageviews: { unit: "count", welcome: "up", label: texts.metric.pageviews },
  events: { unit: "count", welcome: "up", label: texts.metric.events },
  views_per_visit: { unit: "ratio", welcome: "up", label: texts.metric.views_per_visit },
  visit_duration: { unit: "seconds", welcome: "up", label: texts.metric.visit_duration },
  bounce_rate: { unit: "percent", welcome: "down", label: texts.metric.bounce_rate },
  time_on_page: { unit: "seconds", welcome: "up", label: texts.metric.time_on_page },
  scroll_depth: { unit: "percent", welcome: "up", label: texts.metric.scroll_depth },
  exit_rate: { unit: "percent", welcome: "neither", label: texts.metric.exit_rate },
  events_without_id: { unit: "count", welcome: "neither", label: texts.metric.events_without_id },
};

// The tiles of the top row, in order; each can be drawn in the graph.
export const topMetrics = [
  "visitors",
  "visits",
  "pageviews",
  "views_per_visit",
  "visit_duration",
  "bounce_rate",
] as const satisfies readonly Metric[];

export type TopMetric = (typeof topMetrics)[number];
