import { describe, expect, it } from 'vitest';
import { cellOf, exampleContent } from '../../../../tests/helpers/example-content.ts';
import { typedInto } from '../../../../tests/helpers/formula-plan.ts';
import { RandomSource } from '../../../../tests/helpers/random-source.ts';
import { ViewScene } from '../../../../tests/helpers/view-scene.ts';
import type { CellKey } from '../../contract/ids.ts';
import { type ColumnFilter, plainView, type SortKey } from '../../contract/view.ts';
import type { GridRow } from '../row-model.ts';
import { filtersOf } from './filter.ts';
import { followsValues, isNarrowing } from './view-rows.ts';

const metz = exampleContent();
const budget = new ViewScene('budget', metz);
const indicators = new ViewScene('indicateurs', metz);

const by = (columnId: string, direction: SortKey['direction'] = 'descending'): SortKey[] => [
  { columnId, direction },
];
const number = (
  operator: Extract<ColumnFilter, { type: 'number' }>['operator'],
  value: number,
  upTo: number | null = null,
): ColumnFilter => ({ type: 'number', operator, value, upTo });
const text = (contains: string, isNegated = false): ColumnFilter => ({ type: 'text', contains, isNegated });
const fiches = (rows: readonly GridRow[]): number[] =>
  rows.flatMap((row) => (row.type === 'fiche' ? [row.fiche.number] : []));

describe('sorting', () => {
  it('GR180 sorts inside each axis, which stays in its place', () => {
    expect(budget.numbers({ sort: by('p104') })).toEqual([
      'axe 1',
      1,
      'axe 2',
      2,
      6,
      3,
      4,
      5,
      7,
      'axe 3',
      8,
      'axe 4',
      9,
      'axe 5',
      10,
      'axe 6',
      11,
    ]);
    expect(fiches(budget.see({ sort: by('p104', 'ascending') }).rows).slice(1, 7)).toEqual([
      7, 5, 4, 3, 6, 2,
    ]);
  });

  it('GR181 figures, then words, then empties, which are last both ways; ties keep the plan’s order', () => {
    const content = typedInto(metz, [
      [cellOf(metz, 3, 'p104'), null],
      [cellOf(metz, 4, 'p104'), 'environ 9 600'],
      [cellOf(metz, 7, 'p104'), '9000'],
    ]);
    const scene = new ViewScene('budget', content);
    expect(fiches(scene.see({ sort: by('p104', 'ascending') }).rows).slice(1, 7)).toEqual([5, 7, 6, 2, 4, 3]);
    expect(fiches(scene.see({ sort: by('p104') }).rows).slice(1, 7)).toEqual([4, 2, 6, 5, 7, 3]);
  });

  it('GR181 sorts computed values and what formulas give, and by a second key where the first is the same', () => {
    const content = typedInto(metz, [
      [cellOf(metz, 2, 'reliquats'), '=[Subvention P104]/1000'],
      [cellOf(metz, 3, 'reliquats'), 3],
      [cellOf(metz, 4, 'reliquats'), 3],
    ]);
    const scene = new ViewScene('budget', content);
    expect(fiches(scene.see({ sort: by('cout_unitaire') }).rows).slice(1, 7)).toEqual([2, 3, 6, 5, 7, 4]);
    const sort: SortKey[] = [...by('reliquats'), ...by('p104', 'ascending')];
    expect(fiches(scene.see({ sort }).rows).slice(1, 7)).toEqual([2, 4, 3, 7, 5, 6]);
  });

  it('GR182 words go by French rules, numbers inside them too, and actions by the contract’s number', () => {
    const labels = (direction: SortKey['direction']): string[] =>
      indicators
        .see({ sort: by('row.label', direction) })
        .rows.flatMap((row) => (row.type === 'indicator' && row.axis.number === 2 ? [row.label] : []));
    const collator = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });
    expect(labels('ascending')).toEqual(labels('ascending').toSorted(collator.compare));
    expect(fiches(budget.see({ sort: by('row.action') }).rows).slice(1, 7)).toEqual([7, 6, 5, 4, 3, 2]);
  });

  it('GR183 an hourly cost stays behind its hours, and the first row of an action says it in the order shown', () => {
    const { rows } = indicators.see({ sort: by('target') });
    for (const [index, row] of rows.entries()) {
      if (row.type === 'hourly_cost') expect(rows[index - 1]).toMatchObject({ type: 'indicator' });
      if (row.type !== 'indicator' && row.type !== 'hourly_cost') continue;
      const last = rows[index - 1];
      const isSame = last !== undefined && 'fiche' in last && last.fiche.id === row.fiche.id;
      expect(row.opensFiche).toBe(!isSame);
    }
    expect(rows).toHaveLength(indicators.all().length);
  });

  it('GR180 on random plans and keys: every axis keeps its rows, none twice, none lost', () => {
    const random = new RandomSource(4);
    const columns = indicators.columns.map(({ id }) => id);
    for (let round = 0; round < 60; round += 1) {
      const scene = random.below(2) === 0 ? budget : indicators;
      const sort: SortKey[] = Array.from({ length: 1 + random.below(3) }, () => ({
        columnId: random.pick(scene === budget ? budget.columns.map(({ id }) => id) : columns),
        direction: random.pick(['ascending', 'descending'] as const),
      }));
      const axisOf = (rows: readonly GridRow[]): string[] => {
        let axis = '';
        return rows.map((row) => {
          if (row.type === 'axis') axis = row.id;
          return `${axis} ${row.id}`;
        });
      };
      expect(axisOf(scene.see({ sort }).rows).toSorted(), JSON.stringify(sort)).toEqual(
        axisOf(scene.all()).toSorted(),
      );
    }
  });
});

