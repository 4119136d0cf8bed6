import { describe, expect, it } from 'vitest';
import { type CellKey, cellKey, columnId, type GestureId, type RowId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Rights } from '../contract/permissions.ts';
import type { Phase, Plan } from '../contract/plan.ts';
import type { Row } from '../contract/rows.ts';
import type { Intent } from './intent.ts';
import { nextReplayStep } from './replay-course.ts';

const ficheId = 'aaaaaaaaaa' as RowId;
const planned = cellKey(ficheId, columnId('p104'));
const comment = cellKey(ficheId, columnId('p104@comment'));
const coordinator: Rights = { role: 'coordinator', organisationId: null };

function intent(
  number: number,
  cells: readonly (readonly [CellKey, Scalar | null, Scalar | null])[],
): Intent {
  return {
    id: `g${number}/0`,
    tab: 'tab',
    gestureId: `g${number}` as GestureId,
    gesture: 'typing',
    at: number,
    sequence: number,
    cells: cells.map(([key, seen, value]) => ({ key, seen, value })),
    sent: null,
    refusals: 0,
  };
}

function step(
  waiting: readonly Intent[],
  {
    rights = coordinator,
    phase = 'draft',
    archived = false,
    cells = {},
    room = 40,
    toldSince = 1_000,
  }: {
    rights?: Rights | null;
    phase?: Phase;
    archived?: boolean;
    cells?: Readonly<Record<string, Scalar>>;
    room?: number;
    toldSince?: number;
  } = {},
) {
  const fiche = { id: ficheId, kind: 'fiche', archived, organisationIds: [] } as unknown as Row;
  return nextReplayStep(waiting, {
    content: { plan: { phase } as Plan, rows: new Map([[ficheId, fiche]]) },
    present: (key) => cells[key] ?? null,
    rights,
    toldSince,
    at: 99,
    room,
  });
}

const many = Array.from({ length: 210 }, (_, index) =>
  intent(index, [[planned, index === 0 ? null : index - 1, index]]),
);

describe('OF10 a few at a time', () => {
  it('OF10 the first in the order of making, as many as there is room for; the rest is left as it is', () => {
    const { now, later, changed } = step(many, { room: 3 });
    expect(now.map(({ id }) => id)).toEqual(['g0/0', 'g1/0', 'g2/0']);
    expect(later).toEqual(many.slice(3));
    expect(changed).toEqual([]);
    expect(step(many, { room: 0 }).now).toEqual([]);
  });

  it('OF10 large gestures go one by one, and none is too large', () => {
    const large = (number: number) =>
      intent(
        number,
        Array.from({ length: 4_000 }, (_, index) => {
          const key = cellKey(`r${number}x${index}` as RowId, columnId('p104'));
          return [key, null, number] as const;
        }),
      );
    expect(step([large(1), large(2)], { rights: null }).now).toHaveLength(1);
  });
});

it('OF11 what somebody wrote meanwhile is one conflict for all edits of the cell, and nothing of them is sent', () => {
  const { now, later, conflicts } = step(many, { cells: { [planned]: 'theirs' }, room: 3 });
  expect([now, later]).toEqual([[], []]);
  expect(conflicts).toMatchObject([{ key: planned, mine: 209, seen: null, theirs: 'theirs' }]);
});

it('OF11 what is left of a gesture that has to wait is kept as it is now', () => {
  const half = intent(1, [
    [planned, null, 1],
    [comment, null, 'why'],
  ]);
  const { changed, later } = step([half], { cells: { [planned]: 'theirs' }, room: 0 });
  expect(changed).toEqual(later);
  expect(changed).toMatchObject([{ id: 'g1/0', cells: [{ key: comment }] }]);
});

describe('OF12 what would be refused is not sent', () => {
  const both = [
    intent(1, [
      [planned, null, 1],
      [comment, null, 'why'],
    ]),
    intent(2, [[planned, 1, 2]]),
  ];

  it('OF12 signed meanwhile: the cell once, with its last value; the rest of the gesture goes', () => {
    const { now, settled, refused } = step(both, { phase: 'signed' });
    expect(now).toMatchObject([{ id: 'g1/0', cells: [{ key: comment }] }]);
    expect(settled.map(({ id }) => id)).toEqual(['g2/0']);
    expect(refused).toEqual([{ gestureId: 'g2', key: planned, mine: 2, seen: null, code: 'signed', at: 99 }]);
  });

  it.each([
    ['archived', { archived: true }],
    ['plan_closed', { phase: 'closed' }],
    ['read_only_role', { rights: { role: 'viewer', organisationId: null } }],
    ['not_your_action', { rights: { role: 'partner', organisationId: null } }],
  ] as const)('OF12 %s', (code, facts) => {
    const { now, refused } = step(both, facts);
    expect(now).toEqual([]);
    expect(new Set(refused.map((one) => one.code))).toEqual(new Set([code]));
  });

  it('OF12 while the rights are not known, or are older than the edit, the server decides', () => {
    expect(step(both, { rights: null, phase: 'closed' }).now).toHaveLength(2);
    // A right that was given a moment before may still be on its way here (schedules, seed 544426780).
    const made = [intent(5, [[comment, null, 'why']])];
    expect(step(made, { phase: 'closed', toldSince: 5 }).now).toHaveLength(1);
    expect(step(made, { phase: 'closed', toldSince: 6 }).now).toHaveLength(0);
  });
});
