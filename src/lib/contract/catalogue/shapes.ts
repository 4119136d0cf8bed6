// The shapes of the national template: what a field, an indicator, a section and a group of checkboxes are.
// Official labels are French data of the template, never translated; `shortLabel` is ours, for column headers.
import type { Aggregation, CellKind } from '../kinds.ts';

/** `derived` is computed and never a cell; `input_or_sum` shows the sum of its « dont » lines while it is empty. */
type FieldMode = 'input' | 'derived' | 'input_or_sum';

/** The parts of the printed form that hold fields of an action, in printed order, then the thematic sections. */
type FormPartKey = 'infos' | 'porteurs' | 'budget' | 'suivi' | 'beneficiaires' | 'acteurs' | 'qualitatifs';

/** One field of an action: a column of its row, unless it is derived. */
export interface Field {
  readonly key: string;
  readonly part: FormPartKey;
  readonly label: string;
  readonly shortLabel: string;
  readonly kind: CellKind;
  readonly unit: string | null;
  /** 0 for a line of its own, 1 for « dont », 2 for « dont » under a « dont ». */
  readonly level: 0 | 1 | 2;
  readonly parent: string | null;
  readonly mode: FieldMode;
  readonly aggregation: Aggregation;
  readonly help: string | null;
  /** The template also asks for words (« précisez »): there is a companion column `<key>.text`. */
  readonly hasText: boolean;
}

export interface TemplateIndicator {
  readonly key: string;
  /** Key of the thematic section. */
  readonly section: string;
  readonly label: string;
  readonly kind: CellKind;
  readonly unit: string | null;
  readonly mode: 'input' | 'derived';
  readonly help: string | null;
  readonly aggregation: Aggregation;
  /** For an hourly unit cost: the indicator that holds its hours. */
  readonly hoursKey: string | null;
  /** The template itself allows words in this numeric cell, or a number in this text cell. */
  readonly acceptsOther: boolean;
  /** The printed cell that asks for several numbers, of which this is one. */
  readonly printedCell: PrintedCell | null;
}

interface PrintedCell {
  readonly key: string;
  readonly label: string;
}

/** A line the template lets people repeat, each with two texts. */
export interface EntryLine {
  readonly key: string;
  readonly section: string;
}

export interface SectionTable {
  /** The printed headers: what stands above the labels, and above the values. */
  readonly columns: readonly [string, string];
  readonly indicators: readonly TemplateIndicator[];
  readonly entries: readonly EntryLine[];
}

export interface Section {
  readonly key: string;
  readonly label: string;
  readonly intro: string;
  readonly addHint: string;
  /** What the form asks before the tables, and the field that holds the answer. */
  readonly preText: string | null;
  readonly answerKey: string | null;
  readonly checkboxGroup: OptionGroup | null;
  readonly tables: readonly SectionTable[];
  /** How many rows « Intitulé indicateur » the form prints, to be named by the person who fills it in. */
  readonly freeRows: number;
  readonly commentsKey: string;
}

interface Option {
  readonly key: string;
  readonly label: string;
  /** « précisez »: there is a companion column `<group>.<option>.text`. */
  readonly hasText: boolean;
}

/** Checkboxes of which several may be ticked. Each is a boolean column `<group>.<option>`. */
export interface OptionGroup {
  /** `portage`, or `<section>.<word>` inside a thematic section. */
  readonly key: string;
  readonly part: FormPartKey;
  readonly label: string;
  readonly help: string | null;
  readonly options: readonly Option[];
}

export interface Thematique extends Option {
  /** The thematic section that details it; null for the one that has none. */
  readonly section: string | null;
}

/** A heading of the printed form. */
export interface FormPart {
  readonly key: FormPartKey;
  readonly label: string;
  /** The heading this one stands under. */
  readonly heading: string | null;
  readonly help: string | null;
  /** Printed headers of the table of this part; null when it has none. */
  readonly columns: readonly [string, string] | null;
}

export const sum: Aggregation = { kind: 'sum' };
export const notAdditive: Aggregation = { kind: 'none' };
