// French sentences of the area « formula bar »: the bar above the grid and what is offered while a formula is written. The
// source of the keys.

export const formulaBar = {
  label: 'Contenu de la cellule',
  empty: 'Aucune cellule active',
  field: (cell: string): string => `Contenu de ${cell}`,
  help: 'Aide sur les formules (nouvel onglet)',
  suggestions: 'Propositions',
  keysOfList: '↑ ↓ pour choisir, Tab pour insérer, Échap pour fermer la liste',
  keysOfPicking: 'Cliquez sur une cellule, un en-tête ou le total pour l’ajouter à la formule',
};
