// How a typed cell that holds a formula reads what the formula gives: a figure or a text that is left out, never an error, so
// that one bad formula empties no total.
import { type CellKind, isNumericKind } from '../contract/kinds.ts';
import { textMarker } from './engine-row.ts';

export function readerOf(kind: CellKind, answer: string): string {
  const text = `"${textMarker}"`;
  if (!isNumericKind(kind) && kind !== 'date') return `=IF(ISERROR(${answer}),${text},${answer})`;
  return `=IF(ISERROR(${answer}),${text},IF(ISNUMBER(${answer}),${answer},IF(${answer}="","",${text})))`;
}
