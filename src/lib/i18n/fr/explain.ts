// French sentences of the area « explain »: why a figure is what it is, and what made it move. The source of the keys.
import type { RowChangeSince } from '../../contract/changes.ts';
import type { IndicatorAggregation } from '../../contract/rows.ts';

const nbsp = '\u00a0';
const rows = (count: number): string => (count === 1 ? '1 ligne' : `${count} lignes`);

export const explain = {
  title: `Pourquoi ce chiffre${nbsp}?`,
  open: `Pourquoi${nbsp}?`,
  openHint: `Pourquoi ce chiffre${nbsp}? (Alt+Entrée)`,
  close: 'Fermer',
  none: 'Choisissez une cellule calculée, un total ou une formule.',
  typed: 'Ce chiffre a été saisi. Il n’est fait de rien d’autre.',
  made: 'Comment il est fait',
  sumOfParts: (parts: string): string => `Somme des lignes «${nbsp}dont${nbsp}»${nbsp}: ${parts}`,
  sumOver: (name: string, count: number): string =>
    count === 1 ? `Somme de ${name} sur 1 action` : `Somme de ${name} sur ${count} actions`,
  ratioOfSums: (numerator: string, denominator: string): string =>
    `Somme de ${numerator} ÷ somme de ${denominator}`,
  onlyWhere: (name: string): string => `(seulement les actions qui ont ${name})`,
  inPercent: ', en pour cent',
  aggregations: {
    sum: (count: number): string => `Somme de ${rows(count)}`,
    mean: (count: number): string => `Moyenne de ${rows(count)}`,
    ratio: (count: number): string => `Rapport des sommes de ${rows(count)}`,
  } as Readonly<Record<IndicatorAggregation, (count: number) => string>>,
  envelope: 'Enveloppe de l’exercice',
  hours: 'Heures',
  hoursRealised: 'Heures réalisées',
  column: (name: string): string => `Colonne ${name}`,
  empty: 'vide',
  goTo: (place: string): string => `Aller à ${place}`,
  emptyRows: (count: number): string => (count === 1 ? '1 ligne vide' : `${count} lignes vides`),
  more: (count: number): string => `et ${count} autres`,
  since: 'Ce qui l’a fait bouger',
  moment: 'Depuis',
  lastVisit: (when: string): string => `ma dernière visite (${when})`,
  committee: (day: string): string => `le comité du ${day}`,
  day: 'un autre jour',
  dayField: 'Jour (JJ/MM/AAAA)',
  noMoment: 'C’est votre première visite, et aucun comité n’est enregistré. Choisissez un jour.',
  moved: (before: string, now: string): string => `${before} → ${now}`,
  notMoved: 'Le chiffre est le même.',
  nothingMoved: 'Rien de ce qui le compose n’a changé.',
  loading: 'Recherche dans l’historique…',
  failed: 'Le serveur ne répond pas. Réessayez quand vous serez connecté.',
  retry: 'Réessayer',
  cut: 'Il y a eu trop de modifications pour toutes les citer.',
  by: (name: string, age: string): string => `${name}, ${age}`,
  you: 'vous',
  rowChanges: {
    added: 'ligne ajoutée',
    archived: 'ligne archivée',
    restored: 'ligne restaurée',
    moved: 'ligne déplacée',
    renamed: 'ligne renommée',
    aggregated: 'ensemble du plan changé',
    assigned: 'porteurs changés',
  } as Readonly<Record<RowChangeSince['change'], string>>,
};
