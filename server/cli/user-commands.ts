// Commands on accounts and on the links that let people in.
import { randomBytes } from 'node:crypto';
import type { ContractId } from '../../src/lib/contract/ids.ts';
import { isRole, type Role, roles } from '../../src/lib/contract/permissions.ts';
import { formatMoment } from '../../src/lib/i18n/date-format.ts';
import type { User } from '../app-services.ts';
import {
  defineCommand,
  hasFlag,
  onlyPositional,
  textOption,
  type CommandContext,
  type CommandResult,
  type Output,
  type PrintOptions,
} from './command.ts';
import { formatTable } from './table.ts';

interface Link {
  readonly url: string;
  /** ISO, because it may come over the socket. */
  readonly expiresAt: string;
}

function resetLink({ accounts, baseUrl }: CommandContext, email: string): CommandResult<Link> {
  const reset = accounts.createPasswordReset(null, email);
  if (!reset.ok) {
    return reset.code === 'not_found' ? { ok: false, code: 'user_unknown', subject: email } : reset;
  }
  const { token, expiresAt } = reset.value;
  return { ok: true, value: { url: `${baseUrl}/reset/${token}`, expiresAt: expiresAt.toISOString() } };
}

function printResetLink(email: string, link: Link, { messages, language }: PrintOptions): string {
  return messages.operations.resetLink(email, link.url, formatMoment(new Date(link.expiresAt), language));
}

export const userAdd = defineCommand({
  name: 'user add',
  usage: 'EMAIL --name NAME [--admin] [--password-stdin]',
  options: { name: 'text', admin: 'flag', 'password-stdin': 'flag' },
  createsDatabase: true,
  inputOption: 'password-stdin',
  read: (words) => {
    const email = onlyPositional(words);
    const name = textOption(words, 'name');
    if (email === null || name === null) return null;
    // The rest of a line that a file or `echo` ends with is no part of a password.
    const password = words.input === null ? null : words.input.replace(/\r?\n$/, '');
    return { email, name, isAdmin: hasFlag(words, 'admin'), password };
  },
  run: async (
    context,
    { password, ...identity },
  ): Promise<CommandResult<{ user: User; reset: Link | null }>> => {
    // Without one, a password that nobody knows, and a link to choose one: none is ever shown or typed into a shell.
    const first = password ?? randomBytes(32).toString('base64url');
    const added = await context.accounts.addUser({ ...identity, password: first });
    if (!added.ok) return { ...added, subject: identity.email };
    const user = added.value;
    if (password !== null) return { ok: true, value: { user, reset: null } };
    const reset = resetLink(context, user.email);
    return reset.ok ? { ok: true, value: { user, reset: reset.value } } : reset;
  },
  print: ({ user, reset }, options): Output => {
    const added = options.messages.operations.userAdded(user.name, user.email);
    return { text: reset === null ? added : `${added}\n${printResetLink(user.email, reset, options)}` };
  },
});

export const userList = defineCommand({
  name: 'user list',
  usage: '',
  options: {},
  createsDatabase: false,
  read: ({ positionals }) => (positionals.length === 0 ? {} : null),
  run: ({ accounts }): CommandResult<readonly User[]> => ({ ok: true, value: accounts.listUsers() }),
  print: (users, { messages }) => {
    if (users.length === 0) return { text: messages.operations.nothingToList };
    const { headers, yes } = messages.commands;
    return {
      text: formatTable(
        [headers.email, headers.name, headers.admin, headers.disabled],
        users.map(({ email, name, isAdmin, disabled }) => [
          email,
          name,
          isAdmin ? yes : '',
          disabled ? yes : '',
        ]),
      ),
    };
  },
});

export const userReset = defineCommand({
  name: 'user reset',
  usage: 'EMAIL',
  options: {},
  createsDatabase: false,
  read: onlyPositional,
  run: (context, email): CommandResult<{ email: string; link: Link }> => {
    const link = resetLink(context, email);
    return link.ok ? { ok: true, value: { email, link: link.value } } : link;
  },
  print: ({ email, link }, options) => ({ text: printResetLink(email, link, options) }),
});

function setDisabled({ accounts }: CommandContext, email: string, disabled: boolean): CommandResult<User> {
  const changed = accounts.setDisabled(email, disabled);
  return changed.ok ? changed : { ok: false, code: 'user_unknown', subject: email };
}

export const userDisable = defineCommand({
  name: 'user disable',
  usage: 'EMAIL',
  options: {},
  createsDatabase: false,
  read: onlyPositional,
  run: (context, email) => setDisabled(context, email, true),
  print: ({ email }, { messages }) => ({ text: messages.operations.userDisabled(email) }),
});

export const userEnable = defineCommand({
  name: 'user enable',
  usage: 'EMAIL',
  options: {},
  createsDatabase: false,
  read: onlyPositional,
  run: (context, email) => setDisabled(context, email, false),
  print: ({ email }, { messages }) => ({ text: messages.operations.userEnabled(email) }),
});

export const invite = defineCommand({
  name: 'invite',
  usage: `--contract ID --role ${roles.join('|')} [--organisation NAME]`,
  options: { contract: 'text', role: 'text', organisation: 'text' },
  createsDatabase: false,
  read: (words) => {
    const contractId = textOption(words, 'contract') as ContractId | null;
    const role = textOption(words, 'role');
    if (words.positionals.length > 0 || contractId === null || role === null || !isRole(role)) return null;
    return { contractId, role, organisation: textOption(words, 'organisation') };
  },
  run: (
    { accounts, store, baseUrl },
    { contractId, role, organisation },
  ): CommandResult<Link & { contractTitle: string; role: Role }> => {
    if (store.contracts.byId(contractId) === null)
      return { ok: false, code: 'contract_unknown', subject: contractId };
    const named = store.contracts.organisations(contractId).find(({ name }) => name === organisation);
    if (organisation !== null && named === undefined)
      return { ok: false, code: 'organisation_unknown', subject: organisation };
    const organisationId = named?.id ?? null;
    const created = accounts.createInvitation(null, { contractId, role, organisationId });
    if (!created.ok) return created;
    const { token, expiresAt } = created.value;
    const read = accounts.readInvitation(token);
    const contractTitle = read.ok ? read.value.contractTitle : '';
    const url = `${baseUrl}/invitations/${token}`;
    return { ok: true, value: { contractTitle, role, url, expiresAt: expiresAt.toISOString() } };
  },
  print: ({ contractTitle, url, expiresAt }, { messages, language }) => ({
    text: messages.operations.invitationLink(contractTitle, url, formatMoment(new Date(expiresAt), language)),
  }),
});
