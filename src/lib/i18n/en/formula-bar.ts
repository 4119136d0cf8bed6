// English sentences of the area « formula bar ».
import type { formulaBar as source } from '../fr/formula-bar.ts';

export const formulaBar: typeof source = {
  label: 'Content of the cell',
  empty: 'No active cell',
  field: (cell) => `Content of ${cell}`,
  help: 'Help on formulas (new tab)',
  suggestions: 'Suggestions',
  keysOfList: '↑ ↓ to choose, Tab to insert, Esc to close the list',
  keysOfPicking: 'Click a cell, a header or the total to add it to the formula',
};
