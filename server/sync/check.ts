// The check of one frame before anything of it is applied: well formed, only the leased client id, no clock gap, only
// scalars in `cells`, only cells that may be written. It reads the document and changes nothing. The oracle looks again
// after the frame was applied.
import * as Y from 'yjs';
import type { ErrorCode } from '../../src/lib/contract/errors.ts';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import type { Rights } from '../../src/lib/contract/permissions.ts';
import type { CellWrite } from '../../src/lib/document/apply.ts';
import { cellsOf, cellsRoot } from '../../src/lib/document/layout.ts';
import { mergeContents } from '../../src/lib/protocol/merge-updates.ts';
import {
  type DeleteRange,
  maxStructs,
  readUpdate,
  type StructId,
  type UpdateContent,
  type UpdateItem,
} from '../../src/lib/protocol/update-reader.ts';
import { authoriseWrite, type PlanFacts } from '../../src/lib/contract/authorise.ts';

export interface FrameContext extends PlanFacts {
  readonly doc: Y.Doc;
  readonly clientId: number;
  readonly rights: Rights;
}

export interface CheckedFrame {
  /** The whole frame as one update. */
  readonly update: Uint8Array;
  /** What was read in it. */
  readonly contents: readonly UpdateContent[];
  /** What the frame does to each cell it touches, in the words of its author; null empties. */
  readonly writes: readonly CellWrite[];
  /** Cells that show a value which the author had not seen, with the client id that wrote it. */
  readonly unseen: ReadonlyMap<string, number>;
  /** The clock of the leased client once the frame is applied. */
  readonly nextClock: number;
}

export interface FrameRefusal {
  readonly ok: false;
  readonly code: ErrorCode;
  /** The cells at fault; empty when the frame as a whole is. */
  readonly cells: readonly CellKey[];
}

/**
 * Steps that Yjs may walk along chains of concurrent writes for one frame. Honest frames need a few for each cell; without
 * a bound, 48 KB of forged items cost seconds.
 */
const maxChainSteps = 100_000;
/** A paste over cells that were filled deletes one struct for each it writes; a replay may find them split. */
const maxDeletedStructs = 2 * maxStructs;

export function checkFrame(
  context: FrameContext,
  updates: readonly Uint8Array[],
): { readonly ok: true; readonly value: CheckedFrame } | FrameRefusal {
  const check = new FrameCheck(context);
  const trimmed: Uint8Array[] = [];
  const contents: UpdateContent[] = [];
  for (const update of updates) {
    const read = check.read(update);
    if (!read.ok) return read;
    trimmed.push(read.value.update);
    contents.push(read.value.content);
  }
  const writes = check.writes();
  const refusal = refusedCells(context, writes, check.longestTexts);
  if (refusal !== null) return refusal;
  const { unseen, nextClock } = check;
  const [only] = trimmed;
  const update = trimmed.length === 1 && only !== undefined ? only : mergeContents(contents);
  // The clock gap is refused above.
  if (update === null) throw new Error('a frame whose updates do not follow each other');
  return { ok: true, value: { update, contents, writes, unseen, nextClock } };
}

/**
 * True when an update has nothing that the document does not hold already (a sync step 2 of an honest client); false also
 * when finding out would take too long.
 */
export function carriesNothingNew(doc: Y.Doc, update: Uint8Array): boolean {
  const content = readUpdate(update);
  if (!content.ok) return false;
  const hasNewStruct = content.value.sections.some((section) => {
    const last = section.items.at(-1);
    return last !== undefined && last.clock + last.length > Y.getState(doc.store, section.client);
  });
  if (hasNewStruct) return false;
  let structs = 0;
  for (const range of content.value.deletes) {
    if (range.clock + range.length > Y.getState(doc.store, range.client)) return false;
    // Ranges may overlap: without a bound over all of them, 36 KB cost seconds.
    const isNew = ({ deleted }: Y.Item | Y.GC): true | null =>
      ++structs > maxDeletedStructs || !deleted ? true : null;
    if (visitStructs(doc, range, isNew) !== null) return false;
  }
  return true;
}

function refusedCells(
  context: FrameContext,
  writes: readonly CellWrite[],
  longestTexts: ReadonlyMap<string, string>,
): FrameRefusal | null {
  let code: ErrorCode | null = null;
  const cells: CellKey[] = [];
  for (const { key, value } of writes) {
    // Which of several values a cell shows in the end is for Yjs to say: none may be too long.
    const longest = longestTexts.get(key);
    const refused =
      authoriseWrite(context.rights, context, key, value) ??
      (longest === undefined ? null : authoriseWrite(context.rights, context, key, longest));
    code ??= refused;
    // One code for each refusal: cells with another one are found when the rest is sent again.
    if (refused !== null && refused === code) cells.push(key);
  }
  if (code === null) return null;
  const namesCells = code !== 'not_a_cell' && code !== 'read_only_role';
  return { ok: false, code, cells: namesCells ? cells : [] };
}

