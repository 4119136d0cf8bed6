// English sentences of the area « errors ».
import type { errors as French } from '../fr/errors.ts';

export const errors: typeof French = {};
