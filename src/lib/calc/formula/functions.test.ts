import { afterAll, describe, expect, it } from 'vitest';
import { foldText } from '../../contract/fold-text.ts';
import { languages } from '../../i18n/language.ts';
import { messagesFor } from '../../i18n/messages.ts';
import { buildEngine, type CellValue } from '../hyperformula.ts';
import { argumentCountProblem, argumentKind, canonicalFunction, findFunction } from './function-lookup.ts';
import { formulaFunctions, ownReasons } from './functions.ts';

const engine = buildEngine({
  Plan: [
    [1, 10, 'école', '=""'],
    [2, 20, 'été', null],
    ['néant', 30, 'fin', 5],
    [null, 40, 'Mai', '=""'],
    [10, 50, null, 7],
  ],
});
afterAll(() => engine.destroy());

function compute(formula: string): CellValue | string {
  const value = engine.calculateFormula(`=${formula}`, 0);
  if (Array.isArray(value)) throw new Error(`${formula} gives several values`);
  return typeof value === 'object' && value !== null ? value.value : value;
}

/** What Excel gives. Dates are serial numbers: 45351 is 29/02/2024. */
const right: Readonly<Record<string, readonly (readonly [string, CellValue])[]>> = {
  SUM: [
    ['SUM(A1:A5)', 13],
    ['SUM(A1,B2,3)', 24],
  ],
  SUMIF: [
    ['SUMIF(A1:A5,">1")', 12],
    ['SUMIF(A1:A5,">1",B1:B5)', 70],
    ['SUMIF(A1:A5,1)', 1],
  ],
  SUMIFS: [['SUMIFS(B1:B5,A1:A5,">0",B1:B5,"<40")', 30]],
  SUMPRODUCT: [['SUMPRODUCT(A1:A5,B1:B5)', 550]],
  PRODUCT: [['PRODUCT(A1:A5)', 20]],
  ABS: [['ABS(-3)', 3]],
  SIGN: [['SIGN(-3)', -1]],
  MOD: [
    ['MOD(-7,3)', 2],
    ['MOD(7,-3)', -2],
    ['MOD(7,0)', '#DIV/0!'],
  ],
  QUOTIENT: [['QUOTIENT(-7,2)', -3]],
  POWER: [['POWER(2,10)', 1024]],
  SQRT: [
    ['SQRT(16)', 4],
    ['SQRT(-1)', '#NUM!'],
  ],
  COUNT: [['COUNT(A1:A5)', 3]],
  COUNTIF: [
    ['COUNTIF(A1:A5,">=2")', 2],
    ['COUNTIF(C1:C5,"mai")', 1],
    ['COUNTIF(C1:C5,"f*")', 1],
  ],
  COUNTIFS: [['COUNTIFS(A1:A5,">=2",B1:B5,"<40")', 1]],
  AVERAGE: [
    ['AVERAGE(A1:A5)', 13 / 3],
    ['AVERAGE(C1:C5)', '#DIV/0!'],
  ],
  AVERAGEIF: [
    ['AVERAGEIF(A1:A5,">1")', 6],
    ['AVERAGEIF(A1:A5,">1",B1:B5)', 35],
  ],
  MIN: [
    ['MIN(A1:A5)', 1],
    ['MIN(A1,0)', 0],
  ],
  MAX: [['MAX(A1:A5)', 10]],
  MINIFS: [['MINIFS(B1:B5,A1:A5,">1")', 20]],
  MAXIFS: [['MAXIFS(B1:B5,A1:A5,"<10")', 20]],
  MEDIAN: [['MEDIAN(A1:A5)', 2]],
  LARGE: [['LARGE(A1:A5,2)', 2]],
  SMALL: [['SMALL(A1:A5,2)', 2]],
  IF: [
    ['IF(A1=1,"oui","non")', 'oui'],
    ['IF(A1>1,1)', false],
  ],
  IFS: [
    ['IFS(A1>1,1,A1=1,2)', 2],
    ['IFS(A1>1,1)', '#N/A'],
  ],
  SWITCH: [
    ['SWITCH(2,1,"a",2,"b","z")', 'b'],
    ['SWITCH(9,1,"a","z")', 'z'],
    ['SWITCH(9,1,"a")', '#N/A'],
  ],
  IFERROR: [
    ['IFERROR(1/0,5)', 5],
    ['IFERROR(A3+1,0)', 0],
  ],
  AND: [['AND(A1=1,A2=1)', false]],
  OR: [['OR(A1=1,A2=1)', true]],
  XOR: [['XOR(A1=1,A2=2)', false]],
  NOT: [['NOT(A1=1)', false]],
  LEFT: [
    ['LEFT("abc")', 'a'],
    ['LEFT("abc",2)', 'ab'],
  ],
  RIGHT: [['RIGHT("abc",2)', 'bc']],
  MID: [
    ['MID("abcdef",2,3)', 'bcd'],
    ['MID("abc",0,1)', '#VALUE!'],
  ],
  LEN: [['LEN("élève")', 5]],
  TRIM: [['TRIM("  a  b ")', 'a b']],
  UPPER: [['UPPER("été")', 'ÉTÉ']],
  LOWER: [['LOWER("ÉTÉ")', 'été']],
  PROPER: [['PROPER("jean-luc élan")', 'Jean-Luc Élan']],
  SUBSTITUTE: [
    ['SUBSTITUTE("a.b.c",".","-")', 'a-b-c'],
    ['SUBSTITUTE("aXbX","X","-",2)', 'aXb-'],
  ],
  REPLACE: [['REPLACE("abcdef",2,2,"Z")', 'aZdef']],
  FIND: [
    ['FIND("c","abcabc",4)', 6],
    ['FIND("C","abc")', '#VALUE!'],
  ],
  SEARCH: [
    ['SEARCH("C","abc")', 3],
    ['SEARCH(".","a.b")', 2],
  ],
  EXACT: [['EXACT("a","A")', false]],
  DATE: [
    ['DATE(2024,2,29)', 45351],
    ['DATE(2024,14,1)', 45689],
  ],
  YEAR: [['YEAR(45351)', 2024]],
  MONTH: [['MONTH(45351)', 2]],
  DAY: [['DAY(45351)', 29]],
  EOMONTH: [['EOMONTH(DATE(2024,1,15),1)', 45351]],
  DATEDIF: [
    ['DATEDIF(DATE(2024,1,15),DATE(2025,3,10),"M")', 13],
    ['DATEDIF(DATE(2024,1,15),DATE(2025,3,10),"Y")', 1],
    ['DATEDIF(DATE(2024,1,15),DATE(2025,3,10),"D")', 420],
  ],
  DAYS: [['DAYS(DATE(2024,3,1),DATE(2024,2,1))', 29]],
  NETWORKDAYS: [['NETWORKDAYS(DATE(2024,9,2),DATE(2024,9,9))', 6]],
  WEEKDAY: [
    ['WEEKDAY(DATE(2024,9,2),2)', 1],
    ['WEEKDAY(DATE(2024,9,2))', 2],
  ],
  ISNUMBER: [
    ['ISNUMBER(A1)', true],
    ['ISNUMBER(A3)', false],
    ['ISNUMBER(A4)', false],
  ],
  ISTEXT: [['ISTEXT(A3)', true]],
  ISERROR: [['ISERROR(1/0)', true]],
};

