// English sentences of the area « find ».
import type { find as source } from '../fr/find.ts';

const cells = (count: number): string => (count === 1 ? '1 cell' : `${count} cells`);

export const find: typeof source = {
  title: 'Find',
  replaceTitle: 'Find and replace',
  query: 'Find',
  by: 'Replace by',
  count: (at, all) => `${at} of ${all}`,
  none: 'No match',
  previous: 'Previous match (Shift+Enter)',
  next: 'Next match (Enter)',
  close: 'Close (Esc)',
  exact: 'Case and accents',
  wholeCell: 'Whole cell',
  inSelection: 'In the selection',
  replace: 'Replace',
  replaceIn: (count) => `Replace in ${cells(count)}`,
  replaceOf: (cell) => `Replace in ${cell}`,
  replaced: (count) => `${cells(count)} replaced.`,
  nothing: 'No cell to replace',
  preview: 'What would be replaced',
  cell: 'Cell',
  before: 'Before',
  after: 'After',
  empty: 'empty',
  more: (count) => `and ${cells(count)} more`,
};
