// The typed dictionary of the interface. French is the source of the keys; English must have the same ones. A sentence
// with parameters is a function. Official labels of the contract are not here: they are never translated.
import type { Language } from './language.ts';
import { account as accountEn } from './en/account.ts';
import { commands as commandsEn } from './en/commands.ts';
import { contracts as contractsEn } from './en/contracts.ts';
import { errors as errorsEn } from './en/errors.ts';
import { grid as gridEn } from './en/grid.ts';
import { operations as operationsEn } from './en/operations.ts';
import { reasons as reasonsEn } from './en/reasons.ts';
import { workspace as workspaceEn } from './en/workspace.ts';
import { account } from './fr/account.ts';
import { commands } from './fr/commands.ts';
import { contracts } from './fr/contracts.ts';
import { errors } from './fr/errors.ts';
import { grid } from './fr/grid.ts';
import { operations } from './fr/operations.ts';
import { reasons } from './fr/reasons.ts';
import { workspace } from './fr/workspace.ts';

const french = { account, commands, contracts, errors, grid, operations, reasons, workspace };

export type Messages = typeof french;

const english: Messages = {
  account: accountEn,
  commands: commandsEn,
  contracts: contractsEn,
  errors: errorsEn,
  grid: gridEn,
  operations: operationsEn,
  reasons: reasonsEn,
  workspace: workspaceEn,
};

export function messagesFor(language: Language): Messages {
  return language === 'en' ? english : french;
}
