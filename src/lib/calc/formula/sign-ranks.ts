// The signs of formulas by strength, strongest first, for those who explain them. Reads the strengths that the parser obeys.
import { type BinaryOperator, binaryStrength, percentStrength, signStrength } from './tree.ts';

/** Those that take two operands go by the first of their rank. */
const binaryKeys = ['^', '*', '+', '&', '='] as const satisfies readonly BinaryOperator[];

export interface SignRank {
  readonly key: (typeof binaryKeys)[number] | 'sign' | 'percent';
  readonly signs: readonly string[];
}

export const signRanks: readonly SignRank[] = [
  { key: 'sign' as const, signs: ['-', '+'], strength: signStrength },
  { key: 'percent' as const, signs: ['%'], strength: percentStrength },
  ...binaryKeys.map((key) => ({
    key,
    signs: Object.entries(binaryStrength).flatMap(([sign, strength]) =>
      strength === binaryStrength[key] ? [sign] : [],
    ),
    strength: binaryStrength[key],
  })),
].toSorted((one, other) => other.strength - one.strength);