class FrameCheck {
  readonly #context: FrameContext;
  readonly #cells: Y.Map<Scalar>;
  readonly #firstClock: number;
  nextClock: number;
  /** The key of each new clock of this frame, the first at 0. */
  readonly #newKeys: string[] = [];
  readonly #newItems: UpdateItem[] = [];
  /** Of cells that the frame writes more than once, the longest text but the last. */
  readonly longestTexts = new Map<string, string>();
  readonly #newDeletes = new Set<number>();
  readonly unseen = new Map<string, number>();
  /** What the frame empties; then, over it, what it sets. */
  readonly #writes = new Map<string, Scalar | null>();
  /** How many of the frame's items name a key. */
  readonly #named = new Map<string, number>();
  #structs = 0;
  #chainSteps = 0;

  constructor(context: FrameContext) {
    this.#context = context;
    this.#cells = cellsOf(context.doc);
    this.#firstClock = Y.getState(context.doc.store, context.clientId);
    this.nextClock = this.#firstClock;
  }

  /** The update without the structs that are known already: an update that Yjs sent twice, or a client that sends all it has. */
  read(
    update: Uint8Array,
  ):
    | { readonly ok: true; readonly value: { readonly update: Uint8Array; readonly content: UpdateContent } }
    | FrameRefusal {
    const whole = readUpdate(update);
    if (!whole.ok) return refuse(whole.code);
    const trimmed = this.#trim(update, whole.value);
    const content = trimmed === update ? whole : readUpdate(trimmed);
    if (!content.ok) return refuse(content.code);
    const refusal = this.#readContent(content.value);
    return refusal ?? { ok: true, value: { update: trimmed, content: content.value } };
  }

