// English sentences of the area « commands »: the help and the lists of the command line.
import type { commands as french } from '../fr/commands.ts';

export const commands: typeof french = {
  intro:
    'Trame on the command line. With a running server the command goes through it; otherwise it opens DATA_DIR itself.',
  about: {
    'user add':
      'Creates an account. Without --password-stdin, gives a link to choose the password. The first account is an administrator.',
    'user list': 'Lists the accounts.',
    'user reset': 'Gives a link to choose a new password, valid once for 24 hours.',
    'user disable': 'Disables an account and ends its sessions.',
    'user enable': 'Gives a disabled account its access back.',
    invite: 'Gives an invitation link to a contract, valid once for 7 days.',
    'contract list': 'Lists the contracts.',
    'contract create': 'Creates a contract and its first plan.',
    'contract load-example': 'Creates the example contract: CTAI de Metz, amendment no. 2.',
    'plan list': 'Lists the plans.',
    'plan export': 'Writes a plan as JSON, with its computed values.',
    backup: 'Copies the whole database into a file, even while it is in use, and verifies the copy.',
    backups: 'Lists the automatic backups, the latest first.',
    restore:
      'Puts a backup in place while the server is stopped. The present database is kept beside it; every plan begins a new epoch.',
    doctor: 'Checks the database, every checksum, and replays the logs.',
  },
  headers: {
    id: 'Id',
    email: 'E-mail',
    name: 'Name',
    admin: 'Administrator',
    disabled: 'Disabled',
    title: 'Title',
    exercises: 'Funding years',
    contract: 'Contract',
    plan: 'Plan',
    actions: 'Actions',
    editedAt: 'Last edit',
    at: 'Date',
    size: 'Size',
    file: 'File',
  },
  yes: 'yes',
  megabytes: (count) => `${count}\u00a0MB`,
  incomplete: 'Something is missing from this command, or there is a word too many.',
  brokenOption: (option) => `The option ${option} does not have the value it needs.`,
  unknownLanguage: (language) => `The language “${language}” does not exist: fr or en.`,
  accountNeeded:
    'An administrator account is needed first, to coordinate the contract. Create it with “user add”, or name an account with --coordinator.',
  noDatabase: (path) =>
    `There is no database in ${path} yet. Check DATA_DIR, run “npm start”, or create an account with “user add”.`,
  otherVersion:
    'The running server is of another version than this command. Restart it, or run the command from its folder.',
};
