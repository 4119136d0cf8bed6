// An edit that came too late for its row is not lost: the row comes back, then the edit.
import { describe, expect, it } from 'vitest';
import type { Command } from '../contract/commands.ts';
import { cellKey, columnId, type GestureId, type RowId } from '../contract/ids.ts';
import type { Row } from '../contract/rows.ts';
import type { EditWrite } from '../document/apply.ts';
import type { DocumentContent } from '../document/read.ts';
import type { RefusedEdit } from '../sync/session.ts';
import { canReapply, restoreAndReapply } from './refused-edit.ts';

const fiche = 'aaaaaaaaaa' as RowId;
const indicator = 'bbbbbbbbbb' as RowId;

function contentOf(archived: { fiche: boolean; indicator: boolean }): DocumentContent {
  const base = { key: null, unit: null, organisationIds: [], position: 1, originRowId: null };
  const rows: Row[] = [
    { ...base, id: fiche, kind: 'fiche', number: 1, axis: 1, title: 'Action', archived: archived.fiche },
    {
      ...base,
      id: indicator,
      kind: 'indicator',
      ficheId: fiche,
      origin: 'added',
      section: 'cles',
      label: 'Le vôtre',
      valueKind: 'count',
      archived: archived.indicator,
    },
  ] as unknown as Row[];
  return { plan: null, rows: new Map(rows.map((row) => [row.id, row])), cells: new Map() };
}

const edit: RefusedEdit = {
  gestureId: 'g' as GestureId,
  key: cellKey(indicator, columnId('target')),
  mine: '12',
  seen: '10',
  code: 'archived',
  at: 1,
};

function act(content: DocumentContent, refusal: 'row_archived' | null = null) {
  const done: unknown[] = [];
  const run = (command: Command) => {
    done.push(command);
    return Promise.resolve(refusal === null ? { rowId: indicator } : { code: refusal });
  };
  const outcome = restoreAndReapply(edit, content, run, {
    edit: (_gesture: string, writes: readonly EditWrite[]) => done.push(...writes),
    dismissRefused: () => done.push('dismissed'),
  });
  return { done, outcome };
}

describe('a late edit on an archived row', () => {
  it('restores the action, then the indicator, then writes over what was seen only', async () => {
    const { done, outcome } = act(contentOf({ fiche: true, indicator: true }));
    expect(await outcome).toBeNull();
    expect(done).toEqual([
      { type: 'row.restore', rowId: fiche },
      { type: 'row.restore', rowId: indicator },
      { key: edit.key, value: '12', seen: '10' },
      'dismissed',
    ]);
  });

  it('writes at once when somebody restored the row already', async () => {
    const { done, outcome } = act(contentOf({ fiche: false, indicator: false }));
    await outcome;
    expect(done).toEqual([{ key: edit.key, value: '12', seen: '10' }, 'dismissed']);
  });

  it('stays in the tray when the row cannot be restored', async () => {
    const { done, outcome } = act(contentOf({ fiche: false, indicator: true }), 'row_archived');
    expect(await outcome).toBe('row_archived');
    expect(done).toEqual([{ type: 'row.restore', rowId: indicator }]);
  });

  it('is offered for that reason alone, and while the row is known', () => {
    const content = contentOf({ fiche: true, indicator: false });
    expect(canReapply(edit, content)).toBe(true);
    expect(canReapply({ ...edit, code: 'read_only_role' }, content)).toBe(false);
    expect(canReapply(edit, { ...content, rows: new Map() })).toBe(false);
  });
});
