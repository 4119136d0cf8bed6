// Decides what becomes of pending edits when they meet a fresh document: write, already there, or conflict. Pure. The rule
// (I9): a cell is written only when it holds a value that the author had seen or made; else both values are shown.
import type { CellKey } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import { byMaking, type Intent, type IntentCell } from './intent.ts';
import type { Conflict } from './session.ts';

export interface Replay {
  /** What to send, in order, one frame each: the intent with the cells that are still to be written. */
  readonly send: readonly Intent[];
  /** Intents of which nothing is left to send. */
  readonly settled: readonly Intent[];
  readonly conflicts: readonly Conflict[];
}

interface Step {
  readonly intent: Intent;
  readonly cell: IntentCell;
}

/** `present` reads the fresh document. Several edits of one cell by one author are one chain: they never conflict among themselves. */
export function planReplay(
  intents: readonly Intent[],
  present: (key: CellKey) => Scalar | null,
  now: number,
): Replay {
  const ordered = [...intents].sort(byMaking);
  const chains = new Map<CellKey, Step[]>();
  for (const intent of ordered) {
    for (const cell of intent.cells) {
      const chain = chains.get(cell.key);
      if (chain === undefined) chains.set(cell.key, [{ intent, cell }]);
      else chain.push({ intent, cell });
    }
  }

  const left = new Map<Intent, IntentCell[]>();
  const conflicts: Conflict[] = [];
  for (const [key, chain] of chains) {
    const from = firstStepToWrite(chain, present(key));
    if (from === null) {
      conflicts.push(conflictOf(key, chain, present(key), now));
      continue;
    }
    for (const { intent, cell } of chain.slice(from)) {
      const cells = left.get(intent);
      if (cells === undefined) left.set(intent, [cell]);
      else cells.push(cell);
    }
  }

  const send: Intent[] = [];
  const settled: Intent[] = [];
  for (const intent of ordered) {
    const cells = left.get(intent);
    if (cells === undefined) settled.push(intent);
    // An intent of which nothing changed keeps its object: it need not be written to the device again.
    else send.push(cells.length === intent.cells.length ? intent : { ...intent, cells });
  }
  return { send, settled, conflicts };
}

/** The length of the chain when all of it is there already; null when the present value is one that the author never saw. */
function firstStepToWrite(chain: readonly Step[], present: Scalar | null): number | null {
  const made = chain.findLastIndex(({ cell }) => cell.value === present);
  if (made >= 0) return made + 1;
  const seen = chain.findLastIndex(({ cell }) => cell.seen === present);
  return seen >= 0 ? seen : null;
}

function conflictOf(key: CellKey, chain: readonly Step[], theirs: Scalar | null, at: number): Conflict {
  const first = chain[0];
  const last = chain.at(-1);
  if (first === undefined || last === undefined) throw new Error('an empty chain');
  return { gestureId: last.intent.gestureId, key, mine: last.cell.value, seen: first.cell.seen, theirs, at };
}
