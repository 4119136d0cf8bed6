import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/lib/contract/commands.ts';
import type { ContractId, OrganisationId, PlanId, RowId } from '../../src/lib/contract/ids.ts';
import type { Role } from '../../src/lib/contract/permissions.ts';
import type { Plan } from '../../src/lib/contract/plan.ts';
import { compareRows, type FicheRow, type IndicatorRow, type Row } from '../../src/lib/contract/rows.ts';
import { prepareCommand } from './commands.ts';
import { placeRow } from './row-order.ts';

const plan: Plan = {
  id: 'plan' as PlanId,
  contractId: 'contract' as ContractId,
  contractTitle: 'CTAI',
  title: 'Plan',
  exercise: '2024-2025',
  startsOn: '2024-09-01',
  endsOn: '2025-06-30',
  envelope: null,
  phase: 'draft',
  axes: [
    { number: 1, title: 'Langue' },
    { number: 2, title: 'Emploi' },
  ],
  organisations: [],
};

function fiche(id: string, number: number, axis = 1, archived = false): FicheRow {
  const common = { kind: 'fiche', organisationIds: [], originRowId: null } as const;
  return { ...common, id: id as RowId, number, axis, title: `Action ${number}`, position: number, archived };
}

function indicator(id: string, ficheId: string, key: string | null, archived = false): IndicatorRow {
  return {
    kind: 'indicator',
    id: id as RowId,
    ficheId: ficheId as RowId,
    origin: key === null ? 'key' : 'template',
    key,
    section: key === null ? 'cles' : 'apprentissage_francais',
    label: key === null ? 'Nom' : null,
    valueKind: 'count',
    unit: null,
    position: 1,
    archived,
    originRowId: null,
  };
}

const rows: readonly Row[] = [
  fiche('a', 1),
  fiche('b', 2),
  fiche('c', 3, 2),
  fiche('d', 4, 2, true),
  indicator('ia', 'a', null),
  indicator('ib', 'a', 'fr_heures'),
  indicator('ic', 'd', 'fr_heures'),
  indicator('id', 'b', null),
];

function prepare(command: Command, given: { role?: Role; plan?: Plan; rows?: readonly Row[] } = {}) {
  const context = {
    role: given.role ?? 'coordinator',
    plan: given.plan ?? plan,
    rows: new Map((given.rows ?? rows).map((row) => [row.id, row])),
    newRowId: () => 'new' as RowId,
  };
  return prepareCommand(context, command);
}

const id = (text: string): RowId => text as RowId;

describe('CM4 a command that cannot be done says why', () => {
  it.each<readonly [string, Command]>([
    ['label_missing', { type: 'fiche.add', axis: 1, title: '  ' }],
    ['label_too_long', { type: 'fiche.add', axis: 1, title: 'x'.repeat(501) }],
    ['axis_unknown', { type: 'fiche.add', axis: 7, title: 'x' }],
    ['number_taken', { type: 'fiche.add', axis: 1, title: 'x', number: 4 }],
    [
      'row_unknown',
      { type: 'indicator.add', ficheId: id('zz'), indicator: { origin: 'template', key: 'fr_heures' } },
    ],
    [
      'row_unknown',
      { type: 'indicator.add', ficheId: id('ia'), indicator: { origin: 'template', key: 'fr_heures' } },
    ],
    [
      'row_archived',
      { type: 'indicator.add', ficheId: id('d'), indicator: { origin: 'template', key: 'fr_heures' } },
    ],
    [
      'template_key_unknown',
      { type: 'indicator.add', ficheId: id('a'), indicator: { origin: 'template', key: 'x' } },
    ],
    // Hourly costs are derived: no row of their own.
    [
      'template_key_unknown',
      { type: 'indicator.add', ficheId: id('a'), indicator: { origin: 'template', key: 'fr_cout_horaire' } },
    ],
    [
      'indicator_already_there',
      { type: 'indicator.add', ficheId: id('a'), indicator: { origin: 'template', key: 'fr_heures' } },
    ],
    [
      'bad_request',
      {
        type: 'indicator.add',
        ficheId: id('a'),
        indicator: { origin: 'added', section: 'nowhere', label: 'x', valueKind: 'count', unit: null },
      },
    ],
    ['row_unknown', { type: 'row.rename', rowId: id('zz'), label: 'x' }],
    ['row_archived', { type: 'row.rename', rowId: id('d'), label: 'x' }],
    // Of an archived action: its rows are archived with it.
    ['row_archived', { type: 'row.archive', rowId: id('ic') }],
    ['row_archived', { type: 'row.restore', rowId: id('ic') }],
    ['bad_request', { type: 'row.rename', rowId: id('ib'), label: 'x' }],
    ['row_archived', { type: 'row.archive', rowId: id('d') }],
    ['position_invalid', { type: 'row.move', rowId: id('a'), beforeRowId: id('a') }],
    ['position_invalid', { type: 'row.move', rowId: id('a'), beforeRowId: id('ia') }],
    ['position_invalid', { type: 'row.move', rowId: id('a'), beforeRowId: id('c') }],
    ['position_invalid', { type: 'row.move', rowId: id('ia'), beforeRowId: id('id') }],
    ['position_invalid', { type: 'row.move', rowId: id('ia'), beforeRowId: null, axis: 1 }],
    ['axis_unknown', { type: 'row.move', rowId: id('a'), beforeRowId: null, axis: 9 }],
    ['row_unknown', { type: 'row.move', rowId: id('a'), beforeRowId: id('zz') }],
  ])('CM4 %s: %j', (code, command) => {
    expect(prepare(command)).toEqual({ ok: false, code });
  });

  it('CM4 restoring a row that is back already is no failure and changes nothing', () => {
    expect(prepare({ type: 'row.restore', rowId: id('a') })).toMatchObject({ ok: true, value: { rows: [] } });
  });
});

