// The facts of the Metz document, as its own pages and domain.md state them, against what we typed from it.
import { describe, expect, it } from 'vitest';
import { field, hourlyCostKeys, keySection, section } from '../contract/catalogue.ts';
import { columnId } from '../contract/ids.ts';
import type { RowId } from '../contract/ids.ts';
import { isNumericKind } from '../contract/kinds.ts';
import { numberOf, parseValue } from '../contract/parse.ts';
import type { FicheRow, IndicatorRow } from '../contract/rows.ts';
import { columnKind, columnUnit } from '../contract/schema.ts';
import { metzExample } from './example-metz.ts';
import type { ExampleFiche, ExampleIndicator } from './example-plan.ts';

const { contract, fiches } = metzExample;

function amount(fiche: ExampleFiche, key: string): number | null {
  return numberOf(field(key)?.kind ?? 'text', fiche.cells[key] ?? null, field(key)?.unit ?? null);
}

function total(key: string): number {
  return fiches.reduce((sum, fiche) => sum + (amount(fiche, key) ?? 0), 0);
}

function target(indicator: ExampleIndicator): number | null {
  return numberOf(indicator.valueKind, indicator.cells['target'] ?? null, indicator.unit);
}

/** Plainly, apart from the engine: these tests are about the data. */
function totalCost(fiche: ExampleFiche): number {
  return (amount(fiche, 'p104') ?? 0) + (amount(fiche, 'collectivite') ?? 0);
}

const cents = (value: number): number => Math.round(value * 100) / 100;

const fiche = (number: number): ExampleFiche => {
  const found = fiches.find((candidate) => candidate.number === number);
  if (found === undefined) throw new Error(`no action ${String(number)}`);
  return found;
};

const base = { id: 'aaaaaaaaaa' as RowId, position: 1, archived: false, originRowId: null };
const ficheRow: FicheRow = { ...base, kind: 'fiche', number: 1, axis: 1, title: '', organisationIds: [] };
const indicatorRow = (indicator: ExampleIndicator): IndicatorRow => ({
  ...base,
  ...indicator,
  kind: 'indicator',
  ficheId: base.id,
});

