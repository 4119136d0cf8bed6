// Which words after a number are the unit of its cell (docs/typing.md, PA20 to PA26). Knows nothing of numbers.
import { foldText } from './fold-text.ts';
import type { NumericKind } from './kinds.ts';

/** Canonical word -> power of ten that turns the typed number into the cell's. */
type UnitWords = ReadonlyMap<string, number>;

const ownUnits: Partial<Record<NumericKind, UnitWords>> = {
  money: new Map([
    ['€', 0],
    ['euro', 0],
    ['eur', 0],
    ['k€', 3],
    ['keur', 3],
  ]),
  percent: new Map([
    ['%', 0],
    ['pour cent', 0],
    ['pourcent', 0],
  ]),
  hours: new Map([
    ['h', 0],
    ['heure', 0],
  ]),
  duration: new Map([['mois', 0]]),
};

/** Units people write in these forms that no cell has by its kind: enough to say « another unit » rather than « other words ». */
const foreignUnits: ReadonlySet<string> = new Set(
  'an annee semestre trimestre semaine jour j minute min etp etpt personne menage place atelier consultation m€ ‰ $ £ chf k'.split(
    ' ',
  ),
);

/** Folded, singular: « Ménages » and « ménage » are one unit. */
function canonical(unit: string): string {
  return foldText(unit)
    .trim()
    .replace(/\.$/, '')
    .replace(/[a-z]{2,}[sx](?![a-z])/g, (word) => (word === 'mois' ? word : word.slice(0, -1)));
}

/** The power of ten carried by the words after the number, or null when they are not the unit of the cell. */
export function unitExponent(kind: NumericKind, cellUnit: string | null, typedUnit: string): number | null {
  const typed = canonical(typedUnit);
  const cell = cellUnit === null ? '' : canonical(cellUnit);
  if (cell !== '' && typed === cell) return 0;
  const own = ownUnits[kind];
  if (own === undefined) return null;
  // A cell counted in something else than its kind's base unit (k€…) reads that unit alone: no conversion is invented.
  if (cell !== '' && own.get(cell) !== 0 && kind !== 'percent') return null;
  // Case decides: « M€ » is millions, « m€ » could be thousands.
  if (kind === 'money' && typedUnit.trim() === 'M€') return 6;
  return own.get(typed) ?? null;
}

export function isKnownUnit(typedUnit: string): boolean {
  const typed = canonical(typedUnit);
  return foreignUnits.has(typed) || Object.values(ownUnits).some((words) => words.has(typed));
}
