import { describe, expect, it } from 'vitest';
import { plainFormulas } from '../../../../tests/helpers/grid-table.ts';
import { messagesFor } from '../../i18n/messages.ts';
import { exampleContent, ficheIdOf } from '../../../../tests/helpers/example-content.ts';
import { budgetFields } from '../../contract/catalogue.ts';
import { cellKey, columnId } from '../../contract/ids.ts';
import type { Scalar } from '../../contract/kinds.ts';
import type { DocumentContent } from '../../document/read.ts';
import type { GridColumn } from '../columns.ts';
import { fillWrites } from '../fill.ts';
import { type GridTable, isFlowedThrough } from '../grid-table.ts';
import { noFilter, rowsOfTab } from '../row-model.ts';
import { addRange, extendTo, GridOrder, type GridSelection, selectCell } from '../selection.ts';
import { copySelection } from './copy.ts';
import { tableHtml } from './html-write.ts';
import { coordinatorRights, readerRights } from '../../../../tests/helpers/rights.ts';

const metz = exampleContent();
const names = budgetFields.slice(0, 3).map(({ key }) => key);
const first = ficheIdOf(metz, 1);

function tableOf(cells: Readonly<Record<string, Scalar>>): GridTable {
  const own = Object.entries(cells).map(
    ([column, value]) => [cellKey(first, columnId(column)), value] as const,
  );
  const content: DocumentContent = { ...metz, cells: new Map(own) };
  const rows = rowsOfTab('budget', content, noFilter, { keySection: 'clés' });
  const columns = names.map((id): GridColumn => ({
    id,
    source: { type: 'cell', column: columnId(id) },
    header: id,
    name: id,
    description: id,
    unit: '€',
    figures: 'money',
    width: 90,
    grows: false,
    pinned: false,
    isDetail: false,
  }));
  return {
    rows,
    columns,
    order: new GridOrder(
      rows.map(({ id }) => id),
      names,
    ),
    context: {
      content,
      derived: { row: () => undefined, axis: () => undefined, overall: () => ({}), formula: () => undefined },
      rights: coordinatorRights,
      words: messagesFor('fr').grid,
      formulas: plainFormulas,
    },
  };
}

function at(table: GridTable, row: number, column: number): { rowId: string; columnId: string } {
  return { rowId: table.order.rows[row] ?? '', columnId: table.order.columns[column] ?? '' };
}

function everything(table: GridTable): GridSelection {
  const { rows, columns } = table.order;
  return extendTo(selectCell(at(table, 0, 0)), at(table, rows.length - 1, columns.length - 1));
}

const [one = '', two = '', three = ''] = names;
const table = tableOf({ [one]: 1562.857, [two]: '007 & <b>', [three]: -0.1 });
const ficheRow = table.order.rowIndex(first);

describe('copying', () => {
  it('GR85 plain text has all the digits, no grouping, a decimal comma and a plain minus', () => {
    const range = extendTo(selectCell(at(table, ficheRow, 0)), at(table, ficheRow, 2));
    const copied = copySelection(table, range, 'plan');
    expect(copied).toMatchObject({ ok: true, cells: 3 });
    if (copied.ok) expect(copied.flavours.text.trim()).toBe('1562,857\t007 & <b>\t-0,1');
  });

  it('GR86 HTML shows the cell, carries its value for spreadsheets, and keeps figures in words as text', () => {
    const range = extendTo(selectCell(at(table, ficheRow, 0)), at(table, ficheRow, 2));
    const copied = copySelection(table, range, 'plan');
    const html = copied.ok ? copied.flavours.html : '';
    expect(html).toContain('sdval="1562,857" sdnum="1036;1036;# ##0,00" x:num="1562.857"');
    expect(html).toContain('sdnum="1036;0;@" x:str');
    expect(html).toContain('007 &amp; &lt;b&gt;');
  });

  it.each(['septembre 2024', '1er octobre 2024', 'juin 25', '3-4', '1E5', 'environ 12', '007'])(
    'GR86 « %s » stays a text in every spreadsheet',
    (words) => {
      const html = tableHtml([[{ shown: words, text: words, trueValue: null, own: null }]]);
      expect(html).toContain(`<td sdnum="1036;0;@" x:str style='mso-number-format:"\\@"'>${words}</td>`);
      expect(tableHtml([[{ shown: '', text: '', trueValue: null, own: null }]])).toContain('<td></td>');
    },
  );

  it('GR87 axis rows are left out, unless nothing else is selected', () => {
    const copied = copySelection(table, everything(table), 'plan');
    const own = table.rows.filter((row) => !isFlowedThrough(row)).length;
    expect(own).toBeLessThan(table.rows.length);
    expect(copied).toMatchObject({ ok: true, cells: own * 3 });
    const axis = table.rows.findIndex(isFlowedThrough);
    expect(copySelection(table, selectCell(at(table, axis, 0)), 'plan')).toMatchObject({
      ok: true,
      cells: 1,
    });
  });

  it('GR88 several ranges are copied when they line up', () => {
    const start = selectCell(at(table, ficheRow, 0));
    expect(copySelection(table, addRange(start, at(table, ficheRow, 2)), 'plan')).toMatchObject({ cells: 2 });
    expect(copySelection(table, addRange(start, at(table, ficheRow + 2, 2)), 'plan')).toEqual({
      ok: false,
      code: 'ranges',
    });
  });
});

describe('filling', () => {
  const source = { top: ficheRow, bottom: ficheRow, left: 0, right: 0 };
  const down = { ...source, bottom: ficheRow + 3 };

  it('GR130 a copy keeps what was typed, and goes through axis rows', () => {
    const typed = tableOf({ [one]: '56 k€' });
    const filled = fillWrites(typed, source, down, 'auto');
    const open = typed.rows.slice(ficheRow + 1, ficheRow + 4).filter((row) => !isFlowedThrough(row));
    expect(open.length).toBeLessThan(3);
    expect(filled.locked).toBe(0);
    expect(filled.writes.map(({ value }) => value)).toEqual(open.map(() => '56 k€'));
  });

  it('GR132 a series continues the numbers that were read, and says what it saw', () => {
    const typed = tableOf({ [one]: '1,5', [two]: 2 });
    const line = { top: ficheRow, bottom: ficheRow, left: 0, right: 1 };
    expect(fillWrites(typed, line, { ...line, right: 2 }, 'auto').writes).toEqual([
      { key: cellKey(first, columnId(three)), value: 2.5, seen: null },
    ]);
    expect(fillWrites(typed, source, { ...source, right: 1 }, 'series').writes).toMatchObject([
      { value: 2.5, seen: 2 },
    ]);
  });

  it('GR131 locked cells stay, and are counted', () => {
    const closed: GridTable = { ...table, context: { ...table.context, rights: readerRights } };
    const filled = fillWrites(closed, source, { ...source, right: 2 }, 'copy');
    expect(filled).toEqual({ writes: [], locked: 2 });
  });
});
