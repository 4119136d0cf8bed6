// French sentences of the area « contracts »: the list, a new contract, members and invitations. The source of the keys.

export const contracts = {
  title: 'Contrats',
  empty: 'Aucun contrat pour l’instant',
  emptyText:
    'Vos contrats et leurs plans d’actions apparaîtront ici. Ouvrez l’exemple pour voir un vrai plan, ou créez votre contrat.',
  emptyInvitedText:
    'Vos contrats apparaîtront ici. Demandez un lien d’invitation à la personne qui coordonne le vôtre, puis ouvrez-le dans ce navigateur.',
  create: 'Nouveau contrat',
  openExample: 'Ouvrir l’exemple',
  openExampleNamed: 'Ouvrir l’exemple\u00a0: CTAI de Metz, avenant n°\u00a02',
  exampleHint:
    'Onze actions, six axes, les chiffres réels de 2024-2025. Une copie à vous\u00a0: modifiez-la sans crainte.',
  createHint: 'Titre, parties, exercice, enveloppe et axes\u00a0: une minute.',

  plan: 'Plan',
  exercise: 'Exercice',
  phase: 'Étape',
  phases: { draft: 'En préparation', signed: 'Signé', closed: 'Clos' },
  actions: 'Actions',
  lastEdit: 'Dernière modification',
  neverEdited: 'Jamais modifié',
  members: 'Membres',
  membersAndInvitations: 'Membres et invitations',
  roles: { coordinator: 'coordinateur', viewer: 'lecteur' },
  roleNames: { coordinator: 'Coordinateur', viewer: 'Lecteur' },
  roleHints: {
    coordinator: 'Modifie le plan, invite d’autres personnes.',
    viewer: 'Voit tout le plan en direct, sans rien modifier.',
  },

  new: {
    title: 'Nouveau contrat',
    cancel: 'Annuler',
    name: 'Titre du contrat',
    namePlaceholder: 'CTAI de Metz',
    parties: 'Parties signataires',
    partiesHint: 'Une par ligne\u00a0: l’État, la ville, le CCAS…',
    exercise: 'Exercice',
    exerciseHint: 'L’année de financement. Le premier plan la couvre.',
    envelope: 'Enveloppe de l’État',
    envelopeHint:
      'En euros, pour cet exercice, par exemple 246\u202f000. Laissez vide si elle n’est pas encore connue.',
    optional: 'facultatif',
    axes: 'Axes',
    axesHint: 'Chaque action du plan se range dans un axe.',
    axis: (number: number) => `Axe ${number}`,
    addAxis: 'Ajouter un axe',
    removeAxis: (number: number) => `Retirer l’axe ${number}`,
    moveAxisUp: (number: number) => `Monter l’axe ${number}`,
    moveAxisDown: (number: number) => `Descendre l’axe ${number}`,
    axisMoved: (number: number) => `Axe déplacé au rang ${number}`,
    submit: 'Créer le contrat',
  },

  contract: {
    plans: 'Plans',
    noPlans: 'Ce contrat n’a pas encore de plan.',
    memberName: 'Nom',
    memberEmail: 'Adresse électronique',
    memberRole: 'Rôle',
    you: 'vous',
    resetPassword: 'Lien de mot de passe',
    resetPasswordFor: (name: string) => `Lien de mot de passe pour ${name}`,
    resetLink: (name: string) => `Lien de nouveau mot de passe pour ${name}`,
    resetLinkHint: (until: string) =>
      `À remettre à cette personne seulement\u00a0: qui l’ouvre choisit le mot de passe. Valable une fois, jusqu’au ${until}.`,
    invite: 'Inviter une personne',
    inviteIntro: 'Trame n’envoie pas de courriel\u00a0: créez un lien et transmettez-le vous-même.',
    role: 'Rôle de la personne invitée',
    createLink: 'Créer le lien d’invitation',
    invitationLink: (role: string) => `Lien d’invitation (${role})`,
    invitationLinkHint: (until: string) => `Valable pour une personne, jusqu’au ${until}.`,
    copy: 'Copier',
    copied: 'Copié',
    coordinatorsOnly: 'Les invitations se font par un coordinateur du contrat.',
  },
};
