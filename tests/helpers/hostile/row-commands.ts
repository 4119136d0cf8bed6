// What a coordinator does to rows while they are attacked, told to the judge in its own words.
import type { Command } from '../../../src/lib/contract/commands.ts';
import type { OrganisationId, RowId } from '../../../src/lib/contract/ids.ts';
import type { HostileWorld } from './hostile-world.ts';

const archivable = ['f000000001', 'f000000002', 'f000000006', 'j000000001', 'e000000001'] as RowId[];

export function runRowCommand(world: HostileWorld): string | null {
  const { random, facts, phase } = world;
  const rowId = random.pick(archivable);
  const row = facts.get(rowId);
  const fiche = row === undefined ? undefined : facts.get(row.ficheId);
  if (row === undefined || fiche === undefined) return `no row ${rowId}`;
  const isLive = !row.archived && !fiche.archived;
  const isFiche = row.kind === 'fiche';
  const run = (
    command: Command & { readonly rowId: RowId },
    isAllowed: boolean,
    change: () => void,
  ): string | null =>
    world.command(command, () => {
      if (phase !== 'closed' && isAllowed) change();
    });
  switch (random.below(4)) {
    case 0: {
      const letters = ['a', 'b', 'c'].filter(() => random.below(2) === 0);
      const organisationIds = letters.map((letter) => `org-${letter}` as OrganisationId);
      return run(
        { type: 'fiche.assign', rowId, organisationIds },
        isFiche && isLive,
        () => (row.carriers = organisationIds),
      );
    }
    case 1: {
      const type = row.closed ? 'fiche.reopen' : 'fiche.close';
      return run({ type, rowId }, phase === 'signed' && isFiche && isLive, () => (row.closed = !row.closed));
    }
    default: {
      const type = row.archived ? 'row.restore' : 'row.archive';
      const isAllowed = !fiche.closed && (isFiche || !fiche.archived);
      return run({ type, rowId }, isAllowed, () => (row.archived = !row.archived));
    }
  }
}
