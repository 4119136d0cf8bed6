// The small plan that is attacked: every kind of row, carried by one organisation, another or none, archived and closed ones.
import * as Y from 'yjs';
import type { ContractId, OrganisationId, PlanId, RowId, UserId } from '../../../src/lib/contract/ids.ts';
import type { Role } from '../../../src/lib/contract/permissions.ts';
import type { Phase, Plan } from '../../../src/lib/contract/plan.ts';
import type { EntryRow, FicheRow, IndicatorRow, Row } from '../../../src/lib/contract/rows.ts';
import { applyCells, applyRows } from '../../../src/lib/document/apply.ts';
import { MemoryPlanStore } from '../memory-plan-store.ts';

export const organisationA = 'orga' as OrganisationId;
export const organisationB = 'orgb' as OrganisationId;

function id(text: string): RowId {
  return text.repeat(10).slice(0, 10) as RowId;
}

function fiche(name: string, number: number, parts: Partial<FicheRow> = {}): FicheRow {
  return {
    kind: 'fiche',
    id: id(name),
    number,
    axis: 1,
    title: `Action ${number}`,
    organisationIds: [],
    position: number,
    archived: false,
    originRowId: null,
    ...parts,
  };
}

function indicator(name: string, ficheName: string, archived = false): IndicatorRow {
  return {
    kind: 'indicator',
    id: id(name),
    ficheId: id(ficheName),
    origin: 'key',
    key: null,
    section: 'cles',
    label: `Indicateur ${name}`,
    valueKind: 'count',
    unit: null,
    position: 1,
    archived,
    originRowId: null,
  };
}

/** The letter of each row says what it is; the oracle's own table speaks of these letters. */
export const attackedRows: readonly Row[] = [
  fiche('a', 1, { organisationIds: [organisationA] }),
  fiche('b', 2, { organisationIds: [organisationB] }),
  fiche('c', 3, { organisationIds: [organisationA, organisationB] }),
  fiche('d', 4),
  fiche('x', 5, { organisationIds: [organisationA], archived: true }),
  fiche('z', 6, { organisationIds: [organisationA], closed: true }),
  indicator('e', 'a'),
  indicator('f', 'b'),
  indicator('g', 'a', true),
  indicator('h', 'x'),
  indicator('j', 'z'),
  {
    kind: 'entry',
    id: id('k'),
    ficheId: id('a'),
    key: 'outils',
    position: 1,
    archived: false,
    originRowId: null,
  } satisfies EntryRow,
];

/** Columns by what they are; others exist, these are enough to meet every rule. */
export const columnsByGroup: Readonly<Record<string, readonly string[]>> = {
  planned: ['p104', 'autres', 'description', 'target', 'name'],
  proposed: ['p104@proposed', 'target@proposed'],
  realised: ['beneficiaires_total@realised', 'target@realised'],
  spent: ['p104@spent'],
  received: ['p104@received'],
  comment: ['p104@comment', 'comment'],
};

export interface Attacker {
  readonly role: Role;
  readonly organisationId: OrganisationId | null;
  readonly userId: UserId;
}

const attacker = (role: Role, organisationId: OrganisationId | null): Attacker => ({
  role,
  organisationId,
  userId: `${role}-${organisationId ?? 'none'}` as UserId,
});

export const attackers: readonly Attacker[] = [
  attacker('coordinator', null),
  attacker('partner', organisationA),
  attacker('partner', organisationB),
  attacker('partner', null),
  attacker('state', null),
  attacker('viewer', organisationA),
];

export function attackedPlan(phase: Phase): MemoryPlanStore {
  const plan: Plan = {
    id: 'plan' as PlanId,
    contractId: 'contract' as ContractId,
    contractTitle: 'CTAI',
    title: 'Plan',
    exercise: '2024-2025',
    startsOn: '2024-09-01',
    endsOn: '2025-06-30',
    envelope: 246_000,
    phase,
    axes: [{ number: 1, title: 'Axe' }],
    organisations: [
      { id: organisationA, name: 'A' },
      { id: organisationB, name: 'B' },
    ],
  };
  const doc = new Y.Doc();
  doc.clientID = 1;
  applyRows(doc, attackedRows, plan, null);
  const keys = attackedRows.flatMap(({ id: rowId, kind }) =>
    (kind === 'fiche'
      ? ['p104', 'p104@spent', 'p104@proposed']
      : kind === 'indicator'
        ? ['target']
        : ['name']
    ).map((column) => `${rowId}:${column}`),
  );
  for (const value of ['1', '2'])
    applyCells(
      doc,
      keys.map((key) => ({ key: key as never, value })),
      null,
    );
  const store = new MemoryPlanStore(plan, attackedRows, Y.encodeStateAsUpdate(doc));
  doc.destroy();
  return store;
}