/** What HyperFormula 3.5.0 gives where Excel gives something else: the day it does not, our own function can go. */
const wrong: Readonly<Record<string, readonly [string, CellValue]>> = {
  ROUND: ['ROUND(1.005,2)', 1],
  ROUNDUP: ['ROUNDUP(1.1,2)', 1.11],
  ROUNDDOWN: ['ROUNDDOWN(2.3,2)', 2.29],
  INT: ['INT(-1.5)', -1],
  TRUNC: ['TRUNC(2.3,2)', 2.29],
  COUNTA: ['COUNTA(D1:D5)', 4],
  COUNTBLANK: ['COUNTBLANK(D1:D5)', 1],
  ISBLANK: ['ISBLANK(D1)', false],
  CONCATENATE: ['CONCATENATE("a",1.5)', 'a1.5'],
  EDATE: ['EDATE(DATE(2024,1,31),1)', 45350],
};

describe('FO1 the table of functions', () => {
  const byEngine = formulaFunctions.filter((one) => one.computedBy === 'engine').map((one) => one.name);
  it.each(byEngine)('FO1 HyperFormula computes %s as Excel does', (name) => {
    const tries = right[name] ?? [];
    expect(tries.length).toBeGreaterThan(0);
    for (const [formula, expected] of tries)
      expect(compute(formula), formula).toEqual(
        typeof expected === 'number' ? expect.closeTo(expected, 10) : expected,
      );
  });

  const own = formulaFunctions.filter((one) => one.computedBy === 'own').map((one) => one.name);
  it.each(own)('FO1 HyperFormula computes %s wrongly, so we bring our own', (name) => {
    const [formula, given] = wrong[name] ?? expect.fail(`no fact about ${name}`);
    expect(ownReasons[name]).toBeDefined();
    expect(compute(formula)).toEqual(given);
  });

  it('FO1 no name means two functions, whatever its case and accents', () => {
    const names = formulaFunctions.flatMap((one) => [
      ...new Set([one.name, one.frenchName, ...one.aliases].map(foldText)),
    ]);
    expect(names).toEqual([...new Set(names)]);
  });

  it('FO1 describes every function in both languages, nothing else, and names its arguments', () => {
    const names = formulaFunctions.map(({ name }) => name).toSorted();
    for (const language of languages) {
      const descriptions = messagesFor(language).functionDescriptions;
      expect(Object.keys(descriptions).toSorted()).toEqual(names);
      for (const sentence of Object.values(descriptions)) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
    }
    for (const one of formulaFunctions) {
      expect(one.arguments.every((argument) => /^[\p{L}_]/u.test(argument.name))).toBe(true);
      expect(one.minArguments).toBeLessThanOrEqual(one.maxArguments);
    }
  });
});

