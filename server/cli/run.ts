// One call of the command line, from its words to its exit code: by way of the running server when there is one, else with
// the data directory in its own hands.
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { consoleLanguage, isLanguage, type Language } from '../../src/lib/i18n/language.ts';
import { messagesFor, type Messages } from '../../src/lib/i18n/messages.ts';
import { adminProtocolVersion, askServer } from '../admin-socket.ts';
import { LocalAccounts } from '../auth/accounts.ts';
import { LocalContracts } from '../auth/contracts.ts';
import { publicUrl, readConfig, type Config } from '../config.ts';
import { databaseFileOf, openDataDir, socketFileOf } from '../store/data-dir.ts';
import { configSentences, openFailureSentence, withDetails } from './start-sentences.ts';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import { openStore } from '../store/store.ts';
import { readArguments, type ReadArguments } from './arguments.ts';
import type { AnyCommand, CommandFailure, Output } from './command.ts';
import { commands, findCommand } from './commands.ts';
import { answerRequest, isReply, type CommandReply, type CommandRequest } from './requests.ts';

interface Terminal {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
  print(text: string): void;
  printError(text: string): void;
  readInput(): Promise<string>;
}

const exitCodes = { done: 0, failed: 1, usage: 2 } as const;
type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Another command may hold the directory for an instant. */
const lockWaitMs = 3_000;

export async function runCommandLine(terminal: Terminal, waitMs: number = lockWaitMs): Promise<ExitCode> {
  const found = findCommand(terminal.words);
  const words = readArguments(terminal.words.slice(found?.length ?? 0), found?.command.options ?? {});
  const language = chooseLanguage(words.options['lang'], terminal.environment);
  const messages = messagesFor(language);

  if (found === null) {
    if (terminal.words.length > 0 && words.options['help'] === true && words.positionals.length === 0) {
      terminal.print(helpFor(messages));
      return exitCodes.done;
    }
    const { unknownCommand } = messages.operations;
    if (words.positionals.length > 0) terminal.printError(unknownCommand(words.positionals.join(' ')));
    terminal.printError(helpFor(messages));
    return exitCodes.usage;
  }
  const { command } = found;
  if (words.options['help'] === true) {
    terminal.print(usageOf(command, messages));
    return exitCodes.done;
  }
  const complaint = complaintAbout(words, messages);
  if (complaint !== null) return refuse(terminal, complaint, command, messages);

  const hasInput = command.inputOption !== undefined && words.options[command.inputOption] === true;
  const request: CommandRequest = {
    version: adminProtocolVersion,
    command: command.name,
    positionals: words.positionals,
    options: words.options,
    directory: terminal.directory,
    input: hasInput ? await terminal.readInput() : null,
  };
  if (!command.accepts(request)) return refuse(terminal, messages.commands.incomplete, command, messages);

  const config = readConfig(terminal.environment);
  if (!config.ok) {
    terminal.printError(configSentences(config.problems, messages.operations));
    return exitCodes.failed;
  }
  const answered = await perform(command, request, config.value, waitMs);
  if (!answered.reply.ok) {
    const sentence = sentenceFor(answered.reply, config.value, messages);
    terminal.printError(withDetails(sentence, answered.details));
    return exitCodes.failed;
  }
  const { value } = answered.reply;
  const output = command.print(value, { messages, language, arguments: request });
  // An export is JSON as it is, and goes where it was sent.
  const isRaw = words.options['json'] === true && output.file === undefined;
  return deliver(isRaw ? { ...output, text: JSON.stringify(value, null, 2) } : output, terminal, messages);
}

interface Answered {
  readonly reply: CommandReply;
  /** What SQLite said of a file that could not be opened. */
  readonly details: readonly string[];
}

