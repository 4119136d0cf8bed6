import { describe, expect, it } from 'vitest';
import { cellOf, exampleContent, ficheIdOf } from '../../../../tests/helpers/example-content.ts';
import { typedInto } from '../../../../tests/helpers/formula-plan.ts';
import { ViewScene } from '../../../../tests/helpers/view-scene.ts';
import { RandomSource } from '../../../../tests/helpers/random-source.ts';
import type { CellChangeSince, RowChangeSince } from '../../contract/changes.ts';
import type { CellKey, RowId } from '../../contract/ids.ts';
import type { Scalar } from '../../contract/kinds.ts';
import type { Row } from '../../contract/rows.ts';
import type { DocumentContent } from '../../document/read.ts';
import { messagesFor } from '../../i18n/messages.ts';
import { type GridRow, totalRow } from '../row-model.ts';
import { dependenciesOf } from './cell-node.ts';
import { type Explanation, explainCell } from './explanation.ts';
import { contentAt } from './past-content.ts';

const metz = exampleContent();
const words = messagesFor('fr').explain;

function explain(
  rowId: string,
  columnId: string,
  content: DocumentContent = metz,
  tab: 'budget' | 'indicateurs' = 'budget',
): Explanation | null {
  const scene = new ViewScene(tab, content);
  const row: GridRow | undefined = rowId === 'total' ? totalRow : scene.all().find(({ id }) => id === rowId);
  const column = scene.columns.find(({ id }) => id === columnId);
  if (row === undefined || column === undefined) throw new Error(`no cell ${rowId}:${columnId}`);
  return explainCell({ row, column, context: scene.context, words });
}

const values = (explanation: Explanation | null): readonly (number | null)[] | undefined =>
  explanation?.operands.map(({ value }) => value);
const second = ficheIdOf(metz, 2);

/** What a past content does not look at. */
const told = { name: '', isYou: false, inverse: { type: 'row.archive', rowId: '' as RowId } } as const;