describe('the Metz plan 2024-2025', () => {
  it('has six axes, eleven actions numbered in order, and only axes and organisations it declares', () => {
    expect(contract.axes.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(fiches.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(fiches.map(({ axis }) => axis)).toEqual([1, 2, 2, 2, 2, 2, 2, 3, 4, 5, 6]);
    expect(fiches.flatMap(({ organisations }) => organisations)).toEqual([
      'CCAS de Metz',
      'CASSIS',
      'Metz French Pro',
      'Maison du FLE',
      'La Cravate Solidaire',
      "PEP LOR'EST",
      'CREPI',
      'CCAS de Metz',
      'Centre Pierre Janet',
      'CCAS de Metz',
    ]);
    for (const { organisations } of fiches) {
      expect(contract.organisations).toEqual(expect.arrayContaining([...organisations]));
    }
  });

  it('knows the money of the contract', () => {
    expect(contract).toMatchObject({ exercise: '2024-2025', envelope: 246_000, contractTotal: 692_000 });
    expect(contract.payments.map(({ amount: paid }) => paid)).toEqual([246_000]);
  });

  it('adds up to the totals it prints', () => {
    expect(total('p104')).toBe(242_877);
    expect(total('collectivite')).toBe(54_198);
    expect(contract.envelope - total('p104')).toBe(3_123);
    expect(total('beneficiaires_total')).toBe(500);
    expect(total('acteurs_nombre')).toBe(1_250);
  });

  it('gives each action the total cost its form prints', () => {
    expect(fiches.map(totalCost)).toEqual([
      70_000, 54_700, 34_175, 10_700, 10_000, 31_000, 7_500, 45_000, 20_000, 14_000, 0,
    ]);
  });

  it('gives the unit costs of domain.md §8, and none where nobody is counted', () => {
    const costs = fiches.map((each) => {
      const people = amount(each, 'beneficiaires_total');
      return people === null ? null : cents(totalCost(each) / people);
    });
    expect(costs).toEqual([null, 1562.86, 759.44, 133.75, 200, 620, 187.5, null, 200, 140, null]);
  });

  it('gives the hourly unit costs of lessons in French, and one for the Republic in action 6', () => {
    const costs = fiches.flatMap((each) =>
      each.indicators.flatMap((indicator) => {
        const key = indicator.key === null ? undefined : hourlyCostKeys[indicator.key];
        const hours = target(indicator);
        const people = amount(each, 'beneficiaires_total');
        return key === undefined || hours === null || people === null
          ? []
          : [[each.number, key, cents(totalCost(each) / hours / people)]];
      }),
    );
    expect(costs).toEqual([
      [2, 'fr_cout_horaire', 5.21],
      [3, 'fr_cout_horaire', 1.75],
      [6, 'fr_cout_horaire', 1.55],
      [6, 'republique_cout_horaire', 6.2],
    ]);
  });

  // The forms have 116 filled table rows. Ten are the printed « Coût total », which Trame derives; the other 106 are here.
  // (The text under « Outils et méthodes » of action 6 fills a label, not a value, and is not among the 116.)
  it('holds every filled table row of the forms', () => {
    const filled = fiches.map(({ cells, indicators }) => {
      const keys = Object.keys(cells).filter((key) => {
        const part = field(key)?.part;
        return part === 'budget' || part === 'beneficiaires' || part === 'acteurs';
      });
      return keys.length + indicators.filter((indicator) => indicator.cells['target'] !== undefined).length;
    });
    expect(filled).toEqual([8, 15, 10, 10, 7, 13, 8, 12, 14, 9, 0]);
    expect(filled.reduce((a, b) => a + b) + 10).toBe(116);
  });

  it('leaves the action without a form empty', () => {
    expect(fiche(11)).toMatchObject({ cells: {}, indicators: [], organisations: [] });
  });

  it('says where and when each action takes place', () => {
    expect(fiches.map(({ cells }) => cells['calendrier'] ?? null)).toEqual([
      'Année 2024-2025',
      'De septembre 2024 à juin 2025',
      'De septembre à juin 2025',
      'De septembre 2024 à juin 2025',
      'De septembre à juin 2025',
      'De septembre 2024 à juin 2025',
      'Dernier semestre 2024',
      'De septembre à juin 2025',
      "Pour une durée de trois ans, à compter de l'année 2023",
      'De septembre 2024 à juin 2025',
      null,
    ]);
    expect(fiches.map(({ cells }) => cells['territoire'] ?? null)).toEqual([
      ...Array<string>(8).fill('Metz'),
      'Metz et environs',
      'Metz',
      null,
    ]);
  });

  it('contradicts itself where the document does (action 4: 65 or 75 people progress)', () => {
    const progress = fiche(4).indicators.filter(
      ({ key, label }) => key === 'fr_progres' || label?.includes('progressés') === true,
    );
    expect(progress.map(target)).toEqual([65, 75]);
  });

  it('keeps texts and units as typed: two are no numbers, two are numbers with their unit', () => {
    const odd = fiches.flatMap(({ number, indicators }) =>
      indicators.flatMap((indicator) => {
        const raw = indicator.cells['target'] ?? null;
        if (!isNumericKind(indicator.valueKind) || raw === null || /^\d+$/.test(String(raw))) return [];
        const parsed = parseValue(indicator.valueKind, raw, indicator.unit);
        return [[number, raw, parsed.state === 'value' ? parsed.value : null]];
      }),
    );
    expect(odd).toEqual([
      [1, 'Ressource humaine 1 ETP annuel', null],
      [2, '9 mois', 9],
      [8, '40 formations soit environ 320 heures', null],
      [9, '50%', 50],
    ]);
  });

  it('writes only strings, into columns that its rows have, and reads every budget line and headcount', () => {
    for (const { cells, indicators } of fiches) {
      for (const [column, raw] of Object.entries(cells)) {
        const kind = columnKind(ficheRow, columnId(column));
        expect(kind, column).not.toBeNull();
        expect(typeof raw, column).toBe('string');
        if (kind !== null) {
          const unit = columnUnit(ficheRow, columnId(column));
          expect(parseValue(kind, raw, unit).state, `${column}: ${String(raw)}`).toBe('value');
        }
      }
      for (const indicator of indicators) {
        for (const column of Object.keys(indicator.cells)) {
          expect(columnKind(indicatorRow(indicator), columnId(column)), column).toBe(indicator.valueKind);
        }
        expect(indicator.section === keySection || section(indicator.section) !== null).toBe(true);
      }
    }
  });

  it('invents no tick', () => {
    const boxes = fiches.flatMap(({ cells }) =>
      Object.keys(cells).filter((column) => columnKind(ficheRow, columnId(column)) === 'boolean'),
    );
    expect(boxes).toEqual([]);
  });
});
