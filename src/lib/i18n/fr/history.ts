// French sentences of the area « history »: who changed what and when, moments with a name, going back. The source of the keys.
import type { Command } from '../../contract/commands.ts';
import type { GestureName } from '../../contract/gestures.ts';
import { maxMomentNameLength } from '../../contract/limits.ts';

const nbsp = '\u00a0';
const quoted = (text: string): string => `«${nbsp}${text}${nbsp}»`;
const cells = (count: number): string => (count === 1 ? `1${nbsp}cellule` : `${count}${nbsp}cellules`);
const rows = (count: number): string => (count === 1 ? `1${nbsp}ligne` : `${count}${nbsp}lignes`);

export const history = {
  title: 'Historique',
  open: 'Historique',
  openHint: 'Qui a changé ce chiffre, et quand (Alt+Maj+Entrée)',
  close: 'Fermer',
  scope: 'Historique de',
  scopes: { cell: 'La cellule', row: 'L’action', plan: 'Le plan' },
  noCell: 'Choisissez une cellule dans la grille.',
  computed: `Cette cellule est calculée${nbsp}: elle n’a pas d’historique à elle. ${quoted(`Pourquoi${nbsp}?`)} dit de quoi elle est faite.`,
  noRow: 'Choisissez une ligne dans la grille.',
  whole: 'Toutes les actions et tous les indicateurs',
  person: 'Personne',
  everybody: 'Tout le monde',
  since: 'Depuis',
  beginning: 'le début',
  lastVisit: (when: string): string => `ma dernière visite (${when})`,
  committee: (day: string): string => `le comité du ${day}`,
  named: (name: string, when: string): string => `${name} (${when})`,
  otherDays: 'd’autres jours…',
  firstDay: 'Du',
  lastDay: 'Au (inclus)',
  dayPlaceholder: 'JJ/MM/AAAA',
  daysTurned: 'Ce jour vient avant le premier. Échangez-les, ou laissez-en un vide.',
  notDay: 'Écrivez un jour, par exemple 12/03/2025.',
  column: 'Colonne',
  everyColumn: 'Toutes les colonnes',
  loading: 'Recherche dans l’historique…',
  failed: 'Le serveur ne répond pas. L’historique est là dès que vous êtes en ligne.',
  retry: 'Réessayer',
  nothing: 'Rien n’a été changé ici.',
  nothingFound: 'Rien ne correspond à ce que vous avez choisi.',
  more: 'Plus ancien',
  start: 'Début de l’historique',
  by: (name: string, time: string): string => `${name}, ${time}`,
  you: 'Vous',
  empty: 'vide',
  changed: (before: string, after: string): string => `${before} → ${after}`,
  goTo: (cell: string): string => `Aller à ${cell}`,
  others: (count: number): string => `et ${cells(count)} de plus`,
  gestures: {
    typing: 'Saisie',
    clear: 'Effacement',
    cut: 'Cellules coupées',
    paste: 'Collage',
    fill: 'Recopie',
    replace: 'Remplacement',
    today: 'Date du jour',
    resolve: 'Choix entre deux valeurs',
    reapply: 'Modification refaite',
    restore: 'Retour à un moment',
    undo: 'Annulation',
    redo: 'Rétablissement',
    sign: 'Reprise des valeurs proposées',
  } satisfies Record<GestureName | 'sign', string>,
  /** Of a program that is newer or older. */
  otherGesture: 'Modification',
  ofCells: (gesture: string, count: number): string => `${gesture}, ${cells(count)}`,
  commands: {
    'fiche.add': (row: string): string => `Action ajoutée${nbsp}: ${row}`,
    'indicator.add': (row: string): string => `Indicateur ajouté${nbsp}: ${row}`,
    'row.rename': (row: string): string => `Renommage${nbsp}: ${row}`,
    'indicator.aggregate': (row: string): string => `Ensemble du plan changé${nbsp}: ${row}`,
    'row.move': (row: string): string => `Déplacement${nbsp}: ${row}`,
    'row.archive': (row: string): string => `Archivage${nbsp}: ${row}`,
    'row.restore': (row: string): string => `Restauration${nbsp}: ${row}`,
    'fiche.assign': (row: string): string => `Porteurs changés${nbsp}: ${row}`,
    'fiche.close': (row: string): string => `Clôture${nbsp}: ${row}`,
    'fiche.reopen': (row: string): string => `Réouverture${nbsp}: ${row}`,
  } satisfies Record<Command['type'], (row: string) => string>,
  goneRow: 'une ligne qui n’est plus là',
  signed: (number: number): string => `Plan signé, version ${number}`,
  recovered: (when: string): string => `Plan restauré par l’exploitant à son état du ${when}`,
  /** Hours may lie between. */
  madeAt: (when: string): string => `Faite hors ligne le ${when}, reçue au retour.`,
  lost: 'Écartée aussitôt\u00a0: une autre valeur, écrite au même moment, a été gardée.',
  overtaken: (name: string): string => `Remplacée par ${name}, qui ne l’avait pas vue.`,
  unseen: 'Écrite au même moment que la valeur d’avant, sans l’avoir vue.',
  putBack: (value: string): string => `Remettre ${quoted(value)}`,
  putBackEmpty: 'Revider la cellule',
  goBack: 'Revenir à ce moment',
  goBackHint: 'Remet les cellules et les lignes comme elles étaient après cette modification',
  goToStart: 'Revenir au début',
  afterLine: (what: string, who: string, when: string): string => `${when}, après ${quoted(what)} (${who})`,
  present: 'C’est la valeur actuelle.',
  nameNow: 'Nommer ce moment',
  nameThis: 'Nommer',
  nameThisHint: 'Donner un nom à ce moment, pour le retrouver',
  removeMoment: (name: string): string => `Supprimer le nom ${quoted(name)}`,
  removeMomentMeans: 'Plus personne ne le verra. L’historique lui-même reste entier.',
  removeMomentSubmit: 'Supprimer le nom',
  namer: {
    title: 'Nommer un moment',
    now: 'Le plan tel qu’il est maintenant.',
    then: (when: string): string => `Le plan tel qu’il était le ${when}.`,
    name: 'Nom',
    description: `Par exemple «${nbsp}COPIL du 12 mars${nbsp}». Tous les membres le voient. ${maxMomentNameLength} caractères au plus.`,
    save: 'Nommer',
  },
  restorer: {
    title: {
      row: (row: string): string => `Revenir en arrière${nbsp}: ${row}`,
      plan: 'Revenir en arrière dans tout le plan',
    },
    moment: (which: string): string => `Comme c’était${nbsp}: ${which}.`,
    loading: 'Recherche de ce qui a changé depuis…',
    failed: 'Le serveur ne répond pas. Réessayez quand vous serez en ligne.',
    cut: 'Il y a eu trop de modifications depuis pour revenir d’un coup. Revenez par étapes, en commençant par un moment plus récent.',
    nothing: 'Rien n’a changé depuis ce moment.',
    willChange: (count: number): string =>
      count === 1
        ? `1${nbsp}cellule reprend sa valeur d’alors.`
        : `${cells(count)} reprennent leur valeur d’alors.`,
    willChangeRows: (count: number): string =>
      count === 1
        ? `1${nbsp}ligne redevient ce qu’elle était.`
        : `${rows(count)} redeviennent ce qu’elles étaient.`,
    lockedCells: (count: number): string =>
      count === 1
        ? `1${nbsp}cellule reste comme elle est${nbsp}: vous ne pouvez pas y écrire.`
        : `${cells(count)} restent comme elles sont${nbsp}: vous ne pouvez pas y écrire.`,
    lockedRows: (count: number): string =>
      count === 1 ? `1${nbsp}ligne reste comme elle est.` : `${rows(count)} restent comme elles sont.`,
    undoable: 'Vous pourrez l’annuler comme toute modification.',
    cell: 'Cellule',
    now: 'Maintenant',
    then: 'Alors',
    more: (count: number): string => `Montrer la suite (${cells(count)})`,
    confirm: 'Revenir à ce moment',
    cancel: 'Ne rien faire',
    done: (count: number): string =>
      count === 0
        ? 'Les lignes sont comme elles étaient.'
        : count === 1
          ? `1${nbsp}cellule est comme elle était.`
          : `${cells(count)} sont comme elles étaient.`,
  },
};
