// A person's own history in one tab: what can be taken back, and what can be made again. Bounded; every change goes to the
// device in the same breath. Knows neither document nor server (rules GR110… in docs/grid.md).
import type { GestureCell } from './gesture.ts';
import type { Direction, Step, StepPart } from './step.ts';

export const maxSteps = 200;
/** Of all steps together: a paste of a whole plan is kept, thousands of them are not. */
export const maxStepCells = 300_000;

export interface LogChange {
  readonly putSteps: readonly Step[];
  readonly removeSteps: readonly string[];
}

const nothing: StepPart = { cells: [], commands: [] };

/** A step that was taken in part only is two until the rest of it is taken: this ends the id of the later one. */
const laterPart = '+';

function wholeId(id: string): string {
  return id.endsWith(laterPart) ? id.slice(0, -laterPart.length) : id;
}

function joined(earlier: StepPart, later: StepPart): StepPart {
  return {
    cells: [...earlier.cells, ...later.cells],
    commands: [...earlier.commands, ...later.commands],
  };
}

function isNothing({ cells, commands }: StepPart): boolean {
  return cells.length === 0 && commands.length === 0;
}

function byDoing(a: Step, b: Step): number {
  return a.at - b.at || a.sequence - b.sequence || (a.id < b.id ? -1 : 1);
}

export class GestureLog {
  readonly #onChange: () => void;
  /** In the order of doing; those taken back stand at the end. */
  #steps: readonly Step[] = [];
  #persist: ((change: LogChange) => void) | null = null;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Latest first. */
  get undoable(): readonly Step[] {
    return this.#steps.filter(({ isUndone }) => !isUndone).reverse();
  }

  /** The one that was taken back last comes first. */
  get redoable(): readonly Step[] {
    return this.#steps.filter(({ isUndone }) => isUndone);
  }

  /** From now on every change is kept; what was done before goes there at once. */
  keepIn(persist: (change: LogChange) => void): void {
    this.#persist = persist;
    if (this.#steps.length > 0) persist({ putSteps: this.#steps, removeSteps: [] });
  }

  /** What a tab that is gone had left; the device's store has moved it already. */
  adopt(steps: readonly Step[]): void {
    if (steps.length === 0) return;
    const all = [...this.#steps, ...steps].sort(byDoing);
    // Whoever did something after taking a step back has let that step go, in whichever tab.
    const last = all.findLastIndex(({ isUndone }) => !isUndone);
    this.#become(
      all.filter(({ isUndone }, index) => !isUndone || index > last),
      [],
      all,
    );
  }

  /** These cells hold what somebody else wrote, and that was chosen: there is nothing of one's own to take back there. */
  forget(cells: readonly Pick<GestureCell, 'key' | 'after'>[]): void {
    const isGone = (cell: GestureCell): boolean =>
      cells.some(({ key, after }) => key === cell.key && after === cell.after);
    const changed = this.#steps.flatMap((step) => {
      const left = step.cells.filter((cell) => !isGone(cell));
      return step.isUndone || left.length === step.cells.length ? [] : [{ ...step, cells: left }];
    });
    if (changed.length === 0) return;
    const byId = new Map(changed.map((step) => [step.id, step]));
    const steps = this.#steps.map((step) => byId.get(step.id) ?? step).filter((step) => !isNothing(step));
    this.#become(steps, changed, this.#steps);
  }

  add(step: Step): void {
    this.#become([...this.#steps.filter(({ isUndone }) => !isUndone), step], [step], this.#steps);
  }

  /**
   * The step as it is after it was taken back or made again, and the `rest` of it that was not: that stays on its old side,
   * as a step which is returned, and is one with the other part again once it is taken too. Nothing left of either: it goes.
   */
  turned(step: Step, direction: Direction, rest: StepPart = nothing): Step | null {
    const whole = wholeId(step.id);
    const other = this.#steps.find(({ id }) => id !== step.id && wholeId(id) === whole);
    // The acts of a step are taken back latest first: what is undone of it comes after what is not.
    const done = direction === 'undo' ? rest : joined(other ?? nothing, step);
    const undone = direction === 'undo' ? joined(step, other ?? nothing) : rest;
    const parts = [
      { ...step, ...done, isUndone: false },
      { ...step, ...undone, isUndone: true },
    ]
      .filter((part) => !isNothing(part))
      .map((part, index) => ({ ...part, id: index === 0 ? whole : whole + laterPart }));
    this.#become(
      this.#steps.flatMap((one) => (one.id === step.id ? parts : one === other ? [] : [one])),
      parts,
      this.#steps,
    );
    return isNothing(rest)
      ? null
      : (parts.find(({ isUndone }) => isUndone === (direction === 'redo')) ?? null);
  }

  #become(steps: readonly Step[], put: readonly Step[], before: readonly Step[]): void {
    const kept = withinLimits(steps);
    const ids = new Set(kept.map(({ id }) => id));
    this.#steps = kept;
    this.#persist?.({
      putSteps: put.filter(({ id }) => ids.has(id)),
      removeSteps: [...before, ...put].flatMap(({ id }) => (ids.has(id) ? [] : [id])),
    });
    this.#onChange();
  }
}

/** The oldest go first; the latest stays whatever its size. */
function withinLimits(steps: readonly Step[]): readonly Step[] {
  let cells = 0;
  let from = steps.length;
  while (from > 0 && steps.length - from < maxSteps) {
    cells += steps[from - 1]?.cells.length ?? 0;
    if (cells > maxStepCells && from < steps.length) break;
    from -= 1;
  }
  return steps.slice(from);
}
