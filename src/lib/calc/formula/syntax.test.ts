import { describe, expect, it } from 'vitest';
import { planNames } from '../../../../tests/helpers/formula-names.ts';
import { decodeFormula, encodeFormula } from './canonical.ts';
import { parseFrench } from './french.ts';

function stored(typed: string): string {
  const reading = parseFrench(typed, planNames);
  return reading.ok ? encodeFormula(reading.value) : reading.error.code;
}

function errorOf(typed: string) {
  const reading = parseFrench(typed, planNames);
  return reading.ok ? null : [reading.error.code, reading.error.start, reading.error.end, reading.error.word];
}

describe('FO20 strengths', () => {
  it.each([
    ['=-2^2', '=-2^2'],
    ['=(-2)^2', '=-2^2'],
    ['=-(2^2)', '=-(2^2)'],
    ['=2^3^2', '=2^3^2'],
    ['=2^(3^2)', '=2^(3^2)'],
    ['=2^-1%', '=2^-1%'],
    ['=(2^3)%', '=(2^3)%'],
    ['=1+2*3', '=1+2*3'],
    ['=(1+2)*3', '=(1+2)*3'],
    ['=1-(2-3)', '=1-(2-3)'],
    ['=(1-2)-3', '=1-2-3'],
    ['=1&2+3=4', '=1&2+3=4'],
    ['=1&(2=3)', '=1&(2=3)'],
    ['=--+2', '=--+2'],
    ['=50%%', '=50%%'],
  ])('FO20 %s is %s', (typed, canonical) => {
    expect(stored(typed)).toBe(canonical);
  });

  it('FO20 the sign is taken before the power, as in Excel', () => {
    expect(parseFrench('=-2^2', planNames)).toMatchObject({
      value: { kind: 'binary', operator: '^', left: { kind: 'sign' } },
    });
  });
});

describe('FO21 what stands for what', () => {
  it.each([
    ['=[Subvention P104]*1,05', '={.:p104}*1.05'],
    ['=[subvention p104]', '={.:p104}'],
    ['=SOMME([Subvention P104])', '=SUM({*:p104})'],
    ['=SOMME([@Subvention P104])', '=SUM({.:p104})'],
    ['=SOMME(([Subvention P104]))', '=SUM({.:p104})'],
    ['=SOMME([Subvention P104]*2)', '=SUM({.:p104}*2)'],
    ['=MAX([Subvention P104];0)', '=MAX({*:p104},0)'],
    ['=ARRONDI([Subvention P104];2)', '=ROUND({.:p104},2)'],
    ['=GRANDE.VALEUR([Subvention P104];[Hommes])', '=LARGE({*:p104},{.:hommes})'],
    ['=somme.si([Hommes];">2";[Subvention P104])', '=SUMIF({*:hommes},">2",{*:p104})'],
    ['=SUMIF([Hommes];[Hommes])', '=SUMIF({*:hommes},{.:hommes})'],
    ['=Fiche 3[Subvention P104]', '={0000000003:p104}'],
    ['=action 3[Subvention P104]', '={0000000003:p104}'],
    ['=SOMME(Fiche 3[Subvention P104];[Fiche 3][Hommes])', '=SUM({0000000003:p104},{0000000003:hommes})'],
    ['=[Heures (a+b)][Objectif]', '={000000000h:target}'],
    ['=SI(VRAI;faux;TRUE())', '=IF(TRUE,FALSE,TRUE)'],
    ['=MAX.SI([Hommes];[Hommes];1)', '=MAXIFS({*:hommes},{*:hommes},1)'],
    ['=[#p104]', '={.:p104}'],
    ['=[#zzzzzzzzzz][#p104@spent]', '={zzzzzzzzzz:p104@spent}'],
  ])('FO21 %s is %s', (typed, canonical) => {
    expect(stored(typed)).toBe(canonical);
  });
});

