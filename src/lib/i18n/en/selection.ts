// English sentences of the area « selection ».
import type { Messages } from '../messages.ts';

export const selection: Messages['selection'] = {};
