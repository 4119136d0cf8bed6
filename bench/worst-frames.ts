// Frames within the limits of size that cost as much as somebody who knows check and Yjs could find: each aims at one thing
// that grows faster than its bytes. Whether they are taken is for the check to say; none may hold the server.
import type * as Y from 'yjs';
import type { CellKey } from '../src/lib/contract/ids.ts';
import { applyCells } from '../src/lib/document/apply.ts';
import { maxFrameBytes, maxGestureBytes } from '../src/lib/protocol/messages.ts';
import {
  type CraftedId,
  type CraftedItem,
  type CraftedRange,
  type CraftedSection,
  writeUpdate,
} from '../tests/helpers/hostile/update-writer.ts';

interface Sight {
  readonly doc: Y.Doc;
  readonly clientId: number;
  readonly keys: readonly CellKey[];
}

export interface WorstFrame {
  readonly name: string;
  readonly maxBytes: number;
  /** What was there before, by the same or other hands. */
  readonly before?: (doc: Y.Doc) => void;
  readonly updates: (sight: Sight) => readonly Uint8Array[];
}

const maxStructs = 12_000;
const maxUpdates = 2_000;

function itemOf(key: string, origin?: CraftedId): CraftedItem {
  return { kind: 'item', content: { type: 'any', values: [1] }, origin, parent: 'cells', key };
}

function updateOf(
  client: number,
  structs: readonly CraftedItem[],
  deletes: readonly CraftedRange[] = [],
): Uint8Array {
  const sections: CraftedSection[] = structs.length === 0 ? [] : [{ client, clock: 0, structs }];
  return writeUpdate({ sections, deletes });
}

/** The first cell of those that a draft leaves open. */
function firstOf({ keys }: Sight): CellKey {
  const key = keys.find((one) => !one.includes('@'));
  if (key === undefined) throw new Error('no cell');
  return key;
}

function rangesOf({ doc, keys }: Sight, isChosen: (index: number) => boolean): CraftedRange[] {
  const cells = doc.getMap('cells');
  return keys
    .flatMap((key, index) => {
      const id =
        isChosen(index) && !/@(realised|spent|received)$/.test(key) ? cells._map.get(key)?.id : undefined;
      return id === undefined ? [] : [{ ...id, length: 1 }];
    })
    .sort((one, other) => one.client - other.client || one.clock - other.clock)
    .slice(0, maxStructs);
}

function fit(
  maxBytes: number,
  most: number,
  make: (count: number) => readonly Uint8Array[],
): readonly Uint8Array[] {
  let [low, high] = [1, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const bytes = make(middle).reduce((sum, update) => sum + update.length, 0);
    if (bytes <= maxBytes) low = middle;
    else high = middle - 1;
  }
  return make(low);
}

function both(
  name: string,
  updates: (sight: Sight, maxBytes: number) => readonly Uint8Array[],
  before?: WorstFrame['before'],
): WorstFrame[] {
  return [maxFrameBytes, maxGestureBytes].map((maxBytes) => ({
    name,
    maxBytes,
    ...(before === undefined ? {} : { before }),
    updates: (sight) => updates(sight, maxBytes),
  }));
}

