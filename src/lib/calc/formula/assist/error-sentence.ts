// The sentence for a formula that cannot be read, with the known name that is most like the unknown one.
import { foldText } from '../../../contract/fold-text.ts';
import type { Messages } from '../../../i18n/messages.ts';
import type { FormulaError } from '../formula-error.ts';
import { formulaFunctions } from '../functions.ts';
import type { ListedNames } from '../plan-names.ts';

export function errorSentence(
  { code, word }: FormulaError,
  names: ListedNames,
  words: Messages['formulas'],
): string {
  return words.errors[code](word, nearestName(word, candidates(code, names)));
}

function candidates(code: FormulaError['code'], names: ListedNames): readonly string[] {
  switch (code) {
    case 'unknown_function':
    case 'unknown_word':
      return formulaFunctions.map(({ frenchName }) => frenchName);
    case 'unknown_column':
      return [...names.columnsIn({ kind: 'this_row' })].map(([, name]) => name);
    default:
      return [];
  }
}

/** Null when none is within a third of its letters: a far-fetched guess is worse than none. */
export function nearestName(word: string, known: readonly string[]): string | null {
  const folded = foldText(word).trim();
  let nearest: string | null = null;
  let least = Math.max(1, Math.floor(folded.length / 3)) + 1;
  for (const name of known) {
    if (Math.abs(name.length - folded.length) >= least) continue;
    const found = distance(folded, foldText(name));
    if (found < least) [nearest, least] = [name, found];
  }
  return nearest;
}

/** Letters to add, drop or change to make one of the other. */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1;
      line.push(
        Math.min((above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + change),
      );
    }
    above = line;
  }
  return above[other.length] ?? 0;
}
