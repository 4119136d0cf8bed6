import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleContent, signed } from '../../../../tests/helpers/example-content.ts';
import { gridTable } from '../../../../tests/helpers/grid-table.ts';
import { largePlan } from '../../../../tests/helpers/large-plan.ts';
import { numberOf } from '../../contract/parse.ts';
import type { GridRow } from '../row-model.ts';
import { canMatchNames, pasteWrites, unplacedText } from './paste-plan.ts';
import {
  titleOf,
  ficheId,
  read,
  request,
  plan,
  at,
  key,
  without,
} from '../../../../tests/helpers/example-pastes.ts';

const folder = new URL('../../../../tests/fixtures/clipboard/', import.meta.url);
const payload = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

describe('a paste matched by names', () => {
  it('GR172 what was asked by names is never written by place, even when its row or its anchor went', () => {
    const named = { match: 'names', asked: gridTable('budget', exampleContent()) } as const;
    const archived = without([ficheId(3)]).table;
    const gone = plan('N°\tSubvention P104\n3\t5', at(1), { ...named, table: archived });
    expect(gone.match).toBe('names');
    expect(gone.entries.map(({ text, key: where, doubt }) => [text, where, doubt?.type])).toEqual([
      ['5', null, 'no_row'],
    ]);
    expect(pasteWrites(gone)).toEqual([]);
    // Without headers the headings that it was pasted over say which row: they are those that were shown.
    const title = titleOf(4);
    const anchored = plan(`${title}\t61`, at(3, 'row.action'), { ...named, table: archived });
    expect(pasteWrites(anchored)).toMatchObject([{ key: key(4), value: '61' }]);
    const nothing = plan('1\t\n3\t4', at(2), { ...named, table: archived });
    expect(nothing.entries.map(({ text, doubt }) => [text, doubt?.type])).toEqual([
      ['1', 'no_row'],
      ['3', 'no_row'],
      ['4', 'no_row'],
    ]);
  });

  it('GR101 a number and a title of two different actions are nobody’s', () => {
    const found = (line: string): unknown[] =>
      plan(`N°\tAction\tSubvention P104\n${line}\t5`, at(1), { match: 'names' }).entries.map(
        ({ key: where, doubt }) => where ?? doubt?.type,
      );
    expect(found(`4\t${titleOf(3)}`)).toEqual(['no_row']);
    expect(found(`4\t3 · ${titleOf(3)}`)).toEqual(['no_row']);
    expect(found(`\t4 · ${titleOf(3)}`)).toEqual(['no_row']);
    expect(found('4\tAction 3')).toEqual(['no_row']);
    expect(found(`3\t${titleOf(3)}`)).toEqual([key(3)]);
    expect(found(`\t3 · ${titleOf(3)}`)).toEqual([key(3)]);
    expect(found('3\tun autre libellé')).toEqual([key(3)]);
  });

  it('GR174 labels are read once for the rows of a tab, however long the pasted table is, and not at all by place', () => {
    const full = gridTable('indicateurs', largePlan({ fiches: 6, indicators: 120 }));
    let reads = 0;
    const allRows = full.rows.map((row): GridRow => {
      if (row.type !== 'indicator') return row;
      const { label } = row;
      return Object.defineProperty({ ...row }, 'label', {
        get() {
          reads += 1;
          return label;
        },
      });
    });
    const lines = Array.from(
      { length: 300 },
      (_, line) => `${1 + (line % 6)}\tIndicateur ${1 + line}\t${line}`,
    );
    const pasted = read(['N°\tIndicateur\tObjectif', ...lines].join('\n'));
    const from = { rowId: full.order.rows[2] ?? '', columnId: 'target' };
    const setting = { tab: 'indicateurs', table: full, allRows } as const;
    expect(plan(pasted, from, setting).doubtful).toBeGreaterThan(0);
    expect(reads).toBe(0);
    const indicators = allRows.filter(({ type }) => type === 'indicator').length;
    expect(canMatchNames(request(pasted, from, setting))).toBe(true);
    const matched = plan(pasted, from, { ...setting, match: 'names' });
    expect(matched.entries.some(({ key: where }) => where !== null)).toBe(true);
    expect(reads).toBe(indicators);
  });

  it('GR100 columns are known by their headers, rows by action number: the budget sheet of a spreadsheet finds its place', () => {
    const pasted = read('', payload('lo-calc-budget-full.html'));
    const matched = plan(pasted, at(1, 'row.action'), { match: 'names' });
    expect(matched.match).toBe('names');
    expect(canMatchNames(request(pasted, at(1, 'row.action')))).toBe(true);
    const written = new Map(
      matched.entries.map((entry) => [`${entry.place?.rowId}.${entry.place?.columnId}`, entry]),
    );
    const entry = written.get(`${ficheId(2)}.p104`);
    expect(numberOf('money', entry?.value ?? null)).toBe(45_800);
    expect(numberOf('money', written.get(`${ficheId(3)}.collectivite`)?.value ?? null)).toBe(6_235);
  });

  it('GR101 a header that fits two columns, and a name that fits two rows, are nobody’s', () => {
    const matched = plan('N°\tMontant\tSubvention P104\n2\t1\t2\n99\t3\t4', at(1), { match: 'names' });
    expect(matched.entries.map(({ text, doubt }) => [text, doubt?.type ?? null])).toEqual([
      ['1', 'no_column'],
      ['2', null],
      ['3', 'no_row'],
      ['4', 'no_row'],
    ]);
  });

  it('GR107 columns that have no place here are named once, and are no doubt of their own', () => {
    const matched = plan('N°\tPorteur\tSubvention P104\n2\tCASSIS\t5', at(1), { match: 'names' });
    expect([matched.unmatched, matched.doubtful, unplacedText(matched)]).toEqual([
      ['Porteur'],
      0,
      'CASSIS\n',
    ]);
  });

  it('GR102 a matched row that a filter hides is not written', () => {
    const matched = plan('N°\tSubvention P104\n3\t5\n2\t6', at(1), {
      match: 'names',
      ...without([ficheId(3)]),
    });
    expect(matched.entries.map(({ doubt }) => doubt?.type ?? null)).toEqual(['hidden_row', null]);
  });

  it('GR103 indicators are found by their label inside their action; an action stands for the lines below it', () => {
    const content = signed(exampleContent());
    const table = gridTable('indicateurs', content);
    const rows = table.rows.flatMap((row) =>
      row.type === 'indicator' && row.fiche.number === 2 ? [row] : [],
    );
    const [first, second] = rows;
    if (first === undefined || second === undefined) throw new Error('action 2 has no two indicators');
    const matched = plan(`Action\tIndicateur\tRéalisé\n2\t${first.label}\t11\n\t${second.label}\t12`, at(1), {
      tab: 'indicateurs',
      to: at(1),
      match: 'names',
      table,
    });
    expect(matched.entries.map(({ place, value }) => [place?.rowId, place?.columnId, value])).toEqual([
      [first.id, 'target@realised', '11'],
      [second.id, 'target@realised', '12'],
    ]);
  });

  it('GR104 a label that an action does not have could become an indicator: of the template, or of its own', () => {
    const pasted =
      'Action\tIndicateur\tUnité\tObjectif\n2\tVisites d’entreprises\t\t12\n2\tDurée du suivi\tmois\t6';
    const matched = plan(pasted, at(1), { tab: 'indicateurs', match: 'names' });
    expect(matched.missing.map(({ label, command }) => [label, command.indicator])).toEqual([
      [
        'Visites d’entreprises',
        { origin: 'key', section: 'cles', label: 'Visites d’entreprises', valueKind: 'count', unit: null },
      ],
      [
        'Durée du suivi',
        { origin: 'key', section: 'cles', label: 'Durée du suivi', valueKind: 'duration', unit: 'mois' },
      ],
    ]);
    expect(matched.entries.map(({ doubt }) => doubt?.type)).toEqual(['no_row', 'no_row']);
  });

  it('GR105 two pasted lines of one name write once: the second is told', () => {
    const matched = plan('N°\tSubvention P104\n2\t5\n2\t6', at(1), { match: 'names' });
    expect(matched.entries.map(({ doubt }) => doubt?.type ?? null)).toEqual([null, 'taken']);
    expect(pasteWrites(matched)).toMatchObject([{ value: '5' }]);
  });

  it('GR129 a block stays on the rows that were shown when it was pasted, whatever comes or goes meanwhile', () => {
    const asked = gridTable('budget', exampleContent());
    const gone = plan('1\n2\n3', at(2), { ...without([ficheId(3)]), asked });
    expect(gone.entries.map((entry) => [entry.key, entry.doubt?.type ?? null])).toEqual([
      [key(2), null],
      [null, 'gone_row'],
      [key(4), null],
    ]);
    expect(unplacedText(gone)).toBe('2\n');
    // The other way round: a row that came in between is not written.
    const came = plan('1\n2', at(2), { table: asked, asked: without([ficheId(3)]).table });
    expect(came.entries.map((entry) => entry.key)).toEqual([key(2), key(4)]);
  });

  it('GR106 figures alone have no names', () => {
    expect(canMatchNames(request('1\t2\n3\t4', at(2)))).toBe(false);
  });
});
