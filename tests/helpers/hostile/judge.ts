// The judge of hostile messages: looks at the document before and after each, and says what happened that nobody may do. It is
// independent of the check, of the oracle of the room and of the rights in the product: it must import none of them.
import * as Y from 'yjs';
import type { CellKey, RowId } from '../../../src/lib/contract/ids.ts';
import type { Scalar } from '../../../src/lib/contract/kinds.ts';
import type { Rights } from '../../../src/lib/contract/permissions.ts';
import type { Phase } from '../../../src/lib/contract/plan.ts';
import { readDocument } from '../../../src/lib/document/read.ts';
import type { RowFacts } from './attacked-plan.ts';
import { longestText, mayChange } from './rights-by-hand.ts';

const rootNames = 'cells,plan,rows';

export interface Author {
  readonly clientId: number;
  readonly rights: Rights;
}

export class Judge {
  readonly #phase: Phase;
  readonly #facts: ReadonlyMap<RowId, RowFacts>;
  #doc: Y.Doc;
  #cells: ReadonlyMap<CellKey, Scalar>;
  #projections: string;
  #clocks: ReadonlyMap<number, number>;
  #updates = 0;

  constructor(doc: Y.Doc, phase: Phase, facts: ReadonlyMap<RowId, RowFacts>) {
    this.#phase = phase;
    this.#facts = facts;
    this.#doc = doc;
    this.#cells = readDocument(doc).cells;
    this.#projections = projectionsOf(doc);
    this.#clocks = clocksOf(doc);
    doc.on('update', () => this.#updates++);
  }

  get cells(): ReadonlyMap<CellKey, Scalar> {
    return this.#cells;
  }

  get clocks(): ReadonlyMap<number, number> {
    return this.#clocks;
  }

  /** After a message of the author. Null when nothing happened that may not. */
  look(doc: Y.Doc, author: Author, isRefused: boolean, isThorough: boolean): string | null {
    if (doc !== this.#doc) return 'the document was dropped: the check let something through';
    const hasChanged = this.#updates > 0;
    this.#updates = 0;
    if (hasChanged && isRefused) return 'a refused message changed the document';
    if (!hasChanged && !isThorough) return null;
    const { cells } = readDocument(doc);
    const clocks = clocksOf(doc);
    const fault =
      this.#shapeFault(doc) ??
      (hasChanged ? this.#structFault(doc, author, clocks) : null) ??
      this.#clockFault(author, clocks, hasChanged) ??
      this.#cellFault(cells, author, hasChanged);
    this.#cells = cells;
    this.#clocks = clocks;
    return fault;
  }

  /** After the server's own hand has changed rows: they are the new beginning, everything else is as it was. */
  rebase(doc: Y.Doc): string | null {
    this.#updates = 0;
    for (const row of readDocument(doc).rows.values()) {
      const facts = this.#facts.get(row.id);
      const isClosed = row.kind === 'fiche' && row.closed === true;
      if (facts === undefined || facts.archived !== row.archived || facts.closed !== isClosed)
        return `row ${row.id} is not as its command said`;
    }
    this.#projections = projectionsOf(doc);
    this.#clocks = clocksOf(doc);
    return this.#cellFault(readDocument(doc).cells, null, false);
  }

  #shapeFault(doc: Y.Doc): string | null {
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return 'something is pending';
    if ([...doc.share.keys()].sort().join() !== rootNames) return 'a root was added';
    for (const root of doc.share.values())
      if (root._start !== null || root._length > 0) return 'a root holds a list';
    return projectionsOf(doc) === this.#projections ? null : 'rows or plan changed';
  }

  #clockFault({ clientId }: Author, clocks: ReadonlyMap<number, number>, hasChanged: boolean): string | null {
    for (const [client, clock] of clocks) {
      const before = this.#clocks.get(client) ?? 0;
      if (clock < before) return 'a clock went back';
      if (clock > before && (client !== clientId || !hasChanged)) return 'a foreign clock moved';
    }
    return clocks.size < this.#clocks.size ? 'a client was forgotten' : null;
  }

  /** What is new in the store, also when it is deleted already: only items of cells that the author may write. */
  #structFault(doc: Y.Doc, author: Author, clocks: ReadonlyMap<number, number>): string | null {
    const structs = doc.store.clients.get(author.clientId) ?? [];
    const before = this.#clocks.get(author.clientId) ?? 0;
    if (before === (clocks.get(author.clientId) ?? 0)) return null;
    for (let i = structs.length - 1; i >= 0; i--) {
      const struct = structs[i];
      if (struct === undefined || struct.id.clock + struct.length <= before) break;
      if (!(struct instanceof Y.Item)) return 'a struct that is no item';
      if ((struct.parent as unknown) !== doc.share.get('cells')) return 'an item outside cells';
      if (struct.parentSub === null || !this.#may(author, struct.parentSub))
        return `an item of ${struct.parentSub}`;
      const isScalar = struct.content instanceof Y.ContentAny || struct.content instanceof Y.ContentDeleted;
      if (!isScalar) return 'an item that holds no scalar';
    }
    return null;
  }

  #cellFault(cells: ReadonlyMap<CellKey, Scalar>, author: Author | null, hasChanged: boolean): string | null {
    for (const key of new Set([...this.#cells.keys(), ...cells.keys()])) {
      const after: unknown = cells.get(key);
      if (after === this.#cells.get(key)) continue;
      if (author === null || !hasChanged) return `${key} changed by itself`;
      if (!this.#may(author, key)) return `${key} changed`;
      if (after === undefined || typeof after === 'boolean') continue;
      if (typeof after === 'number' && Number.isFinite(after)) continue;
      if (typeof after !== 'string') return `${key} is no scalar`;
      if (after.length > longestText(key)) return `${key} is too long`;
    }
    return null;
  }

  #may(author: Author, key: string): boolean {
    return mayChange(author.rights, this.#phase, this.#facts, key);
  }
}

export function clocksOf(doc: Y.Doc): Map<number, number> {
  const clocks = new Map<number, number>();
  for (const [client, structs] of doc.store.clients) {
    const last = structs.at(-1);
    if (last !== undefined) clocks.set(client, last.id.clock + last.length);
  }
  return clocks;
}

function projectionsOf(doc: Y.Doc): string {
  return JSON.stringify([doc.getMap('rows').toJSON(), doc.getMap('plan').toJSON()]);
}

/** Null when both hold the same: cells, rows, plan, clocks and what is deleted. */
export function differenceOf(one: Y.Doc, other: Y.Doc): string | null {
  if (other.store.pendingStructs !== null || other.store.pendingDs !== null) return 'something is pending';
  if (!Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other))) return 'clocks or deletions differ';
  return jsonOf(one) === jsonOf(other) ? null : 'the content differs';
}

function jsonOf(doc: Y.Doc): string {
  return JSON.stringify(
    ['cells', 'rows', 'plan'].map((root) =>
      Object.entries(doc.getMap(root).toJSON()).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
}
