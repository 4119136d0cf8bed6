// Edits of several people against the real server: what is taken, whom it reaches, what is on disk afterwards.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeFrame, encodeSync, syncStep2, syncUpdate } from '../../src/lib/protocol/codec.ts';
import type { CellKey, GestureId } from '../../src/lib/contract/ids.ts';
import { cellsOf } from '../../src/lib/document/layout.ts';
import { readDocument } from '../../src/lib/document/read.ts';
import { type LiveServer, type Person, startLiveServer } from '../helpers/live-server.ts';
import { requestLease, TestClient } from '../helpers/test-client.ts';

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
  const target = { url: server.url, planId: server.planId, cookie: person.cookie };
  const client = await TestClient.open(target, previousLeaseId);
  clients.push(client);
  return client;
}

function cell(fiche: number, column: string): CellKey {
  return `${server.ficheIds[fiche] ?? ''}:${column}` as CellKey;
}

function auditOf(key: CellKey) {
  return server.app.store.audit.ofPlan(server.planId).filter((entry) => entry.key === key);
}

describe('an accepted edit', () => {
  it('I8 what is acknowledged is seen by the others and is on disk', async () => {
    const [author, other] = [await open(), await open()];
    expect(await author.edit([cell(0, 'p104'), '54 700'])).toEqual({ frame: 1, lost: [] });
    await other.until(() => other.value(cell(0, 'p104')) === '54 700');
    const loaded = server.app.store.planStore.load(server.planId);
    if (!loaded.ok) throw new Error(loaded.code);
    const fromDisk = new Y.Doc();
    for (const bytes of [loaded.value.snapshot, ...loaded.value.updates.map((update) => update.bytes)])
      Y.applyUpdate(fromDisk, bytes);
    expect(readDocument(fromDisk)).toEqual(readDocument(other.doc));
  });

  it('PR4 is not sent back to its author', async () => {
    const [author, other] = [await open(), await open()];
    await author.edit([cell(0, 'collectivite'), '1']);
    await other.until(() => other.value(cell(0, 'collectivite')) === '1');
    expect(author.heard.filter(({ type }) => type === 'update')).toEqual([]);
  });

  it('I5 leaves one audit row for each cell, with old and new value, who and which gesture', async () => {
    const client = await open();
    await client.edit([cell(1, 'collectivite'), '100'], [cell(1, 'p104'), 5]);
    await client.edit([cell(1, 'collectivite'), null]);
    const common = { userId: server.coordinator.signedIn.user.id, gesture: 'typing', kept: true };
    expect(auditOf(cell(1, 'collectivite'))).toMatchObject([
      { ...common, before: null, after: '100' },
      { ...common, before: '100', after: null },
    ]);
    expect(auditOf(cell(1, 'p104'))).toMatchObject([{ before: null, after: 5 }]);
  });

  it('a gesture of many transactions is one frame, taken whole', async () => {
    const [author, other] = [await open(), await open()];
    author.write([{ key: cell(0, 'reliquats'), value: 'a' }]);
    author.write([{ key: cell(0, 'reliquats'), value: 'b' }]);
    author.write([{ key: cell(0, 'p104'), value: 7 }]);
    author.write([{ key: cell(0, 'reliquats'), value: null }]);
    expect(await author.answerTo(author.sendFrame('paste'))).toEqual({ frame: 1, lost: [] });
    await other.until(() => other.value(cell(0, 'p104')) === 7);
    expect(other.value(cell(0, 'reliquats'))).toBeNull();
    expect(auditOf(cell(0, 'reliquats')).map(({ after }) => after)).toEqual([null]);
  });

  it('one transaction may write a cell twice, over a value of one’s own', async () => {
    const [author, other] = [await open(), await open()];
    await author.edit([cell(1, 'reliquats'), 'first']);
    const twice = await author.edit([cell(1, 'reliquats'), 'second'], [cell(1, 'reliquats'), 'third']);
    expect(twice).toEqual({ frame: 2, lost: [] });
    await other.until(() => other.value(cell(1, 'reliquats')) === 'third');
    expect(auditOf(cell(1, 'reliquats')).map(({ before, after }) => [before, after])).toEqual([
      [null, 'first'],
      ['first', 'third'],
    ]);
  });

  it('I9 what several people write meets in the same document everywhere', async () => {
    const people = [await open(), await open(), await open()];
    const keys = [cell(0, 'p104'), cell(0, 'collectivite'), cell(1, 'p104'), cell(1, 'collectivite')];
    await Promise.all(
      people.map(async (client, i) => {
        for (let n = 0; n < 25; n++) {
          const key = keys[(n * (i + 1)) % keys.length] ?? cell(0, 'p104');
          await client.edit([key, n % 7 === 0 ? null : `${i}/${n}`]);
        }
      }),
    );
    const fresh = await open();
    const expected = readDocument(fresh.doc).cells;
    for (const client of people) {
      await client.until(() => [...keys].every((key) => client.value(key) === (expected.get(key) ?? null)));
      expect(readDocument(client.doc).cells).toEqual(expected);
    }
  });
});

