// French sentences of the area « workspace »: what stands around the grid of a plan. The source of the keys.

const nbsp = '\u00a0';
const quoted = (text: string): string => `«${nbsp}${text}${nbsp}»`;
const edits = (count: number): string => (count === 1 ? '1 modification' : `${count} modifications`);

import type { CommandRefusal } from '../../contract/permissions.ts';

export const workspace = {
  tabs: { budget: 'Budget', beneficiaires: 'Bénéficiaires', indicateurs: 'Indicateurs' },
  tabsLabel: 'Onglets du plan',
  planTitle: (exercise: string): string => `Plan ${exercise}`,
  breadcrumb: 'Fil d’Ariane',
  home: 'Contrats',
  gridLabel: (tab: string, plan: string): string => `${tab}, ${plan}`,
  opening: 'Ouverture du plan…',
  save: {
    opening: 'Ouverture…',
    saved: 'Enregistré',
    saving: (count: number): string => `Enregistrement… (${count})`,
    sending: (done: number, total: number): string => `Envoi de ${done} sur ${total}${nbsp}modifications`,
    offline: (count: number, since: string): string =>
      count === 0
        ? `Hors ligne depuis ${since}`
        : `Hors ligne depuis ${since}${nbsp}: ${edits(count)} ${count === 1 ? 'gardée' : 'gardées'} sur ce poste`,
    read_only: (count: number): string =>
      count === 0
        ? 'Enregistrement suspendu par le serveur'
        : `Enregistrement suspendu par le serveur${nbsp}: ${edits(count)} en attente`,
    ended: 'Connexion terminée',
    hints: {
      opening: 'Le plan arrive.',
      saved: 'Tout ce que vous avez saisi est sur le disque du serveur.',
      saving: 'Le serveur écrit vos dernières modifications.',
      offline: (moment: string): string =>
        `Hors ligne depuis le ${moment}. Continuez à saisir${nbsp}: tout partira au retour de la connexion.`,
      read_only:
        'Le serveur ne peut pas écrire pour l’instant. Vos saisies attendent ici et partiront ensuite.',
    },
  },
  recovery: {
    title: (state: string): string => `Ce plan a été restauré à son état du ${state}.`,
    meaning: (at: string): string =>
      `Ce qui avait été enregistré entre ce moment et le ${at} n’y est plus${nbsp}: vérifiez ce que vous aviez saisi. Ce qui attendait sur cet ordinateur a été renvoyé.`,
    dismiss: 'J’ai compris',
  },
  notDurable: `Ce navigateur ne peut rien garder (fenêtre privée, disque plein)${nbsp}: ne fermez pas la page avant ${quoted('Enregistré')}.`,
  ended: {
    title: 'Ce plan n’est plus à jour sur cet écran',
    kept: (count: number): string =>
      `${edits(count)} non ${count === 1 ? 'envoyée reste gardée' : 'envoyées restent gardées'} sur ce poste.`,
    signIn: 'Se connecter',
    back: 'Voir mes contrats',
  },
  people: {
    label: 'Personnes présentes',
    goTo: (name: string): string => `Aller à la cellule de ${name}`,
    elsewhere: (name: string): string => `${name}${nbsp}: pas de cellule active`,
    editing: (name: string): string => `${name} saisit en ce moment\u00a0: aller à sa cellule`,
    more: (count: number): string => `+${count}`,
  },
  project: 'Projeter',
  projectHint: 'Grands caractères, pour un écran de réunion',
  envelope: {
    label: 'Enveloppe',
    none: 'Enveloppe non renseignée',
    planned: 'prévu',
    left: 'reste',
    over: 'dépassement',
    without: (count: number): string =>
      count === 1 ? '1 action sans montant P104' : `${count} actions sans montant P104`,
    meter: (planned: string, amount: string): string => `${planned} prévus sur ${amount}`,
  },
  toolbar: {
    label: 'Outils',
    search: 'Rechercher',
    searchPlaceholder: 'Rechercher une action…',
    searchIndicatorPlaceholder: 'Rechercher un indicateur…',
    axis: 'Axe',
    allAxes: 'Tous les axes',
    action: 'Action',
    allActions: 'Toutes les actions',
    section: 'Section',
    allSections: 'Toutes les sections',
    clear: 'Effacer les filtres',
    showArchived: 'Lignes archivées',
    addAction: 'Ajouter une action',
    addIndicator: 'Ajouter un indicateur',
  },
  locks: {
    coordinators_only: 'Réservé aux coordinateurs',
    plan_closed: 'Le plan est clos',
    offline: 'Il faut être connecté',
    suspended: 'Le serveur ne peut pas écrire pour l’instant',
  },
  rowMenu: {
    rename: 'Renommer',
    aggregate: 'Ensemble du plan',
    assign: 'Porteurs…',
    close: 'Clore l’action',
    reopen: 'Rouvrir l’action',
    refusals: {
      read_only_role: 'Réservé aux coordinateurs',
      plan_closed: 'Le plan est clos',
      signed_row: 'Ligne signée\u00a0: seul un avenant la change',
      fiche_closed: 'L’action est close',
      not_signed: 'Le plan n’est pas encore signé',
    } satisfies Record<CommandRefusal, string>,
    moveUp: 'Monter',
    moveDown: 'Descendre',
    addIndicator: 'Ajouter un indicateur',
    addAction: 'Ajouter une action à cet axe',
    archive: 'Archiver',
    restore: 'Restaurer',
    archivedFiche: 'L’action entière est archivée',
    first: 'Déjà en premier',
    last: 'Déjà en dernier',
  },
  addAction: {
    title: 'Ajouter une action',
    axis: 'Axe',
    name: 'Intitulé de l’action',
    number: 'Numéro',
    numberHint: 'Le numéro du contrat. Il ne changera plus avec l’ordre.',
    submit: 'Ajouter l’action',
  },
  addIndicator: {
    title: 'Ajouter un indicateur',
    action: 'Action',
    source: 'D’où vient l’indicateur',
    template: 'Du modèle national',
    own: 'Le vôtre',
    section: 'Section',
    indicator: 'Indicateur du modèle',
    noneLeft: 'Tous les indicateurs de cette section sont déjà dans l’action.',
    label: 'Intitulé de l’indicateur',
    kind: 'Nature de la valeur',
    kinds: {
      count: 'Nombre',
      hours: 'Heures',
      money: 'Montant (€)',
      percent: 'Pourcentage',
      duration: 'Durée (mois)',
      ratio: 'Moyenne',
      date: 'Date',
      text: 'Texte',
    },
    unit: 'Unité',
    unitHint: 'Facultatif\u00a0: personnes, ateliers, h…',
    formulaHint: `Son objectif et son réalisé se tapent, ou se calculent à partir d’autres cellules${nbsp}: commencez par =.`,
    submit: 'Ajouter l’indicateur',
  },
  aggregation: {
    title: 'Cet indicateur sur l’ensemble du plan',
    label: 'Sur l’ensemble du plan',
    hint: 'Les lignes de même intitulé et de même unité donnent un seul chiffre, sous les indicateurs du plan.',
    none: 'Aucun chiffre',
    sum: 'Somme',
    mean: 'Moyenne des lignes remplies',
    ratio: 'Rapport des sommes (pour un quotient)',
    submit: 'Appliquer',
  },
  rename: {
    ficheTitle: 'Renommer l’action',
    indicatorTitle: 'Renommer l’indicateur',
    ficheLabel: 'Intitulé de l’action',
    indicatorLabel: 'Intitulé de l’indicateur',
    submit: 'Renommer',
  },
  formulasStopped:
    'Les formules de ce plan demandent trop de calcul\u00a0: elles sont arrêtées, et leurs cellules n’entrent dans aucun total. Le reste est à jour. Simplifiez la dernière formule modifiée pour les relancer.',
  formulasStoppedForReader:
    'Les formules de ce plan demandent trop de calcul\u00a0: elles sont arrêtées, et leurs cellules n’entrent dans aucun total. Le reste est à jour. Signalez-le à qui coordonne le plan\u00a0: elles repartent dès qu’une formule est modifiée.',
  cancel: 'Annuler',
  close: 'Fermer',
  wait: 'Un instant…',
  notice: {
    'fiche.add': (label: string): string => `Action ${quoted(label)} ajoutée.`,
    'indicator.add': (label: string): string => `Indicateur ${quoted(label)} ajouté.`,
    'row.rename': (label: string): string => `Ligne renommée ${quoted(label)}.`,
    'indicator.aggregate': (label: string): string =>
      `${quoted(label)}${nbsp}: autre chiffre pour l’ensemble du plan.`,
    'row.move': (label: string): string => `Ligne ${quoted(label)} déplacée.`,
    'row.archive': (label: string): string => `Ligne ${quoted(label)} archivée.`,
    'row.restore': (label: string): string => `Ligne ${quoted(label)} restaurée.`,
    'fiche.assign': (label: string): string => `Porteurs de ${quoted(label)} modifiés.`,
    'fiche.close': (label: string): string =>
      `Action ${quoted(label)} close\u00a0: plus personne ne modifie ses chiffres.`,
    'fiche.reopen': (label: string): string => `Action ${quoted(label)} rouverte.`,
    undo: 'Annuler',
    refused: (label: string, why: string): string => `${quoted(label)}${nbsp}: ${why}`,
  },
  status: {
    fiches: (count: number): string => (count === 1 ? '1 action' : `${count} actions`),
    fichesShown: (shown: number, all: number): string =>
      `${shown} ${shown === 1 ? 'action affichée' : 'actions affichées'} sur ${all}`,
    indicators: (count: number): string => (count === 1 ? '1 indicateur' : `${count} indicateurs`),
    indicatorsShown: (shown: number, all: number): string =>
      `${shown} ${shown === 1 ? 'indicateur affiché' : 'indicateurs affichés'} sur ${all}`,
    empty: 'vide',
    typed: (text: string): string => `saisi${nbsp}: ${quoted(text)}`,
    readerKeys: 'Lecture seule · Maj+F10 menu de la ligne · F6 sortir de la grille',
    keys: 'F2 modifier · Suppr effacer · Maj+F10 menu de la ligne · F6 sortir de la grille',
    noMatch: 'Aucune ligne ne correspond.',
    changedByOther: (by: string | null, cell: string, value: string): string =>
      `Modifié à l’instant par ${by ?? 'une autre personne'}${nbsp}: ${cell}, ${value}`,
  },
  leave: {
    title: `Quitter ce plan${nbsp}?`,
    kept: (count: number): string =>
      count === 1
        ? '1 modification n’est pas encore sur le serveur. Elle reste gardée sur ce poste et partira quand vous rouvrirez ce plan.'
        : `${count} modifications ne sont pas encore sur le serveur. Elles restent gardées sur ce poste et partiront quand vous rouvrirez ce plan.`,
    lost: (count: number): string =>
      count === 1
        ? '1 modification n’est pas encore sur le serveur, et ce navigateur ne peut pas la garder. Quitter maintenant la perd.'
        : `${count} modifications ne sont pas encore sur le serveur, et ce navigateur ne peut pas les garder. Quitter maintenant les perd.`,
    stay: 'Rester',
    leave: 'Quitter le plan',
  },
  empty: {
    title: 'Ce plan n’a pas encore d’action',
    text: 'Chaque action aura ici sa ligne, dans son axe, avec ses montants, ses bénéficiaires et ses indicateurs.',
  },
  review: {
    title: 'Modifications à voir',
    open: (count: number): string =>
      count === 1 ? '1 modification à voir' : `${count} modifications à voir`,
    conflicts: 'Changées entre-temps',
    conflictsHint:
      'Ces cellules ont reçu une autre valeur pendant que vous saisissiez, ou que votre saisie attendait. Rien n’a été écrasé.',
    mine: 'La vôtre',
    theirs: 'Dans le plan',
    seen: 'Quand vous avez saisi',
    keepMine: 'Remettre la mienne',
    keepTheirs: 'Garder celle du plan',
    choiceFor: (choice: string, cell: string): string => `${choice}${nbsp}: ${cell}`,
    allMine: (count: number): string => `Remettre les miennes (${count})`,
    allTheirs: (count: number): string => `Garder celles du plan (${count})`,
    by: (name: string, moment: string): string => `${name}, le ${moment}`,
    byYou: (moment: string): string => `vous, le ${moment}`,
    more: (count: number): string => `Afficher ${count} de plus`,
    refused: 'Refusées',
    refusedHint: 'Le serveur n’a pas pris ces saisies. Leur texte est gardé ici.',
    copy: 'Copier le texte',
    copied: 'Copié',
    dismiss: 'Retirer de la liste',
    restore: 'Restaurer la ligne et réappliquer',
    reapply: 'Réappliquer',
    isBack: 'Cette ligne avait été archivée\u00a0; elle est revenue.',
    gone: 'Ligne absente du plan',
    empty: 'vide',
  },
};
