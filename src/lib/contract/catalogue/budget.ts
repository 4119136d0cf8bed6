// The fourteen lines of « Budget prévisionnel ». « dont » means « of which »: a part of the line above, never added to it
// again. The list under « autres financeurs » is not exhaustive: its parts may stay below the line.
import type { Field } from './shapes.ts';
import { sum } from './shapes.ts';

type Line = Pick<Field, 'key' | 'label' | 'shortLabel'> & Partial<Field>;

function line(fields: Line): Field {
  return {
    part: 'budget',
    kind: 'money',
    unit: '€',
    level: 0,
    parent: null,
    mode: 'input',
    aggregation: sum,
    help: null,
    hasText: false,
    ...fields,
  };
}

function dont(parent: string, fields: Line): Field {
  return line({ ...fields, parent, level: 1 });
}

export const budgetFields: readonly Field[] = [
  line({
    key: 'p104',
    label: "Montant de la subvention demandée sur les crédits de l'action 12 du programme 104",
    shortLabel: 'P104',
  }),
  // Printed as a line of its own before the total, so it comes on top of P104; the template does not say.
  line({
    key: 'reliquats',
    label:
      "Montant des reliquats disponibles au titre de l'exécution n-1 (action 12 du P104) (si renouvellement contrat)",
    shortLabel: 'Reliquats n-1',
  }),
  line({
    key: 'collectivite',
    label: 'Montant de la contribution de la collectivité',
    shortLabel: 'Collectivité',
    mode: 'input_or_sum',
  }),
  dont('collectivite', {
    key: 'collectivite_directs',
    label: 'dont financements directs',
    shortLabel: 'Directs',
  }),
  dont('collectivite', {
    key: 'collectivite_nature',
    label: "dont contributions estimées en nature (mise à disposition d'ETP, moyens immobiliers, autres)",
    shortLabel: 'Nature',
  }),
  line({
    key: 'autres',
    label: 'Contributions prévisionnelles des autres financeurs',
    shortLabel: 'Autres financeurs',
    mode: 'input_or_sum',
  }),
  dont('autres', { key: 'autres_p103', label: 'dont programme 103', shortLabel: 'P103' }),
  dont('autres', { key: 'autres_p147', label: 'dont programme 147', shortLabel: 'P147' }),
  dont('autres', { key: 'autres_p177', label: 'dont programme 177', shortLabel: 'P177' }),
  dont('autres', {
    key: 'autres_etat',
    label: "dont autre programme budgétaire de l'État (le cas échéant, précisez)",
    shortLabel: 'Autre État',
    hasText: true,
  }),
  dont('autres', { key: 'autres_fami', label: 'dont FAMI', shortLabel: 'FAMI' }),
  dont('autres', { key: 'autres_prives', label: 'dont financements privés', shortLabel: 'Privés' }),
  line({
    key: 'cout_total',
    label: "Coût total de l'action",
    shortLabel: 'Coût total',
    mode: 'derived',
  }),
  line({
    key: 'cout_unitaire',
    label: 'Coût unitaire moyen par bénéficiaire',
    shortLabel: 'Coût unitaire',
    mode: 'derived',
    aggregation: { kind: 'ratio', numerator: 'cout_total', denominator: 'beneficiaires_total' },
  }),
];
