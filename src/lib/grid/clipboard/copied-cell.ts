// What one cell of the grid truly holds when it is copied: its value behind the rounded figure. Pure; writes no flavour.
import type { Scalar } from '../../contract/kinds.ts';
import { isNumericKind } from '../../contract/kinds.ts';
import { withoutNoise, writtenOut } from '../../contract/decimal.ts';
import { parseValue } from '../../contract/parse.ts';
import { columnUnit } from '../../contract/schema.ts';
import { formatDay } from '../../i18n/date-format.ts';
import { cellState, documentRow, storedCell } from '../cell-state.ts';
import type { GridColumn } from '../columns.ts';
import { type GridTable, derivedNumber } from '../grid-table.ts';
import type { GridRow } from '../row-model.ts';
import type { PastedCell, TrueValue } from './flavours.ts';

/** A copied cell in one go: what is pasted elsewhere as plain text, and what the screen showed. */
export interface CopiedCell extends PastedCell {
  readonly shown: string;
}

/** All the digits of a value, without grouping: `1562,8571428571`, with the plain hyphen that other programs read. */
export function plainNumber(value: number, mark: ',' | '.' = ','): string {
  const rounded = withoutNoise(value);
  const { integer, decimals } = writtenOut(rounded);
  return `${rounded.negative ? '-' : ''}${integer}${decimals === '' ? '' : `${mark}${decimals}`}`;
}

function number(value: number): TrueValue {
  return { type: 'number', number: value, isPercent: false };
}

/** Null where only the text is known: words, and texts that could not be read. */
function trueValueOf(
  row: GridRow,
  column: GridColumn,
  raw: Scalar | null,
  table: GridTable,
): TrueValue | null {
  const source = documentRow(row);
  const cell = storedCell(row, column);
  if (cell !== null && source !== null && raw !== null) {
    const parsed = parseValue(cell.kind, raw, columnUnit(source, cell.column));
    if (parsed.state === 'text') return null;
    if (parsed.state === 'value') {
      const { value } = parsed;
      if (typeof value === 'number') return isNumericKind(cell.kind) ? number(value) : null;
      if (typeof value === 'boolean') return { type: 'boolean', value };
      return cell.kind === 'date' && typeof value === 'string' ? { type: 'date', day: value } : null;
    }
  }
  const value = derivedNumber(row, column, table);
  return value === null ? null : number(value);
}

function plainText(shown: string, value: TrueValue | null): string {
  if (value === null) return shown;
  switch (value.type) {
    case 'number':
      return plainNumber(value.number);
    case 'date':
      return formatDay(value.day);
    case 'boolean':
      return value.value ? 'oui' : 'non';
    default:
      return value satisfies never;
  }
}

export function copiedCell(row: GridRow, column: GridColumn, table: GridTable): CopiedCell {
  const shown = cellState(row, column, table.context).text;
  const cell = storedCell(row, column);
  const source = documentRow(row);
  const raw = cell === null ? null : (table.context.content.cells.get(cell.key) ?? null);
  // An empty text shows nothing: no value stands behind it that others should read.
  const trueValue = shown === '' ? null : trueValueOf(row, column, raw, table);
  return {
    shown,
    text: plainText(shown, trueValue),
    trueValue,
    own: {
      stored:
        cell === null || source === null
          ? null
          : { raw, kind: cell.kind, unit: columnUnit(source, cell.column) },
    },
  };
}
