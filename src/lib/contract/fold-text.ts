// Folds away what French readers do not tell apart: case, accents, ligatures, the form of apostrophes, hyphens and spaces.
// Used to recognise unit words and month names, and by search. The folded text is for comparing only, never shown or kept.

const combiningMarks = /\p{M}+/gu;
/** Zero-width marks and soft hyphens: invisible, left behind by word processors. */
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]+/gu;
const apostrophes = /[\u2018\u2019\u201b\u02bc\u00b4\u2032`]/gu;
const hyphens = /[\u2010-\u2015\u2212]/gu;
const spaces = /\s+/gu;

export function foldText(text: string): string {
  // Apostrophes go first: NFKD splits U+00B4 into a space and a mark.
  return text
    .replace(apostrophes, "'")
    .normalize('NFKD')
    .replace(combiningMarks, '')
    .replace(invisible, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replace(hyphens, '-')
    .replace(spaces, ' ');
}
