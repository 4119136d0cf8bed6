// French sentences of the area « operations »: the server's console and the command line. The source of the keys.

export const operations = {
  // Starting and stopping
  ready: (url: string): string => `Trame est prêt\u00a0: ${url}`,
  setupLink: (url: string): string =>
    `Premier démarrage. Ouvrez ce lien pour créer le premier compte (il ne sert qu’une fois)\u00a0:\n  ${url}`,
  dataDir: (path: string): string => `Données\u00a0: ${path}`,
  metricsAt: (url: string): string => `Mesures\u00a0: ${url}`,
  stopping: 'Arrêt en cours\u00a0: les dernières modifications sont enregistrées.',
  stopped: 'Trame est arrêté.',
  buildMissing:
    'L’interface n’est pas construite. Lancez «\u00a0npm start\u00a0», ou «\u00a0npm run build\u00a0» une fois.',

  // What prevents starting
  portTaken: (host: string, port: number): string =>
    `Le port ${port} de ${host} est déjà utilisé par un autre programme. Arrêtez-le, ou choisissez un autre port\u00a0: PORT=${port + 1} npm start`,
  portForbidden: (port: number): string =>
    `Le système ne permet pas d’écouter sur le port ${port}. Choisissez un port au-dessus de 1024\u00a0: PORT=3000 npm start`,
  hostUnknown: (host: string): string =>
    `L’adresse ${host} n’est pas une adresse de cette machine. Corrigez HOST, ou laissez-la vide.`,
  dataDirLocked: (path: string): string =>
    `Le dossier ${path} est déjà utilisé par un autre serveur Trame. Arrêtez-le, ou choisissez un autre dossier\u00a0: DATA_DIR=chemin npm start`,
  dataDirNotWritable: (path: string): string =>
    `Trame ne peut pas écrire dans ${path}. Donnez ce droit à l’utilisateur qui lance Trame, vérifiez la place sur le disque, ou choisissez un autre dossier avec DATA_DIR.`,
  databaseDamaged: (path: string): string =>
    `La base de données ${path} est endommagée. Ne la modifiez pas\u00a0: remettez la dernière sauvegarde à sa place, puis vérifiez avec «\u00a0npm run -s trame -- doctor\u00a0».`,
  databaseTooNew: (path: string): string =>
    `La base de données ${path} vient d’une version plus récente de Trame. Installez cette version ou une suivante.`,
  configInvalid: (variable: string, value: string): string =>
    `La variable ${variable} ne peut pas valoir «\u00a0${value}\u00a0».`,
  configExpected: {
    PORT: 'Un port est un nombre de 1 à 65535, comme 3000.',
    METRICS_PORT:
      'Un port est un nombre de 1 à 65535, comme 9100\u00a0; laissez vide pour ne pas publier de mesures.',
    ORIGIN:
      'Une origine s’écrit https://trame.ville.fr, sans chemin\u00a0; séparez-en plusieurs par des virgules.',
    BACKUPS:
      'Le nombre de sauvegardes à garder par heure, par jour et par mois s’écrit 24,30,12\u00a0; off n’en fait aucune.',
    LOG_LEVEL: 'Les niveaux sont fatal, error, warn, info, debug, trace et silent.',
  },

  // Command line, in general
  unknownCommand: (command: string): string =>
    `La commande «\u00a0${command}\u00a0» n’existe pas. Voici celles qui existent\u00a0:`,
  unknownOption: (option: string): string => `L’option ${option} n’existe pas pour cette commande.`,
  serverSilent: (path: string): string =>
    `Le dossier ${path} est occupé, mais le serveur qui l’occupe ne répond pas. Attendez quelques secondes et recommencez, ou arrêtez-le.`,
  fileNotWritable: (file: string): string =>
    `Le fichier ${file} n’a pas pu être écrit. Vérifiez le dossier, les droits et la place sur le disque.`,
  fileExists: (file: string): string =>
    `Le fichier ${file} existe déjà\u00a0: il n’a pas été remplacé. Donnez un autre nom.`,
  nothingToList: 'Rien à afficher.',

  // Accounts
  userAdded: (name: string, email: string): string => `Compte créé\u00a0: ${name} (${email}).`,
  userDisabled: (email: string): string =>
    `Le compte ${email} est désactivé\u00a0; ses sessions sont fermées.`,
  userEnabled: (email: string): string => `Le compte ${email} est de nouveau actif.`,
  userUnknown: (email: string): string =>
    `Aucun compte n’a l’adresse ${email}. Voyez la liste avec «\u00a0user list\u00a0».`,
  resetLink: (email: string, url: string, expiresAt: string): string =>
    `Lien pour choisir un nouveau mot de passe (${email}), valable une fois jusqu’au ${expiresAt}\u00a0:\n  ${url}`,
  invitationLink: (contract: string, url: string, expiresAt: string): string =>
    `Invitation à «\u00a0${contract}\u00a0», valable une fois jusqu’au ${expiresAt}\u00a0:\n  ${url}`,

  // Contracts and plans
  contractCreated: (title: string, id: string): string => `Contrat créé\u00a0: ${title} (${id}).`,
  exampleLoaded: (title: string, planId: string): string => `Exemple chargé\u00a0: ${title}, plan ${planId}.`,
  contractUnknown: (id: string): string =>
    `Aucun contrat ne porte l’identifiant ${id}. Voyez la liste avec «\u00a0contract list\u00a0».`,
  planUnknown: (id: string): string =>
    `Aucun plan ne porte l’identifiant ${id}. Voyez la liste avec «\u00a0plan list\u00a0».`,
  planExported: (file: string): string => `Plan écrit dans ${file}.`,

  // Backup, restore and doctor
  fileMissing: (file: string): string => `Le fichier ${file} n’existe pas.`,
  backupInPlace: (file: string): string =>
    `${file} est la base en service, pas une sauvegarde\u00a0: rien n’a été changé. Prenez une des sauvegardes que donne «\u00a0backups\u00a0».`,
  backupForeign: (file: string): string =>
    `${file} n’est pas une sauvegarde de Trame, ou son début est abîmé\u00a0: rien n’a été changé. Prenez une de celles que donne «\u00a0backups\u00a0».`,
  backupDamaged: (file: string): string =>
    `La sauvegarde ${file} est abîmée\u00a0: rien n’a été changé. Prenez-en une autre\u00a0; «\u00a0backups\u00a0» en donne la liste.`,
  restoreWhileRunning:
    'Un serveur est en marche sur ce dossier\u00a0: rien n’a été changé. Arrêtez-le (Ctrl+C, ou systemctl stop trame), restaurez, puis démarrez-le.',
  restored: (moment: string, plans: number): string =>
    `Restauré\u00a0: ${plans} ${plans < 2 ? 'plan est revenu' : 'plans sont revenus'} à l’état du ${moment}. Démarrez Trame\u00a0: les navigateurs reviennent d’eux-mêmes et renvoient ce qui n’était pas enregistré. Qui s’est connecté depuis la sauvegarde se reconnecte\u00a0; comptes, mots de passe et sessions sont ceux de ce moment-là.`,
  keptAside: (file: string): string => `La base d’avant est gardée dans ${file}.`,
  backupDone: (file: string): string => `Sauvegarde écrite dans ${file}.`,
  doctor: {
    data: (path: string, version: number): string => `Données\u00a0: ${path}, schéma ${version}.`,
    disk: (database: string, wal: string, free: string): string =>
      `Base\u00a0: ${database}, journal d’écriture ${wal}\u00a0; place libre\u00a0: ${free}.`,
    lastBackup: (moment: string, count: number): string =>
      `Dernière sauvegarde automatique\u00a0: ${moment} (${count} ${count < 2 ? 'gardée' : 'gardées'}).`,
    noBackup: 'Aucune sauvegarde automatique.',
    logs: (updates: number, size: string): string =>
      `Journaux des plans\u00a0: ${updates} ${updates < 2 ? 'mise à jour' : 'mises à jour'}, ${size} avec les instantanés.`,
    epoch: (planId: string, epoch: number): string => `Plan ${planId}\u00a0: époque ${epoch}.`,
    fine: (plans: number, updates: number): string =>
      `Tout va bien\u00a0: base de données, ${plans} ${plans < 2 ? 'plan vérifié' : 'plans vérifiés'}, ${updates} ${updates < 2 ? 'mise à jour' : 'mises à jour'}.`,
    found: (count: number): string =>
      count < 2 ? 'Un problème trouvé\u00a0:' : `${count} problèmes trouvés\u00a0:`,
    advice:
      'Arrêtez Trame, gardez une copie de ce dossier et remettez la dernière sauvegarde en place\u00a0; ou demandez de l’aide avec cette liste.',
    /** By kind of problem. */
    problems: {
      integrity: (detail: string): string => `SQLite trouve le fichier abîmé\u00a0: ${detail}.`,
      reference: (detail: string): string =>
        `Une ligne renvoie à une autre qui n’existe pas\u00a0: ${detail}.`,
      file_damaged: (detail: string): string =>
        `Les fichiers ne sont plus ce qui a été écrit\u00a0: ${detail}.`,
      history_damaged: (table: string, id: number): string =>
        `Historique\u00a0: la ligne ${id} de ${table} est abîmée.`,
      update_damaged: (planId: string, seq: number): string =>
        `Plan ${planId}\u00a0: la mise à jour ${seq} est abîmée.`,
      snapshot_damaged: (planId: string, seq: number): string =>
        `Plan ${planId}\u00a0: l’instantané ${seq} est abîmé.`,
      version_damaged: (planId: string, number: number): string =>
        `Plan ${planId}\u00a0: la version signée ${number} est abîmée.`,
      log_gap: (planId: string, seq: number): string =>
        `Plan ${planId}\u00a0: il manque la mise à jour ${seq} au journal.`,
      snapshot_missing: (planId: string): string => `Plan ${planId}\u00a0: aucun instantané.`,
      replay_failed: (planId: string, seq: number): string =>
        `Plan ${planId}\u00a0: la mise à jour ${seq} ne peut pas être rejouée.`,
      replay_differs: (planId: string, seq: number): string =>
        `Plan ${planId}\u00a0: le journal rejoué jusqu’à ${seq} ne donne pas son instantané.`,
      row_differs: (planId: string, rowId: string): string =>
        `Plan ${planId}\u00a0: la ligne ${rowId} du document n’est pas celle de la base.`,
      plan_differs: (planId: string): string =>
        `Plan ${planId}\u00a0: le document ne décrit pas le plan comme la base.`,
    },
  },
};
