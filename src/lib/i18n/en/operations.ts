// English sentences of the area « operations ».
import type { operations as French } from '../fr/operations.ts';

export const operations: typeof French = {};
