// One gesture of one person: what is done in one move (typing, paste, fill…) and undone in one step. Pure: it knows neither
// the document nor the wire. A gesture larger than one frame may carry is sent in parts that keep its id.
import type { CellKey, GestureId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { CellWrite, EditWrite } from '../document/apply.ts';
import type { Conflict } from './session.ts';

export interface GestureCell {
  readonly key: CellKey;
  readonly before: Scalar | null;
  readonly after: Scalar | null;
}

export interface Gesture {
  readonly gestureId: GestureId;
  /** What the person did, as a code: `typing`, `paste`, `clear`… */
  readonly name: string;
  /** Each cell once, and only cells that change. */
  readonly cells: readonly GestureCell[];
}

/** One frame carries at most 12 000 structs, and a write may take two of them (the item and what it deletes). */
export const maxCellsPerFrame = 5_000;
/** Half of the largest frame: the encoding of an item adds its key and its ids to the text. */
const maxTextPerFrame = 400_000;

/** Null when the writes change nothing. A cell written twice keeps its last value. */
export function makeGesture(
  gestureId: GestureId,
  name: string,
  writes: readonly CellWrite[],
  present: (key: CellKey) => Scalar | null,
): Gesture | null {
  const last = new Map<CellKey, Scalar | null>();
  for (const { key, value } of writes) last.set(key, value);
  const cells: GestureCell[] = [];
  for (const [key, after] of last) {
    const before = present(key);
    if (before !== after) cells.push({ key, before, after });
  }
  return cells.length === 0 ? null : { gestureId, name, cells };
}

/** I9: the writes over a value that their author had not seen; they wait for a choice. What the cell holds already is no write. */
export function unseenWrites(
  gestureId: GestureId,
  writes: readonly EditWrite[],
  present: (key: CellKey) => Scalar | null,
  at: number,
): readonly Conflict[] {
  return writes.flatMap(({ key, value, seen }): Conflict[] => {
    const theirs = present(key);
    if (seen === undefined || seen === theirs || value === theirs) return [];
    return [{ gestureId, key, mine: value, seen, theirs, at }];
  });
}

/** The cells of each frame that the gesture takes: one, unless it is very large. */
export function splitForFrames(cells: readonly GestureCell[]): readonly (readonly GestureCell[])[] {
  const parts: GestureCell[][] = [];
  let part: GestureCell[] = [];
  let textLength = 0;
  for (const cell of cells) {
    // A UTF-16 unit takes up to three bytes.
    const length = cell.key.length + 24 + (typeof cell.after === 'string' ? cell.after.length * 3 : 8);
    if (part.length > 0 && (part.length >= maxCellsPerFrame || textLength + length > maxTextPerFrame)) {
      parts.push(part);
      part = [];
      textLength = 0;
    }
    part.push(cell);
    textLength += length;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

/** A name for ever: 128 random bits. Not `randomUUID`, which plain http on a local network does not have. */
export function newGestureId(randomBytes: (length: number) => Uint8Array): GestureId {
  return toHex(randomBytes(16)) as GestureId;
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
