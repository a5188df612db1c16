// Questions on the wire, and their answers.
import { expect, test } from "vitest";
import { isMergedRow, readTable, withoutRows } from "./answers";
import { breakdownQuestion, seriesQuestion, totalsQuestion, type Subject } from "./questions";

const subject: Subject = {
  site: "shop.example",
  range: ["2026-11-15", "2026-11-21"],
  filters: [{ dimension: "country", operator: "is", values: ["DE", "FR"] }],
};

test("totals ask for metrics under the view's filters", () => {
  expect(totalsQuestion(subject, ["visitors", "bounce_rate"], null)).toEqual({
    site_id: "shop.example",
    date_range: ["2026-11-15", "2026-11-21"],
    metrics: ["visitors", "bounce_rate"],
    filters: [["is", "visit:country", ["DE", "FR"]]],
  });
});

test("without filters none are sent", () => {
  expect(totalsQuestion({ ...subject, filters: [] }, ["visits"], null)).not.toHaveProperty(
    "filters",
  );
});

test("totals are compared with the range before in the same request", () => {
  expect(totalsQuestion(subject, ["visits"], ["2026-11-08", "2026-11-14"]).include).toEqual({
    comparisons: { mode: "custom", date_range: ["2026-11-08", "2026-11-14"] },
  });
});

test("a series names its step", () => {
  expect(seriesQuestion(subject, "visits", "week")).toMatchObject({
    dimensions: ["time:week"],
    metrics: ["visits"],
  });
});

test("a breakdown orders, pages and searches", () => {
  const question = breakdownQuestion(subject, {
    dimension: "event:name",
    metrics: ["visitors", "events"],
    search: "Sign",
    limit: 50,
    offset: 100,
  });
  expect(question.filters).toEqual([
    ["is", "visit:country", ["DE", "FR"]],
    ["contains", "event:name", ["Sign"], { case_sensitive: false }],
  ]);
  expect(question.order_by).toEqual([["visitors", "desc"]]);
  expect(question.pagination).toEqual({ limit: 50, offset: 100 });
});

test("reports of reading are not asked for under a filter on events", () => {
  const bought: Subject = {
    ...subject,
    filters: [{ dimension: "event", operator: "is", values: ["Bought"] }],
  };
  const breakdown = {
    dimension: "event:page",
    metrics: ["visits", "time_on_page", "scroll_depth"],
    limit: 9,
    offset: 0,
  } as const;
  expect(breakdownQuestion(bought, breakdown).metrics).toEqual(["visits"]);
  expect(breakdownQuestion(subject, breakdown).metrics).toEqual([
    "visits",
    "time_on_page",
    "scroll_depth",
  ]);
});

test("an answer's metrics are named by their place in the question", () => {
  const table = readTable(
    {
      results: [
        { dimensions: ["/a"], metrics: [3, null], comparison: { metrics: [2, 50] } },
        { dimensions: ["/b"], metrics: [1, 0] },
      ],
      meta: { total_rows: 7 },
    },
    ["visitors", "bounce_rate"],
  );
  expect(table.rows).toEqual([
    {
      value: "/a",
      metrics: { visitors: 3, bounce_rate: null },
      before: { visitors: 2, bounce_rate: 50 },
    },
    { value: "/b", metrics: { visitors: 1, bounce_rate: 0 }, before: null },
  ]);
  expect(table.totalRows).toBe(7);
  expect(table.suppressed).toBe(false);
});

test("a suppressed answer says so and names the floor", () => {
  expect(
    readTable({ results: [], meta: { suppressed: "fewer than 8 visitors" } }, ["visitors"]),
  ).toMatchObject({ suppressed: true, floor: 8 });
});

test("rows that nobody wants are taken out and not counted", () => {
  const answer = {
    results: ["pageview", "Sign-up", "Download"].map((name, i) => ({
      dimensions: [name],
      metrics: [9 - i],
    })),
    meta: { total_rows: 30 },
  };
  const table = withoutRows(readTable(answer, ["events"]), ["pageview"], 1);
  expect(table.rows.map((row) => row.value)).toEqual(["Sign-up"]);
  expect(table.totalRows).toBe(29);
});

test("only the server's own word is a merged row", () => {
  expect(isMergedRow("(fewer than 5)")).toBe(true);
  expect(isMergedRow("fewer than 5 jars")).toBe(false);
});
