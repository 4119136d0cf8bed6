// What the environment says, read once and validated. Knows the names of the variables; sentences are in i18n.
import { resolve } from 'node:path';
import type { Retention } from './store/backup-files.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof logLevels)[number];

export interface Config {
  readonly port: number;
  /** Address to listen on; null is every address of the machine, of both protocols: a colleague must reach it. */
  readonly host: string | null;
  /** Absolute. */
  readonly dataDir: string;
  /** Accepted origins, exactly; empty means that Origin's host must equal Host. */
  readonly origins: readonly string[];
  /** Port on 127.0.0.1 for Prometheus; null is off. */
  readonly metricsPort: number | null;
  readonly logLevel: LogLevel;
  /** Of the automatic backups; all 0 is none. */
  readonly backups: Retention;
}

export interface ConfigProblem {
  readonly variable: 'PORT' | 'ORIGIN' | 'METRICS_PORT' | 'LOG_LEVEL' | 'BACKUPS';
  readonly value: string;
}

type ConfigResult =
  | { readonly ok: true; readonly value: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** Null when the text is not a port. 0 lets the system choose one, which tests use. */
function parsePort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return port <= 65_535 ? port : null;
}

/** `https://trame.metz.fr/` and `https://trame.metz.fr` are the same origin; a path is a mistake worth telling. */
function parseOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
    ? url.origin
    : null;
}

/** A day by the hour, a month by the day, a year by the month. */
const usualRetention: Retention = { hourly: 24, daily: 30, monthly: 12 };

/** `24,30,12`, or `off`. */
function parseRetention(text: string): Retention | null {
  if (text === 'off') return { hourly: 0, daily: 0, monthly: 0 };
  const [, hourly, daily, monthly] = /^(\d{1,3}),\s*(\d{1,3}),\s*(\d{1,3})$/.exec(text) ?? [];
  return monthly === undefined
    ? null
    : { hourly: Number(hourly), daily: Number(daily), monthly: Number(monthly) };
}

export function readConfig(environment: Environment): ConfigResult {
  const problems: ConfigProblem[] = [];
  const text = (name: string): string => (environment[name] ?? '').trim();

  const read = <Value>(
    variable: ConfigProblem['variable'],
    fallback: Value,
    parse: (text: string) => Value | null,
  ): Value => {
    const value = text(variable);
    if (value === '') return fallback;
    const parsed = parse(value);
    if (parsed === null) problems.push({ variable, value });
    return parsed ?? fallback;
  };

  const port = read('PORT', 3000, parsePort);
  const origins = read<readonly string[]>('ORIGIN', [], (list) => {
    const parsed = list.split(/[\s,]+/).map(parseOrigin);
    return parsed.includes(null) ? null : (parsed as string[]);
  });
  const metricsPort = read<number | null>('METRICS_PORT', null, parsePort);
  const logLevel = read<LogLevel>(
    'LOG_LEVEL',
    'info',
    (level) => logLevels.find((known) => known === level) ?? null,
  );

  const backups = read('BACKUPS', usualRetention, parseRetention);

  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      port,
      host: text('HOST') || null,
      dataDir: resolve(text('DATA_DIR') || './data'),
      origins,
      metricsPort,
      logLevel,
      backups,
    },
  };
}

/** Where people reach this server: what links in invitations start with. `port` is the one really listened on. */
export function publicUrl(config: Pick<Config, 'origins'>, port: number): string {
  return config.origins[0] ?? `http://localhost:${port}`;
}