describe('filtering', () => {
  const shown = (filters: Record<string, ColumnFilter>, scene = budget): number[] =>
    fiches(scene.see({ filters }).rows);

  it('GR184 a figure is compared; a text in a column of figures matches no figure', () => {
    expect(shown({ p104: number('at_least', 29_537) })).toEqual([1, 2, 6, 8]);
    expect(shown({ p104: number('more', 29_537) })).toEqual([1, 2, 8]);
    expect(shown({ p104: number('less', 9_600) })).toEqual([5, 7]);
    expect(shown({ p104: number('at_most', 9_600) })).toEqual([4, 5, 7]);
    expect(shown({ p104: number('equal', 10_000) })).toEqual([9, 10]);
    expect(shown({ p104: number('different', 10_000) })).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(shown({ p104: number('between', 29_537, 9_600) })).toEqual([3, 4, 6, 9, 10]);
    const scene = new ViewScene('budget', typedInto(metz, [[cellOf(metz, 2, 'p104'), 'environ 9 600']]));
    expect(shown({ p104: number('different', 1) }, scene)).not.toContain(2);
    expect(shown({ p104: text('ENVIRON') }, scene)).toEqual([2]);
  });

  it('GR185 text without case, accents and form of the apostrophe, in what the screen shows', () => {
    expect(shown({ 'row.action': text('ALPHABETISATION') })).toEqual([2]);
    expect(shown({ 'row.action': text('l’acces') })).toEqual([11]);
    expect(shown({ 'row.action': text('cassis', true) })).not.toContain(2);
    expect(shown({ p104: text('45 800') })).toEqual([2]);
  });

  it('GR186 empty is what shows nothing and stores nothing: a formula without result is filled', () => {
    expect(shown({ p104: { type: 'empty' } })).toEqual([11]);
    expect(shown({ cout_unitaire: { type: 'empty' } })).toEqual([1, 8, 11]);
    const content = typedInto(metz, [
      [cellOf(metz, 11, 'p104'), '=1/0'],
      [cellOf(metz, 11, 'autres_fami'), 5],
    ]);
    const scene = new ViewScene('budget', content);
    expect(shown({ p104: { type: 'empty' } }, scene)).toEqual([]);
    expect(shown({ autres: { type: 'filled' } }, scene)).toEqual([11]);
  });

  it('GR187 changed since a moment: that cell, or any of the row under its heading; unknown, it hides nothing', () => {
    const cells = new Set([cellOf(metz, 3, 'p104'), cellOf(metz, 9, 'hommes')]);
    const changed = (columnId: string, known: ReadonlySet<CellKey> | null): number[] =>
      fiches(budget.see({ filters: { [columnId]: { type: 'changed', since: 'visit' } } }, () => known).rows);
    expect(changed('p104', cells)).toEqual([3]);
    expect(changed('row.action', cells)).toEqual([3, 9]);
    expect(changed('p104', null)).toHaveLength(11);
    expect(changed('p104', new Set())).toEqual([]);
  });

  it('GR188 filters of several columns meet; an axis without a match goes with them', () => {
    expect(
      budget.numbers({ filters: { p104: number('at_least', 9_600), cout_unitaire: number('less', 300) } }),
    ).toEqual(['axe 2', 4, 'axe 4', 9, 'axe 5', 10]);
  });

  it('GR183 an hourly cost stays with its hours, or by itself when only it matches', () => {
    const types = (filters: Record<string, ColumnFilter>): string[] =>
      indicators.see({ filters }).rows.map(({ type }) => type);
    expect(types({ 'row.label': text('coût horaire') })).toContain('hourly_cost');
    expect(types({ 'row.label': text('coût horaire') })).not.toContain('indicator');
    const withHours = indicators.see({ filters: { 'row.unit': text('h') } }).rows;
    expect(withHours.filter(({ type }) => type === 'hourly_cost').length).toBeGreaterThan(0);
  });

  it('GR189 each column offers what can be asked of it', () => {
    const offered = (id: string): readonly string[] | undefined => {
      const column = [...budget.columns, ...indicators.columns].find((one) => one.id === id);
      return column === undefined ? undefined : filtersOf(column);
    };
    expect(offered('p104')).toEqual(['number', 'text', 'empty', 'filled', 'changed']);
    expect(offered('cout_total')).toEqual(['number', 'text', 'empty', 'filled']);
    expect(offered('row.action')).toEqual(['text', 'changed']);
    expect(offered('comment')).toEqual(['text', 'empty', 'filled', 'changed']);
    expect(offered('row.section')).toEqual(['text']);
  });
});

