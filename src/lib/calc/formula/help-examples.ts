// The formulas that the help page shows, with what they give on a small plan of its own, as data: help-examples.test.ts computes
// each with the engine. Sentences about them are i18n's; what is no example of the page does not belong here.
import type { FormulaProblemCode } from '../../contract/derived.ts';
import type { formulaHelp } from '../../i18n/fr/formula-help.ts';
import type { FunctionName } from '../../i18n/fr/function-descriptions.ts';
import type { FormulaErrorCode } from './formula-error.ts';

/** The cell that a formula is written in: one of each kind, none of those that the examples read. */
export const exampleCells = {
  count: 'hommes',
  money: 'autres_etat',
  text: 'calendrier',
  date: 'calendrier.debut',
} as const;

type ExampleCellKind = keyof typeof exampleCells;

interface WrittenFormula {
  readonly formula: string;
  /** A count unless said. */
  readonly cell?: ExampleCellKind;
}

export interface FormulaExample extends WrittenFormula {
  /** The cell's value: an ISO day in a date cell, null where it stays empty. */
  readonly result: number | string | null;
  /** The number of the action it is written in, where it is not the plan's own. */
  readonly fiche?: number;
  /** Empty cells that count for 0, and texts that are left out. */
  readonly empty?: number;
  readonly ignored?: number;
}

/** What the examples read. Cells hold what people typed; an absent one is empty. */
export const samplePlan = {
  /** The action that the examples are written in. */
  fiche: 2,
  columns: [
    { id: 'p104', name: 'Subvention P104' },
    { id: 'reliquats', name: 'Reliquats n-1' },
    { id: 'beneficiaires_total', name: 'Bénéficiaires' },
  ],
  fiches: [
    { number: 1, cells: { p104: '20 000', reliquats: '1 500', beneficiaires_total: '40' } },
    { number: 2, cells: { p104: '12 000', beneficiaires_total: '25' } },
    { number: 3, cells: { p104: '8 000', reliquats: '500', beneficiaires_total: '100' } },
    { number: 4, cells: { p104: 'environ 9 600', reliquats: '2 500', beneficiaires_total: '35' } },
  ],
} as const;

type Explained = (typeof formulaHelp)['examples'];

/** By the section of the page they stand in. */
export const sectionExamples: {
  readonly [Section in keyof Explained]: Readonly<Record<keyof Explained[Section], FormulaExample>>;
} = {
  start: {
    arithmetic: { formula: '=(1200+300)*12', result: 18_000 },
    decimals: { formula: '=2,5*4', result: 10 },
    rate: { formula: '=[Subvention P104]*10%', result: 1_200 },
    call: { formula: '=ARRONDI([Subvention P104]/7;2)', result: 1_714.29 },
  },
  cells: {
    thisRow: { formula: '=[Subvention P104]', result: 12_000 },
    namedRow: { formula: '=Fiche 3[Subvention P104]', result: 8_000 },
    column: { formula: '=SOMME([Bénéficiaires])', result: 200 },
    share: { formula: '=[Bénéficiaires]/SOMME([Bénéficiaires])*100', result: 12.5 },
    thisRowOnly: { formula: '=SOMME([@Subvention P104];[@Bénéficiaires])', result: 12_025 },
    otherRow: { formula: '=Fiche 1[Subvention P104]-[Subvention P104]', result: 8_000 },
  },
  stable: {
    written: { formula: '=[Subvention P104]/[Bénéficiaires]', result: 480 },
    copied: { formula: '=[Subvention P104]/[Bénéficiaires]', result: 80, fiche: 3 },
    named: { formula: '=Fiche 3[Bénéficiaires]', result: 100 },
    namedCopied: { formula: '=Fiche 3[Bénéficiaires]', result: 100, fiche: 4 },
  },
  blanks: {
    empty: { formula: '=[Subvention P104]+[Reliquats n-1]', result: 12_000, empty: 1 },
    mean: { formula: '=MOYENNE([Reliquats n-1])', result: 1_500 },
    text: { formula: '=SOMME([Subvention P104])', result: 40_000, ignored: 1 },
    rounded: { formula: '=ARRONDI(1,005;2)', result: 1.01 },
    exact: { formula: '=0,1+0,2=0,3', result: 'VRAI', cell: 'text' },
    nothing: { formula: '=SI([Bénéficiaires]>50;[Subvention P104];"")', result: null },
  },
};

