// Writes a tree as the engine reads it: the third dialect, with the places of cells in the sheets instead of names. Knows what
// the engine gets wrong (own-functions.ts), not where cells stand: that is asked.
import { decimalOf, writtenOut } from '../../contract/decimal.ts';
import { argumentKind, canonicalFunction } from './function-lookup.ts';
import { engineCriterion } from './own-functions.ts';
import { type FormulaTree, isReference, type Reference } from './tree.ts';

export interface Addresses {
  /** One cell, as one value: `isBare` for functions that ask whether it is empty. */
  cell(reference: Exclude<Reference, { kind: 'column' }>, isBare: boolean): string;
  /** A block of cells. */
  column(reference: Extract<Reference, { kind: 'column' }>): string;
}

/** The engine's own names of these are left alone by nobody: ours stand in for them. */
const replaced: ReadonlySet<string> = new Set([
  'ROUND',
  'ROUNDUP',
  'ROUNDDOWN',
  'TRUNC',
  'INT',
  'COUNTA',
  'COUNTBLANK',
  'ISBLANK',
  'CONCATENATE',
  'SUBSTITUTE',
  'REPLACE',
  'EDATE',
]);

const asksForEmptiness: ReadonlySet<string> = new Set(['ISBLANK', 'COUNTA', 'COUNTBLANK']);

/** How many of their first arguments these read as texts: a number among them is one in French. */
const textArguments: Readonly<Record<string, number>> = {
  LEFT: 1,
  RIGHT: 1,
  MID: 1,
  LEN: 1,
  TRIM: 1,
  UPPER: 1,
  LOWER: 1,
  PROPER: 1,
  FIND: 2,
  SEARCH: 2,
  EXACT: 2,
};

/** Without `=`: the caller puts it into a cell of its own. */
export function compileFormula(tree: FormulaTree, addresses: Addresses): string {
  return `OWN.RESULT(${compile(tree, addresses)})`;
}

function compile(tree: FormulaTree, addresses: Addresses): string {
  switch (tree.kind) {
    case 'number': {
      const { integer, decimals } = writtenOut(decimalOf(tree.value));
      return decimals === '' ? integer : `${integer}.${decimals}`;
    }
    case 'text':
      return compileText(tree.value);
    case 'boolean':
      return tree.value ? 'TRUE()' : 'FALSE()';
    case 'this_row':
    case 'row':
      return addresses.cell(tree, false);
    case 'column':
      return addresses.column(tree);
    case 'sign':
      return `(${tree.operator}${compile(tree.operand, addresses)})`;
    case 'percent':
      return `(${compile(tree.operand, addresses)}/100)`;
    case 'binary': {
      const [left, right] = [compile(tree.left, addresses), compile(tree.right, addresses)];
      return tree.operator === '&'
        ? `OWN.CONCATENATE(${left},${right})`
        : `(${left}${tree.operator}${right})`;
    }
    case 'call':
      return compileCall(tree, addresses);
    default:
      return tree satisfies never;
  }
}

function compileCall(call: Extract<FormulaTree, { kind: 'call' }>, addresses: Addresses): string {
  const { name } = call;
  const called = canonicalFunction(name);
  const list = call.arguments.map((argument, index) => {
    if (isReference(argument) && argument.kind !== 'column')
      return addresses.cell(argument, asksForEmptiness.has(name));
    if (called !== null && argumentKind(called, index) === 'criterion')
      return argument.kind === 'text'
        ? compileText(engineCriterion(argument.value))
        : `OWN.CRITERION(${compile(argument, addresses)})`;
    const compiled = compile(argument, addresses);
    return index < (textArguments[name] ?? 0) ? `OWN.CONCATENATE(${compiled})` : compiled;
  });
  return `${replaced.has(name) ? 'OWN.' : ''}${name}(${list.join(',')})`;
}

/** The engine knows no quotation mark inside a text. */
function compileText(value: string): string {
  const parts = value.split('"').map((part) => `"${part}"`);
  return parts.length === 1 ? (parts[0] ?? '""') : `OWN.CONCATENATE(${parts.join(',CHAR(34),')})`;
}
