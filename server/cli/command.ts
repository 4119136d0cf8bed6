// What a command of the command line is. It runs where the store is open, in a running server or in the command's own
// process, and is printed where the person is; so what it takes and gives is JSON.
import type { ErrorCode } from '../../src/lib/contract/errors.ts';
import type { Language } from '../../src/lib/i18n/language.ts';
import type { Messages } from '../../src/lib/i18n/messages.ts';
import type { Accounts, Contracts, Plans } from '../app-services.ts';
import type { DataDir } from '../store/data-dir.ts';
import type { Store } from '../store/store.ts';

export interface CommandContext {
  readonly store: Store;
  readonly dataDir: Pick<DataDir, 'path' | 'databaseFile'>;
  readonly accounts: Accounts;
  readonly contracts: Contracts;
  readonly plans: Pick<Plans, 'exportPlan'>;
  /** Where people reach the server: what links start with. */
  readonly baseUrl: string;
}

export type OptionKind = 'flag' | 'text' | 'texts';

/** The words of the command line, once the name of the command is taken off. */
export interface CommandArguments {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, boolean | string | readonly string[]>>;
  /** Relative file names start here, whichever process runs the command. */
  readonly directory: string;
  /** What came on standard input, when the command asked for it. */
  readonly input: string | null;
}

type CommandFailureCode =
  | ErrorCode
  | 'user_unknown'
  | 'contract_unknown'
  | 'plan_unknown'
  | 'account_needed'
  | 'no_database'
  | 'server_running'
  | 'file_missing'
  | 'backup_in_place'
  | 'backup_foreign'
  | 'backup_damaged'
  | 'backup_too_new';

export interface CommandFailure {
  readonly ok: false;
  readonly code: CommandFailureCode;
  /** What the failure is about: an address, an id, a file. */
  readonly subject?: string;
  /** What SQLite or the system said. */
  readonly details?: readonly string[];
}

export type CommandResult<Value> = { readonly ok: true; readonly value: Value } | CommandFailure;

export interface PrintOptions {
  readonly messages: Messages;
  readonly language: Language;
  readonly arguments: CommandArguments;
}

export interface Output {
  readonly text: string;
  /** Where `text` goes instead of standard output. */
  readonly file?: string;
  /** True when the command ran and what it found is bad. */
  readonly hasFailed?: boolean;
}

interface CommandShape {
  /** `user add` */
  readonly name: string;
  /** What stands after the name, as manuals write it. */
  readonly usage: string;
  readonly options: Readonly<Record<string, OptionKind>>;
  /** False: refuses to make a new database where there is none. */
  readonly createsDatabase: boolean;
  /** The option that asks for standard input. */
  readonly inputOption?: string;
}

export interface Command<Input, Value> extends CommandShape {
  /** Null when something is missing or off: the usage is shown then. */
  readonly read: (words: CommandArguments) => Input | null;
  readonly run: (
    context: CommandContext,
    input: Input,
  ) => Promise<CommandResult<Value>> | CommandResult<Value>;
  readonly print: (value: Value, options: PrintOptions) => Output;
  /** With the data directory in its own hands and the store closed; `run` is then what a running server answers. */
  readonly runAlone?: (dataDir: DataDir, input: Input) => Promise<CommandResult<Value>>;
}

/** A command whose types are closed over, to stand in a table with others. */
export interface AnyCommand extends CommandShape {
  /** Null: usage. */
  readonly run: (context: CommandContext, words: CommandArguments) => Promise<CommandResult<unknown>> | null;
  readonly runAlone: ((dataDir: DataDir, words: CommandArguments) => Promise<CommandResult<unknown>>) | null;
  readonly accepts: (words: CommandArguments) => boolean;
  readonly print: (value: unknown, options: PrintOptions) => Output;
}

export function defineCommand<Input, Value>(command: Command<Input, Value>): AnyCommand {
  return {
    ...command,
    accepts: (words) => command.read(words) !== null,
    run: (context, words) => {
      const input = command.read(words);
      return input === null ? null : Promise.resolve(command.run(context, input));
    },
    runAlone:
      command.runAlone === undefined
        ? null
        : (dataDir, words) => {
            const input = command.read(words);
            if (input === null || command.runAlone === undefined)
              return Promise.resolve({ ok: false, code: 'bad_request' });
            return command.runAlone(dataDir, input);
          },
    // What `run` gave, by way of JSON.
    print: (value, options) => command.print(value as Value, options),
  };
}

/** Null when the option was not given. */
export function textOption({ options }: CommandArguments, name: string): string | null {
  const value = options[name];
  return typeof value === 'string' ? value : null;
}

export function textsOption({ options }: CommandArguments, name: string): readonly string[] {
  const value = options[name];
  return typeof value === 'object' ? value : [];
}

export function hasFlag({ options }: CommandArguments, name: string): boolean {
  return options[name] === true;
}

/** The one positional, or null when there is none or more than one. */
export function onlyPositional({ positionals }: CommandArguments): string | null {
  return positionals.length === 1 ? (positionals[0] ?? null) : null;
}
