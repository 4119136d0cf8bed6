// The two languages of the interface. Numbers, dates and formulas are fr-FR in both (design D10).

export type Language = 'fr' | 'en';

export const languages: readonly Language[] = ['fr', 'en'];

export function isLanguage(text: string | undefined): text is Language {
  return text === 'fr' || text === 'en';
}

/** The first of ours that an Accept-Language header names, by its weights; French when it names none. */
export function preferredLanguage(acceptLanguage: string | null): Language {
  const wishes = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';');
    const weight = parameters.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find((one) => one !== undefined);
    return { language: tag.slice(0, 2).toLowerCase(), weight: weight === undefined ? 1 : Number(weight) };
  });
  const known = wishes.filter((wish) => wish.weight > 0 && isLanguage(wish.language));
  const best = known.toSorted((a, b) => b.weight - a.weight)[0]?.language;
  return isLanguage(best) ? best : 'fr';
}

/** Of a terminal: French unless its locale is English. An empty variable says nothing, as POSIX has it. */
export function consoleLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^en([_.@-]|$)/i.test(locale) ? 'en' : 'fr';
}
