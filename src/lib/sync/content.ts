// The plan's present state on this screen: plain maps kept up to date in place, whatever stands behind them (a live document,
// the copy kept on this device, edits not sent yet). Knows no connection. Each method tells what it changed.
import type * as Y from 'yjs';
import type { CellKey, RowId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Plan } from '../contract/plan.ts';
import type { Row } from '../contract/rows.ts';
import type { CellWrite } from '../document/apply.ts';
import type { CellChange, DocumentChange } from '../document/observe.ts';
import { type DocumentContent, readPlan, readRows } from '../document/read.ts';
import type { Intent } from './intent.ts';
import type { SessionChange } from './session.ts';

export class LiveContent implements DocumentContent {
  readonly rows = new Map<RowId, Row>();
  readonly cells = new Map<CellKey, Scalar>();
  #plan: Plan | null = null;

  get plan(): Plan | null {
    return this.#plan;
  }

  cell(key: CellKey): Scalar | null {
    return this.cells.get(key) ?? null;
  }

  /** Edits made while no document is there. Null when nothing changed. */
  write(writes: Iterable<CellWrite>): SessionChange | null {
    const cells: CellChange[] = [];
    for (const { key, value } of writes) this.#put(key, value, cells);
    return changeOf(cells, false, false, true);
  }

  /** One transaction of the document this content follows. */
  follow(doc: Y.Doc, change: DocumentChange): SessionChange | null {
    const cells: CellChange[] = [];
    for (const { key, after } of change.cells) this.#put(key, after, cells);
    const rowsChanged = change.rowsChanged && this.#putRows(readRows(doc));
    const planChanged = change.planChanged && this.#putPlan(readPlan(doc));
    return changeOf(cells, rowsChanged, planChanged, change.local);
  }

  /** Becomes `next`, told as one change, so that the grid never rebuilds when a fresh document takes over. */
  become(next: DocumentContent): SessionChange | null {
    const cells: CellChange[] = [];
    for (const key of [...this.cells.keys()]) {
      if (!next.cells.has(key)) this.#put(key, null, cells);
    }
    for (const [key, value] of next.cells) this.#put(key, value, cells);
    const rowsChanged = this.#putRows(next.rows);
    const planChanged = this.#putPlan(next.plan);
    return changeOf(cells, rowsChanged, planChanged, false);
  }

  #put(key: CellKey, after: Scalar | null, changes: CellChange[]): void {
    const before = this.cells.get(key) ?? null;
    if (before === after) return;
    if (after === null) this.cells.delete(key);
    else this.cells.set(key, after);
    changes.push({ key, before, after });
  }

  /** A row that did not change keeps its object. */
  #putRows(next: ReadonlyMap<RowId, Row>): boolean {
    let changed = false;
    for (const id of [...this.rows.keys()]) {
      if (!next.has(id)) changed = this.rows.delete(id) || changed;
    }
    for (const [id, row] of next) {
      if (isSame(this.rows.get(id), row)) continue;
      this.rows.set(id, row);
      changed = true;
    }
    return changed;
  }

  #putPlan(next: Plan | null): boolean {
    if (isSame(this.#plan, next)) return false;
    this.#plan = next;
    return true;
  }
}

/** Rows and plan are small JSON objects written by one hand, so their key order does not vary. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function changeOf(
  cells: readonly CellChange[],
  rowsChanged: boolean,
  planChanged: boolean,
  local: boolean,
): SessionChange | null {
  return cells.length === 0 && !rowsChanged && !planChanged
    ? null
    : { cells, rowsChanged, planChanged, local };
}

/** The content with edits on top that no document holds yet. */
export function withPending(content: DocumentContent, intents: readonly Intent[]): DocumentContent {
  const cells = new Map(content.cells);
  for (const { key, value } of intents.flatMap((intent) => intent.cells)) {
    if (value === null) cells.delete(key);
    else cells.set(key, value);
  }
  return { ...content, cells };
}
