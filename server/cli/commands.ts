// The one table of commands: the help, the command line and a running server all read it.
import type { AnyCommand } from './command.ts';
import {
  contractCreate,
  contractList,
  contractLoadExample,
  planExport,
  planList,
} from './contract-commands.ts';
import { backup, backups, restore } from './backup-commands.ts';
import { doctor } from './upkeep-commands.ts';
import { invite, userAdd, userDisable, userEnable, userList, userReset } from './user-commands.ts';

export const commands: readonly AnyCommand[] = [
  userAdd,
  userList,
  userReset,
  userDisable,
  userEnable,
  invite,
  contractList,
  contractCreate,
  contractLoadExample,
  planList,
  planExport,
  backup,
  backups,
  restore,
  doctor,
];

/** The command that the first words name, and how many words that took. */
export function findCommand(words: readonly string[]): { command: AnyCommand; length: number } | null {
  for (const length of [2, 1]) {
    const command = commands.find(({ name }) => name === words.slice(0, length).join(' '));
    if (command !== undefined && words.length >= length) return { command, length };
  }
  return null;
}
