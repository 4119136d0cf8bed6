// French sentences of the area « selection »: what is selected, and what it comes to. The source of the keys.

export const selection = {
  cells: 'Cellules',
  filled: 'Remplies',
  figures: 'Nombres',
  sum: 'Somme',
  mean: 'Moyenne',
  min: 'Min',
  max: 'Max',
  size: (count: number) => `${count}\u00a0cellules sélectionnées.`,
  filledCells: (count: number) =>
    count === 1 ? '1\u00a0cellule remplie.' : `${count}\u00a0cellules remplies.`,
  lockedCells: (count: number) =>
    count === 1
      ? '1\u00a0cellule protégée n’a pas changé.'
      : `${count}\u00a0cellules protégées n’ont pas changé.`,
  adding: 'Allez avec les flèches au début d’une autre plage, puis étendez-la avec Maj et les flèches.',
  changedByOthers: (count: number) =>
    `${count}\u00a0cellules de la sélection viennent d’être modifiées par une autre personne.`,
};
