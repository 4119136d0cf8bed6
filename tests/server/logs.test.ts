// OP10: whatever people do, and whatever goes wrong, the log says nothing of what they typed, who they are, or what lets them in.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import SqliteDatabase from 'better-sqlite3';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { logSerializers } from '../../server/error-report.ts';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import { type LiveServer, startLiveServer } from '../helpers/live-server.ts';
import { TestClient } from '../helpers/test-client.ts';

let live: LiveServer;
let lines: string[];

beforeEach(async () => {
  lines = [];
  const into = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const log = pino({ level: 'trace', serializers: logSerializers }, into);
  live = await startLiveServer({ log });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await live.dispose();
});

/** Nothing that a program would ever say by itself. */
const marked = (what: string): string => `zq-${what}-zq`;

function throwing(message: string): never {
  throw new SqliteDatabase.SqliteError(message, 'SQLITE_FULL');
}

it('OP10 edits, commands, refusals, forms and failures leave no cell text, address, name, token or cookie in the log', async () => {
  const { planId, contractId, coordinator, viewer, url, ficheIds, app } = live;
  const { accounts, people } = app.services;
  const key = `${ficheIds[0]}:p104` as CellKey;
  const target = { url, planId, cookie: coordinator.cookie };
  const secrets = [
    coordinator.cookie.split('=')[1] ?? '',
    viewer.cookie.split('=')[1] ?? '',
    coordinator.signedIn.user.email,
    coordinator.signedIn.user.name,
    viewer.signedIn.user.name,
  ];

  // What works.
  const client = await TestClient.open(target);
  await client.edit([key, marked('cell')]);
  await live.run(coordinator, { type: 'fiche.add', axis: 1, title: marked('title') });
  const invited = accounts.createInvitation(coordinator.signedIn.user, {
    contractId,
    role: 'viewer',
    organisationId: null,
  });
  if (invited.ok) secrets.push(invited.value.token);
  people.addOrganisation(coordinator.signedIn.user, contractId, marked('organisation'));

  // What is refused: a cell of no row, a body that is no JSON, a wrong password, a page of another origin.
  await client.edit([`${marked('row')}:p104` as CellKey, marked('refused')]);
  await fetch(`${url}/api/plans/${planId}/commands`, {
    method: 'POST',
    headers: { cookie: coordinator.cookie, origin: url, 'content-type': 'application/json' },
    body: `{"${marked('json')}`,
  });
  await accounts.login({
    email: `${marked('mail')}@a.fr`,
    password: marked('password'),
    address: marked('address'),
  });
  await fetch(`${url}/api/plans/${planId}/lease`, {
    method: 'POST',
    headers: { cookie: coordinator.cookie, origin: `https://${marked('origin')}.fr` },
  });
  const bad = await TestClient.open(target);
  bad.socket.send(marked('text message'));
  await bad.closed();

  // What breaks, with the text of the error full of what was being written.
  const said = `near "${marked('sql')}": ${coordinator.cookie}`;
  vi.spyOn(app.store.sessions, 'put').mockImplementation(() => throwing(said));
  await accounts.login({
    email: coordinator.signedIn.user.email,
    password: 'une longue phrase de passe',
    address: '::1',
  });
  vi.spyOn(app.store.visits, 'seen').mockImplementation(() => throwing(said));
  await live.post(coordinator, `/api/plans/${planId}/lease`, {});
  vi.spyOn(app.store.views, 'ofUser').mockImplementation(() => {
    throw new Error(said);
  });
  expect((await live.get(coordinator, `/api/plans/${planId}/views`)).status).toBe(500);
  app.services.reportError({ status: 500, routeId: '/reset/[token]', error: new Error(said) });

  const text = lines.join('');
  expect(lines.length).toBeGreaterThan(3);
  expect(text).toContain('a request failed');
  expect(text).not.toContain('zq-');
  for (const secret of secrets) expect(text).not.toContain(secret);
});

it('OP10 what goes wrong beside the database is told by its code, without what the system says of it', async () => {
  // The list of sums that is written when the store closes finds the disk full.
  symlinkSync('/dev/full', join(live.dataDir, 'trame.db-pages.next'));
  await live.stop();
  const told = lines.filter((line) => line.includes('the files of the database'));
  expect(told.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { kind: 'not_written', file: 'trame.db', err: { code: 'ENOSPC' } },
  ]);
  expect(told.join('')).not.toContain('no space left');
  expect(told.join('')).not.toContain(live.dataDir);
});
