// Turns Yjs events into plain changes, one call per transaction.
import type * as Y from 'yjs';
import type { CellKey } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import { cellsOf, planOf, rowsOf } from './layout.ts';

export interface CellChange {
  readonly key: CellKey;
  readonly before: Scalar | null;
  readonly after: Scalar | null;
}

export interface DocumentChange {
  readonly cells: readonly CellChange[];
  readonly rowsChanged: boolean;
  readonly planChanged: boolean;
  readonly origin: unknown;
  /** True for this replica's own writes. */
  readonly local: boolean;
}

/** Returns the function that stops observing. */
export function observeDocument(doc: Y.Doc, onChange: (change: DocumentChange) => void): () => void {
  const cells = cellsOf(doc);
  const rows = rowsOf(doc);
  const plan = planOf(doc);
  let cellChanges: CellChange[] = [];
  let rowsChanged = false;
  let planChanged = false;

  const onCells = (event: Y.YMapEvent<Scalar>): void => {
    for (const [key, { oldValue }] of event.keys) {
      cellChanges.push({
        key: key as CellKey,
        before: (oldValue as Scalar | undefined) ?? null,
        after: cells.get(key) ?? null,
      });
    }
  };
  const onRows = (): void => {
    rowsChanged = true;
  };
  const onPlan = (): void => {
    planChanged = true;
  };
  const onTransaction = (transaction: Y.Transaction): void => {
    if (cellChanges.length === 0 && !rowsChanged && !planChanged) return;
    const change = {
      cells: cellChanges,
      rowsChanged,
      planChanged,
      origin: transaction.origin,
      local: transaction.local,
    };
    cellChanges = [];
    rowsChanged = false;
    planChanged = false;
    onChange(change);
  };
  cells.observe(onCells);
  rows.observe(onRows);
  plan.observe(onPlan);
  doc.on('afterTransaction', onTransaction);
  return () => {
    cells.unobserve(onCells);
    rows.unobserve(onRows);
    plan.unobserve(onPlan);
    doc.off('afterTransaction', onTransaction);
  };
}
