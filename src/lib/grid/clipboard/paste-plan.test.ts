import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleContent } from '../../../../tests/helpers/example-content.ts';
import { gridTable } from '../../../../tests/helpers/grid-table.ts';
import { type CellKey } from '../../contract/ids.ts';
import type { Scalar } from '../../contract/kinds.ts';
import type { PlanTab } from '../columns.ts';
import type { GridTable } from '../grid-table.ts';
import { type GridSelection, extendTo, selectCell } from '../selection.ts';
import { copySelection } from './copy.ts';
import type { PastedTable } from './flavours.ts';
import { fixKey, goesStraightIn, pasteWrites, planPaste, unplacedText, soleLock } from './paste-plan.ts';
import {
  ficheId,
  read,
  type Place,
  plan,
  at,
  key,
  doubts,
  without,
} from '../../../../tests/helpers/example-pastes.ts';

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

  it('GR179 a cell that somebody wrote in since the preview opened is a doubt, until the person has looked at it', () => {
    const now = gridTable('budget', exampleContent());
    const before = new Map(now.context.content.cells).set(key(3), '1');
    const changed = plan('61\n62', at(2), { before });
    expect(changed.entries.map(({ doubt }) => doubt?.type ?? null)).toEqual([null, 'changed']);
    expect([changed.doubtful, pasteWrites(changed).length, unplacedText(changed)]).toEqual([1, 2, '']);
    const [, entry] = changed.entries;
    if (entry === undefined) throw new Error('no entry');
    const fixed = plan('61\n62', at(2), { before, fixes: new Map([[fixKey(entry), '63']]) });
    expect(fixed.doubtful).toBe(0);
  });

  it('GR169 one value on a subtotal is refused as typing is; a block goes to the rows after it, once it was seen', () => {
    const axis = gridTable('budget', exampleContent()).rows.find((row) => row.type === 'axis');
    const place = { rowId: axis?.id ?? '', columnId: 'p104' };
    const one = plan('5', place);
    expect(one.entries.map(({ doubt }) => doubt)).toEqual([{ type: 'locked', lock: 'subtotal' }]);
    expect([one.isSingle, goesStraightIn(one)]).toEqual([true, false]);
    const block = plan('5\n6', place);
    expect(block.entries.map((entry) => entry.key)).toEqual([key(1), key(2)]);
    expect([block.startsBelow, goesStraightIn(block)]).toEqual([true, false]);
  });

  it('GR93 where nothing at all can be written for one reason, that reason is said and there is no preview', () => {
    expect(soleLock(plan('1\n2', at(2, 'cout_total')))?.doubt).toEqual({ type: 'locked', lock: 'derived' });
    expect(soleLock(plan('1\t2', at(2)))).toBeNull();
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
            before: null,
          });
          expect(doubts(again)).toEqual([]);
          expect(pasteWrites(again)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

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
