// What the live part tells of comings and goings: the lease begins, the end of the last connection ends.
import { expect, it } from 'vitest';
import type { UserId } from '../../src/lib/contract/ids.ts';
import { SyncServer } from '../helpers/sync-server.ts';
import { TestClient } from '../helpers/test-client.ts';

it('ST16 a second tab is of the same visit, and only the end of the last one is told', async () => {
  const server = await SyncServer.start();
  const [claire, denis] = [server.addUser('claire'), server.addUser('denis')];
  const open = (userId: UserId): Promise<TestClient> =>
    TestClient.open({ url: server.url, planId: server.planId, cookie: `user=${userId}` });
  const first = await open(claire);
  const second = await open(claire);
  const other = await open(denis);
  const came = [
    { userId: claire, wasHere: false },
    { userId: claire, wasHere: true },
    { userId: denis, wasHere: false },
  ];
  expect(server.seen).toEqual(came);

  await first.close();
  await expect.poll(() => server.connections).toBe(2);
  expect(server.seen).toEqual(came);

  await second.close();
  await expect.poll(() => server.connections).toBe(1);
  expect(server.seen).toEqual([...came, { userId: claire, wasHere: true }]);

  await other.close();
  await server.dispose();
});
