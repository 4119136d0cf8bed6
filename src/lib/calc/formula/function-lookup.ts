// Finds a function by any name people may write, and says what each place of a call takes. Knows the table, not the syntax.
import { foldText } from '../../contract/fold-text.ts';
import { type ArgumentKind, type FormulaFunction, formulaFunctions } from './functions.ts';

const byEnglishName = new Map<string, FormulaFunction>(formulaFunctions.map((one) => [one.name, one]));
const byAnyName = new Map(
  formulaFunctions.flatMap((one) =>
    [one.name, one.frenchName, ...one.aliases].map((name) => [foldText(name), one] as const),
  ),
);

/** By its French, English or other name, in any case, with or without accents. */
export function findFunction(word: string): FormulaFunction | null {
  return byAnyName.get(foldText(word)) ?? null;
}

/** By its English name as stored, exactly. */
export function canonicalFunction(name: string): FormulaFunction | null {
  return byEnglishName.get(name) ?? null;
}

/** What the argument at `index`, counted from 0, takes; groups of arguments given again take what the first group does. */
export function argumentKind(one: FormulaFunction, index: number): ArgumentKind {
  const count = one.arguments.length;
  const place =
    index < count || one.repeats === 0 ? index : count - one.repeats + ((index - count) % one.repeats);
  return one.arguments[place]?.takes ?? 'value';
}

/** Null when a call may have so many arguments; a group that is begun must be finished. */
export function argumentCountProblem(
  one: FormulaFunction,
  count: number,
): 'too_few_arguments' | 'too_many_arguments' | null {
  if (count < one.minArguments) return 'too_few_arguments';
  if (count > one.maxArguments) return 'too_many_arguments';
  const beyond = count - one.arguments.length;
  return beyond > 0 && beyond % one.repeats !== 0 ? 'too_few_arguments' : null;
}
