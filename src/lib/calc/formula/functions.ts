// The functions that user formulas may call, as data: names, arguments, one French sentence each. The parser, the completion,
// the help panel and the help page all read this table; what is not here does not exist for users.
//
// Each function is either computed right by HyperFormula 3.5.0 (functions.test.ts tries every one on the engine), or has
// `computedBy: 'own'`: people need it and HyperFormula gets it wrong, so the engine must bring its own (see `ownReasons`).
// Left out on purpose:
// - TEXT: its formats are not French, and TEXTE(1,5;"0,00") gives 2,00. VALUE: refuses a decimal comma.
// - CEILING, FLOOR, MROUND: binary fractions show (FLOOR(0.3,0.1) is 0.2). ISOWEEKNUM: 30/12/2024 in week 53.
// - TODAY, NOW, RAND, RANDBETWEEN: a figure of the plan must not change with nobody's hand on it.
// - OFFSET, INDEX, MATCH, VLOOKUP, ADDRESS, ROW, COLUMN: they speak of positions, and no formula here knows any.
// - FILTER, SORT, UNIQUE, SEQUENCE: they give several values, and a cell holds one.

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
  readonly name: string;
  /** As Excel has it. */
  readonly frenchName: string;
  /** Other names that are read, never written: HyperFormula's French where it differs from Excel's, newer names. */
  readonly aliases: readonly string[];
  readonly category: FunctionCategory;
  readonly description: string;
  readonly arguments: readonly FunctionArgument[];
  /** So many of the last arguments can be given again, as one group. */
  readonly repeats: number;
  readonly minArguments: number;
  readonly maxArguments: number;
  readonly computedBy: 'engine' | 'own';
}

/** Of one call: more is a mistake or an attack. */
const mostArguments = 60;

type Entry = Omit<FormulaFunction, 'category'>;

