// A row never jumps away while somebody stands in it: it keeps its place in its axis until they leave it, whatever sorting
// and filtering say of its new values. Pure.
import type { GridRow } from '../row-model.ts';

interface Held {
  /** The rows with the held one where it was. */
  readonly rows: readonly GridRow[];
  /** The view would have hidden it, or put it elsewhere. */
  readonly isHeld: boolean;
}

/**
 * `before`: what was shown. `rows`: what the view gives now. `present`: the row as the plan has it now; null when it is gone or
 * its axis is another one or closed: it then goes.
 */
export function withHeldRow(
  before: readonly GridRow[],
  rows: readonly GridRow[],
  rowId: string | null,
  present: (rowId: string) => GridRow | null,
): Held {
  const isOfAxis = (row: GridRow): boolean => row.type !== 'axis' && 'axis' in row;
  const at = rowId === null ? -1 : before.findIndex((row) => row.id === rowId && isOfAxis(row));
  const start = firstOf(before, at);
  const unit = before.slice(start, endOfUnit(before, start));
  const [head] = unit;
  if (at < 0 || head === undefined || !('axis' in head)) return { rows, isHeld: false };
  const fresh = unit.flatMap((row) => present(row.id) ?? []);
  const [first] = fresh;
  if (first === undefined || !('axis' in first) || first.axis.number !== head.axis.number)
    return { rows, isHeld: false };
  const axisId = `axis.${head.axis.number}`;
  const offset = start - before.findIndex(({ id }) => id === axisId);
  const ids = new Set(unit.map(({ id }) => id));
  const others = rows.filter(({ id }) => !ids.has(id));
  const shown = rows.filter(({ id }) => ids.has(id));
  const held = shown.length === unit.length ? shown : fresh;
  const axisAt = others.findIndex(({ id }) => id === axisId);
  if (axisAt < 0) {
    const place = placeOfAxis(before, others, axisId);
    const axis = before.find(({ id }) => id === axisId);
    return {
      rows: [
        ...others.slice(0, place),
        ...(axis === undefined ? [] : [axis]),
        ...held,
        ...others.slice(place),
      ],
      isHeld: true,
    };
  }
  const place = Math.min(axisAt + offset, endOfAxis(others, axisAt));
  const now = [...others.slice(0, place), ...held, ...others.slice(place)];
  const isHeld = now.length !== rows.length || now.some((row, index) => row.id !== rows[index]?.id);
  return isHeld ? { rows: now, isHeld } : { rows, isHeld };
}

/** An hourly cost stands behind its hours: both are held. */
function firstOf(rows: readonly GridRow[], at: number): number {
  return rows[at]?.type === 'hourly_cost' && rows[at - 1]?.type === 'indicator' ? at - 1 : at;
}

function endOfUnit(rows: readonly GridRow[], start: number): number {
  return rows[start]?.type === 'indicator' && rows[start + 1]?.type === 'hourly_cost' ? start + 2 : start + 1;
}

function endOfAxis(rows: readonly GridRow[], axisAt: number): number {
  const next = rows.findIndex(
    (row, index) => index > axisAt && (row.type === 'axis' || row.type === 'aggregate'),
  );
  return next < 0 ? rows.length : next;
}

/** Behind the last axis that stood before it and is still there. */
function placeOfAxis(before: readonly GridRow[], rows: readonly GridRow[], axisId: string): number {
  let place = 0;
  for (const row of before) {
    if (row.id === axisId) break;
    const at = row.type === 'axis' ? rows.findIndex(({ id }) => id === row.id) : -1;
    if (at >= 0) place = endOfAxis(rows, at);
  }
  return place;
}
