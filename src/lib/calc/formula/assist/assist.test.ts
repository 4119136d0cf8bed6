// What is offered, inserted and coloured while a formula is being written, right or wrong.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleContent, ficheIdOf } from '../../../../../tests/helpers/example-content.ts';
import { columnId } from '../../../contract/ids.ts';
import { planNames } from '../plan-names.ts';
import { readTokens } from '../tokens.ts';
import { acceptSuggestion, assistAt, maxSuggestions } from './assist.ts';
import { colouredTokens } from './coloured-tokens.ts';
import { insertReference, type PickedPlace } from './insert-reference.ts';

const content = exampleContent();
const rowId = ficheIdOf(content, 3);
const other = ficheIdOf(content, 4);
const p104 = columnId('p104');
const names = planNames(content, { rowId, columnId: p104 });

/** `|` is the caret. */
function at(marked: string): { text: string; caret: number } {
  return { text: marked.replace('|', ''), caret: marked.indexOf('|') };
}

function offered(marked: string): readonly string[] {
  const { text, caret } = at(marked);
  return assistAt(text, caret, names).suggestions.map(({ name }) => name);
}

function acceptFirst(marked: string): string {
  const { text, caret } = at(marked);
  const assistance = assistAt(text, caret, names);
  const first = assistance.suggestions[0];
  if (first === undefined) return 'nothing';
  const accepted = acceptSuggestion(text, assistance, first);
  return `${accepted.text.slice(0, accepted.caret)}|${accepted.text.slice(accepted.caret)}`;
}

describe('suggestions', () => {
  it.each([
    ['=som|', 'SOMME'],
    ['=avera|', 'MOYENNE'],
    ['=médi|', 'MEDIANE'],
    ['=[sub|', 'Subvention P104'],
    ['=fiche 3|', 'Fiche 3'],
    ['=Fiche 3[co|', 'Collectivité'],
    ['=SOMME([object|', 'Objectif'],
  ])('FO90 %s offers %s first', (marked, name) => {
    expect(offered(marked)[0]).toBe(name);
  });

  it('FO90 names that begin so come before names with such a word inside, and at most twelve', () => {
    const list = offered('=[p1|');
    expect(list[0]).toBe('P103');
    expect(offered('=[|')).toHaveLength(maxSuggestions);
  });

  it('FO90 nothing is offered inside a text, nor behind a finished operand', () => {
    expect(offered('="som|')).toEqual([]);
    expect(offered('=[P104]|')).toEqual([]);
  });

  it.each([
    ['=som|+1', '=SOMME(|+1'],
    ['=som|(1)', '=SOMME|(1)'],
    ['=1+Fiche 3|', '=1+Fiche 3[|]'],
    ['=Fiche 3[coût tot|]*2', '=Fiche 3[Coût total]|*2'],
    ['=SOMME([@sub|', '=SOMME([@Subvention P104]|'],
    ['=SOMME([subvention p104|)', '=SOMME([Subvention P104]|)'],
  ])('FO91 accepting in %s gives %s', (marked, expected) => {
    expect(acceptFirst(marked)).toBe(expected);
  });

  it.each([
    ['=SI(1;2;|', 'SI', 2],
    ['=SOMME.SI(SI(1;2);|', 'SOMME.SI', 1],
    ['=ARRONDI((1+|', 'ARRONDI', 0],
    ['=ARRONDI([P1|', 'ARRONDI', 0],
  ])('FO92 in %s the caret is in %s at argument %s', (marked, name, index) => {
    const { text, caret } = at(marked);
    const { call } = assistAt(text, caret, names);
    expect([call?.called.frenchName, call?.index]).toEqual([name, index]);
  });

  it('FO93 a planned cell is offered planned columns only', () => {
    const isPlanned = (id: string): boolean => !id.includes('@');
    const list = assistAt('=[subvention p104', 17, names, isPlanned).suggestions.map(({ name }) => name);
    expect(list).toEqual(['Subvention P104']);
  });
});

