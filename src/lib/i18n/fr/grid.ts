// French sentences of the area « grid »: headers of our own columns, names of rows and cells, what tooltips explain.
// The source of the keys.

const nbsp = '\u00a0';

export const grid = {
  columns: {
    action: 'Action',
    axis: 'Axe',
    section: 'Section',
    label: 'Indicateur',
    unit: 'Unité',
    target: 'Objectif',
    realised: 'Réalisé',
    rate: 'Taux',
    comment: 'Commentaire',
    cofinancing: 'Cofin.',
    cofinancingLong: 'Taux de cofinancement\u00a0: contribution de la collectivité sur coût total',
    envelopeShare: 'Enveloppe',
    envelopeShareLong: 'Part de l’enveloppe\u00a0: P104 de l’action sur l’enveloppe de l’exercice',
    beneficiaries: 'Étrangers bénéficiaires',
    amount: 'Montant',
    bpi: 'Dont BPI',
    otherPublics: 'Autres publics',
    actors: 'Acteurs de l’intégration',
  },
  keySection: 'Indicateurs clés',
  offTarget: 'hors objectif',
  total: 'Total du plan',
  cumulated: 'bénéficiaires cumulés (une personne peut compter dans plusieurs actions)',
  archived: 'archivée',
  emptyAxis: 'aucune action',
  noIndicator: 'Aucun indicateur pour cette action',
  axisTitle: (number: number, title: string): string =>
    title === '' ? `Axe ${number}` : `Axe ${number} · ${title}`,
  ficheName: (number: number, title: string): string => `Action ${number}, ${title}`,
  indicatorName: (fiche: number, label: string): string => `Action ${fiche}, ${label}`,
  cellName: (row: string, column: string): string => `${row} · ${column}`,
  rowMenu: (name: string): string => `Actions sur la ligne «${nbsp}${name}${nbsp}»`,
  editing: (name: string): string => `${name} saisit…`,
  quoted: (text: string): string => `«${nbsp}${text}${nbsp}»`,
  sumOfParts: `Somme des lignes «${nbsp}dont${nbsp}». Tapez un montant pour la remplacer.`,
  ignored: (count: number): string =>
    count === 1 ? '1 valeur non numérique ignorée' : `${count} valeurs non numériques ignorées`,
  locks: {
    derived: 'Valeur calculée\u00a0: elle ne se saisit pas.',
    subtotal: 'Total calculé\u00a0: il ne se saisit pas.',
    fact: 'Ceci se change par le menu de la ligne (Maj+F10).',
    archived: 'Ligne archivée\u00a0: restaurez-la pour la modifier.',
    read_only: 'Vous consultez ce plan en lecture seule.',
    no_date: 'La date du jour va dans une cellule de texte ou de date.',
    no_cell: 'Rien ne se saisit ici.',
  },
};
