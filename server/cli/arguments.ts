// Reads the words after `trame --` against the options that a command knows. Says what is off by a code; prints nothing.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { OptionKind } from './command.ts';

const globalOptions: Readonly<Record<string, OptionKind>> = {
  json: 'flag',
  lang: 'text',
  help: 'flag',
};

export interface ReadArguments {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, boolean | string | readonly string[]>>;
  /** The first option that the command does not know, as typed. */
  readonly unknownOption: string | null;
  /** The first option that stands without its value, or has one and takes none. */
  readonly brokenOption: string | null;
}

export function readArguments(
  words: readonly string[],
  known: Readonly<Record<string, OptionKind>>,
): ReadArguments {
  const kinds = { ...known, ...globalOptions };
  const config: NonNullable<ParseArgsConfig['options']> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    config[name] = { type: kind === 'flag' ? 'boolean' : 'string', multiple: kind === 'texts' };
  }
  config['help'] = { type: 'boolean', short: 'h' };
  const parsed = parseArgs({
    args: [...words],
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  let unknownOption: string | null = null;
  let brokenOption: string | null = null;
  for (const token of parsed.tokens) {
    if (token.kind !== 'option') continue;
    const kind = kinds[token.name];
    if (kind === undefined) unknownOption ??= token.rawName;
    // `--name --admin`: a value was forgotten, and is not « --admin ».
    else if (kind === 'flag' ? token.value !== undefined : isMissing(token.value, token.inlineValue)) {
      brokenOption ??= token.rawName;
    }
  }
  const options: Record<string, boolean | string | readonly string[]> = {};
  for (const [name, value] of Object.entries(parsed.values)) {
    if (value !== undefined) options[name] = value as boolean | string | string[];
  }
  return { positionals: parsed.positionals, options, unknownOption, brokenOption };
}

function isMissing(value: string | undefined, isInline: boolean | undefined): boolean {
  return value === undefined || (isInline !== true && value.startsWith('-'));
}
