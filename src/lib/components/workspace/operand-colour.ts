// The colours of a formula's operands: those of the axes, which read at 7:1 on every surface.
import { referenceColours } from '#lib/calc/formula/assist/coloured-tokens.ts';

export function operandColour(index: number): string {
  return `var(--axis-${(index % referenceColours) + 1}-text)`;
}
