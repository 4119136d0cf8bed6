// The drill of an operator: a backup is taken while people work, work goes on, the server dies, the backup is put back, people
// come back. By the command line and the real process, as it is done on the day.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommandLine } from '../../server/cli/run.ts';
import { messagesFor } from '../../src/lib/i18n/messages.ts';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import { type HeadlessProcess, startHeadless } from '../helpers/headless-process.ts';
import { prepareData } from '../helpers/prepared-data.ts';
import { requestLease, TestClient } from '../helpers/test-client.ts';

let folder: string;
let dataDir: string;
let running: HeadlessProcess | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trame-drill-'));
  dataDir = join(folder, 'data');
});
afterEach(async () => {
  await running?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function trame(...words: readonly string[]): Promise<{ exitCode: number; text: string }> {
  const lines: string[] = [];
  const exitCode = await runCommandLine({
    words,
    environment: { DATA_DIR: dataDir, LANG: 'fr_FR.UTF-8' },
    directory: folder,
    print: (text) => lines.push(text),
    printError: (text) => lines.push(text),
    readInput: () => Promise.resolve(''),
  });
  return { exitCode, text: lines.join('\n') };
}

it('OP8 I9 backup, more work, a kill, a restore: everybody comes back, what was not acknowledged is sent once, the rest is told', async () => {
  const { planId, cookie, ficheId } = await prepareData(dataDir, 'empty');
  const a = `${ficheId}:p104` as CellKey;
  const b = `${ficheId}:reliquats` as CellKey;
  running = await startHeadless({ DATA_DIR: dataDir });
  const target = () => ({ url: running?.url ?? '', planId, cookie });
  const before = await TestClient.open(target());
  await before.edit([a, 'in the backup']);
  expect(await trame('backup', 'drill.db')).toMatchObject({ exitCode: 0 });
  await before.edit([a, 'after the backup']);
  await before.edit([b, 'lost']);

  // A server that runs is never pulled away from under people.
  const { operations } = messagesFor('fr');
  expect(await trame('restore', 'drill.db')).toEqual({ exitCode: 1, text: operations.restoreWhileRunning });
  await running.end('SIGKILL');
  await before.closed();

  const restored = await trame('restore', 'drill.db');
  expect(restored).toMatchObject({ exitCode: 0 });
  expect(restored.text).toContain('trame-before-restore-');
  expect(await trame('doctor')).toMatchObject({ exitCode: 0 });

  running = await startHeadless({ DATA_DIR: dataDir });
  const grant = await requestLease(target(), before.lease.leaseId);
  // Of the three frames that were acknowledged the backup has one: the two others are gone, and a tab must not think them safe.
  expect(grant.previousLastFrame).toBe(1);
  expect(grant.epoch).toBeGreaterThan(before.lease.epoch);
  const after = new TestClient(target(), grant);
  await after.sync();
  expect([after.value(a), after.value(b)]).toEqual(['in the backup', null]);
  expect(await after.edit([b, 'sent again'])).toMatchObject({ frame: 1 });
  const told = await fetch(`${running.url}/api/plans/${planId}/recovery`, { headers: { cookie } });
  const { value } = (await told.json()) as { value: { at: number; stateAt: number } };
  expect(value.stateAt).toBeLessThan(value.at);
  expect(readdirSync(dataDir).filter((name) => name.startsWith('trame-before-restore-'))).toHaveLength(1);
}, 60_000);