describe('picking a place', () => {
  const own: PickedPlace = { kind: 'cell', rowId, columnId: p104 };
  const elsewhere: PickedPlace = { kind: 'cell', rowId: other, columnId: p104 };
  const column: PickedPlace = { kind: 'column', columnId: p104 };

  it.each([
    ['=|', own, '=[Subvention P104]'],
    ['=1+|*2', elsewhere, '=1+Fiche 4[Subvention P104]*2'],
    ['=SOMME(|)', own, '=SOMME([@Subvention P104])'],
    ['=SOMME(|', column, '=SOMME([Subvention P104]'],
    ['=2*|', column, '=2*SOMME([Subvention P104])'],
    ['=2*[Coût total]|', elsewhere, '=2*Fiche 4[Subvention P104]'],
    ['=[Coût| total]*2', own, '=[Subvention P104]*2'],
  ] as const)('FO94 in %s', (marked, picked, expected) => {
    const edited = insertReference({ ...at(marked), rowId, inserted: null }, picked, names);
    expect(edited?.text).toBe(expected);
  });

  it.each(['=2|', '=(1)|', '=5%|', '="a|', '|'])('FO94 nothing is inserted in %s', (marked) => {
    expect(insertReference({ ...at(marked), rowId, inserted: null }, own, names)).toBeNull();
  });

  it('FO94 the next pick takes the place of the last one, a whole sum too', () => {
    const first = insertReference({ ...at('=1+|'), rowId, inserted: null }, column, names);
    const second = first && insertReference({ ...first, rowId }, own, names);
    expect(second?.text).toBe('=1+[Subvention P104]');
  });
});

describe('colours', () => {
  it('FO95 the same operand has the same colour, under any of its names', () => {
    const coloured = colouredTokens('=SOMME([P104])+[P104]+[subvention p104]+Fiche 3[P104]+[Rien]', names);
    const colours = coloured.flatMap((one) => (one.kind === 'reference' ? [one.colour] : []));
    expect(colours).toEqual([0, 1, 1, 2]);
    expect(coloured.map(({ kind }) => kind)).toEqual([
      ...['function', 'operator', 'reference', 'operator', 'operator', 'reference', 'operator'],
      ...['reference', 'operator', 'reference', 'operator', 'error'],
    ]);
  });

  it('FO95 what was read before an error keeps its colours', () => {
    expect(colouredTokens('=[P104]+"a', names).map(({ kind }) => kind)).toEqual([
      'reference',
      'operator',
      'error',
    ]);
  });
});

const formulas = [
  '=SOMME([Subvention P104])/Fiche 3[Coût total]*1,05',
  '=SI([@Coût total]>1000;"élevé";ARRONDI([P104]*18,5%;2))',
  '=SOMME.SI([Coût total];">2,5";[P104])&[Description]',
  '=[Fiche 3][P104]-(Fiche 4[Hommes réalisé]+VRAI)',
];

it('FO96 at every place of every beginning of a formula something is given, and what is accepted can be read', () => {
  const text = fc.oneof(
    fc.constantFrom(...formulas),
    fc
      .array(fc.constantFrom(...'=[]();"@#,. +*%&', 'som', 'Fiche 3', 'co', '1'), { maxLength: 10 })
      .map((parts) => `=${parts.join('')}`),
  );
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (whole, length, place) => {
      const typed = whole.slice(0, length % (whole.length + 1));
      const caret = place % (typed.length + 1);
      colouredTokens(typed, names);
      insertReference(
        { text: typed, caret, rowId, inserted: null },
        { kind: 'cell', rowId: other, columnId: p104 },
        names,
      );
      assistAt(typed, caret, names);
      const assistance = assistAt(typed, typed.length, names);
      for (const suggestion of assistance.suggestions)
        expect(readTokens(acceptSuggestion(typed, assistance, suggestion).text).error).toBeNull();
    }),
    { numRuns: 1000 },
  );
});
