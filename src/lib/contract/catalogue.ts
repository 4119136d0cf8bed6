// The national template of the CTAI action form: every field, option, section and indicator, found by key.
// Data only: which columns a row has is schema.ts, how derived values are computed is derived-expressions.ts.
import { actorFields, beneficiaryFields } from './catalogue/beneficiaries.ts';
import { budgetFields } from './catalogue/budget.ts';
import { calendarDates, comments, generalFields, generalOptionGroups } from './catalogue/general.ts';
import {
  droitsSection,
  cultureSection,
  mobiliteSection,
  parentaliteSection,
  santeSection,
  sportSection,
} from './catalogue/sections-access.ts';
import {
  acteursProSection,
  globalSection,
  ingenierieSection,
  numeriqueSection,
  republiqueSection,
} from './catalogue/sections-citizenship.ts';
import {
  apprentissageFrancaisSection,
  emploiSection,
  logementSection,
} from './catalogue/sections-language-work.ts';
import type { Field, OptionGroup, Section, TemplateIndicator } from './catalogue/shapes.ts';

export type * from './catalogue/shapes.ts';
export { actorFields, beneficiaryFields, budgetFields };
export { formParts, formTitle, thematiques } from './catalogue/general.ts';

/** The section of key indicators: free rows, outside the fourteen thematic sections. */
export const keySection = 'cles';

export const sections: readonly Section[] = [
  apprentissageFrancaisSection,
  emploiSection,
  logementSection,
  santeSection,
  droitsSection,
  sportSection,
  cultureSection,
  mobiliteSection,
  parentaliteSection,
  republiqueSection,
  numeriqueSection,
  globalSection,
  acteursProSection,
  ingenierieSection,
];

/** The comments and answers of the thematic sections: texts of the action, like the other comments of the form. */
const sectionFields: readonly Field[] = sections.flatMap(({ answerKey, preText, commentsKey, label }) => [
  ...(answerKey === null
    ? []
    : [{ ...comments(answerKey, 'qualitatifs', label), label: preText ?? label, shortLabel: 'Réponse' }]),
  comments(commentsKey, 'qualitatifs', `Commentaires ${label}`),
]);

/** Every field of an action, in printed order inside each part. */
export const ficheFields: readonly Field[] = [
  ...generalFields,
  ...calendarDates,
  ...budgetFields,
  ...beneficiaryFields,
  ...actorFields,
  ...sectionFields,
];

/** Every group of checkboxes: `thematiques`, `portage`, `selection`, `partenaires`, then `sante.nature` and its like. */
export const optionGroups: readonly OptionGroup[] = [
  ...generalOptionGroups,
  ...sections.flatMap(({ checkboxGroup }) => (checkboxGroup === null ? [] : [checkboxGroup])),
];

export const templateIndicators: readonly TemplateIndicator[] = sections.flatMap(({ tables }) =>
  tables.flatMap(({ indicators }) => indicators),
);

/** Hours -> hourly unit cost: `fr_heures` -> `fr_cout_horaire`… */
export const hourlyCostKeys: Readonly<Record<string, string>> = Object.fromEntries(
  templateIndicators.flatMap(({ key, hoursKey }) => (hoursKey === null ? [] : [[hoursKey, key]])),
);

const fieldsByKey = new Map(ficheFields.map((field) => [field.key, field]));
const indicatorsByKey = new Map(templateIndicators.map((indicator) => [indicator.key, indicator]));
const sectionsByKey = new Map(sections.map((section) => [section.key, section]));

export function field(key: string): Field | null {
  return fieldsByKey.get(key) ?? null;
}

export function templateIndicator(key: string): TemplateIndicator | null {
  return indicatorsByKey.get(key) ?? null;
}

export function section(key: string): Section | null {
  return sectionsByKey.get(key) ?? null;
}