  #trim(update: Uint8Array, { sections }: UpdateContent): Uint8Array {
    const known = new Map<number, number>();
    for (const { client, clock } of sections) {
      const state =
        client === this.#context.clientId ? this.nextClock : Y.getState(this.#context.doc.store, client);
      if (clock < state) known.set(client, state);
    }
    // Yjs passes over known structs without looking: whatever they hold now, they do nothing.
    return known.size === 0 ? update : Y.diffUpdate(update, Y.encodeStateVector(known));
  }

  #readContent({ sections, deletes }: UpdateContent): FrameRefusal | null {
    for (const section of sections) {
      if (section.client !== this.#context.clientId) return refuse('foreign_client');
      // A gap would leave the update pending, invisible to every check until the gap is filled.
      if (section.clock !== this.nextClock) return refuse('clock_gap');
      for (const item of section.items) {
        const code = this.#readItem(item);
        if (code !== null) return refuse(code);
      }
    }
    for (const range of deletes) {
      const code = this.#readDeletes(range);
      if (code !== null) return refuse(code);
    }
    return null;
  }

  /** The last thing the frame does to each cell wins, as it does in Yjs. */
  writes(): CellWrite[] {
    const writes = this.#writes;
    for (const { clock, length, value } of this.#newItems) {
      const key = this.#newKeys[clock - this.#firstClock];
      if (key === undefined) throw new Error('an item without a key');
      const isDeleted = this.#newDeletes.has(clock + length - 1);
      const earlier = writes.get(key);
      if (typeof earlier === 'string') this.#keepLongest(key, earlier);
      writes.set(key, isDeleted ? null : value);
    }
    const list: CellWrite[] = [];
    for (const [key, value] of writes) list.push({ key: key as CellKey, value });
    return list;
  }

  #keepLongest(key: string, text: string): void {
    if (text.length > (this.longestTexts.get(key)?.length ?? 0)) this.longestTexts.set(key, text);
  }

  #readItem(item: UpdateItem): ErrorCode | null {
    this.#structs += item.length;
    if (this.#structs > maxStructs) return 'frame_too_large';
    const key = this.#keyOf(item);
    if (!key.ok) return key.code;
    this.#newItems.push(item);
    for (let i = 0; i < item.length; i++) this.#newKeys.push(key.key);
    this.nextClock = item.clock + item.length;
    return null;
  }

  #keyOf(
    item: UpdateItem,
  ): { readonly ok: true; readonly key: string } | { readonly ok: false; readonly code: ErrorCode } {
    const { place } = item;
    if (place.by === 'key') {
      if (place.root !== cellsRoot) return { ok: false, code: 'not_a_cell' };
      let first = this.#cells._map.get(place.key) ?? null;
      while (first !== null && this.#step()) first = first.left;
      this.#stepOverOwn(place.key);
      this.#noteUnseen(place.key, null);
      return this.#isWithinSteps(place.key);
    }
    const { origin } = place;
    if (this.#isOfThisFrame(origin)) {
      const key = this.#newKeys[origin.clock - this.#firstClock];
      return key === undefined ? { ok: false, code: 'clock_gap' } : { ok: true, key };
    }
    const struct = structAt(this.#context.doc, origin);
    if (struct === null) return { ok: false, code: 'clock_gap' };
    const key = this.#cellKeyOf(struct);
    if (key === null || !(struct instanceof Y.Item)) return { ok: false, code: 'not_a_cell' };
    if (struct.right === null) {
      // As nearly always: it is what the cell shows, and its author knew the whole of it. The key is not looked up for that.
      if (origin.clock !== struct.id.clock + struct.length - 1) this.#noteUnseen(key, origin);
      return { ok: true, key };
    }
    let next: Y.Item | null = struct.right;
    while (next !== null && this.#step()) next = next.right;
    this.#noteUnseen(key, origin);
    return this.#isWithinSteps(key);
  }

  #readDeletes(range: DeleteRange): ErrorCode | null {
    const known = this.#firstClock - range.clock;
    if (range.client === this.#context.clientId && known > 0 && known < range.length) {
      // Yjs joins neighbours: one range may end in this frame and begin before it.
      return (
        this.#readDeletes({ ...range, length: known }) ??
        this.#readDeletes({ ...range, clock: this.#firstClock, length: range.length - known })
      );
    }
    if (this.#isOfThisFrame(range)) {
      if (range.clock + range.length > this.nextClock) return 'clock_gap';
      // Ranges may overlap here too: 12 000 of them over 12 000 clocks fit in 36 KB.
      this.#structs += range.length;
      if (this.#structs > maxDeletedStructs) return 'frame_too_large';
      for (let i = 0; i < range.length; i++) this.#newDeletes.add(range.clock + i);
      return null;
    }
    if (range.clock + range.length > Y.getState(this.#context.doc.store, range.client)) return 'clock_gap';
    return visitStructs(this.#context.doc, range, this.#readDeleted);
  }

  readonly #readDeleted = (struct: Y.Item | Y.GC): ErrorCode | null => {
    this.#structs++;
    if (this.#structs > maxDeletedStructs) return 'frame_too_large';
    const key = this.#cellKeyOf(struct);
    if (key === null) return 'not_a_cell';
    // One that is deleted already was overwritten by somebody else meanwhile: its author still meant to change the cell.
    this.#writes.set(key, null);
    return null;
  };

  /** `origin`: the last item of the cell that the author knew. */
  #noteUnseen(key: string, origin: StructId | null): void {
    const present = this.#cells._map.get(key);
    if (present === undefined || present.deleted || present.id.client === this.#context.clientId) return;
    if (origin?.client === present.id.client && origin.clock === present.lastId.clock) return;
    this.unseen.set(key, present.id.client);
  }

  #isOfThisFrame(id: StructId): boolean {
    return id.client === this.#context.clientId && id.clock >= this.#firstClock;
  }

  /** Null for anything that is not an item of the root `cells`: the projections of rows and plan are the server's. */
  #cellKeyOf(struct: Y.Item | Y.GC): string | null {
    return struct instanceof Y.Item && struct.parent === this.#cells ? struct.parentSub : null;
  }

  /** Named by their key, Yjs walks over what the frame itself has put there before; an honest one names a key once. */
  #stepOverOwn(key: string): void {
    const own = this.#named.get(key) ?? 0;
    this.#chainSteps += own;
    this.#named.set(key, own + 1);
  }

  #step(): boolean {
    return ++this.#chainSteps <= maxChainSteps;
  }

  #isWithinSteps(
    key: string,
  ): { readonly ok: true; readonly key: string } | { readonly ok: false; readonly code: ErrorCode } {
    return this.#chainSteps <= maxChainSteps ? { ok: true, key } : { ok: false, code: 'frame_too_large' };
  }
}

function refuse(code: ErrorCode): FrameRefusal {
  return { ok: false, code, cells: [] };
}

/** Null when the document does not hold it yet. */
function structAt(doc: Y.Doc, { client, clock }: StructId): Y.Item | Y.GC | null {
  const structs = doc.store.clients.get(client);
  const last = structs?.at(-1);
  if (structs === undefined || last === undefined || clock >= last.id.clock + last.length) return null;
  return structs[Y.findIndexSS(structs, clock)] ?? null;
}

/** Visits those of a range that lies within the document's state, until a visit gives something else than null. */
function visitStructs<Found>(
  doc: Y.Doc,
  range: DeleteRange,
  visit: (struct: Y.Item | Y.GC) => Found | null,
): Found | null {
  const structs = doc.store.clients.get(range.client) ?? [];
  const end = range.clock + range.length;
  for (let i = Y.findIndexSS(structs, range.clock); i < structs.length; i++) {
    const struct = structs[i];
    if (struct === undefined || struct.id.clock >= end) return null;
    const found = visit(struct);
    if (found !== null) return found;
  }
  return null;
}