const categories: Readonly<Record<FunctionCategory, readonly Entry[]>> = {
  math: [
    entry('SUM', 'SOMME', 'Additionne des nombres ou une colonne.', ':nombres', { repeats: 1 }),
    entry(
      'SUMIF',
      'SOMME.SI',
      'Additionne les valeurs des lignes qui remplissent un critère.',
      ':colonne ~critère :colonne_à_additionner?',
    ),
    entry(
      'SUMIFS',
      'SOMME.SI.ENS',
      'Additionne les valeurs des lignes qui remplissent tous les critères.',
      ':colonne_à_additionner :colonne ~critère',
      { repeats: 2 },
    ),
    entry(
      'SUMPRODUCT',
      'SOMMEPROD',
      'Multiplie les colonnes ligne par ligne, puis additionne les produits.',
      ':colonne',
      { repeats: 1 },
    ),
    entry('PRODUCT', 'PRODUIT', 'Multiplie des nombres ou une colonne.', ':nombres', { repeats: 1 }),
    entry('ROUND', 'ARRONDI', 'Arrondit à tant de décimales.', 'nombre décimales?', { own: true }),
    entry('ROUNDUP', 'ARRONDI.SUP', 'Arrondit en s’éloignant de zéro.', 'nombre décimales?', { own: true }),
    entry('ROUNDDOWN', 'ARRONDI.INF', 'Arrondit en allant vers zéro.', 'nombre décimales?', { own: true }),
    entry('INT', 'ENT', 'Donne l’entier égal ou juste inférieur.', 'nombre', {
      own: true,
    }),
    entry('TRUNC', 'TRONQUE', 'Coupe les décimales sans arrondir.', 'nombre décimales?', { own: true }),
    entry('ABS', 'ABS', 'Donne le nombre sans son signe.', 'nombre'),
    entry('SIGN', 'SIGNE', 'Donne 1, 0 ou -1 selon le signe du nombre.', 'nombre'),
    entry('MOD', 'MOD', 'Donne le reste d’une division.', 'nombre diviseur'),
    entry('QUOTIENT', 'QUOTIENT', 'Donne la partie entière d’une division.', 'nombre diviseur'),
    entry('POWER', 'PUISSANCE', 'Élève un nombre à une puissance.', 'nombre puissance'),
    entry('SQRT', 'RACINE', 'Donne la racine carrée.', 'nombre'),
  ],
  statistics: [
    entry('COUNT', 'NB', 'Compte les nombres.', ':valeurs', { repeats: 1 }),
    entry('COUNTA', 'NBVAL', 'Compte ce qui n’est pas vide.', ':valeurs', {
      repeats: 1,
      own: true,
    }),
    entry('COUNTBLANK', 'NB.VIDE', 'Compte les cellules vides d’une colonne.', ':colonne', { own: true }),
    entry('COUNTIF', 'NB.SI', 'Compte les lignes qui remplissent un critère.', ':colonne ~critère'),
    entry(
      'COUNTIFS',
      'NB.SI.ENS',
      'Compte les lignes qui remplissent tous les critères.',
      ':colonne ~critère',
      { repeats: 2 },
    ),
    entry('AVERAGE', 'MOYENNE', 'Donne la moyenne des nombres ; les vides n’y comptent pas.', ':nombres', {
      repeats: 1,
    }),
    entry(
      'AVERAGEIF',
      'MOYENNE.SI',
      'Donne la moyenne des lignes qui remplissent un critère.',
      ':colonne ~critère :colonne_à_moyenner?',
    ),
    entry('MIN', 'MIN', 'Donne le plus petit nombre.', ':nombres', {
      repeats: 1,
    }),
    entry('MAX', 'MAX', 'Donne le plus grand nombre.', ':nombres', {
      repeats: 1,
    }),
    entry(
      'MINIFS',
      'MIN.SI.ENS',
      'Donne le plus petit nombre des lignes qui remplissent tous les critères.',
      ':colonne_du_minimum :colonne ~critère',
      { repeats: 2, aliases: ['MIN.SI'] },
    ),
    entry(
      'MAXIFS',
      'MAX.SI.ENS',
      'Donne le plus grand nombre des lignes qui remplissent tous les critères.',
      ':colonne_du_maximum :colonne ~critère',
      { repeats: 2, aliases: ['MAX.SI'] },
    ),
    entry('MEDIAN', 'MEDIANE', 'Donne le nombre du milieu.', ':nombres', {
      repeats: 1,
    }),
    entry('LARGE', 'GRANDE.VALEUR', 'Donne la k-ième plus grande valeur.', ':colonne k'),
    entry('SMALL', 'PETITE.VALEUR', 'Donne la k-ième plus petite valeur.', ':colonne k'),
  ],
  logic: [
    entry('IF', 'SI', 'Donne une valeur si le test est vrai, une autre sinon.', 'test si_vrai si_faux?'),
    entry('IFS', 'SI.CONDITIONS', 'Donne la valeur du premier test qui est vrai.', 'test valeur', {
      repeats: 2,
    }),
    entry(
      'SWITCH',
      'SI.MULTIPLE',
      'Donne le résultat qui va avec la valeur ; le dernier argument seul est celui des autres cas.',
      'expression valeur résultat suite?',
      { repeats: 1 },
    ),
    entry('IFERROR', 'SIERREUR', 'Remplace une erreur par une valeur.', 'valeur si_erreur'),
    entry('AND', 'ET', 'Vrai si tous les tests sont vrais.', 'test', {
      repeats: 1,
    }),
    entry('OR', 'OU', 'Vrai si un des tests est vrai.', 'test', { repeats: 1 }),
    entry('XOR', 'OUX', 'Vrai si un nombre impair de tests sont vrais.', 'test', { repeats: 1 }),
    entry('NOT', 'NON', 'Vrai si le test est faux.', 'test'),
  ],
  text: [
    entry('LEFT', 'GAUCHE', 'Donne les premiers caractères d’un texte.', 'texte nombre?'),
    entry('RIGHT', 'DROITE', 'Donne les derniers caractères d’un texte.', 'texte nombre?'),
    entry('MID', 'STXT', 'Donne des caractères du milieu d’un texte.', 'texte début nombre'),
    entry('LEN', 'NBCAR', 'Compte les caractères d’un texte.', 'texte'),
    entry('TRIM', 'SUPPRESPACE', 'Enlève les espaces en trop.', 'texte'),
    entry('UPPER', 'MAJUSCULE', 'Écrit un texte en majuscules.', 'texte'),
    entry('LOWER', 'MINUSCULE', 'Écrit un texte en minuscules.', 'texte'),
    entry('PROPER', 'NOMPROPRE', 'Met une majuscule à chaque mot.', 'texte'),
    entry('CONCATENATE', 'CONCATENER', 'Met des textes bout à bout.', 'texte', {
      repeats: 1,
      aliases: ['CONCAT'],
      own: true,
    }),
    entry(
      'SUBSTITUTE',
      'SUBSTITUE',
      'Remplace un texte par un autre dans un texte.',
      'texte ancien nouveau position?',
    ),
    entry(
      'REPLACE',
      'REMPLACER',
      'Remplace des caractères d’un texte selon leur place.',
      'texte début nombre nouveau',
    ),
    entry(
      'FIND',
      'TROUVE',
      'Donne la place d’un texte dans un autre, majuscules distinguées.',
      'cherché texte début?',
    ),
    entry('SEARCH', 'CHERCHE', 'Donne la place d’un texte dans un autre.', 'cherché texte début?'),
    entry('EXACT', 'EXACT', 'Vrai si deux textes sont les mêmes, majuscules comprises.', 'texte texte'),
  ],
  date: [
    entry('DATE', 'DATE', 'Donne une date.', 'année mois jour'),
    entry('YEAR', 'ANNEE', 'Donne l’année d’une date.', 'date'),
    entry('MONTH', 'MOIS', 'Donne le mois d’une date.', 'date'),
    entry('DAY', 'JOUR', 'Donne le jour d’une date.', 'date'),
    entry('EDATE', 'MOIS.DECALER', 'Avance ou recule une date de tant de mois.', 'date mois', { own: true }),
    entry('EOMONTH', 'FIN.MOIS', 'Donne le dernier jour du mois, tant de mois plus loin.', 'date mois'),
    entry(
      'DATEDIF',
      'DATEDIF',
      'Compte les jours "D", mois "M" ou années "Y" entre deux dates.',
      'début fin unité',
    ),
    entry('DAYS', 'JOURS', 'Compte les jours entre deux dates.', 'fin début'),
    entry(
      'NETWORKDAYS',
      'NB.JOURS.OUVRES',
      'Compte les jours de semaine entre deux dates, bornes comprises.',
      'début fin',
    ),
    entry('WEEKDAY', 'JOURSEM', 'Donne le jour de la semaine ; avec 2, lundi est 1.', 'date type?'),
  ],
  information: [
    entry('ISBLANK', 'ESTVIDE', 'Vrai si la cellule est vide.', 'valeur', {
      own: true,
    }),
    entry('ISNUMBER', 'ESTNUM', 'Vrai si la valeur est un nombre.', 'valeur'),
    entry('ISTEXT', 'ESTTEXTE', 'Vrai si la valeur est un texte.', 'valeur'),
    entry('ISERROR', 'ESTERREUR', 'Vrai si la valeur est une erreur.', 'valeur'),
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
  name: string,
  frenchName: string,
  description: string,
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
    description,
    arguments: list,
    repeats,
    minArguments: list.filter((argument) => !argument.isOptional).length,
    maxArguments: repeats === 0 ? list.length : mostArguments,
    computedBy: options.own === true ? 'own' : 'engine',
  };
}
