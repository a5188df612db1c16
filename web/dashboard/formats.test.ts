// Numbers, durations, shares, times and places as people read them.
import { expect, test } from "vitest";
import {
  countryName,
  dayRange,
  duration,
  fullValue,
  metricValue,
  share,
  shortNumber,
  timeLabel,
} from "./formats";

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1k"],
  [1234, "1.2k"],
  [12_345, "12.3k"],
  [99_960, "100k"],
  [123_456, "123k"],
  [999_499, "999k"],
  [999_500, "1M"],
  [1_234_567, "1.2M"],
  [2_000_000_000, "2B"],
])("%d is written %s", (value, text) => expect(shortNumber(value)).toBe(text));

test.each([
  [0, "0s"],
  [59.4, "59s"],
  [59.6, "1m 0s"],
  [133, "2m 13s"],
  [3599, "59m 59s"],
  [3900, "1h 5m"],
  [7199, "2h 0m"],
])("%d seconds are written %s", (seconds, text) => expect(duration(seconds)).toBe(text));

test("each metric has its own form, and a full one", () => {
  expect(metricValue("visitors", 12_345)).toBe("12.3k");
  expect(fullValue("visitors", 12_345)).toBe("12,345");
  expect(metricValue("views_per_visit", 2.345)).toBe("2.35");
  expect(metricValue("bounce_rate", 41.6)).toBe("42%");
  expect(metricValue("visit_duration", null)).toBe("–");
});

test("a share is never none or all of something that is neither", () => {
  expect([
    share(0, 10),
    share(1, 1000),
    share(12, 100),
    share(999, 1000),
    share(5, 5),
    share(1, 0),
  ]).toEqual(["0%", "<1%", "12%", ">99%", "100%", "0%"]);
});

test("ranges name the year once", () => {
  expect(dayRange({ from: "2026-10-25", to: "2026-11-21" })).toBe("25 Oct – 21 Nov 2026");
  expect(dayRange({ from: "2025-12-01", to: "2026-11-21" })).toBe("1 Dec 2025 – 21 Nov 2026");
  expect(dayRange({ from: "2026-11-21", to: "2026-11-21" })).toBe("Sat, 21 Nov 2026");
});

test("time labels fit their step", () => {
  expect(timeLabel("2026-11-21 09:00:00", "short", "hour")).toBe("09:00");
  expect(timeLabel("2026-11-16", "long", "week")).toBe("Week of 16 Nov 2026");
  expect(timeLabel("2026-11-01", "short", "month")).toBe("Nov 2026");
});

test("countries have names; what is no code stays as it is", () => {
  expect(countryName("DE")).toBe("Germany");
  expect(countryName("")).toBe("");
  expect(countryName("(fewer than 5)")).toBe("(fewer than 5)");
});
