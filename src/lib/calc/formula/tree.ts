// What a formula means, without how it was written: the one shape between French text, stored text and the engine. Parentheses
// are not in it: the writers put them where the meaning needs them.
import type { ColumnId, RowId } from '../../contract/ids.ts';

export type Reference =
  /** The cell of the row that holds the formula; it follows the formula when that is copied. */
  | { readonly kind: 'this_row'; readonly columnId: ColumnId }
  /** That very cell, wherever its row goes. */
  | { readonly kind: 'row'; readonly rowId: RowId; readonly columnId: ColumnId }
  /** Every row of the plan that has the column; only as an argument of a function that takes columns. */
  | { readonly kind: 'column'; readonly columnId: ColumnId };

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '<=' | '>' | '>=';

export type FormulaTree =
  /** Never negative: a sign is a node of its own. */
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | Reference
  | {
      readonly kind: 'sign';
      readonly operator: '-' | '+';
      readonly operand: FormulaTree;
    }
  | { readonly kind: 'percent'; readonly operand: FormulaTree }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: FormulaTree;
      readonly right: FormulaTree;
    }
  /** `name` is the English name of a function of the table. */
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly arguments: readonly FormulaTree[];
    };

/** Each operator's strength: a higher one takes its operands first. All take the left one of two equals first, `^` too. */
export const binaryStrength: Readonly<Record<BinaryOperator, number>> = {
  '=': 1,
  '<>': 1,
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '^': 5,
};
export const percentStrength = 6;
/** Stronger than `^`, as in Excel: -2^2 is 4. */
export const signStrength = 7;

/** Brackets, calls and signs inside one another. Keeps the parser's and every walker's recursion small. */
export const maxDepth = 60;
/** Of one formula; people's longest are about fifty. */
export const maxNodes = 400;
/** Of the text that is stored: what a text cell may hold. */
export const maxFormulaLength = 4_000;
/** Of the text that is typed: names of 500 characters stand where twenty of ids do. */
export const maxTypedLength = 50_000;

export function isReference(tree: FormulaTree): tree is Reference {
  return tree.kind === 'this_row' || tree.kind === 'row' || tree.kind === 'column';
}

/** In the order of reading, repeats included. */
export function referencesOf(tree: FormulaTree): readonly Reference[] {
  if (isReference(tree)) return [tree];
  switch (tree.kind) {
    case 'sign':
    case 'percent':
      return referencesOf(tree.operand);
    case 'binary':
      return [...referencesOf(tree.left), ...referencesOf(tree.right)];
    case 'call':
      return tree.arguments.flatMap(referencesOf);
    default:
      return [];
  }
}
