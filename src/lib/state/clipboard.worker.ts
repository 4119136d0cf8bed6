// Entry of the worker that reads what other programs put on the clipboard: the screen never waits for a large table.
import { readClipboard } from '../grid/clipboard/read-clipboard.ts';
import type { ClipboardAnswer, ClipboardQuestion } from './clipboard-reader.ts';

self.onmessage = ({ data }: MessageEvent<ClipboardQuestion>) => {
  const reading = readClipboard(data.flavours, data.valuesOnly);
  self.postMessage({ id: data.id, reading } satisfies ClipboardAnswer);
};