/** Under the first sign of those of one strength. */
export const operatorExamples: Readonly<
  Record<keyof (typeof formulaHelp)['signs']['operators'], FormulaExample>
> = {
  sign: { formula: '=-2^2', result: 4 },
  percent: { formula: '=12000*5%', result: 600 },
  '^': { formula: '=2^3', result: 8 },
  '*': { formula: '=6/4*2', result: 3 },
  '+': { formula: '=10-2*3', result: 4 },
  '&': { formula: '="P104 : "&[Subvention P104]', result: 'P104 : 12000', cell: 'text' },
  '=': { formula: '=[Bénéficiaires]>=25', result: 'VRAI', cell: 'text' },
};

export const functionExamples: Readonly<Record<FunctionName, FormulaExample>> = {
  SUM: { formula: '=SOMME(1;2;3,5)', result: 6.5 },
  SUMIF: { formula: '=SOMME.SI([Bénéficiaires];">=35";[Reliquats n-1])', result: 4_500 },
  SUMIFS: {
    formula: '=SOMME.SI.ENS([Reliquats n-1];[Bénéficiaires];">=35";[Bénéficiaires];"<50")',
    result: 4_000,
  },
  SUMPRODUCT: { formula: '=SOMMEPROD([Reliquats n-1];[Bénéficiaires])', result: 197_500 },
  PRODUCT: { formula: '=PRODUIT(2;3;4)', result: 24 },
  ROUND: { formula: '=ARRONDI(1,005;2)', result: 1.01 },
  ROUNDUP: { formula: '=ARRONDI.SUP(1,11;1)', result: 1.2 },
  ROUNDDOWN: { formula: '=ARRONDI.INF(2,39;1)', result: 2.3 },
  INT: { formula: '=ENT(-1,5)', result: -2 },
  TRUNC: { formula: '=TRONQUE(-1,5)', result: -1 },
  ABS: { formula: '=ABS(-3)', result: 3 },
  SIGN: { formula: '=SIGNE(-3)', result: -1 },
  MOD: { formula: '=MOD(17;5)', result: 2 },
  QUOTIENT: { formula: '=QUOTIENT(17;5)', result: 3 },
  POWER: { formula: '=PUISSANCE(2;10)', result: 1_024 },
  SQRT: { formula: '=RACINE(16)', result: 4 },
  COUNT: { formula: '=NB([Reliquats n-1])', result: 3 },
  COUNTA: { formula: '=NBVAL([Reliquats n-1])', result: 3 },
  COUNTBLANK: { formula: '=NB.VIDE([Reliquats n-1])', result: 1 },
  COUNTIF: { formula: '=NB.SI([Reliquats n-1];">999,99")', result: 2 },
  COUNTIFS: { formula: '=NB.SI.ENS([Bénéficiaires];">=35";[Reliquats n-1];">1000")', result: 2 },
  AVERAGE: { formula: '=MOYENNE(1;2;6)', result: 3 },
  AVERAGEIF: { formula: '=MOYENNE.SI([Bénéficiaires];">35")', result: 70 },
  MIN: { formula: '=MIN([Bénéficiaires])', result: 25 },
  MAX: { formula: '=MAX([Bénéficiaires])', result: 100 },
  MINIFS: { formula: '=MIN.SI.ENS([Bénéficiaires];[Reliquats n-1];">=1000")', result: 35 },
  MAXIFS: { formula: '=MAX.SI.ENS([Bénéficiaires];[Reliquats n-1];">=1000")', result: 40 },
  MEDIAN: { formula: '=MEDIANE(1;2;9)', result: 2 },
  LARGE: { formula: '=GRANDE.VALEUR([Bénéficiaires];2)', result: 40 },
  SMALL: { formula: '=PETITE.VALEUR([Bénéficiaires];2)', result: 35 },
  IF: { formula: '=SI([Bénéficiaires]>30;"grand";"petit")', result: 'petit', cell: 'text' },
  IFS: {
    formula: '=SI.CONDITIONS([Bénéficiaires]>50;"grand";[Bénéficiaires]>20;"moyen")',
    result: 'moyen',
    cell: 'text',
  },
  SWITCH: { formula: '=SI.MULTIPLE(2;1;"un";2;"deux";"autre")', result: 'deux', cell: 'text' },
  IFERROR: { formula: '=SIERREUR([Subvention P104]/0;0)', result: 0 },
  AND: { formula: '=ET(2>1;1>2)', result: 'FAUX', cell: 'text' },
  OR: { formula: '=OU(2>1;1>2)', result: 'VRAI', cell: 'text' },
  XOR: { formula: '=OUX(2>1;3>2)', result: 'FAUX', cell: 'text' },
  NOT: { formula: '=NON(1>2)', result: 'VRAI', cell: 'text' },
  LEFT: { formula: '=GAUCHE("Metz";2)', result: 'Me', cell: 'text' },
  RIGHT: { formula: '=DROITE("Metz";2)', result: 'tz', cell: 'text' },
  MID: { formula: '=STXT("Metz";2;2)', result: 'et', cell: 'text' },
  LEN: { formula: '=NBCAR("élève")', result: 5 },
  TRIM: { formula: '=SUPPRESPACE("  atelier   FLE ")', result: 'atelier FLE', cell: 'text' },
  UPPER: { formula: '=MAJUSCULE("été")', result: 'ÉTÉ', cell: 'text' },
  LOWER: { formula: '=MINUSCULE("ÉTÉ")', result: 'été', cell: 'text' },
  PROPER: { formula: '=NOMPROPRE("jean martin")', result: 'Jean Martin', cell: 'text' },
  CONCATENATE: { formula: '=CONCATENER("Taux : ";1,5)', result: 'Taux : 1,5', cell: 'text' },
  SUBSTITUTE: { formula: '=SUBSTITUE("2023-2024";"-";"/")', result: '2023/2024', cell: 'text' },
  REPLACE: { formula: '=REMPLACER("P103";4;1;"4")', result: 'P104', cell: 'text' },
  FIND: { formula: '=TROUVE("t";"Atelier")', result: 2 },
  SEARCH: { formula: '=CHERCHE("A";"Metz, atelier")', result: 7 },
  EXACT: { formula: '=EXACT("FLE";"fle")', result: 'FAUX', cell: 'text' },
  DATE: { formula: '=DATE(2025;6;30)', result: '2025-06-30', cell: 'date' },
  YEAR: { formula: '=ANNEE(DATE(2025;6;30))', result: '2025', cell: 'text' },
  MONTH: { formula: '=MOIS(DATE(2025;6;30))', result: 6 },
  DAY: { formula: '=JOUR(DATE(2025;6;30))', result: 30 },
  EDATE: { formula: '=MOIS.DECALER(DATE(2024;1;31);1)', result: '2024-02-29', cell: 'date' },
  EOMONTH: { formula: '=FIN.MOIS(DATE(2025;1;15);1)', result: '2025-02-28', cell: 'date' },
  DATEDIF: { formula: '=DATEDIF(DATE(2024;9;1);DATE(2025;6;30);"M")', result: 9 },
  DAYS: { formula: '=JOURS(DATE(2025;3;1);DATE(2025;1;1))', result: 59 },
  NETWORKDAYS: { formula: '=NB.JOURS.OUVRES(DATE(2025;6;2);DATE(2025;6;8))', result: 5 },
  WEEKDAY: { formula: '=JOURSEM(DATE(2025;6;30);2)', result: 1 },
  ISBLANK: { formula: '=ESTVIDE([Reliquats n-1])', result: 'VRAI', cell: 'text' },
  ISNUMBER: { formula: '=ESTNUM([Subvention P104])', result: 'VRAI', cell: 'text' },
  ISTEXT: { formula: '=ESTTEXTE([Subvention P104])', result: 'FAUX', cell: 'text' },
  ISERROR: { formula: '=ESTERREUR(1/0)', result: 'VRAI', cell: 'text' },
};

