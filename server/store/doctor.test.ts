import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreFixture } from '../../tests/helpers/store-fixture.ts';
import { blobChecksum } from './checksum.ts';
import type { DoctorProblem } from './doctor.ts';
import type { Database } from './sqlite.ts';
import { openStore } from './store.ts';

let fixture: StoreFixture;

beforeEach(async () => {
  fixture = new StoreFixture();
  for (const value of ['1', '2'])
    fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), value));
  await fixture.store.planStore.fold(fixture.planId);
  fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), '3'));
});
afterEach(() => fixture.dispose());

async function problemsAfter(tamper: (database: Database) => void): Promise<readonly DoctorProblem[]> {
  fixture.database.pragma('foreign_keys = OFF');
  tamper(fixture.database);
  return (await fixture.store.examine()).problems;
}

function blob(database: Database, table: string, seq: number): Buffer {
  const bytes = database
    .prepare<[number], Buffer>(`SELECT bytes FROM ${table} WHERE seq = ?`)
    .pluck()
    .get(seq);
  if (bytes === undefined) throw new Error(`no ${table} ${seq}`);
  return bytes;
}

function flip(database: Database, table: string, seq: number): void {
  const bytes = blob(database, table, seq);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 3) ^ 16, bytes.length - 3);
  database.prepare(`UPDATE ${table} SET bytes = ? WHERE seq = ?`).run(bytes, seq);
}

/** As a bug of ours would write it: wrong content with a right checksum. */
function rewrite(database: Database, table: 'updates' | 'snapshots', seq: number, bytes: Uint8Array): void {
  const kind = table === 'updates' ? 'update' : 'snapshot';
  database
    .prepare(`UPDATE ${table} SET bytes = ?, checksum = ? WHERE seq = ?`)
    .run(bytes, blobChecksum(kind, [fixture.planId, 1, seq], bytes), seq);
}

describe('doctor', () => {
  it('I3 finds nothing in a sound database, and says what it looked at', async () => {
    expect(await fixture.store.examine()).toEqual({
      plans: 1,
      snapshots: 2,
      updates: 3,
      rows: 86,
      problems: [],
    });
  });

  it.each([
    ['updates', 1, 'update_damaged'],
    ['updates', 3, 'update_damaged'],
    ['snapshots', 0, 'snapshot_damaged'],
    ['snapshots', 2, 'snapshot_damaged'],
  ])('ST3 finds a flipped bit in %s %i', async (table, seq, kind) => {
    const problems = await problemsAfter((database) => flip(database, table, seq));
    expect(problems).toEqual([{ kind, planId: fixture.planId, seq }]);
  });

  it('ST3 finds an update that is gone', async () => {
    const problems = await problemsAfter((database) =>
      database.exec('DELETE FROM updates WHERE seq IN (1, 3)'),
    );
    expect(problems).toEqual([1, 3].map((seq) => ({ kind: 'log_gap', planId: fixture.planId, seq })));
  });

  it('finds a plan without any snapshot', async () => {
    const problems = await problemsAfter((database) => database.exec('DELETE FROM snapshots'));
    expect(problems).toEqual([{ kind: 'snapshot_missing', planId: fixture.planId }]);
  });

  it('I3 finds a snapshot that replaying the log does not give', async () => {
    const problems = await problemsAfter((database) =>
      rewrite(database, 'snapshots', 2, blob(database, 'snapshots', 0)),
    );
    expect(problems).toEqual([{ kind: 'replay_differs', planId: fixture.planId, seq: 2 }]);
  });

  it('I3 finds an update that waits for one that never came', async () => {
    const doc = new Y.Doc();
    doc.getMap('cells').set('a', 1);
    const known = Y.encodeStateVector(doc);
    doc.getMap('cells').set('a', 2);
    const orphan = Y.encodeStateAsUpdate(doc, known);
    const problems = await problemsAfter((database) => rewrite(database, 'updates', 3, orphan));
    expect(problems).toEqual([{ kind: 'replay_failed', planId: fixture.planId, seq: 3 }]);
  });

  it('I3 finds an update that Yjs cannot read', async () => {
    const problems = await problemsAfter((database) =>
      rewrite(database, 'updates', 3, new Uint8Array([1, 1, 1])),
    );
    expect(problems).toEqual([{ kind: 'replay_failed', planId: fixture.planId, seq: 3 }]);
  });

  it('finds a row and a plan that the document says otherwise', async () => {
    const row = fixture.store.rows.ofPlan(fixture.planId).find(({ kind }) => kind === 'fiche');
    const problems = await problemsAfter((database) => {
      database.prepare('UPDATE rows SET title = ? WHERE id = ?').run('Autre', row?.id);
      database.exec('UPDATE plans SET envelope = 1');
    });
    expect(problems).toEqual([
      { kind: 'row_differs', planId: fixture.planId, rowId: row?.id },
      { kind: 'plan_differs', planId: fixture.planId },
    ]);
  });

  it('finds a reference to nothing', async () => {
    const problems = await problemsAfter((database) => database.exec("UPDATE audit SET user_id = 'nobody'"));
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(['reference', 'history_damaged']));
  });
});

