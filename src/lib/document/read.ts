// Reads the whole document, or one cell, as plain values.
import type * as Y from 'yjs';
import type { CellKey, RowId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Plan } from '../contract/plan.ts';
import type { Row } from '../contract/rows.ts';
import { cellsOf, planKey, planOf, rowsOf } from './layout.ts';

export interface DocumentContent {
  readonly plan: Plan | null;
  readonly rows: ReadonlyMap<RowId, Row>;
  readonly cells: ReadonlyMap<CellKey, Scalar>;
}

export function readDocument(doc: Y.Doc): DocumentContent {
  const cells = new Map<CellKey, Scalar>();
  cellsOf(doc).forEach((value, key) => cells.set(key as CellKey, value));
  return { plan: readPlan(doc), rows: readRows(doc), cells };
}

export function readRows(doc: Y.Doc): Map<RowId, Row> {
  const rows = new Map<RowId, Row>();
  rowsOf(doc).forEach((row) => rows.set(row.id, row));
  return rows;
}

export function readPlan(doc: Y.Doc): Plan | null {
  return planOf(doc).get(planKey) ?? null;
}

export function readCell(doc: Y.Doc, key: CellKey): Scalar | null {
  return cellsOf(doc).get(key) ?? null;
}
