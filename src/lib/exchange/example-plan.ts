// The shape of a plan that ships with Trame: what a server needs to create a contract with its first plan and fill it in.
// Cells hold the string typed in the source; nothing derived is in it.
import { keySection, templateIndicator } from '../contract/catalogue.ts';
import type { CellKind, Scalar } from '../contract/kinds.ts';
import type { Axis } from '../contract/plan.ts';
import type { IndicatorRow } from '../contract/rows.ts';

/** By column id. An absent column is an empty cell. */
export type ExampleCells = Readonly<Record<string, Scalar>>;

export interface ExampleIndicator extends Pick<
  IndicatorRow,
  'origin' | 'key' | 'section' | 'label' | 'valueKind' | 'unit'
> {
  readonly cells: ExampleCells;
}

export interface ExampleFiche {
  readonly number: number;
  readonly axis: number;
  readonly title: string;
  /** Names out of the contract's `organisations`. */
  readonly organisations: readonly string[];
  readonly cells: ExampleCells;
  /** In the order of the form: key indicators, then the thematic sections. */
  readonly indicators: readonly ExampleIndicator[];
}

export interface ExampleContract {
  readonly title: string;
  readonly planTitle: string;
  readonly parties: readonly string[];
  readonly axes: readonly Axis[];
  /** `2024-2025` */
  readonly exercise: string;
  /** ISO days. */
  readonly startsOn: string;
  readonly endsOn: string;
  /** State money of the exercise, in euros. */
  readonly envelope: number;
  /** What the contract announces for each exercise it names. */
  readonly envelopes: readonly { readonly exercise: string; readonly amount: number }[];
  readonly payments: readonly {
    readonly exercise: string;
    readonly amount: number;
    /** What triggers it. */
    readonly due: 'notification';
    readonly payee: string;
  }[];
  /** State money over the whole life of the contract. */
  readonly contractTotal: number;
  /** Those who may hold an action or take part: the parties, then the porteurs. */
  readonly organisations: readonly string[];
}

export interface ExamplePlan {
  readonly contract: ExampleContract;
  readonly fiches: readonly ExampleFiche[];
}

function cellsOf(target: string | null): ExampleCells {
  return target === null ? {} : { target };
}

/** A free row of the key indicators. Its kind and unit are our reading of the label. */
export function keyIndicator(
  label: string,
  target: string,
  unit: string | null,
  valueKind: CellKind = 'count',
): ExampleIndicator {
  return { origin: 'key', key: null, section: keySection, label, valueKind, unit, cells: cellsOf(target) };
}

/** A free row inside a thematic section. */
export function addedIndicator(
  section: string,
  label: string,
  target: string,
  unit: string | null,
): ExampleIndicator {
  return {
    origin: 'added',
    key: null,
    section,
    label,
    valueKind: 'count',
    unit,
    cells: cellsOf(target),
  };
}

/** A row of the template; its section, kind and unit are the catalogue's. Null leaves the target empty. */
export function fromTemplate(key: string, target: string | null): ExampleIndicator {
  const indicator = templateIndicator(key);
  if (indicator === null) throw new Error(`not in the template: ${key}`);
  const { section, kind, unit } = indicator;
  return { origin: 'template', key, section, label: null, valueKind: kind, unit, cells: cellsOf(target) };
}
