// Filters of a view: changed by clicks, kept in the address bar, sent with every question.
import { dimensions, isDimensionKey, type DimensionKey } from "./dimensions";

export type Operator = "is" | "is_not" | "contains" | "contains_not";

export interface Filter {
  readonly dimension: DimensionKey;
  readonly operator: Operator;
  readonly values: readonly string[]; // any of them; after a "not", none of them
}

// As in ?page=/pricing&not-country=DE&has-source=news&lacks-page=/admin
const prefixes: Record<Operator, string> = {
  is: "",
  is_not: "not-",
  contains: "has-",
  contains_not: "lacks-",
};
const operators = Object.keys(prefixes) as Operator[];
const filtersMax = 20;
const valuesMax = 50;

export function filterKey(filter: Filter): string {
  return prefixes[filter.operator] + filter.dimension;
}

// Reads what the address bar says; words that are no filter are left alone.
export function filtersFromQuery(query: URLSearchParams): Filter[] {
  const filters: Filter[] = [];
  for (const key of new Set(query.keys())) {
    const read = readKey(key);
    if (read && filters.length < filtersMax)
      filters.push({ ...read, values: [...new Set(query.getAll(key))].slice(0, valuesMax) });
  }
  return filters;
}

function readKey(key: string): { dimension: DimensionKey; operator: Operator } | null {
  if (isDimensionKey(key)) return { dimension: key, operator: "is" };
  for (const operator of operators) {
    const prefix = prefixes[operator];
    const rest = key.slice(prefix.length);
    if (prefix && key.startsWith(prefix) && isDimensionKey(rest))
      return { dimension: rest, operator };
  }
  return null;
}

export function addFiltersToQuery(filters: readonly Filter[], query: URLSearchParams): void {
  for (const filter of filters)
    for (const value of filter.values) query.append(filterKey(filter), value);
}

// A click on a row: the dimension now is that value, whatever was asked of it before.
export function withFilter(
  filters: readonly Filter[],
  dimension: DimensionKey,
  value: string,
): Filter[] {
  const others = filters.filter((f) => f.dimension !== dimension);
  return [...others, { dimension, operator: "is", values: [value] }];
}

export function withoutFilter(filters: readonly Filter[], filter: Filter): Filter[] {
  return filters.filter((f) => filterKey(f) !== filterKey(filter));
}

const opposites: Record<Operator, Operator> = {
  is: "is_not",
  is_not: "is",
  contains: "contains_not",
  contains_not: "contains",
};

// Turns "is" to "is not" and back, in place. A filter of the resulting kind gives way.
export function withOpposite(filters: readonly Filter[], filter: Filter): Filter[] {
  const turned = { ...filter, operator: opposites[filter.operator] };
  return filters
    .filter((f) => filterKey(f) !== filterKey(turned))
    .map((f) => (filterKey(f) === filterKey(filter) ? turned : f));
}

// The Stats API's form.
export type WireFilter =
  [string, string, string[]] | [string, string, string[], { case_sensitive: boolean }];

export function wireFilter(filter: Filter): WireFilter {
  return [filter.operator, dimensions[filter.dimension].wire, [...filter.values]];
}