describe('backup', () => {
  const target = (): string => join(dirname(fixture.file), 'copy.db');

  it('ST7 of a database in use is complete, opens, is one file, and is as private', async () => {
    const pending = fixture.store.backUp(target());
    fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), '4'));
    const done = await pending;
    expect(done).toEqual({ ok: true, value: { bytes: statSync(target()).size } });
    expect((statSync(target()).mode & 0o777).toString(8)).toBe('600');
    expect(readdirSync(dirname(target())).filter((name) => name.startsWith('copy.db'))).toEqual(['copy.db']);
    const opened = openStore(target());
    if (!opened.ok) throw new Error(opened.code);
    expect(opened.value.rows.ofPlan(fixture.planId)).toEqual(fixture.store.rows.ofPlan(fixture.planId));
    expect((await opened.value.examine()).problems).toEqual([]);
    opened.value.close();
  });

  it('OP1 gets its name while this thread does not turn at all', async () => {
    const pending = fixture.store.backUp(target());
    while (!existsSync(`${target()}.unverified`)) await new Promise((resolve) => setImmediate(resolve));
    const deadline = Date.now() + 30_000;
    while (!existsSync(target())) if (Date.now() > deadline) throw new Error('this thread made it');
    expect(await pending).toMatchObject({ ok: true });
  });

  it('ST7 of a damaged database fails and leaves no file that looks like a backup', async () => {
    flip(fixture.database, 'updates', 3);
    expect(await fixture.store.backUp(target())).toEqual({ ok: false, code: 'database_damaged' });
    expect(readdirSync(dirname(target())).filter((name) => name.startsWith('copy.db'))).toEqual([]);
  });

  it('OP4 a backup that is under way ends when the server stops, without a file', async () => {
    const ended = expect(fixture.store.backUp(target())).rejects.toThrow('the server stops');
    await fixture.store.stopAside();
    await ended;
    expect(existsSync(target())).toBe(false);
  });

  it('ST7 never replaces a file', async () => {
    writeFileSync(target(), 'precious');
    expect(await fixture.store.backUp(target())).toEqual({ ok: false, code: 'file_exists' });
    expect(statSync(target()).size).toBe(8);
  });

  it('ST7 says so when the file cannot be written', async () => {
    const nowhere = join(dirname(fixture.file), 'no-such-folder', 'copy.db');
    expect(await fixture.store.backUp(nowhere)).toEqual({ ok: false, code: 'file_not_writable' });
    expect(existsSync(nowhere)).toBe(false);
  });

  it('ST7 does not touch the original', async () => {
    await fixture.store.backUp(target());
    const copy = new SqliteDatabase(target());
    copy.exec('DELETE FROM updates');
    copy.close();
    expect((await fixture.store.examine()).problems).toEqual([]);
  });
});
