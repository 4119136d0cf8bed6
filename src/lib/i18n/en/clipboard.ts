// English sentences of the area « clipboard ».
import type { Messages } from '../messages.ts';

export const clipboard: Messages['clipboard'] = {
  copied: (cells) => (cells === 1 ? '1 cell copied.' : `${cells} cells copied.`),
  ranges: 'These ranges cannot be copied together: choose ranges on the same rows or in the same columns.',
};
