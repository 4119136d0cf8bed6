// French sentences of the area « account »: setting up, signing in, invitations, passwords. The source of the keys.

export const account = {
  language: 'Langue',
  french: 'Français',
  english: 'English',
  tagline: 'La grille partagée du contrat territorial d’accueil et d’intégration',

  name: 'Nom et prénom',
  email: 'Adresse électronique',
  password: 'Mot de passe',
  newPassword: 'Nouveau mot de passe',
  passwordRule: (length: number) =>
    `${length} caractères au moins. Quelques mots à la suite conviennent très bien.`,
  showPassword: 'Afficher le mot de passe',
  hidePassword: 'Masquer le mot de passe',
  tooManyAttempts: (seconds: number) =>
    seconds >= 120
      ? `Trop d’essais. Réessayez dans ${Math.ceil(seconds / 60)} minutes.`
      : `Trop d’essais. Réessayez dans ${seconds} seconde${seconds > 1 ? 's' : ''}.`,

  setup: {
    title: 'Mettre Trame en route',
    intro: 'Créez le premier compte\u00a0: il administre cette installation et ouvre les contrats.',
    submit: 'Créer le compte',
    done: 'Votre compte est créé',
    doneIntro: 'Vous êtes connecté. Par quoi commencer\u00a0?',
    linkNeeded: 'Ouvrez le lien affiché au démarrage',
    linkNeededText:
      'Trame attend son premier compte. Au démarrage, le serveur a affiché un lien de mise en route dans sa console\u00a0: ouvrez ce lien-là.',
    linkInvalid: 'Ce lien de mise en route n’est pas valable',
    linkInvalidText:
      'Chaque démarrage du serveur affiche un nouveau lien et remplace l’ancien. Ouvrez le dernier affiché dans la console.',
    alreadyDone: 'Trame est déjà en route',
    alreadyDoneText:
      'Le premier compte existe\u00a0: ce lien a déjà servi. Connectez-vous, ou demandez une invitation.',
  },

  login: {
    title: 'Se connecter',
    submit: 'Se connecter',
    forgotten: 'Mot de passe oublié\u00a0? Demandez un lien à la personne qui coordonne votre contrat.',
    noAccount: 'Pas encore de compte\u00a0? Il se crée par un lien d’invitation.',
    continue: 'Connectez-vous pour ouvrir cette page.',
  },
  logout: 'Se déconnecter',
  logoutQuestion: 'Se déconnecter sans avoir tout envoyé\u00a0?',
  logoutLoses: (count: number) =>
    count === 1
      ? '1 modification gardée sur ce poste n’est pas encore enregistrée. Elle sera effacée.'
      : `${count} modifications gardées sur ce poste ne sont pas encore enregistrées. Elles seront effacées.`,
  logoutAnyway: 'Se déconnecter quand même',
  stay: 'Rester connecté',
  accountMenu: (name: string) => `Compte\u00a0: ${name}`,

  invitation: {
    title: (contract: string) => `Rejoindre «\u00a0${contract}\u00a0»`,
    from: (name: string, role: string) => `${name} vous invite comme ${role}.`,
    fromNobody: (role: string) => `Vous êtes invité comme ${role}.`,
    withAccount: 'Vous avez déjà un compte\u00a0?',
    signInFirst: 'Connectez-vous, puis rejoignez le contrat',
    create: 'Créer mon compte et rejoindre',
    join: 'Rejoindre le contrat',
    joinAs: (name: string) => `Vous rejoindrez ce contrat avec votre compte, ${name}.`,
    unusable: 'Cette invitation ne peut pas servir',
    askAgain: 'Demandez un nouveau lien à la personne qui vous a invité.',
  },

  reset: {
    title: 'Choisir un nouveau mot de passe',
    intro: 'Il remplace l’ancien. Les autres appareils connectés à ce compte seront déconnectés.',
    submit: 'Enregistrer et se connecter',
    unusable: 'Ce lien ne peut pas servir',
    askAgain: 'Il a expiré ou a déjà servi. Demandez-en un autre à la personne qui coordonne votre contrat.',
  },

  error: {
    notFound: 'Cette page n’existe pas',
    notFoundText: 'L’adresse est peut-être incomplète, ou ce contrat ne vous est pas ouvert.',
    forbidden: 'Cette page ne vous est pas ouverte',
    forbiddenText:
      'Un administrateur de Trame crée les contrats\u00a0; la personne qui en coordonne un vous y invite.',
    failed: 'Trame n’a pas pu répondre',
    failedText:
      'Le serveur a rencontré une panne et l’a notée dans son journal. Ce qui était indiqué «\u00a0Enregistré\u00a0» l’est toujours. Rechargez la page\u00a0; si la panne dure, prévenez l’administrateur.',
    backHome: 'Aller aux contrats',
    reload: 'Recharger la page',
  },
};
