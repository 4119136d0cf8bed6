// English sentences of the area « keys ».
import type { Messages } from '../messages.ts';

export const keys: Messages['keys'] = {};
