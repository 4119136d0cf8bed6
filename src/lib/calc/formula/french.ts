// Formulas as people write and read them: French names, `;`, decimal comma, names in brackets. `parseFrench` and `formatFrench`
// are a pair: what one writes, the other reads as the same tree, whatever the names are.
import { foldText } from '../../contract/fold-text.ts';
import { type ColumnId, isColumnId, isRowId, type RowId } from '../../contract/ids.ts';
import { encodeFormula } from './canonical.ts';
import type { FormulaReading } from './formula-error.ts';
import { type FormulaNames, scopeOf } from './formula-names.ts';
import { canonicalFunction, findFunction } from './function-lookup.ts';
import { type ReferenceProblem, parseTokens } from './syntax.ts';
import { type NamedReference, readTokens } from './tokens.ts';
import { type FormulaTree, maxFormulaLength, type Reference } from './tree.ts';
import { writeTree } from './write-tree.ts';

const booleans: Readonly<Record<string, boolean>> = {
  vrai: true,
  true: true,
  faux: false,
  false: false,
};

export function parseFrench(typed: string, names: FormulaNames): FormulaReading<FormulaTree> {
  const reading = parseTokens(readTokens(typed), typed.length, {
    functionOf: findFunction,
    booleanOf: (word) => booleans[foldText(word)] ?? null,
    referenceOf: (named, isColumnPlace) => findReference(named, isColumnPlace, names),
  });
  // Ids are longer than names: a short text may need more room than its cell has.
  if (reading.ok && encodeFormula(reading.value).length > maxFormulaLength)
    return {
      ok: false,
      error: { code: 'too_long', start: 0, end: typed.length, word: '' },
    };
  return reading;
}

export function formatFrench(tree: FormulaTree, names: FormulaNames): string {
  return writeTree(tree, {
    separator: ';',
    number: (digits) => digits.replace('.', ','),
    boolean: (value) => (value ? 'VRAI' : 'FAUX'),
    functionName: (name) => canonicalFunction(name)?.frenchName ?? name,
    reference: (reference, isColumnPlace) => formatReference(reference, isColumnPlace, names),
  });
}

export function findReference(
  named: NamedReference,
  isColumnPlace: boolean,
  names: FormulaNames,
): Reference | ReferenceProblem {
  if (named.row === null) {
    const kind = isColumnPlace && !named.isThisRow ? 'column' : 'this_row';
    const column = findColumn({ kind }, named.column, names);
    return typeof column === 'string' ? { kind, columnId: column } : column;
  }
  const row = findRow(named.row, names);
  if (typeof row !== 'string') return row;
  const column = findColumn({ kind: 'row', rowId: row }, named.column, names);
  return typeof column === 'string' ? { kind: 'row', rowId: row, columnId: column } : column;
}

function findRow(name: string, names: FormulaNames): RowId | ReferenceProblem {
  const id = name.slice(1);
  if (name.startsWith('#') && isRowId(id)) return id;
  const [first, ...others] = names.findRows(name);
  if (first === undefined) return { code: 'unknown_row', word: name };
  return others.length === 0 ? first : { code: 'ambiguous_row', word: name };
}

function findColumn(
  scope: Parameters<FormulaNames['findColumns']>[0],
  name: string,
  names: FormulaNames,
): ColumnId | ReferenceProblem {
  const id = name.slice(1);
  if (name.startsWith('#') && isColumnId(id)) return id;
  const [first, ...others] = names.findColumns(scope, name);
  if (first === undefined) return { code: 'unknown_column', word: name };
  return others.length === 0 ? first : { code: 'ambiguous_column', word: name };
}

/** Read as a row's name without brackets; the same words as in tokens.ts, with plain spaces. */
const bareRowName = /^[\p{L}_][\p{L}\p{M}\p{N}_.°]*(?: [\p{L}\p{M}\p{N}_.°]+){0,7}$/u;

export function formatReference(reference: Reference, isColumnPlace: boolean, names: FormulaNames): string {
  const column = columnText(reference, names);
  if (reference.kind === 'row') return `${formatRow(reference.rowId, names)}${inBrackets(column)}`;
  if (reference.kind === 'this_row' && isColumnPlace) return inBrackets(`@${column}`);
  // A bare name that begins with @ would be read as the sign of this row.
  return inBrackets(column.startsWith('@') ? ` ${column}` : column);
}

export function formatRow(rowId: RowId, names: FormulaNames): string {
  const name = names.rowName(rowId)?.trim() ?? '';
  const found = name === '' ? rowId : findRow(name, names);
  // A name that leads elsewhere, or nowhere, would change the meaning when the formula is opened and left.
  if (name === '' || found !== rowId) return inBrackets(`#${rowId}`);
  return bareRowName.test(name) ? name : inBrackets(name);
}

function columnText(reference: Reference, names: FormulaNames): string {
  const scope = scopeOf(reference);
  const name = names.columnName(scope, reference.columnId)?.trim() ?? '';
  const isFound = name !== '' && findColumn(scope, name, names) === reference.columnId;
  return isFound ? name : `#${reference.columnId}`;
}

function inBrackets(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}
