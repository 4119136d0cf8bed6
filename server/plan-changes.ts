// What changed in a plan since a moment, made from its history at rest: one line a cell, one a change of a row. Knows no
// request and no right: who may ask is decided before.
import type { ChangesSince, RowChangeSince } from '../src/lib/contract/changes.ts';
import type { PlanId, UserId } from '../src/lib/contract/ids.ts';
import type { Audit, CommandSince } from './store/audit.ts';

/** About three megabytes of JSON; more would be no answer to read. */
const maxCells = 20_000;

export function changesSince(
  audit: Pick<Audit, 'changedCells' | 'commandsSince'>,
  planId: PlanId,
  asker: UserId,
  since: number,
  limit = maxCells,
): ChangesSince {
  const cells = audit.changedCells(planId, since, limit + 1);
  return {
    since,
    cells: cells.slice(0, limit).map(({ userId, ...cell }) => ({ ...cell, isYou: userId === asker })),
    rows: rowChanges(audit.commandsSince(planId, since), asker),
    isCut: cells.length > limit,
  };
}

/** `commands`: the oldest first. Each is told, so that one after the other can be taken back to the moment. */
function rowChanges(commands: readonly CommandSince[], asker: UserId): readonly RowChangeSince[] {
  return commands
    .flatMap((one): RowChangeSince[] => {
      const { rowId, at, name, userId, inverse } = one;
      const change = changeOf(one);
      if (change === null) return [];
      const fromAxis = inverse.type === 'row.move' ? (inverse.axis ?? null) : null;
      return [{ rowId, change, at, name, isYou: userId === asker, fromAxis, inverse }];
    })
    .reverse();
}

function changeOf({ command, isFirst }: CommandSince): RowChangeSince['change'] | null {
  switch (command.type) {
    case 'fiche.add':
      return 'added';
    case 'indicator.add':
      // A row of the template that was archived comes back by being added again: something was done to it before.
      return isFirst ? 'added' : 'restored';
    case 'row.rename':
      return 'renamed';
    case 'row.move':
      return 'moved';
    case 'row.archive':
      return 'archived';
    case 'row.restore':
      return 'restored';
    case 'indicator.aggregate':
      return 'aggregated';
    case 'fiche.assign':
      return 'assigned';
    case 'fiche.close':
    case 'fiche.reopen':
      return null;
    default:
      return command satisfies never;
  }
}
