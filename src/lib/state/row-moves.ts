// Turns « one place up », « after that row » into the server command that does it. Rows have one order in the plan (actions)
// or in the action (indicators); the screen groups them by axis or section, so a neighbour on screen may be far in the order.
import type { Command } from '../contract/commands.ts';
import type { RowId } from '../contract/ids.ts';
import { compareRows, type FicheRow, type IndicatorRow } from '../contract/rows.ts';
import type { DocumentContent } from '../document/read.ts';
import { axesOf, compareIndicators, fichesOf, indicatorsOf } from '../grid/row-model.ts';

export type Move = -1 | 1 | { readonly overId: RowId; readonly after: boolean } | { readonly axis: number };

/** Null when there is nowhere to go. */
export function moveCommand(content: DocumentContent, rowId: RowId, move: Move): Command | null {
  const row = content.rows.get(rowId);
  if (row?.kind === 'fiche') return moveFiche(content, row, move);
  if (row?.kind === 'indicator') return moveIndicator(content, row, move);
  return null;
}

function place<Row extends { readonly id: RowId }>(
  order: readonly Row[],
  row: Row,
  target: Row,
  after: boolean,
): RowId | null {
  const others = order.filter(({ id }) => id !== row.id);
  const index = others.findIndex(({ id }) => id === target.id) + (after ? 1 : 0);
  return others[index]?.id ?? null;
}

function moveFiche(content: DocumentContent, row: FicheRow, move: Move): Command | null {
  const order = fichesOf(content, true);
  const command = (beforeRowId: RowId | null, axis: number): Command => ({
    type: 'row.move',
    rowId: row.id,
    beforeRowId,
    ...(axis === row.axis ? {} : { axis }),
  });
  if (typeof move === 'object' && 'overId' in move) {
    const over = content.rows.get(move.overId);
    if (over?.kind !== 'fiche' || over.id === row.id) return null;
    return command(place(order, row, over, move.after), over.axis);
  }
  if (typeof move === 'object') {
    const first = order.find((fiche) => fiche.axis === move.axis && fiche.id !== row.id);
    return command(
      first === undefined ? nextInOrder(order, row) : place(order, row, first, false),
      move.axis,
    );
  }
  const ofAxis = fichesOf(content).filter((fiche) => fiche.axis === row.axis);
  const neighbour = ofAxis[ofAxis.findIndex(({ id }) => id === row.id) + move];
  if (neighbour !== undefined) return command(place(order, row, neighbour, move > 0), row.axis);
  // Past the end of its axis: into the next one, at the near end.
  const axes = axesOf(content);
  const axis = axes[axes.findIndex(({ number }) => number === row.axis) + move];
  if (axis === undefined) return null;
  const there = fichesOf(content).filter((fiche) => fiche.axis === axis.number);
  const end = move > 0 ? there[0] : there.at(-1);
  return command(end === undefined ? nextInOrder(order, row) : place(order, row, end, move < 0), axis.number);
}

/** Where it already stands. */
function nextInOrder(order: readonly { readonly id: RowId }[], row: { readonly id: RowId }): RowId | null {
  return order[order.findIndex(({ id }) => id === row.id) + 1]?.id ?? null;
}

function moveIndicator(content: DocumentContent, row: IndicatorRow, move: Move): Command | null {
  if (typeof move === 'object' && 'axis' in move) return null;
  const order = indicatorsOf(content, row.ficheId, true).toSorted(compareRows);
  const siblings = indicatorsOf(content, row.ficheId)
    .filter(({ section }) => section === row.section)
    .toSorted(compareIndicators);
  const target =
    typeof move === 'object'
      ? siblings.find(({ id }) => id === move.overId)
      : siblings[siblings.findIndex(({ id }) => id === row.id) + move];
  if (target === undefined || target.id === row.id) return null;
  const after = typeof move === 'object' ? move.after : move > 0;
  return { type: 'row.move', rowId: row.id, beforeRowId: place(order, row, target, after) };
}
