// English sentences of the area « clipboard ».
import type { Messages } from '../messages.ts';

export const clipboard: Messages['clipboard'] = {};
