// A value of some cell, now or before, in words for a list outside the grid: its own figures, formulas in French.
import { formatForEditing } from '#lib/contract/format.ts';
import { type CellKey, splitCellKey } from '#lib/contract/ids.ts';
import type { Scalar } from '#lib/contract/kinds.ts';
import { isFormula } from '#lib/contract/parse.ts';
import { columnKind, columnUnit } from '#lib/contract/schema.ts';
import type { DocumentContent } from '#lib/document/read.ts';
import type { FormulaLanguage } from '#lib/grid/typed-cell.ts';
import { formatCell } from '#lib/i18n/cell-format.ts';

interface Plan {
  readonly content: DocumentContent;
  readonly formulas: FormulaLanguage;
}

/** Null for an empty cell, for which each place has its own word. */
export function shownValue(key: CellKey, value: Scalar | null, { content, formulas }: Plan): string | null {
  if (value === null) return null;
  const place = splitCellKey(key);
  const row = place === null ? undefined : content.rows.get(place.rowId);
  const kind = place === null || row === undefined ? null : columnKind(row, place.columnId);
  if (kind === null || place === null || row === undefined || isFormula(value))
    return writtenValue(key, value, formulas);
  return formatCell(kind, value, columnUnit(row, place.columnId), { withUnit: true });
}

/** As an editor would show it, without unit or grouping. */
export function writtenValue(key: CellKey, value: Scalar, formulas: FormulaLanguage): string {
  const place = splitCellKey(key);
  return place !== null && typeof value === 'string' && isFormula(value)
    ? formulas.written(value, { rowId: place.rowId, column: place.columnId })
    : formatForEditing('text', value);
}
