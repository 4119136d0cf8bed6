// The only code that writes to the document: cells by anyone with a lease, rows and plan by the server.
import type * as Y from 'yjs';
import type { CellKey } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Plan } from '../contract/plan.ts';
import type { Row } from '../contract/rows.ts';
import { cellsOf, planKey, planOf, rowsOf } from './layout.ts';

/** Null empties the cell. */
export interface CellWrite {
  readonly key: CellKey;
  readonly value: Scalar | null;
}

/** A write, with what its author had seen in the cell when that may be older than this moment: an editor that was open. */
export interface EditWrite extends CellWrite {
  readonly seen?: Scalar | null;
}

/** One transaction. `origin` names who caused it and comes back in `observeDocument`. Writes that change nothing are left out. */
export function applyCells(doc: Y.Doc, writes: Iterable<CellWrite>, origin: unknown): void {
  const cells = cellsOf(doc);
  doc.transact(() => {
    for (const { key, value } of writes) {
      if (value === null) {
        if (cells.has(key)) cells.delete(key);
      } else if (cells.get(key) !== value) cells.set(key, value);
    }
  }, origin);
}

/** Server only: replaces the projection of these rows and, when given, of the plan. */
export function applyRows(doc: Y.Doc, rows: Iterable<Row>, plan: Plan | null, origin: unknown): void {
  const root = rowsOf(doc);
  doc.transact(() => {
    for (const row of rows) root.set(row.id, row);
    if (plan !== null) planOf(doc).set(planKey, plan);
  }, origin);
}