describe('closed axes', () => {
  it('GR190 keep their own row, and leave nothing out: what is shown counts as with every axis open', () => {
    const { rows, kept } = budget.see({ closedAxes: [2, 5] });
    expect(fiches(rows)).toEqual([1, 8, 9, 11]);
    expect(rows.filter(({ type }) => type === 'axis')).toHaveLength(6);
    expect(fiches(kept)).toHaveLength(11);
  });

  it('GR190 the same under a filter and a sort', () => {
    const view = { closedAxes: [1], sort: by('p104'), filters: { p104: number('at_least', 29_537) } };
    expect(budget.numbers(view)).toEqual(['axe 1', 'axe 2', 2, 6, 'axe 3', 8]);
  });
});

it('GR180 a column that the tab does not have sorts and filters nothing', () => {
  const view = { sort: by('gone'), filters: { gone: text('x') } };
  expect(budget.numbers(view)).toEqual(budget.numbers({}));
});

it('GR188 a view narrows by filters and searches, and follows values by sorts and filters', () => {
  const view = (part: Partial<typeof plainView>): typeof plainView => ({ ...plainView, ...part });
  expect(isNarrowing(plainView)).toBe(false);
  expect(isNarrowing(view({ closedAxes: [1], sort: by('p104') }))).toBe(false);
  expect(isNarrowing(view({ filters: { p104: { type: 'empty' } } }))).toBe(true);
  expect(isNarrowing(view({ rows: { ...plainView.rows, search: 'vélo' } }))).toBe(true);
  expect(followsValues(view({ closedAxes: [1] }))).toBe(false);
  expect(followsValues(view({ sort: by('p104') }))).toBe(true);
});
