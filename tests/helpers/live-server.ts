// The real app on a free port, without SvelteKit's pages: accounts, store, rooms and sockets as in production, in a folder
// of its own. One contract with its coordinator and a viewer, signed in.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp, type AppOptions, type TrameApp } from '../../server/app.ts';
import type { SignedIn } from '../../server/app-services.ts';
import type { Command, CommandOutcome } from '../../src/lib/contract/commands.ts';
import type { Result } from '../../src/lib/contract/errors.ts';
import type { ContractId, PlanId, RowId } from '../../src/lib/contract/ids.ts';

export interface Person {
  readonly signedIn: SignedIn;
  /** The Cookie header of this person's browser. */
  readonly cookie: string;
}

export interface LiveServer {
  readonly app: TrameApp;
  readonly url: string;
  readonly dataDir: string;
  readonly planId: PlanId;
  readonly contractId: ContractId;
  readonly coordinator: Person;
  readonly viewer: Person;
  /** Fiches that are there from the start, on axis 1. */
  readonly ficheIds: readonly RowId[];
  post(person: Person, path: string, body: object): Promise<Response>;
  get(person: Person, path: string): Promise<Response>;
  run(person: Person, command: Command): Promise<Result<CommandOutcome>>;
  /** Stops as SIGTERM does; the folder stays for `restart`. */
  stop(): Promise<void>;
  /** A new app on the same folder and port. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

export type LiveServerOptions = Partial<
  Pick<AppOptions, 'timing' | 'wrapPlanStore' | 'log' | 'backups' | 'backupTiming'>
> & {
  readonly origins?: readonly string[];
};

const password = 'une longue phrase de passe';

export async function startLiveServer(options: LiveServerOptions = {}): Promise<LiveServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trame-live-'));
  const { origins = [], ...appOptions } = options;
  let app: TrameApp;
  let server = createServer();
  let port = 0;

  async function start(): Promise<void> {
    const created = createApp({
      config: { dataDir, origins },
      version: 'test',
      log: pino({ level: 'silent' }),
      ...appOptions,
    });
    if (!created.ok) throw new Error(created.code);
    app = created.value;
    server = createServer(app.requestListener((_request, response) => response.writeHead(404).end('pages')));
    server.on('upgrade', (request, stream, head: Buffer) => {
      if (!app.handleUpgrade(request, stream, head)) stream.destroy();
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }

  async function stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await app.stop();
    await closed;
  }

  await start();
  const { accounts, contracts } = app!.services;
  const first = await accounts.createFirstAccount({
    token: app!.setupToken() ?? '',
    name: 'Claire',
    email: 'claire@exemple.fr',
    password,
  });
  if (!first.ok) throw new Error(first.code);
  const created = contracts.create(first.value.user, first.value.user, {
    title: 'CTAI',
    parties: ['Ville'],
    exercise: '2024-2025',
    envelope: '246 000',
    axes: ['Langue', 'Emploi'],
  });
  if (!created.ok) throw new Error(created.code);
  const { contractId, planId } = created.value;
  const invited = accounts.createInvitation(first.value.user, {
    contractId,
    role: 'viewer',
    organisationId: null,
  });
  if (!invited.ok) throw new Error(invited.code);
  const second = await accounts.acceptInvitation(invited.value.token, {
    name: 'Denis',
    email: 'denis@exemple.fr',
    password,
  });
  if (!second.ok) throw new Error(second.code);

  const person = (signedIn: SignedIn): Person => ({
    signedIn,
    cookie: `trame_session=${signedIn.session.id}`,
  });
  const url = `http://127.0.0.1:${port}`;
  const post: LiveServer['post'] = ({ cookie }, path, body) =>
    fetch(url + path, {
      method: 'POST',
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const run: LiveServer['run'] = async (who, command) =>
    (await (await post(who, `/api/plans/${planId}/commands`, { command })).json()) as Result<CommandOutcome>;

  const coordinator = person(first.value);
  const ficheIds: RowId[] = [];
  for (const title of ['Cours de français', 'Permis de conduire']) {
    const added = await run(coordinator, { type: 'fiche.add', axis: 1, title });
    if (!added.ok) throw new Error(added.code);
    ficheIds.push(added.value.rowId);
  }

  return {
    get app() {
      return app;
    },
    url,
    dataDir,
    planId,
    contractId,
    coordinator,
    viewer: person(second.value.signedIn),
    ficheIds,
    post,
    get: ({ cookie }, path) => fetch(url + path, { headers: { cookie } }),
    run,
    stop,
    restart: start,
    dispose: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
