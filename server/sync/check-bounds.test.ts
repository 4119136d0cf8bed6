// The edges of the check: what is just allowed and what is one too many, and the code of each refusal. On updates written by
// hand, for Yjs would not write most of them.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type CellKey, cellKey, columnId, type RowId } from '../../src/lib/contract/ids.ts';
import type { FicheRow, IndicatorRow, Row } from '../../src/lib/contract/rows.ts';
import { applyCells } from '../../src/lib/document/apply.ts';
import {
  type CraftedItem,
  type CraftedRange,
  type CraftedSection,
  writeUpdate,
} from '../../tests/helpers/hostile/update-writer.ts';
import { coordinatorRights } from '../../tests/helpers/rights.ts';
import { authoriseWrite, isArchived } from './authorise.ts';
import { carriesNothingNew, checkFrame, type FrameContext } from './check.ts';

const client = 7;
const rowId = 'aaaaaaaaaa' as RowId;
const p104 = cellKey(rowId, columnId('p104'));
const autres = cellKey(rowId, columnId('autres'));
const fiche: FicheRow = {
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
const rows: ReadonlyMap<RowId, Row> = new Map([[rowId, fiche]]);

function contextOf(doc = new Y.Doc()): FrameContext {
  return { doc, rows, phase: 'draft', clientId: client, rights: coordinatorRights };
}

/** What `write` makes of a document of one client. */
function docOf(clientId: number, ...writes: readonly (readonly [CellKey, string])[]): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  for (const [key, value] of writes) applyCells(doc, [{ key, value }], null);
  return doc;
}

function byKey(key: string, value: string | number = 1, parent = 'cells'): CraftedItem {
  return { kind: 'item', content: { type: 'any', values: [value] }, parent, key };
}

function after(origin: { client: number; clock: number }, value = 1): CraftedItem {
  return { kind: 'item', content: { type: 'any', values: [value] }, origin };
}

function frame(
  context: FrameContext,
  structs: readonly CraftedItem[],
  deletes: readonly CraftedRange[] = [],
  clock = 0,
) {
  const sections: CraftedSection[] = structs.length === 0 ? [] : [{ client, clock, structs }];
  return checkFrame(context, [writeUpdate({ sections, deletes })]);
}

const chain = (length: number, first: CraftedItem = byKey(p104)): CraftedItem[] => [
  first,
  ...Array.from({ length: length - 1 }, (_, clock) => after({ client, clock })),
];

