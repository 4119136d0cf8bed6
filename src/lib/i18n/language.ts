// The two languages of the interface. Numbers, dates and formulas are fr-FR in both (design D10).

export type Language = 'fr' | 'en';

export const languages: readonly Language[] = ['fr', 'en'];

export function isLanguage(text: string | undefined): text is Language {
  return text === 'fr' || text === 'en';
}
