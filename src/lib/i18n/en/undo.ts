// English sentences of the area « undo ».
import type { Messages } from '../messages.ts';

export const undo: Messages['undo'] = {};
