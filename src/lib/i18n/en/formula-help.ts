// English sentences of the help page on formulas. Formulas and figures stay French (design D10).
import type { Messages } from '../messages.ts';

export const formulaHelp: Messages['formulaHelp'] = {
  title: 'Writing formulas',
  intro:
    'A cell that begins with = is computed by itself. If you know Excel, you know almost everything already; here is what differs.',
  link: 'Help on formulas',
  contents: 'Contents',
  basics: {
    title: 'The essentials',
    meanings: [
      'A cell of the same row, by the name of its column. The comma is decimal.',
      'That cell of action 3, wherever the action stands.',
      'The whole column, over all actions of the plan.',
      'Arguments are separated by a semicolon.',
      'Rounding goes by what you see, as in Excel.',
      'A text stands in straight quotes, and & puts texts together.',
    ],
    operators:
      'Operators: + − * / ^ % and &, comparisons = <> < <= > >=. English names of functions are read too.',
  },
  pointing: {
    title: 'Pointing at a cell',
    points: [
      'Type =, then click a cell: its name is written into the formula, and it is framed in its colour.',
      'Right after = or an operator the arrows point too. F2 gives the arrows back to the text.',
      'A click on a column header or on the total means the whole column.',
      'While you type, a list offers functions, columns and rows. Tab inserts, Escape closes the list.',
    ],
  },
  meaning: {
    title: 'What does not move',
    points: [
      'Sorting, filtering, inserting, moving or archiving rows never changes what a formula means, for you or for others.',
      'A reference to the same row follows the formula when it is copied. A named row stays the same.',
      'A planned cell reads planned cells only. The follow-up (spent, achieved) may read everything.',
      'An empty cell counts as 0, and a quiet mark says so. A text is left out of a sum.',
      'Percents are fractions in a calculation, as in Excel: 5 % is 0,05.',
      'To write a text that begins with =, type an apostrophe before it.',
    ],
    limits: (formulas, cells) =>
      `A plan may have ${formulas} formulas, and each may read ${cells} cells. Beyond that the formula is stopped and says so.`,
  },
  problems: {
    title: 'When a formula gives nothing',
    shown: 'The cell shows',
    means: 'What it means',
  },
  functions: {
    title: (count) => `The ${count} functions`,
    search: 'Look for a function',
    found: (count) =>
      count === 0 ? 'No function matches.' : count === 1 ? '1 function' : `${count} functions`,
    alsoRead: (names) => `also: ${names}`,
    gives: 'gives',
    optional: 'optional',
    categories: {
      math: 'Arithmetic',
      statistics: 'Statistics',
      logic: 'Logic',
      text: 'Text',
      date: 'Dates',
      information: 'Information',
    },
    exampleNote: 'Examples are computed in action 2 of the Metz example plan.',
  },
};
