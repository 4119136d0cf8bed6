// What changed in a plan since a moment, made from its history at rest: one line a cell, one a change of a row. Knows no
// request and no right: who may ask is decided before.
import type { CellChangeSince, ChangesSince, RowChangeSince } from '../src/lib/contract/changes.ts';
import type { CellKey, PlanId, UserId } from '../src/lib/contract/ids.ts';
import type { Audit, CommandSince, WriteSince } from './store/audit.ts';

/** A year's edits of a large plan; more would be no answer to read. */
const maxWrites = 20_000;

export function changesSince(
  audit: Pick<Audit, 'writesSince' | 'commandsSince'>,
  planId: PlanId,
  asker: UserId,
  since: number,
  limit = maxWrites,
): ChangesSince {
  const writes = audit.writesSince(planId, since, limit + 1);
  return {
    since,
    cells: cellChanges(writes.slice(0, limit), asker),
    rows: rowChanges(audit.commandsSince(planId, since), asker),
    isCut: writes.length > limit,
  };
}

/** `writes`: the newest first. */
function cellChanges(writes: readonly WriteSince[], asker: UserId): readonly CellChangeSince[] {
  const changes = new Map<CellKey, CellChangeSince>();
  for (const { key, before, after, at, name, userId } of writes) {
    const newer = changes.get(key);
    changes.set(
      key,
      newer === undefined
        ? { key, before, after, at, name, isYou: userId === asker, count: 1 }
        : { ...newer, before, count: newer.count + 1 },
    );
  }
  return [...changes.values()].filter(({ before, after }) => before !== after);
}

/** `commands`: the oldest first. */
function rowChanges(commands: readonly CommandSince[], asker: UserId): readonly RowChangeSince[] {
  return commands
    .flatMap((one): RowChangeSince[] => {
      const { rowId, at, name, userId, inverse } = one;
      const change = changeOf(one);
      if (change === null) return [];
      const fromAxis = inverse.type === 'row.move' ? (inverse.axis ?? null) : null;
      return [{ rowId, change, at, name, isYou: userId === asker, fromAxis }];
    })
    .reverse();
}

function changeOf({ command, inverse }: CommandSince): RowChangeSince['change'] | null {
  switch (command.type) {
    case 'fiche.add':
    case 'indicator.add':
      // A row of the template that was archived comes back by being added again.
      return inverse.type === 'row.archive' ? 'added' : null;
    case 'row.rename':
      return 'renamed';
    case 'row.move':
      return 'moved';
    case 'row.archive':
      return 'archived';
    case 'row.restore':
      return 'restored';
    case 'indicator.aggregate':
      return null;
    default:
      return command satisfies never;
  }
}
