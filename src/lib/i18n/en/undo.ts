// English sentences of the area « undo ».
import type { undo as source } from '../fr/undo.ts';

const cells = (count: number): string => (count === 1 ? '1 cell' : `${count} cells`);
const quoted = (text: string): string => `“${text}”`;

export const undo: typeof source = {
  undo: 'Undo',
  redo: 'Redo',
  undoList: 'Undo several steps',
  redoList: 'Redo several steps',
  next: (verb, step) => `${verb}: ${step}`,
  nothingToUndo: 'Nothing to undo.',
  nothingToRedo: 'Nothing to redo.',
  undone: (step) => `Undone: ${step}`,
  redone: (step) => `Redone: ${step}`,
  refused: (step, why) => `${step}: ${why}`,
  steps: {
    action: (number) => `Action ${number}`,
    typing: (text) => `Type ${quoted(text)}`,
    clear: (count) => `Clear ${cells(count)}`,
    cut: (count) => `Cut ${cells(count)}`,
    paste: (count) => `Paste ${cells(count)}`,
    fill: (count) => `Fill ${cells(count)}`,
    restore: (count) => `Put ${cells(count)} back as before`,
    replace: (count) => `Replace in ${cells(count)}`,
    today: 'Today’s date',
    resolve: 'Choose my value',
    reapply: 'Make an edit again',
    'fiche.add': (label) => `Add action ${quoted(label)}`,
    'indicator.add': (label) => `Add indicator ${quoted(label)}`,
    'row.rename': (label) => `Rename to ${quoted(label)}`,
    'indicator.aggregate': (label) => `Change the whole plan of ${quoted(label)}`,
    'row.move': (label) => `Move ${quoted(label)}`,
    'row.archive': (label) => `Archive ${quoted(label)}`,
    'row.restore': (label) => `Restore ${quoted(label)}`,
    'fiche.assign': (label) => `Change the carriers of ${quoted(label)}`,
    'fiche.close': (label) => `Close ${quoted(label)}`,
    'fiche.reopen': (label) => `Reopen ${quoted(label)}`,
    withRows: (step, count) => (count === 1 ? `${step}, 1 row added` : `${step}, ${count} rows added`),
    withRowChanges: (step, count) =>
      count === 1 ? `${step}, 1 row changed` : `${step}, ${count} rows changed`,
    inCell: (step, cell) => `${step} · ${cell}`,
  },
  question: {
    undo: 'Undo?',
    redo: 'Redo?',
    close: 'Close',
    text: (step, count) =>
      count === 1
        ? `${step}. One cell has changed since. What should become of its present value?`
        : `${step}. ${count} cells have changed since. What should become of their present values?`,
    cell: 'Cell',
    present: 'Present value',
    next: 'Would be put back',
    by: 'Changed by',
    you: 'you',
    someone: 'somebody else',
    empty: 'empty',
    more: (count) => `and ${cells(count)} more`,
    keep: 'Keep the present values',
    restore: 'Put the old ones back',
    cancel: 'Do nothing',
  },
};
