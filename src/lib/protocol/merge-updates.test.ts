import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { RandomSource } from '../../../tests/helpers/random-source.ts';
import { mergeContents } from './merge-updates.ts';
import { readUpdate, type UpdateContent } from './update-reader.ts';

function contentOf(update: Uint8Array): UpdateContent {
  const read = readUpdate(update);
  if (!read.ok) throw new Error(read.code);
  return read.value;
}

/** What several people who hear of each other now and then write into one map. */
function updatesOf(seed: number): readonly Uint8Array[] {
  const random = new RandomSource(seed);
  const docs = [1, 2, 3].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
  const updates: Uint8Array[] = [];
  for (const doc of docs)
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'told') updates.push(update);
    });
  for (let act = 0; act < 60; act++) {
    const doc = random.pick(docs);
    if (random.below(4) === 0)
      for (const other of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'told');
    else
      doc.transact(() => {
        for (let write = random.below(4); write >= 0; write--) {
          const key = random.pick(['a', 'b', 'c', 'd']);
          if (random.below(4) === 0) doc.getMap('cells').delete(key);
          else doc.getMap('cells').set(key, random.below(2) === 0 ? random.below(99) : 'été');
        }
      });
  }
  return updates;
}

function applied(updates: readonly Uint8Array[]) {
  const doc = new Y.Doc();
  doc.getMap('cells');
  for (const update of updates) Y.applyUpdate(doc, update);
  expect(doc.store.pendingStructs).toBeNull();
  return { json: doc.toJSON(), state: Y.encodeStateAsUpdate(doc) };
}

describe('merging updates of a flat map', () => {
  it('PR14 many updates are one, with the effect of each of them, whoever wrote them', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const updates = updatesOf(seed);
      const merged = mergeContents(updates.map(contentOf));
      if (merged === null) throw new Error(`seed ${seed}`);
      expect(applied([merged]), `seed ${seed}`).toEqual(applied(updates));
      // It is read again like any other: logs and sockets carry nothing else.
      const again = contentOf(merged);
      expect(mergeContents([again]), `seed ${seed}`).toEqual(merged);
      expect(merged.length).toBeLessThanOrEqual(updates.reduce((sum, { length }) => sum + length, 0));
    }
  });

  it('PR14 what does not follow is not merged', () => {
    const [first, second, third] = updatesOf(1)
      .map(contentOf)
      .filter(({ sections }) => sections[0]?.client === 1);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three updates');
    expect(mergeContents([first, second])).not.toBeNull();
    expect(mergeContents([first, third])).toBeNull();
  });
});
