// Watches every frame that reaches a room: it is taken when the table written by hand allows all that it changes, and refused
// only when the table forbids each cell that the refusal names. It does not ask the product who may do what.
import type { CellKey, RowId } from '../../src/lib/contract/ids.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import { readDocument } from '../../src/lib/document/read.ts';
import type { Room } from '../../server/sync/room.ts';
import type { RowFacts } from './hostile/attacked-plan.ts';
import { mayChange } from './hostile/rights-by-hand.ts';

/** Counts that show that the schedules had something in them. */
export interface Watched {
  taken: number;
  refused: number;
  whileReadOnly: number;
}

export function watchFrames(room: Room, counts: Watched, alarm: (text: string) => void): void {
  const submit = room.submit.bind(room);
  room.submit = (peer, frame, updates) => {
    const { cells, rows, plan } = readDocument(room.doc);
    const wasReadOnly = room.isReadOnly;
    const facts = factsOf(rows.values());
    const may = (key: CellKey): boolean => mayChange(peer.rights, plan?.phase ?? 'draft', facts, key);
    const refusal = submit(peer, frame, updates);
    const present = readDocument(room.doc).cells;
    const changed = [...new Set([...cells.keys(), ...present.keys()])].filter(
      (key) => cells.get(key) !== present.get(key),
    );
    if (refusal === null) {
      counts.taken += 1;
      for (const key of changed) if (!may(key)) alarm(`${peer.user.name} wrote ${key}`);
      return null;
    }
    if (changed.length > 0) alarm(`a refused frame changed ${changed.join()}`);
    if (wasReadOnly && refusal.code === 'plan_read_only') {
      counts.whileReadOnly += 1;
      return refusal;
    }
    counts.refused += 1;
    // Of somebody who may write nothing the frame is refused as a whole, and no cell is named.
    const isReader = !['coordinator', 'partner'].includes(peer.rights.role);
    const isWhole = isReader && refusal.code === 'read_only_role';
    if (!isWhole && (refusal.cells.length === 0 || refusal.cells.some(may)))
      alarm(`${peer.user.name} was refused ${refusal.cells.join()}: ${refusal.code}`);
    return refusal;
  };
}

function factsOf(rows: Iterable<Row>): Map<RowId, RowFacts> {
  return new Map(
    [...rows].map((row) => [
      row.id,
      {
        kind: row.kind,
        ficheId: row.kind === 'fiche' ? row.id : row.ficheId,
        archived: row.archived,
        closed: row.kind === 'fiche' && row.closed === true,
        carriers: row.kind === 'fiche' ? row.organisationIds : [],
      },
    ]),
  );
}
