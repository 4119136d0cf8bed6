// One row of the engine's sheets: the state of its typed cells, the last results of its formulas, and what both say
// together. Knows shapes and reasons, not where the row stands nor what a total is.
import type { DerivedValue } from '../contract/derived.ts';
import { envelopeKey, type DerivedTotal, type Expression } from '../contract/derived-expressions.ts';
import type { CellKey } from '../contract/ids.ts';
import { type CellKind, isNumericKind, type Scalar } from '../contract/kinds.ts';
import { parseValue } from '../contract/parse.ts';
import { serialOfDay } from './formula/date-serial.ts';
import { fractionOf } from './formula/own-functions.ts';
import type { CellValue, RawCellContent } from './hyperformula.ts';
import { explain, unionOfTexts, type Explained, type OperandState, type StateOf } from './reasons.ts';
import type { RowShape } from './row-shape.ts';

/** Where a typed key is read from; null for a cell that this row cannot have (hours of an action without an hours row). */
export interface TypedSource {
  readonly key: CellKey;
  readonly kind: CellKind;
  readonly unit: string | null;
}

/** What a text looks like in the sheet where a figure is asked for: it is in no sum, and no formula takes it for a number. */
export const textMarker = 'text';

const noCells: readonly CellKey[] = [];
const empty: OperandState = { state: 'empty', texts: noCells, cells: noCells };

export function amountState(value: number | null): OperandState {
  return { ...empty, state: value === null ? 'empty' : value === 0 ? 'zero' : 'number' };
}

export class EngineRow {
  readonly shape: RowShape;
  readonly sources: readonly (TypedSource | null)[];
  readonly #envelope: OperandState;
  readonly #contents: RawCellContent[];
  /** What the contents mean: those of formulas after each recalculation. */
  readonly #values: RawCellContent[];
  readonly #results: (number | null)[];
  #explained = new Map<string, Explained>();

  constructor(shape: RowShape, sources: readonly (TypedSource | null)[], envelope: number | null) {
    this.shape = shape;
    this.sources = sources;
    this.#envelope = amountState(envelope);
    this.#contents = shape.typed.map(() => null);
    this.#values = shape.typed.map(() => null);
    this.#results = shape.derived.map(() => null);
  }

  /** What the typed cells hold in the sheet: a value, the marker of a text, a formula's reader, or null. */
  get contents(): readonly RawCellContent[] {
    return this.#contents;
  }

  /** Takes what the document stores; false when the sheet would not change. */
  setTyped(index: number, raw: Scalar | null): boolean {
    const source = this.sources[index];
    if (source === undefined || source === null) throw new Error('this row has no such cell');
    const content = contentOf(source, raw);
    if (this.#contents[index] === content) return false;
    this.#contents[index] = content;
    this.#values[index] = content;
    return true;
  }

  /** The cell is a formula, which the sheet reads through this; false when it does so already. */
  setReader(index: number, reader: string): boolean {
    if (this.#contents[index] === reader) return false;
    this.#contents[index] = reader;
    return true;
  }

  /** What a formula's reader gives. */
  setReading(index: number, value: CellValue): void {
    this.#values[index] = typeof value === 'object' ? textMarker : value === '' ? null : value;
  }

  setResult(index: number, value: number | null): void {
    this.#results[index] = value;
  }

  /** Explains every derived cell again, in declared order: each reads only those before it. */
  explainAll(): void {
    this.#explained = new Map();
    this.shape.derived.forEach(({ key, expression }, index) => {
      const explained = explain(expression, this.#results[index] ?? null, (operand) =>
        this.#operand(expression, operand),
      );
      this.#explained.set(key, explained);
    });
  }

  derived(key: string): DerivedValue {
    const explained = this.#explained.get(key);
    if (explained === undefined) throw new Error(`not explained: ${key}`);
    return explained.derived;
  }

  /** The number of a key, derived or typed; null when it has none. */
  number(key: string): number | null {
    const explained = this.#explained.get(key);
    if (explained !== undefined) return explained.derived.value;
    const value = this.#values[this.shape.columnOf(key)];
    return typeof value === 'number' ? value : null;
  }

  /** How many texts of this row a total leaves out. */
  ignoredBy({ key, rule }: DerivedTotal): number {
    if (rule.kind === 'sum') {
      // Without what it needs there is no value, whatever the texts: nothing is left out of the total then.
      const reason = this.#explained.get(key)?.derived.reason ?? 'incomplete';
      return reason === 'incomplete' ? this.#state(key).texts.length : 0;
    }
    const counts = rule.onlyWhere === null || (this.number(rule.onlyWhere) ?? 0) > 0;
    const operands = counts ? [rule.denominator, rule.numerator] : [rule.denominator];
    return unionOfTexts(operands, this.#state).length;
  }

  #operand(expression: Expression, key: string): OperandState {
    const index = this.shape.typedIndex(expression, key);
    return index === null ? this.#state(key) : this.#typed(index);
  }

  #state: StateOf = (key) => {
    if (key === envelopeKey) return this.#envelope;
    return this.#explained.get(key)?.state ?? this.#typed(this.shape.columnOf(key));
  };

  /** Of a key as formulas mean it: derived where there is such a value. */
  operand(key: string): OperandState {
    return this.#state(key);
  }

  #typed(index: number): OperandState {
    const value = this.#values[index];
    const key = this.sources[index]?.key;
    if (key === undefined) return empty;
    const cells = [key];
    if (value === null || value === undefined) return { state: 'empty', texts: noCells, cells };
    if (value === textMarker) return { state: 'text', texts: cells, cells };
    // Words where words belong are left out of nothing.
    if (typeof value === 'string') return { state: 'text', texts: noCells, cells };
    return { state: value === 0 ? 'zero' : 'number', texts: noCells, cells };
  }
}

function contentOf({ kind, unit }: TypedSource, raw: Scalar | null): RawCellContent {
  const parsed = parseValue(kind, raw, unit);
  switch (parsed.state) {
    case 'empty':
      return null;
    case 'text':
      return textMarker;
    // Somebody who reads the formula puts a reader here instead.
    case 'formula':
      return textMarker;
    case 'value': {
      const { value } = parsed;
      if (typeof value === 'number') return kind === 'percent' ? fractionOf(value) : value;
      if (typeof value === 'boolean') return value;
      if (kind === 'date') return serialOfDay(value) ?? textMarker;
      // The apostrophe keeps the engine from reading a number or a formula in it.
      return isNumericKind(kind) ? textMarker : `'${value}`;
    }
    default:
      return parsed satisfies never;
  }
}
