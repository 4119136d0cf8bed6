import { describe, expect, it } from 'vitest';
import { exampleContent, ficheIdOf } from '../../../tests/helpers/example-content.ts';
import { actorFields, beneficiaryFields, budgetFields } from '../contract/catalogue.ts';
import { columnKind } from '../contract/schema.ts';
import { grid } from '../i18n/fr/grid.ts';
import { columnsOfTab, flatColumns, isColumnGroup, type PlanTab, planTabs } from './columns.ts';

const keys = (fields: readonly { readonly key: string }[]): string[] => fields.map(({ key }) => key);
const ids = (tab: PlanTab): string[] =>
  flatColumns(columnsOfTab(tab, grid.columns, 'draft')).map(({ id }) => id);

describe('columns', () => {
  it('GR10 budget: the template’s lines in its order, then our two rates', () => {
    expect(ids('budget')).toEqual([
      'row.action',
      ...keys(budgetFields),
      'taux_cofinancement',
      'part_enveloppe',
    ]);
    expect(budgetFields).toHaveLength(14);
  });

  it('GR10 a « dont » line is a detail in the group of its parent, and nothing else is', () => {
    for (const node of columnsOfTab('budget', grid.columns, 'draft')) {
      const columns = isColumnGroup(node) ? node.columns : [node];
      const [head, ...parts] = columns;
      expect(head?.isDetail).toBe(false);
      expect(parts.map(({ id }) => id)).toEqual(
        keys(budgetFields.filter(({ parent }) => parent === head?.id)),
      );
      expect(parts.every(({ isDetail }) => isDetail)).toBe(true);
    }
  });

  it('GR11 beneficiaries: the ten lines and the two of the professionals', () => {
    expect(ids('beneficiaires')).toEqual(['row.action', ...keys(beneficiaryFields), ...keys(actorFields)]);
  });

  it('GR12 every stored column exists on the rows of its tab, and money has its unit in the header', () => {
    const metz = exampleContent();
    const fiche = metz.rows.get(ficheIdOf(metz, 2));
    const indicator = [...metz.rows.values()].find((row) => row.kind === 'indicator');
    for (const tab of planTabs)
      for (const { source, figures, unit } of flatColumns(columnsOfTab(tab, grid.columns, 'draft'))) {
        if (figures === 'money' || figures === 'cents') expect(unit).toBe('€');
        const row = tab === 'indicateurs' ? indicator : fiche;
        if (source.type === 'cell' && row !== undefined)
          expect(columnKind(row, source.column)).not.toBeNull();
      }
  });

  it('GR14 once signed, each planned column is followed by what is spent or reached and by what is proposed', () => {
    const signed = (tab: PlanTab): string[] =>
      flatColumns(columnsOfTab(tab, grid.columns, 'signed')).map(({ id }) => id);
    const money = budgetFields.filter(({ mode }) => mode !== 'derived');
    for (const { key } of money)
      expect(signed('budget')).toEqual(expect.arrayContaining([key, `${key}@spent`, `${key}@proposed`]));
    expect(signed('budget')).toEqual(
      expect.arrayContaining(['p104@received', 'reliquat', 'cout_total@spent']),
    );
    for (const { key } of [...beneficiaryFields, ...actorFields])
      expect(signed('beneficiaires')).toEqual(
        expect.arrayContaining([key, `${key}@realised`, `${key}@proposed`]),
      );
    expect(signed('indicateurs')).toContain('target@proposed');
    for (const tab of planTabs) expect(ids(tab).filter((id) => id.endsWith('@proposed'))).toEqual([]);
    const names = flatColumns(columnsOfTab('budget', grid.columns, 'signed')).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
