// The words of columns and rows inside formulas, where the template has none. French only, like the template: a formula is the
// same text for everybody, whatever the language of the interface.

export const formulaNames = {
  rowWords: { fiche: 'Fiche', action: 'Action' },
  sides: {
    spent: 'dépensé',
    realised: 'réalisé',
    received: 'reçu',
    proposed: 'proposé',
    comment: 'commentaire',
  },
  /** Of the companion text of a field or an option (« précisez »). */
  companion: 'précision',
  /** The first is preferred, the others are read too. */
  columns: {
    p104: ['Subvention P104'],
    taux_cofinancement: ['Taux de cofinancement', 'Cofin.', 'Cofinancement'],
    part_enveloppe: ['Part de l’enveloppe', 'Enveloppe'],
    reliquat: ['Reliquat'],
    target: ['Objectif'],
    'target@realised': ['Réalisé', 'Objectif réalisé'],
    taux_realisation: ['Taux de réalisation', 'Taux'],
    comment: ['Commentaire'],
    name: ['Nom'],
  } as Readonly<Record<string, readonly string[]>>,
  partOfFiche: (fiche: string, label: string): string => `${fiche} · ${label}`,
  partOfSection: (label: string, section: string): string => `${label} · ${section}`,
};
