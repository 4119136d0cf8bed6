import { describe, expect, it } from 'vitest';
import type { DerivedPatch } from '../calc/derived-plan.ts';
import type { RowId } from '../contract/ids.ts';
import { DerivedView } from './derived-view.ts';

const fiche = 'aaaaaaaaaa' as RowId;
const other = 'bbbbbbbbbb' as RowId;

function patch(full: boolean, rows: DerivedPatch['rows']): DerivedPatch {
  return {
    revision: 1,
    full,
    rows,
    overall: {},
    axes: [],
    envelope: { amount: null, planned: null, rest: null, withoutAmount: 0 },
    formulas: [],
  };
}

describe('the engine’s answers on screen', () => {
  it('names only the places whose value or reason moved', () => {
    const view = new DerivedView();
    view.apply(
      patch(true, [
        [fiche, { cout_total: { value: 1, reason: null }, cout_unitaire: { value: 2, reason: null } }],
      ]),
    );
    const places = view.apply(
      patch(false, [
        [fiche, { cout_total: { value: 5, reason: null }, cout_unitaire: { value: 2, reason: null } }],
      ]),
    );
    expect(places).toEqual([{ rowId: fiche, columnId: 'cout_total' }]);
  });

  it('a full answer lets go of rows it does not name, and says so', () => {
    const view = new DerivedView();
    view.apply(patch(true, [[fiche, { cout_total: { value: 1, reason: null } }]]));
    const places = view.apply(patch(true, [[other, { cout_total: { value: null, reason: 'no_amount' } }]]));
    expect(places).toEqual([
      { rowId: fiche, columnId: 'cout_total' },
      { rowId: other, columnId: 'cout_total' },
    ]);
    expect(view.row(fiche)).toBeUndefined();
  });

  it('an answer in part keeps what it does not name', () => {
    const view = new DerivedView();
    view.apply(patch(true, [[fiche, { cout_total: { value: 1, reason: null } }]]));
    view.apply(patch(false, [[other, { cout_total: { value: 2, reason: null } }]]));
    expect(view.row(fiche)?.['cout_total']?.value).toBe(1);
  });

  it('totals are merged: an answer in part names only those that moved', () => {
    const view = new DerivedView();
    const totals = { p104: { value: 1, ignored: 0 }, cout_total: { value: 2, ignored: 0 } };
    view.apply({ ...patch(true, []), overall: totals, axes: [[1, totals]] });
    view.apply({
      ...patch(false, []),
      overall: { p104: { value: 9, ignored: 1 } },
      axes: [[1, { p104: { value: 9, ignored: 1 } }]],
    });
    const expected = { p104: { value: 9, ignored: 1 }, cout_total: { value: 2, ignored: 0 } };
    expect([view.overall(), view.axis(1)]).toEqual([expected, expected]);
  });
});
