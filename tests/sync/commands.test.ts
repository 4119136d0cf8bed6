// Commands on rows against the real server: checked, on disk, seen live by others, undone by their inverse.
import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../src/lib/contract/commands.ts';
import type { CellKey, RowId } from '../../src/lib/contract/ids.ts';
import { compareRows, type Row } from '../../src/lib/contract/rows.ts';
import { readDocument } from '../../src/lib/document/read.ts';
import { type LiveServer, startLiveServer } from '../helpers/live-server.ts';
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

async function open(): Promise<TestClient> {
  const { url, planId, viewer } = server;
  const client = await TestClient.open({ url, planId, cookie: viewer.cookie });
  clients.push(client);
  return client;
}

/** Runs a command that must succeed. */
async function run(command: Command): Promise<{ rowId: RowId; inverse: Command }> {
  const result = await server.run(server.coordinator, command);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

/** As people see them: actions by axis, then the other rows, each in the plan's order. */
function inOrder(rows: Iterable<Row>): Row[] {
  const group = (row: Row): number => (row.kind === 'fiche' ? row.axis : 1_000);
  return [...rows].sort((a, b) => group(a) - group(b) || compareRows(a, b));
}

/** The rows as they are on disk. */
function rowsOnDisk(): Row[] {
  const loaded = server.app.store.planStore.load(server.planId);
  if (!loaded.ok) throw new Error(loaded.code);
  return inOrder(loaded.value.rows);
}

function rowsOf(client: TestClient): Row[] {
  return inOrder(readDocument(client.doc).rows.values());
}

async function seen(client: TestClient): Promise<Row[]> {
  await client.until(() => isDeepStrictEqual(rowsOf(client), rowsOnDisk()));
  return rowsOf(client);
}

describe('CM1 a command is on disk and seen by everybody', () => {
  it('CM1 an action, a template indicator and one’s own indicator', async () => {
    const other = await open();
    const fiche = await run({ type: 'fiche.add', axis: 2, title: '  Emploi des femmes ' });
    const hours = await run({
      type: 'indicator.add',
      ficheId: fiche.rowId,
      indicator: { origin: 'template', key: 'fr_heures' },
    });
    const own = await run({
      type: 'indicator.add',
      ficheId: fiche.rowId,
      indicator: {
        origin: 'key',
        section: 'cles',
        label: 'Entreprises visitées',
        valueKind: 'count',
        unit: ' ',
      },
    });
    const rows = new Map((await seen(other)).map((row) => [row.id, row]));
    expect(rows.get(fiche.rowId)).toMatchObject({
      kind: 'fiche',
      number: 3,
      axis: 2,
      title: 'Emploi des femmes',
    });
    expect(rows.get(hours.rowId)).toMatchObject({
      origin: 'template',
      key: 'fr_heures',
      label: null,
      valueKind: 'hours',
      ficheId: fiche.rowId,
    });
    expect(rows.get(own.rowId)).toMatchObject({
      origin: 'key',
      key: null,
      label: 'Entreprises visitées',
      unit: null,
    });
  });

  it('CM1 the cells of a new row can be written at once', async () => {
    const { url, planId, coordinator } = server;
    const author = await TestClient.open({ url, planId, cookie: coordinator.cookie });
    clients.push(author);
    const { rowId } = await run({ type: 'fiche.add', axis: 1, title: 'Toute neuve' });
    expect(await author.edit([`${rowId}:p104` as CellKey, '12'])).toEqual({ frame: 1, lost: [] });
  });
});

describe('CM2 the inverse puts back what was', () => {
  it.each<readonly [string, (ids: readonly RowId[]) => Command]>([
    ['rename', ([first]) => ({ type: 'row.rename', rowId: first ?? ('' as RowId), label: 'Autre nom' })],
    ['archive', ([first]) => ({ type: 'row.archive', rowId: first ?? ('' as RowId) })],
    ['move last', ([first]) => ({ type: 'row.move', rowId: first ?? ('' as RowId), beforeRowId: null })],
    [
      'move before another',
      ([first, second]) => ({ type: 'row.move', rowId: second ?? ('' as RowId), beforeRowId: first ?? null }),
    ],
    [
      'move to another axis',
      ([first]) => ({ type: 'row.move', rowId: first ?? ('' as RowId), beforeRowId: null, axis: 2 }),
    ],
  ])('CM2 of %s', async (_name, commandOn) => {
    const other = await open();
    const before = rowsOnDisk();
    const { inverse } = await run(commandOn(server.ficheIds));
    expect(await seen(other)).not.toEqual(before);
    await run(inverse);
    const after = await seen(other);
    // Positions may be other numbers; their order, and everything else, is what it was.
    expect(after.map((row) => ({ ...row, position: 0 }))).toEqual(
      before.map((row) => ({ ...row, position: 0 })),
    );
  });

  it('CM2 of an addition archives the row, and adding a template row again brings it back', async () => {
    const [ficheId] = server.ficheIds;
    if (ficheId === undefined) throw new Error('a fiche');
    const add: Command = {
      type: 'indicator.add',
      ficheId,
      indicator: { origin: 'template', key: 'fr_heures' },
    };
    const added = await run(add);
    await run(added.inverse);
    expect(rowsOnDisk().find(({ id }) => id === added.rowId)?.archived).toBe(true);
    const again = await run(add);
    expect(again.rowId).toBe(added.rowId);
    expect(rowsOnDisk().find(({ id }) => id === added.rowId)?.archived).toBe(false);
    expect(await server.run(server.coordinator, add)).toEqual({ ok: false, code: 'indicator_already_there' });
  });
});

describe('CM3 who may not is refused', () => {
  it('CM3 a viewer', async () => {
    const response = await server.post(server.viewer, `/api/plans/${server.planId}/commands`, {
      command: { type: 'fiche.add', axis: 1, title: 'Non' },
    });
    expect([response.status, await response.json()]).toEqual([403, { ok: false, code: 'read_only_role' }]);
  });

  it('CM3 a body that is not a command', async () => {
    for (const command of [
      undefined,
      5,
      { type: 'fiche.add' },
      { type: 'row.archive', rowId: 'x', more: 1 },
    ]) {
      const response = await server.post(server.coordinator, `/api/plans/${server.planId}/commands`, {
        command,
      });
      expect([response.status, await response.json()]).toEqual([400, { ok: false, code: 'bad_request' }]);
    }
  });
});
