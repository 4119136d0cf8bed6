// English sentences of the area « workspace ».
import type { workspace as French } from '../fr/workspace.ts';

export const workspace: typeof French = {};
