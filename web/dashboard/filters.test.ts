// Filters and the address bar.
import { describe, expect, test } from "vitest";
import {
  addFiltersToQuery,
  filtersFromQuery,
  withFilter,
  withOpposite,
  withoutFilter,
  wireFilter,
  type Filter,
} from "./filters";

const roundTrip = (filters: Filter[]) => {
  const query = new URLSearchParams();
  addFiltersToQuery(filters, query);
  return filtersFromQuery(new URLSearchParams(query.toString()));
};

describe("filters and the address bar", () => {
  test("every operator and several values come back as they went", () => {
    const filters: Filter[] = [
      { dimension: "page", operator: "is", values: ["/a", "/b & c"] },
      { dimension: "country", operator: "is_not", values: ["DE"] },
      { dimension: "source", operator: "contains", values: ["news"] },
      { dimension: "browser", operator: "contains_not", values: ["bot=1"] },
    ];
    expect(roundTrip(filters)).toEqual(filters);
  });
  test("an empty value is a value: rows without a source can be filtered", () => {
    const direct: Filter = { dimension: "source", operator: "is", values: [""] };
    expect(roundTrip([direct])).toEqual([direct]);
  });
  test("other words of the query are no filters", () => {
    expect(
      filtersFromQuery(new URLSearchParams("period=7d&not-a=1&constructor=x&not-toString=1")),
    ).toEqual([]);
  });
  test("a hostile query is bounded", () => {
    const query = new URLSearchParams();
    for (let i = 0; i < 1000; i++) query.append("page", `/${i}`);
    expect(filtersFromQuery(query)[0]?.values.length).toBe(50);
  });
});

describe("changing filters", () => {
  const page: Filter = { dimension: "page", operator: "is", values: ["/a"] };
  const notPage: Filter = { dimension: "page", operator: "is_not", values: ["/b"] };
  test("a click replaces what was asked of that dimension", () => {
    expect(withFilter([page, notPage], "page", "/c")).toEqual([
      { dimension: "page", operator: "is", values: ["/c"] },
    ]);
  });
  test("removing takes only that one", () => {
    expect(withoutFilter([page, notPage], page)).toEqual([notPage]);
  });
  test("turning around replaces a filter of the same kind", () => {
    expect(withOpposite([page, notPage], page)).toEqual([{ ...page, operator: "is_not" }]);
  });
  test("on the wire a filter is operator, dimension, values", () => {
    expect(wireFilter(notPage)).toEqual(["is_not", "event:page", ["/b"]]);
  });
});
