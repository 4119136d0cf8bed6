// French sentences of the area « rights »: what a plan's phase and a person's role allow, signing, who carries an action.
// The source of the keys.
import type { ColumnGroup, Role } from '../../contract/permissions.ts';
import type { Phase } from '../../contract/plan.ts';
import type { RowKind } from '../../contract/rows.ts';

const nbsp = '\u00a0';

const roleNames = {
  coordinator: 'Coordinateur',
  partner: 'Partenaire',
  state: 'État',
  viewer: 'Lecteur',
} satisfies Record<Role, string>;

export const rights = {
  phases: { draft: 'En préparation', signed: 'Signé', closed: 'Clos' } satisfies Record<Phase, string>,
  phaseSentences: {
    draft: 'Le plan se prépare\u00a0: on y écrit ce qui est prévu.',
    signed: 'Le plan est signé\u00a0: ce qui est prévu est figé, on y suit le réalisé et les dépenses.',
    closed: 'Le plan est clos\u00a0: il se lit, plus rien n’y change.',
  } satisfies Record<Phase, string>,
  version: (number: number): string => `version ${number}`,
  menu: (visible: string): string => `Étape du plan et droits\u00a0: ${visible}`,
  signedBy: (number: number, moment: string, name: string): string =>
    `Version ${number} signée le ${moment} par ${name}.`,
  sign: 'Signer le plan…',
  signAmendment: 'Signer un avenant…',
  who: 'Qui modifie quoi',
  readOnly: 'Lecture seule',
  roleFor: (role: string, organisation: string): string => `${role} · ${organisation}`,
  roleSentence: (role: Role, organisation: string | null): string => {
    if (role === 'coordinator')
      return 'Vous coordonnez\u00a0: vous modifiez toutes les actions, signez et invitez.';
    if (role === 'partner')
      return organisation === null
        ? 'Vous êtes partenaire, sans organisation\u00a0: demandez à un coordinateur de la préciser.'
        : `Vous êtes partenaire pour ${organisation}\u00a0: vous modifiez les actions qu’elle porte.`;
    return 'Vous consultez ce plan en lecture seule.';
  },
  signing: {
    title: (number: number): string =>
      number === 1 ? 'Signer le plan' : `Signer un avenant (version ${number})`,
    freezes:
      'Tout ce qui est prévu (budget, publics, objectifs, textes) est figé pour tout le monde, coordinateurs compris.',
    proposals: (count: number): string =>
      count === 0
        ? 'Aucune valeur proposée n’attend\u00a0: le plan est signé tel qu’il est.'
        : count === 1
          ? '1 valeur proposée devient la valeur prévue.'
          : `${count} valeurs proposées deviennent les valeurs prévues.`,
    unreadable: (count: number): string =>
      count === 1
        ? '1 valeur proposée n’est pas un nombre\u00a0: elle reste une proposition.'
        : `${count} valeurs proposées ne sont pas des nombres\u00a0: elles restent des propositions.`,
    nothingNew: 'Cet avenant ne changerait aucune valeur.',
    opens:
      'Le réalisé et les dépenses s’ouvrent à la saisie. Un changement se propose pour le prochain avenant.',
    kept: 'La version est conservée\u00a0: chaque cellule, telle qu’elle est écrite et sa valeur.',
    withoutCarrier: (count: number): string =>
      count === 1
        ? '1 action n’a pas de porteur\u00a0: seuls les coordinateurs pourront en suivre les chiffres.'
        : `${count} actions n’ont pas de porteur\u00a0: seuls les coordinateurs pourront en suivre les chiffres.`,
    unseen: (count: number): string =>
      count === 1
        ? '1 de vos modifications n’est pas dans le plan\u00a0: voyez-la avant de signer.'
        : `${count} de vos modifications ne sont pas dans le plan\u00a0: voyez-les avant de signer.`,
    final: 'Une signature ne s’annule pas.',
    submit: (number: number): string => (number === 1 ? 'Signer le plan' : `Signer la version ${number}`),
  },
  carriers: {
    title: (number: number): string => `Porteurs de l’action ${number}`,
    hint: 'Les partenaires de ces organisations modifient les chiffres de l’action, selon l’étape du plan.',
    legend: 'Organisations du contrat',
    none: 'Le contrat n’a pas encore d’organisation.',
    manage: 'Ajouter ou renommer des organisations',
    submit: 'Enregistrer',
  },
  help: {
    title: 'Qui modifie quoi',
    intro:
      'Tout le monde voit tout le plan. Ce que chacun modifie dépend de son rôle, de l’action et de l’étape du plan. Le serveur applique cette table à chaque modification, et la grille la montre avant qu’on essaie.',
    phase: (name: string): string => `Étape${nbsp}: ${name}`,
    rows: 'Lignes',
    cells: 'Cellules',
    kinds: {
      fiche: 'Action',
      indicator: 'Indicateur',
      entry: 'Outil ou méthode',
    } satisfies Record<RowKind, string>,
    groups: {
      planned: 'Prévu',
      proposed: 'Proposé (prochain avenant)',
      realised: 'Réalisé',
      spent: 'Dépensé',
      received: 'Reçu de l’État',
      comment: 'Commentaire',
    } satisfies Record<ColumnGroup, string>,
    roles: roleNames,
    reach: { all: 'toutes les actions', own: 'les actions de son organisation', none: 'non' },
    nobody: 'Personne ne modifie rien à cette étape.',
    moreTitle: 'À savoir aussi',
    more: [
      'Une ligne archivée ou une action close ne se modifie pas, quelle que soit l’étape.',
      'Lignes, porteurs, clôture d’une action, signature\u00a0: aux coordinateurs.',
      'Un changement de rôle vaut aussitôt, même dans un plan ouvert. Ce qui est refusé reste chez vous, dans «\u00a0Modifications à voir\u00a0», avec la raison.',
      'Plusieurs organisations peuvent porter une action\u00a0: les partenaires de chacune la modifient.',
    ],
  },
};
