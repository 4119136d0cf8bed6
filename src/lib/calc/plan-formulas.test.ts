// What formulas give in a plan (docs/formulas.md, FO40 to FO69), through the whole way: French text, stored text, sheets.
import { afterEach, describe, expect, it, test } from 'vitest';
import { applyPatch } from '../../../tests/helpers/apply-patch.ts';
import { cellOf, exampleContent } from '../../../tests/helpers/example-content.ts';
import { computed, give, stored, typedInto } from '../../../tests/helpers/formula-plan.ts';
import { cellKey, columnId } from '../contract/ids.ts';
import type { CellValue } from '../contract/kinds.ts';
import { PlanEngine } from './plan-engine.ts';

const metz = exampleContent();
const p104 = cellOf(metz, 2, 'p104');
const reliquats = cellOf(metz, 2, 'reliquats');
const people = cellOf(metz, 2, 'beneficiaires_total');
const name = cellOf(metz, 2, 'p104@comment');

const engines: PlanEngine[] = [];
function newEngine(options = {}): PlanEngine {
  const engine = new PlanEngine(options);
  engines.push(engine);
  return engine;
}
afterEach(() => {
  for (const engine of engines.splice(0)) engine.destroy();
});

function valueOf(typed: string, key = reliquats): CellValue {
  const result = give(metz, key, typed);
  expect(result.problem).toBeNull();
  return result.value;
}

describe('references', () => {
  test('FO40 this row, a named row and a whole column', () => {
    expect(valueOf('=[P104]')).toBe(45_800);
    expect(valueOf('=Fiche 4[P104]*2')).toBe(
      2 * (computed(metz).rows.get(cellRow(4))?.['p104']?.value ?? numberOf(4)),
    );
    expect(valueOf('=SOMME([P104])')).toBe(242_877);
    expect(valueOf('=MAX([P104])')).toBe(
      Math.max(
        ...[...metz.rows.values()].flatMap((row) => (row.kind === 'fiche' ? numberOf(row.number) : [])),
      ),
    );
  });

  test('FO41 derived values are read as they are shown; an effective line is its sum', () => {
    const derived = computed(metz);
    const row = derived.rows.get(cellRow(2));
    expect(valueOf('=[Coût total]', cellOf(metz, 3, 'beneficiaires_total'))).toBe(
      derived.rows.get(cellRow(3))?.['cout_total']?.value,
    );
    expect(valueOf('=Fiche 2[Collectivité]', cellOf(metz, 3, 'reliquats'))).toBe(
      row?.['collectivite']?.value,
    );
  });

  test('FO42 rates and percents are fractions inside formulas', () => {
    const rate = computed(metz).rows.get(cellRow(2))?.['taux_cofinancement']?.value ?? 0;
    expect(valueOf('=Fiche 2[Taux de cofinancement]', cellOf(metz, 3, 'reliquats'))).toBeCloseTo(
      rate / 100,
      12,
    );
    expect(valueOf('=MOYENNE([Taux de cofinancement])', cellOf(metz, 3, 'beneficiaires_total'))).toBeLessThan(
      1,
    );
  });
});

function cellRow(number: number) {
  for (const row of metz.rows.values()) if (row.kind === 'fiche' && row.number === number) return row.id;
  throw new Error(`no action ${number}`);
}

function numberOf(number: number): number {
  const raw = metz.cells.get(cellOf(metz, number, 'p104'));
  return Number(
    String(raw ?? 0)
      .replace(/\s/gu, '')
      .replace(',', '.'),
  );
}

describe('rules of the plan', () => {
  test('FO43 a formula counts in totals as its figure', () => {
    const before = computed(metz);
    const after = computed(typedInto(metz, [[reliquats, '=1000+500']]));
    expect(after.overall['reliquats']?.value).toBe((before.overall['reliquats']?.value ?? 0) + 1500);
    expect(after.rows.get(cellRow(2))?.['cout_total']?.value).toBe(
      (before.rows.get(cellRow(2))?.['cout_total']?.value ?? 0) + 1500,
    );
  });

  test('FO43 one with a problem is left out as a text is, and empties no total', () => {
    const after = computed(typedInto(metz, [[reliquats, '=1/0']]));
    expect(after.overall['reliquats']).toMatchObject({ ignored: 1 });
    expect(after.overall['p104']?.value).toBe(242_877);
    expect(after.rows.get(cellRow(2))?.['cout_total']).toMatchObject({
      reason: 'incomplete',
      cells: [reliquats],
    });
  });

  test('FO44 the unit cost follows a formula in the number of people', () => {
    const after = computed(typedInto(metz, [[people, '=100+50']]));
    const row = after.rows.get(cellRow(2));
    expect(row?.['cout_unitaire']?.value).toBeCloseTo((row?.['cout_total']?.value ?? 0) / 150, 8);
  });
});

