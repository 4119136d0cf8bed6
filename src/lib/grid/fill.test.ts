import { describe, expect, it } from 'vitest';
import { largeFicheId, largeIndicatorId, largePlan } from '../../../tests/helpers/large-plan.ts';
import { gridTable } from '../../../tests/helpers/grid-table.ts';
import { cellKey, columnId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import { areaOfFill, areaOfSeries } from './fill-area.ts';
import { fillSelection, fillWrites } from './fill.ts';
import type { GridTable } from './grid-table.ts';
import { extendTo, type GridSelection, selectCell } from './selection.ts';

/** Twelve actions, two on each of six axes: an axis row stands before each pair. */
function table(values: Readonly<Record<number, Scalar>>): GridTable {
  const content = largePlan({ fiches: 12, indicators: 0 });
  const cells = new Map(content.cells);
  for (let fiche = 0; fiche < 12; fiche += 1) {
    const key = cellKey(largeFicheId(fiche), columnId('p104'));
    const value = values[fiche];
    if (value === undefined) cells.delete(key);
    else cells.set(key, value);
  }
  return gridTable('budget', { ...content, cells });
}

const column = (shown: GridTable, id = 'p104'): number => shown.order.columnIndex(id);
const row = (shown: GridTable, fiche: number): number => shown.order.rowIndex(largeFicheId(fiche));

function down(shown: GridTable, from: number, to: number, id = 'p104') {
  const at = column(shown, id);
  return { top: row(shown, from), bottom: row(shown, to), left: at, right: at };
}

describe('filling from the keyboard', () => {
  it('GR88 Ctrl+D copies the first line exactly over the others, through axis rows', () => {
    // Actions 1 and 7 are on axis 1, 2 and 8 on axis 2.
    const shown = table({ 0: '45 800' });
    const area = areaOfFill(shown, down(shown, 0, 7), 'down');
    const { writes, locked } = fillWrites(shown, area!.source, area!.target, area!.mode);
    expect(locked).toBe(0);
    expect(writes.map(({ key, value }) => [key, value])).toEqual(
      [6, 1, 7].map((fiche) => [cellKey(largeFicheId(fiche), columnId('p104')), '45 800']),
    );
  });

  it('GR88 one cell takes the one above, past an axis row', () => {
    const shown = table({ 6: '12,5' });
    const area = areaOfFill(shown, down(shown, 1, 1), 'down');
    expect(area?.source.top).toBe(row(shown, 6));
  });

  it('GR88 a derived column is left as it is and counted', () => {
    const shown = table({ 0: '1' });
    const area = areaOfFill(shown, down(shown, 0, 6, 'cout_total'), 'down');
    expect(fillWrites(shown, area!.source, area!.target, area!.mode)).toEqual({ writes: [], locked: 1 });
  });

  it('GR89 a series goes on from the cells that the selection begins with', () => {
    const shown = table({ 0: '100', 6: '150' });
    const area = areaOfSeries(shown, down(shown, 0, 7));
    const { writes } = fillWrites(shown, area!.source, area!.target, area!.mode);
    expect(writes.map(({ value }) => value)).toEqual([200, 250]);
  });

  it('GR89 without a first cell there is nothing to go on from', () => {
    const shown = table({});
    expect(areaOfSeries(shown, down(shown, 0, 7))).toBeNull();
  });
});

describe('filling by the handle', () => {
  /** The `comment` of an indicator holds words, its `target` figures. */
  function indicators(values: Readonly<Record<number, Scalar>>, id: string): GridTable {
    const content = largePlan({ fiches: 1, indicators: 6 });
    const cells = new Map(content.cells);
    for (let index = 1; index < 6; index += 1) {
      const key = cellKey(largeIndicatorId(0, index), columnId(id));
      const value = values[index];
      if (value === undefined) cells.delete(key);
      else cells.set(key, value);
    }
    return gridTable('indicateurs', { ...content, cells });
  }

  function dragged(shown: GridTable, id: string, from: number, to: number): (Scalar | null)[] {
    const at = shown.order.columnIndex(id);
    const index = (indicator: number): number => shown.order.rowIndex(largeIndicatorId(0, indicator));
    const source = { top: index(from), bottom: index(from), left: at, right: at };
    const target = { ...source, top: index(Math.min(from, to)), bottom: index(Math.max(from, to)) };
    return fillWrites(shown, source, target, 'auto').writes.map(({ value }) => value);
  }

  it('GR136 a single value steps forward downwards, and back upwards', () => {
    expect(dragged(indicators({ 3: 'Action 5' }, 'comment'), 'comment', 3, 5)).toEqual([
      'Action 6',
      'Action 7',
    ]);
    expect(dragged(indicators({ 3: 'Action 5' }, 'comment'), 'comment', 3, 1)).toEqual([
      'Action 4',
      'Action 3',
    ]);
    expect(dragged(indicators({ 3: 'mars' }, 'comment'), 'comment', 3, 1)).toEqual(['février', 'janvier']);
  });

  it('GR137 a text that stands in a cell of figures is copied: nobody counts it on', () => {
    const shown = indicators({ 2: 'environ 9 600' }, 'target');
    expect(dragged(shown, 'target', 2, 4)).toEqual(['environ 9 600', 'environ 9 600']);
  });
});

describe('GR64 filling a whole selection', () => {
  const selected = (shown: GridTable, from: number, to: number, id = 'p104'): GridSelection =>
    extendTo(selectCell({ rowId: largeFicheId(from), columnId: id }), {
      rowId: largeFicheId(to),
      columnId: 'cout_total',
    });

  it('what is typed goes into every cell that can be written, the others are counted', () => {
    const shown = table({ 0: '1', 6: '2' });
    const filled = fillSelection(shown, selected(shown, 0, 6), { text: '15', seen: '0' });
    const written = new Map(filled?.writes.map(({ key, ...write }) => [key, write]));
    // I9: the cell that is typed into says what its editor had opened on, the others what they hold.
    expect(written.get(cellKey(largeFicheId(0), columnId('p104')))).toEqual({ value: '15', seen: '0' });
    expect(written.get(cellKey(largeFicheId(6), columnId('p104')))).toEqual({ value: '15', seen: '2' });
    expect(filled?.locked).toBe(2);
  });

  it('a cell that stores nothing of its own fills nothing: a selection is never emptied by it', () => {
    const shown = table({ 0: '1', 6: '2' });
    const from = extendTo(selectCell({ rowId: largeFicheId(0), columnId: 'cout_total' }), {
      rowId: largeFicheId(6),
      columnId: 'p104',
    });
    expect(fillSelection(shown, from, null)).toBeNull();
    expect(fillSelection(table({ 6: '2' }), selected(shown, 0, 6), null)).toBeNull();
  });
});