describe('PR6 two people write one cell at once', () => {
  /** Both write before either hears of the other; the frames arrive one after the other. */
  async function tie(lowFirst: boolean) {
    const two = [await open(), await open()].sort((a, b) => a.lease.clientId - b.lease.clientId);
    const [low, high] = two;
    if (low === undefined || high === undefined) throw new Error('two clients');
    const key = cell(0, 'autres');
    const reset = await open();
    await reset.edit([key, 'start']);
    await Promise.all(two.map((client) => client.until(() => client.value(key) === 'start')));
    const rowsBefore = auditOf(key).length;
    low.write([{ key, value: 'low' }]);
    high.write([{ key, value: 'high' }]);
    const [first, second] = lowFirst ? [low, high] : [high, low];
    const answers = [await first.answerTo(first.sendFrame()), await second.answerTo(second.sendFrame())];
    await Promise.all(two.map((client) => client.until(() => client.value(key) === 'high')));
    return { answers, audit: auditOf(key).slice(rowsBefore), key };
  }

  it('PR6 the one that loses by the order of Yjs is told what is kept, and the history says so', async () => {
    const { answers, audit, key } = await tie(false);
    expect(answers).toEqual([
      { frame: 1, lost: [] },
      { frame: 1, lost: [{ key, mine: 'low', kept: 'high' }] },
    ]);
    expect(audit).toMatchObject([
      { before: 'start', after: 'high', kept: true },
      { before: 'high', after: 'low', kept: false },
    ]);
  });

  it('PR6 the one that wins replaces what was kept before it', async () => {
    const { answers, audit } = await tie(true);
    expect(answers).toEqual([
      { frame: 1, lost: [] },
      { frame: 1, lost: [] },
    ]);
    expect(audit).toMatchObject([
      { before: 'start', after: 'low', kept: true },
      { before: 'low', after: 'high', kept: true },
    ]);
  });

  it('PR6 emptying a cell that somebody wrote meanwhile loses, and says so', async () => {
    const [one, other] = [await open(), await open()];
    const key = cell(1, 'autres');
    await one.edit([key, 'start']);
    await other.until(() => other.value(key) === 'start');
    other.write([{ key, value: null }]);
    await one.edit([key, 'new']);
    expect(await other.answerTo(other.sendFrame())).toEqual({
      frame: 1,
      lost: [{ key, mine: null, kept: 'new' }],
    });
    expect(auditOf(key).at(-1)).toMatchObject({ before: 'new', after: null, kept: false });
  });
});

