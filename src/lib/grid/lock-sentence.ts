// Why a cell cannot be written, and who may: for tooltips, the status line and the list before a paste.
import type { FicheRow } from '../contract/rows.ts';
import type { DocumentContent } from '../document/read.ts';
import type { Messages } from '../i18n/messages.ts';
import type { CellState, Lock } from './cell-state.ts';
import type { GridRow } from './row-model.ts';

type LockWord = keyof Messages['grid']['locks'];

/** The action that a row of the grid belongs to. */
export function ficheOfGridRow(row: GridRow): FicheRow | null {
  return 'fiche' in row ? row.fiche : null;
}

export function carrierSentence(fiche: FicheRow, content: DocumentContent, words: Messages['grid']): string {
  const names = fiche.organisationIds.flatMap(
    (id) => content.plan?.organisations.find((one) => one.id === id)?.name ?? [],
  );
  return names.length === 0 ? words.noCarrier : words.carriedBy(names.join(', '));
}

/** `lock` is any key of the words: the grid has locks of its own beside those of the rights. */
export function lockSentence(
  lock: LockWord,
  fiche: FicheRow | null,
  content: DocumentContent,
  words: Messages['grid'],
): string {
  return lock === 'not_your_action' && fiche !== null
    ? `${words.locks[lock]} ${carrierSentence(fiche, content, words)}`
    : words.locks[lock];
}

/** Locks that the whole page tells of already, and that no single cell need repeat. */
const toldOnce: ReadonlySet<Lock> = new Set<Lock>(['read_only_role', 'plan_closed']);
/** Of cells that nobody ever types into: their ground and their note say so. */
const neverTyped: ReadonlySet<Lock> = new Set<Lock>(['derived', 'subtotal', 'fact', 'no_cell']);

/** Does the cell look locked, for a reason of its own? */
export function looksLocked({ lock }: Pick<CellState, 'lock'>): boolean {
  return lock !== null && !toldOnce.has(lock) && !neverTyped.has(lock);
}
