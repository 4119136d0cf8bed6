import { describe, expect, it } from 'vitest';
import { largeFicheId, largePlan } from '../../../tests/helpers/large-plan.ts';
import { gridTable } from '../../../tests/helpers/grid-table.ts';
import { cellKey, columnId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import { areaOfFill, areaOfSeries } from './fill-area.ts';
import { fillWrites } from './fill.ts';
import type { GridTable } from './grid-table.ts';

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