describe('what a cell shows', () => {
  test('FO45 an empty operand counts 0 and is named; a bare reference to an empty cell gives 0', () => {
    const empty = cellOf(metz, 2, 'autres_etat');
    const result = give(typedInto(metz, [[empty, null]]), reliquats, '=Fiche 2[#autres_etat]+5');
    expect(result).toMatchObject({ value: 5, problem: null, empty: [empty] });
    expect(give(typedInto(metz, [[empty, null]]), reliquats, '=Fiche 2[#autres_etat]')).toMatchObject({
      value: 0,
      empty: [empty],
    });
  });

  test('FO45 what asks whether a cell is empty or a text leaves nothing out', () => {
    const text = cellOf(metz, 4, 'p104');
    const content = typedInto(metz, [[text, 'environ 9 600']]);
    for (const [typed, value] of [
      ['=NBVAL([P104])', 10],
      ['=NB.VIDE([P104])', 1],
      ['=NB.SI([P104];">=40000")', 3],
      ['=SI(ESTNUM(Fiche 4[P104]);1;2)', 2],
      ['=SI(ESTTEXTE(Fiche 4[P104]);1;2)', 1],
      ['=SI(ESTVIDE(Fiche 2[Autres financeurs]);1;2)', 1],
    ] as const)
      expect(give(content, reliquats, typed), typed).toMatchObject({
        value,
        problem: null,
        empty: [],
        ignored: [],
      });
  });

  test('FO46 a text that a formula gives is a text; nothing is nothing', () => {
    expect(give(metz, reliquats, '=SI(1>2;1;"")')).toMatchObject({ value: null, problem: null });
    expect(give(metz, reliquats, '="abc"').problem?.code).toBe('gives_no_number');
    expect(give(metz, reliquats, '=VRAI').problem?.code).toBe('gives_no_number');
    expect(valueOf('="P104 : "&[P104]&" € et "&1,5', name)).toBe('P104 : 45800 € et 1,5');
    expect(valueOf('=1>0', name)).toBe('VRAI');
    expect(valueOf('="dit ""oui"""', name)).toBe('dit "oui"');
    expect(valueOf('=DROITE(12,5;2)', name)).toBe(',5');
  });
});

