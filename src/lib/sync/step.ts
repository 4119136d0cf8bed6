// One step of a person's own history: a gesture on cells, acts on rows, or both, taken back and made again as one. Shapes,
// and what taking a step back would meet. Pure; names cells by their keys, so a new epoch of the document changes nothing.
import type { Command } from '../contract/commands.ts';
import type { GestureName } from '../contract/gestures.ts';
import type { CellKey } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { CellWrite } from '../document/apply.ts';
import type { GestureCell } from './gesture.ts';

/** An act on a row, with the command that turns it: its inverse while it is done, itself while it is taken back. */
export interface StepCommand {
  readonly type: Command['type'];
  /** What the row is called. */
  readonly label: string;
  readonly turn: Command;
}

export interface Step {
  readonly id: string;
  /** The tab that has it in its history. */
  readonly tab: string;
  /** `rows`: acts on rows alone. */
  readonly name: GestureName | 'rows';
  readonly at: number;
  readonly sequence: number;
  readonly cells: readonly GestureCell[];
  /** In the order in which they were done. */
  readonly commands: readonly StepCommand[];
  readonly isUndone: boolean;
}

export type Direction = 'undo' | 'redo';

/** A cell that holds neither what the step left there nor what it would put there. */
export interface ChangedCell {
  readonly key: CellKey;
  /** What the step left there. */
  readonly mine: Scalar | null;
  readonly present: Scalar | null;
  /** What the step would put there. */
  readonly next: Scalar | null;
}

interface StepPlan {
  readonly writes: readonly CellWrite[];
  readonly changed: readonly ChangedCell[];
}

/** I7: a value is taken back only where it stands; what somebody has put there since is a question. */
export function planStep(
  step: Step,
  direction: Direction,
  present: (key: CellKey) => Scalar | null,
): StepPlan {
  const writes: CellWrite[] = [];
  const changed: ChangedCell[] = [];
  for (const { key, before, after } of step.cells) {
    const [from, to] = direction === 'undo' ? [after, before] : [before, after];
    const now = present(key);
    if (now === to) continue;
    if (now === from) writes.push({ key, value: to });
    else changed.push({ key, mine: from, present: now, next: to });
  }
  return { writes, changed };
}