describe('PR13 the size of a frame', () => {
  it('PR13 12 000 structs over all its updates, and no more', () => {
    const halves = (second: number) => {
      const one = writeUpdate({ sections: [{ client, clock: 0, structs: chain(6_000) }], deletes: [] });
      const rest = Array.from({ length: second }, (_, index) => after({ client, clock: 5_999 + index }));
      const two = writeUpdate({ sections: [{ client, clock: 6_000, structs: rest }], deletes: [] });
      return checkFrame(contextOf(), [one, two]);
    };
    expect(halves(6_000)).toMatchObject({ ok: true, value: { nextClock: 12_000 } });
    expect(halves(6_001)).toEqual({ ok: false, code: 'frame_too_large', cells: [] });
  });

  it('PR13 24 000 deleted structs, its own as those of others, and no more', () => {
    const doc = docOf(8, ...Array.from({ length: 9_000 }, (_, i) => [p104, `${i}`] as const));
    const known = (ranges: number) =>
      frame(
        contextOf(doc),
        [],
        Array.from({ length: ranges }, () => ({ client: 8, clock: 0, length: 100 })),
      );
    // Structs that Yjs has joined count once.
    const joined = doc.store.clients.get(8)?.length ?? 0;
    expect(joined).toBeLessThan(10);
    expect(known(100)).toMatchObject({ ok: true });

    const own = (ranges: number) =>
      frame(contextOf(), chain(1_000), [
        ...Array.from({ length: ranges }, () => ({ client, clock: 0, length: 1_000 })),
      ]);
    expect(own(23)).toMatchObject({ ok: true });
    expect(own(24)).toEqual({ ok: false, code: 'frame_too_large', cells: [] });

    const many = docOf(
      8,
      ...Array.from({ length: 3_000 }, (_, i) => [`aaaaaaaaaa:k${i}` as CellKey, 'x'] as const),
    );
    const others = (ranges: number) =>
      frame(
        contextOf(many),
        [],
        Array.from({ length: ranges }, () => ({ client: 8, clock: 0, length: 3_000 })),
      );
    // Their columns do not exist: it is the bound that answers first.
    expect(others(8)).toMatchObject({ code: 'unknown_column' });
    expect(others(9)).toEqual({ ok: false, code: 'frame_too_large', cells: [] });
  });

  it('PR13 100 000 steps along chains, before a key, after an origin and over its own, and no more', () => {
    // Concurrent first writes of one cell stand in a chain; each new one by key walks it.
    const crowd = new Y.Doc();
    for (let one = 1; one <= 500; one++)
      Y.applyUpdate(crowd, Y.encodeStateAsUpdate(docOf(100 + one, [p104, 'x'])));
    const walk = (times: number, item: CraftedItem) =>
      frame(contextOf(crowd), [...Array.from({ length: times }, () => item)]);
    const first = crowd.getMap('cells')._map.get(p104);
    let leftmost = first;
    while (leftmost?.left) leftmost = leftmost.left;
    if (leftmost === undefined) throw new Error('no chain');
    // 500 by the chain, and as many as it has written itself.
    expect(walk(150, byKey(p104))).toMatchObject({ ok: true });
    expect(walk(200, byKey(p104))).toEqual({ ok: false, code: 'frame_too_large', cells: [] });
    const { client: of, clock } = leftmost.id;
    expect(walk(200, after({ client: of, clock }))).toMatchObject({ ok: true });
    expect(walk(201, after({ client: of, clock }))).toEqual({
      ok: false,
      code: 'frame_too_large',
      cells: [],
    });
    const own = (times: number) =>
      frame(
        contextOf(),
        Array.from({ length: times }, () => byKey(p104)),
      );
    // n (n - 1) / 2 steps.
    expect(own(447)).toMatchObject({ ok: true });
    expect(own(448)).toEqual({ ok: false, code: 'frame_too_large', cells: [] });
    // 99 681 + 300 + 15 + 3 + 1, then one more.
    const exactly = (last: number) => {
      const times = { p104: 447, autres: 25, collectivite: 6, reliquats: 3, autres_p103: last };
      const items = Object.entries(times).flatMap(([column, count]) =>
        Array.from({ length: count }, () => byKey(cellKey(rowId, columnId(column)))),
      );
      return frame(contextOf(), items);
    };
    expect(exactly(2)).toMatchObject({ ok: true });
    expect(exactly(3)).toEqual({ ok: false, code: 'frame_too_large', cells: [] });
  });

  it('PR13 many updates are merged into one, whatever their number', () => {
    for (const count of [1, 2, 32, 33, 70]) {
      const updates = Array.from({ length: count }, (_, clock) =>
        writeUpdate({
          sections: [
            {
              client,
              clock,
              structs: [clock === 0 ? byKey(p104) : after({ client, clock: clock - 1 }, clock)],
            },
          ],
          deletes: [],
        }),
      );
      const checked = checkFrame(contextOf(), updates);
      if (!checked.ok) throw new Error(checked.code);
      const doc = new Y.Doc();
      Y.applyUpdate(doc, checked.value.update);
      expect([Y.getState(doc.store, client), doc.getMap('cells').get(p104)]).toEqual([
        count,
        count === 1 ? 1 : count - 1,
      ]);
    }
  });
});

describe('PR12 what a frame names exists', () => {
  it('PR12 origins and deletions of its own and of others, and their codes', () => {
    const gap = { ok: false, code: 'clock_gap', cells: [] };
    const doc = docOf(8, [p104, 'x']);
    expect(frame(contextOf(doc), [after({ client: 8, clock: 0 })])).toMatchObject({ ok: true });
    expect(frame(contextOf(doc), [after({ client: 8, clock: 1 })])).toEqual(gap);
    expect(frame(contextOf(doc), [after({ client, clock: 0 })])).toEqual(gap);
    expect(frame(contextOf(doc), [byKey(p104)], [{ client, clock: 0, length: 1 }])).toMatchObject({
      ok: true,
    });
    expect(frame(contextOf(doc), [byKey(p104)], [{ client, clock: 0, length: 2 }])).toEqual(gap);
    expect(frame(contextOf(doc), [], [{ client: 8, clock: 0, length: 2 }])).toEqual(gap);
    expect(frame(contextOf(doc), [byKey(p104)], [], 1)).toEqual(gap);
  });

  it('PR12 of its own structs only those that it deletes are empty', () => {
    const both = [byKey(p104, 'a'), byKey(autres, 'b')];
    const written = (clock: number) => {
      const checked = frame(contextOf(), both, [{ client, clock, length: 1 }]);
      return checked.ok ? checked.value.writes.map(({ value }) => value) : checked.code;
    };
    expect([written(0), written(1)]).toEqual([
      [null, 'b'],
      ['a', null],
    ]);
    expect(frame(contextOf(), both, [{ client, clock: 0, length: 2 }])).toMatchObject({
      value: { writes: [{ value: null }, { value: null }] },
    });
    const later = docOf(client, [p104, 'x']);
    const more = frame(
      contextOf(later),
      [byKey(autres, 'b'), byKey(p104, 'c')],
      [{ client, clock: 1, length: 1 }],
      1,
    );
    expect(more).toMatchObject({
      ok: true,
      value: { writes: expect.arrayContaining([{ key: autres, value: null }]) as unknown },
    });
  });
});

