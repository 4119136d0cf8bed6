// ST24: between the last byte that goes to the log and each ack that leaves there is a sync of the log, as the kernel saw it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import { compileDiskShim, type DiskShim } from '../helpers/disk-shim.ts';
import { startHeadless } from '../helpers/headless-process.ts';
import { prepareData, type PreparedData } from '../helpers/prepared-data.ts';
import { TestClient } from '../helpers/test-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'trame-ack-'));
const shim: DiskShim | null = compileDiskShim(folder);
const data = join(folder, 'data');
let prepared: PreparedData;

beforeAll(async () => {
  prepared = await prepareData(data, 'empty');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const edits = 30;

/** Acks that left while bytes of the log were not synced, of how many. */
async function unsyncedAcks(main?: string): Promise<{ acks: number; unsynced: number }> {
  if (shim === null) throw new Error('no shim');
  const before = shim.events().length;
  const server = await startHeadless(
    { DATA_DIR: data, ...shim.environment },
    main === undefined ? {} : { main },
  );
  try {
    const { planId, cookie, ficheId } = prepared;
    const clients = await Promise.all([0, 1].map(() => TestClient.open({ url: server.url, planId, cookie })));
    const edit = async (client: TestClient, column: string): Promise<void> => {
      for (let value = 0; value < edits / 2; value += 1)
        await client.edit([`${ficheId}:${column}` as CellKey, value]);
    };
    await Promise.all(clients.map((client, index) => edit(client, index === 0 ? 'p104' : 'autres')));
    await Promise.all(clients.map((client) => client.close()));
  } finally {
    await server.end('SIGKILL');
  }
  let [acks, unsynced, isDirty] = [0, 0, false];
  for (const event of shim.events().slice(before)) {
    if (event === 'W') isDirty = true;
    else if (event === 'S') isDirty = false;
    else {
      acks += 1;
      if (isDirty) unsynced += 1;
    }
  }
  return { acks, unsynced };
}

describe.skipIf(shim === null)(
  'each ack (skipped where there is no C compiler: it watches the calls of the process)',
  () => {
    it('ST24 I1 leaves after a sync of everything that was written to the log', async () => {
      expect(await unsyncedAcks()).toEqual({ acks: edits, unsynced: 0 });
    });

    it('ST24 with synchronous=NORMAL the same watch finds that none does', async () => {
      const { acks, unsynced } = await unsyncedAcks('headless-unsynced.ts');
      expect(acks).toBe(edits);
      expect(unsynced).toBeGreaterThan(edits / 2);
    });
  },
);
