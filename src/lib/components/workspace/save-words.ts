// The save state as a sentence, the same in the header, the page's title and the live region.
import { formatTime } from '#lib/i18n/date-format.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import type { SaveState } from '#lib/sync/session.ts';

export function saveWords(save: SaveState, words: Messages['workspace']['save']): string {
  switch (save.state) {
    case 'opening':
      return words.opening;
    case 'saved':
      return words.saved;
    case 'saving':
      return save.total === null
        ? words.saving(save.count)
        : // The one that is being sent counts: the last says « 210 sur 210 ».
          words.sending(Math.min(save.total - save.count + 1, save.total), save.total);
    case 'offline':
      return words.offline(save.count, formatTime(save.since));
    case 'read_only':
      return words.read_only(save.count);
    case 'ended':
      return words.ended;
    default:
      return save satisfies never;
  }
}
