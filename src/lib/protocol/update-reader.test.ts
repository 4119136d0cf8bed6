import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { writeUpdate } from '../../../tests/helpers/hostile/update-writer.ts';
import { type ItemPlace, readUpdate } from './update-reader.ts';

/** What Yjs itself reads, in our shape. */
function readByYjs(update: Uint8Array) {
  const { structs, ds } = Y.decodeUpdate(update);
  const clients = [...new Set(structs.map((struct) => struct.id.client))];
  return {
    sections: clients.map((client) => {
      const items = structs.filter((struct) => struct.id.client === client);
      return {
        client,
        clock: items[0]?.id.clock ?? 0,
        items: items.map((struct) => {
          const item = struct as Y.Item;
          const place: ItemPlace =
            item.origin === null
              ? { by: 'key', root: String(item.parent), key: String(item.parentSub) }
              : { by: 'origin', origin: { client: item.origin.client, clock: item.origin.clock } };
          const value =
            item.content instanceof Y.ContentAny ? (item.content.arr[0] as string | number | boolean) : null;
          return { clock: item.id.clock, length: item.length, place, value };
        }),
      };
    }),
    deletes: [...ds.clients].flatMap(([client, ranges]) =>
      ranges.map((range) => ({ client, clock: range.clock, length: range.len })),
    ),
  };
}

/** Without the bytes, which `merge-updates.test.ts` looks at. */
function contentOf(update: Uint8Array) {
  const read = readUpdate(update);
  if (!read.ok) return read;
  const { sections, deletes } = read.value;
  return { sections: sections.map(({ bytes: _bytes, ...section }) => section), deletes };
}

type Write = readonly [key: string, value: string | number | boolean | null];

const writes = fc.array(
  fc.tuple(
    fc.constantFrom('a', 'b', 'c'),
    fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    ),
  ) as fc.Arbitrary<Write>,
  { minLength: 1, maxLength: 12 },
);

/** The updates of some transactions of two people who see each other's writes. */
function updatesOf(gestures: readonly (readonly Write[])[]): Uint8Array[] {
  const docs = [new Y.Doc(), new Y.Doc()];
  const updates: Uint8Array[] = [];
  docs.forEach((doc) => {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'remote') return;
      updates.push(update);
      for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, 'remote');
    });
  });
  gestures.forEach((gesture, i) => {
    const doc = docs[i % 2];
    doc?.transact(() => {
      for (const [key, value] of gesture) {
        if (value === null) doc.getMap('cells').delete(key);
        else doc.getMap('cells').set(key, value);
      }
    });
  });
  return updates;
}

