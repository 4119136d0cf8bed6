// One step of a person's own history: a gesture on cells, acts on rows, or both, taken back and made again as one. Shapes,
// and what taking a step back would meet. Pure; names cells by their keys, so a new epoch of the document changes nothing.
import type { Command } from '../contract/commands.ts';
import type { GestureName } from '../contract/gestures.ts';
import type { CellKey } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { EditWrite } from '../document/apply.ts';
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
  /** Each says what it had seen. */
  readonly writes: readonly EditWrite[];
  readonly changed: readonly ChangedCell[];
}

/** What a person chose for the changed cells of a step, and what they were shown of them. */
export interface StepAnswer {
  readonly choice: 'keep' | 'restore';
  readonly shown: readonly ChangedCell[];
}

/** Nobody has been shown anything yet. */
export const unasked: StepAnswer = { choice: 'keep', shown: [] };

/** A part of a step. */
export interface StepPart {
  readonly cells: readonly GestureCell[];
  readonly commands: readonly StepCommand[];
}

/** What becomes of the cells of a step. Those that are in neither part were kept as they are, and leave it. */
export interface StepCells {
  readonly taken: readonly GestureCell[];
  /** They hold what the person was not shown: to be asked about. */
  readonly left: readonly GestureCell[];
}

/** I7: a value is taken back only where it stands; what somebody has put there since is a question. */
export function planStep(
  step: Step,
  direction: Direction,
  present: (key: CellKey) => Scalar | null,
): StepPlan {
  const writes: EditWrite[] = [];
  const changed: ChangedCell[] = [];
  for (const { key, before, after } of step.cells) {
    const [from, to] = direction === 'undo' ? [after, before] : [before, after];
    const now = present(key);
    if (now === to) continue;
    if (now === from) writes.push({ key, value: to, seen: from });
    else changed.push({ key, mine: from, present: now, next: to });
  }
  return { writes, changed };
}

/** I9: an answer stands for the values that were shown, and for no other. */
export function answerStep(
  step: Step,
  direction: Direction,
  { choice, shown }: StepAnswer,
  present: (key: CellKey) => Scalar | null,
): StepCells & Pick<StepPlan, 'writes'> {
  const plan = planStep(step, direction, present);
  const seen = new Map(shown.map((cell) => [cell.key, cell.present]));
  const answered = plan.changed.filter((cell) => seen.get(cell.key) === cell.present);
  const changed = new Set(plan.changed.map(({ key }) => key));
  const settled = new Set(answered.map(({ key }) => key));
  const over =
    choice === 'keep' ? [] : answered.map(({ key, next, present: now }) => ({ key, value: next, seen: now }));
  return {
    writes: [...plan.writes, ...over],
    taken: step.cells.filter(({ key }) => !changed.has(key) || (choice === 'restore' && settled.has(key))),
    left: step.cells.filter(({ key }) => changed.has(key) && !settled.has(key)),
  };
}

/** True when a question about the ones is the question about the others. */
export function isSameChange(one: readonly ChangedCell[], other: readonly ChangedCell[]): boolean {
  return (
    one.length === other.length &&
    one.every((cell, index) => cell.key === other[index]?.key && cell.present === other[index].present)
  );
}
