import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type CellKey, cellKey, columnId, type PlanId, type RowId } from '../contract/ids.ts';
import type { Plan } from '../contract/plan.ts';
import type { FicheRow } from '../contract/rows.ts';
import { applyCells, applyRows } from '../document/apply.ts';
import { observeDocument } from '../document/observe.ts';
import { readDocument } from '../document/read.ts';
import { LiveContent } from './content.ts';
import type { SessionChange } from './session.ts';

const rowId = 'aaaaaaaaaa' as RowId;
const key = cellKey(rowId, columnId('p104'));
const other = cellKey(rowId, columnId('autres'));

function fiche(title: string): FicheRow {
  return {
    kind: 'fiche',
    id: rowId,
    position: 1,
    archived: false,
    originRowId: null,
    number: 1,
    axis: 1,
    title,
    organisationIds: [],
  };
}

function documentWith(cells: Record<CellKey, string | number>, title = 'Action'): Y.Doc {
  const doc = new Y.Doc();
  applyRows(doc, [fiche(title)], { id: 'plan' as PlanId, title: 'Plan' } as Plan, 'server');
  applyCells(
    doc,
    Object.entries(cells).map(([one, value]) => ({ key: one as CellKey, value })),
    'server',
  );
  return doc;
}

function follow(content: LiveContent, doc: Y.Doc): (SessionChange | null)[] {
  const changes: (SessionChange | null)[] = [];
  observeDocument(doc, (change) => changes.push(content.follow(doc, change)));
  return changes;
}

describe('the live content', () => {
  it('follows a document cell by cell, in the same maps', () => {
    const content = new LiveContent();
    const doc = documentWith({ [key]: '12' });
    content.become(readDocument(doc));
    const { cells } = content;
    const changes = follow(content, doc);
    applyCells(
      doc,
      [
        { key, value: null },
        { key: other, value: 3 },
      ],
      'me',
    );
    expect(content.cells).toBe(cells);
    expect([...cells]).toEqual([[other, 3]]);
    expect(changes).toEqual([
      {
        cells: [
          { key, before: '12', after: null },
          { key: other, before: null, after: 3 },
        ],
        rowsChanged: false,
        planChanged: false,
        local: true,
      },
    ]);
  });

  it('tells the difference between two documents as one change', () => {
    const content = new LiveContent();
    content.become(readDocument(documentWith({ [key]: '12', [other]: 3 })));
    const change = content.become(readDocument(documentWith({ [key]: '13' })));
    expect(change).toEqual({
      cells: [
        { key: other, before: 3, after: null },
        { key, before: '12', after: '13' },
      ],
      rowsChanged: false,
      planChanged: false,
      local: false,
    });
  });

  it('tells nothing when the fresh document says the same, and keeps the row objects', () => {
    const content = new LiveContent();
    content.become(readDocument(documentWith({ [key]: '12' })));
    const row = content.rows.get(rowId);
    expect(content.become(readDocument(documentWith({ [key]: '12' })))).toBeNull();
    expect(content.rows.get(rowId)).toBe(row);
  });

  it('follows rows and plan', () => {
    const content = new LiveContent();
    const doc = documentWith({});
    content.become(readDocument(doc));
    const changes = follow(content, doc);
    applyRows(doc, [fiche('Renamed')], null, 'server');
    expect(content.rows.get(rowId)).toMatchObject({ title: 'Renamed' });
    expect(changes).toMatchObject([{ cells: [], rowsChanged: true, planChanged: false }]);
    expect(content.become(readDocument(documentWith({}, 'Again')))).toMatchObject({
      rowsChanged: true,
      planChanged: false,
    });
  });
});
