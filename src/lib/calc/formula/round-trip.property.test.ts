// Stored and French text against random trees, over plans whose names are as awkward as people's can be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesOf, plan, planNames, rowId, type NamedPlan } from '../../../../tests/helpers/formula-names.ts';
import { columnId } from '../../contract/ids.ts';
import { decodeFormula, encodeFormula } from './canonical.ts';
import { formatFrench, parseFrench } from './french.ts';
import { argumentCountProblem, argumentKind } from './function-lookup.ts';
import { type FormulaFunction, formulaFunctions } from './functions.ts';
import { type BinaryOperator, binaryStrength, type FormulaTree, maxFormulaLength } from './tree.ts';

const columns = [...plan.ficheColumns, ...plan.indicatorColumns].map(([id]) => id);
const rows = plan.rows.map(({ id }) => id);

const reference: fc.Arbitrary<FormulaTree> = fc.oneof(
  fc.record({ kind: fc.constant('this_row' as const), columnId: fc.constantFrom(...columns) }),
  fc.record({
    kind: fc.constant('row' as const),
    // One of them has gone from the plan.
    rowId: fc.constantFrom(...rows, rowId('zzzzzzzzzz')),
    columnId: fc.constantFrom(...columns, columnId('gone')),
  }),
);
const wholeColumn: fc.Arbitrary<FormulaTree> = fc.record({
  kind: fc.constant('column' as const),
  columnId: fc.constantFrom(...columns),
});
const leaf: fc.Arbitrary<FormulaTree> = fc.oneof(
  fc.record({
    kind: fc.constant('number' as const),
    value: fc.oneof(
      fc.nat(),
      fc.double({ min: 1e-9, max: 1e15, noNaN: true }),
      fc.integer({ min: 0, max: 10 ** 7 }).map((cents) => cents / 100),
    ),
  }),
  fc.record({ kind: fc.constant('text' as const), value: fc.string({ maxLength: 8, unit: 'binary' }) }),
  fc.record({
    kind: fc.constant('text' as const),
    value: fc.constantFrom('"', '""', ';', '[x]', '>2,5', '='),
  }),
  fc.record({ kind: fc.constant('boolean' as const), value: fc.boolean() }),
  reference,
);

const operators = Object.keys(binaryStrength) as BinaryOperator[];

function treeOf(depth: number): fc.Arbitrary<FormulaTree> {
  if (depth === 0) return leaf;
  const inner = treeOf(depth - 1);
  return fc.oneof(
    { maxDepth: depth },
    leaf,
    fc.record({
      kind: fc.constant('sign' as const),
      operator: fc.constantFrom('-' as const, '+' as const),
      operand: inner,
    }),
    fc.record({ kind: fc.constant('percent' as const), operand: inner }),
    fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom(...operators),
      left: inner,
      right: inner,
    }),
    fc.constantFrom(...formulaFunctions).chain((one) => callOf(one, inner)),
  );
}

function callOf(one: FormulaFunction, inner: fc.Arbitrary<FormulaTree>): fc.Arbitrary<FormulaTree> {
  const counts = Array.from({ length: 8 }, (_, count) => count).filter(
    (count) => argumentCountProblem(one, count) === null,
  );
  return fc
    .constantFrom(...counts)
    .chain((count) =>
      fc.tuple(
        ...Array.from({ length: count }, (_, index) =>
          argumentKind(one, index) === 'column' ? fc.oneof(wholeColumn, inner) : inner,
        ),
      ),
    )
    .map((list) => ({ kind: 'call', name: one.name, arguments: list }));
}

const tree = treeOf(4).filter((one) => encodeFormula(one).length <= maxFormulaLength);

const awkwardName = fc.oneof(
  fc.string({ maxLength: 12, unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        'Fiche',
        '3',
        ' ',
        '\u00a0',
        '[',
        ']',
        '@',
        '#',
        "'",
        '’',
        ';',
        '"',
        '-',
        'É',
        '.',
        '°',
      ),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join('')),
  fc.constantFrom('Fiche 3', '#p104', '@p104', '#0000000003', 'VRAI', 'SOMME', ''),
);

