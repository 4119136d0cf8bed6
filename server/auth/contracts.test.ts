import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addUser, StoreFixture } from '../../tests/helpers/store-fixture.ts';
import type { Result } from '../../src/lib/contract/errors.ts';
import { isRowId, splitCellKey } from '../../src/lib/contract/ids.ts';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import type { NewContract } from '../../src/lib/contract/new-contract.ts';
import { columnKind } from '../../src/lib/contract/schema.ts';
import { readDocument } from '../../src/lib/document/read.ts';
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
  envelope: '120 000,5',
  axes: ['Langue', '', 'Emploi'],
};

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

describe('a new contract', () => {
  it('has its first plan, empty, and its creator as coordinator', () => {
    const { contractId, planId } = valueOf(contracts.create(fixture.user, fixture.user, input));
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
      rights: { role: 'coordinator' },
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

  it('that cannot be read is refused, and leaves nothing behind', () => {
    const before = contracts.listAll();
    const refused = contracts.create(fixture.user, fixture.user, { ...input, title: ' ' });
    expect(refused).toEqual({ ok: false, code: 'title_missing' });
    expect(contracts.listAll()).toEqual(before);
  });

  it('is an administrator’s to make, as the example is; the command line makes one for anybody', () => {
    const bob = addUser(fixture.store, 'bob@metz.fr');
    const before = contracts.listAll();
    expect(contracts.create(bob, bob, input)).toEqual({ ok: false, code: 'forbidden' });
    expect(contracts.loadExample(bob, bob, 'metz')).toEqual({ ok: false, code: 'forbidden' });
    expect(contracts.listAll()).toEqual(before);
    const { planId } = valueOf(contracts.create(null, bob, input));
    expect(contracts.planFor(bob, planId)?.rights.role).toBe('coordinator');
  });

  it('may have no envelope yet', () => {
    const { planId } = valueOf(contracts.create(fixture.user, fixture.user, { ...input, envelope: '' }));
    expect(contracts.planFor(fixture.user, planId)?.plan.envelope).toBeNull();
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
    const json = valueOf(exportPlan(fixture.store.planStore, fixture.planId));
    expect(JSON.parse(new TextDecoder().decode(json))).toMatchObject({
      envelope: { amount: 246_000, planned: 242_877, rest: 3_123 },
      totals: { overall: { cout_total: { value: 297_075, ignored: 0 } } },
    });
  });

  it('loaded twice is two contracts without a row in common', () => {
    const again = valueOf(contracts.loadExample(fixture.user, fixture.user, 'metz'));
    const idsOf = (planId: PlanId): string[] => fixture.store.rows.ofPlan(planId).map(({ id }) => id);
    const first = new Set(idsOf(fixture.planId));
    expect(idsOf(again.planId).filter((id) => first.has(id))).toEqual([]);
    expect(contracts.listAll()).toHaveLength(2);
  });
});

describe('who is no member', () => {
  it('sees no contract and no plan', () => {
    const stranger = addUser(fixture.store, 'eve@metz.fr');
    const [contract] = contracts.listFor(fixture.user);
    if (contract === undefined) throw new Error('no contract');
    expect(contracts.listFor(stranger)).toEqual([]);
    expect(contracts.planFor(stranger, fixture.planId)).toBeNull();
  });
});

describe('the days of the committee', () => {
  it('ST18 are set by a coordinator and seen by the members', () => {
    const { user, store, planId } = fixture;
    const contractId = store.plans.byId(planId)?.plan.contractId;
    if (contractId === undefined) throw new Error('no plan');
    const [viewer, stranger] = [addUser(store, 'denis@metz.fr'), addUser(store, 'eve@ailleurs.fr')];
    store.memberships.put(viewer.id, contractId, { role: 'viewer', organisationId: null }, 0);

    expect(contracts.committees(user, contractId)).toEqual([]);
    const set = contracts.setCommittees(user, contractId, ['2025-06-30', '2024-12-05', '2025-06-30']);
    expect(valueOf(set)).toEqual(['2024-12-05', '2025-06-30']);
    for (const member of [user, viewer])
      expect(contracts.committees(member, contractId)).toEqual(['2024-12-05', '2025-06-30']);
    expect(contracts.committees(stranger, contractId)).toEqual([]);

    expect(contracts.setCommittees(viewer, contractId, [])).toMatchObject({ code: 'read_only_role' });
    expect(contracts.setCommittees(stranger, contractId, [])).toMatchObject({ code: 'not_found' });
    expect(contracts.setCommittees(user, contractId, ['2025-02-30'])).toMatchObject({
      code: 'committee_day_invalid',
    });
    expect(contracts.committees(user, contractId)).toEqual(['2024-12-05', '2025-06-30']);
    expect(valueOf(contracts.setCommittees(user, contractId, []))).toEqual([]);
  });
});