describe('bounded reader of updates', () => {
  it('PR8 reads what Yjs writes for cells, as Yjs reads it', () => {
    fc.assert(
      fc.property(fc.array(writes, { minLength: 1, maxLength: 5 }), (gestures) => {
        for (const update of updatesOf(gestures)) {
          expect(contentOf(update)).toEqual(readByYjs(update));
        }
      }),
    );
  });

  it('PR8 an update cut short or longer by a byte is malformed', () => {
    fc.assert(
      fc.property(fc.array(writes, { minLength: 1, maxLength: 3 }), fc.nat(), (gestures, cut) => {
        for (const update of updatesOf(gestures)) {
          expect(readUpdate(update.slice(0, cut % update.length)).ok).toBe(false);
          expect(readUpdate(Uint8Array.of(...update, 0))).toEqual({ ok: false, code: 'malformed' });
        }
      }),
    );
  });

  it('PR8 one changed byte never throws, and what is read is what Yjs would apply', () => {
    fc.assert(
      fc.property(writes, fc.nat(), fc.integer({ min: 1, max: 255 }), (gesture, place, flip) => {
        for (const update of updatesOf([gesture])) {
          const changed = new Uint8Array(update);
          const index = place % changed.length;
          changed[index] = (changed[index] ?? 0) ^ flip;
          const read = readUpdate(changed);
          if (read.ok) expect(contentOf(changed)).toEqual(readByYjs(changed));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['a nested map', (doc: Y.Doc) => doc.getMap('cells').set('k', new Y.Map())],
    ['a text', (doc: Y.Doc) => doc.getMap('cells').set('k', new Y.Text('x'))],
    ['an object', (doc: Y.Doc) => doc.getMap('cells').set('k', { a: 1 })],
    ['an array', (doc: Y.Doc) => doc.getMap('cells').set('k', [1])],
    ['null', (doc: Y.Doc) => doc.getMap('cells').set('k', null)],
    ['undefined', (doc: Y.Doc) => doc.getMap('cells').set('k', undefined)],
    ['bytes', (doc: Y.Doc) => doc.getMap('cells').set('k', new Uint8Array(3))],
    ['a list item', (doc: Y.Doc) => doc.getArray('cells').push([1])],
    ['a sub-document', (doc: Y.Doc) => doc.getMap('cells').set('k', new Y.Doc())],
  ])('PR9 %s is not a scalar', (_name, write) => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    write(doc);
    expect(updates.map((update) => readUpdate(update))).toEqual([{ ok: false, code: 'not_scalar' }]);
  });

  it('PR9 an item of a root without a key is not a scalar, whatever it goes on with', () => {
    const withKey = [1, 1, 1, 0, 0x28, 1, 1, 99, 1, 107, 1, 125, 1, 0];
    expect(readUpdate(Uint8Array.from(withKey)).ok).toBe(true);
    const without = withKey.with(4, 0x08);
    expect(readUpdate(Uint8Array.from(without))).toEqual({ ok: false, code: 'not_scalar' });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('PR9 %s is not a value', (value) => {
    const doc = new Y.Doc();
    doc.getMap('cells').set('k', value);
    expect(readUpdate(Y.encodeStateAsUpdate(doc)).ok).toBe(false);
  });

  it.each([
    ['a count of clients that the input cannot hold', [0xff, 0xff, 0xff, 0xff, 0x0f]],
    ['a count of structs that the input cannot hold', [1, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 0]],
    ['a count of delete ranges that the input cannot hold', [0, 1, 1, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ['a gap', [1, 1, 1, 0, 10, 5, 0]],
    ['a collected struct', [1, 1, 1, 0, 0, 5, 0]],
    ['deleted content of absurd length', [1, 1, 1, 0, 0x21, 1, 1, 99, 1, 97, 0xff, 0xff, 0xff, 0x7f, 0]],
    ['a section without structs', [1, 0, 1, 0, 0]],
    ['a right origin', [1, 1, 1, 0, 0x48, 1, 0, 1, 125, 1, 0]],
    ['a right origin beside an origin', [1, 1, 1, 0, 0xc8, 1, 0, 1, 0, 1, 125, 1, 0]],
    ['deleted content of no length', [1, 1, 1, 0, 0x21, 1, 1, 99, 1, 97, 0, 0]],
    ['a client named twice among the deletions', [0, 2, 1, 1, 0, 1, 1, 1, 5, 1]],
    ['a deletion of nothing', [0, 1, 1, 1, 0, 0]],
    ['a client beyond 32 bits', [1, 1, 0x80, 0x80, 0x80, 0x80, 0x10, 0, 0x21, 1, 1, 99, 1, 97, 1, 0]],
    ['a clock beyond 32 bits', [0, 1, 1, 1, 0x80, 0x80, 0x80, 0x80, 0x10, 1]],
    ['a client named twice', [2, 1, 1, 0, 0x21, 1, 1, 99, 1, 97, 1, 1, 1, 1, 0x21, 1, 1, 99, 1, 97, 1, 0]],
  ])('PR8 %s is malformed', (_name, bytes) => {
    expect(readUpdate(Uint8Array.from(bytes))).toEqual({ ok: false, code: 'malformed' });
  });

  it('PR8 PR13 the largest gesture is read, one struct more is not, in however many sections and ranges', () => {
    const item = { kind: 'item', content: { type: 'any', values: [1] }, parent: 'cells', key: 'a' } as const;
    const section = (client: number, length: number) => ({
      client,
      clock: 0,
      structs: Array.from({ length }, () => item),
    });
    const sections = (second: number) =>
      readUpdate(writeUpdate({ sections: [section(1, 6_000), section(2, second)], deletes: [] })).ok;
    expect([sections(6_000), sections(6_001)]).toEqual([true, false]);
    const ranges = (second: number) =>
      readUpdate(
        writeUpdate({
          sections: [],
          deletes: [
            ...Array.from({ length: 6_000 }, (_, clock) => ({ client: 1, clock, length: 1 })),
            ...Array.from({ length: second }, (_, clock) => ({ client: 2, clock, length: 1 })),
          ],
        }),
      ).ok;
    expect([ranges(6_000), ranges(6_001)]).toEqual([true, false]);
    const deleted = (length: number) =>
      readUpdate(
        writeUpdate({
          sections: [
            {
              client: 1,
              clock: 0,
              structs: [{ kind: 'item', content: { type: 'deleted', length }, parent: 'cells', key: 'a' }],
            },
          ],
          deletes: [],
        }),
      ).ok;
    expect([deleted(12_000), deleted(12_001)]).toEqual([true, false]);
    const edge = { client: 0xffff_ffff, clock: 0xffff_ffff, length: 1 };
    expect(readUpdate(writeUpdate({ sections: [], deletes: [edge] }))).toMatchObject({ ok: true });
  });

  it('PR8 what is no list, number or yes is measured only where it is a text', () => {
    const of = (value: string | number) => {
      const doc = new Y.Doc();
      doc.getMap('cells').set('k', value);
      return readUpdate(Y.encodeStateAsUpdate(doc)).ok;
    };
    expect([of('x'.repeat(20_000)), of('x'.repeat(20_001)), of(30_000)]).toEqual([true, false, true]);
  });
});
