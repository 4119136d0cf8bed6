// Where each key of a row stands in its sheet: typed cells first, then derived ones, then the restricted copies that some
// totals need and the rates as fractions that some formulas read. One shape for actions, one for indicators, each longer by
// the columns that only formulas speak of.
import {
  envelopeKey,
  ficheCells,
  hourlyCells,
  indicatorCells,
  totals,
  type DerivedCell,
  type Expression,
} from '../contract/derived-expressions.ts';
import { address } from './hyperformula.ts';
import { compileExpression, compileFraction, compileRestricted } from './formulas.ts';

/** The one cell of the sheet `plan` that rows read. */
export const envelopeAddress = 'plan!A1';

/** A copy of `value` that is empty unless `onlyWhere` is above 0: the numerator of a restricted ratio. */
interface Restricted {
  readonly totalKey: string;
  readonly value: string;
  readonly onlyWhere: string;
}

export class RowShape {
  readonly typed: readonly string[];
  readonly derived: readonly DerivedCell[];
  readonly width: number;
  readonly #restricted: readonly Restricted[];
  /** Derived rates that formulas read as whole columns: as fractions, like everywhere in a formula. */
  readonly #fractions: readonly string[];
  readonly #typedColumns: ReadonlyMap<string, number>;
  readonly #derivedColumns: ReadonlyMap<string, number>;

  constructor(
    typed: readonly string[],
    derived: readonly DerivedCell[],
    restricted: readonly Restricted[],
    fractions: readonly string[] = [],
  ) {
    this.typed = typed;
    this.derived = derived;
    this.#restricted = restricted;
    this.#typedColumns = new Map(typed.map((key, index) => [key, index]));
    this.#derivedColumns = new Map(derived.map(({ key }, index) => [key, typed.length + index]));
    this.#fractions = fractions;
    this.width = typed.length + derived.length + restricted.length + fractions.length;
  }

  /** The column that totals and other cells read for a key: the derived one where there is one. */
  columnOf(key: string): number {
    const column = this.#derivedColumns.get(key) ?? this.#typedColumns.get(key);
    if (column === undefined) throw new Error(`no column for ${key}`);
    return column;
  }

  restrictedColumnOf(totalKey: string): number {
    const index = this.#restricted.findIndex((restricted) => restricted.totalKey === totalKey);
    if (index < 0) throw new Error(`no restricted column for ${totalKey}`);
    return this.typed.length + this.derived.length + index;
  }

  /** The same shape with more typed columns and with fractions of derived rates. */
  with(columns: Iterable<string>, fractions: Iterable<string>): RowShape {
    const typed = new Set([...this.typed, ...[...columns].sort()]);
    return new RowShape([...typed], this.derived, this.#restricted, [...fractions].sort());
  }

  /** Null for a derived key. */
  typedIndexOf(key: string): number | null {
    return this.#typedColumns.get(key) ?? null;
  }

  isDerived(key: string): boolean {
    return this.#derivedColumns.has(key);
  }

  fractionColumnOf(key: string): number {
    const index = this.#fractions.indexOf(key);
    if (index < 0) throw new Error(`no fraction column for ${key}`);
    return this.typed.length + this.derived.length + this.#restricted.length + index;
  }

  hasFraction(key: string): boolean {
    return this.#fractions.includes(key);
  }

  /** The index among the typed keys that an operand of this expression means; null when it means another derived key. */
  typedIndex(expression: Expression, key: string): number | null {
    if (expression.kind !== 'effective' && this.#derivedColumns.has(key)) return null;
    return this.#typedColumns.get(key) ?? null;
  }

  /** The index among the derived cells that stands in a sheet's column; null for the other columns. */
  derivedIndexAt(column: number): number | null {
    const index = column - this.typed.length;
    return index >= 0 && index < this.derived.length ? index : null;
  }

  /** Formulas of the derived and restricted columns for one row of the sheet, counted from 0. */
  formulasAt(row: number): string[] {
    const at = (key: string): string =>
      key === envelopeKey ? envelopeAddress : address(this.columnOf(key), row);
    const cells = this.derived.map(({ expression }) =>
      compileExpression(expression, (key) => {
        const index = this.typedIndex(expression, key);
        return index === null ? at(key) : address(index, row);
      }),
    );
    const copies = this.#restricted.map(({ value, onlyWhere }) =>
      compileRestricted(at(value), at(onlyWhere)),
    );
    const fractions = this.#fractions.map((key) => compileFraction(at(key)));
    return [...cells, ...copies, ...fractions];
  }
}

export function operandKeys(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'effective':
      return [expression.line, ...expression.parts];
    case 'sum':
      return expression.terms.map(({ key }) => key);
    case 'quotient':
      return [expression.numerator, ...expression.divisors].map(({ key }) => key);
    default:
      return expression satisfies never;
  }
}

/** Every key that is read and not computed, in the order it is first read. */
function typedKeysOf(derived: readonly DerivedCell[], summed: readonly string[]): readonly string[] {
  const computed = new Set(derived.map(({ key }) => key));
  const typed = derived.flatMap(({ expression }) =>
    operandKeys(expression).filter((key) => expression.kind === 'effective' || !computed.has(key)),
  );
  return [...new Set([...typed, ...summed.filter((key) => !computed.has(key))])].filter(
    (key) => key !== envelopeKey,
  );
}

const ficheDerived: readonly DerivedCell[] = [...ficheCells, ...hourlyCells];

const restrictedCopies: readonly Restricted[] = totals.flatMap(({ key, rule }) =>
  rule.kind === 'ratio' && rule.onlyWhere !== null
    ? [{ totalKey: key, value: rule.numerator, onlyWhere: rule.onlyWhere }]
    : [],
);

const summedKeys = totals.flatMap(({ key, rule }) => (rule.kind === 'sum' ? [key] : []));

export const ficheShape = new RowShape(typedKeysOf(ficheDerived, summedKeys), ficheDerived, restrictedCopies);
export const indicatorShape = new RowShape(typedKeysOf(indicatorCells, []), indicatorCells, []);
