// French sentences of the area « undo »: the names of a person's own steps, and going back and forth over them. The source of
// the keys.

const cells = (count: number): string => (count === 1 ? '1\u00a0cellule' : `${count}\u00a0cellules`);
const quoted = (text: string): string => `«\u00a0${text}\u00a0»`;

export const undo = {
  undo: 'Annuler',
  redo: 'Rétablir',
  undoList: 'Annuler plusieurs étapes',
  redoList: 'Rétablir plusieurs étapes',
  /** On the button: what the next press does. */
  next: (verb: string, step: string) => `${verb}\u00a0: ${step}`,
  nothingToUndo: 'Rien à annuler.',
  nothingToRedo: 'Rien à rétablir.',
  undone: (step: string) => `Annulé\u00a0: ${step}`,
  redone: (step: string) => `Rétabli\u00a0: ${step}`,
  refused: (step: string, why: string) => `${step}\u00a0: ${why}`,
  /** What each step did. */
  steps: {
    action: (number: number) => `Action\u00a0${number}`,
    typing: (text: string) => `Saisir ${quoted(text)}`,
    clear: (count: number) => `Vider ${cells(count)}`,
    cut: (count: number) => `Couper ${cells(count)}`,
    paste: (count: number) => `Coller ${cells(count)}`,
    fill: (count: number) => `Recopier dans ${cells(count)}`,
    replace: (count: number) => `Remplacer dans ${cells(count)}`,
    restore: (count: number) => `Remettre ${cells(count)} comme avant`,
    today: 'Date du jour',
    resolve: 'Choisir ma valeur',
    reapply: 'Refaire une modification',
    'fiche.add': (label: string) => `Ajouter l’action ${quoted(label)}`,
    'indicator.add': (label: string) => `Ajouter l’indicateur ${quoted(label)}`,
    'row.rename': (label: string) => `Renommer en ${quoted(label)}`,
    'indicator.aggregate': (label: string) => `Changer l’ensemble du plan de ${quoted(label)}`,
    'row.move': (label: string) => `Déplacer ${quoted(label)}`,
    'row.archive': (label: string) => `Archiver ${quoted(label)}`,
    'row.restore': (label: string) => `Restaurer ${quoted(label)}`,
    'fiche.assign': (label: string) => `Changer les porteurs de ${quoted(label)}`,
    'fiche.close': (label: string) => `Clore ${quoted(label)}`,
    'fiche.reopen': (label: string) => `Rouvrir ${quoted(label)}`,
    withRows: (step: string, count: number) =>
      count === 1 ? `${step}, 1\u00a0ligne ajoutée` : `${step}, ${count}\u00a0lignes ajoutées`,
    withRowChanges: (step: string, count: number) =>
      count === 1 ? `${step}, 1\u00a0ligne changée` : `${step}, ${count}\u00a0lignes changées`,
    inCell: (step: string, cell: string) => `${step} · ${cell}`,
  },
  question: {
    undo: 'Annuler\u00a0?',
    redo: 'Rétablir\u00a0?',
    close: 'Fermer',
    text: (step: string, count: number) =>
      count === 1
        ? `${step}. Une cellule a changé depuis. Que faire de sa valeur actuelle\u00a0?`
        : `${step}. ${count}\u00a0cellules ont changé depuis. Que faire de leurs valeurs actuelles\u00a0?`,
    cell: 'Cellule',
    present: 'Valeur actuelle',
    next: 'Serait remise',
    by: 'Modifiée par',
    you: 'vous',
    someone: 'une autre personne',
    empty: 'vide',
    more: (count: number) => `et ${cells(count)} de plus`,
    keep: 'Garder les valeurs actuelles',
    restore: 'Remettre les anciennes',
    cancel: 'Ne rien faire',
  },
};
