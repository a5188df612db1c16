// A view and its address.
import { expect, test } from "vitest";
import { addressOfView, viewFromAddress, type View } from "./view";

const parse = (address: string) => {
  const url = new URL(address, "https://stats.example");
  return viewFromAddress(url.pathname, url.search);
};

test("a plain view has a plain address", () => {
  expect(addressOfView(parse("/dashboard/shop.example"))).toBe("/dashboard/shop.example");
});

test("the address can be read by people", () => {
  const view: View = {
    site: "shop.example",
    period: { preset: "7d" },
    metric: "bounce_rate",
    filters: [{ dimension: "page", operator: "is", values: ["/blog/jars"] }],
  };
  expect(addressOfView(view)).toBe(
    "/dashboard/shop.example?period=7d&metric=bounce_rate&page=/blog/jars",
  );
  expect(parse(addressOfView(view))).toEqual(view);
});

test("values that mean something in a query are kept apart", () => {
  const view: View = {
    site: "shop.example",
    period: { from: "2026-01-01", to: "2026-01-31" },
    metric: "visitors",
    filters: [{ dimension: "source", operator: "is", values: ["a&b=c#d+e%2F é"] }],
  };
  expect(parse(addressOfView(view))).toEqual(view);
});

test("nonsense falls back to the defaults", () => {
  const view = parse("/dashboard/%E0%A4%A?period=9y&metric=cats&from=x&to=y");
  expect(view).toEqual({ site: "", period: { preset: "28d" }, metric: "visitors", filters: [] });
});
