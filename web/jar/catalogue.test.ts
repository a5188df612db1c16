// The catalogues: complete, with the same names to fill in, in every language.
import { describe, expect, it, vi } from "vitest";

vi.stubGlobal("location", { search: "" });
vi.stubGlobal("navigator", { languages: ["en"] });
const { fill, kLanguages, pickLanguage } = await import("./catalogue");

const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe("catalogues", () => {
  const english = kLanguages.en!.texts as Record<string, string>;
  for (const [code, { texts }] of Object.entries(kLanguages)) {
    it(`${code} says everything and fills in the same names`, () => {
      for (const [key, text] of Object.entries(english)) {
        const translated = (texts as Record<string, string>)[key] ?? "";
        expect(translated.trim(), key).not.toBe("");
        expect(namesIn(translated), key).toEqual(namesIn(text));
      }
    });
  }
  it("other languages are translated, not copied", () => {
    for (const [code, { texts }] of Object.entries(kLanguages)) {
      if (code === "en") continue;
      const same = Object.entries(texts).filter(([key, text]) => english[key] === text && text.includes(" "));
      expect(same, code).toEqual([]);
    }
  });
});

describe("pickLanguage", () => {
  it("takes the wanted one, then the browser's, then English", () => {
    expect(pickLanguage("de", ["fr-FR"])).toBe("de");
    expect(pickLanguage(null, ["pt-BR", "fr-FR"])).toBe("fr");
    expect(pickLanguage("xx", ["pt"])).toBe("en");
  });
});

describe("fill", () => {
  it("leaves unknown names as they are", () => {
    expect(fill("{a} and {b}", { a: 1 })).toBe("1 and {b}");
  });
});
