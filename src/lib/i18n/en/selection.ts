// English sentences of the area « selection ».
import type { selection as source } from '../fr/selection.ts';

export const selection: typeof source = {
  cells: 'Cells',
  filled: 'Filled',
  figures: 'Numbers',
  sum: 'Sum',
  mean: 'Mean',
  min: 'Min',
  max: 'Max',
  size: (count) => `${count} cells selected.`,
  filledCells: (count) => (count === 1 ? '1 cell filled.' : `${count} cells filled.`),
  lockedCells: (count) =>
    count === 1 ? '1 locked cell did not change.' : `${count} locked cells did not change.`,
  adding: 'Go with the arrows to where another range begins, then extend it with Shift and the arrows.',
  changedByOthers: (count) => `${count} cells of the selection were just changed by somebody else.`,
};
