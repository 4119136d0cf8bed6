import { describe, expect, it } from 'vitest';
import { exampleContent, ficheIdOf } from '../../../tests/helpers/example-content.ts';
import { isRowId, type RowId } from '../contract/ids.ts';
import type { Row } from '../contract/rows.ts';
import type { DocumentContent } from '../document/read.ts';
import type { PlanTab } from './columns.ts';
import { compareIndicators, type GridRow, noFilter, type RowFilter, rowsOfTab } from './row-model.ts';

const metz = exampleContent();
const words = { keySection: 'Indicateurs clés' };

function rows(tab: PlanTab, filter: Partial<RowFilter> = {}, content = metz): readonly GridRow[] {
  return rowsOfTab(tab, content, { ...noFilter, ...filter }, words);
}

function withRow(id: RowId, change: Partial<Row>): DocumentContent {
  const row = metz.rows.get(id);
  if (row === undefined) throw new Error(`no row ${id}`);
  return { ...metz, rows: new Map([...metz.rows, [id, { ...row, ...change } as Row]]) };
}

function short(row: GridRow): string {
  if (row.type === 'axis') return `axis ${row.axis.number}`;
  return row.type === 'fiche' ? String(row.fiche.number) : row.type;
}

const hoursRow = [...metz.rows.values()].find((row) => row.kind === 'indicator' && row.key === 'fr_heures');
if (hoursRow?.kind !== 'indicator') throw new Error('the example has hours of French');

describe('rows of budget and beneficiaries', () => {
  it('GR1 each axis stands before its actions, in the plan’s order', () => {
    expect(rows('budget').map(short)).toEqual([
      'axis 1',
      '1',
      'axis 2',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      'axis 3',
      '8',
      'axis 4',
      '9',
      'axis 5',
      '10',
      'axis 6',
      '11',
    ]);
  });

  it('GR1 an axis without an action is shown, with a count of 0', () => {
    const content = withRow(ficheIdOf(metz, 11), { axis: 5 } as Partial<Row>);
    expect(rows('budget', {}, content).at(-1)).toMatchObject({
      type: 'axis',
      axis: { number: 6 },
      ficheCount: 0,
    });
  });

  it('GR2 an archived action is shown only when asked for, and is not counted', () => {
    const content = withRow(ficheIdOf(metz, 9), { archived: true });
    expect(rows('budget', {}, content).map(short)).not.toContain('9');
    const shown = rows('budget', { showsArchived: true }, content);
    expect(shown.map(short)).toContain('9');
    expect(shown.find((row) => short(row) === 'axis 4')).toMatchObject({ ficheCount: 0 });
  });

  it('GR3 search knows no case and no accents, and leaves out axes without a match', () => {
    expect(rows('budget', { search: 'ACCES a la culture' }).map(short)).toEqual(['axis 5', '10']);
  });

  it('GR3 every word must be there', () => {
    expect(rows('budget', { search: 'culture zzz' })).toEqual([]);
  });
});

describe('rows of the indicators', () => {
  it('GR2 an archived action takes its indicators with it', () => {
    const content = withRow(ficheIdOf(metz, 2), { archived: true });
    expect(
      rows('indicateurs', {}, content).some((row) => row.type === 'indicator' && row.fiche.number === 2),
    ).toBe(false);
  });

  it('GR3 filters by axis, action and section', () => {
    const byAxis = rows('indicateurs', { axis: 5 });
    expect(byAxis.map(short)[0]).toBe('axis 5');
    expect(byAxis.every((row) => 'axis' in row && row.axis.number === 5)).toBe(true);
    const ficheId = ficheIdOf(metz, 4);
    const byFiche = rows('indicateurs', { ficheId });
    expect(byFiche.every((row) => row.type === 'axis' || ('fiche' in row && row.fiche.id === ficheId))).toBe(
      true,
    );
    const bySection = rows('indicateurs', { section: 'apprentissage_francais' });
    expect(bySection.length).toBeGreaterThan(0);
    expect(
      bySection.every(
        (row) => row.type !== 'indicator' || row.indicator.section === 'apprentissage_francais',
      ),
    ).toBe(true);
  });

  it('GR4 the hourly cost stands right after its hours, under the engine’s name', () => {
    const all = rows('indicateurs');
    const index = all.findIndex((row) => row.id === hoursRow.id);
    expect(all[index + 1]).toMatchObject({
      type: 'hourly_cost',
      id: `${hoursRow.ficheId}.fr_cout_horaire`,
      unit: '€/h/bénéficiaire',
    });
  });

  it('GR4 it goes when the hours are archived', () => {
    const content = withRow(hoursRow.id, { archived: true });
    expect(
      rows('indicateurs', {}, content).some((row) => row.id === `${hoursRow.ficheId}.fr_cout_horaire`),
    ).toBe(false);
  });

  it('GR5 an action without indicators keeps a row, but not under a filter by section', () => {
    const last = rows('indicateurs').at(-1);
    expect(last).toMatchObject({ type: 'no_indicator', fiche: { number: 11 } });
    expect(rows('indicateurs', { section: 'emploi' }).some((row) => row.type === 'no_indicator')).toBe(false);
  });

  it('GR6 sections come in the template’s order, whatever the position', () => {
    const base = { ...hoursRow, position: 1 };
    const key = { ...base, origin: 'key', section: 'cles', position: 9 } as const;
    const work = { ...base, section: 'emploi', position: 0 };
    expect([work, base, key].toSorted(compareIndicators)).toEqual([key, base, work]);
  });

  it('GR6 the first row of an action and of a section says so', () => {
    const shown = rows('indicateurs', { ficheId: hoursRow.ficheId }).filter(
      (row) => row.type === 'indicator',
    );
    expect(shown.filter((row) => row.opensFiche)).toHaveLength(1);
    expect(shown[0]).toMatchObject({ opensFiche: true, opensSection: true });
    const sections = new Set(shown.map((row) => row.indicator.section));
    expect(shown.filter((row) => row.opensSection)).toHaveLength(sections.size);
  });

  it('ids of document rows are theirs', () => {
    expect(
      rows('indicateurs')
        .filter((row) => row.type === 'indicator')
        .every((row) => isRowId(row.id)),
    ).toBe(true);
  });
});
