// Questions to POST /api/v2/query: what the view asks, as the Stats API takes it.
import { readTable, type QueryAnswer, type Table } from "./answers";
import { wireFilter, type Filter, type WireFilter } from "./filters";
import type { Metric } from "./measures";
import type { Step, WireRange } from "./period";
import { post } from "./server";

export interface Question {
  site_id: string;
  date_range: WireRange;
  metrics: readonly Metric[];
  dimensions?: string[];
  filters?: WireFilter[];
  order_by?: [string, "asc" | "desc"][];
  include?: {
    total_rows?: boolean;
    time_labels?: boolean;
    comparisons?: { mode: "custom"; date_range: WireRange };
  };
  pagination?: { limit: number; offset: number };
}

// Whom and when a view asks about; every question of the view begins with it.
export interface Subject {
  readonly site: string;
  readonly range: WireRange;
  readonly filters: readonly Filter[];
}

function about({ site, range, filters }: Subject, metrics: readonly Metric[]): Question {
  const question: Question = { site_id: site, date_range: range, metrics };
  if (filters.length > 0) question.filters = filters.map(wireFilter);
  return question;
}

// `before` is what the totals are compared with; null for nothing.
export function totalsQuestion(
  subject: Subject,
  metrics: readonly Metric[],
  before: WireRange | null,
): Question {
  const question = about(subject, metrics);
  if (before) question.include = { comparisons: { mode: "custom", date_range: before } };
  return question;
}

export function seriesQuestion(subject: Subject, metric: Metric, step: Step): Question {
  return {
    ...about(subject, [metric]),
    dimensions: [`time:${step}`],
    include: { time_labels: true },
  };
}

export interface Breakdown {
  readonly dimension: string; // wire name
  readonly metrics: readonly Metric[]; // the first one orders the rows
  readonly search?: string;
  readonly limit: number;
  readonly offset: number;
}

export function breakdownQuestion(subject: Subject, breakdown: Breakdown): Question {
  const { dimension, metrics, search = "", limit, offset } = breakdown;
  const question = about(
    subject,
    metrics.filter((metric) => canBeAsked(metric, subject.filters)),
  );
  const narrowed: WireFilter[] = [...(question.filters ?? [])];
  if (search) narrowed.push(["contains", dimension, [search], { case_sensitive: false }]);
  if (narrowed.length > 0) question.filters = narrowed;
  return {
    ...question,
    dimensions: [dimension],
    order_by: [[metrics[0] ?? "visitors", "desc"]],
    include: { total_rows: true },
    pagination: { limit, offset },
  };
}

// Reports of reading are about pages: the server refuses them under a filter on events.
export function canBeAsked(metric: Metric, filters: readonly Filter[]): boolean {
  const isReport = metric === "time_on_page" || metric === "scroll_depth";
  return !isReport || !filters.some((filter) => filter.dimension === "event");
}

export async function ask(question: Question, signal: AbortSignal): Promise<Table> {
  return readTable(await post<QueryAnswer>("/api/v2/query", question, signal), question.metrics);
}
