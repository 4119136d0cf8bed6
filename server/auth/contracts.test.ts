import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addUser, StoreFixture } from '../../tests/helpers/store-fixture.ts';
import type { Result } from '../../src/lib/contract/errors.ts';
import { isRowId, splitCellKey } from '../../src/lib/contract/ids.ts';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import { columnKind } from '../../src/lib/contract/schema.ts';
import { readDocument } from '../../src/lib/document/read.ts';
import type { NewContract } from '../app-services.ts';
import { exportPlan } from '../plan-export.ts';
import { LocalContracts } from './contracts.ts';

let fixture: StoreFixture;
let contracts: LocalContracts;

beforeEach(() => {
  fixture = new StoreFixture();
  contracts = new LocalContracts(fixture.store, () => 1000);
});
afterEach(() => fixture.dispose());

const input: NewContract = {
  title: ' CTAI de Nancy ',
  parties: ['Ville de Nancy', ' ', 'État'],
  exercise: '2025 – 2026',
  envelope: 120_000.5,
  axes: ['Langue', '', 'Emploi'],
};

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

describe('a new contract', () => {
  it('has its first plan, empty, and its creator as coordinator', () => {
    const { contractId, planId } = valueOf(contracts.create(fixture.user, input));
    expect(contracts.listFor(fixture.user).find(({ id }) => id === contractId)).toEqual({
      id: contractId,
      title: 'CTAI de Nancy',
      parties: ['Ville de Nancy', 'État'],
      role: 'coordinator',
      plans: [
        {
          id: planId,
          title: 'Plan 2025-2026',
          exercise: '2025-2026',
          phase: 'draft',
          ficheCount: 0,
          editedAt: null,
        },
      ],
    });
    expect(contracts.planFor(fixture.user, planId)).toMatchObject({
      role: 'coordinator',
      plan: {
        startsOn: '2025-09-01',
        endsOn: '2026-08-31',
        envelope: 120_000.5,
        axes: [
          { number: 1, title: 'Langue' },
          { number: 2, title: 'Emploi' },
        ],
      },
    });
    expect(valueOf(fixture.store.planStore.load(planId))).toMatchObject({
      epoch: 1,
      snapshotSeq: 0,
      updates: [],
      rows: [],
    });
  });

  it.each<[Partial<NewContract>, string]>([
    [{ title: '  ' }, 'title_missing'],
    [{ title: 'x'.repeat(501) }, 'label_too_long'],
    [{ axes: [' '] }, 'axes_missing'],
    [{ exercise: '2024' }, 'exercise_invalid'],
    [{ exercise: '2024-2026' }, 'exercise_invalid'],
    [{ exercise: '2025-2024' }, 'exercise_invalid'],
    [{ envelope: -1 }, 'envelope_invalid'],
    [{ envelope: NaN }, 'envelope_invalid'],
    [{ envelope: Infinity }, 'envelope_invalid'],
  ])('with %j is refused, and leaves nothing behind', (change, code) => {
    const before = contracts.listAll();
    expect(contracts.create(fixture.user, { ...input, ...change })).toEqual({ ok: false, code });
    expect(contracts.listAll()).toEqual(before);
  });

  it('may have no envelope yet, and one of zero', () => {
    for (const envelope of [null, 0]) {
      const { planId } = valueOf(contracts.create(fixture.user, { ...input, envelope }));
      expect(contracts.planFor(fixture.user, planId)?.plan.envelope).toBe(envelope);
    }
  });
});

describe('the Metz example', () => {
  it('has eleven actions, with rows, cells and document saying the same', async () => {
    const loaded = valueOf(fixture.store.planStore.load(fixture.planId));
    const content = readDocument(fixture.readDoc());
    expect(loaded.rows.filter(({ kind }) => kind === 'fiche')).toHaveLength(11);
    expect(loaded.rows.every(({ id }) => isRowId(id))).toBe(true);
    expect([...content.rows.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      loaded.rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(content.plan).toEqual(loaded.plan);
    expect((await fixture.store.examine()).problems).toEqual([]);
  });

  it('holds only cells that its rows have', () => {
    const { rows, cells } = readDocument(fixture.readDoc());
    const strangers = [...cells.keys()].filter((key) => {
      const parts = splitCellKey(key);
      const row = parts === null ? undefined : rows.get(parts.rowId);
      return parts === null || row === undefined || columnKind(row, parts.columnId) === null;
    });
    expect(strangers).toEqual([]);
    expect(cells.size).toBeGreaterThan(100);
  });

  it('exports the money of the contract', () => {
    expect(valueOf(exportPlan(fixture.store.planStore, fixture.planId))).toMatchObject({
      envelope: { amount: 246_000, planned: 242_877, rest: 3_123 },
      totals: { overall: { cout_total: { value: 297_075, ignored: 0 } } },
    });
  });

  it('loaded twice is two contracts without a row in common', () => {
    const again = valueOf(contracts.loadExample(fixture.user, 'metz'));
    const idsOf = (planId: PlanId): string[] => fixture.store.rows.ofPlan(planId).map(({ id }) => id);
    const first = new Set(idsOf(fixture.planId));
    expect(idsOf(again.planId).filter((id) => first.has(id))).toEqual([]);
    expect(contracts.listAll()).toHaveLength(2);
  });
});

describe('who is no member', () => {
  it('sees no contract, no plan, no members', () => {
    const stranger = addUser(fixture.store, 'eve@metz.fr');
    const [contract] = contracts.listFor(fixture.user);
    if (contract === undefined) throw new Error('no contract');
    expect(contracts.listFor(stranger)).toEqual([]);
    expect(contracts.planFor(stranger, fixture.planId)).toBeNull();
    expect(contracts.members(stranger, contract.id)).toEqual({ ok: false, code: 'not_found' });
    expect(contracts.members(fixture.user, contract.id)).toMatchObject({
      ok: true,
      value: [{ email: 'ana@metz.fr', role: 'coordinator' }],
    });
  });
});
