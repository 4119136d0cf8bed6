// French sentences of the area « find »: find and replace. The source of the keys.

const cells = (count: number): string => (count === 1 ? '1\u00a0cellule' : `${count}\u00a0cellules`);

export const find = {
  title: 'Rechercher',
  replaceTitle: 'Rechercher et remplacer',
  query: 'Rechercher',
  by: 'Remplacer par',
  count: (at: number, all: number) => `${at}\u00a0sur\u00a0${all}`,
  none: 'Aucun résultat',
  previous: 'Résultat précédent (Maj+Entrée)',
  next: 'Résultat suivant (Entrée)',
  close: 'Fermer la recherche (Échap)',
  exact: 'Casse et accents',
  wholeCell: 'Cellule entière',
  inSelection: 'Dans la sélection',
  replace: 'Remplacer',
  replaceIn: (count: number) => `Remplacer dans ${cells(count)}`,
  replaceOf: (cell: string) => `Remplacer dans ${cell}`,
  replaced: (count: number) =>
    count === 1 ? '1\u00a0cellule remplacée.' : `${count}\u00a0cellules remplacées.`,
  nothing: 'Aucune cellule à remplacer',
  preview: 'Ce qui serait remplacé',
  cell: 'Cellule',
  before: 'Avant',
  after: 'Après',
  empty: 'vide',
  more: (count: number) => `et ${cells(count)} de plus`,
};
