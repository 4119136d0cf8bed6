// The small plan that is attacked: rows in every state, cells in every group of columns, organisations that carry or do not,
// people of every role. What it says of rows is what the judge's table is asked about; it knows no rights.
import * as Y from 'yjs';
import type {
  CellKey,
  ContractId,
  OrganisationId,
  PlanId,
  RowId,
  UserId,
} from '../../../src/lib/contract/ids.ts';
import type { Scalar } from '../../../src/lib/contract/kinds.ts';
import type { Rights, Role } from '../../../src/lib/contract/permissions.ts';
import type { Phase, Plan } from '../../../src/lib/contract/plan.ts';
import type { EntryRow, FicheRow, IndicatorRow, Row, RowKind } from '../../../src/lib/contract/rows.ts';
import { applyCells, applyRows } from '../../../src/lib/document/apply.ts';
import { MemoryPlanStore } from '../memory-plan-store.ts';

export interface Person {
  readonly user: { readonly id: UserId; readonly name: string };
  readonly rights: Rights;
}

export const organisationA = 'org-a' as OrganisationId;
export const organisationB = 'org-b' as OrganisationId;
const organisations = ['a', 'b', 'c'].map((letter) => ({
  id: `org-${letter}` as OrganisationId,
  name: `Structure ${letter}`,
}));

function person(name: string, role: Role, organisation: string | null): Person {
  const organisationId = organisation === null ? null : (`org-${organisation}` as OrganisationId);
  return { user: { id: `user-${name}` as UserId, name }, rights: { role, organisationId } };
}

/** A viewer and a State service whose organisation carries actions: it must give them nothing. */
export const people: readonly Person[] = [
  person('Claire', 'coordinator', null),
  person('Paul', 'partner', 'a'),
  person('Bilal', 'partner', 'b'),
  person('Nora', 'partner', null),
  person('Yves', 'state', 'c'),
  person('Denis', 'viewer', 'a'),
];

/** What is known of a row without asking the code under test. */
export interface RowFacts {
  readonly kind: RowKind;
  /** The row itself for a fiche. */
  readonly ficheId: RowId;
  archived: boolean;
  closed: boolean;
  carriers: readonly string[];
}

function fiche(number: number, carriers: readonly string[], state: Partial<FicheRow> = {}): FicheRow {
  return {
    kind: 'fiche',
    id: `f00000000${number}` as RowId,
    number,
    axis: 1,
    title: `Action ${number}`,
    organisationIds: carriers.map((letter) => `org-${letter}` as OrganisationId),
    position: number,
    archived: false,
    originRowId: null,
    ...state,
  };
}

function indicator(number: number, of: FicheRow, state: Partial<IndicatorRow> = {}): IndicatorRow {
  return {
    kind: 'indicator',
    id: `j00000000${number}` as RowId,
    ficheId: of.id,
    origin: 'key',
    key: null,
    section: 'cles',
    label: `Indicateur ${number}`,
    valueKind: 'count',
    unit: 'personnes',
    position: number,
    archived: false,
    originRowId: null,
    ...state,
  };
}

function entry(number: number, of: FicheRow): EntryRow {
  return {
    kind: 'entry',
    id: `e00000000${number}` as RowId,
    ficheId: of.id,
    key: 'outils',
    position: number,
    archived: false,
    originRowId: null,
  };
}

const fiches = [
  fiche(1, ['a']),
  fiche(2, ['a', 'b']),
  fiche(3, []),
  fiche(4, ['a'], { archived: true }),
  fiche(5, ['a', 'c'], { closed: true }),
  fiche(6, ['c']),
] as const;
const [open, shared, orphan, archived, closed, elsewhere] = fiches;

export const attackedRows: readonly Row[] = [
  ...fiches,
  indicator(1, open),
  indicator(2, shared, { archived: true }),
  indicator(3, archived),
  indicator(4, closed),
  indicator(5, orphan, { valueKind: 'text', unit: null }),
  entry(1, open),
  entry(2, elsewhere),
];

/** Of every group and several kinds; each row kind has its own. */
export const attackedColumns: Readonly<Record<RowKind, readonly string[]>> = {
  fiche: [
    'p104',
    'p104@proposed',
    'p104@spent',
    'p104@received',
    'p104@comment',
    'hommes',
    'hommes@realised',
    'portage.ccas',
    'description',
  ],
  indicator: ['target', 'target@realised', 'target@proposed', 'comment'],
  entry: ['name', 'description'],
};

export const attackedKeys: readonly CellKey[] = attackedRows.flatMap((row) =>
  attackedColumns[row.kind].map((column) => `${row.id}:${column}` as CellKey),
);

export function factsOfRows(): Map<RowId, RowFacts> {
  return new Map(
    attackedRows.map((row) => [
      row.id,
      {
        kind: row.kind,
        ficheId: row.kind === 'fiche' ? row.id : row.ficheId,
        archived: row.archived,
        closed: row.kind === 'fiche' && row.closed === true,
        carriers: row.kind === 'fiche' ? row.organisationIds : [],
      },
    ]),
  );
}

export const firstCells: ReadonlyMap<CellKey, Scalar> = new Map(
  attackedKeys.flatMap((key, index) =>
    index % 2 === 0 ? [[key, index % 3 === 0 ? index : `${index} 000`] as const] : [],
  ),
);

export const attackedPlanId = 'plan-hostile' as PlanId;

export function attackedPlan(phase: Phase): MemoryPlanStore {
  const plan: Plan = {
    id: attackedPlanId,
    contractId: 'contract-hostile' as ContractId,
    contractTitle: 'CTAI',
    title: 'Plan',
    exercise: '2024-2025',
    startsOn: '2024-09-01',
    endsOn: '2025-06-30',
    envelope: 246_000,
    phase,
    axes: [{ number: 1, title: 'Langue' }],
    organisations,
  };
  const doc = new Y.Doc();
  // The same at every run, so that a seed tells everything.
  doc.clientID = 4_000_000_000;
  applyRows(doc, attackedRows, plan, null);
  applyCells(
    doc,
    [...firstCells].map(([key, value]) => ({ key, value })),
    null,
  );
  // Some of the past: overwritten, emptied, written again.
  for (const key of attackedKeys.slice(0, 6))
    for (const value of ['a', null, firstCells.get(key) ?? null]) applyCells(doc, [{ key, value }], null);
  const snapshot = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return new MemoryPlanStore(plan, attackedRows, snapshot);
}
