// Who an action is for: the ten lines of 1.1 (foreigners) and the two of 1.2 (people who work with them).
// The « dont » lines are overlapping views (sex, age, status), not a partition: they are never summed into one another.
import type { Field } from './shapes.ts';
import { notAdditive, sum } from './shapes.ts';

type Line = Pick<Field, 'key' | 'label' | 'shortLabel'> & Partial<Field>;

function people(fields: Line): Field {
  return {
    part: 'beneficiaires',
    kind: 'count',
    unit: 'personnes',
    level: 0,
    parent: null,
    mode: 'input',
    aggregation: sum,
    help: null,
    hasText: false,
    ...fields,
  };
}

function dont(parent: string, level: 1 | 2, fields: Line): Field {
  return people({ ...fields, parent, level });
}

export const beneficiaryFields: readonly Field[] = [
  people({
    key: 'beneficiaires_total',
    label: "Nombre total d'étrangers éligibles bénéficiaires de l'action",
    shortLabel: 'Bénéficiaires',
  }),
  dont('beneficiaires_total', 1, { key: 'hommes', label: 'dont hommes', shortLabel: 'Hommes' }),
  dont('beneficiaires_total', 1, { key: 'femmes', label: 'dont femmes', shortLabel: 'Femmes' }),
  dont('beneficiaires_total', 1, {
    key: 'moins25',
    label: 'dont moins de 25 ans',
    shortLabel: '< 25 ans',
  }),
  dont('beneficiaires_total', 1, { key: 'bpi', label: 'dont BPI', shortLabel: 'BPI' }),
  dont('bpi', 2, { key: 'bpi_hommes', label: 'dont BPI hommes', shortLabel: 'BPI hommes' }),
  dont('bpi', 2, { key: 'bpi_femmes', label: 'dont BPI femmes', shortLabel: 'BPI femmes' }),
  dont('bpi', 2, {
    key: 'bpi_moins25',
    label: 'dont BPI moins de 25 ans',
    shortLabel: 'BPI < 25 ans',
  }),
  dont('beneficiaires_total', 1, { key: 'bpt', label: 'dont BPT', shortLabel: 'BPT' }),
  dont('beneficiaires_total', 1, {
    key: 'hors_epa',
    label:
      "dont autres publics hors EPA (précisez le cas échéant la nature des publics et part des publics concernés sur la totalité de l'action)",
    shortLabel: 'Hors EPA',
    hasText: true,
  }),
];

export const actorFields: readonly Field[] = [
  people({
    key: 'acteurs_identite',
    part: 'acteurs',
    label: "Identité des acteurs de l'intégration bénéficiaire de l'action",
    shortLabel: 'Identité des acteurs',
    kind: 'text',
    unit: null,
    aggregation: notAdditive,
  }),
  people({
    key: 'acteurs_nombre',
    part: 'acteurs',
    label: "Nombre d'acteurs de l'intégration bénéficiaires d'une action de formation",
    shortLabel: 'Acteurs formés',
  }),
];
