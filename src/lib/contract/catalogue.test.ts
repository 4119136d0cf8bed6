// The template as a whole: nothing missing, each key once, and each figure adding up the way domain.md §8 says.
import { describe, expect, it } from 'vitest';
import {
  beneficiaryFields,
  budgetFields,
  ficheFields,
  field,
  hourlyCostKeys,
  keySection,
  optionGroups,
  sections,
  templateIndicator,
  templateIndicators,
  thematiques,
} from './catalogue.ts';
import { isColumnId } from './ids.ts';
import { isNumericKind } from './kinds.ts';

const keysOf = (items: readonly { readonly key: string }[]): string[] => items.map(({ key }) => key);

const entryLines = sections.flatMap(({ tables }) => tables.flatMap(({ entries }) => entries));

describe('the template', () => {
  it('has the printed lines, sections and boxes', () => {
    expect(keysOf(budgetFields)).toEqual([
      'p104',
      'reliquats',
      'collectivite',
      'collectivite_directs',
      'collectivite_nature',
      'autres',
      'autres_p103',
      'autres_p147',
      'autres_p177',
      'autres_etat',
      'autres_fami',
      'autres_prives',
      'cout_total',
      'cout_unitaire',
    ]);
    expect(beneficiaryFields).toHaveLength(10);
    expect(sections).toHaveLength(14);
    expect(thematiques).toHaveLength(16);
    // 29 typed lines, one of which is split in two, and 4 hourly costs.
    expect(templateIndicators.filter(({ mode }) => mode === 'input')).toHaveLength(30);
    expect(keysOf(entryLines)).toEqual(['droits_outils', 'republique_outils']);
    expect(optionGroups.map(({ key, options }) => [key, options.length])).toEqual([
      ['thematiques', 16],
      ['portage', 4],
      ['selection', 4],
      ['partenaires', 12],
      ['sante.nature', 5],
      ['droits.nature', 4],
      ['mobilite.thematiques', 6],
      ['republique.thematiques', 6],
    ]);
  });

  it('names each thing once, with the shape of a column id', () => {
    const everything = [ficheFields, templateIndicators, entryLines, optionGroups].flatMap(keysOf);
    expect(everything.filter((key) => !isColumnId(key))).toEqual([]);
    expect(new Set(everything).size).toBe(everything.length);
    expect(new Set([...keysOf(sections), keySection]).size).toBe(15);
  });

  it('tells the columns of one table apart by their short labels', () => {
    for (const part of ['budget', 'beneficiaires', 'acteurs'] as const) {
      const labels = ficheFields.filter((each) => each.part === part).map(({ shortLabel }) => shortLabel);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  it('hangs every « dont » line under a line of the level above', () => {
    for (const { level, parent } of ficheFields) {
      expect(parent === null ? -1 : field(parent)?.level).toBe(level - 1);
    }
  });

  it('points each box of the first page to a section that exists', () => {
    for (const { section } of thematiques) {
      if (section !== null) expect(keysOf(sections)).toContain(section);
    }
  });

  it('gives an hourly cost to each of the four lines of hours that have one', () => {
    expect(hourlyCostKeys).toEqual({
      fr_heures: 'fr_cout_horaire',
      droits_heures: 'droits_cout_horaire',
      republique_heures: 'republique_cout_horaire',
      numerique_heures: 'numerique_cout_horaire',
    });
  });

  it('adds up money, people and hours, and nothing that is a mean, a share, a duration or a text', () => {
    for (const { key, kind, mode, aggregation } of [...ficheFields, ...templateIndicators]) {
      const adds = mode !== 'derived' && ['money', 'count', 'hours'].includes(kind);
      if (adds || key === 'cout_total') expect(aggregation, key).toEqual({ kind: 'sum' });
      else expect(aggregation.kind, key).not.toBe('sum');
      if (!isNumericKind(kind)) expect(aggregation, key).toEqual({ kind: 'none' });
    }
    expect(field('cout_unitaire')?.aggregation).toEqual({
      kind: 'ratio',
      numerator: 'cout_total',
      denominator: 'beneficiaires_total',
    });
    expect(templateIndicator('sante_moyenne')?.aggregation).toEqual({
      kind: 'ratio',
      numerator: 'sante_consultations',
      denominator: 'beneficiaires_total',
    });
  });
});
