// What the server answers, as docs/api.md says it, and how a Stats API answer is read.
import type { Metric } from "./measures";

export type Role = "owner" | "content" | "service" | "auditor";

export interface Me {
  email: string;
  role: Role;
  must_choose_password: boolean;
}

export interface Site {
  host: string;
  zone: string;
  added: string;
}

export interface QueryAnswer {
  results: {
    dimensions: string[];
    metrics: (number | null)[];
    comparison?: { metrics: (number | null)[] };
  }[];
  // `suppressed` says why nothing is shown: "fewer than 5 visitors".
  meta: { total_rows?: number; time_labels?: string[]; suppressed?: string };
}

type Figures = Partial<Record<Metric, number | null>>;

export interface Row {
  readonly value: string; // of the one dimension; empty without one
  readonly metrics: Figures;
  readonly before: Figures | null; // where a comparison was asked for and can be made
}

export interface Table {
  readonly rows: readonly Row[];
  readonly totalRows: number;
  readonly timeLabels: readonly string[] | null;
  // The answer would be about fewer than `floor` visitors: nothing is shown.
  readonly suppressed: boolean;
  readonly floor: number;
}

const defaultFloor = 5;

export function readTable({ results, meta }: QueryAnswer, metrics: readonly Metric[]): Table {
  const figures = (values: (number | null)[]): Figures =>
    Object.fromEntries(metrics.map((metric, i) => [metric, values[i] ?? null]));
  const rows = results.map((result) => ({
    value: result.dimensions[0] ?? "",
    metrics: figures(result.metrics),
    before: result.comparison ? figures(result.comparison.metrics) : null,
  }));
  return {
    rows,
    totalRows: meta.total_rows ?? rows.length,
    timeLabels: meta.time_labels ?? null,
    suppressed: meta.suppressed !== undefined,
    floor: Number(/\d+/.exec(meta.suppressed ?? "")?.[0] ?? defaultFloor),
  };
}

// The first `count` rows that are none of `values`.
//
// Taken out here, not by a filter: one more condition would be one more way to fall under the
// floor, and then nothing would be shown for the sake of a row that nobody wants.
export function withoutRows(table: Table, values: readonly string[], count: number): Table {
  const rows = table.rows.filter((row) => !values.includes(row.value));
  const taken = table.rows.length - rows.length;
  return { ...table, rows: rows.slice(0, count), totalRows: table.totalRows - taken };
}

// The row into which the server merges those that could single somebody out.
export function isMergedRow(value: string): boolean {
  return /^\(fewer than \d+\)$/.test(value);
}

export interface Lesson {
  id: string | number;
  path: string;
  sentence: string;
  learned: string;
}

export interface LeftOut {
  dropped: { reason: string; explain: string; count: number }[];
  said_no: number;
  undeclared_props: { name: string; count: number }[];
}

// docs/audit.schema.json has all of the report; this is what the dashboard shows.
export interface LastAudit {
  at: string;
  proven: string | null;
  declared: unknown[] | null;
  report: {
    counts: Record<string, number>;
    items: unknown[];
    hosts: unknown[];
    findings: { kind: string; title: string; subject: string; summary: string }[];
  };
}

export interface SetUp {
  host: string;
  script_tag: string;
  widget_tag: string;
  proxy: { nginx: string; caddy: string };
  events: number;
  last_event: null | {
    at: string;
    fate: "counted" | "dropped";
    reason?: string | null;
    explain?: string | null;
    tier?: string | null;
  };
  warnings: { code: string; text: string }[];
}

export interface Conversation {
  id: string | number;
  site: string;
  path: string;
  state: "open" | "waiting" | "closed";
  began: string;
  changed: string;
}

export interface Thread {
  id: string | number;
  site: string;
  path: string;
  state: "open" | "waiting" | "closed";
  messages: { from: "person" | "staff"; text: string; sent: string; read: string | null }[];
  lesson: string | null;
}
