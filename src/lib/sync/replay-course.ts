// What is sent now of the edits that waited, and what the person has to see of it: a few frames at a time, so that a return
// after hours neither stops the screen nor runs into the server's rates, and that what others write meanwhile is still met
// cell by cell (I9). Pure.
import { authoriseWrite } from '../contract/authorise.ts';
import type { ErrorCode } from '../contract/errors.ts';
import type { CellKey } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Rights } from '../contract/permissions.ts';
import type { DocumentContent } from '../document/read.ts';
import type { Intent, IntentCell } from './intent.ts';
import { planReplay } from './replay.ts';
import type { Conflict, RefusedEdit } from './session.ts';

/** Frames on their way without an answer: enough to keep the server's commits full, few enough to go back to what changed. */
export const maxFramesUnderWay = 40;
/** One breath of the screen: writing so many cells into a document takes some 20 ms. */
const maxCellsAtOnce = 5_000;

export interface ReplayStep {
  /** One frame each, in this order. */
  readonly now: readonly Intent[];
  /** They wait for the answers to those. */
  readonly later: readonly Intent[];
  /** Of `later`, those of which a cell was settled: to be kept as they are now. */
  readonly changed: readonly Intent[];
  readonly settled: readonly Intent[];
  readonly conflicts: readonly Conflict[];
  readonly refused: readonly RefusedEdit[];
}

interface ReplayFacts {
  readonly content: Pick<DocumentContent, 'plan' | 'rows'>;
  readonly present: (key: CellKey) => Scalar | null;
  /** Null: not said yet; then the server alone decides. */
  readonly rights: Rights | null;
  /** When the line was begun on which the server has told rights and rows: newer than what was made before it. */
  readonly toldSince: number;
  readonly at: number;
  /** How many frames may go now. */
  readonly room: number;
}

export function nextReplayStep(
  waiting: readonly Intent[],
  { content, present, rights, toldSince, at, room }: ReplayFacts,
): ReplayStep {
  const allowed: Intent[] = [];
  /** One for each cell, as with conflicts: the last value made, the first one seen. */
  const refused = new Map<CellKey, RefusedEdit>();
  const withoutRest: Intent[] = [];
  for (const intent of waiting) {
    const cells = intent.cells.filter((cell) => {
      // Made since, it may rest on a right that is still on its way here: the server decides.
      const code = intent.at < toldSince ? refusalOf(cell, content, rights) : null;
      if (code === null) return true;
      const seen = (refused.get(cell.key) ?? cell).seen;
      refused.set(cell.key, { gestureId: intent.gestureId, key: cell.key, mine: cell.value, seen, code, at });
      return false;
    });
    if (cells.length === intent.cells.length) allowed.push(intent);
    else if (cells.length > 0) allowed.push({ ...intent, cells });
    else withoutRest.push(intent);
  }
  const { send, settled, conflicts } = planReplay(allowed, present, at);
  const count = howMany(send, room);
  const asKept = new Set(waiting);
  const later = send.slice(count);
  return {
    now: send.slice(0, count),
    later,
    changed: later.filter((intent) => !asKept.has(intent)),
    settled: [...withoutRest, ...settled],
    conflicts,
    refused: [...refused.values()],
  };
}

/**
 * What the server would refuse by the rights, rows and phase that it has just sent is not sent: each refusal costs a new
 * connection. What is sent, the server decides (PR10).
 */
function refusalOf(
  { key, value }: IntentCell,
  { plan, rows }: ReplayFacts['content'],
  rights: Rights | null,
): ErrorCode | null {
  return plan === null || rights === null
    ? null
    : authoriseWrite(rights, { phase: plan.phase, rows }, key, value);
}

/** At least one where there is room: a large gesture is never too large to be sent. */
function howMany(intents: readonly Intent[], room: number): number {
  let cells = 0;
  let count = 0;
  for (const intent of intents) {
    cells += intent.cells.length;
    if (count >= room || (count > 0 && cells > maxCellsAtOnce)) break;
    count += 1;
  }
  return count;
}
