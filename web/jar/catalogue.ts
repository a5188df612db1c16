// Which language the person reads: ?lang=, else the browser's, else English; and times in it.
import { de } from "./texts/de";
import { en, type Texts } from "./texts/en";
import { es } from "./texts/es";
import { fr } from "./texts/fr";
import { it } from "./texts/it";

export const kLanguages: Record<string, { name: string; texts: Texts }> = {
  en: { name: "English", texts: en },
  de: { name: "Deutsch", texts: de },
  fr: { name: "Français", texts: fr },
  es: { name: "Español", texts: es },
  it: { name: "Italiano", texts: it },
};

export function pickLanguage(wanted: string | null, offered: readonly string[]): string {
  const codes = [wanted ?? "", ...offered].map((tag) => tag.slice(0, 2).toLowerCase());
  return codes.find((code) => code in kLanguages) ?? "en";
}

export const language = pickLanguage(new URLSearchParams(location.search).get("lang"), navigator.languages);
const texts = kLanguages[language]!.texts;

// The text with its {names} filled in.
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function t(key: keyof Texts, values: Record<string, string | number> = {}): string {
  return fill(texts[key], values);
}

// For words that the server names: `object_pages`; the word itself where the catalogue has none.
export function word(prefix: string, name: string): string {
  return (texts as Record<string, string>)[`${prefix}_${name}`] ?? name;
}

// The person's own way of writing times, where it is of the language read: en-GB and not just en.
const kLocale = navigator.languages.find((tag) => tag.slice(0, 2).toLowerCase() === language) ?? language;
const kDateTime = new Intl.DateTimeFormat(kLocale, { dateStyle: "medium", timeStyle: "short" });
const kClock = new Intl.DateTimeFormat(kLocale, { hour: "2-digit", minute: "2-digit" });
export const dateTime = (iso: string): string => kDateTime.format(new Date(iso));
export const clock = (iso: string): string => kClock.format(new Date(iso));
