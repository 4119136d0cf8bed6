// Where a row goes among its siblings. Positions are numbers with room between them; when the room is used up, the
// siblings are numbered anew.
import { compareRows, type FicheRow, type Row } from '../../src/lib/contract/rows.ts';
import type { RowId } from '../../src/lib/contract/ids.ts';

/** Fiches are siblings of all fiches of the plan; other rows of those of their kind in the same fiche. In order. */
export function siblingsOf(row: Row, rows: ReadonlyMap<RowId, Row>): Row[] {
  return [...rows.values()]
    .filter((other) => other.kind === row.kind && parentOf(other) === parentOf(row))
    .sort(compareRows);
}

export function lastPosition(siblings: readonly Row[]): number {
  return siblings.reduce((last, row) => Math.max(last, row.position), 0);
}

/** The rows that change so that `row` stands just before `before`, or last when null. `siblings` are in order. */
export function placeRow(row: Row, before: Row | null, siblings: readonly Row[]): Row[] {
  const others = siblings.filter((other) => other.id !== row.id);
  if (before === null) return [{ ...row, position: lastPosition(others) + 1 }];
  const index = others.findIndex((other) => other.id === before.id);
  const low = others[index - 1]?.position ?? before.position - 2;
  const middle = (low + before.position) / 2;
  if (low < middle && middle < before.position) return [{ ...row, position: middle }];
  const ordered = [...others.slice(0, index), row, ...others.slice(index)];
  return ordered
    .map((other, i): Row => ({ ...other, position: i + 1 }))
    .filter((other, i) => other.id === row.id || other.position !== ordered[i]?.position);
}

/** The sibling that follows, which `row.move` needs to put the row back; for a fiche the next one of its axis. */
export function nextSibling(row: Row, siblings: readonly Row[]): Row | null {
  const index = siblings.findIndex((other) => other.id === row.id);
  return (
    siblings
      .slice(index + 1)
      .find((other) => row.kind !== 'fiche' || (other as FicheRow).axis === row.axis) ?? null
  );
}

function parentOf(row: Row): RowId | null {
  return row.kind === 'fiche' ? null : row.ficheId;
}
