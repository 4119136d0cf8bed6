// The bytes that an honest tab makes for an edit, written from what the room holds: as Yjs would write them, and a hundred
// times cheaper than a document for each tab. Allowed or not is not decided here.
import type * as Y from 'yjs';
import type { CellKey } from '../../../src/lib/contract/ids.ts';
import type { Scalar } from '../../../src/lib/contract/kinds.ts';
import type { RandomSource } from '../random-source.ts';
import type { HostileTab, HostileWorld } from './hostile-world.ts';
import { type CraftedItem, type CraftedRange, type CraftedUpdate } from './update-writer.ts';

/** The gesture of an edit that is made from what the room holds: nothing of it may be told as lost. */
export const honestGesture = 'honest';

export interface HonestWrite {
  readonly key: CellKey;
  readonly value: Scalar | null;
}

/** What is typed: short and long, numbers of every kind, text that is no ASCII. */
export function randomScalar(random: RandomSource): Scalar {
  switch (random.below(8)) {
    case 0:
      return random.below(1_000_000);
    case 1:
      return -random.below(1_000) / 8;
    case 2:
      return random.below(2) === 0;
    case 3:
      return 'é€😀'.repeat(1 + random.below(3));
    case 4:
      return random.pick([0, '', ' ', '=1+1', 'x'.repeat(200), 1e21, Number.MIN_VALUE]);
    default:
      return `${random.below(100)} 000`;
  }
}

export function randomWrites(random: RandomSource, keys: readonly CellKey[], count: number): HonestWrite[] {
  return Array.from({ length: count }, () => ({
    key: random.pick(keys),
    value: random.below(5) === 0 ? null : randomScalar(random),
  }));
}

/** The last item of a key of a root, deleted or not. */
export function lastItem(doc: Y.Doc, root: string, key: string): Y.Item | undefined {
  return doc.getMap(root)._map.get(key);
}

/** One transaction; a cell that is written twice is overwritten within it. */
export function honestUpdate(
  world: HostileWorld,
  tab: HostileTab,
  writes: readonly HonestWrite[],
): CraftedUpdate {
  const { doc } = world.room;
  const client = tab.lease.clientId;
  const clock = world.judge.clocks.get(client) ?? 0;
  const structs: CraftedItem[] = [];
  const deletes: CraftedRange[] = [];
  const own = new Map<CellKey, number>();
  const remove = (client: number, clock: number): void => void deletes.push({ client, clock, length: 1 });
  for (const { key, value } of writes) {
    const before = own.get(key);
    const last = lastItem(doc, 'cells', key);
    if (before !== undefined) remove(client, before);
    else if (last !== undefined && !last.deleted) remove(last.id.client, last.id.clock);
    if (value === null) continue;
    const origin = before !== undefined ? { client, clock: before } : last?.lastId;
    own.set(key, clock + structs.length);
    structs.push({ kind: 'item', content: { type: 'any', values: [value] }, origin, parent: 'cells', key });
  }
  return {
    sections: structs.length === 0 ? [] : [{ client, clock, structs }],
    deletes: deletes.sort((a, b) => a.clock - b.clock),
  };
}
