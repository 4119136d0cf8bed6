// French sentences of the area « clipboard ». The source of the keys.

const cells = (count: number): string => (count === 1 ? '1\u00a0cellule' : `${count}\u00a0cellules`);

export const clipboard = {
  copied: (count: number) => (count === 1 ? '1\u00a0cellule copiée.' : `${count}\u00a0cellules copiées.`),
  cut: (count: number) => (count === 1 ? '1\u00a0cellule coupée.' : `${count}\u00a0cellules coupées.`),
  ranges:
    'Ces plages ne se copient pas ensemble\u00a0: choisissez des plages sur les mêmes lignes ou dans les mêmes colonnes.',
  pasted: (count: number) =>
    count === 0
      ? 'Rien n’a changé\u00a0: les cellules contiennent déjà ces valeurs.'
      : count === 1
        ? '1\u00a0cellule collée.'
        : `${count}\u00a0cellules collées.`,
  left: (count: number) =>
    count === 1
      ? '1\u00a0valeur n’a pas trouvé de place.'
      : `${count}\u00a0valeurs n’ont pas trouvé de place.`,
  stopped: (rows: number) =>
    rows === 1
      ? 'Collage arrêté\u00a0: l’indicateur déjà créé reste. Ctrl+Z le retire.'
      : `Collage arrêté\u00a0: les ${rows}\u00a0indicateurs déjà créés restent. Ctrl+Z les retire.`,
  nothing: 'Le presse-papiers ne contient ni texte ni tableau à coller.',
  too_large: 'Ce tableau est trop grand pour être collé d’un coup. Collez-le par morceaux.',
  failed: 'Le presse-papiers n’a pas pu être lu, rien n’a été collé. Essayez encore.',
  /** Why a value was not written, or needs a look. */
  doubts: {
    too_long: (limit: number) => `Ce texte dépasse ${limit}\u00a0caractères.`,
    no_row: 'Aucune ligne de ce tableau ne lui correspond.',
    no_column: 'Aucune colonne de ce tableau ne lui correspond.',
    hidden_row: 'Sa ligne est masquée par le filtre.',
    gone_row: 'Sa ligne n’est plus là\u00a0: elle vient d’être archivée ou masquée.',
    changed: 'Une autre personne vient d’écrire dans cette cellule\u00a0: vérifiez avant de la remplacer.',
    taken: 'Une autre valeur collée va dans la même cellule.',
    left_out: 'Laissée de côté.',
  },
  preview: {
    title: 'Vérifier avant de coller',
    close: 'Fermer',
    summary: (count: number) => `${cells(count)} à coller`,
    doubtful: (count: number) => (count === 1 ? '1\u00a0à vérifier' : `${count}\u00a0à vérifier`),
    none: 'Aucune cellule ne change',
    hidden: (count: number) =>
      count === 1
        ? 'Une ligne masquée par le filtre se trouve entre les lignes collées\u00a0: elle garde ses valeurs.'
        : `${count}\u00a0lignes masquées par le filtre se trouvent entre les lignes collées\u00a0: elles gardent leurs valeurs.`,
    startsBelow: 'La cellule choisie est un total calculé\u00a0: les valeurs vont aux lignes qui la suivent.',
    unmatched: (headers: string) =>
      `Ces colonnes n’existent pas dans ce tableau et ne sont pas collées\u00a0: ${headers}.`,
    match: 'Placer les valeurs',
    place: 'à partir de la cellule choisie',
    names: 'd’après les en-têtes et les noms des lignes',
    missing: (count: number) =>
      count === 1 ? 'Créer l’indicateur qui manque' : `Créer les ${count}\u00a0indicateurs qui manquent`,
    missingIn: (label: string, number: number) => `${label} (action\u00a0${number})`,
    show: 'Afficher',
    showDoubtful: 'les cellules à vérifier',
    showAll: 'toutes les cellules',
    cell: 'Cellule',
    nowhere: 'Sans place',
    source: (row: number, column: number) => `Ligne\u00a0${row}, colonne\u00a0${column} du tableau collé`,
    now: 'Actuellement',
    next: 'Après',
    nextOf: (cell: string) => `Valeur collée dans ${cell}`,
    reason: 'Remarque',
    include: 'Coller',
    includeOf: (cell: string) => `Coller ${cell}`,
    empty: 'vide',
    keptAsText: 'La valeur collée reste un texte, hors des totaux.',
    more: (count: number) => `Afficher ${cells(count)} de plus`,
    copyLeft: (count: number) => `Copier ce qui n’a pas de place (${count})`,
    copyLeftDone: 'Copié',
    cancel: 'Ne rien coller',
    confirm: (count: number) => `Coller ${cells(count)}`,
  },
};
