// English sentences of the area « clipboard ».
import type { clipboard as source } from '../fr/clipboard.ts';

const cells = (count: number): string => (count === 1 ? '1 cell' : `${count} cells`);

export const clipboard: typeof source = {
  copied: (count) => `${cells(count)} copied.`,
  cut: (count) => (count === 1 ? '1 cell cut.' : `${count} cells cut.`),
  ranges: 'These ranges cannot be copied together: choose ranges on the same rows or in the same columns.',
  pasted: (count) =>
    count === 0 ? 'Nothing changed: the cells hold these values already.' : `${cells(count)} pasted.`,
  left: (count) => (count === 1 ? '1 value found no place.' : `${count} values found no place.`),
  stopped: (rows) =>
    rows === 1
      ? 'Paste stopped: the indicator created already stays. Ctrl+Z takes it back.'
      : `Paste stopped: the ${rows} indicators created already stay. Ctrl+Z takes them back.`,
  nothing: 'The clipboard holds neither text nor a table to paste.',
  too_large: 'This table is too large to be pasted at once. Paste it in parts.',
  failed: 'The clipboard could not be read, nothing was pasted. Try again.',
  doubts: {
    too_long: (limit) => `This text has more than ${limit} characters.`,
    no_row: 'No row of this table answers to it.',
    no_column: 'No column of this table answers to it.',
    hidden_row: 'Its row is hidden by the filter.',
    gone_row: 'Its row is gone: it has just been archived or hidden.',
    changed: 'Somebody has just written in this cell: look before you replace it.',
    taken: 'Another pasted value goes into the same cell.',
    left_out: 'Left out.',
  },
  preview: {
    title: 'Check before pasting',
    close: 'Close',
    summary: (count) => `${cells(count)} to paste`,
    doubtful: (count) => `${count} to check`,
    none: 'No cell changes',
    hidden: (count) =>
      count === 1
        ? 'One row hidden by the filter stands between the pasted rows: it keeps its values.'
        : `${count} rows hidden by the filter stand between the pasted rows: they keep their values.`,
    startsBelow: 'The chosen cell is a computed total: the values go to the rows after it.',
    unmatched: (headers) => `These columns are not in this table and are not pasted: ${headers}.`,
    match: 'Place the values',
    place: 'from the chosen cell on',
    names: 'by headers and names of rows',
    missing: (count) =>
      count === 1 ? 'Create the missing indicator' : `Create the ${count} missing indicators`,
    missingIn: (label, number) => `${label} (action ${number})`,
    show: 'Show',
    showDoubtful: 'the cells to check',
    showAll: 'all cells',
    cell: 'Cell',
    nowhere: 'No place',
    source: (row, column) => `Row ${row}, column ${column} of the pasted table`,
    now: 'Now',
    next: 'After',
    nextOf: (cell) => `Value pasted into ${cell}`,
    reason: 'Remark',
    include: 'Paste',
    includeOf: (cell) => `Paste ${cell}`,
    empty: 'empty',
    keptAsText: 'Pasted as it is, it stays a text outside the totals.',
    more: (count) => `Show ${cells(count)} more`,
    copyLeft: (count) => `Copy what has no place (${count})`,
    copyLeftDone: 'Copied',
    cancel: 'Paste nothing',
    confirm: (count) => `Paste ${cells(count)}`,
  },
};
