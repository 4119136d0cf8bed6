// English sentences of the area « formula help ». Names of functions, arguments, rows and columns stay French.
import type { formulaHelp as source } from '../fr/formula-help.ts';

export const formulaHelp: typeof source = {
  title: 'Help on formulas',
  intro:
    'A formula computes a cell from other cells. If you can write one in a spreadsheet, only one thing is new: here a cell goes by its name, not by an address such as A1. Formulas are written in French in both languages of Trame.',
  contents: 'Contents',
  formula: 'Formula',
  result: 'Result',
  meaning: 'What it does',

  start: {
    title: 'Writing a formula',
    text: [
      'Type `=` in a cell that can be edited, or in the bar above the table, then the calculation. Enter saves it, Esc drops it.',
      'While you write, Trame offers functions, rows and columns: the arrows choose, Tab inserts. The bar shows the whole formula as soon as its cell is active.',
      'The result counts in totals as a typed number does. In the cell, a small `=` recalls that it is computed.',
      "To write a text that begins with the equals sign, type an apostrophe first: `'=P104` is a text.",
    ],
  },
  signs: {
    title: 'Signs, numbers and texts',
    text: [
      'Signs are computed in the order of this table, as in Excel; of equal strength, from left to right. Parentheses come before everything. × ÷ − ≤ ≥ ≠ are read too.',
      'A comma comes before the decimals, a semicolon between the arguments of a function, straight quotation marks around a text. A quotation mark inside a text is doubled.',
      'VRAI (true) and FAUX (false) are written without quotation marks. A rate or a percentage is a fraction in a formula, as in Excel.',
    ],
    sign: 'Sign',
    operators: {
      sign: 'Sign of a number, before the power',
      percent: 'Per cent',
      '^': 'Power',
      '*': 'Multiply, divide',
      '+': 'Add, subtract',
      '&': 'Put texts end to end',
      '=': 'Compare: equal, different, smaller, greater',
    },
  },
  cells: {
    title: 'Naming cells',
    text: [
      'With the mouse, click a cell: its name is written into the formula. A click on a header or on the total row names the whole column.',
      'With the keyboard, type a sign, then go to the cell with the arrows. F2 gives the arrows back to the text.',
      'By names: `[Subvention P104]` is the cell of the same row, `Fiche 3[Subvention P104]` that of action 3, `SOMME([Subvention P104])` the sum of the whole column. A row whose name holds more than words and figures also stands in brackets.',
      'A function that takes several values reads `[Subvention P104]` as the whole column: all rows that are not archived. For the cell of the row alone, add an at sign: `[@Subvention P104]`.',
      'If two rows have the same name, click the right one.',
    ],
    sample: (row) =>
      `The examples of this page read this small plan. Unless said otherwise, they are written in the row ${row}.`,
    row: 'Row',
    emptyCell: 'empty',
    inRow: (row) => `in the row ${row}`,
  },
  stable: {
    title: 'Nothing shifts',
    text: [
      'Sorting, filtering, inserting, moving or archiving rows does not change what a formula reads. An archived row leaves whole columns, as it leaves the totals; a formula that names it still reads it.',
      'When you copy or fill a formula, what it reads on its own row follows to the new row. A named row never moves.',
      'A planned cell reads planned cells only: what is signed must not move with what is reached or spent. Follow-up cells read everything.',
    ],
  },
  blanks: {
    title: 'Empty cells, texts and rounding',
    text: [
      'An empty cell counts as 0 in a calculation, and a small grey corner says so. MOYENNE, MIN, MAX and NB pass over the empty cells of a column.',
      'A sum or a mean leaves texts out. The cell then has an asterisk and an amber corner, and its tooltip says how many.',
      'Rounding goes by the digits that you see, as Excel shows them.',
    ],
  },
  problems: {
    title: 'When a formula gives nothing',
    text: [
      'The cell says why in a few words. The status line and the tooltip give the whole sentence and name the cells concerned. No total is emptied by it.',
    ],
    says: 'What the cell says',
    means: 'What it means',
    todo: 'What to do',
    advice: {
      unreadable: 'Another program wrote it. Open the cell to see what it holds.',
      row_gone: 'Open the cell and click a row of this plan.',
      column_gone:
        'This happens to a formula copied from an indicator to an action. Click a cell of the new row.',
      reads_follow_up: 'Read a planned cell, or write the formula in a follow-up cell.',
      cycle: 'Take the cell itself, and the totals that count it, out of the formula.',
      too_costly: 'Spread the calculation over several cells. The limits are further down.',
      divide_by_empty: 'Fill in the cell that is named, or provide for the case with SI or SIERREUR.',
      divide_by_zero: 'Correct the divisor, or provide for the case with SI or SIERREUR.',
      reads_text:
        'Write a number alone in the cell that is named. A function such as SOMME passes over texts.',
      reads_problem: 'Correct the cell that is named first, or replace its error with SIERREUR.',
      not_found: 'Add the case that is missing, or provide for it with SIERREUR.',
      no_number: 'For example, a negative number has no root.',
      bad_argument: 'For example, a rank is too high, or a text is not inside the other.',
      text_too_long: 'Shorten the texts that are put end to end.',
      gives_no_number: 'Make the formula give a number, or write it in a cell for texts.',
      gives_no_date: 'Make the formula give a date, for example with DATE.',
      gives_no_boolean: 'Make the formula give VRAI or FAUX.',
    },
  },
  mistakes: {
    title: 'When a formula cannot be read',
    text: [
      'Enter then stays in the cell, says why and shows the place. Parentheses that are only left open are closed for you. If you leave the cell with the mouse, the text is kept and marked, and nothing is computed.',
    ],
    typed: 'What you type',
    says: 'What Trame says',
  },
  limits: {
    title: 'Limits',
    text: [
      'Beyond them the formula is refused or not computed, and Trame says why. A calculation that takes too long is stopped likewise. The rest of the plan is up to date.',
    ],
    formulas: 'Formulas in one plan',
    cellsOfFormula: 'Cells read by one formula',
    cellsOfPlan: 'Cells read by all formulas of one plan',
    length: 'Characters of a stored formula',
    depth: 'Parentheses inside one another',
    parts: 'Parts of one formula: numbers, texts, cells, signs, functions',
    arguments: 'Arguments of one function',
    textResult: 'Characters of a text that is obtained',
  },
  functions: {
    title: 'Functions',
    text: [
      'The French names are those of Excel. English names are understood too, in capitals or small letters, with or without accents.',
      'Three dots say that the last arguments can be given several times.',
    ],
    absent: (names) =>
      `There is no ${names} here: a formula knows no positions, gives one value only, and a figure of the plan does not change with nobody’s hand on it.`,
    search: 'Search for a function',
    searchHint: 'Its name, or what it does',
    shown: (shown, all) => (shown === all ? `${all} functions.` : `${shown} of ${all} functions.`),
    none: 'No function answers this search. Try another word, such as “sum” or “date”.',
    also: (names) => `also ${names}`,
    optional: (names) => `optional: ${names}`,
    categories: {
      math: 'Calculation',
      statistics: 'Counting and comparing',
      logic: 'Logic',
      text: 'Text',
      date: 'Dates',
      information: 'Nature of a value',
    },
  },

  examples: {
    start: {
      arithmetic: 'A simple calculation',
      decimals: 'Numbers with decimals',
      rate: 'A tenth of the grant of the row',
      call: 'A function and its arguments',
    },
    cells: {
      thisRow: 'The cell of the same row',
      namedRow: 'That of a named row',
      column: 'The whole column',
      share: 'The share of the row in the column',
      thisRowOnly: 'Two cells of the same row, not two columns',
      otherRow: 'A difference between two rows',
    },
    stable: {
      written: 'As it is written',
      copied: 'Copied further down: the same row has followed',
      named: 'A named row',
      namedCopied: 'Copied further down: the named row has not moved',
    },
    blanks: {
      empty: 'The empty cell counts as 0',
      mean: 'A mean passes over the empty cell',
      text: 'The sum leaves a text out',
      rounded: 'Rounded by the digits that you see',
      exact: '0,1 and 0,2 do make 0,3',
      nothing: 'A cell left empty',
    },
  },
};
