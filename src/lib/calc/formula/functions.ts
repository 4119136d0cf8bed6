// The functions that user formulas may call, as data: names and arguments. The parser, the completion and the help page all read
// this table; what is not here does not exist for users. What each does is said by i18n (`functionDescriptions`).
//
// Each function is either computed right by HyperFormula 3.5.0 (functions.test.ts tries every one on the engine), or has
// `computedBy: 'own'`: people need it and HyperFormula gets it wrong, so the engine must bring its own (see `ownReasons`).
// Left out on purpose:
// - TEXT: its formats are not French, and TEXTE(1,5;"0,00") gives 2,00. VALUE: refuses a decimal comma.
// - CEILING, FLOOR, MROUND: binary fractions show (FLOOR(0.3,0.1) is 0.2). ISOWEEKNUM: 30/12/2024 in week 53.
// - TODAY, NOW, RAND, RANDBETWEEN: a figure of the plan must not change with nobody's hand on it.
// - OFFSET, INDEX, MATCH, VLOOKUP, ADDRESS, ROW, COLUMN: they speak of positions, and no formula here knows any.
// - FILTER, SORT, UNIQUE, SEQUENCE: they give several values, and a cell holds one.
import type { FunctionName } from '../../i18n/fr/function-descriptions.ts';

export type FunctionCategory = 'math' | 'statistics' | 'logic' | 'text' | 'date' | 'information';

/**
 * What stands in an argument. `value`: one value, so a bare `[Name]` is this row's cell. `column`: many values, so a bare
 * `[Name]` is the whole column. `criterion`: a value or a text such as ">2,5", whose decimal comma the engine must translate.
 */
export type ArgumentKind = 'value' | 'column' | 'criterion';

export interface FunctionArgument {
  readonly name: string;
  readonly takes: ArgumentKind;
  readonly isOptional: boolean;
}

export interface FormulaFunction {
  /** English, as stored. */
  readonly name: FunctionName;
  /** As Excel has it. */
  readonly frenchName: string;
  /** Other names that are read, never written: HyperFormula's French where it differs from Excel's, newer names. */
  readonly aliases: readonly string[];
  readonly category: FunctionCategory;
  readonly arguments: readonly FunctionArgument[];
  /** So many of the last arguments can be given again, as one group. */
  readonly repeats: number;
  readonly minArguments: number;
  readonly maxArguments: number;
  readonly computedBy: 'engine' | 'own';
}

/** Of one call: more is a mistake or an attack. */
export const mostArguments = 60;

type Entry = Omit<FormulaFunction, 'category'>;

