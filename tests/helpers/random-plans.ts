// Random plans and edits for property tests of what is computed from a plan: texts, empties, zeros, negatives, archived
// rows, axes without actions, several hours rows. Values stay in the range of real amounts.
import fc from 'fast-check';
import type { CellKey, ContractId, PlanId, RowId } from '../../src/lib/contract/ids.ts';
import { cellKey } from '../../src/lib/contract/ids.ts';
import type { CellKind, Scalar } from '../../src/lib/contract/kinds.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import { columnsOf } from '../../src/lib/contract/schema.ts';
import type { CellChange } from '../../src/lib/document/observe.ts';
import type { DocumentContent } from '../../src/lib/document/read.ts';
import { testRowId } from './example-content.ts';

const numericColumns = columnsOf('fiche').filter((column) =>
  /^(p104|reliquats|collectivite|autres|beneficiaires_total|hommes|bpi|acteurs_nombre)(_[a-z0-9]+)?(@(spent|received|realised))?$/.test(
    column,
  ),
);
const indicatorColumns = columnsOf('indicator');

const number = fc.oneof(
  fc.constantFrom(0, 1, -5, 300, 0.1, 0.2),
  fc.integer({ min: -2_000, max: 60_000 }),
  fc.integer({ min: 1, max: 9_999_999 }).map((cents) => cents / 100),
);

export const scalar: fc.Arbitrary<Scalar | null> = fc.oneof(
  { weight: 3, arbitrary: number },
  { weight: 3, arbitrary: number.map((value) => String(value).replace('.', ',')) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'NC',
      'à préciser',
      '-',
      '40 formations soit environ 320 heures',
      '=A1',
      '1.000',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', true) },
  { weight: 2, arbitrary: fc.constant(null) },
);

const indicatorShapes: readonly { key: string | null; valueKind: CellKind; unit: string | null }[] = [
  ...['fr_heures', 'droits_heures', 'republique_heures', 'numerique_heures'].map((key) => ({
    key,
    valueKind: 'hours' as const,
    unit: 'h',
  })),
  { key: null, valueKind: 'count', unit: 'personnes' },
  { key: null, valueKind: 'percent', unit: '%' },
  { key: null, valueKind: 'text', unit: null },
];

const fiche = fc.record({
  axis: fc.integer({ min: 1, max: 4 }),
  archived: fc.nat(4).map((n) => n === 0),
  position: fc.integer({ min: 0, max: 5 }),
  indicators: fc.array(
    fc.record({
      shape: fc.constantFrom(...indicatorShapes),
      archived: fc.nat(5).map((n) => n === 0),
      position: fc.nat(3),
    }),
    { maxLength: 5 },
  ),
});

function rowsFrom(
  fiches: readonly (typeof fiche extends fc.Arbitrary<infer F> ? F : never)[],
): Map<RowId, Row> {
  const rows = new Map<RowId, Row>();
  fiches.forEach(({ axis, archived, position, indicators }, index) => {
    const id = testRowId((index + 1) * 100);
    const origin = { originRowId: null };
    rows.set(id, {
      ...origin,
      kind: 'fiche',
      id,
      axis,
      archived,
      position,
      number: index + 1,
      title: `Action ${index + 1}`,
      organisationIds: [],
    });
    indicators.forEach(({ shape, ...place }, nth) => {
      const indicatorId = testRowId((index + 1) * 100 + nth + 1);
      const identity =
        shape.key === null
          ? ({ origin: 'key', label: 'Libre' } as const)
          : ({ origin: 'template', label: null } as const);
      rows.set(indicatorId, {
        ...origin,
        ...place,
        ...identity,
        ...shape,
        kind: 'indicator',
        id: indicatorId,
        ficheId: id,
        section: 'cles',
      });
    });
  });
  return rows;
}

function keysOf(rows: ReadonlyMap<RowId, Row>): readonly CellKey[] {
  return [...rows.values()].flatMap((row) =>
    (row.kind === 'fiche' ? numericColumns : indicatorColumns).map((column) => cellKey(row.id, column)),
  );
}

/** A plan, and batches of edits that may follow, each a list of changes of existing or unknown cells. */
export const planAndEdits: fc.Arbitrary<{
  content: DocumentContent;
  batches: readonly (readonly CellChange[])[];
}> = fc
  .record({
    fiches: fc.array(fiche, { maxLength: 6 }),
    axes: fc.subarray([1, 2, 3, 4, 5]),
    envelope: fc.constantFrom(null, 0, 246_000),
  })
  .chain(({ fiches, axes, envelope }) => {
    const rows = rowsFrom(fiches);
    const keys = [...keysOf(rows), 'zzzzzzzzzz:p104' as CellKey];
    const edit = fc.record({ key: fc.constantFrom(...keys), before: fc.constant(null), after: scalar });
    return fc.record({
      batches: fc.array(fc.array(edit, { maxLength: 12 }), { maxLength: 5 }),
      content: fc
        .array(fc.tuple(fc.constantFrom(...keys), scalar), { maxLength: keys.length * 2 })
        .map((cells) => ({
          plan: planOf(axes, envelope),
          rows,
          cells: new Map(cells.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]))),
        })),
    });
  });

function planOf(axes: readonly number[], envelope: number | null): NonNullable<DocumentContent['plan']> {
  return {
    id: 'plan-random' as PlanId,
    contractId: 'contract-random' as ContractId,
    contractTitle: '',
    title: '',
    exercise: '2024-2025',
    startsOn: '2024-09-01',
    endsOn: '2025-06-30',
    envelope,
    phase: 'draft',
    axes: axes.map((number) => ({ number, title: `Axe ${number}` })),
    organisations: [],
  };
}

export function afterChanges(content: DocumentContent, changes: readonly CellChange[]): DocumentContent {
  const cells = new Map(content.cells);
  for (const { key, after } of changes) {
    if (after === null) cells.delete(key);
    else cells.set(key, after);
  }
  return { ...content, cells };
}
