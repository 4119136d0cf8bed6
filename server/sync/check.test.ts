// What a sync step 2 may cost: ranges of its delete set may overlap, and each would be walked.
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { expect, it } from 'vitest';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import { applyCells } from '../../src/lib/document/apply.ts';
import { carriesNothingNew } from './check.ts';

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
