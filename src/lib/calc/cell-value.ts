// What a stored cell holds, whoever made it: a value that was typed or that a formula gives, a text that could not be read, a
// formula that gives nothing. Pure; the one reading for screen, clipboard, sums, sorting and filters.
import type { FormulaResult } from '../contract/derived.ts';
import { type CellKey, type ColumnId, cellKey } from '../contract/ids.ts';
import type { CellKind, Scalar } from '../contract/kinds.ts';
import { type TextReason, parseValue } from '../contract/parse.ts';
import type { Row } from '../contract/rows.ts';
import { columnKind, columnUnit } from '../contract/schema.ts';
import type { DocumentContent } from '../document/read.ts';

export interface ReadCell {
  readonly key: CellKey;
  readonly kind: CellKind;
  readonly unit: string | null;
  readonly raw: Scalar | null;
  readonly reading:
    | { readonly state: 'empty' }
    | { readonly state: 'value'; readonly value: number | string | boolean }
    | { readonly state: 'text'; readonly text: string; readonly reason: TextReason }
    /** Its problem says why it gives nothing. */
    | { readonly state: 'problem'; readonly problem: NonNullable<FormulaResult['problem']> };
  readonly isFormula: boolean;
  /** Null for what is no formula, and until the engine has read it. */
  readonly result: FormulaResult | null;
}

interface CellSource {
  readonly content: Pick<DocumentContent, 'cells'>;
  readonly derived: { formula(key: CellKey): FormulaResult | undefined };
}

const empty = { state: 'empty' } as const;

/** Null when the row has no such column. */
export function readCell(row: Row, column: ColumnId, { content, derived }: CellSource): ReadCell | null {
  const kind = columnKind(row, column);
  if (kind === null) return null;
  const key = cellKey(row.id, column);
  const unit = columnUnit(row, column);
  const raw = content.cells.get(key) ?? null;
  const parsed = parseValue(kind, raw, unit);
  if (parsed.state !== 'formula')
    return { key, kind, unit, raw, reading: parsed, isFormula: false, result: null };
  const result = derived.formula(key) ?? null;
  return { key, kind, unit, raw, reading: readingOf(result), isFormula: true, result };
}

function readingOf(result: FormulaResult | null): ReadCell['reading'] {
  if (result === null) return empty;
  if (result.problem !== null) return { state: 'problem', problem: result.problem };
  return result.value === null ? empty : { state: 'value', value: result.value };
}
