// French sentences of the area « commands »: the help and the lists of the command line. The source of the keys.

export const commands = {
  intro:
    'Trame en ligne de commande. Avec un serveur en marche, la commande passe par lui\u00a0; sinon elle ouvre DATA_DIR elle-même.',
  /** By name of the command. */
  about: {
    'user add':
      'Crée un compte. Sans --password-stdin, donne un lien pour choisir le mot de passe. Le premier compte est administrateur.',
    'user list': 'Liste les comptes.',
    'user reset': 'Donne un lien pour choisir un nouveau mot de passe, valable une fois pendant 24 heures.',
    'user disable': 'Désactive un compte et ferme ses sessions.',
    'user enable': 'Rend son accès à un compte désactivé.',
    invite: 'Donne un lien d’invitation à un contrat, valable une fois pendant 7 jours.',
    'contract list': 'Liste les contrats.',
    'contract create': 'Crée un contrat et son premier plan.',
    'contract load-example': 'Crée le contrat d’exemple\u00a0: CTAI de Metz, avenant n°\u00a02.',
    'plan list': 'Liste les plans.',
    'plan export': 'Écrit un plan en JSON, avec ses valeurs calculées.',
    backup: 'Copie toute la base dans un fichier, même en cours d’utilisation, et vérifie la copie.',
    backups: 'Liste les sauvegardes automatiques, les plus récentes d’abord.',
    restore:
      'Remet une sauvegarde en place, serveur arrêté. La base d’avant est gardée à côté\u00a0; chaque plan commence une nouvelle époque.',
    doctor: 'Vérifie la base, chaque somme de contrôle, et rejoue les journaux.',
  },
  headers: {
    id: 'Identifiant',
    email: 'Adresse',
    name: 'Nom',
    admin: 'Administrateur',
    disabled: 'Désactivé',
    title: 'Titre',
    exercises: 'Exercices',
    contract: 'Contrat',
    plan: 'Plan',
    actions: 'Actions',
    editedAt: 'Dernière modification',
    at: 'Date',
    size: 'Taille',
    file: 'Fichier',
  },
  yes: 'oui',
  megabytes: (count: string): string => `${count}\u00a0Mo`,
  incomplete: 'Il manque quelque chose à cette commande, ou il y a un mot de trop.',
  brokenOption: (option: string): string => `L’option ${option} n’a pas la valeur attendue.`,
  unknownLanguage: (language: string): string =>
    `La langue «\u00a0${language}\u00a0» n’existe pas\u00a0: fr ou en.`,
  accountNeeded:
    'Il faut d’abord un compte administrateur, qui coordonnera le contrat. Créez-le avec «\u00a0user add\u00a0», ou nommez un compte avec --coordinator.',
  noDatabase: (path: string): string =>
    `Il n’y a pas encore de base de données dans ${path}. Vérifiez DATA_DIR, lancez «\u00a0npm start\u00a0», ou créez un compte avec «\u00a0user add\u00a0».`,
  otherVersion:
    'Le serveur en marche est d’une autre version que cette commande. Redémarrez-le, ou lancez la commande depuis son dossier.',
};
