// What a refusal means for the edit it names: which cells go to the tray, which are sent again. Pure.
import type { ErrorCode } from '../contract/errors.ts';
import type { Refusal } from '../protocol/messages.ts';
import type { Intent, IntentCell } from './intent.ts';

/** The moment was wrong, not the edit: it is sent again, however often. */
const passing: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'plan_read_only']);
/** Something between us and the server went wrong: sent again under a new lease, but not for ever. */
const accidental: ReadonlySet<ErrorCode> = new Set([
  'malformed',
  'clock_gap',
  'foreign_client',
  'frame_out_of_order',
  'lease_unknown',
  'epoch_changed',
  'oracle',
  'internal',
]);
/** A third accident with the same edit is no accident. */
const maxAccidents = 3;

interface RefusalFate {
  readonly refused: readonly IntentCell[];
  readonly again: readonly IntentCell[];
  /** True when this refusal counts towards giving up. */
  readonly counts: boolean;
}

export function fateOfRefusal(intent: Intent, refusal: Refusal): RefusalFate {
  if (passing.has(refusal.code)) return { refused: [], again: intent.cells, counts: false };
  const atFault = new Set(refusal.cells);
  const named = intent.cells.filter(({ key }) => atFault.has(key));
  if (named.length > 0) {
    return { refused: named, again: intent.cells.filter(({ key }) => !atFault.has(key)), counts: false };
  }
  if (accidental.has(refusal.code) && intent.refusals + 1 < maxAccidents)
    return { refused: [], again: intent.cells, counts: true };
  return { refused: intent.cells, again: [], counts: true };
}
