// Compiles the declared expressions to HyperFormula's formulas. Every formula gives a number or `""`: empty operands are
// tested before a division, and IFERROR stands around all that can fail, so no error code ever reaches a total.
import type { Expression, Term } from '../contract/derived-expressions.ts';

/** The address of a key, as seen from the cell the formula is for. */
export type AddressOf = (key: string) => string;

export function compileExpression(expression: Expression, at: AddressOf): string {
  switch (expression.kind) {
    case 'effective': {
      const line = at(expression.line);
      // A text in the line is no reason to show the sum of its parts: somebody typed it.
      return `=IF(ISBLANK(${line}),${sumOrEmpty(expression.parts.map(at).join(','))},IF(ISNUMBER(${line}),${line},""))`;
    }
    case 'sum':
      return `=${compileSum(expression.terms, at)}`;
    case 'quotient': {
      const { numerator, divisors, scale } = expression;
      return `=${quotientOrEmpty(
        at(numerator.key),
        divisors.map(({ key }) => at(key)),
        scale,
      )}`;
    }
    default:
      return expression satisfies never;
  }
}

/** The sum of a block of cells, empty when none of them is a number. */
export function compileTotal(block: string): string {
  return `=${sumOrEmpty(block)}`;
}

export function compileRatio(numerator: string, denominator: string, scale: number): string {
  return `=${quotientOrEmpty(numerator, [denominator], scale)}`;
}

/** A value that counts only where the condition's cell is above 0. */
export function compileRestricted(value: string, condition: string): string {
  return `=IF(ISNUMBER(${condition}),IF(${condition}>0,${value},""),"")`;
}

/** A rate of 0 to 100 as a fraction. */
export function compileFraction(rate: string): string {
  return `=IF(ISNUMBER(${rate}),${rate}/100,"")`;
}

/** `amount - used`, where an empty `used` is nothing used; empty without an amount. */
export function compileRest(amount: string, used: string): string {
  return `=IF(ISNUMBER(${amount}),IFERROR(${amount}-SUM(${used}),""),"")`;
}

function sumOrEmpty(operands: string): string {
  return `IF(COUNT(${operands})=0,"",IFERROR(SUM(${operands}),""))`;
}

function quotientOrEmpty(numerator: string, divisors: readonly string[], scale: number): string {
  const operands = [numerator, ...divisors];
  const quotient = operands.join('/') + (scale === 1 ? '' : `*${scale}`);
  return `IF(COUNT(${operands.join(',')})=${operands.length},IFERROR(${quotient},""),"")`;
}

function compileSum(terms: readonly Term[], at: AddressOf): string {
  const list = (sign: 1 | -1): string => {
    const keys = terms.filter((term) => term.sign === sign);
    return keys.length === 0 ? '' : `SUM(${keys.map(({ key }) => at(key)).join(',')})`;
  };
  const minus = list(-1);
  const all = terms.map(({ key }) => at(key)).join(',');
  const required = terms.filter((term) => term.required !== null).map(({ key }) => at(key));
  const isMissing =
    required.length === 0 ? `COUNT(${all})=0` : `COUNT(${required.join(',')})<${required.length}`;
  return `IF(${isMissing},"",IFERROR(${list(1)}${minus === '' ? '' : `-${minus}`},""))`;
}