describe('PR9 PR10 one code a refusal', () => {
  it('PR10 names the cells of the first reason alone, and none where there is no cell', () => {
    const long = 'x'.repeat(4_001);
    const text = cellKey(rowId, columnId('p104@comment'));
    const refused = frame(contextOf(), [
      byKey(text, long),
      byKey('aaaaaaaaaa:nothing', 'x'),
      byKey(p104, 'ok'),
    ]);
    expect(refused).toEqual({ ok: false, code: 'text_too_long', cells: [text] });
    expect(frame(contextOf(), [byKey('no cell', 'x')])).toEqual({ ok: false, code: 'not_a_cell', cells: [] });
    expect(frame(contextOf(), [byKey('bbbbbbbbbb:p104', 'x')])).toMatchObject({ code: 'unknown_row' });
    expect(frame(contextOf(), [byKey(p104, 'x', 'rows')])).toMatchObject({ code: 'not_a_cell' });
  });

  it('PR10 a text that is too long does not hide behind a short one of the same cell', () => {
    const text = cellKey(rowId, columnId('p104@comment'));
    const hidden = [byKey(text, 'x'.repeat(4_001)), after({ client, clock: 0 })];
    expect(frame(contextOf(), hidden)).toEqual({ ok: false, code: 'text_too_long', cells: [text] });
  });

  it('PR10 a row whose action the plan does not hold is archived to everybody', () => {
    const orphan: IndicatorRow = {
      kind: 'indicator',
      id: 'iiiiiiiiii' as RowId,
      ficheId: 'zzzzzzzzzz' as RowId,
      origin: 'key',
      key: null,
      section: 'cles',
      label: 'x',
      valueKind: 'count',
      unit: null,
      position: 1,
      archived: false,
      originRowId: null,
    };
    const own = { ...orphan, ficheId: rowId };
    expect([
      isArchived(orphan, rows),
      isArchived(own, rows),
      isArchived({ ...own, archived: true }, rows),
    ]).toEqual([true, false, true]);
    const facts = { phase: 'draft', rows: new Map<RowId, Row>([[orphan.id, orphan]]) } as const;
    expect(authoriseWrite(coordinatorRights, facts, cellKey(orphan.id, columnId('target')), '1')).toBe(
      'archived',
    );
  });
});

describe('PR5 a sync step 2', () => {
  it('PR5 carries nothing new when all of it is known, and something as soon as one struct or deletion is not', () => {
    const doc = docOf(8, [p104, 'a'], [p104, 'b']);
    const step = (sections: readonly CraftedSection[], deletes: readonly CraftedRange[] = []) =>
      carriesNothingNew(doc, writeUpdate({ sections, deletes }));
    expect(carriesNothingNew(doc, Uint8Array.of(9, 9))).toBe(false);
    expect(carriesNothingNew(doc, Y.encodeStateAsUpdate(doc))).toBe(true);
    expect(step([])).toBe(true);
    expect(step([{ client: 8, clock: 1, structs: [byKey(p104)] }])).toBe(true);
    expect(step([{ client: 8, clock: 2, structs: [byKey(p104)] }])).toBe(false);
    expect(step([{ client: 9, clock: 0, structs: [byKey(p104)] }])).toBe(false);
    expect(step([], [{ client: 8, clock: 0, length: 1 }])).toBe(true);
    expect(step([], [{ client: 8, clock: 1, length: 1 }])).toBe(false);
    expect(step([], [{ client: 8, clock: 0, length: 2 }])).toBe(false);
    expect(step([], [{ client: 8, clock: 0, length: 3 }])).toBe(false);
    expect(step([], [{ client: 8, clock: 2, length: 1 }])).toBe(false);
    expect(step([], [{ client: 9, clock: 0, length: 1 }])).toBe(false);
  });

  it('PR5 a step 2 may tell of the last struct, and walk over 24 000 of them', () => {
    const doc = docOf(8, [p104, 'a'], [autres, 'b']);
    for (const key of [p104, autres]) applyCells(doc, [{ key, value: null }], null);
    const ranges = Array.from({ length: 12_000 }, () => ({ client: 8, clock: 0, length: 2 }));
    expect(carriesNothingNew(doc, writeUpdate({ sections: [], deletes: ranges }))).toBe(true);
  });
});