async function perform(
  command: AnyCommand,
  request: CommandRequest,
  config: Config,
  waitMs: number,
): Promise<Answered> {
  const answer = await askServer(socketFileOf(config.dataDir), request);
  if (answer !== null) {
    return { reply: isReply(answer) ? answer : { ok: false, code: 'bad_request' }, details: [] };
  }
  const needed = command.runAlone === null ? databaseFileOf(config.dataDir) : config.dataDir;
  if (!command.createsDatabase && !existsSync(needed)) {
    return { reply: { ok: false, code: 'no_database' }, details: [] };
  }
  const dataDir = openDataDir(config.dataDir, { waitMs });
  if (!dataDir.ok) return { reply: { ok: false, code: dataDir.code }, details: dataDir.details };
  try {
    if (command.runAlone !== null) {
      const reply = await command.runAlone(dataDir.value, request);
      return { reply, details: reply.ok ? [] : (reply.details ?? []) };
    }
    const store = openStore(dataDir.value.databaseFile);
    if (!store.ok) return { reply: { ok: false, code: store.code }, details: store.details };
    try {
      const accounts = new LocalAccounts(store.value);
      const contracts = new LocalContracts(store.value);
      const baseUrl = publicUrl(config, config.port);
      const { planStore } = store.value;
      const plans = {
        // Loaded here: the formula engine is heavy, and no other command needs it.
        exportPlan: async (planId: PlanId) =>
          (await import('../plan-export.ts')).exportPlan(planStore, planId),
      };
      const context = { store: store.value, dataDir: dataDir.value, accounts, contracts, plans, baseUrl };
      const reply = await answerRequest(context, request);
      return { reply, details: [] };
    } finally {
      store.value.close();
    }
  } finally {
    dataDir.value.close();
  }
}

function deliver({ text, file, hasFailed }: Output, terminal: Terminal, messages: Messages): ExitCode {
  if (file === undefined) {
    terminal.print(text);
    return hasFailed === true ? exitCodes.failed : exitCodes.done;
  }
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    // By a rename: a reader of the file sees the old export or the new one, never a half.
    writeFileSync(unfinished, `${text}\n`, { mode: 0o600 });
    renameSync(unfinished, file);
  } catch {
    rmSync(unfinished, { force: true });
    terminal.printError(messages.operations.fileNotWritable(file));
    return exitCodes.failed;
  }
  terminal.print(messages.operations.planExported(file));
  return exitCodes.done;
}

function chooseLanguage(
  option: ReadArguments['options'][string] | undefined,
  environment: Terminal['environment'],
): Language {
  if (typeof option === 'string' && isLanguage(option)) return option;
  return consoleLanguage(environment);
}

function complaintAbout(
  { unknownOption, brokenOption, options }: ReadArguments,
  messages: Messages,
): string | null {
  if (unknownOption !== null) return messages.operations.unknownOption(unknownOption);
  if (brokenOption !== null) return messages.commands.brokenOption(brokenOption);
  const language = options['lang'];
  return typeof language === 'string' && !isLanguage(language)
    ? messages.commands.unknownLanguage(language)
    : null;
}

function refuse(terminal: Terminal, complaint: string, command: AnyCommand, messages: Messages): ExitCode {
  terminal.printError(complaint);
  terminal.printError(usageOf(command, messages));
  return exitCodes.usage;
}

function usageOf(command: AnyCommand, messages: Messages): string {
  const words = ['npm run -s trame --', command.name, command.usage, '[--json] [--lang fr|en]'];
  const about: Readonly<Record<string, string>> = messages.commands.about;
  return `${about[command.name] ?? ''}\n  ${words.filter((word) => word !== '').join(' ')}`;
}

function helpFor(messages: Messages): string {
  return [messages.commands.intro, ...commands.map((command) => usageOf(command, messages))].join('\n\n');
}

function sentenceFor(
  { code, subject = '' }: CommandFailure,
  { dataDir }: Config,
  messages: Messages,
): string {
  const { operations, errors } = messages;
  switch (code) {
    case 'user_unknown':
      return operations.userUnknown(subject);
    case 'contract_unknown':
      return operations.contractUnknown(subject);
    case 'plan_unknown':
      return operations.planUnknown(subject);
    case 'account_needed':
      return messages.commands.accountNeeded;
    case 'no_database':
      return messages.commands.noDatabase(dataDir);
    case 'bad_request':
      return messages.commands.otherVersion;
    case 'file_exists':
      return operations.fileExists(subject);
    case 'file_not_writable':
      return operations.fileNotWritable(subject);
    case 'server_running':
      return operations.restoreWhileRunning;
    case 'file_missing':
      return operations.fileMissing(subject);
    case 'backup_in_place':
      return operations.backupInPlace(subject);
    case 'backup_foreign':
      return operations.backupForeign(subject);
    case 'backup_damaged':
      return operations.backupDamaged(subject);
    case 'backup_too_new':
      return operations.databaseTooNew(subject);
    case 'data_dir_locked':
      // A server would have answered.
      return operations.serverSilent(dataDir);
    default:
      return openFailureSentence(code, dataDir, operations) ?? errors[code];
  }
}
