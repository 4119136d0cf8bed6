// The formula being written, cut into spans for the editor's colours and for the outlines of the cells it reads. Must give
// something for any text: what was read before an error, then the error.
import { foldText } from '../../../contract/fold-text.ts';
import type { FormulaNames } from '../formula-names.ts';
import { findReference } from '../french.ts';
import { findFunction } from '../function-lookup.ts';
import { readTokens, type Token } from '../tokens.ts';
import type { Reference } from '../tree.ts';
import { isColumnPlace } from './places.ts';

export const referenceColours = 6;

interface Span {
  readonly start: number;
  readonly end: number;
}

export type ColouredToken = Span &
  (
    | { readonly kind: 'function' | 'number' | 'text' | 'operator' | 'error' }
    /** `colour` from 0 on: the same operand has the same one; after `referenceColours` they begin again. */
    | { readonly kind: 'reference'; readonly colour: number; readonly reference: Reference }
  );

export function colouredTokens(text: string, names: FormulaNames): readonly ColouredToken[] {
  const { tokens, error } = readTokens(text);
  const colours = new Map<string, number>();
  const coloured = tokens.map((token, at): ColouredToken => {
    const { start, end } = token;
    if (token.kind !== 'reference') return { start, end, kind: kindOf(token, tokens[at + 1]) };
    const place = isColumnPlace(tokens.slice(0, at), tokens[at + 1]);
    const reference = findReference(token, place, names);
    if ('code' in reference) return { start, end, kind: 'error' };
    const operand = JSON.stringify(reference);
    const order = colours.get(operand) ?? colours.size;
    colours.set(operand, order);
    return { start, end, kind: 'reference', colour: order % referenceColours, reference };
  });
  return error === null || error.start === error.end
    ? coloured
    : [...coloured, { start: error.start, end: error.end, kind: 'error' }];
}

const booleans: ReadonlySet<string> = new Set(['vrai', 'faux', 'true', 'false']);

function kindOf(
  token: Token,
  next: Token | undefined,
): 'function' | 'number' | 'text' | 'operator' | 'error' {
  switch (token.kind) {
    case 'number':
    case 'text':
      return token.kind;
    case 'word':
      if (booleans.has(foldText(token.word))) return 'number';
      return next?.kind === 'open' && findFunction(token.word) !== null ? 'function' : 'error';
    default:
      return 'operator';
  }
}
