// French sentences of the area « people »: members of a contract, invitations, organisations, sessions. The source of the keys.

export const people = {
  title: 'Personnes',
  intro: 'Qui participe au contrat, dans quel rôle et pour quelle organisation. Un changement vaut aussitôt.',
  summary: (members: number, organisations: number): string =>
    `${members === 1 ? '1 membre' : `${members} membres`}, ${organisations === 1 ? '1 organisation' : `${organisations} organisations`}`,
  manage: 'Membres, invitations et organisations',
  see: 'Voir les membres et les organisations',
  members: 'Membres',
  roleAndOrganisation: 'Rôle et organisation',
  account: 'Compte',
  roleOf: (name: string): string => `Rôle de ${name}`,
  organisationOf: (name: string): string => `Organisation de ${name}`,
  noOrganisation: 'Sans organisation',
  save: 'Enregistrer',
  saved: 'Droits enregistrés',
  saveRightsOf: (name: string): string => `Enregistrer les droits de ${name}`,
  remove: 'Retirer',
  removeMember: (name: string): string => `Retirer ${name} du contrat`,
  removeTitle: (name: string): string => `Retirer ${name} du contrat`,
  removeText:
    'Cette personne ne verra plus le contrat ni ses plans, et sa page se ferme aussitôt. Ce qu’elle a saisi reste dans le plan. Pour revenir, il lui faudra une invitation.',
  endSessions: (count: number): string =>
    count === 1 ? 'Fermer sa session' : `Fermer ses ${count} sessions`,
  endSessionsOf: (name: string): string => `Fermer les sessions de ${name}`,
  invitations: 'Invitations en attente',
  noInvitations: 'Aucune invitation n’attend. Un lien ne s’affiche qu’au moment où il est créé.',
  invitedBy: (inviter: string | null, until: string): string =>
    inviter === null
      ? `depuis la ligne de commande, valable jusqu’au ${until}`
      : `par ${inviter}, valable jusqu’au ${until}`,
  withdraw: 'Annuler',
  withdrawFor: (what: string): string => `Annuler l’invitation\u00a0: ${what}`,
  organisationHint:
    'Celle pour laquelle la personne agit. Un partenaire modifie les actions que son organisation porte.',
  organisation: 'Organisation',
  organisations: 'Organisations',
  noOrganisations: 'Aucune organisation n’est enregistrée.',
  newOrganisation: 'Nouvelle organisation',
  add: 'Ajouter',
  nameOf: (name: string): string => `Nouveau nom de ${name}`,
  rename: 'Renommer',
  renameOf: (name: string): string => `Renommer ${name}`,
  removeOf: (name: string): string => `Retirer ${name}`,
  inUse: 'Des membres, des invitations ou des actions s’y réfèrent',
  ownSessions: 'Mes sessions',
  session: (start: string, until: string): string => `Ouverte le ${start}, valable jusqu’au ${until}`,
  sessionUntil: (until: string): string => `Valable jusqu’au ${until}`,
  thisSession: 'Ce navigateur',
  end: 'Fermer',
  endSession: (what: string): string => `Fermer la session\u00a0: ${what}`,
  endOthers: 'Fermer toutes les autres sessions',
};
