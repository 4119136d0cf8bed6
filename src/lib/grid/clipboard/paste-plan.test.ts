import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleContent, testRowId } from '../../../../tests/helpers/example-content.ts';
import { gridTable } from '../../../../tests/helpers/grid-table.ts';
import { largePlan } from '../../../../tests/helpers/large-plan.ts';
import { type CellKey, cellKey, columnId } from '../../contract/ids.ts';
import type { Scalar } from '../../contract/kinds.ts';
import { numberOf } from '../../contract/parse.ts';
import type { PlanTab } from '../columns.ts';
import type { GridTable } from '../grid-table.ts';
import type { GridRow } from '../row-model.ts';
import { GridOrder, type GridSelection, extendTo, selectCell } from '../selection.ts';
import { copySelection } from './copy.ts';
import type { PastedTable } from './flavours.ts';
import {
  type PasteEntry,
  type PastePlan,
  type PasteRequest,
  canMatchNames,
  fixKey,
  goesStraightIn,
  pasteWrites,
  planPaste,
  unplacedText,
} from './paste-plan.ts';
import { readClipboard } from './read-clipboard.ts';

function titleOf(number: number): string {
  const row = gridTable('budget', exampleContent()).rows.find(({ id }) => id === ficheId(number));
  if (row?.type !== 'fiche') throw new Error(`no action ${number}`);
  return row.fiche.title;
}

const ficheId = (number: number): string => testRowId(number * 1000);

function read(text: string, html = '', own = ''): PastedTable {
  const reading = readClipboard({ text, html, own }, false);
  if (!reading.ok) throw new Error(reading.code);
  return reading.table;
}

interface Setting {
  readonly tab?: PlanTab;
  readonly to?: { readonly rowId: string; readonly columnId: string };
  readonly match?: 'place' | 'names';
  readonly fixes?: ReadonlyMap<string, string | null>;
  readonly table?: GridTable;
  readonly asked?: GridTable;
  readonly allRows?: readonly GridRow[];
}

type Place = { readonly rowId: string; readonly columnId: string };

function request(
  pasted: PastedTable | string,
  from: Place,
  { tab = 'budget', to = from, match = 'place', fixes = new Map(), table, asked, allRows }: Setting = {},
): PasteRequest {
  const shown = table ?? gridTable(tab, exampleContent());
  return {
    pasted: typeof pasted === 'string' ? read(pasted) : pasted,
    table: shown,
    asked: asked ?? shown,
    allRows: allRows ?? shown.rows,
    selection: extendTo(selectCell(from), to),
    match,
    fixes,
  };
}

function plan(pasted: PastedTable | string, from: Place, setting: Setting = {}): PastePlan {
  return planPaste(request(pasted, from, setting));
}

const at = (number: number, column = 'p104'): { rowId: string; columnId: string } => ({
  rowId: ficheId(number),
  columnId: column,
});
const key = (number: number, column = 'p104'): CellKey => cellKey(testRowId(number * 1000), columnId(column));
const doubts = ({ entries }: PastePlan): (PasteEntry['doubt'] | undefined)[] =>
  entries.flatMap(({ doubt }) => doubt ?? []);

/** The table of a tab where a filter hides these rows. */
function without(ids: readonly string[]): { table: GridTable; allRows: readonly GridRow[] } {
  const full = gridTable('budget', exampleContent());
  const rows = full.rows.filter(({ id }) => !ids.includes(id));
  const order = new GridOrder(
    rows.map(({ id }) => id),
    full.order.columns,
  );
  return { table: { ...full, rows, order }, allRows: full.rows };
}