/** Spreadsheet functions that people look for and that are left out on purpose (functions.ts says why). */
export const absentFunctions = [
  'RECHERCHEV',
  'RECHERCHEX',
  'INDEX',
  'EQUIV',
  'DECALER',
  'INDIRECT',
  'FILTRE',
  'TRIER',
  'UNIQUE',
  'AUJOURDHUI',
  'ALEA',
] as const;

/** A formula that gives nothing, for problems that this plan can show. */
export const problemExamples: Readonly<Partial<Record<FormulaProblemCode, WrittenFormula>>> = {
  reads_follow_up: { formula: '=[Subvention P104 dépensé]' },
  cycle: { formula: '=[Coût total]*10%', cell: 'money' },
  divide_by_empty: { formula: '=[Subvention P104]/[Reliquats n-1]' },
  divide_by_zero: { formula: '=[Subvention P104]/0' },
  reads_text: { formula: '=Fiche 4[Subvention P104]*2' },
  not_found: { formula: '=SI.MULTIPLE(3;1;"un";2;"deux")' },
  no_number: { formula: '=RACINE(-1)' },
  bad_argument: { formula: '=TROUVE("z";"atelier")' },
  gives_no_number: { formula: '="douze mille"' },
  gives_no_date: { formula: '="demain"', cell: 'date' },
};