describe('why a figure is what it is', () => {
  it('GR220 a derived cell: its expression in words, and each operand with its value', () => {
    const total = explain(second, 'cout_total');
    expect(total?.how).toBe('Subvention P104 + Reliquats n-1 + Collectivité + Autres financeurs');
    expect(values(total)).toEqual([45_800, null, 8_900, null]);
    const unit = explain(second, 'cout_unitaire');
    expect(unit?.how).toBe('Coût total ÷ Bénéficiaires');
    expect(values(unit)).toEqual([54_700, 35]);
    expect(unit?.operands.map(({ isDerived }) => isDerived)).toEqual([true, false]);
    expect(explain(second, 'part_enveloppe')?.operands.map(({ node }) => node.type)).toEqual([
      'cell',
      'envelope',
    ]);
    expect(explain(second, 'taux_cofinancement')?.how).toBe('Collectivité ÷ Coût total, en pour cent');
  });

  it('GR220 an hourly cost reads the hours of its own row; a rate its target', () => {
    const cost = explain(`${second}.fr_cout_horaire`, 'target', metz, 'indicateurs');
    expect(cost?.how).toBe('Coût total ÷ Heures ÷ Bénéficiaires');
    expect(values(cost)).toEqual([54_700, 300, 35]);
  });

  it('GR221 a line that is empty shows the sum of its « dont » lines; one that is typed explains itself', () => {
    const content = typedInto(metz, [[cellOf(metz, 3, 'autres_fami'), '1 500']]);
    const sum = explain(ficheIdOf(metz, 3), 'autres', content);
    expect(sum?.how).toContain('P103 + P147 + P177');
    expect(values(sum)?.filter((value) => value !== null)).toEqual([1_500]);
    expect(explain(second, 'collectivite')).toBeNull();
    expect(explain(second, 'p104')).toBeNull();
    expect(explain(second, 'autres')).toBeNull();
  });

  it('GR222 a total: the actions by size, each with its share, and how many are empty', () => {
    const total = explain('total', 'p104');
    expect(total?.how).toBe('Somme de Subvention P104 sur 10 actions');
    expect(values(total)?.slice(0, 3)).toEqual([56_000, 45_800, 40_000]);
    expect(total?.operands[0]?.share).toBeCloseTo(56_000 / 242_877, 9);
    expect(total?.empty).toBe(1);
    const axis = explain('axis.2', 'p104');
    expect(values(axis)).toEqual([45_800, 29_537, 27_940, 9_600, 9_000, 5_000]);
    expect(explain('axis.6', 'cout_unitaire')?.operands).toEqual([]);
  });

  it('GR222 a mean is a ratio of sums, of the actions that count', () => {
    const mean = explain('total', 'cout_unitaire');
    expect(mean?.how).toBe(
      'Somme de Coût total ÷ somme de Bénéficiaires (seulement les actions qui ont Bénéficiaires)',
    );
    expect(mean?.operands).toHaveLength(8);
    expect(values(mean)?.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBe(182_075);
  });

  it('GR223 a formula: each reference once, in order, whole columns by their name', () => {
    const key = cellOf(metz, 2, 'reliquats');
    const content = typedInto(metz, [
      [key, '=[Subvention P104]+Fiche 3[Subvention P104]-[Subvention P104]+SOMME([Collectivité])'],
    ]);
    const formula = explain(second, 'reliquats', content);
    expect(formula?.isFormula).toBe(true);
    expect(formula?.operands.map(({ node }) => (node.type === 'cell' ? node.rowId : node.type))).toEqual([
      second,
      ficheIdOf(metz, 3),
      'column',
    ]);
    expect(values(formula)).toEqual([45_800, 27_940, null]);
  });

  it('GR224 what a figure depends on reaches through derived cells, formulas and columns, cycles included', () => {
    const content = typedInto(metz, [
      [cellOf(metz, 2, 'reliquats'), '=Fiche 3[Coût total]'],
      [cellOf(metz, 3, 'reliquats'), '=[Autres financeurs]+SOMME([Hommes])'],
      [cellOf(metz, 3, 'autres'), '=[Reliquats n-1]'],
    ]);
    const scene = new ViewScene('budget', content);
    const found = dependenciesOf([{ type: 'cell', rowId: second, key: 'cout_unitaire' }], scene.context);
    for (const key of [
      cellOf(metz, 2, 'p104'),
      cellOf(metz, 2, 'beneficiaires_total'),
      cellOf(metz, 3, 'collectivite'),
      cellOf(metz, 3, 'autres'),
      cellOf(metz, 9, 'hommes'),
    ])
      expect(found.has(key), key).toBe(true);
    expect(found.has(cellOf(metz, 4, 'p104'))).toBe(false);
  });
});

describe('the plan at a moment', () => {
  it('GR225 on random edits and acts on rows it is what it was after each step', () => {
    const random = new RandomSource(225);
    const ids = [...metz.rows.values()].flatMap((row) => (row.kind === 'fiche' ? [row.id] : []));
    let content: DocumentContent = metz;
    const history: DocumentContent[] = [content];
    const steps: {
      cell?: { key: CellKey; before: Scalar | null; after: Scalar | null };
      row?: RowChangeSince;
    }[] = [];
    for (let at = 1; at <= 120; at += 1) {
      const id = random.pick(ids);
      const row = content.rows.get(id);
      if (random.below(5) === 0 && row?.kind === 'fiche') {
        const isMove = random.below(2) === 0;
        const axis = 1 + random.below(6);
        const next: Row = isMove ? { ...row, axis } : { ...row, archived: !row.archived };
        content = { ...content, rows: new Map([...content.rows, [id, next]]) };
        const change = isMove ? 'moved' : next.archived ? 'archived' : 'restored';
        steps.push({
          row: { ...told, rowId: id, change, at, fromAxis: isMove ? row.axis : null },
        });
      } else {
        const key = `${id}:p104` as CellKey;
        const before = content.cells.get(key) ?? null;
        const after = random.below(4) === 0 ? null : random.below(9);
        const cells = new Map(content.cells);
        if (after === null) cells.delete(key);
        else cells.set(key, after);
        content = { ...content, cells };
        steps.push({ cell: { key, before, after } });
      }
      history.push(content);
    }
    for (const since of [0, 1, 40, 99, 120]) {
      const cells = new Map<CellKey, CellChangeSince>();
      for (const { cell } of steps.slice(since).toReversed()) {
        if (cell === undefined) continue;
        const newer = cells.get(cell.key);
        const base = { key: cell.key, at: 0, name: '', isYou: false, count: 1 };
        cells.set(cell.key, { ...base, before: cell.before, after: newer?.after ?? cell.after });
      }
      const rows = steps
        .slice(since)
        .flatMap(({ row }) => row ?? [])
        .toReversed();
      const then = contentAt(content, { since, cells: [...cells.values()], rows, isCut: false });
      expect(then.rows, `since ${since}`).toEqual(history[since]?.rows);
      expect(then.cells, `since ${since}`).toEqual(history[since]?.cells);
    }
  });

  it('GR225 a row that came since was not there', () => {
    const id = second as RowId;
    const change = { ...told, rowId: id, change: 'added', at: 5, fromAxis: null } as const;
    expect(contentAt(metz, { since: 0, cells: [], rows: [change], isCut: false }).rows.has(id)).toBe(false);
  });
});