describe('a refused frame', () => {
  interface Bad {
    readonly name: string;
    readonly code: string;
    /** Names the cell at fault. */
    readonly cell?: () => CellKey;
    readonly send: (client: TestClient) => void | Promise<void>;
  }
  const write = (key: CellKey, value: unknown) => (client: TestClient) => {
    client.doc.transact(() => cellsOf(client.doc).set(key, value as string), 'local');
    client.sendFrame();
  };
  const sendRaw = (client: TestClient, update: Uint8Array): void => {
    client.send(encodeSync(syncUpdate, update));
    client.sendFrame();
  };
  const archivedRow = async (): Promise<string> => {
    const added = await server.run(server.coordinator, { type: 'fiche.add', axis: 1, title: 'Archivée' });
    if (!added.ok) throw new Error(added.code);
    await server.run(server.coordinator, { type: 'row.archive', rowId: added.value.rowId });
    return added.value.rowId;
  };

  const bad: readonly Bad[] = [
    {
      name: 'PR10 of an unknown row',
      code: 'unknown_row',
      cell: () => '0000000000:p104' as CellKey,
      send: (client) => write('0000000000:p104' as CellKey, '1')(client),
    },
    {
      name: 'PR10 of a column that the row does not have',
      code: 'unknown_column',
      cell: () => cell(0, 'target'),
      send: (client) => write(cell(0, 'target'), '1')(client),
    },
    {
      name: 'I4 PR10 of a derived value',
      code: 'unknown_column',
      cell: () => cell(0, 'cout_total'),
      send: (client) => write(cell(0, 'cout_total'), 5)(client),
    },
    {
      name: 'PR10 of a key that is no cell',
      code: 'not_a_cell',
      send: (client) => write('p104' as CellKey, '1')(client),
    },
    {
      name: 'PR10 of a text that is too long',
      code: 'text_too_long',
      cell: () => cell(0, 'p104'),
      send: (client) => write(cell(0, 'p104'), 'x'.repeat(4_001))(client),
    },
    {
      name: 'PR9 of an object',
      code: 'not_scalar',
      send: (client) => write(cell(0, 'p104'), { a: 1 })(client),
    },
    {
      name: 'PR9 of a nested type',
      code: 'not_scalar',
      send: (client) => write(cell(0, 'p104'), new Y.Text('x'))(client),
    },
    {
      name: 'PR9 of a new root',
      code: 'not_a_cell',
      send: (client) => {
        client.doc.getMap('more').set(cell(0, 'p104'), 1);
        client.sendFrame();
      },
    },
    {
      name: 'PR9 that overwrites the projection of a row',
      code: 'not_a_cell',
      send: (client) => {
        client.doc.getMap('rows').set(server.ficheIds[0] ?? '', 1);
        client.sendFrame();
      },
    },
    {
      name: 'PR9 that deletes the projection of the plan',
      code: 'not_a_cell',
      send: (client) => {
        client.doc.getMap('plan').delete('plan');
        client.sendFrame();
      },
    },
    {
      name: 'PR11 of another client id',
      code: 'foreign_client',
      send: (client) => {
        client.doc.clientID = client.lease.clientId + 1;
        write(cell(0, 'p104'), '1')(client);
      },
    },
    {
      name: 'PR12 that stands on an item nobody has',
      code: 'clock_gap',
      send: (client) => {
        client.write([{ key: cell(0, 'p104'), value: 'a' }]);
        client.unsent.length = 0;
        write(cell(0, 'p104'), 'b')(client);
      },
    },
    {
      name: 'PR12 that begins after a gap',
      code: 'clock_gap',
      send: (client) => {
        client.write([{ key: cell(0, 'p104'), value: 'a' }]);
        client.unsent.length = 0;
        write(cell(0, 'reliquats'), 'b')(client);
      },
    },
    {
      name: 'PR12 that deletes what does not exist yet',
      code: 'clock_gap',
      send: (client) => sendRaw(client, Uint8Array.of(0, 1, 5, 1, 0, 1)),
    },
    {
      name: 'PR8 that is cut short',
      code: 'malformed',
      send: (client) => sendRaw(client, Uint8Array.of(1, 1, 1)),
    },
    {
      name: 'PR2 out of order',
      code: 'frame_out_of_order',
      send: (client) => void client.sendFrame('typing', 2),
    },
    {
      name: 'PR13 larger than the largest gesture',
      code: 'frame_too_large',
      send: (client) => {
        for (let i = 0; i < 60; i++)
          client.write([{ key: cell(0, 'p104'), value: `${i}${'x'.repeat(19_000)}` }]);
        client.sendFrame();
      },
    },
    {
      name: 'PR5 sent as an answer to nobody’s question',
      code: 'malformed',
      send: (client) => {
        client.write([{ key: cell(0, 'p104'), value: 'b' }]);
        client.send(encodeSync(syncStep2, client.unsent.splice(0)[0] ?? new Uint8Array()));
      },
    },
    {
      name: 'PR1 of an unknown type',
      code: 'malformed',
      send: (client) => client.send(Uint8Array.of(99, 1)),
    },
    {
      name: 'PR1 with a gesture that is not a code',
      code: 'malformed',
      send: (client) =>
        client.send(encodeFrame({ frame: 1, gestureId: 'g' as GestureId, gesture: 'deux mots', heldMs: 0 })),
    },
  ];

  it.each(bad)(
    'I2 PR7 $name reaches nobody and nothing, and ends the connection',
    async ({ code, cell: at, send }) => {
      const [author, other] = [await open(), await open()];
      const before = server.app.store.planStore.load(server.planId);
      await send(author);
      expect(await author.closed()).toEqual({ code: 4409, reason: code });
      const refusals = author.heard.flatMap((one) => (one.type === 'refused' ? [one.refusal] : []));
      expect(refusals).toMatchObject([{ code, cells: at === undefined ? [] : [at()] }]);
      // What the others hear next is the next accepted edit, and nothing before it.
      const next = await open();
      await next.edit([cell(1, 'p104'), `after ${next.lease.leaseId}`]);
      await other.until(() => other.value(cell(1, 'p104')) === next.value(cell(1, 'p104')));
      expect(other.heard.filter(({ type }) => type === 'update')).toHaveLength(1);
      const after = server.app.store.planStore.load(server.planId);
      if (!before.ok || !after.ok) throw new Error('not loaded');
      expect(after.value.updates.length + after.value.snapshotSeq).toBe(
        before.value.updates.length + before.value.snapshotSeq + 1,
      );
      expect(readDocument(next.doc)).toEqual(readDocument(other.doc));
    },
  );

  it('I2 PR7 on an archived row names its cells, and the good cells of the gesture are not taken either', async () => {
    const rowId = await archivedRow();
    const author = await open();
    const [first, second] = [`${rowId}:p104` as CellKey, `${rowId}:collectivite` as CellKey];
    const answer = await author.edit([cell(0, 'p104'), 'whole or not'], [first, '1'], [second, '2']);
    expect(answer).toEqual({ frame: 1, code: 'archived', cells: [first, second] });
    expect((await open()).value(cell(0, 'p104'))).not.toBe('whole or not');
  });

  it('PR10 of a viewer is refused as a whole, and a viewer sees everything', async () => {
    const [viewer, author] = [await open(server.viewer), await open()];
    await author.edit([cell(0, 'p104'), 'seen']);
    await viewer.until(() => viewer.value(cell(0, 'p104')) === 'seen');
    expect(await viewer.edit([cell(0, 'p104'), 'mine'])).toEqual({
      frame: 1,
      code: 'read_only_role',
      cells: [],
    });
    expect(author.value(cell(0, 'p104'))).toBe('seen');
  });
});

