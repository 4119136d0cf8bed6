// The pastes of a tab as the screen shows them: gives their course (paste-course.ts) the clipboard's worker and the
// workspace, and follows what the preview shows while others write.
import { AfterPaint } from '../grid/adapter/after-paint.ts';
import type { ClipboardFlavours } from '../grid/clipboard/flavours.ts';
import type { PasteEntry, PasteMatch, PastePlan } from '../grid/clipboard/paste-plan.ts';
import type { GridSelection } from '../grid/selection.ts';
import { ClipboardReader } from './clipboard-reader.ts';
import { PasteCourse, type PasteCourseParts, type PasteState } from './paste-course.ts';
import type { Workspace } from './workspace.svelte.ts';

interface PasteDeskParts extends Pick<PasteCourseParts, 'table' | 'allRows' | 'done' | 'select'> {
  readonly workspace: Workspace;
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => new AfterPaint(resolve).plan());
}

export class PasteDesk {
  readonly #reader = new ClipboardReader();
  readonly #course: PasteCourse;
  #state: PasteState;
  readonly #plan: PastePlan | null;

  constructor({ workspace, ...parts }: PasteDeskParts) {
    const course: PasteCourse = new PasteCourse({
      ...parts,
      read: (flavours, valuesOnly) => this.#reader.read(flavours, valuesOnly),
      nextFrame,
      addRow: (command, label) => workspace.addRow(command, label),
      // Rows may come back after the plan was left.
      edit: (writes, added) => {
        if (!workspace.isDestroyed) workspace.edit('paste', writes, added);
      },
      changed: () => (this.#state = course.state),
    });
    this.#course = course;
    this.#state = $state.raw(course.state);
    this.#plan = $derived.by(() => {
      // What others write meanwhile is what the preview shows as standing there.
      void workspace.valuesVersion;
      void workspace.rowsVersion;
      return this.#state.waiting === null ? null : course.plan();
    });
  }

  /** The paste that waits for the person; null when none does. */
  get plan(): PastePlan | null {
    return this.#plan;
  }

  get canMatchNames(): boolean {
    return this.#state.waiting?.canMatchNames === true;
  }

  get isWriting(): boolean {
    return this.#state.isWriting;
  }

  fixOf(entry: PasteEntry): string | null | undefined {
    void this.#state;
    return this.#course.fixOf(entry);
  }

  paste(flavours: ClipboardFlavours, valuesOnly: boolean, selection: GridSelection): Promise<void> {
    return this.#course.paste(flavours, valuesOnly, selection);
  }

  match(match: PasteMatch): void {
    this.#course.match(match);
  }

  fix(entry: PasteEntry, text: string | null | undefined): void {
    this.#course.fix(entry, text);
  }

  cancel(): void {
    this.#course.cancel();
  }

  /** `createsMissing`: adds the indicators first that the pasted table names and the plan does not have. */
  async confirm(createsMissing: boolean): Promise<void> {
    if (this.#plan !== null) await this.#course.confirm(this.#plan, createsMissing);
  }

  destroy(): void {
    this.#course.end();
    this.#reader.destroy();
  }
}
