// A person's own history in one tab: what can be taken back, and what can be made again. Bounded; every change goes to the
// device in the same breath. Knows neither document nor server (rules GR110… in docs/grid.md).
import type { Direction, Step } from './step.ts';

export const maxSteps = 200;
/** Of all steps together: a paste of a whole plan is kept, thousands of them are not. */
export const maxStepCells = 300_000;

export interface LogChange {
  readonly putSteps: readonly Step[];
  readonly removeSteps: readonly string[];
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

  add(step: Step): void {
    this.#become([...this.#steps.filter(({ isUndone }) => !isUndone), step], [step], this.#steps);
  }

  /** The step as it is after it was taken back or made again. Nothing left of it: it goes. */
  turned(step: Step, direction: Direction): void {
    const now = { ...step, isUndone: direction === 'undo' };
    const isEmpty = now.cells.length === 0 && now.commands.length === 0;
    const steps = this.#steps.flatMap((one) => (one.id !== step.id ? [one] : isEmpty ? [] : [now]));
    this.#become(steps, isEmpty ? [] : [now], this.#steps);
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
