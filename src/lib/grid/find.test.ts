import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleContent, testRowId } from '../../../tests/helpers/example-content.ts';
import { gridTable } from '../../../tests/helpers/grid-table.ts';
import { cellKey, columnId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import {
  blocksOf,
  type FindOptions,
  occurrences,
  planReplace,
  type Replacement,
  SearchText,
} from './find.ts';
import type { GridTable } from './grid-table.ts';
import { type CellPlace, extendTo, GridOrder, selectCell } from './selection.ts';
import { readerRights } from '../../../tests/helpers/rights.ts';

const anywhere: FindOptions = { isExact: false, isWholeCell: false, within: null };

function findPlaces(table: GridTable, query: string, options: FindOptions): readonly CellPlace[] {
  return new SearchText(table).places(query, options);
}

function replacements(table: GridTable, query: string, by: string): readonly Replacement[] {
  const texts = new SearchText(table);
  return planReplace(texts, texts.places(query, anywhere), query, by, anywhere);
}

/** The indicators with comments on the first three of action 2. */
function tableWith(...comments: readonly Scalar[]): { table: GridTable; ids: readonly string[] } {
  const content = exampleContent();
  const cells = new Map(content.cells);
  const ids = comments.map((_, index) => testRowId(2001 + index));
  for (const [index, comment] of comments.entries())
    cells.set(cellKey(testRowId(2001 + index), columnId('comment')), comment);
  return { table: gridTable('indicateurs', { ...content, cells }), ids };
}

describe('finding', () => {
  it('GR150 words are found without regard to case, accents, ligatures or kinds of space', () => {
    const spans = (text: string, query: string): unknown => occurrences(text, query, anywhere);
    expect(spans('Élèves de l’école', 'eleves')).toEqual([[0, 6]]);
    expect(spans('cœur et CŒUR', 'coeur')).toEqual([
      [0, 4],
      [8, 12],
    ]);
    expect(spans('45\u00a0800', '45 800')).toEqual([[0, 6]]);
    expect(spans('aaaa', 'aa')).toEqual([
      [0, 2],
      [2, 4],
    ]);
    expect(spans('texte', '')).toEqual([]);
  });

  it('GR150 GR151 texts that need no cutting into characters are read as those that do', () => {
    const units = [...'aEéÉœßŉ²’…‑ \u00a0\u202f'];
    const text = fc.array(fc.constantFrom(...units), { maxLength: 12 }).map((parts) => parts.join(''));
    const query = fc.array(fc.constantFrom(...units), { minLength: 1, maxLength: 2 });
    // What no unit stands for makes the whole text be cut into characters.
    const cut = '👩‍👧';
    fc.assert(
      fc.property(text, query, fc.boolean(), (hay, parts, isExact) => {
        const manner = { isExact, isWholeCell: false };
        const needle = parts.join('');
        const slow = occurrences(`${cut}${hay}`, needle, manner).map((span) =>
          span.map((at) => at - cut.length),
        );
        expect(occurrences(hay, needle, manner)).toEqual(slow);
      }),
      { numRuns: 1000 },
    );
  });

  it('GR151 exactly as written, and whole cells only, where that is asked', () => {
    expect(occurrences('École', 'ecole', { isExact: true, isWholeCell: false })).toEqual([]);
    expect(occurrences('École', 'École', { isExact: true, isWholeCell: true })).toEqual([[0, 5]]);
    expect(occurrences('une école', 'ecole', { isExact: false, isWholeCell: true })).toEqual([]);
  });

  it('GR152 what is shown is found, derived and headings too; only inside the selection where that is asked', () => {
    const table = gridTable('budget', exampleContent());
    const heading = findPlaces(table, 'cravate', anywhere);
    expect(heading.map(({ columnId: id }) => id)).toEqual(['row.action']);
    // As typed and as shown.
    expect(findPlaces(table, '45800', anywhere).length).toBeGreaterThan(0);
    expect(findPlaces(table, '45 800', anywhere)).toEqual(findPlaces(table, '45800', anywhere));
    const [first, second] = table.order.rows;
    const columnIds = { from: table.order.columns[0] ?? '', to: table.order.columns[1] ?? '' };
    const selection = extendTo(selectCell({ rowId: first ?? '', columnId: columnIds.from }), {
      rowId: second ?? '',
      columnId: columnIds.to,
    });
    const within = blocksOf(selection, table.order);
    expect(findPlaces(table, 'cravate', { ...anywhere, within })).toEqual([]);
    expect(findPlaces(table, 'coordinateur', { ...anywhere, within })).toHaveLength(1);
  });
});

it('GR152 at a glance or character by character, the same cells are found', () => {
  const { table, ids } = tableWith('a  b', 'ÉCOLE e\u0301cole', '12  500');
  const rowsOf = (query: string, options: Partial<FindOptions> = {}): unknown =>
    findPlaces(table, query, { ...anywhere, ...options })
      .filter(({ columnId: id }) => id === 'comment')
      .map(({ rowId }) => rowId);
  expect(rowsOf('a b')).toEqual([]);
  expect(rowsOf('a  b')).toEqual([ids[0]]);
  expect(rowsOf('ecole')).toEqual([ids[1]]);
  expect(rowsOf('école', { isExact: true })).toEqual([ids[1]]);
  expect(rowsOf('École', { isExact: true })).toEqual([]);
  expect(rowsOf('école', { isWholeCell: true })).toEqual([]);
});

it('GR152 GR46 what was selected stays what is searched, whatever rows come or go', () => {
  const { table, ids } = tableWith('ici', 'ici', 'ici');
  const [first, second] = ids;
  const selected = extendTo(selectCell({ rowId: first ?? '', columnId: 'comment' }), {
    rowId: second ?? '',
    columnId: 'comment',
  });
  const within = blocksOf(selected, table.order);
  const rows = table.rows.filter(({ id }) => id !== first);
  const order = new GridOrder(
    rows.map(({ id }) => id),
    table.order.columns,
  );
  const found = findPlaces({ ...table, rows, order }, 'ici', { ...anywhere, within });
  expect(found.map(({ rowId }) => rowId)).toEqual([second]);
});

describe('replacing', () => {
  it('GR153 replaces every occurrence in the text as it is stored, and says what it had seen', () => {
    const { table, ids } = tableWith('Élève, eleve', 'rien', 'ÉLÈVES');
    expect(replacements(table, 'élève', 'stagiaire')).toMatchObject([
      { place: { rowId: ids[0] }, seen: 'Élève, eleve', value: 'stagiaire, stagiaire', reason: null },
      { place: { rowId: ids[2] }, seen: 'ÉLÈVES', value: 'stagiaireS' },
    ]);
  });

  it('GR154 an emptied cell becomes empty; a figure that could not be read any more says why', () => {
    const { table } = tableWith('x');
    expect(replacements(table, 'x', '')[0]?.value).toBe(null);
    const budget = gridTable('budget', exampleContent());
    const [entry] = replacements(budget, '45800', 'beaucoup');
    expect(entry).toMatchObject({ after: 'beaucoup', reason: 'not_number' });
  });

  it('GR155 derived cells, headings and locked rows are never replaced', () => {
    const budget = gridTable('budget', exampleContent());
    expect(replacements(budget, 'cravate', 'x')).toEqual([]);
    const locked = { ...budget, context: { ...budget.context, rights: readerRights } };
    expect(replacements(locked, '45800', '1')).toEqual([]);
  });
});
