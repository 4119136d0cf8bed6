// The save state as a sentence, the same in the header, the page's title and the live region.
import type { Messages } from '#lib/i18n/messages.ts';
import type { SaveState } from '#lib/sync/session.ts';

export function saveWords(save: SaveState, words: Messages['workspace']['save']): string {
  switch (save.state) {
    case 'opening':
      return words.opening;
    case 'saved':
      return words.saved;
    case 'saving':
      return words.saving(save.count);
    case 'offline':
      return words.offline(save.count);
    case 'read_only':
      return words.read_only(save.count);
    case 'ended':
      return words.ended;
    default:
      return save satisfies never;
  }
}
