// The widget's two labels; everything else people read is in the panel's catalogues (web/jar/texts).
const kButton: Record<string, string> = {
  en: "Your jar: ask, see, decide",
  de: "Dein Glas: fragen, sehen, entscheiden",
  fr: "Votre bocal : demander, voir, décider",
  es: "Tu tarro: preguntar, ver, decidir",
  it: "Il tuo barattolo: chiedere, vedere, decidere",
};
const kClose: Record<string, string> = {
  en: "Close the panel",
  de: "Fenster schließen",
  fr: "Fermer le panneau",
  es: "Cerrar el panel",
  it: "Chiudi il pannello",
};

export const buttonLabel = (language: string): string => kButton[language] ?? kButton.en!;
export const closeLabel = (language: string): string => kClose[language] ?? kClose.en!;
