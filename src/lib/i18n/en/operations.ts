// English sentences of the area « operations ».
import type { operations as French } from '../fr/operations.ts';

export const operations: typeof French = {
  // Starting and stopping
  ready: (url) => `Trame is ready: ${url}`,
  setupLink: (url) => `First start. Open this link to create the first account (it works once):\n  ${url}`,
  dataDir: (path) => `Data: ${path}`,
  metricsAt: (url) => `Metrics: ${url}`,
  stopping: 'Stopping: the last edits are being saved.',
  stopped: 'Trame has stopped.',
  buildMissing: 'The interface is not built. Run “npm start”, or “npm run build” once.',

  // What prevents starting
  portTaken: (host, port) =>
    `Port ${port} of ${host} is already used by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
  portForbidden: (port) =>
    `The system does not allow listening on port ${port}. Choose a port above 1024: PORT=3000 npm start`,
  hostUnknown: (host) => `${host} is not an address of this machine. Correct HOST, or leave it empty.`,
  dataDirLocked: (path) =>
    `The folder ${path} is already used by another Trame server. Stop it, or choose another folder: DATA_DIR=path npm start`,
  dataDirNotWritable: (path) =>
    `Trame cannot write in ${path}. Grant this right to the user that runs Trame, check the space on the disk, or choose another folder with DATA_DIR.`,
  databaseDamaged: (path) =>
    `The database ${path} is damaged. Do not change it: put the latest backup in its place, then check with “npm run -s trame -- doctor”.`,
  databaseTooNew: (path) =>
    `The database ${path} comes from a newer version of Trame. Install that version or a later one.`,
  configInvalid: (variable, value) => `The variable ${variable} cannot be “${value}”.`,
  configExpected: {
    PORT: 'A port is a number from 1 to 65535, such as 3000.',
    METRICS_PORT: 'A port is a number from 1 to 65535, such as 9100; leave empty to publish no metrics.',
    ORIGIN: 'An origin is written https://trame.city.org, without a path; separate several with commas.',
    BACKUPS: 'How many backups to keep by hour, day and month is written 24,30,12; off makes none.',
    LOG_LEVEL: 'The levels are fatal, error, warn, info, debug, trace and silent.',
  },

  // Command line, in general
  unknownCommand: (command) => `There is no command “${command}”. These exist:`,
  unknownOption: (option) => `This command has no option ${option}.`,
  serverSilent: (path) =>
    `The folder ${path} is in use, but the server that uses it does not answer. Wait a few seconds and try again, or stop it.`,
  fileNotWritable: (file) =>
    `The file ${file} could not be written. Check the folder, the rights and the space on the disk.`,
  fileExists: (file) => `The file ${file} already exists: it was not replaced. Give another name.`,
  nothingToList: 'Nothing to show.',

  // Accounts
  userAdded: (name, email) => `Account created: ${name} (${email}).`,
  userDisabled: (email) => `The account ${email} is disabled; its sessions are closed.`,
  userEnabled: (email) => `The account ${email} is active again.`,
  userUnknown: (email) => `No account has the e-mail ${email}. See the list with “user list”.`,
  resetLink: (email, url, expiresAt) =>
    `Link to choose a new password (${email}), valid once until ${expiresAt}:\n  ${url}`,
  invitationLink: (contract, url, expiresAt) =>
    `Invitation to “${contract}”, valid once until ${expiresAt}:\n  ${url}`,

  // Contracts and plans
  contractCreated: (title, id) => `Contract created: ${title} (${id}).`,
  exampleLoaded: (title, planId) => `Example loaded: ${title}, plan ${planId}.`,
  contractUnknown: (id) => `No contract has the id ${id}. See the list with “contract list”.`,
  planUnknown: (id) => `No plan has the id ${id}. See the list with “plan list”.`,
  planExported: (file) => `Plan written to ${file}.`,

  // Backup, restore and doctor
  fileMissing: (file) => `There is no file ${file}.`,
  backupInPlace: (file) =>
    `${file} is the database in use, not a backup: nothing was changed. Take one of those that “backups” lists.`,
  backupForeign: (file) =>
    `${file} is no backup of Trame, or its beginning is damaged: nothing was changed. Take one of those that “backups” lists.`,
  backupDamaged: (file) =>
    `The backup ${file} is damaged: nothing was changed. Take another one; “backups” lists them.`,
  restoreWhileRunning:
    'A server runs on this folder: nothing was changed. Stop it (Ctrl+C, or systemctl stop trame), restore, then start it.',
  restored: (moment, plans) =>
    `Restored: ${plans} ${plans === 1 ? 'plan is' : 'plans are'} as of ${moment}. Start Trame: browsers come back by themselves and send again what was not saved. Whoever signed in since the backup signs in again; accounts, passwords and sessions are those of that moment.`,
  keptAside: (file) => `The database of before is kept in ${file}.`,
  backupDone: (file) => `Backup written to ${file}.`,
  doctor: {
    data: (path, version) => `Data: ${path}, schema ${version}.`,
    disk: (database, wal, free) => `Database: ${database}, write-ahead log ${wal}; free space: ${free}.`,
    lastBackup: (moment, count) => `Last automatic backup: ${moment} (${count} kept).`,
    noBackup: 'No automatic backup.',
    logs: (updates, size) =>
      `Logs of plans: ${updates} ${updates === 1 ? 'update' : 'updates'}, ${size} with the snapshots.`,
    epoch: (planId, epoch) => `Plan ${planId}: epoch ${epoch}.`,
    fine: (plans, updates) =>
      `All is well: database, ${plans} ${plans === 1 ? 'plan' : 'plans'} and ${updates} ${updates === 1 ? 'update' : 'updates'} checked.`,
    found: (count) => (count === 1 ? 'One problem found:' : `${count} problems found:`),
    advice:
      'Stop Trame, keep a copy of this folder and put the latest backup back; or ask for help with this list.',
    problems: {
      integrity: (detail) => `SQLite finds the file damaged: ${detail}.`,
      reference: (detail) => `A row points to another that does not exist: ${detail}.`,
      file_damaged: (detail) => `The files are not what was written any more: ${detail}.`,
      history_damaged: (table, id) => `History: row ${id} of ${table} is damaged.`,
      update_damaged: (planId, seq) => `Plan ${planId}: update ${seq} is damaged.`,
      snapshot_damaged: (planId, seq) => `Plan ${planId}: snapshot ${seq} is damaged.`,
      version_damaged: (planId, number) => `Plan ${planId}: signed version ${number} is damaged.`,
      log_gap: (planId, seq) => `Plan ${planId}: update ${seq} is missing from the log.`,
      snapshot_missing: (planId) => `Plan ${planId}: no snapshot.`,
      replay_failed: (planId, seq) => `Plan ${planId}: update ${seq} cannot be replayed.`,
      replay_differs: (planId, seq) =>
        `Plan ${planId}: the log replayed up to ${seq} does not give its snapshot.`,
      row_differs: (planId, rowId) =>
        `Plan ${planId}: row ${rowId} of the document is not that of the database.`,
      plan_differs: (planId) =>
        `Plan ${planId}: the document does not describe the plan as the database does.`,
    },
  },
};
