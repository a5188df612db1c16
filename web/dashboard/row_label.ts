// How a value of a dimension is written: countries by name, nothing as "Direct" or "Not known".
import type { DimensionKey } from "./dimensions";
import { countryName } from "./formats";
import { texts } from "./texts";

export function rowLabel(dimension: DimensionKey, value: string): string {
  if (value === "") return texts.emptyValue[dimension] ?? texts.emptyValue.other ?? "";
  if (dimension === "country") return countryName(value);
  if (dimension === "device") return texts.device[value.toLowerCase()] ?? value;
  return value;
}
