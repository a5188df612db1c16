// Calendar days as "2026-11-21", in the zone of the site, with as little arithmetic as the
// dashboard needs. A day is a date, not a moment: shifting it never meets daylight saving.

export type Day = string;

const msPerDay = 86_400_000;

function utc(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

function dayOf(date: Date): Day {
  return date.toISOString().slice(0, 10);
}

export function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(utc(text).getTime()) &&
    dayOf(utc(text)) === text
  );
}

export function addDays(day: Day, days: number): Day {
  return dayOf(new Date(utc(day).getTime() + days * msPerDay));
}

// Days from `from` to `to`, both included.
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / msPerDay) + 1;
}

// The first day of the month that lies `months` months before the day's.
export function firstOfMonth(day: Day, monthsBefore = 0): Day {
  const date = utc(day);
  return dayOf(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthsBefore, 1)));
}

// The Monday of the day's week.
export function mondayOf(day: Day): Day {
  return addDays(day, -((utc(day).getUTCDay() + 6) % 7));
}

interface LocalTime {
  readonly day: Day;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

// What a clock on the wall in `zone` shows.
export function localTime(now: Date, zone: string): LocalTime {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(now);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? "00";
  return {
    day: `${part("year")}-${part("month")}-${part("day")}`,
    hour: Number(part("hour")),
    minute: Number(part("minute")),
    second: Number(part("second")),
  };
}

// The moment at which the day begins in the zone (where midnight is skipped, up to an hour beside).
export function startOfDay(day: Day, zone: string): Date {
  let moment = utc(day).getTime();
  for (let i = 0; i < 2; i++) {
    const { day: shown, hour, minute, second } = localTime(new Date(moment), zone);
    const clock = utc(shown).getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
    moment += utc(day).getTime() - clock;
  }
  return new Date(moment);
}
