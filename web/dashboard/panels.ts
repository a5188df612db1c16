// The panels of the dashboard, in order: each has tabs, each tab breaks the view down by a dimension.
// To add one, add it here and its words to texts.ts; a new dimension also to dimensions.ts.
import type { DimensionKey } from "./dimensions";
import type { Metric } from "./measures";
import { texts } from "./texts";

export interface Tab {
  readonly key: string;
  readonly label: string;
  readonly dimension: DimensionKey;
  // Columns of the panel; rows are ordered by the first, which their bars show.
  readonly metrics: readonly Metric[];
  // Further columns of "All rows".
  readonly more: readonly Metric[];
  // Values that are no rows here.
  readonly without?: readonly string[];
  // A tab may offer several dimensions, picked from a list: UTM tags.
  readonly choices?: readonly { dimension: DimensionKey; label: string }[];
}

export interface PanelShape {
  readonly key: string;
  readonly heading: string;
  readonly tabs: readonly [Tab, ...Tab[]];
  readonly showsLessons?: boolean;
  readonly empty?: { heading: string; how: string };
}

const t = texts.panel;
const visitors = {
  metrics: ["visitors"],
  more: ["visits", "pageviews", "bounce_rate", "visit_duration"],
} as const satisfies Partial<Tab>;

export const panels: readonly PanelShape[] = [
  {
    key: "pages",
    heading: t.pagesHeading,
    showsLessons: true,
    tabs: [
      {
        key: "pages",
        label: t.pages,
        dimension: "page",
        metrics: ["visits", "pageviews"],
        more: ["visitors", "bounce_rate", "time_on_page", "scroll_depth"],
      },
      {
        key: "entries",
        label: t.entries,
        dimension: "entry",
        metrics: ["visits", "visitors"],
        more: ["bounce_rate", "visit_duration"],
      },
      {
        key: "exits",
        label: t.exits,
        dimension: "exit",
        metrics: ["visits", "visitors"],
        more: ["visit_duration"],
      },
    ],
  },
  {
    key: "sources",
    heading: t.sourcesHeading,
    tabs: [
      { key: "sources", label: t.sources, dimension: "source", ...visitors },
      { key: "channels", label: t.channels, dimension: "channel", ...visitors },
      { key: "referrers", label: t.referrers, dimension: "referrer", ...visitors },
      {
        key: "utm",
        label: t.utm,
        dimension: "campaign",
        ...visitors,
        without: [""],
        choices: [
          { dimension: "campaign", label: t.campaign },
          { dimension: "utm_source", label: t.utmSource },
          { dimension: "medium", label: t.medium },
          { dimension: "content", label: t.content },
          { dimension: "term", label: t.term },
        ],
      },
    ],
  },
  {
    key: "countries",
    heading: t.countriesHeading,
    tabs: [{ key: "countries", label: t.countries, dimension: "country", ...visitors }],
  },
  {
    key: "devices",
    heading: t.devicesHeading,
    tabs: [
      { key: "browsers", label: t.browsers, dimension: "browser", ...visitors },
      { key: "systems", label: t.systems, dimension: "os", ...visitors },
      { key: "devices", label: t.devices, dimension: "device", ...visitors },
    ],
  },
  {
    key: "events",
    heading: t.eventsHeading,
    tabs: [
      {
        key: "events",
        label: t.events,
        dimension: "event",
        metrics: ["events", "visitors"],
        more: [],
        without: ["pageview"],
      },
    ],
    empty: { heading: t.eventsEmpty, how: t.eventsHow },
  },
];
