// What the help page says of formulas is what the engine gives on its small plan.
import { describe, expect, it } from 'vitest';
import { exampleContent, testRowId } from '../../../../tests/helpers/example-content.ts';
import { give } from '../../../../tests/helpers/formula-plan.ts';
import { type CellKey, cellKey, columnId } from '../../contract/ids.ts';
import type { DocumentContent } from '../../document/read.ts';
import { messagesFor } from '../../i18n/messages.ts';
import { errorSentence } from './assist/error-sentence.ts';
import type { FormulaErrorCode } from './formula-error.ts';
import { storedFormula } from './formula-text.ts';
import { findFunction } from './function-lookup.ts';
import { formulaFunctions } from './functions.ts';
import {
  absentFunctions,
  exampleCells,
  type FormulaExample,
  functionExamples,
  mistakeExamples,
  operatorExamples,
  problemExamples,
  samplePlan,
  sectionExamples,
} from './help-examples.ts';
import { planNames } from './plan-names.ts';
import { signRanks } from './sign-ranks.ts';
import { binaryStrength } from './tree.ts';

const rowOf = (fiche: number) => testRowId(fiche * 1000);

const sample: DocumentContent = {
  plan: exampleContent().plan,
  rows: new Map(
    samplePlan.fiches.map(({ number }, position) => [
      rowOf(number),
      {
        kind: 'fiche',
        id: rowOf(number),
        position,
        number,
        axis: 1,
        title: '',
        organisationIds: [],
        archived: false,
        originRowId: null,
      },
    ]),
  ),
  cells: new Map(
    samplePlan.fiches.flatMap(({ number, cells }) =>
      Object.entries(cells).map(([column, typed]) => [cellKey(rowOf(number), columnId(column)), typed]),
    ),
  ),
};

function placeOf({ cell = 'count', fiche = samplePlan.fiche }: Partial<FormulaExample>): CellKey {
  return cellKey(rowOf(fiche), columnId(exampleCells[cell]));
}

function check(example: FormulaExample): void {
  const given = give(sample, placeOf(example), example.formula);
  expect(given.problem).toBeNull();
  expect(given.value).toBe(example.result);
  expect(given.empty).toHaveLength(example.empty ?? 0);
  expect(given.ignored).toHaveLength(example.ignored ?? 0);
}

it.each(formulaFunctions.map(({ name, frenchName }) => [frenchName, name] as const))(
  'FO98 %s gives in a plan what its example on the help page says, and what Excel gives',
  (frenchName, name) => {
    const example = functionExamples[name];
    expect(example.formula).toContain(`${frenchName}(`);
    check(example);
  },
);

it('FO98 the functions that are said to be absent are', () => {
  expect(absentFunctions.filter((name) => findFunction(name) !== null)).toEqual([]);
});

const examples = [
  ...Object.entries(operatorExamples).map(([key, example]) => [`sign ${key}`, example] as const),
  ...Object.entries(sectionExamples).flatMap(([section, list]) =>
    Object.entries(list).map(([key, example]) => [`${section} ${key}`, example as FormulaExample] as const),
  ),
];
it.each(examples)('FO99 the help page tells the truth: %s', (_, example) => {
  check(example);
});

it('FO99 the table of signs has every sign, strongest first', () => {
  const signs = signRanks.flatMap((rank) => rank.signs);
  expect(signs.slice(2).toSorted()).toEqual([...Object.keys(binaryStrength), '%'].toSorted());
  expect(signRanks.map(({ key }) => key)).toEqual(['sign', 'percent', '^', '*', '+', '&', '=']);
});

it('FO99 the columns of the small plan go by the names that are printed above them', () => {
  const names = planNames(sample, { rowId: rowOf(samplePlan.fiche), columnId: columnId(exampleCells.count) });
  for (const { id, name } of samplePlan.columns)
    expect(names.columnName({ kind: 'this_row' }, columnId(id))).toBe(name);
});

it.each(Object.entries(problemExamples))('FO110 a formula with the problem %s', (code, written) => {
  expect(give(sample, placeOf(written), written.formula).problem?.code).toBe(code);
});

describe('FO110 formulas that cannot be read', () => {
  const names = planNames(sample, { rowId: rowOf(samplePlan.fiche), columnId: columnId(exampleCells.count) });
  const words = messagesFor('fr').formulas;

  it.each(mistakeExamples.map((one) => [one.formula, one] as const))('FO110 %s', (formula, mistake) => {
    const read = storedFormula(formula, names);
    if (read.ok) throw new Error(`${formula} can be read`);
    expect(read.error.code).toBe(mistake.code);
    expect(errorSentence(read.error, names, words)).toBe(
      words.errors[mistake.code](mistake.word, mistake.nearest),
    );
  });

  it('FO110 every way to be unreadable is shown, but for those with a reason not to be', () => {
    const unshown: readonly FormulaErrorCode[] = [
      'not_formula', // it would be a text
      'too_long', // these three stand among the limits
      'too_deep',
      'too_many_parts',
      'missing_parenthesis', // Enter closes it
      'ambiguous_row', // the small plan has no two rows of one name; the text tells of it
      'misplaced_column', // nothing typed means it: a bare name is the cell of the row
    ];
    const shown = mistakeExamples.map(({ code }) => code);
    expect([...shown, ...unshown].toSorted()).toEqual(Object.keys(words.errors).toSorted());
  });
});
