// Commands on backups: make one, list them, put one back.
import { resolve } from 'node:path';
import { formatMoment } from '../../src/lib/i18n/date-format.ts';
import { formatNumber } from '../../src/lib/i18n/number-format.ts';
import { type BackupFile, listBackups } from '../store/backup-files.ts';
import { backupFolderOf } from '../store/data-dir.ts';
import { restore as restoreDatabase, type Restored } from '../store/restore.ts';
import { type CommandArguments, type CommandResult, defineCommand, onlyPositional } from './command.ts';
import { formatTable } from './table.ts';

function readFile(words: CommandArguments): string | null {
  const file = onlyPositional(words);
  return file === null ? null : resolve(words.directory, file);
}

export const backup = defineCommand({
  name: 'backup',
  usage: 'FILE',
  options: {},
  createsDatabase: false,
  read: readFile,
  run: async ({ store }, file): Promise<CommandResult<{ file: string; bytes: number }>> => {
    const done = await store.backUp(file);
    return done.ok ? { ok: true, value: { file, ...done.value } } : { ...done, subject: file };
  },
  print: ({ file }, { messages }) => ({ text: messages.operations.backupDone(file) }),
});

function listIn(dataDir: string): CommandResult<readonly BackupFile[]> {
  return { ok: true, value: listBackups(backupFolderOf(dataDir)) };
}

export const backups = defineCommand({
  name: 'backups',
  usage: '',
  options: {},
  createsDatabase: false,
  read: ({ positionals }) => (positionals.length === 0 ? {} : null),
  run: ({ dataDir }) => listIn(dataDir.path),
  // Without the store: they are asked for when the database does not open.
  runAlone: ({ path }) => Promise.resolve(listIn(path)),
  print: (list, { messages, language }) => {
    if (list.length === 0) return { text: messages.operations.nothingToList };
    const { at, size, file } = messages.commands.headers;
    const rows = list.map((one) => [
      formatMoment(new Date(one.at), language),
      messages.commands.megabytes(formatNumber(one.bytes / 1e6, 'ratio', { decimals: 1 })),
      one.file,
    ]);
    return { text: formatTable([at, size, file], rows) };
  },
});

export const restore = defineCommand({
  name: 'restore',
  usage: 'FILE',
  options: {},
  createsDatabase: true,
  read: readFile,
  run: (): CommandResult<Restored> => ({ ok: false, code: 'server_running' }),
  runAlone: async ({ databaseFile }, file): Promise<CommandResult<Restored>> => {
    const done = await restoreDatabase(databaseFile, file, { now: Date.now() });
    return done.ok ? done : { ...done, subject: file };
  },
  print: ({ stateAt, plans, keptAs }, { messages, language }) => {
    const { restored, keptAside } = messages.operations;
    const lines = [restored(formatMoment(new Date(stateAt), language), plans)];
    return { text: [...lines, ...(keptAs === null ? [] : [keptAside(keptAs)])].join('\n') };
  },
});
