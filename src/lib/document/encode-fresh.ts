// A whole document written in one breath: what a new plan and a new epoch start with. Holds the values and no history.
import * as Y from 'yjs';
import type { Plan } from '../contract/plan.ts';
import type { Row } from '../contract/rows.ts';
import { applyCells, applyRows, type CellWrite } from './apply.ts';

/** No lease ever has it, and every epoch is a document of its own. */
const firstClientId = 0;

interface FreshContent {
  readonly plan: Plan | null;
  readonly rows: Iterable<Row>;
  readonly cells: Iterable<CellWrite>;
}

export function encodeFresh({ plan, rows, cells }: FreshContent): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = firstClientId;
  applyRows(doc, rows, plan, null);
  applyCells(doc, cells, null);
  const bytes = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return bytes;
}
