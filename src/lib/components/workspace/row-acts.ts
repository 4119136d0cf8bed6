// What may be done to a row, and why not when it may not: the same for the row menu and for the keyboard.
import { mayAggregate } from '#lib/calc/indicator-totals.ts';
import type { Command } from '#lib/contract/commands.ts';
import { commandRefusal } from '#lib/contract/permissions.ts';
import { ficheOf, type Row } from '#lib/contract/rows.ts';
import type { DocumentContent } from '#lib/document/read.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import { moveCommand } from '#lib/state/row-moves.ts';

export type RowAct =
  | 'rename'
  | 'aggregate'
  | 'assign'
  | 'close'
  | 'reopen'
  | 'add_indicator'
  | 'add_action'
  | 'move_up'
  | 'move_down'
  | 'archive'
  | 'restore';

interface RowActChoice {
  readonly act: RowAct;
  /** Null when it can be done now. */
  readonly reason: string | null;
}

type Words = Messages['workspace'];

const commandOf: Readonly<Record<RowAct, Command['type']>> = {
  rename: 'row.rename',
  aggregate: 'indicator.aggregate',
  assign: 'fiche.assign',
  close: 'fiche.close',
  reopen: 'fiche.reopen',
  add_indicator: 'indicator.add',
  add_action: 'fiche.add',
  move_up: 'row.move',
  move_down: 'row.move',
  archive: 'row.archive',
  restore: 'row.restore',
};

/** In the order of the menu. */
export function rowActs(
  row: Row,
  content: DocumentContent,
  lock: keyof Words['locks'] | null,
  words: Words,
): readonly RowActChoice[] {
  const fiche = ficheOf(row, content.rows);
  const isFicheArchived = fiche?.archived === true;
  const choices: RowActChoice[] = [];
  const phase = content.plan?.phase ?? 'draft';
  const add = (act: RowAct, reason: string | null): void => {
    // A new action has nothing to do with the one it is asked from.
    const place = act === 'add_action' ? { row: null, fiche: null } : { row, fiche: fiche ?? null };
    const refusal = commandRefusal('coordinator', { type: commandOf[act] }, { phase, ...place });
    const ofPlan = refusal === null ? null : words.rowMenu.refusals[refusal];
    choices.push({ act, reason: lock === null ? (reason ?? ofPlan) : words.locks[lock] });
  };
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
    if (row.kind === 'fiche') {
      add('assign', null);
      if (row.closed === true) add('reopen', null);
      else if (phase !== 'draft') add('close', null);
      add('add_action', null);
    }
    add('move_up', moveCommand(content, row.id, -1) === null ? words.rowMenu.first : null);
    add('move_down', moveCommand(content, row.id, 1) === null ? words.rowMenu.last : null);
  }
  add('archive', null);
  return choices;
}