describe('problems', () => {
  const problem = (typed: string, content = metz, key = reliquats) => give(content, key, typed).problem;

  test('FO50 a division says by what', () => {
    const empty = cellOf(metz, 2, 'autres_etat');
    const content = typedInto(metz, [[empty, null]]);
    expect(problem('=[P104]/Fiche 2[#autres_etat]', content)).toEqual({
      code: 'divide_by_empty',
      cells: [empty],
    });
    expect(problem('=1/0')).toEqual({ code: 'divide_by_zero', cells: [] });
  });

  test('FO50 a text where a number is asked for is named', () => {
    const text = cellOf(metz, 4, 'p104');
    const content = typedInto(metz, [[text, 'environ 9 600']]);
    expect(problem('=Fiche 4[P104]+1', content)).toEqual({ code: 'reads_text', cells: [text] });
    expect(give(content, reliquats, '=SOMME([P104])')).toMatchObject({ problem: null, ignored: [text] });
  });

  test('FO51 what reads a formula with a problem says which; SIERREUR stands in for it', () => {
    const other = cellOf(metz, 4, 'reliquats');
    const content = typedInto(metz, [[other, '=1/0']]);
    expect(problem('=Fiche 4[Reliquats n-1]+1', content)).toEqual({ code: 'reads_problem', cells: [other] });
    expect(give(content, reliquats, '=SIERREUR(Fiche 4[Reliquats n-1];7)').value).toBe(7);
  });

  test('FO52 a planned cell reads planned cells only', () => {
    const content = { ...metz, cells: new Map(metz.cells).set(reliquats, '={.:p104@spent}') };
    expect(computed(content).formulas.get(reliquats)?.problem?.code).toBe('reads_follow_up');
    const spent = cellOf(metz, 2, 'p104@spent');
    const allowed = { ...metz, cells: new Map(metz.cells).set(spent, '={.:p104}/2') };
    expect(computed(allowed).formulas.get(spent)?.value).toBe(22_900);
  });

  test.each([
    ['={zzzzzzzzzz:p104}', 'row_gone'],
    ['={.:target}', 'column_gone'],
    ['={.:nowhere}', 'column_gone'],
    ['=SUM({*:nowhere})', 'column_gone'],
    ['=1+', 'unreadable'],
    ['=OWN.PROBLEM()', 'unreadable'],
  ] as const)('FO53 anybody may have written %s: %s', (text, code) => {
    const content = { ...metz, cells: new Map(metz.cells).set(reliquats, text) };
    expect(computed(content).formulas.get(reliquats)?.problem?.code).toBe(code);
  });

  test('FO54 texts do not grow without bounds', () => {
    const long = `="${'x'.repeat(3000)}"`;
    const [first, second] = [name, cellOf(metz, 3, 'p104@comment')];
    const content = typedInto(metz, [
      [first, long],
      [second, `=Fiche 2[#p104@comment]&Fiche 2[#p104@comment]`],
    ]);
    expect(computed(content).formulas.get(second)?.problem?.code).toBe('text_too_long');
    expect(give(metz, name, '=SUBSTITUE("aaaaaaaaaa";"a";"' + 'b'.repeat(3000) + '")').problem?.code).toBe(
      'text_too_long',
    );
  });
});

describe('cycles', () => {
  test('FO55 a formula that reads itself names the way round, and takes no total with it', () => {
    const total = computed(typedInto(metz, [[reliquats, '=[Coût total]*0,1']]));
    expect(total.formulas.get(reliquats)?.problem).toEqual({ code: 'cycle', cells: [reliquats] });
    expect(total.overall['p104']?.value).toBe(242_877);
    const other = cellOf(metz, 4, 'reliquats');
    const pair = computed(
      typedInto(metz, [
        [reliquats, '=Fiche 4[Reliquats n-1]'],
        [other, '=Fiche 2[Reliquats n-1]'],
        [cellOf(metz, 5, 'reliquats'), '=Fiche 4[Reliquats n-1]'],
      ]),
    );
    expect(pair.formulas.get(reliquats)?.problem).toEqual({ code: 'cycle', cells: [reliquats, other] });
    expect(pair.formulas.get(cellOf(metz, 5, 'reliquats'))?.problem).toEqual({
      code: 'reads_problem',
      cells: [other],
    });
    const column = computed(typedInto(metz, [[p104, '=SOMME([P104])']]));
    expect(column.formulas.get(p104)?.problem?.code).toBe('cycle');
  });

  test('FO55 broken again, both give their figures', () => {
    const engine = newEngine();
    const other = cellOf(metz, 4, 'reliquats');
    const content = typedInto(metz, [
      [reliquats, '=Fiche 4[Reliquats n-1]'],
      [other, '=Fiche 2[Reliquats n-1]'],
    ]);
    const plan = engine.load(content);
    const after = applyPatch(
      plan,
      engine.update([{ key: other, before: content.cells.get(other) ?? null, after: '5' }]),
    );
    expect(after.formulas.get(reliquats)).toMatchObject({ value: 5, problem: null });
    expect(after.formulas.has(other)).toBe(false);
  });
});