const categories: Readonly<Record<FunctionCategory, readonly Entry[]>> = {
  math: [
    entry('SUM', 'SOMME', ':nombres', { repeats: 1 }),
    entry('SUMIF', 'SOMME.SI', ':colonne ~critère :colonne_à_additionner?'),
    entry('SUMIFS', 'SOMME.SI.ENS', ':colonne_à_additionner :colonne ~critère', { repeats: 2 }),
    entry('SUMPRODUCT', 'SOMMEPROD', ':colonne', { repeats: 1 }),
    entry('PRODUCT', 'PRODUIT', ':nombres', { repeats: 1 }),
    entry('ROUND', 'ARRONDI', 'nombre décimales?', { own: true }),
    entry('ROUNDUP', 'ARRONDI.SUP', 'nombre décimales?', { own: true }),
    entry('ROUNDDOWN', 'ARRONDI.INF', 'nombre décimales?', { own: true }),
    entry('INT', 'ENT', 'nombre', {
      own: true,
    }),
    entry('TRUNC', 'TRONQUE', 'nombre décimales?', { own: true }),
    entry('ABS', 'ABS', 'nombre'),
    entry('SIGN', 'SIGNE', 'nombre'),
    entry('MOD', 'MOD', 'nombre diviseur'),
    entry('QUOTIENT', 'QUOTIENT', 'nombre diviseur'),
    entry('POWER', 'PUISSANCE', 'nombre puissance'),
    entry('SQRT', 'RACINE', 'nombre'),
  ],
  statistics: [
    entry('COUNT', 'NB', ':valeurs', { repeats: 1 }),
    entry('COUNTA', 'NBVAL', ':valeurs', {
      repeats: 1,
      own: true,
    }),
    entry('COUNTBLANK', 'NB.VIDE', ':colonne', { own: true }),
    entry('COUNTIF', 'NB.SI', ':colonne ~critère'),
    entry('COUNTIFS', 'NB.SI.ENS', ':colonne ~critère', { repeats: 2 }),
    entry('AVERAGE', 'MOYENNE', ':nombres', {
      repeats: 1,
    }),
    entry('AVERAGEIF', 'MOYENNE.SI', ':colonne ~critère :colonne_à_moyenner?'),
    entry('MIN', 'MIN', ':nombres', {
      repeats: 1,
    }),
    entry('MAX', 'MAX', ':nombres', {
      repeats: 1,
    }),
    entry('MINIFS', 'MIN.SI.ENS', ':colonne_du_minimum :colonne ~critère', {
      repeats: 2,
      aliases: ['MIN.SI'],
    }),
    entry('MAXIFS', 'MAX.SI.ENS', ':colonne_du_maximum :colonne ~critère', {
      repeats: 2,
      aliases: ['MAX.SI'],
    }),
    entry('MEDIAN', 'MEDIANE', ':nombres', {
      repeats: 1,
    }),
    entry('LARGE', 'GRANDE.VALEUR', ':colonne k'),
    entry('SMALL', 'PETITE.VALEUR', ':colonne k'),
  ],
  logic: [
    entry('IF', 'SI', 'test si_vrai si_faux?'),
    entry('IFS', 'SI.CONDITIONS', 'test valeur', {
      repeats: 2,
    }),
    entry('SWITCH', 'SI.MULTIPLE', 'expression valeur résultat suite?', { repeats: 1 }),
    entry('IFERROR', 'SIERREUR', 'valeur si_erreur'),
    entry('AND', 'ET', 'test', {
      repeats: 1,
    }),
    entry('OR', 'OU', 'test', { repeats: 1 }),
    entry('XOR', 'OUX', 'test', { repeats: 1 }),
    entry('NOT', 'NON', 'test'),
  ],
  text: [
    entry('LEFT', 'GAUCHE', 'texte nombre?'),
    entry('RIGHT', 'DROITE', 'texte nombre?'),
    entry('MID', 'STXT', 'texte début nombre'),
    entry('LEN', 'NBCAR', 'texte'),
    entry('TRIM', 'SUPPRESPACE', 'texte'),
    entry('UPPER', 'MAJUSCULE', 'texte'),
    entry('LOWER', 'MINUSCULE', 'texte'),
    entry('PROPER', 'NOMPROPRE', 'texte'),
    entry('CONCATENATE', 'CONCATENER', 'texte', {
      repeats: 1,
      aliases: ['CONCAT'],
      own: true,
    }),
    entry('SUBSTITUTE', 'SUBSTITUE', 'texte ancien nouveau position?'),
    entry('REPLACE', 'REMPLACER', 'texte début nombre nouveau'),
    entry('FIND', 'TROUVE', 'cherché texte début?'),
    entry('SEARCH', 'CHERCHE', 'cherché texte début?'),
    entry('EXACT', 'EXACT', 'texte texte'),
  ],
  date: [
    entry('DATE', 'DATE', 'année mois jour'),
    entry('YEAR', 'ANNEE', 'date'),
    entry('MONTH', 'MOIS', 'date'),
    entry('DAY', 'JOUR', 'date'),
    entry('EDATE', 'MOIS.DECALER', 'date mois', { own: true }),
    entry('EOMONTH', 'FIN.MOIS', 'date mois'),
    entry('DATEDIF', 'DATEDIF', 'début fin unité'),
    entry('DAYS', 'JOURS', 'fin début'),
    entry('NETWORKDAYS', 'NB.JOURS.OUVRES', 'début fin'),
    entry('WEEKDAY', 'JOURSEM', 'date type?'),
  ],
  information: [
    entry('ISBLANK', 'ESTVIDE', 'valeur', {
      own: true,
    }),
    entry('ISNUMBER', 'ESTNUM', 'valeur'),
    entry('ISTEXT', 'ESTTEXTE', 'valeur'),
    entry('ISERROR', 'ESTERREUR', 'valeur'),
  ],
};

export const formulaFunctions: readonly FormulaFunction[] = Object.entries(categories).flatMap(
  ([category, entries]) => entries.map((one) => ({ ...one, category: category as FunctionCategory })),
);

/** What HyperFormula 3.5.0 gives instead, for whoever writes our own; functions.test.ts holds each fact. */
export const ownReasons: Readonly<Record<string, string>> = {
  ROUND: 'ROUND(1.005,2) is 1; Excel shows 1.01',
  ROUNDUP: 'ROUNDUP(1.1,2) is 1.11',
  ROUNDDOWN: 'ROUNDDOWN(2.3,2) is 2.29',
  INT: 'INT(-1.5) is -1, and INT(4.35*100) is 434',
  TRUNC: 'TRUNC(2.3,2) is 2.29',
  COUNTA: 'counts an empty derived value, which is the text "" in the engine',
  COUNTBLANK: 'does not count an empty derived value',
  ISBLANK: 'is false for an empty derived value',
  CONCATENATE: 'writes numbers with a decimal dot; so does the operator &',
  EDATE: 'EDATE(31/01/2024,1) is the 28th of a February of 29 days',
};

/**
 * `signature`: names of the arguments with spaces between; `:` before a column, `~` before a criterion, `?` after an
 * optional one, `_` for a space inside a name.
 */
function entry(
  name: FunctionName,
  frenchName: string,
  signature: string,
  options: {
    repeats?: number;
    aliases?: readonly string[];
    own?: boolean;
  } = {},
): Entry {
  const kinds: Readonly<Record<string, ArgumentKind>> = {
    ':': 'column',
    '~': 'criterion',
  };
  const list = signature.split(' ').map((word): FunctionArgument => ({
    name: word.replace(/^[:~]|\?$/g, '').replaceAll('_', ' '),
    takes: kinds[word.charAt(0)] ?? 'value',
    isOptional: word.endsWith('?'),
  }));
  const repeats = options.repeats ?? 0;
  return {
    name,
    frenchName,
    aliases: options.aliases ?? [],
    arguments: list,
    repeats,
    minArguments: list.filter((argument) => !argument.isOptional).length,
    maxArguments: repeats === 0 ? list.length : mostArguments,
    computedBy: options.own === true ? 'own' : 'engine',
  };
}
