// What it takes to bring a cell, an action or a plan back to what it was at a moment: writes and acts on rows, as far as the
// person may make them. Pure: whoever calls runs the commands and makes the edit, as one gesture of their own.
import type { ChangesSince, RowChangeSince } from '../contract/changes.ts';
import type { Command } from '../contract/commands.ts';
import type { HistoryScope } from '../contract/history.ts';
import { type CellKey, type RowId, splitCellKey } from '../contract/ids.ts';
import { cellRefusal, columnGroupOf, commandRefusal, type Rights } from '../contract/permissions.ts';
import type { Phase } from '../contract/plan.ts';
import { ficheOf, type Row } from '../contract/rows.ts';
import type { EditWrite } from '../document/apply.ts';
import type { DocumentContent } from '../document/read.ts';

interface RowRestoration {
  readonly rowId: RowId;
  readonly command: Command;
}

export interface Restoration {
  /** Each with the value that the person is shown as the present one. */
  readonly writes: readonly EditWrite[];
  /** In the order in which they have to be run. */
  readonly rows: readonly RowRestoration[];
  /** Cells that held something else then, and that the person may not write now. */
  readonly lockedCells: readonly CellKey[];
  readonly lockedRows: readonly RowId[];
  /** More has changed since than is told: nothing should be brought back by halves. */
  readonly isCut: boolean;
}

interface Present {
  readonly content: Pick<DocumentContent, 'rows' | 'cells'>;
  readonly rights: Rights;
  readonly phase: Phase;
}

export function restorationTo(changes: ChangesSince, scope: HistoryScope, present: Present): Restoration {
  const { content, rights, phase } = present;
  const facts = oldestChanges(changes.rows);
  const wasThere = (row: Row): boolean => {
    const fiche = ficheOf(row, content.rows);
    return fiche !== undefined && wasLive(row, facts) && wasLive(fiche, facts);
  };
  const ofRows = [...content.rows.values()]
    .filter((row) => isRowInScope(scope, row))
    .flatMap((row): readonly RowRestoration[] => {
      const fiche = ficheOf(row, content.rows);
      if (wasThere(row)) return [...presenceOf(row, facts), ...otherFactsOf(row, facts)];
      // What is in an action that goes, goes with it.
      return row.kind === 'fiche' || (fiche !== undefined && wasLive(fiche, facts))
        ? presenceOf(row, facts)
        : [];
    })
    .sort((one, other) => turnOf(one, content.rows) - turnOf(other, content.rows));
  // A place is one among others: moves are taken back one after the other, the last one first.
  const moves = changes.rows.flatMap(({ rowId, change, inverse }): readonly RowRestoration[] => {
    const row = content.rows.get(rowId);
    const isMove = change === 'moved' && row !== undefined && isRowInScope(scope, row) && wasThere(row);
    return isMove ? [{ rowId, command: inverse }] : [];
  });
  const isBefore = ({ command }: RowRestoration): boolean => command.type === 'row.restore';
  const wanted = [...ofRows.filter(isBefore), ...moves, ...ofRows.filter((one) => !isBefore(one))];
  const rows: RowRestoration[] = [];
  const lockedRows = new Set<RowId>();
  for (const one of wanted) {
    const row = content.rows.get(one.rowId) ?? null;
    const fiche = row === null ? null : (ficheOf(row, content.rows) ?? null);
    if (commandRefusal(rights.role, one.command, { phase, row, fiche }) === null) rows.push(one);
    else lockedRows.add(one.rowId);
  }
  const then = rowsAfter(content.rows, rows);
  const writes: EditWrite[] = [];
  const lockedCells: CellKey[] = [];
  for (const { key, before } of changes.cells) {
    const place = splitCellKey(key);
    const row = place === null ? undefined : then.get(place.rowId);
    const now = content.cells.get(key) ?? null;
    if (place === null || row === undefined || now === before || !isCellInScope(scope, key, row)) continue;
    // Nobody saw the cells of what was not there.
    if (scope.type !== 'cell' && !wasThere(row)) continue;
    const group = columnGroupOf(place.columnId);
    if (cellRefusal(rights, { phase, row, fiche: ficheOf(row, then), group }) === null)
      writes.push({ key, value: before, seen: now });
    else lockedCells.push(key);
  }
  return { writes, rows, lockedCells, lockedRows: [...lockedRows], isCut: changes.isCut };
}

function isRowInScope(scope: HistoryScope, row: Row): boolean {
  if (scope.type === 'cell') return false;
  return (
    scope.type === 'plan' || row.id === scope.rowId || (row.kind !== 'fiche' && row.ficheId === scope.rowId)
  );
}

function isCellInScope(scope: HistoryScope, key: CellKey, row: Row): boolean {
  return scope.type === 'cell' ? key === scope.key : isRowInScope(scope, row);
}

type Fact = 'presence' | Exclude<RowChangeSince['change'], 'added' | 'archived' | 'restored'>;
type Facts = ReadonlyMap<RowId, ReadonlyMap<Fact, RowChangeSince>>;

/** Of each row and each of its facts the oldest change: what was before it is what was then. `changes`: the last first. */
function oldestChanges(changes: readonly RowChangeSince[]): Facts {
  const facts = new Map<RowId, Map<Fact, RowChangeSince>>();
  for (const one of changes) {
    const ofRow = facts.get(one.rowId) ?? new Map<Fact, RowChangeSince>();
    facts.set(one.rowId, ofRow.set(factOf(one.change), one));
  }
  return facts;
}

function factOf(change: RowChangeSince['change']): Fact {
  return change === 'added' || change === 'archived' || change === 'restored' ? 'presence' : change;
}

function wasLive(row: Row, facts: Facts): boolean {
  const change = facts.get(row.id)?.get('presence')?.change;
  return change === undefined ? !row.archived : change === 'archived';
}

function presenceOf(row: Row, facts: Facts): readonly RowRestoration[] {
  const isWanted = wasLive(row, facts);
  if (row.archived !== isWanted) return [];
  return [{ rowId: row.id, command: { type: isWanted ? 'row.restore' : 'row.archive', rowId: row.id } }];
}

function otherFactsOf(row: Row, facts: Facts): readonly RowRestoration[] {
  return [...(facts.get(row.id) ?? [])].flatMap(([fact, { inverse }]) =>
    fact === 'presence' || fact === 'moved' ? [] : [{ rowId: row.id, command: inverse }],
  );
}

/** Actions come back before what is in them, and go after it. */
const turns: readonly ((row: Row | undefined, command: Command) => boolean)[] = [
  (row, { type }) => type === 'row.restore' && row?.kind === 'fiche',
  (_row, { type }) => type === 'row.restore',
  (_row, { type }) => type !== 'row.archive',
  (row) => row?.kind !== 'fiche',
  () => true,
];

function turnOf({ rowId, command }: RowRestoration, rows: ReadonlyMap<RowId, Row>): number {
  return turns.findIndex((isTurn) => isTurn(rows.get(rowId), command));
}

/** What the cells will stand in once the commands are run. */
function rowsAfter(
  rows: ReadonlyMap<RowId, Row>,
  restorations: readonly RowRestoration[],
): ReadonlyMap<RowId, Row> {
  const after = new Map(rows);
  for (const { rowId, command } of restorations) {
    const row = after.get(rowId);
    if (row !== undefined && command.type === 'row.restore') after.set(rowId, { ...row, archived: false });
  }
  return after;
}
