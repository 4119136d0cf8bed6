import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainFormulas } from '../../../tests/helpers/grid-table.ts';
import { exampleContent, ficheIdOf } from '../../../tests/helpers/example-content.ts';
import type { DerivedRow, TotalRow } from '../calc/derived-plan.ts';
import { cellKey, columnId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import { grid } from '../i18n/fr/grid.ts';
import { columnsOfTab, flatColumns, type PlanTab } from './columns.ts';
import { ExactSum } from './exact-sum.ts';
import type { GridTable } from './grid-table.ts';
import { type GridRow, noFilter, rowsOfTab, totalRow } from './row-model.ts';
import { type GridSelection, addRange, extendTo, GridOrder, selectCell, selectColumns } from './selection.ts';
import { summaryOf } from './selection-summary.ts';
import { coordinatorRights } from '../../../tests/helpers/rights.ts';

const metz = exampleContent();
const first = ficheIdOf(metz, 2);
const second = ficheIdOf(metz, 3);
const third = ficheIdOf(metz, 4);

interface Scene {
  readonly tab?: PlanTab;
  /** `2:p104` -> value; every other cell is empty. */
  readonly cells?: Readonly<Record<string, Scalar>>;
  readonly derived?: DerivedRow;
  readonly totals?: TotalRow;
  readonly rows?: readonly GridRow[];
}

function tableOf({ tab = 'budget', cells = {}, derived = {}, totals = {}, rows }: Scene): GridTable {
  const content = {
    ...metz,
    cells: new Map(
      Object.entries(cells).map(([place, value]) => {
        const [number, column] = place.split(':');
        return [cellKey(ficheIdOf(metz, Number(number)), columnId(column ?? '')), value] as const;
      }),
    ),
  };
  const shown = rows ?? [...rowsOfTab(tab, content, noFilter, { keySection: '' }), totalRow];
  const columns = flatColumns(columnsOfTab(tab, grid.columns, 'draft'));
  return {
    rows: shown,
    columns,
    order: new GridOrder(
      shown.map(({ id }) => id),
      columns.map(({ id }) => id),
    ),
    context: {
      content,
      derived: { row: () => derived, axis: () => totals, overall: () => totals, formula: () => undefined },
      rights: coordinatorRights,
      words: grid,
      formulas: plainFormulas,
    },
  };
}

function range(fromRow: string, toRow: string, fromColumn: string, toColumn = fromColumn): GridSelection {
  return extendTo(selectCell({ rowId: fromRow, columnId: fromColumn }), { rowId: toRow, columnId: toColumn });
}

const threeRows = range(first, third, 'p104');

describe('what a selection comes to', () => {
  it('GR140 counts, sums, and gives mean, minimum and maximum of the figures', () => {
    const table = tableOf({ cells: { '2:p104': '45 800', '3:p104': '12,5 k€', '4:p104': -300 } });
    expect(summaryOf(table, threeRows)).toEqual({
      cells: 3,
      filled: 3,
      figures: 3,
      texts: 0,
      sum: 58_000,
      mean: 58_000 / 3,
      min: -300,
      max: 45_800,
      kind: 'money',
      unit: '€',
    });
  });

  it('GR141 texts and empty cells are counted and enter no sum', () => {
    const table = tableOf({ cells: { '2:p104': 'environ 9 600', '3:p104': '100' } });
    expect(summaryOf(table, threeRows)).toMatchObject({
      cells: 3,
      filled: 2,
      texts: 1,
      figures: 1,
      sum: 100,
      mean: 100,
    });
    expect(summaryOf(table, range(third, third, 'p104', 'reliquats'))).toMatchObject({
      cells: 2,
      filled: 0,
      figures: 0,
      sum: null,
      mean: null,
      min: null,
      max: null,
    });
  });

  it('GR142 derived figures count as they are shown; a cell of two ranges counts once', () => {
    const table = tableOf({
      cells: { '2:p104': 10 },
      derived: { cout_total: { value: 40, reason: null }, collectivite: { value: 5, reason: null } },
    });
    expect(summaryOf(table, range(first, first, 'p104', 'collectivite'))).toMatchObject({
      figures: 2,
      sum: 15,
    });
    expect(summaryOf(table, range(first, second, 'cout_total'))).toMatchObject({ figures: 2, sum: 80 });
    const twice = extendTo(addRange(threeRows, { rowId: first, columnId: 'p104' }), {
      rowId: second,
      columnId: 'p104',
    });
    expect(summaryOf(table, twice)).toMatchObject({ cells: 3, sum: 10 });
  });

  it('GR143 subtotals and totals are left out unless nothing else is selected', () => {
    const table = tableOf({
      cells: { '2:p104': 10, '3:p104': 20 },
      totals: { p104: { value: 30, ignored: 0 } },
    });
    const column = selectColumns(table.order, 'p104', 'p104');
    const own = table.rows.filter(({ type }) => type !== 'axis' && type !== 'total');
    expect(summaryOf(table, column)).toMatchObject({ cells: own.length, figures: 2, sum: 30 });
    const axes = tableOf({
      rows: table.rows.filter(({ type }) => type === 'axis' || type === 'total').slice(-2),
      totals: { p104: { value: 30, ignored: 0 } },
    });
    expect(summaryOf(axes, selectColumns(axes.order, 'p104', 'p104'))).toMatchObject({ figures: 1, sum: 30 });
  });

  it('GR144 rates, unit costs and figures beside them have no sum', () => {
    const table = tableOf({
      cells: { '2:p104': 10 },
      derived: {
        taux_cofinancement: { value: 20, reason: null },
        cout_unitaire: { value: 100, reason: null },
        part_enveloppe: { value: 4, reason: null },
      },
    });
    expect(summaryOf(table, range(first, first, 'taux_cofinancement', 'part_enveloppe'))).toMatchObject({
      sum: null,
      mean: 12,
      min: 4,
      max: 20,
      kind: 'percent',
    });
    expect(summaryOf(table, range(first, second, 'cout_unitaire'))).toMatchObject({
      sum: null,
      kind: 'money',
    });
    expect(summaryOf(table, range(first, first, 'p104', 'taux_cofinancement'))).toMatchObject({
      sum: null,
      kind: 'mixed',
      unit: null,
    });
  });

  it('GR144 « hors objectif » is a text', () => {
    const table = tableOf({
      tab: 'indicateurs',
      derived: { taux_realisation: { value: null, reason: 'off_target' } },
    });
    const row = table.rows.find(({ type }) => type === 'indicator');
    expect(summaryOf(table, range(row?.id ?? '', row?.id ?? '', 'taux_realisation'))).toMatchObject({
      texts: 1,
    });
  });

  it('GR145 sums are those of the decimals that people see', () => {
    const table = tableOf({ cells: { '2:p104': '0,1', '3:p104': 0.2, '4:p104': '1e' } });
    expect(summaryOf(table, threeRows)).toMatchObject({ sum: 0.3, mean: 0.15, texts: 1 });
  });

  it('GR145 sums are exact whatever the order and the size of the figures', () => {
    const cents = fc.integer({ min: -(10 ** 14), max: 10 ** 14 });
    fc.assert(
      fc.property(
        fc.array(cents, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 9 }),
        (list, digits) => {
          const sum = new ExactSum();
          for (const value of list) sum.add(Number(`${value}e-${digits}`));
          const whole = list.reduce((total, value) => total + BigInt(value), 0n);
          expect(sum.sum()).toBe(Number(`${whole}e-${digits}`));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('GR145 figures beyond all measure are no reason to fail', () => {
    const sum = new ExactSum();
    expect(sum.sum()).toBeNull();
    for (const value of [1.7e308, 1.7e308, 5e-324, -0]) sum.add(value);
    expect(sum.sum()).toBeNull();
  });
});
