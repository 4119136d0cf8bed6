// What a function does, in the language of the interface: French stands in the table of functions, English in the dictionary.
import type { FormulaFunction } from '#lib/calc/formula/functions.ts';
import type { Messages } from '#lib/i18n/messages.ts';

export function functionDescription({ name, description }: FormulaFunction, messages: Messages): string {
  return messages.functions[name] ?? description;
}