export const worstFrames: readonly WorstFrame[] = [
  ...both('one cell, in front of itself again and again', (sight, maxBytes) =>
    fit(maxBytes, maxStructs, (count) => [
      updateOf(
        sight.clientId,
        Array.from({ length: count }, () => itemOf(firstOf(sight))),
      ),
    ]),
  ),
  ...both('one cell, after the same item again and again', (sight, maxBytes) => {
    const origin = sight.doc.getMap('cells')._map.get(firstOf(sight))?.lastId;
    return fit(maxBytes, maxStructs, (count) => [
      updateOf(
        sight.clientId,
        Array.from({ length: count }, () => itemOf(firstOf(sight), origin)),
      ),
    ]);
  }),
  ...both(
    'a cell with a past of 1 000 writes, in front of all',
    (sight, maxBytes) =>
      fit(maxBytes, maxStructs, (count) => [
        updateOf(
          sight.clientId,
          Array.from({ length: Math.min(count, 90) }, () => itemOf(firstOf(sight))),
        ),
      ]),
    (doc) => {
      const key = [...doc.getMap('cells').keys()].find((one) => !one.includes('@')) as CellKey;
      for (let write = 0; write < 1_000; write++) {
        doc.clientID = 100 + (write % 2);
        applyCells(doc, [{ key, value: write }], null);
      }
    },
  ),
  ...both('own deletions over each other', (sight, maxBytes) => {
    const { clientId: client } = sight;
    const item: CraftedItem = { ...itemOf(firstOf(sight)), content: { type: 'deleted', length: maxStructs } };
    return fit(maxBytes, maxStructs, (count) => [
      updateOf(
        client,
        [item],
        Array.from({ length: count }, () => ({ client, clock: 0, length: maxStructs })),
      ),
    ]);
  }),
  ...both('deletions of others over each other', (sight, maxBytes) => {
    const [range] = rangesOf(sight, () => true);
    if (range === undefined) throw new Error('no cells');
    return fit(maxBytes, maxStructs, (count) => [
      updateOf(
        sight.clientId,
        [],
        Array.from({ length: count }, () => ({ ...range, length: 500 })),
      ),
    ]);
  }),
  ...both('every second cell emptied', (sight, maxBytes) => {
    const ranges = rangesOf(sight, (index) => index % 2 === 0);
    return fit(maxBytes, ranges.length, (count) => [updateOf(sight.clientId, [], ranges.slice(0, count))]);
  }),
  ...both(
    'the cells between those that are empty, emptied',
    (sight, maxBytes) => {
      const ranges = rangesOf(sight, () => true);
      return fit(maxBytes, ranges.length, (count) => [updateOf(sight.clientId, [], ranges.slice(0, count))]);
    },
    (doc) => {
      const keys = [...doc.getMap('cells').keys()] as CellKey[];
      const writes = keys.filter((_, index) => index % 2 === 0).map((key) => ({ key, value: null }));
      applyCells(doc, writes, null);
    },
  ),
  ...both('as many cells as fit, set', (sight, maxBytes) => {
    const open = sight.keys.filter((key) => !/@(realised|spent|received)$/.test(key));
    const cells = sight.doc.getMap('cells');
    const ranges = new Map(
      rangesOf(sight, () => true).map((range) => [`${range.client}:${range.clock}`, range]),
    );
    return fit(maxBytes, 6_000, (count) => {
      const some = open.slice(0, count);
      const deletes = some.flatMap((key) => {
        const id = cells._map.get(key)?.id;
        const range = id === undefined ? undefined : ranges.get(`${id.client}:${id.clock}`);
        return range === undefined ? [] : [range];
      });
      return [
        updateOf(
          sight.clientId,
          some.map((key) => itemOf(key, cells._map.get(key)?.lastId)),
          deletes,
        ),
      ];
    });
  }),
  ...both('an update for each write', (sight, maxBytes) => {
    const { clientId: client } = sight;
    const key = firstOf(sight);
    const before = sight.doc.getMap('cells')._map.get(key)?.lastId;
    return fit(maxBytes, maxUpdates, (count) =>
      Array.from({ length: count }, (_, clock) => {
        const origin = clock === 0 ? before : { client, clock: clock - 1 };
        const deletes = clock === 0 ? [] : [{ client, clock: clock - 1, length: 1 }];
        return writeUpdate({ sections: [{ client, clock, structs: [itemOf(key, origin)] }], deletes });
      }),
    );
  }),
  ...both('all that is known already, for each update again', (sight, maxBytes) => {
    const known: CraftedItem[] = Array.from({ length: 100 }, () => itemOf(firstOf(sight)));
    return fit(maxBytes, maxUpdates, (count) =>
      Array.from({ length: count }, () =>
        writeUpdate({ sections: [{ client: 1, clock: 0, structs: known }], deletes: [] }),
      ),
    );
  }),
  ...both('texts as long as they may be', (sight, maxBytes) => {
    const open = sight.keys.filter((key) => !key.includes('@'));
    return fit(maxBytes, 400, (count) => [
      updateOf(
        sight.clientId,
        open.slice(0, count).map((key): CraftedItem => ({
          ...itemOf(key, sight.doc.getMap('cells')._map.get(key)?.lastId),
          content: { type: 'any', values: ['€'.repeat(4_000)] },
        })),
      ),
    ]);
  }),
];