describe('CM5 a number is a label', () => {
  it('CM5 the next one is above all, archived ones included, and nothing is renumbered', () => {
    const added = prepare({ type: 'fiche.add', axis: 1, title: 'x' });
    expect(added).toMatchObject({ ok: true, value: { rows: [{ number: 5, position: 5 }] } });
    if (added.ok) expect(added.value.rows).toHaveLength(1);
  });
});

describe('CM6 order', () => {
  it('CM6 a row stands just before the one named, whatever was moved before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 5 }), fc.option(fc.nat({ max: 5 }))), { maxLength: 120 }),
        (moves) => {
          let siblings: Row[] = Array.from({ length: 6 }, (_, i) => fiche(`r${i}`, i + 1));
          let expected = siblings.map((row) => row.id);
          for (const [from, to] of moves) {
            const row = siblings.find((one) => one.id === `r${from}`);
            const before = to === null ? null : siblings.find((one) => one.id === `r${to}`);
            if (row === undefined || before === undefined || before?.id === row.id) continue;
            const changed = new Map(placeRow(row, before, siblings).map((one) => [one.id, one]));
            siblings = siblings.map((one) => changed.get(one.id) ?? one).sort(compareRows);
            expected = expected.filter((one) => one !== row.id);
            expected.splice(before === null ? expected.length : expected.indexOf(before.id), 0, row.id);
            expect(siblings.map((one) => one.id)).toEqual(expected);
          }
        },
      ),
    );
  });

  it('CM6 room between two rows never runs out', () => {
    let siblings: Row[] = [fiche('a', 1), fiche('b', 2), fiche('c', 3)];
    for (let i = 0; i < 200; i++) {
      const [, second, third] = siblings;
      if (second === undefined || third === undefined) throw new Error('three rows');
      const changed = new Map(placeRow(third, second, siblings).map((one) => [one.id, one]));
      siblings = siblings.map((one) => changed.get(one.id) ?? one).sort(compareRows);
      expect(siblings[1]?.id).toBe(third.id);
    }
  });
});

describe('indicator.aggregate', () => {
  it('FO123 chooses and undoes the figure of the whole plan, for figures of one’s own alone', () => {
    const chosen = prepare({ type: 'indicator.aggregate', rowId: 'ia' as RowId, aggregation: 'mean' });
    expect(chosen).toMatchObject({
      ok: true,
      value: {
        rows: [{ id: 'ia', aggregation: 'mean' }],
        outcome: { inverse: { type: 'indicator.aggregate', rowId: 'ia', aggregation: null } },
      },
    });
    for (const rowId of ['ib', 'a'])
      expect(
        prepare({ type: 'indicator.aggregate', rowId: rowId as RowId, aggregation: 'sum' }),
      ).toMatchObject({ ok: false, code: 'bad_request' });
  });

  it('FO123 an indicator is added with it; a text takes none', () => {
    const add = (valueKind: 'money' | 'text') =>
      prepare({
        type: 'indicator.add',
        ficheId: 'a' as RowId,
        indicator: {
          origin: 'added',
          section: 'apprentissage_francais',
          label: 'Coût par personne certifiée',
          valueKind,
          unit: '€',
          aggregation: 'ratio',
        },
      });
    expect(add('money')).toMatchObject({ ok: true, value: { rows: [{ aggregation: 'ratio' }] } });
    expect(add('text')).toMatchObject({ ok: false, code: 'bad_request' });
  });
});

