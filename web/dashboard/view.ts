// What the dashboard shows, and the address that says so: /dashboard/HOST?period=7d&page=/pricing
import { addFiltersToQuery, filtersFromQuery, type Filter } from "./filters";
import { topMetrics, type TopMetric } from "./measures";
import { customPeriod, defaultPeriod, isPreset, type Period } from "./period";

export interface View {
  readonly site: string; // empty: the first one
  readonly period: Period;
  readonly metric: TopMetric; // in the graph
  readonly filters: readonly Filter[];
}

const base = "/dashboard";
const defaultMetric: TopMetric = "visitors";

export function viewFromAddress(path: string, search: string): View {
  const query = new URLSearchParams(search);
  return {
    site: decode(path.slice(base.length).split("/")[1] ?? ""),
    period: readPeriod(query),
    metric: topMetrics.find((m) => m === query.get("metric")) ?? defaultMetric,
    filters: filtersFromQuery(query),
  };
}

export function addressOfView(view: View): string {
  const query = new URLSearchParams();
  if ("from" in view.period) {
    query.set("from", view.period.from);
    query.set("to", view.period.to);
  } else if (view.period.preset !== (defaultPeriod as { preset: string }).preset) {
    query.set("period", view.period.preset);
  }
  if (view.metric !== defaultMetric) query.set("metric", view.metric);
  addFiltersToQuery(view.filters, query);
  const path = view.site ? `${base}/${encodeURIComponent(view.site)}` : base;
  const text = readable(query.toString());
  return text ? `${path}?${text}` : path;
}

function readPeriod(query: URLSearchParams): Period {
  const preset = query.get("period") ?? "";
  if (isPreset(preset)) return { preset };
  return customPeriod(query.get("from") ?? "", query.get("to") ?? "") ?? defaultPeriod;
}

// These may stand in a query as they are (RFC 3986 section 3.4), and then people can read it.
function readable(query: string): string {
  return query.replace(/%(2F|3A|40|2C|24|21|28|29)/g, (code) => decodeURIComponent(code));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
