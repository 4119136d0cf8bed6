// What just happened, as a sentence of the status line.
import type { DocumentContent } from '#lib/document/read.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import type { Notice } from '#lib/state/workspace.svelte.ts';
import { stepLabel } from './step-label.ts';

export function isRefusal(notice: Notice): boolean {
  return notice.type === 'command' ? notice.code !== null : notice.problem !== null;
}

export function noticeSentence(notice: Notice, content: DocumentContent, messages: Messages): string {
  if (notice.type === 'command') {
    const words = messages.workspace.notice;
    return notice.code === null
      ? words[notice.command](notice.label)
      : words.refused(notice.label, messages.errors[notice.code]);
  }
  const words = messages.undo;
  const { direction, step, problem } = notice;
  if (step === null) return direction === 'undo' ? words.nothingToUndo : words.nothingToRedo;
  const label = stepLabel(step, content, messages);
  if (problem === null) return direction === 'undo' ? words.undone(label) : words.redone(label);
  return words.refused(
    label,
    problem.type === 'lock' ? messages.workspace.locks[problem.lock] : messages.errors[problem.code],
  );
}
