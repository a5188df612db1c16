// The dimensions that rows can be filtered by: the word in the address bar, the wire name, the label.
import { texts } from "./texts";

export interface Dimension {
  readonly wire: string;
  readonly label: string;
}

// Keys are what a person reads in the address bar: ?page=/pricing&country=DE
export const dimensions = {
  page: { wire: "event:page", label: texts.dimension.page },
  entry: { wire: "visit:entry_page", label: texts.dimension.entry },
  exit: { wire: "visit:exit_page", label: texts.dimension.exit },
  event: { wire: "event:name", label: texts.dimension.event },
  source: { wire: "visit:source", label: texts.dimension.source },
  channel: { wire: "visit:channel", label: texts.dimension.channel },
  referrer: { wire: "visit:referrer", label: texts.dimension.referrer },
  campaign: { wire: "visit:utm_campaign", label: texts.dimension.campaign },
  utm_source: { wire: "visit:utm_source", label: texts.dimension.utm_source },
  medium: { wire: "visit:utm_medium", label: texts.dimension.medium },
  content: { wire: "visit:utm_content", label: texts.dimension.content },
  term: { wire: "visit:utm_term", label: texts.dimension.term },
  country: { wire: "visit:country", label: texts.dimension.country },
  browser: { wire: "visit:browser", label: texts.dimension.browser },
  browser_version: { wire: "visit:browser_version", label: texts.dimension.browser_version },
  os: { wire: "visit:os", label: texts.dimension.os },
  os_version: { wire: "visit:os_version", label: texts.dimension.os_version },
  device: { wire: "visit:device", label: texts.dimension.device },
} as const satisfies Record<string, Dimension>;

export type DimensionKey = keyof typeof dimensions;

export function isDimensionKey(word: string): word is DimensionKey {
  return Object.prototype.hasOwnProperty.call(dimensions, word);
}