describe('the plan of a paste', () => {
  it('GR90 a paste without a doubt goes straight in, one with a doubt is shown first', () => {
    expect(goesStraightIn(plan('61\n62', at(2)))).toBe(true);
    expect(goesStraightIn(plan('61\nbeaucoup', at(2)))).toBe(false);
    expect(goesStraightIn(plan('beaucoup', at(2)))).toBe(true);
  });

  it('GR91 a block goes from the top left cell on, through axis rows as if they were absent', () => {
    // Action 1 is the only one of its axis: an axis row stands between it and action 2.
    const { entries } = plan('61\t7\n62\t8', at(1));
    expect(entries.map(({ place, value }) => [place?.rowId, place?.columnId, value])).toEqual([
      [ficheId(1), 'p104', '61'],
      [ficheId(1), 'reliquats', '7'],
      [ficheId(2), 'p104', '62'],
      [ficheId(2), 'reliquats', '8'],
    ]);
  });

  it('GR92 one value fills the range, a block tiles the range that it divides, and only that', () => {
    expect(pasteWrites(plan('5', at(2), { to: at(5) })).map(({ key: written }) => written)).toEqual(
      [2, 3, 4, 5].map((number) => key(number)),
    );
    const values = (to: number): unknown[] =>
      plan('5\n6', at(2), { to: at(to) }).entries.map(({ value }) => value);
    expect(values(5)).toEqual(['5', '6', '5', '6']);
    expect(values(4)).toEqual(['5', '6']);
    expect(values(2)).toEqual(['5', '6']);
  });

  it('GR93 a locked cell is never written: doubtful, unless it shows the same already', () => {
    const total = plan('1\t2', { rowId: ficheId(2), columnId: 'cout_total' });
    expect(doubts(total)).toContainEqual({ type: 'locked', lock: 'derived' });
    expect(pasteWrites(total)).toEqual([]);
    const table = gridTable('budget', exampleContent());
    const heading = table.rows.find(({ id }) => id === ficheId(2));
    const title = heading?.type === 'fiche' ? `2 · ${heading.fiche.title}` : '';
    expect(plan(`${title}\t61`, at(2, 'row.action')).doubtful).toBe(0);
    expect(doubts(plan('x\t61', at(2, 'row.action')))).toEqual([{ type: 'locked', lock: 'fact' }]);
  });

  it('GR94 a value that its cell cannot read is doubtful, with the reason; kept as text when the person lets it', () => {
    const shown = plan('1.000\n62', at(2));
    expect(doubts(shown)).toEqual([{ type: 'unreadable', reason: 'ambiguous' }]);
    expect(pasteWrites(shown)).toMatchObject([
      { key: key(2), value: '1.000' },
      { key: key(3), value: '62' },
    ]);
    expect(doubts(plan(`${'x'.repeat(4001)}\n1`, at(2)))[0]).toEqual({ type: 'too_long', limit: 4000 });
  });

  it('GR95 more rows or columns than there are: each value is named, none is dropped silently, blanks are nothing', () => {
    const last = gridTable('budget', exampleContent()).rows.findLast(({ type }) => type === 'fiche');
    const beyond = plan('1\n2\n\n3', { rowId: last?.id ?? '', columnId: 'p104' });
    expect(doubts(beyond)).toEqual([{ type: 'no_row' }, { type: 'no_row' }]);
    expect(unplacedText(beyond)).toBe('2\n3\n');
    const wide = plan('12\t13', at(2, 'part_enveloppe'));
    expect(doubts(wide)).toContainEqual({ type: 'no_column' });
  });

  it('GR96 only visible cells are written; rows hidden between are told', () => {
    const hidden = plan('1\n2\n3', at(2), without([ficheId(3)]));
    expect(pasteWrites(hidden).map((write) => write.key)).toEqual([key(2), key(4), key(5)]);
    expect(hidden.hiddenRows).toBe(1);
    expect(goesStraightIn(hidden)).toBe(false);
    expect(plan('1\n2', at(4), without([ficheId(3)])).hiddenRows).toBe(0);
  });

  it('GR97 a fix replaces what was pasted and is read anew; a cell left out is not written', () => {
    const fixed = plan('1.000\nnon', at(2), {
      fixes: new Map([
        [fixKey({ place: at(2), sourceRow: 0, sourceColumn: 0 }), '1000'],
        [fixKey({ place: at(3), sourceRow: 1, sourceColumn: 0 }), null],
      ]),
    });
    expect(doubts(fixed)).toEqual([{ type: 'left_out' }]);
    expect([fixed.doubtful, unplacedText(fixed)]).toEqual([0, '']);
    expect(pasteWrites(fixed)).toMatchObject([{ key: key(2), value: '1000' }]);
  });

  it('GR97 one value that fills a range, and a block that tiles it, are fixed and left out cell by cell', () => {
    const third = { place: at(3), sourceRow: 0, sourceColumn: 0 };
    const fifth = { place: at(5), sourceRow: 1, sourceColumn: 0 };
    const filled = plan('beaucoup', at(2), { to: at(5), fixes: new Map([[fixKey(third), null]]) });
    expect(pasteWrites(filled).map((write) => write.key)).toEqual([2, 4, 5].map((number) => key(number)));
    const tiled = plan('5\n6', at(2), { to: at(5), fixes: new Map([[fixKey(fifth), '66']]) });
    expect(tiled.entries.map(({ value }) => value)).toEqual(['5', '6', '5', '66']);
  });

  it('GR98 a paste says what it had seen, and writes nothing where nothing changes', () => {
    const { content } = gridTable('budget', exampleContent()).context;
    const seen = content.cells.get(key(2)) ?? null;
    expect(pasteWrites(plan('61', at(2)))).toEqual([{ key: key(2), value: '61', seen }]);
    expect(pasteWrites(plan(String(seen), at(2)))).toEqual([]);
  });

  it('GR99 copy then paste onto itself writes nothing, whatever the cells hold (I6)', () => {
    const values = fc.array(
      fc.oneof(
        fc.string({ maxLength: 12 }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constant('1.000'),
      ),
      {
        minLength: 8,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(
        values,
        fc.constantFrom<PlanTab>('budget', 'beneficiaires', 'indicateurs'),
        (random, tab) => {
          const content = exampleContent();
          const cells = new Map(content.cells);
          for (const [index, value] of random.entries()) {
            if (typeof value === 'string' && value.trim() === '') cells.delete(key(index + 1));
            else cells.set(key(index + 1), value);
          }
          const table = gridTable(tab, { ...content, cells });
          const [rowId, columnIds] = [table.order.rows[0] ?? '', table.order.columns];
          const everything: GridSelection = extendTo(selectCell({ rowId, columnId: columnIds[0] ?? '' }), {
            rowId: table.order.rows.at(-1) ?? '',
            columnId: columnIds.at(-1) ?? '',
          });
          const copied = copySelection(table, everything, 'p');
          if (!copied.ok) throw new Error(copied.code);
          const again = planPaste({
            pasted: read(copied.flavours.text, copied.flavours.html, copied.flavours.own),
            table,
            asked: table,
            allRows: table.rows,
            selection: everything,
            match: 'place',
            fixes: new Map(),
          });
          expect(doubts(again)).toEqual([]);
          expect(pasteWrites(again)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

const folder = new URL('../../../../tests/fixtures/clipboard/', import.meta.url);
const payload = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

describe('a paste of what was copied inside Trame', () => {
  /** The budget with what the engine would answer. */
  function computed(cells: Readonly<Record<string, Scalar | null>> = {}): GridTable {
    const content = exampleContent();
    const values = new Map(content.cells);
    for (const [where, value] of Object.entries(cells))
      if (value === null) values.delete(where as CellKey);
      else values.set(where as CellKey, value);
    const full = gridTable('budget', { ...content, cells: values });
    const row = (id: string) =>
      Object.fromEntries(
        ['collectivite', 'cout_total', 'cout_unitaire'].map((column) => [
          column,
          { value: id === ficheId(2) ? 500 : 999, reason: null },
        ]),
      );
    return { ...full, context: { ...full.context, derived: { ...full.context.derived, row } } };
  }

  function copied(table: GridTable, from: Place, to = from): PastedTable {
    const outcome = copySelection(table, extendTo(selectCell(from), to), 'p');
    if (!outcome.ok) throw new Error(outcome.code);
    return read(outcome.flavours.text, outcome.flavours.html, outcome.flavours.own);
  }

  it('GR84 an empty cell that shows the sum of its parts gives that figure to another column, and stays empty in its own', () => {
    const table = computed({ [key(2, 'collectivite')]: null });
    const sum = copied(table, at(2, 'collectivite'));
    expect(pasteWrites(plan(sum, at(3), { table }))).toMatchObject([{ key: key(3), value: 500 }]);
    expect(pasteWrites(plan(sum, at(2, 'collectivite'), { table }))).toEqual([]);
    const typed = computed({ [key(2, 'collectivite')]: null, [key(3, 'collectivite')]: 7 });
    expect(pasteWrites(plan(sum, at(3, 'collectivite'), { table: typed }))).toMatchObject([
      { key: key(3, 'collectivite'), value: null },
    ]);
    // A cell that showed nothing empties, wherever it goes.
    const nothing = copied(computed({ [key(2)]: null }), at(2));
    expect(pasteWrites(plan(nothing, at(3), { table }))).toMatchObject([{ key: key(3), value: null }]);
  });

  it('GR93 a computed figure or a heading copied onto a locked cell is a doubt, as any other value is', () => {
    const table = computed();
    const total = copied(table, at(2, 'cout_total'));
    const locked = (lock: string) => [{ type: 'locked', lock }];
    expect(doubts(plan(total, at(3, 'cout_unitaire'), { table }))).toEqual(locked('derived'));
    expect(doubts(plan(total, at(3, 'row.action'), { table }))).toEqual(locked('fact'));
    expect(doubts(plan(copied(table, at(2, 'row.action')), at(3, 'cout_total'), { table }))).toEqual(
      locked('derived'),
    );
    // Alone onto the total of another row: nothing would be pasted at all, so it is said.
    expect(doubts(plan(total, at(3, 'cout_total'), { table }))).toEqual(locked('derived'));
    expect(plan(total, at(2, 'cout_total'), { table }).entries).toEqual([]);
  });

  it('GR173 whole rows copied over others bring no doubts for what each row computes itself', () => {
    const table = computed();
    const last = table.order.columns.at(-1) ?? '';
    const rows = copied(table, at(2, 'row.action'), at(3, last));
    const pasted = plan(rows, at(4, 'row.action'), { table });
    expect(doubts(pasted)).toEqual([]);
    expect(pasteWrites(pasted).length).toBeGreaterThan(0);
  });
});

describe('what is selected after a paste', () => {
  it('GR171 a block by its place is selected whole, locked cells included; one value leaves what it fills selected', () => {
    const table = gridTable('budget', exampleContent());
    const index = table.order.columnIndex('cout_total');
    const before = table.order.columns[index - 1] ?? '';
    const over = table.order.columns[index + 1] ?? '';
    expect(plan('1\t2\t3\n4\t5\t6', at(2, before)).block).toEqual({ from: at(2, before), to: at(3, over) });
    expect(plan('1\t2\n3\t4', at(2, 'cout_total'), { table }).block?.from).toEqual(at(2, 'cout_total'));
    expect(plan('5\n6', at(2), { to: at(5) }).block).toEqual({ from: at(2), to: at(5) });
    expect(plan('5', at(2), { to: at(5) }).block).toBeNull();
    expect(plan('N°\tSubvention P104\n3\t5', at(1), { match: 'names' }).block).toBeNull();
  });
});

describe('a paste matched by names', () => {
  it('GR172 what was asked by names is never written by place, even when its row or its anchor went', () => {
    const named = { match: 'names', asked: gridTable('budget', exampleContent()) } as const;
    const archived = without([ficheId(3)]).table;
    const gone = plan('N°\tSubvention P104\n3\t5', at(1), { ...named, table: archived });
    expect(gone.match).toBe('names');
    expect(gone.entries.map(({ text, key: where, doubt }) => [text, where, doubt?.type])).toEqual([
      ['5', null, 'no_row'],
    ]);
    expect(pasteWrites(gone)).toEqual([]);
    // Without headers the headings that it was pasted over say which row: they are those that were shown.
    const title = titleOf(4);
    const anchored = plan(`${title}\t61`, at(3, 'row.action'), { ...named, table: archived });
    expect(pasteWrites(anchored)).toMatchObject([{ key: key(4), value: '61' }]);
    const nothing = plan('1\t\n3\t4', at(2), { ...named, table: archived });
    expect(nothing.entries.map(({ text, doubt }) => [text, doubt?.type])).toEqual([
      ['1', 'no_row'],
      ['3', 'no_row'],
      ['4', 'no_row'],
    ]);
  });

  it('GR101 a number and a title of two different actions are nobody’s', () => {
    const found = (line: string): unknown[] =>
      plan(`N°\tAction\tSubvention P104\n${line}\t5`, at(1), { match: 'names' }).entries.map(
        ({ key: where, doubt }) => where ?? doubt?.type,
      );
    expect(found(`4\t${titleOf(3)}`)).toEqual(['no_row']);
    expect(found(`4\t3 · ${titleOf(3)}`)).toEqual(['no_row']);
    expect(found(`\t4 · ${titleOf(3)}`)).toEqual(['no_row']);
    expect(found('4\tAction 3')).toEqual(['no_row']);
    expect(found(`3\t${titleOf(3)}`)).toEqual([key(3)]);
    expect(found(`\t3 · ${titleOf(3)}`)).toEqual([key(3)]);
    expect(found('3\tun autre libellé')).toEqual([key(3)]);
  });

  it('GR174 labels are read once for the rows of a tab, however long the pasted table is, and not at all by place', () => {
    const full = gridTable('indicateurs', largePlan({ fiches: 6, indicators: 120 }));
    let reads = 0;
    const allRows = full.rows.map((row): GridRow => {
      if (row.type !== 'indicator') return row;
      const { label } = row;
      return Object.defineProperty({ ...row }, 'label', {
        get() {
          reads += 1;
          return label;
        },
      });
    });
    const lines = Array.from(
      { length: 300 },
      (_, line) => `${1 + (line % 6)}\tIndicateur ${1 + line}\t${line}`,
    );
    const pasted = read(['N°\tIndicateur\tObjectif', ...lines].join('\n'));
    const from = { rowId: full.order.rows[2] ?? '', columnId: 'target' };
    const setting = { tab: 'indicateurs', table: full, allRows } as const;
    expect(plan(pasted, from, setting).doubtful).toBeGreaterThan(0);
    expect(reads).toBe(0);
    const indicators = allRows.filter(({ type }) => type === 'indicator').length;
    expect(canMatchNames(request(pasted, from, setting))).toBe(true);
    const matched = plan(pasted, from, { ...setting, match: 'names' });
    expect(matched.entries.some(({ key: where }) => where !== null)).toBe(true);
    expect(reads).toBe(indicators);
  });

  it('GR100 columns are known by their headers, rows by action number: the budget sheet of a spreadsheet finds its place', () => {
    const pasted = read('', payload('lo-calc-budget-full.html'));
    const matched = plan(pasted, at(1, 'row.action'), { match: 'names' });
    expect(matched.match).toBe('names');
    expect(canMatchNames(request(pasted, at(1, 'row.action')))).toBe(true);
    const written = new Map(
      matched.entries.map((entry) => [`${entry.place?.rowId}.${entry.place?.columnId}`, entry]),
    );
    const entry = written.get(`${ficheId(2)}.p104`);
    expect(numberOf('money', entry?.value ?? null)).toBe(45_800);
    expect(numberOf('money', written.get(`${ficheId(3)}.collectivite`)?.value ?? null)).toBe(6_235);
  });

  it('GR101 a header that fits two columns, and a name that fits two rows, are nobody’s', () => {
    const matched = plan('N°\tMontant\tSubvention P104\n2\t1\t2\n99\t3\t4', at(1), { match: 'names' });
    expect(matched.entries.map(({ text, doubt }) => [text, doubt?.type ?? null])).toEqual([
      ['1', 'no_column'],
      ['2', null],
      ['3', 'no_row'],
      ['4', 'no_row'],
    ]);
  });

  it('GR107 columns that have no place here are named once, and are no doubt of their own', () => {
    const matched = plan('N°\tPorteur\tSubvention P104\n2\tCASSIS\t5', at(1), { match: 'names' });
    expect([matched.unmatched, matched.doubtful, unplacedText(matched)]).toEqual([
      ['Porteur'],
      0,
      'CASSIS\n',
    ]);
  });

  it('GR102 a matched row that a filter hides is not written', () => {
    const matched = plan('N°\tSubvention P104\n3\t5\n2\t6', at(1), {
      match: 'names',
      ...without([ficheId(3)]),
    });
    expect(matched.entries.map(({ doubt }) => doubt?.type ?? null)).toEqual(['hidden_row', null]);
  });

  it('GR103 indicators are found by their label inside their action; an action stands for the lines below it', () => {
    const content = exampleContent();
    const table = gridTable('indicateurs', content);
    const rows = table.rows.flatMap((row) =>
      row.type === 'indicator' && row.fiche.number === 2 ? [row] : [],
    );
    const [first, second] = rows;
    if (first === undefined || second === undefined) throw new Error('action 2 has no two indicators');
    const matched = plan(`Action\tIndicateur\tRéalisé\n2\t${first.label}\t11\n\t${second.label}\t12`, at(1), {
      tab: 'indicateurs',
      to: at(1),
      match: 'names',
      table,
    });
    expect(matched.entries.map(({ place, value }) => [place?.rowId, place?.columnId, value])).toEqual([
      [first.id, 'target@realised', '11'],
      [second.id, 'target@realised', '12'],
    ]);
  });

  it('GR104 a label that an action does not have could become an indicator: of the template, or of its own', () => {
    const pasted =
      'Action\tIndicateur\tUnité\tObjectif\n2\tVisites d’entreprises\t\t12\n2\tDurée du suivi\tmois\t6';
    const matched = plan(pasted, at(1), { tab: 'indicateurs', match: 'names' });
    expect(matched.missing.map(({ label, command }) => [label, command.indicator])).toEqual([
      [
        'Visites d’entreprises',
        { origin: 'key', section: 'cles', label: 'Visites d’entreprises', valueKind: 'count', unit: null },
      ],
      [
        'Durée du suivi',
        { origin: 'key', section: 'cles', label: 'Durée du suivi', valueKind: 'duration', unit: 'mois' },
      ],
    ]);
    expect(matched.entries.map(({ doubt }) => doubt?.type)).toEqual(['no_row', 'no_row']);
  });

  it('GR105 two pasted lines of one name write once: the second is told', () => {
    const matched = plan('N°\tSubvention P104\n2\t5\n2\t6', at(1), { match: 'names' });
    expect(matched.entries.map(({ doubt }) => doubt?.type ?? null)).toEqual([null, 'taken']);
    expect(pasteWrites(matched)).toMatchObject([{ value: '5' }]);
  });

  it('GR129 a block stays on the rows that were shown when it was pasted, whatever comes or goes meanwhile', () => {
    const asked = gridTable('budget', exampleContent());
    const gone = plan('1\n2\n3', at(2), { ...without([ficheId(3)]), asked });
    expect(gone.entries.map((entry) => [entry.key, entry.doubt?.type ?? null])).toEqual([
      [key(2), null],
      [null, 'gone_row'],
      [key(4), null],
    ]);
    expect(unplacedText(gone)).toBe('2\n');
    // The other way round: a row that came in between is not written.
    const came = plan('1\n2', at(2), { table: asked, asked: without([ficheId(3)]).table });
    expect(came.entries.map((entry) => entry.key)).toEqual([key(2), key(4)]);
  });

  it('GR106 figures alone have no names', () => {
    expect(canMatchNames(request('1\t2\n3\t4', at(2)))).toBe(false);
  });
});
