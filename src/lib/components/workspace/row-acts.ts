// What may be done to a row, and why not when it may not: the same for the row menu and for the keyboard.
import { mayAggregate } from '#lib/calc/indicator-totals.ts';
import type { Row } from '#lib/contract/rows.ts';
import type { DocumentContent } from '#lib/document/read.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import { moveCommand } from '#lib/state/row-moves.ts';

export type RowAct =
  'rename' | 'aggregate' | 'add_indicator' | 'add_action' | 'move_up' | 'move_down' | 'archive' | 'restore';

interface RowActChoice {
  readonly act: RowAct;
  /** Null when it can be done now. */
  readonly reason: string | null;
}

type Words = Messages['workspace'];

/** In the order of the menu. */
export function rowActs(
  row: Row,
  content: DocumentContent,
  lock: keyof Words['locks'] | null,
  words: Words,
): readonly RowActChoice[] {
  const fiche = row.kind === 'fiche' ? row : content.rows.get(row.ficheId);
  const isFicheArchived = fiche?.archived === true;
  const choices: RowActChoice[] = [];
  const add = (act: RowAct, reason: string | null): void =>
    void choices.push({ act, reason: lock === null ? reason : words.locks[lock] });
  if (row.archived) {
    add('restore', row.kind !== 'fiche' && isFicheArchived ? words.rowMenu.archivedFiche : null);
    return choices;
  }
  if (isFicheArchived) {
    add('archive', words.rowMenu.archivedFiche);
    return choices;
  }
  // The label of a template row is the template's.
  if (row.kind === 'fiche' || (row.kind === 'indicator' && row.origin !== 'template')) add('rename', null);
  if (row.kind === 'indicator' && row.origin !== 'template' && mayAggregate(row.valueKind))
    add('aggregate', null);
  if (row.kind === 'fiche' || row.kind === 'indicator') {
    add('add_indicator', null);
    if (row.kind === 'fiche') add('add_action', null);
    add('move_up', moveCommand(content, row.id, -1) === null ? words.rowMenu.first : null);
    add('move_down', moveCommand(content, row.id, 1) === null ? words.rowMenu.last : null);
  }
  add('archive', null);
  return choices;
}
