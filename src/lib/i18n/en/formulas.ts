// English sentences of the area « formulas ». Functions and columns keep their French names.
import type { formulas as source } from '../fr/formulas.ts';

const meant = (nearest: string | null): string => (nearest === null ? '' : ` Did you mean ${nearest}?`);
const at = (cells: string): string => (cells === '' ? '.' : `: ${cells}.`);

export const formulas: typeof source = {
  errors: {
    not_formula: () => 'A formula begins with =.',
    too_long: () => 'The formula is too long. Spread the calculation over several cells.',
    too_deep: () => 'The formula nests too many parentheses. Spread the calculation over several cells.',
    too_many_parts: () => 'The formula has too many parts. Spread the calculation over several cells.',
    unknown_character: (word) => `“${word}” has no meaning in a formula. Remove it.`,
    unclosed_text: () => 'The quotation mark " at the end of the text is missing.',
    unclosed_bracket: () => 'The bracket ] at the end of the name is missing.',
    ambiguous_number: (word) =>
      `The number ${word} can be read in two ways. Type 1000 for a thousand, 1,0 for one.`,
    unreadable_number: (word) => `“${word}” is not a number. A comma comes before the decimals.`,
    comma_separator: () => 'Separate arguments with a semicolon, not a comma.',
    missing_operand: () => 'A value is missing here: a number, a cell or a function.',
    missing_operator: () => 'A sign is missing between these two values: +, -, *, / or &.',
    missing_parenthesis: () => 'An open parenthesis is not closed. Add ).',
    unexpected_parenthesis: () => 'This parenthesis closes nothing. Remove it.',
    unexpected_separator: () => 'A semicolon goes only between the arguments of a function.',
    unknown_function: (word, nearest) => `There is no function ${word}.${meant(nearest)}`,
    too_few_arguments: (word) => `The function ${word} lacks arguments.`,
    too_many_arguments: (word) => `The function ${word} has too many arguments.`,
    unknown_word: (word, nearest) =>
      `“${word}” is neither a function nor a cell. Names of columns stand in brackets.${meant(nearest)}`,
    unknown_row: (word, nearest) => `This plan has no row “${word}”.${meant(nearest)}`,
    ambiguous_row: (word) => `Several rows are called “${word}”. Click the right one in the grid.`,
    unknown_column: (word, nearest) => `This row has no column “${word}”.${meant(nearest)}`,
    ambiguous_column: (word) => `Several columns are called “${word}”. Click the right one in the grid.`,
    misplaced_column: () => 'A whole column is read by a function. For example, SOMME([Subvention P104]).',
  },
  problems: {
    unreadable: () => 'This formula cannot be read. Type it again.',
    row_gone: () => 'The formula reads a row that is no longer in this plan. Replace the reference.',
    column_gone: () => 'The formula reads a column that this row does not have. Replace the reference.',
    reads_follow_up: (cells) => `A planned cell cannot read the follow-up${at(cells)}`,
    cycle: (cells) => `This formula reads itself${cells === '' ? '.' : `: ${cells}.`}`,
    too_costly: () => 'The calculation takes too long. Read fewer cells or simplify the formula.',
    divide_by_empty: (cells) => `Division by an empty cell${at(cells)}`,
    divide_by_zero: (cells) => `Division by 0${at(cells)}`,
    reads_text: (cells) => `A text stands where a number is needed${at(cells)}`,
    reads_problem: (cells) => `A cell that is read has no result${at(cells)}`,
    not_found: () => 'The search found nothing. Check the text you look for.',
    no_number: () => 'The result is not a possible number. Check the values that are read.',
    bad_argument: () => 'An argument is not possible for its function. Check the values that are read.',
    text_too_long: () => 'The resulting text is too long for a cell.',
    gives_no_number: () => 'This cell needs a number, and the formula gives something else.',
    gives_no_date: () => 'This cell needs a date, and the formula gives something else.',
    gives_no_boolean: () => 'This cell needs yes or no, and the formula gives something else.',
  },
  empty: (count) => (count === 1 ? '1 empty cell counts as 0.' : `${count} empty cells count as 0.`),
  ignored: (count) =>
    count === 1
      ? '1 text is left out of the calculation.'
      : `${count} texts are left out of the calculation.`,
};
