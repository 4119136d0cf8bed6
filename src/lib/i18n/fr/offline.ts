// French sentences of the area « offline »: the page that stands where the network is not, and the copy a plan opens from.

const nbsp = '\u00a0';

export const offline = {
  title: 'Hors ligne',
  /** `hasPlans`: there is something to go on with. */
  text: (hasPlans: boolean): string =>
    hasPlans
      ? 'Le serveur ne répond pas. Les plans ci-dessous sont gardés sur ce poste\u00a0: ouvrez-les et continuez, vos modifications partiront au retour de la connexion.'
      : 'Le serveur ne répond pas, et aucun plan n’est gardé sur ce poste. Un plan l’est dès que vous l’avez ouvert avec la connexion.',
  nobody:
    'Le serveur ne répond pas, et personne n’est connecté à Trame sur ce poste. Rien ne s’ouvre avant une connexion avec identifiant et mot de passe.',
  signedOut: 'Vous êtes déconnecté de ce poste',
  signedOutText:
    'Vos plans et vos saisies en sont effacés. Le serveur n’a pas pu être prévenu\u00a0: il le sera avant que ce navigateur lui demande une autre page.',
  wanted: 'La page que vous vouliez voir a besoin du serveur.',
  retry: 'Réessayer',
  isBack: 'Le serveur répond de nouveau',
  goOn: 'Continuer',
  plans: 'Plans gardés sur ce poste',
  plan: 'Plan',
  copy: 'Copie du',
  unsent: 'À envoyer',
  none: 'rien',
  edits: (count: number): string => (count === 1 ? '1 modification' : `${count}${nbsp}modifications`),
  copyShown: (moment: string): string =>
    `Vous travaillez sur la copie du ${moment}, gardée sur ce poste. Ce que d’autres ont saisi depuis n’y est pas\u00a0; vos modifications partiront au retour de la connexion.`,
};
