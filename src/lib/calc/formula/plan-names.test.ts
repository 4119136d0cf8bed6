// The names of a real plan: what is read for each, what is written, and that nobody's label can take a reference over.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleContent, ficheIdOf, testRowId } from '../../../../tests/helpers/example-content.ts';
import { planAndEdits } from '../../../../tests/helpers/random-plans.ts';
import { field } from '../../contract/catalogue.ts';
import { ficheCells, hourlyCells, indicatorCells } from '../../contract/derived-expressions.ts';
import { columnId, type RowId } from '../../contract/ids.ts';
import type { FicheRow, IndicatorRow, Row, RowKind } from '../../contract/rows.ts';
import { columnsOf } from '../../contract/schema.ts';
import type { DocumentContent } from '../../document/read.ts';
import { formulaText, storedFormula } from './formula-text.ts';
import { planNames } from './plan-names.ts';

const content = exampleContent();
const place = { rowId: ficheIdOf(content, 3), columnId: columnId('p104') };
const names = planNames(content, place);
const thisRow = { kind: 'this_row' } as const;

const derived: Readonly<Record<RowKind, readonly string[]>> = {
  fiche: [...ficheCells, ...hourlyCells].map(({ key }) => key),
  indicator: indicatorCells.map(({ key }) => key),
  entry: [],
};

function columnsOfKind(kind: RowKind): readonly string[] {
  return [...columnsOf(kind), ...derived[kind]];
}

function rowsOf(...rows: readonly Row[]): ReadonlyMap<RowId, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

const ficheRow = (number: number, id: number, archived = false): FicheRow => ({
  kind: 'fiche',
  id: testRowId(id),
  position: id,
  archived,
  originRowId: null,
  number,
  axis: 1,
  title: '',
  organisationIds: [],
});

const indicatorRow = (fiche: FicheRow, id: number, label: string): IndicatorRow => ({
  kind: 'indicator',
  id: testRowId(id),
  position: id,
  archived: false,
  originRowId: null,
  ficheId: fiche.id,
  origin: 'key',
  key: null,
  section: 'cles',
  label,
  valueKind: 'count',
  unit: null,
});

function expectAllFoundAgain(plan: Pick<DocumentContent, 'rows'>): void {
  for (const row of plan.rows.values()) {
    const own = planNames(plan, { rowId: row.id, columnId: columnId('p104') });
    for (const column of row.kind === 'fiche' ? ['p104'] : columnsOfKind(row.kind)) {
      const stored = `={${row.id}:${column}}`;
      expect(storedFormula(formulaText(stored, own), own)).toEqual({ ok: true, stored });
    }
  }
}

describe('columns', () => {
  it.each([
    ['p104', 'Subvention P104'],
    ['p104@spent', 'Subvention P104 dépensé'],
    ['p104@received', 'Subvention P104 reçu'],
    ['hommes@realised', 'Hommes réalisé'],
    ['collectivite@proposed', 'Collectivité proposé'],
    ['description@comment', 'Description commentaire'],
    ['cout_total', 'Coût total'],
    ['cout_unitaire', 'Coût unitaire'],
    ['taux_cofinancement', 'Taux de cofinancement'],
    ['part_enveloppe', 'Part de l’enveloppe'],
    [
      'fr_cout_horaire',
      'Coût horaire unitaire · Apprentissage du français (y compris à visée professionnelle)',
    ],
    ['autres_etat.text', 'Autre État précision'],
  ])('FO80 %s is written « %s »', (id, name) => {
    expect(names.columnName(thisRow, columnId(id))).toBe(name);
  });

  it('FO80 an indicator has its own columns', () => {
    const indicator = [...content.rows.values()].find(({ kind }) => kind === 'indicator');
    const scope = { kind: 'row', rowId: indicator?.id ?? testRowId(0) } as const;
    const written = ['target', 'target@realised', 'taux_realisation', 'comment'].map((id) =>
      names.columnName(scope, columnId(id)),
    );
    expect(written).toEqual(['Objectif', 'Réalisé', 'Taux de réalisation', 'Commentaire']);
    expect(names.findColumns(scope, 'P104')).toEqual([]);
  });

  it('FO81 the short label, the official one and the name with its subvention are all read', () => {
    const official = field('p104')?.label ?? '';
    for (const name of ['P104', 'subvention p104', official, official.replaceAll("'", '’')])
      expect(names.findColumns(thisRow, name)).toEqual(['p104']);
  });

  it('FO82 every column of every kind of row is written so that it is found again', () => {
    for (const kind of ['fiche', 'indicator', 'entry'] as const)
      for (const column of columnsOfKind(kind)) {
        const stored = `=SUM({*:${column}})`;
        expect(storedFormula(formulaText(stored, names), names)).toEqual({ ok: true, stored });
      }
    for (const column of columnsOfKind('fiche')) {
      const stored = `={.:${column}}`;
      expect(storedFormula(formulaText(stored, names), names)).toEqual({ ok: true, stored });
    }
  });
});

