// What the server lets in, column by column.
import { describe, expect, it } from 'vitest';
import { ficheFields, optionGroups } from './catalogue.ts';
import { columnId } from './ids.ts';
import type { RowId } from './ids.ts';
import type { CellKind } from './kinds.ts';
import type { EntryRow, FicheRow, IndicatorRow } from './rows.ts';
import { columnKind, columnsOf, columnUnit } from './schema.ts';

const base = { id: 'aaaaaaaaaa' as RowId, position: 1, archived: false, originRowId: null };
const fiche: FicheRow = { ...base, kind: 'fiche', number: 1, axis: 1, title: 'A', organisationIds: [] };
const entry: EntryRow = { ...base, kind: 'entry', ficheId: fiche.id, key: 'droits_outils' };

function indicator(valueKind: CellKind, unit: string | null): IndicatorRow {
  return {
    ...base,
    kind: 'indicator',
    ficheId: fiche.id,
    origin: 'template',
    key: 'fr_heures',
    section: 'apprentissage_francais',
    label: null,
    valueKind,
    unit,
  };
}

const hours = indicator('hours', 'h');
const kindOf = (row: FicheRow | IndicatorRow | EntryRow, column: string): CellKind | null =>
  columnKind(row, columnId(column));

describe('columns of an action', () => {
  it.each([
    ['p104', 'money', '€'],
    ['p104@spent', 'money', '€'],
    ['p104@received', 'money', '€'],
    ['p104@proposed', 'money', '€'],
    ['p104@comment', 'text', null],
    ['collectivite', 'money', '€'],
    ['autres_etat.text', 'text', null],
    ['beneficiaires_total@realised', 'count', 'personnes'],
    ['hors_epa.text', 'text', null],
    ['acteurs_identite', 'text', null],
    ['acteurs_nombre@realised', 'count', 'personnes'],
    ['description', 'longtext', null],
    ['calendrier.debut', 'date', null],
    ['calendrier.fin@proposed', 'date', null],
    ['portage.collectivite', 'boolean', null],
    ['portage.autre.text', 'text', null],
    ['thematiques.emploi', 'boolean', null],
    ['sante.nature.psychotraumatisme', 'boolean', null],
    ['republique.thematiques.autre.text', 'text', null],
    ['apprentissage_francais_commentaires', 'longtext', null],
    ['ingenierie_reponse', 'longtext', null],
  ] as const)('%s is %s', (column, kind, unit) => {
    expect(kindOf(fiche, column)).toBe(kind);
    expect(columnUnit(fiche, columnId(column))).toBe(unit);
  });

  it.each([
    ['a derived value', 'cout_total'],
    ['a derived value, spent', 'cout_total@spent'],
    ['a derived value, proposed', 'cout_unitaire@proposed'],
    ['a comment on a derived value', 'cout_total@comment'],
    ['spending of people', 'hommes@spent'],
    ['people reached of a budget line', 'p104@realised'],
    ['money received elsewhere than on P104', 'reliquats@received'],
    ['words where the template asks for none', 'p104.text'],
    ['words of an option that asks for none', 'portage.ccas.text'],
    ['an option of another group', 'portage.aap'],
    ['a group of options itself', 'portage'],
    ['a comment on a box', 'portage.ccas@comment'],
    ['an indicator of the template', 'fr_heures'],
    ['a column of indicators', 'target'],
    ['the comment of indicators', 'comment'],
    ['a column of entries', 'name'],
    ['a name nobody knows', 'xyz'],
    ['what belongs to the row itself', 'titre'],
    ['a name that every object has', 'constructor'],
  ])('has no column for %s', (_what, column) => {
    expect(kindOf(fiche, column)).toBeNull();
    expect(columnUnit(fiche, columnId(column))).toBeNull();
  });

  it('has one for every typed field, box and text of the template, each with a proposal', () => {
    const keys = [
      ...ficheFields.filter(({ mode }) => mode !== 'derived').map(({ key }) => key),
      ...ficheFields.filter(({ hasText }) => hasText).map(({ key }) => `${key}.text`),
      ...optionGroups.flatMap(({ key, options }) => options.map((option) => `${key}.${option.key}`)),
      ...optionGroups.flatMap(({ key, options }) =>
        options.filter(({ hasText }) => hasText).map((option) => `${key}.${option.key}.text`),
      ),
    ];
    const planned = columnsOf('fiche').filter((column) => !column.includes('@'));
    expect(planned.toSorted()).toEqual(keys.toSorted());
    expect(planned.filter((key) => kindOf(fiche, `${key}@proposed`) !== columnKind(fiche, key))).toEqual([]);
  });
});

describe('columns of an indicator', () => {
  it('gives its targets the kind and unit of the row', () => {
    for (const column of ['target', 'target@realised', 'target@proposed']) {
      expect(kindOf(hours, column)).toBe('hours');
      expect(columnUnit(hours, columnId(column))).toBe('h');
      expect(kindOf(indicator('text', null), column)).toBe('text');
    }
    expect(kindOf(hours, 'comment')).toBe('text');
    expect(columnUnit(hours, columnId('comment'))).toBeNull();
  });

  it.each([
    'target@spent',
    'target@comment',
    'comment@proposed',
    'p104',
    'beneficiaires_total',
    'name',
    'fr_cout_horaire',
  ])('has no column %s', (column) => {
    expect(kindOf(hours, column)).toBeNull();
  });
});

describe('columns of an entry', () => {
  it('are two texts', () => {
    expect(columnsOf('entry')).toEqual(['name', 'description']);
    expect(kindOf(entry, 'name')).toBe('text');
    expect(kindOf(entry, 'description')).toBe('longtext');
  });

  it.each(['target', 'comment', 'p104', 'name@proposed', 'calendrier'])('are not %s', (column) => {
    expect(kindOf(entry, column)).toBeNull();
  });
});