describe('one edit after another', () => {
  it('FO60 a value becomes a formula, another, a value; those that read it follow', () => {
    const engine = newEngine();
    const reader = cellOf(metz, 4, 'reliquats');
    let content = typedInto(metz, [[reader, '=Fiche 2[Reliquats n-1]*2']]);
    let plan = engine.load(content);
    for (const [typed, expected] of [
      ['100', 200],
      ['=50+1', 102],
      ['=SOMME(1;2)', 6],
      ['texte', null],
      [null, 0],
      ['=1/0', null],
      ['7', 14],
    ] as const) {
      const after = typed === null ? null : typed.startsWith('=') ? stored(content, reliquats, typed) : typed;
      const change = { key: reliquats, before: content.cells.get(reliquats) ?? null, after };
      content = typedInto(content, [[reliquats, typed]]);
      plan = applyPatch(plan, engine.update([change]));
      expect(plan.formulas.get(reader)?.value).toBe(expected);
      expect(plan).toEqual(computed(content));
    }
  });

  it('FO61 columns that nothing spoke of before are laid out when a formula does', () => {
    const engine = newEngine();
    let plan = engine.load(metz);
    const change = {
      key: name,
      before: metz.cells.get(name) ?? null,
      after: stored(metz, name, '=NBCAR([#calendrier.debut])'),
    };
    plan = applyPatch(plan, engine.update([change]));
    expect(plan.formulas.get(name)?.problem).toBeNull();
  });

  it.each([
    ['one that reads too many cells', { maxFormulas: 9, maxCellsOfFormula: 15, maxCellsOfPlan: 99 }, [0]],
    [
      'the last by key past the cells of a plan',
      { maxFormulas: 9, maxCellsOfFormula: 30, maxCellsOfPlan: 24 },
      [2],
    ],
    [
      'the last by key past the number of formulas',
      { maxFormulas: 2, maxCellsOfFormula: 30, maxCellsOfPlan: 99 },
      [2],
    ],
  ] as const)('FO64 %s is stopped, and the others go on', (_, limits, stopped) => {
    const keys = [2, 3, 4].map((number) => cellOf(metz, number, 'reliquats'));
    const [first = reliquats, second = reliquats, third = reliquats] = keys;
    // The column has eleven cells; a formula is one more.
    const content = typedInto(metz, [
      [first, '=SOMMEPROD([P104];[P104])'],
      [second, '=1+1'],
      [third, '=1+2'],
    ]);
    const { formulas } = newEngine({ limits }).load(content);
    const codes = keys.map((key) => formulas.get(key)?.problem?.code ?? null);
    expect(codes).toEqual([0, 1, 2].map((index) => (stopped.includes(index as never) ? 'too_costly' : null)));
  });

  it('FO62 an engine without formulas says that they are too costly, and computes the rest', () => {
    const plan = newEngine({ formulas: 'off' }).load(typedInto(metz, [[reliquats, '=1+1']]));
    expect(plan.formulas.get(reliquats)?.problem?.code).toBe('too_costly');
    expect(plan.overall['p104']?.value).toBe(242_877);
  });
});

test.each([
  ['=ARRONDI(1,005;2)', 1.01],
  ['=ARRONDI(-1,005;2)', -1.01],
  ['=ARRONDI(1,015;2)', 1.02],
  ['=ARRONDI(2,675;2)', 2.68],
  ['=ARRONDI(1,5)', 2],
  ['=ARRONDI(1250;-2)', 1300],
  ['=ARRONDI.SUP(1,1;2)', 1.1],
  ['=ARRONDI.SUP(-1234;-2)', -1300],
  ['=ARRONDI.SUP(9,99;1)', 10],
  ['=ARRONDI.SUP(0,001;1)', 0.1],
  ['=ARRONDI.INF(2,3;2)', 2.3],
  ['=ARRONDI.INF(-2,39;1)', -2.3],
  ['=TRONQUE(2,3;2)', 2.3],
  ['=ENT(4,35*100)', 435],
  ['=0,1+0,2', 0.3],
] as const)('FO47 numbers are rounded on the digits that people see: %s', (typed, value) => {
  expect(valueOf(typed)).toBe(value);
});

test('FO48 a date cell shows the day that a formula gives', () => {
  const [date] = [...metz.rows.values()].filter((row) => row.kind === 'fiche');
  if (date === undefined) throw new Error('no action');
  const key = cellKey(date.id, columnId('calendrier.debut'));
  expect(give(metz, key, '=DATE(2025;6;30)+1')).toMatchObject({ value: '2025-07-01', problem: null });
  expect(give(metz, key, '="demain"').problem?.code).toBe('gives_no_date');
});