describe('rows', () => {
  it.each(['Fiche 3', 'action 3', 'FICHE 3', 'Fiche n° 3', 'Fiche 03'])(
    'FO84 « %s » is the action',
    (name) => {
      expect(names.findRows(name)).toEqual([place.rowId]);
    },
  );

  it('FO84 an archived action keeps its name, and a number that two rows share says too little', () => {
    const rows = rowsOf(ficheRow(3, 1, true), ficheRow(4, 2), ficheRow(4, 3));
    const own = planNames({ rows }, place);
    expect(own.findRows('Fiche 3')).toEqual([testRowId(1)]);
    expect(own.findRows('Fiche 4')).toEqual([testRowId(2), testRowId(3)]);
    expect(formulaText(`={${testRowId(2)}:p104}`, own)).toBe(`=[#${testRowId(2)}][Subvention P104]`);
  });

  it('FO85 an indicator is named by its label when it alone has it, else after its action', () => {
    const [first, second] = [ficheRow(1, 1), ficheRow(2, 2)];
    const rows = rowsOf(
      first,
      second,
      indicatorRow(first, 3, 'Heures'),
      indicatorRow(second, 4, 'Heures'),
      indicatorRow(second, 5, 'Ateliers'),
    );
    const own = planNames({ rows }, place);
    expect([3, 4, 5].map((id) => own.rowName(testRowId(id)))).toEqual([
      'Fiche 1 · Heures',
      'Fiche 2 · Heures',
      'Ateliers',
    ]);
    expect(own.findRows('heures')).toEqual([testRowId(3), testRowId(4)]);
    expect(own.findRows('fiche 2 · ateliers')).toEqual([testRowId(5)]);
  });

  it('FO86 a label that looks like the name of an action leads to no indicator', () => {
    const fiche = ficheRow(3, 1);
    const rows = rowsOf(fiche, indicatorRow(fiche, 2, 'Fiche 3'), indicatorRow(fiche, 3, 'Action 9'));
    const own = planNames({ rows }, place);
    expect(own.findRows('Fiche 3')).toEqual([testRowId(1)]);
    expect(own.findRows('Action 9')).toEqual([]);
    expectAllFoundAgain({ rows });
  });

  it('FO82 every row of the example plan is found again', () => {
    expectAllFoundAgain(content);
  });

  it('FO82 every row of random plans is found again', () => {
    fc.assert(
      fc.property(planAndEdits, (plan) => {
        expectAllFoundAgain(plan.content);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the text of a cell', () => {
  it('FO87 what is no formula of ours is shown as it is stored', () => {
    expect(formulaText('=A1+', names)).toBe('=A1+');
  });

  it('FO87 what cannot be read is kept as a text', () => {
    expect(storedFormula('=SOME([P104])', names)).toMatchObject({
      ok: false,
      stored: "'=SOME([P104])",
      error: { code: 'unknown_function', word: 'SOME' },
    });
  });
});