describe('FO22 errors have a code, a place and a word', () => {
  it.each([
    ['=', ['missing_operand', 1, 1, '']],
    ['=1+', ['missing_operand', 3, 3, '']],
    ['=1+*2', ['missing_operand', 3, 4, '']],
    ['=SOMME(;1)', ['missing_operand', 7, 8, '']],
    ['=(1+2', ['missing_parenthesis', 1, 2, '']],
    ['=SOMME(1;2', ['missing_parenthesis', 6, 7, '']],
    ['=1)', ['unexpected_parenthesis', 2, 3, '']],
    ['=1;2', ['unexpected_separator', 2, 3, '']],
    ['=(1;2)', ['unexpected_separator', 3, 4, '']],
    ['=1 [Hommes]', ['missing_operator', 3, 11, '']],
    ['=SOMM(1)', ['unknown_function', 1, 5, 'SOMM']],
    ['=TEXTE(1;"0")', ['unknown_function', 1, 6, 'TEXTE']],
    ['=SOMME()', ['too_few_arguments', 1, 6, 'SOMME']],
    ['=ABS(1;2)', ['too_many_arguments', 1, 4, 'ABS']],
    ['=P104*2', ['unknown_word', 1, 5, 'P104']],
    ['=1+[Rien]', ['unknown_column', 3, 9, 'Rien']],
    ['=[Double]', ['ambiguous_column', 1, 9, 'Double']],
    ['=Fiche 99[Hommes]', ['unknown_row', 1, 17, 'Fiche 99']],
    ['=Atelier[Objectif]', ['ambiguous_row', 1, 18, 'Atelier']],
    ['=Fiche 3[Objectif]', ['unknown_column', 1, 18, 'Objectif']],
  ])('FO22 %s', (typed, error) => {
    expect(errorOf(typed)).toEqual(error);
  });
});

describe('FO23 no text is costly', () => {
  it.each([
    [`=${'('.repeat(70)}1${')'.repeat(70)}`, 'too_deep'],
    [`=${'-'.repeat(70)}1`, 'too_deep'],
    [`=${'ABS('.repeat(70)}1${')'.repeat(70)}`, 'too_deep'],
    [`=1${'+1'.repeat(400)}`, 'too_many_parts'],
    [`=1${'%'.repeat(500)}`, 'too_many_parts'],
    [`=${'('.repeat(3_000)}`, 'too_deep'],
  ])('FO23 %.12s… is %s', (typed, code) => {
    expect(errorOf(typed)?.[0]).toBe(code);
    const reading = decodeFormula(typed);
    expect(reading.ok ? null : reading.error.code).toBe(code);
  });

  it('FO23 nor too long to be stored, however short its names', () => {
    const typed = `=${Array.from({ length: 150 }, () => 'H[Réalisé]').join('+')}`;
    expect(typed.length).toBeLessThan(4_000);
    expect(stored(typed)).toBe('too_long');
  });
});

describe('FO24 what is stored is read with care', () => {
  it.each([
    ['1', 'not_formula'],
    ['={.:P104}', 'unknown_column'],
    ['={nonsense:p104}', 'unknown_column'],
    ['={*:p104}', 'misplaced_column'],
    ['=SUM({*:p104}+1)', 'misplaced_column'],
    ['=SUM(({*:p104}))', 'misplaced_column'],
    ['=ROUND({*:p104},2)', 'misplaced_column'],
    ['=SOMME(1)', 'unknown_function'],
    ['=sum(1)', 'unknown_character'],
    ['=[Hommes]', 'unknown_character'],
    ['=A1', 'unknown_word'],
    ['=1;2', 'unknown_character'],
    ['=1,5', 'unexpected_separator'],
    ['=SUM(1', 'missing_parenthesis'],
    [`=${'9'.repeat(400)}`, 'unreadable_number'],
  ])('FO24 %.24s: %s', (text, code) => {
    const reading = decodeFormula(text);
    expect(reading.ok ? null : reading.error.code).toBe(code);
  });
});