export interface MistakeExample {
  readonly code: FormulaErrorCode;
  readonly formula: string;
  /** As the sentence has them: what is concerned, and the known name that is most like it. */
  readonly word: string;
  readonly nearest: string | null;
}

/** What cannot be read, and what is then said of it. */
export const mistakeExamples: readonly MistakeExample[] = [
  {
    code: 'unknown_column',
    formula: '=[Subvention P105]',
    word: 'Subvention P105',
    nearest: 'Subvention P104',
  },
  { code: 'unknown_row', formula: '=Fiche 12[Subvention P104]', word: 'Fiche 12', nearest: null },
  { code: 'ambiguous_column', formula: '=[Commentaires]', word: 'Commentaires', nearest: null },
  { code: 'unknown_function', formula: '=SOME([Bénéficiaires])', word: 'SOME', nearest: 'SOMME' },
  { code: 'unknown_word', formula: '=Subvention*2', word: 'Subvention', nearest: null },
  { code: 'too_few_arguments', formula: '=SOMME.SI([Bénéficiaires])', word: 'SOMME.SI', nearest: null },
  { code: 'too_many_arguments', formula: '=ABS(1;2)', word: 'ABS', nearest: null },
  { code: 'comma_separator', formula: '=SOMME([Bénéficiaires], 2)', word: ',', nearest: null },
  { code: 'unexpected_separator', formula: '=1;2', word: ';', nearest: null },
  { code: 'missing_operand', formula: '=3+', word: '', nearest: null },
  { code: 'missing_operator', formula: '=2 [Bénéficiaires]', word: '', nearest: null },
  { code: 'unexpected_parenthesis', formula: '=1+2)', word: '', nearest: null },
  { code: 'ambiguous_number', formula: '=1.000*2', word: '1.000', nearest: null },
  { code: 'unreadable_number', formula: '=12,5,3', word: '12,5,3', nearest: null },
  { code: 'unknown_character', formula: '=45800 €', word: '€', nearest: null },
  { code: 'unclosed_text', formula: '="Metz', word: '"Metz', nearest: null },
  { code: 'unclosed_bracket', formula: '=[Subvention P104', word: '[Subvention P104', nearest: null },
];
