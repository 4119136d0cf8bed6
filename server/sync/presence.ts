// Who is where in one plan. A tab says which cell it is in; who it is, the server says. Entries of other tabs than the
// sender's are dropped: clients send time-outs of others by themselves.
import { parseJson } from '../../src/lib/contract/parse-json.ts';
import { splitCellKey } from '../../src/lib/contract/ids.ts';
import type { UserId } from '../../src/lib/contract/ids.ts';
import { maxPresenceBytes, type Presence, readRange } from '../../src/lib/protocol/messages.ts';
import type { PresenceEntry } from '../../src/lib/protocol/presence-codec.ts';

export interface PresentUser {
  readonly id: UserId;
  readonly name: string;
}

/** Told apart by people with colour blindness too (after Okabe and Ito, darkened to 4.5:1 on white, so that white names read on them). */
export const presenceColors: readonly string[] = [
  '#0b6e99',
  '#b3471d',
  '#2d7a4f',
  '#8a3d8f',
  '#8a6100',
  '#3f51b5',
  '#b0305c',
  '#00766c',
  '#5d4b8c',
  '#6b5b3e',
];

export class PresenceBoard {
  readonly #tabs = new Map<number, { readonly userId: UserId; readonly entry: PresenceEntry }>();
  readonly #colorByUser = new Map<UserId, string>();

  get entries(): readonly PresenceEntry[] {
    return [...this.#tabs.values()].map(({ entry }) => entry);
  }

  /** The entry to tell the others, or null when the sender said nothing acceptable of itself. */
  update(clientId: number, user: PresentUser, entries: readonly PresenceEntry[]): PresenceEntry | null {
    const own = entries.find((entry) => entry.clientId === clientId);
    if (own === undefined || Buffer.byteLength(own.state) > maxPresenceBytes) return null;
    if (own.clock <= (this.#tabs.get(clientId)?.entry.clock ?? -1)) return null;
    const said = parseState(own.state);
    if (said === null) return own.state === 'null' ? this.remove(clientId, own.clock) : null;
    const presence: Presence = {
      user: { id: user.id, name: user.name, color: this.#colorOf(user.id) },
      cell: said.cell,
      editing: said.editing,
      range: said.range,
    };
    const entry = { clientId, clock: own.clock, state: JSON.stringify(presence) };
    this.#tabs.set(clientId, { userId: user.id, entry });
    return entry;
  }

  /** The entry that tells the others that the tab is gone, or null when nobody knew of it. */
  remove(clientId: number, clock?: number): PresenceEntry | null {
    const known = this.#tabs.get(clientId);
    if (known === undefined) return null;
    this.#tabs.delete(clientId);
    // With the last tab the colour is free for who comes next.
    if (![...this.#tabs.values()].some(({ userId }) => userId === known.userId))
      this.#colorByUser.delete(known.userId);
    return { clientId, clock: clock ?? known.entry.clock + 1, state: 'null' };
  }

  /** The same person has one colour in all tabs; the first free one, so that people present differ while colours last. */
  #colorOf(userId: UserId): string {
    const known = this.#colorByUser.get(userId);
    if (known !== undefined) return known;
    const taken = new Set(this.#colorByUser.values());
    const color =
      presenceColors.find((candidate) => !taken.has(candidate)) ??
      presenceColors[this.#colorByUser.size % presenceColors.length] ??
      '#0b6e99';
    this.#colorByUser.set(userId, color);
    return color;
  }
}

function parseState(json: string): Pick<Presence, 'cell' | 'editing' | 'range'> | null {
  const state = parseJson(json);
  if (typeof state !== 'object' || state === null) return null;
  const cell =
    'cell' in state && typeof state.cell === 'string' && splitCellKey(state.cell) !== null
      ? state.cell
      : null;
  return {
    cell: cell as Presence['cell'],
    editing: 'editing' in state && state.editing === true,
    range: 'range' in state ? readRange(state.range) : null,
  };
}
