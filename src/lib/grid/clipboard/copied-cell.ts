// What one cell of the grid truly holds when it is copied: its value behind the rounded figure. Pure; writes no flavour.
import { isNumericKind } from '../../contract/kinds.ts';
import { withoutNoise, writtenOut } from '../../contract/decimal.ts';
import { formatDay } from '../../i18n/date-format.ts';
import { cellState, documentRow } from '../cell-state.ts';
import { readCell, type ReadCell } from '../../calc/cell-value.ts';
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
  cell: ReadCell | null,
  table: GridTable,
): TrueValue | null {
  const reading = cell?.reading ?? { state: 'empty' };
  if (cell !== null && reading.state === 'value') {
    const { value } = reading;
    if (typeof value === 'number') return isNumericKind(cell.kind) ? number(value) : null;
    if (typeof value === 'boolean') return { type: 'boolean', value };
    if (cell.kind === 'date') return { type: 'date', day: value };
  } else if (reading.state !== 'empty') return null;
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
  const source = documentRow(row);
  const cell =
    source === null || column.source.type !== 'cell'
      ? null
      : readCell(source, column.source.column, table.context);
  // An empty text shows nothing: no value stands behind it that others should read.
  const trueValue = shown === '' ? null : trueValueOf(row, column, cell, table);
  return {
    shown,
    text: plainText(shown, trueValue),
    trueValue,
    own: { stored: cell === null ? null : { raw: cell.raw, kind: cell.kind, unit: cell.unit } },
  };
}
