// What a sync step 2 may cost, for ranges of its delete set may overlap and each would be walked; and what becomes of structs
// that the server knows already.
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { cellKey, columnId, type RowId } from '../../src/lib/contract/ids.ts';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import { applyCells } from '../../src/lib/document/apply.ts';
import { coordinatorRights } from '../../tests/helpers/rights.ts';
import { carriesNothingNew, checkFrame, type FrameContext } from './check.ts';

/** No structs, and `ranges` times the whole of what one client wrote. */
function overlappingDeletes(client: number, length: number, ranges: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, ranges);
  for (let i = 0; i < ranges; i += 1) {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, length);
  }
  return encoding.toUint8Array(encoder);
}

it('PR5 a step 2 whose ranges overlap is refused once it has walked too much', () => {
  const doc = new Y.Doc();
  doc.clientID = 7;
  const cells = 3_000;
  const keys = Array.from({ length: cells }, (_, index) => `aaaaaaaaaa:k${index}` as CellKey);
  for (const value of ['old', 'new'])
    applyCells(
      doc,
      keys.map((key) => ({ key, value })),
      null,
    );
  // All of the first writes are overwritten: nothing in these ranges is new.
  expect(carriesNothingNew(doc, overlappingDeletes(7, cells, 2))).toBe(true);
  expect(carriesNothingNew(doc, overlappingDeletes(7, cells, 100))).toBe(false);
});

describe('PR12 structs that are known already are trimmed before the check', () => {
  const rowId = 'aaaaaaaaaa' as RowId;
  const p104 = cellKey(rowId, columnId('p104'));
  const autres = cellKey(rowId, columnId('autres'));
  const row: Row = {
    kind: 'fiche',
    id: rowId,
    number: 1,
    axis: 1,
    title: 'Action 1',
    organisationIds: [],
    position: 1,
    archived: false,
    originRowId: null,
  };
  const client = 7;

  function contextOf(doc: Y.Doc): FrameContext {
    return {
      doc,
      rows: new Map([[rowId, row]]),
      phase: 'draft',
      clientId: client,
      rights: coordinatorRights,
    };
  }

  function docOf(clientId: number): Y.Doc {
    const doc = new Y.Doc();
    doc.clientID = clientId;
    return doc;
  }

  it('PR12 of all that a tab has, what is new alone is taken, and alone stands in the frame', () => {
    const [tab, server] = [docOf(client), docOf(1)];
    applyCells(tab, [{ key: p104, value: '1' }], null);
    Y.applyUpdate(server, Y.encodeStateAsUpdate(tab));
    applyCells(tab, [{ key: autres, value: '2' }], null);
    const checked = checkFrame(contextOf(server), [Y.encodeStateAsUpdate(tab)]);
    if (!checked.ok) throw new Error(checked.code);
    expect(checked.value.writes).toEqual([{ key: autres, value: '2' }]);
    expect(checked.value.nextClock).toBe(2);
    expect(Y.decodeUpdate(checked.value.update).structs).toMatchObject([{ id: { client, clock: 1 } }]);
  });

  it('PR12 an update that comes twice in one frame counts once', () => {
    const [tab, server] = [docOf(client), docOf(1)];
    applyCells(tab, [{ key: p104, value: '1' }], null);
    const update = Y.encodeStateAsUpdate(tab);
    expect(checkFrame(contextOf(server), [update, update])).toMatchObject({
      ok: true,
      value: { nextClock: 1, writes: [{ key: p104, value: '1' }] },
    });
  });

  it('PR11 PR12 what another client wrote may come along while it is known, and not beyond', () => {
    const [other, server] = [docOf(8), docOf(1)];
    applyCells(other, [{ key: p104, value: '1' }], null);
    Y.applyUpdate(server, Y.encodeStateAsUpdate(other));
    expect(checkFrame(contextOf(server), [Y.encodeStateAsUpdate(other)])).toMatchObject({
      ok: true,
      value: { writes: [], nextClock: 0 },
    });
    applyCells(other, [{ key: autres, value: '2' }], null);
    expect(checkFrame(contextOf(server), [Y.encodeStateAsUpdate(other)])).toMatchObject({
      code: 'foreign_client',
    });
  });
});
