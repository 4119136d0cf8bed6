import { describe, expect, it } from 'vitest';
import { cellOf, exampleContent, ficheIdOf, testRowId } from '../../../tests/helpers/example-content.ts';
import { PlanEngine } from '../calc/plan-engine.ts';
import type { CellKey } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Row } from '../contract/rows.ts';
import type { DocumentContent } from '../document/read.ts';
import { planToJson, type PlanJson, type RowJson } from './plan-json.ts';

const metz = exampleContent();

function toJson(content: DocumentContent): PlanJson {
  const engine = new PlanEngine();
  const json = planToJson(content, engine.load(content));
  engine.destroy();
  return JSON.parse(JSON.stringify(json)) as PlanJson;
}

function withCells(writes: readonly (readonly [CellKey, Scalar])[]): DocumentContent {
  return { ...metz, cells: new Map([...metz.cells, ...writes]) };
}

function fiche(json: PlanJson, number: number): RowJson {
  const row = json.rows.find((one) => one.kind === 'fiche' && one.number === number);
  if (row === undefined) throw new Error(`no action ${number}`);
  return row;
}

const json = toJson(metz);

describe('planToJson', () => {
  it('gives the plan, its totals and its envelope', () => {
    expect(Object.keys(json)).toEqual(['plan', 'rows', 'totals', 'envelope']);
    expect(json.plan?.exercise).toBe('2024-2025');
    expect(json.totals.overall.p104).toEqual({ value: 242_877, ignored: 0 });
    expect(json.totals.axes.map(({ axis }) => axis)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(json.totals.axes[5]?.p104).toEqual({ value: null, ignored: 0 });
    expect(json.envelope).toEqual({ amount: 246_000, planned: 242_877, rest: 3_123 });
  });

  it('gives each filled cell as typed and as read, and no other', () => {
    const row = fiche(json, 2);
    expect(Object.keys(row)).toEqual([
      'id',
      'kind',
      'number',
      'ficheId',
      'key',
      'label',
      'axis',
      'organisationIds',
      'cells',
      'derived',
    ]);
    expect(row.cells.p104).toEqual({ typed: metz.cells.get(cellOf(metz, 2, 'p104')), value: 45_800 });
    expect(row.cells.reliquats).toBeUndefined();
    expect(row.derived.cout_unitaire?.value).toBeCloseTo(54_700 / 35, 9);
    expect(row.derived.cout_unitaire?.reason).toBeNull();
    expect(fiche(json, 11).cells).toEqual({});
  });

  it('keeps a text in a numeric cell as the text', () => {
    const texts = json.rows
      .flatMap(({ cells }) => Object.values(cells))
      .map(({ typed, value }) => [typed, value]);
    expect(texts).toContainEqual([
      '40 formations soit environ 320 heures',
      '40 formations soit environ 320 heures',
    ]);
    expect(texts).toContainEqual(['9 mois', 9]);
    expect(texts).toContainEqual(['50%', 50]);
  });

  it('puts the rows of an action after it, and an hourly cost after its hours', () => {
    const rows = json.rows.map(({ id, key, kind }) => [id, key, kind]);
    const hours = rows.findIndex(([, key]) => key === 'fr_heures');
    const ficheId = ficheIdOf(metz, 2);
    expect(rows[hours + 1]).toEqual([`${ficheId}.fr_cout_horaire`, 'fr_cout_horaire', 'indicator']);
    const cost = json.rows[hours + 1];
    expect(cost).toMatchObject({ ficheId, number: null, cells: {}, label: 'Coût horaire unitaire' });
    expect(cost?.derived).toEqual({
      target: { value: expect.closeTo(547 / 105, 9), reason: null },
      'target@realised': { value: null, reason: 'no_hours' },
    });
    const owners = json.rows.map(({ id, ficheId: owner }) => owner ?? id);
    expect(owners.filter((owner, index) => owner !== owners[index - 1])).toEqual([...new Set(owners)]);
  });

  it('an empty line that shows the sum of its « dont » lines has a null cell and a derived value', () => {
    const row = fiche(toJson(withCells([[cellOf(metz, 3, 'autres_fami'), '1 500']])), 3);
    expect(row.cells.autres).toEqual({ typed: null, value: null });
    expect(row.derived.autres).toEqual({ value: 1_500, reason: null });
  });

  it('FO101 gives a formula by its ids and as people write it, with its result or the code of its problem', () => {
    const third = ficheIdOf(metz, 3);
    const row = fiche(
      toJson(
        withCells([
          [cellOf(metz, 2, 'reliquats'), `={.:p104}*0.1+{${third}:p104}`],
          [cellOf(metz, 2, 'autres'), '={.:p104}/{.:autres_fami}'],
        ]),
      ),
      2,
    );
    expect(row.cells.reliquats).toEqual({
      typed: `={.:p104}*0.1+{${third}:p104}`,
      formula: '=[Subvention P104]*0,1+Fiche 3[Subvention P104]',
      value: 32_520,
    });
    expect(row.cells.autres).toMatchObject({ value: null, problem: 'divide_by_empty' });
  });

  it('marks archived rows', () => {
    const id = ficheIdOf(metz, 2);
    const archived = { ...metz.rows.get(id), archived: true } as Row;
    const row = fiche(toJson({ ...metz, rows: new Map([...metz.rows, [id, archived]]) }), 2);
    expect(row.archived).toBe(true);
    expect(fiche(json, 2).archived).toBeUndefined();
  });

  it('gives the same text whatever the order of rows and cells in memory', () => {
    const reversed = {
      ...metz,
      rows: new Map([...metz.rows].reverse()),
      cells: new Map([...metz.cells].reverse()),
    };
    expect(JSON.stringify(toJson(reversed))).toBe(JSON.stringify(json));
  });

  it('gives entries with their two texts', () => {
    const id = testRowId(2999);
    const entry: Row = {
      kind: 'entry',
      id,
      ficheId: ficheIdOf(metz, 2),
      key: 'republique_outils',
      position: 99,
      archived: false,
      originRowId: null,
    };
    const content = withCells([[`${id}:name` as CellKey, 'Jeu de rôle']]);
    const row = toJson({ ...content, rows: new Map([...metz.rows, [id, entry]]) }).rows.find(
      (one) => one.id === id,
    );
    expect(row).toMatchObject({
      kind: 'entry',
      cells: { name: { typed: 'Jeu de rôle', value: 'Jeu de rôle' } },
      derived: {},
    });
  });
});
