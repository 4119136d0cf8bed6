// English sentences of the area « reasons ».
import type { reasons as French } from '../fr/reasons.ts';

export const reasons: typeof French = {};
