// The history of a plan as people read it, made from the timeline at rest: writes of one gesture are one line, and a page is a
// stretch of time that is whole. Knows no request and no right: who may ask is decided before.
import { failure, type Result, success } from '../src/lib/contract/errors.ts';
import type {
  HistoryAuthor,
  HistoryCell,
  HistoryEntry,
  HistoryPage,
  HistoryQuery,
} from '../src/lib/contract/history.ts';
import type { PlanId, RowId, UserId } from '../src/lib/contract/ids.ts';
import { cleanName } from '../src/lib/contract/clean-name.ts';
import { maxMomentNameLength, maxMoments } from '../src/lib/contract/limits.ts';
import type { Role } from '../src/lib/contract/permissions.ts';
import type { Moments } from './store/moments.ts';
import type { Recoveries } from './store/recoveries.ts';
import type { Rows } from './store/rows.ts';
import type { Timeline, TimelineWrite } from './store/timeline.ts';

export interface PageSize {
  readonly entries: number;
  /** Writes that are looked at, whether they are told or not: the server answers others meanwhile. */
  readonly writes: number;
}

const pageSize: PageSize = { entries: 60, writes: 10_000 };
/** Of one gesture; the rest is a number. */
const toldCells = 40;

interface HistoryTables {
  readonly timeline: Timeline;
  readonly moments: Moments;
  readonly rows: Rows;
  readonly recoveries: Recoveries;
}

type Gesture = Extract<HistoryEntry, { type: 'gesture' }>;

export function readHistory(
  { timeline, moments, rows, recoveries }: HistoryTables,
  planId: PlanId,
  asker: UserId,
  query: HistoryQuery,
  size: PageSize = pageSize,
): HistoryPage {
  const { scope, personId, columnId, from, until } = query;
  const end = until ?? Number.MAX_SAFE_INTEGER;
  const author = (one: { readonly userId: UserId; readonly name: string }): HistoryAuthor => ({
    name: one.name,
    isYou: one.userId === asker,
  });
  const isAsked = ({ userId, at }: { readonly userId: UserId; readonly at: number }): boolean =>
    (personId === null || userId === personId) && (from === null || at >= from);
  const rowIds = scope.type === 'row' ? rowsOf(rows, planId, scope.rowId) : null;
  const isInScope = (rowId: string): boolean => rowIds === null || rowIds.has(rowId);

  // Of one cell there is never more than can be read.
  const floor = scope.type === 'cell' ? null : timeline.floor(planId, end, size.writes);
  const filter = {
    until: end,
    from: Math.max(from ?? 0, floor ?? 0),
    userId: personId,
    columnId,
    rowIds: rowIds === null ? null : [...rowIds],
  };
  const writes =
    scope.type === 'cell' ? timeline.cellWrites(planId, scope.key, filter) : timeline.writes(planId, filter);
  const told = gesturesOf(writes, size.entries);
  const gestures = told.gestures.map(({ first, cells, count }): Gesture => {
    const { at, gestureId, gesture, madeAt } = first;
    return { type: 'gesture', at, madeAt, author: author(first), gestureId, gesture, cells, count };
  });

  // Of a cell, or of a column, commands on rows say nothing.
  const hasCommands = columnId === null && scope.type !== 'cell';
  const { commands, next: firstUntold } = hasCommands
    ? timeline.commands(planId, end, size.entries)
    : { commands: [], next: null };
  const untold = latest(told.next ?? floor, firstUntold);
  const next = untold !== null && from !== null && untold <= from ? null : untold;
  const others: readonly HistoryEntry[] = [
    ...commands
      .filter((one) => isAsked(one) && isInScope(one.rowId))
      .map((one): HistoryEntry => {
        const { at, rowId, command, inverse } = one;
        return { type: 'command', at, author: author(one), rowId, command, inverse };
      }),
    ...timeline
      .signings(planId, end)
      .filter(isAsked)
      .map((one): HistoryEntry => ({ type: 'signing', at: one.at, author: author(one), number: one.number })),
    ...moments
      .ofPlan(planId)
      .filter((one) => isAsked(one) && one.at < end)
      .map((one): HistoryEntry => {
        const { id, at, name, userId, author: by } = one;
        return { type: 'moment', at, author: author({ userId, name: by }), id, name };
      }),
    ...recoveries
      .ofPlan(planId)
      .filter(({ at }) => personId === null && at < end && (from === null || at >= from))
      .map(({ at, stateAt }): HistoryEntry => ({ type: 'recovery', at, author: null, stateAt })),
  ];
  const entries = [...gestures, ...others]
    .filter(({ at }) => next === null || at >= next)
    // Stable: of one millisecond, what was done to rows and cells stays in its order.
    .sort((one, other) => other.at - one.at);
  return { entries, next };
}

/** An action with its rows, or the row alone. */
function rowsOf(rows: Rows, planId: PlanId, rowId: RowId): ReadonlySet<string> {
  const own = rows
    .ofPlan(planId)
    .filter((row) => row.id === rowId || (row.kind !== 'fiche' && row.ficheId === rowId));
  return new Set(own.map(({ id }) => id));
}

interface ToldGesture {
  /** The last write of it. */
  readonly first: TimelineWrite;
  cells: HistoryCell[];
  count: number;
}

/** Writes come newest first; a page never ends within a millisecond, so that the next one knows where to begin. */
function gesturesOf(
  writes: Iterable<TimelineWrite>,
  limit: number,
): { readonly gestures: readonly ToldGesture[]; readonly next: number | null } {
  const gestures: ToldGesture[] = [];
  let lastAt: number | null = null;
  let next: number | null = null;
  for (const write of writes) {
    const isOfLast = write.gestureId === gestures.at(-1)?.first.gestureId;
    if (lastAt !== null && write.at !== lastAt && gestures.length >= limit && !isOfLast) {
      next = lastAt;
      break;
    }
    lastAt = write.at;
    write.assertSound();
    let gesture = gestures.at(-1);
    if (gesture?.first.gestureId !== write.gestureId || gesture.first.userId !== write.userId) {
      gesture = { first: write, cells: [], count: 0 };
      gestures.push(gesture);
    }
    const { key, before, after, kept, unseen } = write;
    gesture.cells.push({ key, before, after, kept, unseen });
    gesture.count += 1;
  }
  for (const gesture of gestures) gesture.cells = gesture.cells.reverse().slice(0, toldCells);
  return { gestures, next };
}

function latest(one: number | null, other: number | null): number | null {
  return one === null || (other !== null && other > one) ? other : one;
}

/** A coordinator's: the name is read by everybody. `at` null is now. */
export function nameMoment(
  moments: Moments,
  planId: PlanId,
  actor: { readonly id: UserId; readonly role: Role },
  input: { readonly name: string; readonly at: number | null },
  now: number,
): Result<{ readonly id: string }> {
  if (actor.role !== 'coordinator') return failure('coordinator_only');
  const name = cleanName(input.name);
  if (name === '') return failure('moment_name_missing');
  if (name.length > maxMomentNameLength) return failure('moment_name_too_long');
  const at = input.at ?? now;
  if (!Number.isSafeInteger(at) || at < 0 || at > now) return failure('moment_invalid');
  if (moments.ofPlan(planId).length >= maxMoments) return failure('too_many_moments');
  return success({ id: moments.add(planId, actor.id, { at, name }, now) });
}

export function removeMoment(
  moments: Moments,
  planId: PlanId,
  role: Role,
  id: string,
): Result<{ readonly id: string }> {
  if (role !== 'coordinator') return failure('coordinator_only');
  return moments.remove(planId, id) ? success({ id }) : failure('not_found');
}
