// French sentences of the area « clipboard ». The source of the keys.

export const clipboard = {
  copied: (cells: number) => (cells === 1 ? '1\u00a0cellule copiée.' : `${cells}\u00a0cellules copiées.`),
  ranges:
    'Ces plages ne se copient pas ensemble\u00a0: choisissez des plages sur les mêmes lignes ou dans les mêmes colonnes.',
};
