// English sentences of the area « contracts ».
import type { contracts as French } from '../fr/contracts.ts';

export const contracts: typeof French = {};
