// What clicking a cell, a header or a total writes into the formula being edited. Null where no operand may stand: the click
// is then an ordinary one.
import type { ColumnId, RowId } from '../../../contract/ids.ts';
import type { FormulaNames } from '../formula-names.ts';
import { formatReference } from '../french.ts';
import { canonicalFunction } from '../function-lookup.ts';
import { readTokens } from '../tokens.ts';
import type { Reference } from '../tree.ts';
import { expectsOperand, isColumnPlace } from './places.ts';

export type PickedPlace =
  | { readonly kind: 'cell'; readonly rowId: RowId; readonly columnId: ColumnId }
  | { readonly kind: 'column'; readonly columnId: ColumnId };

interface Range {
  readonly start: number;
  readonly end: number;
}

export interface EditedFormula {
  readonly text: string;
  readonly caret: number;
  /** What was written: handed back with the next pick, it is replaced. */
  readonly inserted: Range;
}

export interface FormulaBeingEdited {
  readonly text: string;
  readonly caret: number;
  /** Of the row that holds the formula. */
  readonly rowId: RowId;
  /** Of the last pick, while nothing was typed since. */
  readonly inserted: Range | null;
}

export function insertReference(
  edited: FormulaBeingEdited,
  picked: PickedPlace,
  names: FormulaNames,
): EditedFormula | null {
  const { text } = edited;
  const range = rangeOf(edited);
  const before = readTokens(text.slice(0, range.start));
  if (before.error !== null || !expectsOperand(before.tokens)) return null;
  const next = readTokens(`=${text.slice(range.end)}`).tokens[0];
  const isColumn = isColumnPlace(before.tokens, next);
  const written = write(picked, edited.rowId, isColumn, names);
  const end = range.start + written.length;
  return {
    text: text.slice(0, range.start) + written + text.slice(range.end),
    caret: end,
    inserted: { start: range.start, end },
  };
}

/** What the reference takes the place of: the last pick, the reference around or right before the caret, or nothing. */
function rangeOf({ text, caret, inserted }: FormulaBeingEdited): Range {
  if (inserted !== null && inserted.end === caret && inserted.end <= text.length) return inserted;
  const around = readTokens(text).tokens.find(
    ({ kind, start, end }) => kind === 'reference' && start < caret && caret <= end,
  );
  return around ?? { start: caret, end: caret };
}

function write(picked: PickedPlace, ownRow: RowId, isColumn: boolean, names: FormulaNames): string {
  const { columnId } = picked;
  if (picked.kind === 'cell') {
    const reference: Reference =
      picked.rowId === ownRow
        ? { kind: 'this_row', columnId }
        : { kind: 'row', rowId: picked.rowId, columnId };
    return formatReference(reference, isColumn, names);
  }
  const column = formatReference({ kind: 'column', columnId }, true, names);
  return isColumn ? column : `${canonicalFunction('SUM')?.frenchName ?? 'SUM'}(${column})`;
}
