// What the status line of a tab says about what the hands just did, and for how long: until the active cell moves on.
// Made with the tab; knows sentences' places, not the grid.
import type { ActiveCell, Refusal } from '../grid/adapter/grid-host.ts';
import type { CellPlace } from '../grid/selection.ts';
import type { Messages } from '../i18n/messages.ts';
import type { PasteOutcome } from './paste-course.ts';
import type { Workspace } from './workspace.svelte.ts';

interface TabVoiceParts {
  readonly workspace: Workspace;
  messages(): Messages;
}

export class TabVoice {
  readonly #parts: TabVoiceParts;
  #said = $state<string | null>(null);
  #refusedBy = $state.raw<Refusal | null>(null);
  /** Where the active cell is, or is going by the same act, while that is said. */
  #at: CellPlace | null = null;
  /** The active cell is being led somewhere by what is said: that stays. */
  #isLed = false;
  #last: ActiveCell | null = null;

  constructor(parts: TabVoiceParts) {
    this.#parts = parts;
  }

  get said(): string | null {
    return this.#said;
  }

  /** Why the last key could do nothing. */
  get refusedBy(): Refusal | null {
    return this.#refusedBy;
  }

  say(sentence: string | null, at: CellPlace | null = null): void {
    this.#parts.workspace.notice = null;
    this.#said = sentence;
    this.#at = at ?? this.#last;
  }

  refuse(why: Refusal): void {
    this.#refusedBy = why;
  }

  /** The active cell will be there by the act that is about to be told. */
  expect(at: CellPlace): void {
    this.#at = at;
  }

  lead(): void {
    this.#isLed = true;
  }

  /** The latest is what is said. */
  giveWay(): void {
    this.#said = null;
    this.#refusedBy = null;
  }

  /** The active cell is here now; false when it was here already. */
  moved(cell: ActiveCell | null): boolean {
    const isSame = cell !== null && isAt(cell, this.#last);
    this.#last = cell;
    if (!isSame) {
      this.#refusedBy = null;
      if (cell === null || !isAt(cell, this.#at)) this.#said = null;
    }
    if (this.#isLed) this.#isLed = false;
    else if (!isSame) this.#parts.workspace.notice = null;
    return !isSame;
  }

  pasted(outcome: PasteOutcome): void {
    this.#parts.workspace.notice = null;
    this.#at ??= this.#last;
    const { clipboard, errors, workspace: words } = this.#parts.messages();
    switch (outcome.type) {
      case 'pasted':
        this.#said = [
          clipboard.pasted(outcome.cells),
          ...(outcome.left > 0 ? [clipboard.left(outcome.left)] : []),
          ...(outcome.refusedRow === null
            ? []
            : [words.notice.refused(outcome.refusedRow.label, errors[outcome.refusedRow.code])]),
        ].join(' ');
        return;
      case 'stopped':
        this.#said = clipboard.stopped(outcome.rows);
        return;
      case 'refused': {
        const { doubt } = outcome.entry;
        if (doubt?.type === 'locked') this.#refusedBy = doubt.lock;
        else if (doubt?.type === 'too_long') this.#said = clipboard.doubts.too_long(doubt.limit);
        else this.#said = clipboard.left(1);
        return;
      }
      case 'unread':
        this.#said = clipboard[outcome.code];
        return;
      default:
        outcome satisfies never;
    }
  }
}

function isAt(cell: ActiveCell, place: CellPlace | null): boolean {
  return cell.rowId === place?.rowId && cell.columnId === place.columnId;
}
