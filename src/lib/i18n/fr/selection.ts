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
  changedByOthers: (count: number) =>
    `${count}\u00a0cellules de la sélection viennent d’être modifiées par une autre personne.`,
};
