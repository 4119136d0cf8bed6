// Every derived cell and total of a plan, declared once, as data (domain.md §8). calc/ compiles these declarations to the
// engine's formulas and reads the reason of an empty result from the same declarations. No code computes here.
//
// Keys are the columns of an action (`p104`, `p104@spent`), its hours (`fr_heures`: the target of its hours row), the
// `envelope` of the plan, or another derived key declared above.
import { actorFields, beneficiaryFields, budgetFields, type Field, hourlyCostKeys } from './catalogue.ts';
import type { ReasonCode } from './derived.ts';
import { isNumericKind } from './kinds.ts';

/** The key of the plan's envelope among the operands. */
export const envelopeKey = 'envelope';

/** What an operand that is no number says about the result. */
export interface Operand {
  readonly key: string;
  readonly whenEmpty: ReasonCode;
  readonly whenText: ReasonCode;
  /** For a divisor only. Two codes where the answer depends on the numerator being 0 too. */
  readonly whenZero?: ReasonCode | { readonly both: ReasonCode; readonly divisorOnly: ReasonCode };
}

export interface Term {
  readonly key: string;
  readonly sign: 1 | -1;
  /** Without this term there is no result, for this reason; null: an empty term counts 0. */
  readonly required: ReasonCode | null;
}

export type Expression =
  /** The line as typed, or, while it is empty, the sum of its « dont » lines. Here alone keys are the cells as typed: elsewhere
   * `collectivite` is the effective value. */
  | {
      readonly kind: 'effective';
      readonly line: string;
      readonly parts: readonly string[];
      readonly whenEmpty: ReasonCode;
    }
  /** Empty terms count 0, unless all are empty or a required one is. Texts are left out and make the result incomplete. */
  | { readonly kind: 'sum'; readonly terms: readonly Term[]; readonly whenEmpty: ReasonCode }
  /** numerator / divisor / divisor… × scale, from left to right. */
  | {
      readonly kind: 'quotient';
      readonly numerator: Operand;
      readonly divisors: readonly Operand[];
      readonly scale: 1 | 100;
    };

export interface DerivedCell {
  readonly key: string;
  readonly expression: Expression;
}

/** A cell of the virtual row `<ficheId>.<costKey>`, there while the action has the row `hoursKey`. */
interface HourlyCell extends DerivedCell {
  readonly costKey: string;
  readonly hoursKey: string;
  readonly column: 'target' | 'target@realised';
}

type TotalRule =
  | { readonly kind: 'sum' }
  /** Σ numerator / Σ denominator × scale; with `onlyWhere`, numerators count only where that key is above 0. */
  | {
      readonly kind: 'ratio';
      readonly numerator: string;
      readonly denominator: string;
      readonly onlyWhere: string | null;
      readonly scale: 1 | 100;
    };

export interface DerivedTotal {
  readonly key: string;
  readonly rule: TotalRule;
}

/** Planned and actual: the same rule over the columns of another side. */
type Side = '' | '@spent' | '@realised';

function effective(line: string, side: Side): DerivedCell {
  const parts = budgetFields.filter(({ parent }) => parent === line).map(({ key }) => key + side);
  const expression: Expression = {
    kind: 'effective',
    line: line + side,
    parts,
    whenEmpty: side === '@spent' ? 'no_spending' : 'no_amount',
  };
  return { key: line + side, expression };
}

function totalCost(side: Side): DerivedCell {
  const terms = ['p104', 'reliquats', 'collectivite', 'autres'].map((key): Term => ({
    key: key + side,
    sign: 1,
    required: null,
  }));
  const whenEmpty = side === '@spent' ? 'no_spending' : 'no_amount';
  return { key: `cout_total${side}`, expression: { kind: 'sum', terms, whenEmpty } };
}

const plannedCost: Operand = { key: 'cout_total', whenEmpty: 'no_total', whenText: 'incomplete' };
const spentCost: Operand = { key: 'cout_total@spent', whenEmpty: 'no_spending', whenText: 'incomplete' };

function beneficiaries(side: Side): Operand {
  return {
    key: `beneficiaires_total${side}`,
    whenEmpty: 'no_beneficiaries',
    whenZero: 'zero_beneficiaries',
    whenText: 'text_beneficiaries',
  };
}

function hours(key: string): Operand {
  return { key, whenEmpty: 'no_hours', whenZero: 'zero_hours', whenText: 'text_hours' };
}

function amount(key: string): Operand {
  return { key, whenEmpty: 'no_amount', whenText: 'incomplete' };
}

