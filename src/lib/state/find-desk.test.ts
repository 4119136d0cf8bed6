import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { exampleContent, testRowId } from '../../../tests/helpers/example-content.ts';
import { gridTable } from '../../../tests/helpers/grid-table.ts';
import { cellKey, columnId } from '../contract/ids.ts';
import type { GridTable } from '../grid/grid-table.ts';
import type { CellPlace } from '../grid/selection.ts';
import { FindDesk } from './find-desk.svelte.ts';

/** Run by `paint`, as a browser would. */
let frames: (() => void)[] = [];

function paint(): void {
  const due = frames;
  frames = [];
  for (const frame of due) frame();
}

beforeEach(() => {
  vi.stubGlobal('document', { hidden: false });
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => frames.push(work));
  vi.stubGlobal('cancelAnimationFrame', () => (frames = []));
  vi.stubGlobal('requestIdleCallback', (work: () => void) => (work(), 1));
  vi.stubGlobal('cancelIdleCallback', () => undefined);
});
afterEach(() => {
  frames = [];
  vi.unstubAllGlobals();
});

function tableWith(...comments: readonly string[]): GridTable {
  const content = exampleContent();
  const cells = new Map(content.cells);
  comments.forEach((comment, index) =>
    cells.set(cellKey(testRowId(2001 + index), columnId('comment')), comment),
  );
  return gridTable('indicateurs', { ...content, cells });
}

function deskOn(table: () => GridTable, replaces = false) {
  const shown: (string | null)[] = [];
  const written: unknown[] = [];
  const desk = new FindDesk(
    {
      edit: (_gesture, writes) => written.push(...writes),
      table,
      selected: null,
      show: (place: CellPlace | null) => shown.push(place?.rowId ?? null),
    },
    replaces,
  );
  return { desk, shown, written };
}

it('GR65 a key waits for no search: several are one search, after the frame that shows them', () => {
  const table = tableWith('zut', 'zut', 'zou');
  const { desk, shown } = deskOn(() => table);
  for (const query of ['z', 'zu', 'zut']) {
    desk.query = query;
    desk.search();
  }
  expect([desk.hasSought, desk.places.length, shown]).toEqual([false, 0, []]);
  paint();
  expect([desk.hasSought, desk.places.length, shown]).toEqual([true, 2, [testRowId(2001)]]);
});

it('GR65 whoever goes on before the frame goes on from what they typed', () => {
  const table = tableWith('zut', 'zut');
  const { desk, shown } = deskOn(() => table);
  desk.query = 'zut';
  desk.search();
  desk.go(1);
  expect([desk.number, shown.at(-1)]).toEqual([2, testRowId(2002)]);
  paint();
  expect(desk.number).toBe(2);
});

it('GR65 replacing before the frame replaces what was typed, not what was looked for before', () => {
  const table = tableWith('zut', 'autre');
  const { desk, written } = deskOn(() => table, true);
  desk.query = 'autre';
  desk.search();
  paint();
  desk.query = 'zut';
  desk.replacement = 'zou';
  desk.search();
  expect(desk.replace()).toBe(1);
  expect(written).toMatchObject([{ value: 'zou', seen: 'zut' }]);
});

it('GR152 rows that come or go are searched as they are shown after the frame, once', () => {
  let table = tableWith('zut');
  let reads = 0;
  const { desk } = deskOn(() => ((reads += 1), table));
  desk.query = 'zut';
  desk.search();
  paint();
  expect(desk.places).toHaveLength(1);
  // Told before the grid has taken its rows, as effects run.
  reads = 0;
  desk.follow();
  desk.follow();
  table = tableWith('zut', 'zut');
  expect([reads, desk.places.length]).toEqual([0, 1]);
  paint();
  expect([reads, desk.places.length]).toEqual([1, 2]);
});
