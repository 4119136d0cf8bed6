// Searching texts as French readers do: without regard to case, accents, ligatures, or the form of
// apostrophes and spaces.
import { foldText } from '../contract/fold-text.ts';

/** To be searched with `includes`, on both sides. */
export function foldForSearch(text: string): string {
  return foldText(text).trim();
}

/** True when every word of the query is somewhere in the text; an empty query is in every text. */
export function matchesSearch(foldedText: string, query: string): boolean {
  return foldForSearch(query)
    .split(' ')
    .every((word) => foldedText.includes(word));
}
