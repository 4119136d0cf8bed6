// English sentences of the area « grid ».
import type { grid as French } from '../fr/grid.ts';

export const grid: typeof French = {};
