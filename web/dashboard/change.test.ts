// Change against the previous period.
import { expect, test } from "vitest";
import { changeOf } from "./change";

test("counts change in percent", () => {
  expect(changeOf("visitors", 112, 100)).toEqual({
    direction: "up",
    amount: 12,
    in: "percent",
    news: "good",
  });
  expect(changeOf("visitors", 50, 100)).toMatchObject({
    direction: "down",
    amount: 50,
    news: "bad",
  });
});

test("a rising bounce rate is no good news, and changes in points", () => {
  expect(changeOf("bounce_rate", 45, 40)).toEqual({
    direction: "up",
    amount: 5,
    in: "points",
    news: "bad",
  });
  expect(changeOf("bounce_rate", 40, 45)).toMatchObject({ direction: "down", news: "good" });
});

test("what rounds to nothing is no change", () => {
  expect(changeOf("pageviews", 10001, 10000)).toMatchObject({
    direction: "same",
    amount: 0,
    news: "none",
  });
  expect(changeOf("visits", 0, 0)).toMatchObject({ direction: "same" });
});

test("growth from nothing and missing values have no percentage", () => {
  expect(changeOf("visits", 5, 0)).toBeNull();
  expect(changeOf("visits", null, 5)).toBeNull();
  expect(changeOf("bounce_rate", 5, null)).toBeNull();
});
