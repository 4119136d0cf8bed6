// One row of the engine's sheets: the state of its typed cells, the last results of its formulas, and what both say
// together. Knows shapes and reasons, not where the row stands nor what a total is.
import type { DerivedValue } from '../contract/derived.ts';
import { envelopeKey, type DerivedTotal, type Expression } from '../contract/derived-expressions.ts';
import type { CellKey } from '../contract/ids.ts';
import type { CellKind, Scalar } from '../contract/kinds.ts';
import { parseValue } from '../contract/parse.ts';
import type { RawCellContent } from './hyperformula.ts';
import { explain, unionOfTexts, type Explained, type OperandState, type StateOf } from './reasons.ts';
import type { RowShape } from './row-shape.ts';

/** Where a typed key is read from; null for a cell that this row cannot have (hours of an action without an hours row). */
export interface TypedSource {
  readonly key: CellKey;
  readonly kind: CellKind;
  readonly unit: string | null;
}

/** What a text looks like in the sheet: which text it is does not matter to any formula. */
const textMarker = 'text';

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
  readonly #results: (number | null)[];
  #explained = new Map<string, Explained>();

  constructor(shape: RowShape, sources: readonly (TypedSource | null)[], envelope: number | null) {
    this.shape = shape;
    this.sources = sources;
    this.#envelope = amountState(envelope);
    this.#contents = shape.typed.map(() => null);
    this.#results = shape.derived.map(() => null);
  }

  /** What the typed cells hold in the sheet: a number, the marker of a text, or null. */
  get contents(): readonly RawCellContent[] {
    return this.#contents;
  }

  /** Takes what the document stores; false when the sheet would not change. */
  setTyped(index: number, raw: Scalar | null): boolean {
    const source = this.sources[index];
    if (source === undefined || source === null) throw new Error('this row has no such cell');
    const parsed = parseValue(source.kind, raw, source.unit);
    const isNumber = parsed.state === 'value' && typeof parsed.value === 'number';
    const content = parsed.state === 'empty' ? null : isNumber ? parsed.value : textMarker;
    if (this.#contents[index] === content) return false;
    this.#contents[index] = content;
    return true;
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
    const content = this.#contents[this.shape.columnOf(key)];
    return typeof content === 'number' ? content : null;
  }

  /** How many texts of this row a total leaves out. */
  ignoredBy({ key, rule }: DerivedTotal): number {
    if (rule.kind === 'sum') return this.#state(key).texts.length;
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

  #typed(index: number): OperandState {
    const content = this.#contents[index];
    const key = this.sources[index]?.key;
    if (key === undefined) return empty;
    const cells = [key];
    if (content === null) return { state: 'empty', texts: noCells, cells };
    if (content === textMarker) return { state: 'text', texts: cells, cells };
    return { state: content === 0 ? 'zero' : 'number', texts: noCells, cells };
  }
}
