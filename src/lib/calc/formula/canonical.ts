// Formulas as they are stored (design: one string, English names, ids for names): `=SUM({*:p104})/{.:cout_total}`. Written by
// `encodeFormula`, read back by `decodeFormula`, which takes nothing for granted: any client may have written the cell.
import { isColumnId, isRowId } from '../../contract/ids.ts';
import type { FormulaReading } from './formula-error.ts';
import { canonicalFunction } from './function-lookup.ts';
import { parseTokens } from './syntax.ts';
import { lexCommon, matchAt, readAll, type TokenContent } from './tokens.ts';
import { type FormulaTree, maxFormulaLength, type Reference } from './tree.ts';
import { writeTree } from './write-tree.ts';

export function encodeFormula(tree: FormulaTree): string {
  return writeTree(tree, {
    separator: ',',
    number: (digits) => digits,
    boolean: (value) => (value ? 'TRUE' : 'FALSE'),
    functionName: (name) => name,
    reference: (reference) => `{${rowPart(reference)}:${reference.columnId}}`,
  });
}

export function decodeFormula(stored: string): FormulaReading<FormulaTree> {
  const end = stored.length;
  if (!stored.startsWith('='))
    return {
      ok: false,
      error: { code: 'not_formula', start: 0, end, word: '' },
    };
  if (end > maxFormulaLength) return { ok: false, error: { code: 'too_long', start: 0, end, word: '' } };
  return parseTokens(readAll(stored, lexStored), end, {
    functionOf: canonicalFunction,
    booleanOf: (word) => (word === 'TRUE' ? true : word === 'FALSE' ? false : null),
    // The lexer below gives ids, never names.
    referenceOf: (named) => ({ code: 'unknown_column', word: named.column }),
  });
}

function rowPart(reference: Reference): string {
  switch (reference.kind) {
    case 'this_row':
      return '.';
    case 'column':
      return '*';
    case 'row':
      return reference.rowId;
    default:
      return reference satisfies never;
  }
}

const figures = /\d+(?:\.\d+)?/y;
const word = /[A-Z][A-Z0-9.]*/y;
const braces = /\{([^{}:]*):([^{}:]*)\}/y;

function lexStored(source: string, at: number): ReturnType<Parameters<typeof readAll>[1]> {
  const common = lexCommon(source, at);
  if (common !== null) return common;
  if (source.charAt(at) === ',') return { content: { kind: 'separator' }, end: at + 1 };
  const number = matchAt(figures, source, at)?.[0];
  if (number !== undefined) {
    const value = Number(number);
    if (!Number.isFinite(value)) return { code: 'unreadable_number', end: at + number.length };
    return { content: { kind: 'number', value }, end: at + number.length };
  }
  const name = matchAt(word, source, at)?.[0];
  if (name !== undefined) return { content: { kind: 'word', word: name }, end: at + name.length };
  const match = matchAt(braces, source, at);
  if (match === null) return { code: 'unknown_character', end: at + 1 };
  const content = resolved(match[1] ?? '', match[2] ?? '');
  const end = at + match[0].length;
  return content === null ? { code: 'unknown_column', end } : { content, end };
}

function resolved(row: string, column: string): TokenContent | null {
  if (!isColumnId(column)) return null;
  if (row === '.')
    return {
      kind: 'resolved',
      reference: { kind: 'this_row', columnId: column },
    };
  if (row === '*')
    return {
      kind: 'resolved',
      reference: { kind: 'column', columnId: column },
    };
  return isRowId(row)
    ? {
        kind: 'resolved',
        reference: { kind: 'row', rowId: row, columnId: column },
      }
    : null;
}
