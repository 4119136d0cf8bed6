// Why a derived value is empty, or not the whole truth: read from the state of its operands, never from an error code of
// the engine. Knows the declarations, not the sheets.
import type { DerivedValue, ReasonCode } from '../contract/derived.ts';
import type { Expression, Operand } from '../contract/derived-expressions.ts';
import type { CellKey } from '../contract/ids.ts';

/** What one operand of a row is, typed or derived. */
export interface OperandState {
  readonly state: 'empty' | 'text' | 'zero' | 'number';
  /** The texts it leaves out: its own cell, or those of its operands. */
  readonly texts: readonly CellKey[];
  /** The cells a reason about it points to. */
  readonly cells: readonly CellKey[];
}

export type StateOf = (key: string) => OperandState;

export interface Explained {
  readonly derived: DerivedValue;
  /** The same value seen as an operand of another. */
  readonly state: OperandState;
}

interface Cause {
  readonly reason: ReasonCode;
  readonly cells: readonly CellKey[];
}

const none: readonly CellKey[] = [];

export function explain(expression: Expression, value: number | null, stateOf: StateOf): Explained {
  const texts = textsOf(expression, stateOf);
  const cause = value === null ? causeOfEmpty(expression, texts, stateOf) : causeOfPart(texts);
  const cells = cause?.cells ?? none;
  const state = value === null ? (texts.length > 0 ? 'text' : 'empty') : value === 0 ? 'zero' : 'number';
  return {
    derived: { value, reason: cause?.reason ?? null, ...(cells.length > 0 ? { cells } : {}) },
    state: { state, texts, cells },
  };
}

/** A number that leaves a text out is shown, and says so. */
function causeOfPart(texts: readonly CellKey[]): Cause | null {
  return texts.length === 0 ? null : { reason: 'incomplete', cells: texts };
}

function causeOfEmpty(expression: Expression, texts: readonly CellKey[], stateOf: StateOf): Cause | null {
  switch (expression.kind) {
    case 'effective':
      return causeOfPart(texts) ?? { reason: expression.whenEmpty, cells: none };
    case 'sum':
      for (const { key, required } of expression.terms) {
        if (required === null) continue;
        const { state, cells } = stateOf(key);
        if (state === 'text') return { reason: 'incomplete', cells };
        if (state === 'empty') return { reason: required, cells };
      }
      return causeOfPart(texts) ?? { reason: expression.whenEmpty, cells: none };
    case 'quotient':
      return causeOfQuotient(expression.numerator, expression.divisors, stateOf);
    default:
      return expression satisfies never;
  }
}

/** The divisors speak first: « aucun bénéficiaire » says more than « coût total vide ». */
function causeOfQuotient(numerator: Operand, divisors: readonly Operand[], stateOf: StateOf): Cause | null {
  for (const divisor of divisors) {
    const cause = causeOfOperand(divisor, stateOf);
    if (cause !== null) return cause;
    const { state, cells } = stateOf(divisor.key);
    if (state === 'zero' && typeof divisor.whenZero === 'string') return { reason: divisor.whenZero, cells };
  }
  const cause = causeOfOperand(numerator, stateOf);
  if (cause !== null) return cause;
  for (const { key, whenZero } of divisors) {
    const { state, cells } = stateOf(key);
    if (state !== 'zero' || typeof whenZero !== 'object') continue;
    const isBoth = stateOf(numerator.key).state === 'zero';
    return { reason: isBoth ? whenZero.both : whenZero.divisorOnly, cells };
  }
  return null;
}

function causeOfOperand({ key, whenEmpty, whenText }: Operand, stateOf: StateOf): Cause | null {
  const { state, cells } = stateOf(key);
  if (state === 'text') return { reason: whenText, cells };
  return state === 'empty' ? { reason: whenEmpty, cells } : null;
}

function textsOf(expression: Expression, stateOf: StateOf): readonly CellKey[] {
  switch (expression.kind) {
    case 'effective': {
      const line = stateOf(expression.line);
      return line.state === 'empty' ? unionOfTexts(expression.parts, stateOf) : line.texts;
    }
    case 'sum':
      return unionOfTexts(
        expression.terms.map(({ key }) => key),
        stateOf,
      );
    case 'quotient':
      return unionOfTexts(
        [expression.numerator, ...expression.divisors].map(({ key }) => key),
        stateOf,
      );
    default:
      return expression satisfies never;
  }
}

/** Each cell once: the operands of a quotient may share some. */
export function unionOfTexts(keys: readonly string[], stateOf: StateOf): readonly CellKey[] {
  let union: readonly CellKey[] = none;
  for (const key of keys) {
    const { texts } = stateOf(key);
    if (texts.length === 0) continue;
    union = union.length === 0 ? texts : [...new Set([...union, ...texts])];
  }
  return union;
}
