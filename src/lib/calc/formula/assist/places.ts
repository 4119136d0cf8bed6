// Where each token of an unfinished formula stands: in which call, at which argument, and whether a bare name there is a whole
// column. Reads tokens only: what is written may be wrong in every other way.
import { argumentKind, findFunction } from '../function-lookup.ts';
import type { FormulaFunction } from '../functions.ts';
import type { Token } from '../tokens.ts';

export interface OpenCall {
  /** Null: a parenthesis that is no call, or of a function that nobody knows. */
  readonly called: FormulaFunction | null;
  /** Of the argument, counted from 0. */
  readonly index: number;
}

/** The parentheses that are open behind the last token, the innermost last. */
export function openCalls(tokens: readonly Token[]): readonly OpenCall[] {
  const calls: OpenCall[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'open') {
      const before = tokens[at - 1];
      calls.push({ called: before?.kind === 'word' ? findFunction(before.word) : null, index: 0 });
    } else if (token.kind === 'close') calls.pop();
    else if (token.kind === 'separator') {
      const inner = calls.pop();
      if (inner !== undefined) calls.push({ ...inner, index: inner.index + 1 });
    }
  }
  return calls;
}

/** `before` are the tokens that stand before the place; `next` is the first behind it. */
export function isColumnPlace(before: readonly Token[], next: Token | undefined): boolean {
  const last = before.at(-1)?.kind;
  const isFirst = last === 'open' || last === 'separator';
  const isLast = next === undefined || next.kind === 'close' || next.kind === 'separator';
  const inner = openCalls(before).at(-1);
  if (!isFirst || !isLast || inner === undefined || inner.called === null) return false;
  return argumentKind(inner.called, inner.index) === 'column';
}

/** An operand may stand here: after `=`, an operator, `(` or `;`. */
export function expectsOperand(before: readonly Token[]): boolean {
  const last = before.at(-1);
  if (last === undefined || last.kind === 'open' || last.kind === 'separator') return true;
  return last.kind === 'operator' && last.operator !== '%';
}
