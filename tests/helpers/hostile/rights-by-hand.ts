// Who may change which cell, written out by hand and on purpose a second time: the judge of the hostile messages must not
// learn it from the code that it judges (contract/permissions, server/sync/authorise).
import { columnId, type RowId } from '../../../src/lib/contract/ids.ts';
import type { Rights } from '../../../src/lib/contract/permissions.ts';
import type { Phase } from '../../../src/lib/contract/plan.ts';
import { columnKind, columnsOf } from '../../../src/lib/contract/schema.ts';
import { attackedRows, type RowFacts } from './attacked-plan.ts';

type Who = 'nobody' | 'coordinator' | 'coordinator and carriers';

/** By what stands after the last `@`; '' is what the plan says itself. An indicator's column `comment` is a comment. */
const openTo: Readonly<Record<Phase, Readonly<Record<string, Who>>>> = {
  draft: {
    '': 'coordinator and carriers',
    proposed: 'coordinator and carriers',
    comment: 'coordinator and carriers',
    realised: 'nobody',
    spent: 'nobody',
    received: 'nobody',
  },
  signed: {
    '': 'nobody',
    proposed: 'coordinator and carriers',
    comment: 'coordinator and carriers',
    realised: 'coordinator and carriers',
    spent: 'coordinator and carriers',
    received: 'coordinator',
  },
  closed: {
    '': 'nobody',
    proposed: 'nobody',
    comment: 'nobody',
    realised: 'nobody',
    spent: 'nobody',
    received: 'nobody',
  },
};

const columns = {
  fiche: new Set<string>(columnsOf('fiche')),
  indicator: new Set<string>(columnsOf('indicator')),
  entry: new Set<string>(columnsOf('entry')),
};

export function mayChange(
  { role, organisationId }: Rights,
  phase: Phase,
  rows: ReadonlyMap<RowId, RowFacts>,
  key: string,
): boolean {
  const [rowId = '', column = '', ...more] = key.split(':');
  const row = rows.get(rowId as RowId);
  if (row === undefined || more.length > 0 || !columns[row.kind].has(column)) return false;
  const fiche = rows.get(row.ficheId);
  if (fiche === undefined || row.archived || fiche.archived || fiche.closed) return false;
  const group = column === 'comment' ? 'comment' : (column.split('@')[1] ?? '');
  const who = openTo[phase][group];
  if (who === undefined || who === 'nobody') return false;
  if (role === 'coordinator') return true;
  if (role !== 'partner' || who === 'coordinator') return false;
  return organisationId !== null && fiche.carriers.includes(organisationId);
}

/** The longest text of a cell, which its kind decides. */
export function longestText(key: string): number {
  const [rowId = '', column = ''] = key.split(':');
  const row = attackedRows.find(({ id }) => id === rowId);
  return row !== undefined && columnKind(row, columnId(column)) === 'longtext' ? 20_000 : 4_000;
}
