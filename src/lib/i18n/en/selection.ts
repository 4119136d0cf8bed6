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
  changedByOthers: (count) => `${count} cells of the selection were just changed by somebody else.`,
};
