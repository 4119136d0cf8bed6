// How many rows a tab shows, out of how many: the end of the status line.
import type { DocumentContent } from '#lib/document/read.ts';
import type { PlanTab } from '#lib/grid/columns.ts';
import { fichesOf, type GridRow } from '#lib/grid/row-model.ts';
import type { Messages } from '#lib/i18n/messages.ts';

export function countsSentence(
  tab: PlanTab,
  content: DocumentContent,
  rows: readonly GridRow[],
  isNarrowing: boolean,
  words: Messages['workspace']['status'],
): string {
  const living = new Set(fichesOf(content).map(({ id }) => id));
  if (tab !== 'indicateurs') {
    const shown = rows.filter((row) => row.type === 'fiche' && !row.fiche.archived).length;
    return isNarrowing ? words.fichesShown(shown, living.size) : words.fiches(living.size);
  }
  let all = 0;
  for (const row of content.rows.values())
    if (row.kind === 'indicator' && !row.archived && living.has(row.ficheId)) all += 1;
  const shown = rows.filter(
    (row) => row.type === 'indicator' && !row.indicator.archived && !row.fiche.archived,
  ).length;
  return isNarrowing ? words.indicatorsShown(shown, all) : words.indicators(all);
}
