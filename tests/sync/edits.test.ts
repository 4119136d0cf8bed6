// Edits of several people against the real server: what is taken, what reaches whom, what is on disk.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import { type LiveServer, type Person, startLiveServer } from '../helpers/live-server.ts';
import { TestClient } from '../helpers/test-client.ts';

let server: LiveServer;
const clients: TestClient[] = [];

beforeAll(async () => {
  server = await startLiveServer();
});
afterAll(() => server.dispose());
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

async function open(person: Person = server.coordinator, previousLeaseId?: string): Promise<TestClient> {
  const client = await TestClient.open(
    { url: server.url, planId: server.planId, cookie: person.cookie },
    previousLeaseId,
  );
  clients.push(client);
  return client;
}

function cell(fiche: number, column: string): CellKey {
  return `${server.ficheIds[fiche] ?? ''}:${column}` as CellKey;
}

describe('an edit', () => {
  it('I8 is acknowledged, seen by the others and on disk', async () => {
    const [author, other] = [await open(), await open()];
    expect(await author.edit([cell(0, 'p104'), '54 700'])).toEqual({ frame: 1, lost: [] });
    await other.until(() => other.value(cell(0, 'p104')) === '54 700');
    await server.stop();
    await server.restart();
    const later = await open();
    expect(later.value(cell(0, 'p104'))).toBe('54 700');
  });
});
