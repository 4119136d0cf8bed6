import { describe, expect, it } from 'vitest';
import { totalRow } from '../row-model.ts';
import { selectCell } from '../selection.ts';
import { SelectionModel } from './selection-model.ts';

const at = (columnId: string) => ({ rowId: totalRow.id, columnId });

function model(): SelectionModel {
  const made = new SelectionModel(() => undefined);
  made.follow([totalRow], ['a', 'b', 'c', 'd', 'e'], 'rows');
  made.set(selectCell(at('a')));
  return made;
}

const columns = (made: SelectionModel): readonly string[] =>
  made.current?.ranges.map(({ anchor, head }) => `${anchor.columnId}${head.columnId}`) ?? [];

describe('GR67 a range is added by keyboard', () => {
  it('arrows look for its beginning, Shift draws it up, and the others stay', () => {
    const made = model();
    made.extend(at('b'));
    made.startAdding();
    made.place(at('c'));
    made.place(at('d'));
    expect(columns(made)).toEqual(['ab', 'dd']);
    made.extend(at('e'));
    expect([columns(made), made.isAdding]).toEqual([['ab', 'de'], false]);
  });

  it('whatever else is selected ends it', () => {
    const made = model();
    made.startAdding();
    made.set(selectCell(at('c')));
    expect([columns(made), made.isAdding]).toEqual([['cc'], false]);
  });
});
