// English sentences of the area « find ».
import type { Messages } from '../messages.ts';

export const find: Messages['find'] = {};