describe('FO2 names', () => {
  it.each([
    ['SOMME', 'SUM'],
    ['somme', 'SUM'],
    ['Sum', 'SUM'],
    ['MAX.SI.ENS', 'MAXIFS'],
    ['MAX.SI', 'MAXIFS'],
    ['MIN.SI.ENS', 'MINIFS'],
    ['SI.MULTIPLE', 'SWITCH'],
    ['switch', 'SWITCH'],
    ['médiane', 'MEDIAN'],
    ['Année', 'YEAR'],
    ['concaténer', 'CONCATENATE'],
  ])('FO2 %s is %s', (word, name) => {
    expect(findFunction(word)?.name).toBe(name);
  });

  it('FO2 what HyperFormula computes wrongly, or by position, or at random is not there', () => {
    for (const word of ['TEXTE', 'TEXT', 'AUJOURDHUI', 'ALEA', 'INDIRECT', 'DECALER', 'FILTRE', 'RECHERCHEV'])
      expect(findFunction(word)).toBeNull();
  });
});

describe('FO3 arguments', () => {
  const named = (name: string) => canonicalFunction(name) ?? expect.fail(name);

  it('FO3 the last group can be given again, and takes the same things', () => {
    const sumifs = named('SUMIFS');
    expect([0, 1, 2, 3, 4].map((index) => argumentKind(sumifs, index))).toEqual([
      'column',
      'column',
      'criterion',
      'column',
      'criterion',
    ]);
    expect([0, 2, 3, 4, 5, 61].map((count) => argumentCountProblem(sumifs, count))).toEqual([
      'too_few_arguments',
      'too_few_arguments',
      null,
      'too_few_arguments',
      null,
      'too_many_arguments',
    ]);
  });

  it('FO3 optional ones may be left out', () => {
    expect([0, 1, 2, 3].map((count) => argumentCountProblem(named('ROUND'), count))).toEqual([
      'too_few_arguments',
      null,
      null,
      'too_many_arguments',
    ]);
    expect([2, 3, 4, 5, 6].map((count) => argumentCountProblem(named('SWITCH'), count))).toEqual([
      'too_few_arguments',
      null,
      null,
      null,
      null,
    ]);
  });
});
