// Turns « one place up », « after that row » into the server command that does it, among the rows that the screen shows
// together: the actions of an axis, the indicators of a section.
import type { Command } from '../contract/commands.ts';
import type { RowId } from '../contract/ids.ts';
import type { FicheRow, IndicatorRow } from '../contract/rows.ts';
import type { DocumentContent } from '../document/read.ts';
import { axesOf, fichesOf, indicatorsOf } from '../grid/row-model.ts';

export type Move = -1 | 1 | { readonly overId: RowId; readonly after: boolean } | { readonly axis: number };

/** Null when there is nowhere to go. */
export function moveCommand(content: DocumentContent, rowId: RowId, move: Move): Command | null {
  const row = content.rows.get(rowId);
  if (row?.kind === 'fiche') return moveFiche(content, row, move);
  if (row?.kind === 'indicator') return moveIndicator(content, row, move);
  return null;
}

/** The row it must stand before to come just before or after `target`; null for last. */
function place(
  order: readonly { readonly id: RowId }[],
  moved: RowId,
  target: RowId,
  after: boolean,
): RowId | null {
  const others = order.filter(({ id }) => id !== moved);
  const index = others.findIndex(({ id }) => id === target) + (after ? 1 : 0);
  return others[index]?.id ?? null;
}

function moveFiche(content: DocumentContent, row: FicheRow, move: Move): Command | null {
  // The server knows places inside one axis: before one of its actions, or last.
  const ofAxis = (axis: number): readonly FicheRow[] =>
    fichesOf(content, true).filter((fiche) => fiche.axis === axis);
  const command = (beforeRowId: RowId | null, axis: number): Command => ({
    type: 'row.move',
    rowId: row.id,
    beforeRowId,
    ...(axis === row.axis ? {} : { axis }),
  });
  const atStart = (axis: number): Command => {
    const first = ofAxis(axis).find(({ id }) => id !== row.id);
    return command(first?.id ?? null, axis);
  };
  if (typeof move === 'object' && 'overId' in move) {
    const over = content.rows.get(move.overId);
    if (over?.kind !== 'fiche' || over.id === row.id) return null;
    return command(place(ofAxis(over.axis), row.id, over.id, move.after), over.axis);
  }
  if (typeof move === 'object') return atStart(move.axis);
  const shown = ofAxis(row.axis).filter(({ archived }) => !archived);
  const neighbour = shown[shown.findIndex(({ id }) => id === row.id) + move];
  if (neighbour !== undefined)
    return command(place(ofAxis(row.axis), row.id, neighbour.id, move > 0), row.axis);
  // Past the end of its axis: into the next one, at the near end.
  const axes = axesOf(content);
  const axis = axes[axes.findIndex(({ number }) => number === row.axis) + move];
  if (axis === undefined) return null;
  return move > 0 ? atStart(axis.number) : command(null, axis.number);
}

function moveIndicator(content: DocumentContent, row: IndicatorRow, move: Move): Command | null {
  if (typeof move === 'object' && 'axis' in move) return null;
  // The screen keeps each section together: a place is one among its own section.
  const order = indicatorsOf(content, row.ficheId, true).filter(({ section }) => section === row.section);
  const shown = order.filter(({ archived }) => !archived);
  const target =
    typeof move === 'object'
      ? shown.find(({ id }) => id === move.overId)
      : shown[shown.findIndex(({ id }) => id === row.id) + move];
  if (target === undefined || target.id === row.id) return null;
  const after = typeof move === 'object' ? move.after : move > 0;
  return { type: 'row.move', rowId: row.id, beforeRowId: place(order, row.id, target.id, after) };
}
