// Who else is in the plan, and where this tab's own cursor is: awareness states in and out. Knows nothing of edits.
import type { Awareness } from 'y-protocols/awareness';
import { type CellKey, splitCellKey } from '../contract/ids.ts';
import { type PresenceRange, readRange } from '../protocol/messages.ts';
import type { Clock } from './environment.ts';
import type { Peer } from './session.ts';

/** An arrow key held down repeats about every 30 ms: more messages than that show nothing more. */
const throttleMs = 50;

export interface OwnPresence {
  readonly cell: CellKey | null;
  readonly editing: boolean;
  readonly range: PresenceRange | null;
}

/** Everybody else, one entry a tab, in a stable order. `own` are the client ids this tab has had: its ghosts are not others. */
export function readPeers(awareness: Awareness, own: ReadonlySet<number>): readonly Peer[] {
  const peers: Peer[] = [];
  for (const [clientId, state] of awareness.getStates()) {
    if (own.has(clientId)) continue;
    const peer = readPeer(clientId, state);
    if (peer !== null) peers.push(peer);
  }
  return peers.sort((a, b) => a.clientId - b.clientId);
}

/** Null for a state without the server's stamp. */
function readPeer(clientId: number, state: Record<string, unknown>): Peer | null {
  const { user, cell, editing, range } = state;
  if (typeof user !== 'object' || user === null) return null;
  const { id, name, color } = user as Record<string, unknown>;
  if (typeof id !== 'string' || typeof name !== 'string' || typeof color !== 'string') return null;
  const isCell = typeof cell === 'string' && splitCellKey(cell) !== null;
  return {
    clientId,
    userId: id,
    name,
    color,
    cell: isCell ? (cell as CellKey) : null,
    editing: editing === true,
    range: readRange(range),
  };
}

function isSameRange(a: PresenceRange | null, b: PresenceRange | null): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Sends the first change at once and then at most one each 50 ms, the last one always. */
export class PresenceSender {
  readonly #clock: Clock;
  #own: OwnPresence = { cell: null, editing: false, range: null };
  #awareness: Awareness | null = null;
  #cancelTimer: (() => void) | null = null;
  #isDue = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Null while nothing is connected. */
  sendTo(awareness: Awareness | null): void {
    this.#awareness = awareness;
    awareness?.setLocalState({ ...this.#own });
  }

  set(own: OwnPresence): void {
    const { cell, editing, range } = own;
    if (cell === this.#own.cell && editing === this.#own.editing && isSameRange(range, this.#own.range))
      return;
    this.#own = { cell, editing, range };
    this.#isDue = true;
    if (this.#cancelTimer === null) this.#send();
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#awareness = null;
  }

  #send(): void {
    this.#cancelTimer = null;
    if (!this.#isDue) return;
    this.#isDue = false;
    this.#awareness?.setLocalState({ ...this.#own });
    this.#cancelTimer = this.#clock.after(throttleMs, () => this.#send());
  }
}
