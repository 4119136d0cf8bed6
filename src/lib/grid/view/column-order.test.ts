import { describe, expect, it } from 'vitest';
import { plainView } from '../../contract/view.ts';
import { messagesFor } from '../../i18n/messages.ts';
import { columnsOfTab, flatColumns, isColumnGroup } from '../columns.ts';
import { arrangedColumns, mayHide, movedColumn } from './column-order.ts';

const nodes = columnsOfTab('budget', messagesFor('fr').grid.columns, 'draft');
const ids = (part: Partial<typeof plainView>): string[] =>
  flatColumns(arrangedColumns(nodes, { ...plainView, ...part })).map(({ id }) => id);
const plain = ids({});

describe('the columns of a view', () => {
  it('GR196 a plain view changes nothing', () => {
    expect(arrangedColumns(nodes, plainView)).toEqual(nodes);
  });

  it('GR196 columns go where the view says, groups whole, and the others stay behind their neighbour', () => {
    const order = [...movedColumn(plain, 'cout_total', 'p104')];
    expect(ids({ order }).slice(0, 3)).toEqual(['row.action', 'cout_total', 'p104']);
    const grouped = ids({ order: [...movedColumn(plain, 'autres', 'p104')] });
    expect(grouped.slice(1, 9)).toEqual([
      'autres',
      'autres_p103',
      'autres_p147',
      'autres_p177',
      'autres_etat',
      'autres_fami',
      'autres_prives',
      'p104',
    ]);
    expect([...grouped].sort()).toEqual([...plain].sort());
    expect(ids({ order: ['gone', 'cout_total'] })).toHaveLength(plain.length);
    expect(movedColumn(plain, 'p104', 'gone')).toBe(plain);
    expect(movedColumn(plain, 'p104', null).at(-1)).toBe('p104');
  });

  it('GR197 hidden columns are left out, a group without any goes, and a row’s heading always stays', () => {
    const autres = plain.filter((id) => id.startsWith('autres'));
    const hidden = [...autres, 'row.action', 'gone'];
    const left = arrangedColumns(nodes, { ...plainView, hidden });
    expect(left.some((node) => isColumnGroup(node) && node.id === 'group.autres')).toBe(false);
    expect(flatColumns(left).map(({ id }) => id)).toEqual(plain.filter((id) => !autres.includes(id)));
    const headings = ['budget', 'beneficiaires', 'indicateurs'] as const;
    expect(
      headings.map((tab) =>
        flatColumns(columnsOfTab(tab, messagesFor('fr').grid.columns, 'draft'))
          .filter((column) => !mayHide(column))
          .map(({ id }) => id),
      ),
    ).toEqual([['row.action'], ['row.action'], ['row.axis', 'row.label']]);
  });

  it('GR198 widths and frozen columns are those of the view', () => {
    const arranged = flatColumns(
      arrangedColumns(nodes, { ...plainView, widths: { p104: 200 }, frozen: ['p104'] }),
    );
    expect(arranged.find(({ id }) => id === 'p104')).toMatchObject({
      width: 200,
      grows: false,
      pinned: true,
    });
    expect(arranged.filter(({ pinned }) => pinned).map(({ id }) => id)).toEqual(['row.action', 'p104']);
  });

  it('GR196 the columns that hold the headings of rows and axes stay first, whatever an old view says', () => {
    const nodesOf = columnsOfTab('indicateurs', messagesFor('fr').grid.columns, 'draft');
    const arranged = flatColumns(
      arrangedColumns(nodesOf, {
        ...plainView,
        order: ['target', 'row.label', 'row.axis'],
        hidden: ['row.axis'],
      }),
    );
    const order = arranged.map(({ id }) => id);
    expect(order[0]).toBe('row.axis');
    expect(order.indexOf('target')).toBeLessThan(order.indexOf('row.label'));
  });
});
