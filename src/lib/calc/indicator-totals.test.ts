import { describe, expect, it } from 'vitest';
import { cellOf, exampleContent, ficheIdOf, testRowId } from '../../../tests/helpers/example-content.ts';
import { computed, typedInto } from '../../../tests/helpers/formula-plan.ts';
import { type CellKey, cellKey, columnId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { IndicatorRow, Row } from '../contract/rows.ts';
import type { DocumentContent } from '../document/read.ts';
import { indicatorGroups, indicatorTotal } from './indicator-totals.ts';

const metz = exampleContent();
const target = columnId('target');

/** « Coût par personne certifiée » in actions 2, 4 and 6, unless a test says otherwise. */
function withIndicators(
  typed: readonly (Scalar | null)[],
  parts: Partial<IndicatorRow> | readonly Partial<IndicatorRow>[] = {},
): DocumentContent {
  const rows = new Map<Row['id'], Row>(metz.rows);
  const cells: [CellKey, Scalar | null][] = [];
  for (const [index, value] of typed.entries()) {
    const id = testRowId(90_000 + index);
    rows.set(id, {
      kind: 'indicator',
      id,
      ficheId: ficheIdOf(metz, [2, 4, 6][index] ?? 2),
      origin: 'added',
      key: null,
      section: 'apprentissage_francais',
      label: 'Coût par personne certifiée',
      valueKind: 'money',
      unit: '€',
      aggregation: 'sum',
      position: 100,
      archived: false,
      originRowId: null,
      ...(Array.isArray(parts) ? (parts as readonly Partial<IndicatorRow>[])[index] : parts),
    });
    cells.push([cellKey(id, target), value]);
  }
  return typedInto({ ...metz, rows }, cells);
}

function total(content: DocumentContent): ReturnType<typeof indicatorTotal> {
  const [group, ...others] = indicatorGroups(content);
  if (group === undefined || others.length > 0) throw new Error(`${others.length + 1} groups`);
  const { rows, formulas } = computed(content);
  return indicatorTotal(group, target, {
    content,
    derived: { row: (id) => rows.get(id), formula: (key) => formulas.get(key) },
  });
}

describe('added indicators over the whole plan', () => {
  it('FO120 rows of one label and unit make one group, in the plan’s order, whatever the case and accents', () => {
    const content = withIndicators(
      [1, 2, 3],
      [{ label: 'cout par personne CERTIFIEE ' }, {}, { ficheId: ficheIdOf(metz, 1) }],
    );
    expect(indicatorGroups(content)).toEqual([
      {
        label: 'Coût par personne certifiée',
        unit: '€',
        valueKind: 'money',
        aggregation: 'sum',
        rowIds: [testRowId(90_002), testRowId(90_000), testRowId(90_001)],
      },
    ]);
  });

  it('FO120 another unit, kind or rule is another group; archived rows and rows without a rule are in none', () => {
    const apart = withIndicators([1, 2, 3], [{}, { unit: 'k€' }, { aggregation: 'mean' }]);
    expect(indicatorGroups(apart)).toHaveLength(3);
    expect(
      indicatorGroups(withIndicators([1, 2, 3], [{ archived: true }, { label: null }, { archived: true }])),
    ).toEqual([]);
    const rows = new Map(withIndicators([1]).rows);
    const [id, row] = [...rows].at(-1) ?? [];
    if (id === undefined || row?.kind !== 'indicator') throw new Error('no indicator');
    const { aggregation: _, ...bare } = row;
    expect(indicatorGroups({ rows: new Map([...rows, [id, bare]]) })).toEqual([]);
    rows.set(ficheIdOf(metz, 2), { ...rows.get(ficheIdOf(metz, 2)), archived: true } as Row);
    expect(indicatorGroups({ rows })).toEqual([]);
  });

  it('FO121 a sum and a mean take the filled rows; texts and formulas without result are counted apart', () => {
    expect(total(withIndicators([10, null, '20,5']))).toEqual({ value: 30.5, ignored: 0 });
    expect(total(withIndicators([10, 'environ 3', '=1/0']))).toEqual({ value: 10, ignored: 2 });
    expect(total(withIndicators([10, null, '20'], { aggregation: 'mean' }))).toEqual({
      value: 15,
      ignored: 0,
    });
    expect(total(withIndicators([null, null]))).toEqual({ value: null, ignored: 0 });
    expect(total(withIndicators(['à préciser'], { aggregation: 'mean' }))).toEqual({
      value: null,
      ignored: 1,
    });
  });

  it('FO122 a ratio is the sum of what is divided over the sum of what divides, never the mean of rates', () => {
    const quotients = [2, 4].map((number) => `=Fiche ${number}[Coût total]/Fiche ${number}[Bénéficiaires]`);
    expect(total(withIndicators(quotients, { aggregation: 'ratio' }))).toEqual({
      value: (54_700 + 10_700) / (35 + 80),
      ignored: 0,
    });
  });

  it('FO122 a typed figure, another formula and a quotient without result are left out and counted', () => {
    const content = withIndicators(['=Fiche 2[Coût total]/Fiche 2[Bénéficiaires]', '12', '=1+1'], {
      aggregation: 'ratio',
    });
    expect(total(content)).toEqual({ value: 54_700 / 35, ignored: 2 });
    const empty = withIndicators(['=Fiche 1[Coût total]/Fiche 1[Bénéficiaires]'], {
      aggregation: 'ratio',
    });
    expect(total(empty)).toEqual({ value: null, ignored: 1 });
  });

  it('FO122 a share is read as people see it: percents and rates are fractions inside', () => {
    const parts = { aggregation: 'ratio', valueKind: 'percent', unit: '%' } as const;
    const content = withIndicators(
      ['=Fiche 2[Collectivité]/Fiche 2[Coût total]', '=Fiche 4[Collectivité]/Fiche 4[Coût total]'],
      parts,
    );
    expect(total(content).value).toBeCloseTo((100 * (8_900 + 1_100)) / (54_700 + 10_700), 9);
    const rates = withIndicators(['=Fiche 2[Taux de cofinancement]/Fiche 2[Taux de cofinancement]'], parts);
    expect(total(rates).value).toBeCloseTo(100, 9);
    expect(metz.cells.get(cellOf(metz, 2, 'collectivite'))).toBeDefined();
  });
});
