import { describe, expect, it, test } from 'vitest';
import { cellOf, exampleContent } from '../../../../tests/helpers/example-content.ts';
import { give } from '../../../../tests/helpers/formula-plan.ts';
import { messagesFor } from '../../i18n/messages.ts';
import { formulaFunctions } from './functions.ts';
import { helpBasics, helpExamples } from './help-examples.ts';

const metz = exampleContent();
/** A cell of words shows whatever a formula gives. */
const cell = cellOf(metz, 2, 'p104@comment');

describe('the examples of the help page', () => {
  test('FO98 every function has one, and it calls that function', () => {
    expect(Object.keys(helpExamples).toSorted()).toEqual(formulaFunctions.map(({ name }) => name).toSorted());
    for (const { name, frenchName } of formulaFunctions)
      expect(helpExamples[name]?.formula, name).toContain(`${frenchName}(`);
  });

  it.each([...Object.values(helpExamples), ...helpBasics])('FO98 $formula gives $result', (example) => {
    expect(give(metz, cell, example.formula)).toMatchObject({ value: example.result, problem: null });
  });

  test('FO99 every function is described in both languages, every first step in both', () => {
    const { functions, formulaHelp } = messagesFor('en');
    expect(Object.keys(functions).toSorted()).toEqual(formulaFunctions.map(({ name }) => name).toSorted());
    for (const words of [formulaHelp, messagesFor('fr').formulaHelp])
      expect(words.basics.meanings).toHaveLength(helpBasics.length);
  });
});
