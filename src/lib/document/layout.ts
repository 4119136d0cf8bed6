// The layout of the Y.Doc: three flat roots. `cells` is the only part that clients write (`rowId:columnId` -> scalar);
// `rows` (id -> Row) and `plan` (one key, `plan`) are projections written by the server alone. Nothing outside this folder
// names a root.
import type * as Y from 'yjs';
import type { Scalar } from '../contract/kinds.ts';
import type { Plan } from '../contract/plan.ts';
import type { Row } from '../contract/rows.ts';

export const cellsRoot = 'cells';
export const rowsRoot = 'rows';
export const planRoot = 'plan';
export const planKey = 'plan';

export function cellsOf(doc: Y.Doc): Y.Map<Scalar> {
  return doc.getMap<Scalar>(cellsRoot);
}

/** Rows are stored as frozen JSON objects (one Any item each), replaced whole. */
export function rowsOf(doc: Y.Doc): Y.Map<Row> {
  return doc.getMap<Row>(rowsRoot);
}

export function planOf(doc: Y.Doc): Y.Map<Plan> {
  return doc.getMap<Plan>(planRoot);
}