const awkwardPlan: fc.Arbitrary<NamedPlan> = fc
  .record({
    rowNames: fc.array(awkwardName, { minLength: rows.length, maxLength: rows.length }),
    columnNames: fc.array(awkwardName, { minLength: columns.length, maxLength: columns.length }),
  })
  .map(({ rowNames, columnNames }) => ({
    rows: plan.rows.map((row, index) => ({ ...row, names: [rowNames[index] ?? ''] })),
    ficheColumns: plan.ficheColumns.map(([id], index) => [id, columnNames[index] ?? ''] as const),
    indicatorColumns: plan.indicatorColumns.map(
      ([id], index) => [id, columnNames[plan.ficheColumns.length + index] ?? ''] as const,
    ),
  }));

describe('FO30 round trips', () => {
  it('FO30 decode reads what encode writes', () => {
    fc.assert(
      fc.property(tree, (one) => {
        expect(decodeFormula(encodeFormula(one))).toEqual({ ok: true, value: one });
      }),
      { numRuns: 1_000 },
    );
  });

  it('FO30 what is formatted in French is read as the same tree, whatever the names', () => {
    fc.assert(
      fc.property(tree, awkwardPlan, (one, named) => {
        const names = namesOf(named);
        expect(parseFrench(formatFrench(one, names), names)).toEqual({ ok: true, value: one });
      }),
      { numRuns: 1_000 },
    );
  });

  it('FO30 any text is read or refused, and what is read keeps its meaning in both forms', () => {
    const parts = [
      '[',
      ']',
      '(',
      ')',
      ';',
      ',',
      '"',
      '-',
      '%',
      '^',
      ' ',
      '1',
      '2,5',
      'SOMME',
      'Fiche 3',
      '[Hommes]',
      '[@',
      'SI(',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ maxLength: 3, unit: 'binary' })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(text, (list) => {
        const typed = `=${list.join('')}`;
        const reading = parseFrench(typed, planNames);
        decodeFormula(typed);
        if (!reading.ok) {
          expect(reading.error.start).toBeLessThanOrEqual(reading.error.end);
          expect(reading.error.end).toBeLessThanOrEqual(typed.length);
          return;
        }
        expect(decodeFormula(encodeFormula(reading.value))).toEqual(reading);
        expect(parseFrench(formatFrench(reading.value, planNames), planNames)).toEqual(reading);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('FO31 each function', () => {
  const cases = formulaFunctions.flatMap((one) =>
    [...new Set([one.frenchName, one.name, ...one.aliases])].map((name) => [name, one] as const),
  );
  it.each(cases)('FO31 %s keeps its text from French to stored to French', (name, one) => {
    for (let count = 0; count <= 8; count++) {
      if (argumentCountProblem(one, count) !== null) continue;
      const given = [
        '[Subvention P104]',
        '[Hommes]',
        '2,5',
        'Fiche 3[Hommes]',
        '"a;b"',
        'VRAI',
        '1',
        '[Heures (a+b)][Objectif]',
      ];
      const list = given.slice(0, count).join(';');
      const reading = parseFrench(`=${name.toLowerCase()}(${list})`, planNames);
      const value = reading.ok ? reading.value : expect.fail(reading.error.code);
      const stored = decodeFormula(encodeFormula(value));
      expect(stored).toEqual(reading);
      expect(formatFrench(value, planNames)).toBe(`=${one.frenchName}(${list})`);
    }
  });
});

describe('FO32 the French form', () => {
  it.each([
    ['= sum( [subvention  P104] ; 1.5 )', '=SOMME([Subvention P104];1,5)'],
    ['=switch([Hommes];1;true)', '=SI.MULTIPLE([Hommes];1;VRAI)'],
    ['=((1+2))×56 000', '=(1+2)*56000'],
    ['=MAX([@Subvention P104];0)', '=MAX([@Subvention P104];0)'],
    ['=Action 3[hommes]', '=Fiche 3[Hommes]'],
    ['=[Heures (A+B)][objectif]%', '=[Heures (a+b)][Objectif]%'],
    ['=[#p104]+[#directs]', '=[Subvention P104]+[#directs]'],
    ['=[#00000000b2][#target]', '=[# 3][Objectif]'],
    ['=[#00000000a1][#target]', '=[#00000000a1][Objectif]'],
    ['=[Note [1]]; "x"][Réalisé]', '=[Note [1]]; "x"][Réalisé]'],
    ['=[Fiche 3 - suite][Objectif]', '=[Fiche 3 - suite][Objectif]'],
    ['=[ @total [a]]]]]', '=[ @total [a]]]]]'],
  ])('FO32 %s becomes %s', (typed, formatted) => {
    const reading = parseFrench(typed, planNames);
    expect(reading.ok ? formatFrench(reading.value, planNames) : reading.error).toBe(formatted);
  });
});
