// What main.ts and dev.ts share: reads the environment, makes the app, listens, says where to go, stops in order. Every
// reason not to start is one clear message and exit code 1.
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { consoleLanguage } from '../src/lib/i18n/language.ts';
import { type Messages, messagesFor } from '../src/lib/i18n/messages.ts';
import { type AdminSocket, openAdminSocket } from './admin-socket.ts';
import { type AppOptions, createApp, type TrameApp } from './app.ts';
import { answerRequest } from './cli/requests.ts';
import { type Config, publicUrl, readConfig } from './config.ts';
import { logSerializers } from './error-report.ts';
import { serveMetrics } from './metrics.ts';
import { configSentences, openFailureSentence, withDetails } from './cli/start-sentences.ts';

export interface ServerProcess {
  readonly app: TrameApp;
  readonly config: Config;
  readonly log: Logger;
  readonly sentences: Messages['operations'];
  /** Listens already; answers once `open` was called. */
  readonly server: Server;
  /** Begins to answer with these pages and says where to go. */
  open(pages: RequestListener): void;
  fail(message: string): never;
}

/** After SIGTERM everything is over within this time, whatever hangs. */
const stopLimitMs = 5_000;
/** Requests in flight get this long to end. */
const requestGraceMs = 2_000;

export async function startServerProcess(
  options: Pick<AppOptions, 'compaction'> = {},
): Promise<ServerProcess> {
  const sentences = messagesFor(consoleLanguage(process.env)).operations;
  const fail = (message: string): never => {
    process.stderr.write(`${message}\n`);
    process.exit(1);
  };
  const read = readConfig(process.env);
  if (!read.ok) return fail(configSentences(read.problems, sentences));
  const config = read.value;
  // To standard error, so that standard output holds only what a person is to read.
  const log = pino(
    { level: config.logLevel, serializers: logSerializers },
    pino.destination({ dest: 2, sync: true }),
  );
  const version = readVersion();
  const created = createApp({ config, version, log, backups: config.backups, ...options });
  if (!created.ok) {
    const sentence = openFailureSentence(created.code, config.dataDir, sentences) ?? created.code;
    return fail(withDetails(sentence, created.details));
  }
  const app = created.value;

  const pending: { answer: RequestListener | null } = { answer: null };
  const server = createServer((request, response) => {
    if (pending.answer === null) response.writeHead(503, { 'retry-after': '1' }).end();
    else pending.answer(request, response);
  });
  const problem = await listen(server, config.port, config.host);
  if (problem !== null) {
    await app.stop();
    return fail(listenFailure(problem, config.host, config.port, sentences));
  }
  const port = portOf(server);

  const metrics = config.metricsPort === null ? null : await openMetrics(config.metricsPort);
  async function openMetrics(metricsPort: number): Promise<Server> {
    try {
      return await serveMetrics(metricsPort, () => app.formatMetrics());
    } catch (error) {
      await app.stop();
      return fail(listenFailure(codeOf(error), '127.0.0.1', metricsPort, sentences));
    }
  }

  const admin = await openAdmin(app, publicUrl(config, port), log);
  stopOnSignal({ app, admin, servers: metrics === null ? [server] : [server, metrics], log, sentences });

  return {
    app,
    config,
    log,
    sentences,
    server,
    fail,
    open: (pages) => {
      pending.answer = app.requestListener(pages);
      // Before the lines for people, so that the link stands last on the console.
      log.info({ version, port }, 'started');
      const url = reachableUrl(config, port);
      const token = app.setupToken();
      const lines = [
        sentences.ready(url),
        sentences.dataDir(config.dataDir),
        ...(metrics === null ? [] : [sentences.metricsAt(`http://127.0.0.1:${portOf(metrics)}/metrics`)]),
        ...(token === null ? [] : [sentences.setupLink(`${url}/setup?token=${token}`)]),
      ];
      // In one piece: whoever waits for the address has the whole of it.
      process.stdout.write(`${lines.join('\n')}\n`);
    },
  };
}

/** The command line comes in here. Without it people still work, so a file system without sockets is no reason to stop. */
async function openAdmin(app: TrameApp, baseUrl: string, log: Logger): Promise<AdminSocket | null> {
  const context = { ...app.services, store: app.store, dataDir: app.dataDir, baseUrl };
  try {
    return await openAdminSocket(
      app.dataDir.socketFile,
      (request) => answerRequest(context, request),
      (error) => log.error({ err: error }, 'a command of the command line failed'),
    );
  } catch (error) {
    log.warn({ err: error }, 'the command line cannot reach this server');
    return null;
  }
}

function readVersion(): string {
  const manifest = readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** What a person can open on this machine; with HOST set to one address, that one. */
function reachableUrl(config: Config, port: number): string {
  const { host, origins } = config;
  if (origins.length > 0 || host === null || host === '0.0.0.0' || host === '::')
    return publicUrl(config, port);
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Null when it listens, else the system's error code. */
function listen(server: Server, port: number, host: string | null): Promise<string | null> {
  return new Promise((resolve) => {
    const onError = (error: unknown): void => resolve(codeOf(error));
    server.once('error', onError);
    server.listen({ port, ...(host === null ? {} : { host }) }, () => {
      server.off('error', onError);
      resolve(null);
    });
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

function listenFailure(
  code: string,
  host: string | null,
  port: number,
  sentences: Messages['operations'],
): string {
  if (code === 'EACCES') return sentences.portForbidden(port);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return sentences.hostUnknown(host ?? '');
  return sentences.portTaken(host ?? 'localhost', port);
}

interface Stopping {
  readonly app: TrameApp;
  readonly admin: AdminSocket | null;
  readonly servers: readonly Server[];
  readonly log: Logger;
  readonly sentences: Messages['operations'];
}

function stopOnSignal({ app, admin, servers, log, sentences }: Stopping): void {
  let isStopping = false;
  const stop = async (): Promise<void> => {
    process.stdout.write(`${sentences.stopping}\n`);
    const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
    for (const server of servers) server.closeIdleConnections();
    await admin?.close();
    await app.stop();
    const cutOff = setTimeout(() => {
      for (const server of servers) server.closeAllConnections();
    }, requestGraceMs);
    await Promise.all(closed);
    clearTimeout(cutOff);
    process.stdout.write(`${sentences.stopped}\n`);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // A second Ctrl+C is from a person who does not want to wait.
      if (isStopping) process.exit(1);
      isStopping = true;
      const limit = setTimeout(() => {
        log.error({}, 'stopping took too long');
        process.exit(1);
      }, stopLimitMs);
      limit.unref();
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'stopping failed');
          process.exit(1);
        },
      );
    });
  }
}