describe('PR2 leases', () => {
  it('PR2 every lease has a client id of its own', async () => {
    const leases = await Promise.all([open(), open(), open()]);
    expect(new Set(leases.map(({ lease }) => lease.clientId)).size).toBe(3);
    expect(leases.map(({ lease }) => lease.previousLastFrame)).toEqual([null, null, null]);
  });

  it('I9 PR2 naming the previous lease tells the last frame on disk, although its ack never came', async () => {
    const first = await open();
    await first.edit([cell(0, 'reliquats'), '1']);
    first.write([{ key: cell(0, 'reliquats'), value: '2' }]);
    first.sendFrame();
    // No ack is awaited: the connection may be lost before or after the commit.
    first.socket.terminate();
    await first.closed();
    const second = await open(server.coordinator, first.lease.leaseId);
    const value = second.value(cell(0, 'reliquats'));
    expect([
      { last: 1, value: '1' },
      { last: 2, value: '2' },
    ]).toContainEqual({ last: second.lease.previousLastFrame, value });
  });

  it('I9 PR2 a lease that was named is closed and commits nothing more', async () => {
    const first = await open();
    const second = await open(server.coordinator, first.lease.leaseId);
    expect(second.lease.previousLastFrame).toBe(0);
    expect(await first.closed()).toMatchObject({ code: 4409 });
    const again = new TestClient(
      { url: server.url, planId: server.planId, cookie: server.coordinator.cookie },
      first.lease,
    );
    clients.push(again);
    expect(await again.closed()).toEqual({ code: 4409, reason: 'lease_unknown' });
  });

  it('PR2 one lease has one socket', async () => {
    const first = await open();
    const target = { url: server.url, planId: server.planId, cookie: server.coordinator.cookie };
    const second = new TestClient(target, first.lease);
    clients.push(second);
    expect(await second.closed()).toEqual({ code: 4409, reason: 'lease_unknown' });
    expect(await first.edit([cell(0, 'p104'), 'still mine'])).toEqual({ frame: 1, lost: [] });
  });

  it('PR2 somebody else’s lease opens nothing and tells nothing', async () => {
    const target = { url: server.url, planId: server.planId, cookie: server.coordinator.cookie };
    const thief = new TestClient({ ...target, cookie: server.viewer.cookie }, await requestLease(target));
    clients.push(thief);
    expect(await thief.closed()).toEqual({ code: 4409, reason: 'lease_unknown' });
    const first = await open();
    const named = await open(server.viewer, first.lease.leaseId);
    expect(named.lease.previousLastFrame).toBeNull();
    expect(await first.edit([cell(0, 'p104'), 'untouched'])).toEqual({ frame: 1, lost: [] });
  });
});
