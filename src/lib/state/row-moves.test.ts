import { describe, expect, it } from 'vitest';
import { exampleContent, ficheIdOf } from '../../../tests/helpers/example-content.ts';
import type { RowId } from '../contract/ids.ts';
import type { Row } from '../contract/rows.ts';
import type { DocumentContent } from '../document/read.ts';
import { indicatorsOf } from '../grid/row-model.ts';
import { moveCommand } from './row-moves.ts';

const metz = exampleContent();
const fiche = (number: number): RowId => ficheIdOf(metz, number);

function withRow(id: RowId, change: Partial<Row>): DocumentContent {
  return { ...metz, rows: new Map([...metz.rows, [id, { ...metz.rows.get(id), ...change } as Row]]) };
}

describe('GR7 moving an action', () => {
  const move = { type: 'row.move', rowId: fiche(3) };

  it('one place up or down in its axis', () => {
    expect(moveCommand(metz, fiche(3), -1)).toEqual({ ...move, beforeRowId: fiche(2) });
    expect(moveCommand(metz, fiche(3), 1)).toEqual({ ...move, beforeRowId: fiche(5) });
  });

  it('GR7 to the end of its axis', () => {
    expect(moveCommand(metz, fiche(6), 1)).toEqual({ type: 'row.move', rowId: fiche(6), beforeRowId: null });
  });

  it('GR7 archived neighbours are passed as if they were not there', () => {
    const content = withRow(fiche(4), { archived: true });
    expect(moveCommand(content, fiche(3), 1)).toEqual({ ...move, beforeRowId: fiche(6) });
  });

  it('GR7 past the end of its axis into the near end of the next', () => {
    expect(moveCommand(metz, fiche(7), 1)).toEqual({
      type: 'row.move',
      rowId: fiche(7),
      beforeRowId: fiche(8),
      axis: 3,
    });
    expect(moveCommand(metz, fiche(8), -1)).toEqual({
      type: 'row.move',
      rowId: fiche(8),
      beforeRowId: null,
      axis: 2,
    });
  });

  it('GR7 nowhere past the first and the last axis', () => {
    expect(moveCommand(metz, fiche(1), -1)).toBeNull();
    expect(moveCommand(metz, fiche(11), 1)).toBeNull();
  });

  it('GR7 dropped on an action, on an axis', () => {
    expect(moveCommand(metz, fiche(1), { overId: fiche(9), after: false })).toMatchObject({
      beforeRowId: fiche(9),
      axis: 4,
    });
    expect(moveCommand(metz, fiche(1), { overId: fiche(9), after: true })).toMatchObject({
      beforeRowId: null,
      axis: 4,
    });
    expect(moveCommand(metz, fiche(1), { axis: 2 })).toMatchObject({ beforeRowId: fiche(2), axis: 2 });
  });
});

describe('GR7 moving an indicator', () => {
  const keys = indicatorsOf(metz, fiche(2)).filter(({ section }) => section === 'cles');
  const [first, , third] = keys;
  const other = indicatorsOf(metz, fiche(2)).find(({ section }) => section !== 'cles');
  if (first === undefined || third === undefined || other === undefined)
    throw new Error('the example changed');

  it('GR7 inside its section only', () => {
    expect(moveCommand(metz, first.id, 1)).toEqual({
      type: 'row.move',
      rowId: first.id,
      beforeRowId: third.id,
    });
    expect(moveCommand(metz, first.id, -1)).toBeNull();
    expect(moveCommand(metz, first.id, { overId: other.id, after: true })).toBeNull();
  });
});