/** The derived cells of an action, each after those it reads. */
export const ficheCells: readonly DerivedCell[] = [
  effective('collectivite', ''),
  effective('autres', ''),
  totalCost(''),
  {
    key: 'cout_unitaire',
    expression: { kind: 'quotient', numerator: plannedCost, divisors: [beneficiaries('')], scale: 1 },
  },
  {
    key: 'taux_cofinancement',
    expression: {
      kind: 'quotient',
      numerator: amount('collectivite'),
      divisors: [{ ...plannedCost, whenZero: 'zero_total' }],
      scale: 100,
    },
  },
  {
    key: 'part_enveloppe',
    expression: {
      kind: 'quotient',
      numerator: amount('p104'),
      divisors: [
        { key: envelopeKey, whenEmpty: 'no_envelope', whenZero: 'no_envelope', whenText: 'no_envelope' },
      ],
      scale: 100,
    },
  },
  effective('collectivite', '@spent'),
  effective('autres', '@spent'),
  totalCost('@spent'),
  {
    key: 'cout_unitaire@realised',
    expression: { kind: 'quotient', numerator: spentCost, divisors: [beneficiaries('@realised')], scale: 1 },
  },
  {
    key: 'reliquat',
    expression: {
      kind: 'sum',
      terms: [
        { key: 'p104@spent', sign: -1, required: 'no_spending' },
        // What was received is unknown while it is empty: without it the remainder would be a false debt.
        { key: 'p104@received', sign: 1, required: 'no_amount' },
        { key: 'reliquats', sign: 1, required: null },
      ],
      whenEmpty: 'no_amount',
    },
  },
];

/** Hourly unit costs: € per hour and per person, so never added up. */
export const hourlyCells: readonly HourlyCell[] = Object.entries(hourlyCostKeys).flatMap(
  ([hoursKey, costKey]) => [
    {
      key: costKey,
      costKey,
      hoursKey,
      column: 'target',
      expression: {
        kind: 'quotient',
        numerator: plannedCost,
        divisors: [hours(hoursKey), beneficiaries('')],
        scale: 1,
      },
    },
    {
      key: `${costKey}@realised`,
      costKey,
      hoursKey,
      column: 'target@realised',
      expression: {
        kind: 'quotient',
        numerator: spentCost,
        divisors: [hours(`${hoursKey}@realised`), beneficiaries('@realised')],
        scale: 1,
      },
    },
  ],
);

/** The derived cells of an indicator row of a numeric kind. */
export const indicatorCells: readonly DerivedCell[] = [
  {
    key: 'taux_realisation',
    expression: {
      kind: 'quotient',
      numerator: { key: 'target@realised', whenEmpty: 'no_realised', whenText: 'text_realised' },
      divisors: [
        {
          key: 'target',
          whenEmpty: 'no_target',
          whenText: 'text_target',
          whenZero: { both: 'zero_target', divisorOnly: 'off_target' },
        },
      ],
      scale: 100,
    },
  },
];

/** What is followed during the year adds up as what was planned does. */
const followUpTotals: readonly DerivedTotal[] = [
  ...sumsOf(budgetFields, '@spent'),
  ...['cout_total@spent', 'p104@received', 'reliquat'].map(sumOf),
  ...sumsOf([...beneficiaryFields, ...actorFields], '@realised'),
];

function sumOf(key: string): DerivedTotal {
  return { key, rule: { kind: 'sum' } };
}

function sumsOf(fields: readonly Field[], side: Side): readonly DerivedTotal[] {
  return fields
    .filter(
      ({ mode, kind, aggregation }) =>
        mode !== 'derived' && isNumericKind(kind) && aggregation.kind === 'sum',
    )
    .map(({ key }) => sumOf(key + side));
}

/** Totals of the plan and of each axis, in the order of the template. */
export const totals: readonly DerivedTotal[] = [
  ...[...budgetFields, ...beneficiaryFields, ...actorFields].flatMap(
    ({ key, kind, aggregation }): DerivedTotal[] => {
      if (!isNumericKind(kind) || aggregation.kind === 'none') return [];
      if (aggregation.kind === 'sum') return [{ key, rule: { kind: 'sum' } }];
      // The mean unit cost leaves out the cost of actions that have no beneficiaries: Metz 182 075 / 500, not 297 075 / 500.
      const { numerator, denominator } = aggregation;
      return [{ key, rule: { kind: 'ratio', numerator, denominator, onlyWhere: denominator, scale: 1 } }];
    },
  ),
  {
    key: 'taux_cofinancement',
    rule: {
      kind: 'ratio',
      numerator: 'collectivite',
      denominator: 'cout_total',
      onlyWhere: null,
      scale: 100,
    },
  },
  {
    key: 'part_enveloppe',
    rule: { kind: 'ratio', numerator: 'p104', denominator: envelopeKey, onlyWhere: null, scale: 100 },
  },
  ...followUpTotals,
];

/** `reste_enveloppe`: the envelope less the total of this key. */
export const envelopeUse = 'p104';