describe('CM3 what a plan allows at its phase', () => {
  const signedPlan: Plan = { ...plan, phase: 'signed' };
  const signedRows = rows.map((row): Row => ({ ...row, signed: true }));
  const added = fiche('n', 9);
  const inSigned = { plan: signedPlan, rows: [...signedRows, added, indicator('in', 'n', null)] };

  it('CM3 nobody but a coordinator', () => {
    for (const role of ['partner', 'state', 'viewer'] as const)
      expect(prepare({ type: 'row.archive', rowId: id('a') }, { role })).toMatchObject({
        code: 'read_only_role',
      });
  });

  it('CM3 in a signed plan the rows of the version keep their name, their axis and their place among the live', () => {
    const frozen: readonly Command[] = [
      { type: 'row.rename', rowId: id('a'), label: 'x' },
      { type: 'row.archive', rowId: id('a') },
      { type: 'row.restore', rowId: id('d') },
      { type: 'indicator.aggregate', rowId: id('ia'), aggregation: 'sum' },
      { type: 'row.move', rowId: id('a'), beforeRowId: null, axis: 2 },
    ];
    for (const command of frozen) expect(prepare(command, inSigned)).toMatchObject({ code: 'signed_row' });
    // Nor does one come back by being added again.
    const archived = inSigned.rows.map((row) => (row.id === id('ib') ? { ...row, archived: true } : row));
    const again: Command = {
      type: 'indicator.add',
      ficheId: id('a'),
      indicator: { origin: 'template', key: 'fr_heures' },
    };
    expect(prepare(again, { plan: signedPlan, rows: archived })).toMatchObject({ code: 'signed_row' });
    expect(prepare({ type: 'row.move', rowId: id('a'), beforeRowId: null }, inSigned)).toMatchObject({
      ok: true,
    });
    for (const command of [
      { type: 'row.rename', rowId: id('n'), label: 'x' },
      { type: 'row.archive', rowId: id('n') },
      { type: 'fiche.add', axis: 1, title: 'x' },
      { type: 'row.rename', rowId: id('in'), label: 'x' },
    ] satisfies Command[])
      expect(prepare(command, inSigned)).toMatchObject({ ok: true });
  });

  it('CM3 nothing in a closed plan', () => {
    const closed = { plan: { ...plan, phase: 'closed' as const } };
    for (const command of [
      { type: 'fiche.add', axis: 1, title: 'x' },
      { type: 'row.rename', rowId: id('a'), label: 'x' },
      { type: 'fiche.assign', rowId: id('a'), organisationIds: [] },
    ] satisfies Command[])
      expect(prepare(command, closed)).toMatchObject({ code: 'plan_closed' });
  });

  it('CM8 an action of a signed plan is closed, and nothing in it changes but its carriers until it is reopened', () => {
    expect(prepare({ type: 'fiche.close', rowId: id('a') })).toMatchObject({ code: 'not_signed' });
    const closing = prepare({ type: 'fiche.close', rowId: id('a') }, inSigned);
    expect(closing).toMatchObject({
      ok: true,
      value: {
        rows: [{ id: 'a', closed: true }],
        outcome: { inverse: { type: 'fiche.reopen', rowId: 'a' } },
      },
    });
    const rest = inSigned.rows.map((row) => (row.id === id('n') ? { ...row, closed: true } : row) as Row);
    const inClosed = { plan: signedPlan, rows: rest };
    for (const command of [
      { type: 'row.rename', rowId: id('n'), label: 'x' },
      { type: 'row.archive', rowId: id('in') },
      { type: 'indicator.add', ficheId: id('n'), indicator: { origin: 'template', key: 'fr_heures' } },
    ] satisfies Command[])
      expect(prepare(command, inClosed)).toMatchObject({ code: 'fiche_closed' });
    expect(prepare({ type: 'fiche.assign', rowId: id('n'), organisationIds: [] }, inClosed)).toMatchObject({
      ok: true,
    });
    const reopened = prepare({ type: 'fiche.reopen', rowId: id('n') }, inClosed);
    expect(reopened).toMatchObject({ ok: true, value: { rows: [{ id: 'n' }] } });
    expect(reopened.ok && reopened.value.rows[0]).not.toHaveProperty('closed');
    // Whoever comes second finds it as wished.
    expect(prepare({ type: 'fiche.reopen', rowId: id('a') }, inClosed)).toMatchObject({
      value: { rows: [] },
    });
  });

  it('CM4 an action is carried by organisations of its contract, each once', () => {
    const [ccas, fle] = ['ccas', 'fle'].map((one) => one as OrganisationId);
    if (ccas === undefined || fle === undefined) throw new Error('no organisations');
    const withTwo = {
      plan: {
        ...plan,
        organisations: [
          { id: ccas, name: 'CCAS' },
          { id: fle, name: 'Maison du FLE' },
        ],
      },
    };
    const assign = (organisationIds: readonly OrganisationId[], rowId = 'a') =>
      prepare({ type: 'fiche.assign', rowId: id(rowId), organisationIds }, withTwo);
    expect(assign([fle, ccas, fle])).toMatchObject({
      value: {
        rows: [{ id: 'a', organisationIds: [fle, ccas] }],
        outcome: { inverse: { type: 'fiche.assign', rowId: 'a', organisationIds: [] } },
      },
    });
    expect(assign([])).toMatchObject({ value: { rows: [] } });
    expect(assign(['other' as OrganisationId])).toMatchObject({ code: 'organisation_unknown' });
    expect(assign([fle], 'ia')).toMatchObject({ code: 'bad_request' });
  });
});
