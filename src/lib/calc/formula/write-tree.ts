// Writes a tree as text, with parentheses only where the meaning needs them. The dialect says how its words look; the French and
// the stored form differ in nothing else.
import { decimalOf, writtenOut } from '../../contract/decimal.ts';
import { argumentKind, canonicalFunction } from './function-lookup.ts';
import {
  binaryStrength,
  type FormulaTree,
  isReference,
  percentStrength,
  type Reference,
  signStrength,
} from './tree.ts';

export interface Dialect {
  readonly separator: string;
  /** `digits` has a decimal dot, if any. */
  number(digits: string): string;
  boolean(value: boolean): string;
  functionName(name: string): string;
  /** `isColumnPlace`: it is the whole argument of a function that takes columns there. */
  reference(reference: Reference, isColumnPlace: boolean): string;
}

const primaryStrength = 8;

/** The whole formula, `=` included. */
export function writeTree(tree: FormulaTree, dialect: Dialect): string {
  return `=${write(tree, dialect)}`;
}

function write(tree: FormulaTree, dialect: Dialect): string {
  if (isReference(tree)) return dialect.reference(tree, false);
  switch (tree.kind) {
    case 'number': {
      const { integer, decimals } = writtenOut(decimalOf(tree.value));
      return dialect.number(decimals === '' ? integer : `${integer}.${decimals}`);
    }
    case 'text':
      return `"${tree.value.replaceAll('"', '""')}"`;
    case 'boolean':
      return dialect.boolean(tree.value);
    case 'sign':
      return `${tree.operator}${operand(tree.operand, signStrength, dialect)}`;
    case 'percent':
      return `${operand(tree.operand, percentStrength, dialect)}%`;
    case 'binary': {
      const strength = binaryStrength[tree.operator];
      // Equals are taken from the left: only the right operand needs parentheses among them.
      return `${operand(tree.left, strength, dialect)}${tree.operator}${operand(tree.right, strength + 1, dialect)}`;
    }
    case 'call': {
      const called = canonicalFunction(tree.name);
      const list = tree.arguments.map((argument, index) =>
        isReference(argument)
          ? dialect.reference(argument, called !== null && argumentKind(called, index) === 'column')
          : write(argument, dialect),
      );
      return `${dialect.functionName(tree.name)}(${list.join(dialect.separator)})`;
    }
    default:
      return tree satisfies never;
  }
}

function operand(tree: FormulaTree, least: number, dialect: Dialect): string {
  const text = write(tree, dialect);
  return strengthOf(tree) < least ? `(${text})` : text;
}

function strengthOf(tree: FormulaTree): number {
  switch (tree.kind) {
    case 'binary':
      return binaryStrength[tree.operator];
    case 'percent':
      return percentStrength;
    case 'sign':
      return signStrength;
    default:
      return primaryStrength;
  }
}
