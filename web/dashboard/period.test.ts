// Periods, the range before, time labels.
import { describe, expect, test } from "vitest";
import { localTime, startOfDay } from "./days";
import {
  customPeriod,
  daysBefore,
  daysOf,
  isFuture,
  labelsOf,
  stepOf,
  wireRange,
  wireRangeBefore,
  type Now,
  type Preset,
} from "./period";

const now: Now = {
  time: new Date("2026-11-21T20:30:00Z"),
  zone: "Europe/Berlin",
  added: "2026-03-04",
};
const days = (preset: Preset) => daysOf({ preset }, now);

describe("the days of a period", () => {
  test("presets end today in the site's zone", () => {
    expect(days("today")).toEqual({ from: "2026-11-21", to: "2026-11-21" });
    expect(days("yesterday")).toEqual({ from: "2026-11-20", to: "2026-11-20" });
    expect(days("7d")).toEqual({ from: "2026-11-15", to: "2026-11-21" });
    expect(days("28d").from).toBe("2026-10-25");
    expect(days("month").from).toBe("2026-11-01");
    expect(days("6mo").from).toBe("2026-06-01");
    expect(days("12mo").from).toBe("2025-12-01");
    expect(days("year").from).toBe("2026-01-01");
    expect(days("all").from).toBe("2026-03-04");
  });
  test("today is the zone's today, not the reader's", () => {
    const late = { ...now, time: new Date("2026-11-21T23:30:00Z") };
    expect(daysOf({ preset: "today" }, late).from).toBe("2026-11-22");
  });
  test("the period before is as long and ends the day before", () => {
    expect(daysBefore({ preset: "7d" }, now)).toEqual({ from: "2026-11-08", to: "2026-11-14" });
    expect(daysBefore({ from: "2026-03-01", to: "2026-03-01" }, now)).toEqual({
      from: "2026-02-28",
      to: "2026-02-28",
    });
    expect(daysBefore({ preset: "all" }, now)).toBeNull();
  });
});

describe("the range on the wire", () => {
  test("all time is left to the server, since imports may be older than the site", () => {
    expect(wireRange({ preset: "all" }, now)).toBe("all");
    expect(wireRangeBefore({ preset: "all" }, now)).toBeNull();
  });
  test("today is compared with yesterday until the same time of day", () => {
    expect(wireRangeBefore({ preset: "today" }, now)).toEqual([
      "2026-11-19T23:00:00Z",
      "2026-11-20T20:30:00Z",
    ]);
  });
  test("a finished day is compared with the whole day before", () => {
    expect(wireRangeBefore({ preset: "yesterday" }, now)).toEqual(["2026-11-19", "2026-11-19"]);
  });
});

describe("time labels", () => {
  test("the step grows with the range", () => {
    expect(stepOf(days("today"))).toBe("hour");
    expect(stepOf(days("30d"))).toBe("day");
    expect(stepOf(days("6mo"))).toBe("week");
    expect(stepOf(days("12mo"))).toBe("month");
  });
  test("a day has 24 hours", () => {
    const labels = labelsOf(days("today"), "hour");
    expect([labels.length, labels[0], labels[23]]).toEqual([
      24,
      "2026-11-21 00:00:00",
      "2026-11-21 23:00:00",
    ]);
  });
  test("a cut week begins with the range, the next ones on Mondays", () => {
    expect(labelsOf({ from: "2026-11-18", to: "2026-12-01" }, "week")).toEqual([
      "2026-11-18",
      "2026-11-23",
      "2026-11-30",
    ]);
  });
  test("a cut month begins with the range", () => {
    expect(labelsOf({ from: "2026-10-20", to: "2026-12-01" }, "month")).toEqual([
      "2026-10-20",
      "2026-11-01",
      "2026-12-01",
    ]);
  });
  test("hours that have not begun are in the future", () => {
    expect(isFuture("2026-11-21 21:00:00", now)).toBe(false);
    expect(isFuture("2026-11-21 22:00:00", now)).toBe(true);
    expect(isFuture("2026-11-22", now)).toBe(true);
  });
});

describe("custom ranges", () => {
  test("are put in order", () => {
    expect(customPeriod("2026-02-02", "2026-02-01")).toEqual({
      from: "2026-02-01",
      to: "2026-02-02",
    });
  });
  test("must be days that exist", () => {
    expect(customPeriod("2026-02-30", "2026-03-01")).toBeNull();
    expect(customPeriod("", "2026-03-01")).toBeNull();
  });
});

describe("zones", () => {
  test("a day begins by the zone's clock, on both sides of a change", () => {
    expect(startOfDay("2026-03-29", "Europe/Berlin").toISOString()).toBe(
      "2026-03-28T23:00:00.000Z",
    );
    expect(startOfDay("2026-03-30", "Europe/Berlin").toISOString()).toBe(
      "2026-03-29T22:00:00.000Z",
    );
    expect(startOfDay("2026-11-21", "America/Los_Angeles").toISOString()).toBe(
      "2026-11-21T08:00:00.000Z",
    );
  });
  test("midnight is hour 0", () => {
    expect(localTime(new Date("2026-11-20T23:00:00Z"), "Europe/Berlin")).toMatchObject({
      day: "2026-11-21",
      hour: 0,
    });
  });
});
