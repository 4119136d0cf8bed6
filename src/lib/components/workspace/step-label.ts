// What a step of a person's own history is called, in the menu, on its button and in the status line.
import type { DocumentContent } from '#lib/document/read.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import type { Step } from '#lib/sync/step.ts';
import { shortCellTitle } from '#lib/grid/cell-title.ts';

function nameOf({ name, cells }: Step, words: Messages['undo']['steps']): string {
  switch (name) {
    case 'clear':
    case 'cut':
    case 'paste':
    case 'fill':
    case 'replace':
    case 'restore':
      return words[name](cells.length);
    case 'typing': {
      const after = cells[0]?.after ?? null;
      return after === null ? words.clear(1) : words.typing(shortened(String(after)));
    }
    case 'today':
    case 'resolve':
    case 'reapply':
      return words[name];
    // Going over a step is no step of its own.
    case 'undo':
    case 'redo':
    case 'rows':
      return '';
    default:
      return name satisfies never;
  }
}

/** Longer texts are known by how they begin. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > 24 ? `${line.slice(0, 23)}…` : line;
}

export function stepLabel(step: Step, content: DocumentContent, messages: Messages): string {
  const words = messages.undo.steps;
  const [command] = step.commands;
  // What is left of a gesture whose cells are back already, or of a paste that was stopped: its rows.
  if (step.cells.length === 0) {
    if (command === undefined) return '';
    const name = words[command.type](command.label);
    return step.commands.length === 1 ? name : words.withRows(name, step.commands.length - 1);
  }
  const [cell] = step.cells;
  const title =
    step.cells.length === 1 && cell !== undefined ? shortCellTitle(cell.key, content, messages) : null;
  const name = nameOf(step, words);
  const label = title === null ? name : words.inCell(name, title);
  if (step.commands.length === 0) return label;
  const withRows = step.name === 'restore' ? words.withRowChanges : words.withRows;
  return withRows(label, step.commands.length);
}
