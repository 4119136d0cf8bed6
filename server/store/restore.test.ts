// Putting a backup back: what is in place at each moment, what is kept, and what tabs may still hold.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCell } from '../../src/lib/document/read.ts';
import {
  forgetFiles,
  openedDatabase,
  StoreFixture,
  temporaryFolder,
} from '../../tests/helpers/store-fixture.ts';
import { PlanDocument } from '../sync/plan-document.ts';
import { openDatabase } from './database.ts';
import { restore, type RestoreStep } from './restore.ts';
import { openStore, type Store } from './store.ts';

const now = Date.parse('2026-11-28T12:00:00Z');
const seconds = now / 1000;

let fixture: StoreFixture;
let folder: ReturnType<typeof temporaryFolder>;
let data: string;
let database: string;
let backup: string;

/** A backup with the value `old`, then a data directory whose database says `new`, its log not yet folded in. */
beforeEach(async () => {
  fixture = new StoreFixture();
  folder = temporaryFolder();
  data = join(folder.path, 'data');
  database = join(data, 'trame.db');
  backup = join(folder.path, 'backup.db');
  fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), 'old'));
  expect(await fixture.store.backUp(backup)).toMatchObject({ ok: true });
  fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), 'new'));
  mkdirSync(data);
  for (const suffix of ['', '-wal']) copyFileSync(fixture.file + suffix, database + suffix);
  expect(statSync(`${database}-wal`).size).toBeGreaterThan(0);
});
afterEach(() => {
  fixture.dispose();
  folder.remove();
});

function opened<Value>(file: string, look: (store: Store) => Value): Value {
  const store = openStore(file);
  if (!store.ok) throw new Error(`${store.code} ${store.details.join(' ')}`);
  try {
    return look(store.value);
  } finally {
    store.value.close();
  }
}

function valueIn(file: string): unknown {
  return opened(file, (store) => {
    const loaded = PlanDocument.load(store.planStore, fixture.planId);
    if (!loaded.ok) throw new Error(loaded.code);
    return readCell(loaded.value.doc, fixture.firstCell());
  });
}

const epochIn = (file: string): number =>
  opened(file, ({ planStore }) => planStore.logEnd(fixture.planId)?.epoch ?? 0);

describe('a restore', () => {
  it('OP6 puts the backup in place and keeps the database of before, whole', async () => {
    const before = readFileSync(backup);
    const done = await restore(database, backup, { now });
    const keptAs = join(data, 'trame-before-restore-20261128T120000Z.db');
    // The fixture’s clock.
    expect(done).toEqual({ ok: true, value: { stateAt: 1000, plans: 1, keptAs } });
    expect(readdirSync(data).sort()).toEqual([basename(keptAs), 'trame.db']);
    expect([valueIn(database), valueIn(keptAs)]).toEqual(['old', 'new']);
    expect((statSync(database).mode & 0o777).toString(8)).toBe('600');
    expect(readFileSync(backup).equals(before)).toBe(true);
    const store = openStore(database);
    if (!store.ok) throw new Error(store.code);
    expect(await store.value.examine()).toMatchObject({ problems: [] });
    store.value.close();
  });

  it('OP7 begins an epoch that no tab can have heard of, and says since when', async () => {
    await restore(database, backup, { now });
    const first = epochIn(database);
    expect(first).toBeGreaterThan(seconds);
    opened(database, ({ recoveries, planStore }) => {
      expect(recoveries.ofPlan(fixture.planId)).toEqual([{ at: now, stateAt: 1000 }]);
      // As if the lost future had been busier than any: every epoch of it stays below the next restore’s.
      const end = planStore.logEnd(fixture.planId);
      if (end === null) throw new Error('no plan');
      const loaded = planStore.load(fixture.planId);
      if (loaded.ok) planStore.startEpoch(fixture.planId, end, first + 100, loaded.value.snapshot);
    });
    expect(await restore(database, backup, { now: now + 1_000 })).toMatchObject({ ok: true });
    expect(epochIn(database)).toBeGreaterThan(first + 100);
  });

  it('OP6 what was put aside is of when it was last written, though it once came from a backup', async () => {
    await restore(database, backup, { now });
    const again = await restore(database, backup, { now: now + 1_000 });
    if (!again.ok || again.value.keptAs === null) throw new Error('not kept');
    utimesSync(again.value.keptAs, 5, 5);
    const back = await restore(database, again.value.keptAs, { now: now + 2_000 });
    expect(back).toMatchObject({ ok: true, value: { stateAt: 5_000 } });
  });

  it('OP7 no lease from before is taken, and its last frame is still told', async () => {
    const lease = fixture.store.planStore.grantLease(fixture.planId, fixture.user.id);
    fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), 'x', { id: lease.id, frame: 7 }));
    const later = join(folder.path, 'later.db');
    await fixture.store.backUp(later);
    await restore(database, later, { now });
    opened(database, ({ planStore }) =>
      expect(planStore.lease(lease.id)).toMatchObject({ retired: true, lastFrame: 7 }),
    );
  });

  it('OP6 a crash after any step leaves the database of before or the backup, each whole', async () => {
    const left: (readonly [RestoreStep, unknown])[] = [];
    await restore(database, backup, {
      now,
      afterStep: (step) => {
        const crashed = join(folder.path, step);
        cpSync(data, crashed, { recursive: true });
        left.push([step, valueIn(join(crashed, 'trame.db'))]);
      },
    });
    expect(left).toEqual([
      ['folded', 'new'],
      ['copied', 'new'],
      ['prepared', 'new'],
      ['kept', 'new'],
      ['withdrawn', 'new'],
      ['cleared', 'new'],
      ['placed', 'old'],
    ]);
    // And the restore is simply run again.
    const again = join(folder.path, 'cleared', 'trame.db');
    expect(await restore(again, backup, { now: now + 1_000 })).toMatchObject({ ok: true });
    expect(valueIn(again)).toBe('old');
  });

  it('OP6 a crash while a damaged database is replaced never leaves an older state of it that opens', async () => {
    for (const suffix of ['-pages', '-last']) copyFileSync(fixture.file + suffix, database + suffix);
    const log = readFileSync(`${database}-wal`);
    log[log.length >> 1] = (log[log.length >> 1] ?? 0) ^ 1;
    writeFileSync(`${database}-wal`, log);
    const left: (readonly [RestoreStep, unknown])[] = [];
    const stateOf = (file: string): unknown => {
      const store = openStore(file);
      if (!store.ok) return store.code;
      store.value.close();
      return valueIn(file);
    };
    const done = await restore(database, backup, {
      now,
      afterStep: (step) => {
        const crashed = join(folder.path, step);
        cpSync(data, crashed, { recursive: true });
        left.push([step, stateOf(join(crashed, 'trame.db'))]);
      },
    });
    expect(left.map(([, state]) => state)).toEqual([
      ...Array.from({ length: 6 }, () => 'database_damaged'),
      'old',
    ]);
    // Kept with all that an expert would need.
    if (!done.ok || done.value.keptAs === null) throw new Error('not kept');
    expect(readFileSync(`${done.value.keptAs}-wal`).equals(log)).toBe(true);
    // And the restore is simply run again.
    const again = join(folder.path, 'cleared', 'trame.db');
    expect(await restore(again, backup, { now: now + 1_000 })).toMatchObject({ ok: true });
    expect(valueIn(again)).toBe('old');
  });

  it('OP6 a damaged database is kept as it is, with its log', async () => {
    writeFileSync(database, 'no database any more');
    const log = readFileSync(`${database}-wal`);
    const done = await restore(database, backup, { now });
    if (!done.ok || done.value.keptAs === null) throw new Error('not kept');
    expect(readFileSync(done.value.keptAs, 'utf8')).toBe('no database any more');
    expect(readFileSync(`${done.value.keptAs}-wal`).equals(log)).toBe(true);
    expect(valueIn(database)).toBe('old');
  });

  it('OP6 what is kept beside the database about its last commits goes with it', async () => {
    writeFileSync(`${database}-last`, 'true of another file');
    await restore(database, backup, { now });
    expect(existsSync(`${database}-last`)).toBe(false);
  });

  it('OP6 works in an empty folder: a new machine', async () => {
    const elsewhere = join(folder.path, 'elsewhere');
    mkdirSync(elsewhere);
    const file = join(elsewhere, 'trame.db');
    expect(await restore(file, backup, { now })).toMatchObject({ ok: true, value: { keptAs: null } });
    expect(valueIn(file)).toBe('old');
  });

  it.each([
    ['that is not there', 'file_missing', () => undefined],
    ['that is none', 'backup_foreign', (file: string) => writeFileSync(file, 'words')],
    [
      'that is a folder',
      'backup_foreign',
      (file: string) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
    [
      'that is another program’s database',
      'backup_foreign',
      (file: string) => altered(file, 'PRAGMA application_id = 1'),
    ],
    ['with a flipped bit', 'backup_damaged', flipSnapshot],
    ['with a flipped bit in a name', 'backup_damaged', flipName],
    ['of a newer Trame', 'backup_too_new', (file: string) => altered(file, 'PRAGMA user_version = 999')],
  ])('OP6 a backup %s changes nothing', async (_what, code, spoil) => {
    const spoilt = join(folder.path, 'spoilt.db');
    if (code !== 'file_missing') copyFileSync(backup, spoilt);
    spoil(spoilt);
    expect(await restore(database, spoilt, { now })).toMatchObject({ ok: false, code });
    expect(readdirSync(data).filter((name) => name.includes('restor'))).toEqual([]);
    expect(valueIn(database)).toBe('new');
  });

  it('OP6 a backup that was put in place by hand is a database like any other, and so is what is kept of it', async () => {
    copyFileSync(backup, database);
    forgetFiles(database);
    for (const suffix of ['-wal', '-shm']) rmSync(database + suffix, { force: true });
    altered(database, "UPDATE users SET name = 'Other'");
    expect(openDatabase(database)).toMatchObject({ ok: false, code: 'database_damaged' });
    copyFileSync(backup, database);
    const live = openedDatabase(database);
    // At once: a fold that is cut short would leave other bytes under it.
    expect(readFileSync(database).includes('TRAMEBK1')).toBe(false);
    live.close();
    altered(database, "UPDATE users SET name = 'Other'");
    forgetFiles(database);
    const kept = join(folder.path, 'kept.db');
    copyFileSync(database, kept);
    expect(await restore(database, kept, { now })).toMatchObject({ ok: true });
  });

  it('OP6 the database itself is no backup, whatever the name it is called by', async () => {
    const link = join(folder.path, 'link.db');
    symlinkSync(database, link);
    for (const name of [database, link])
      expect(await restore(database, name, { now })).toMatchObject({ ok: false, code: 'backup_in_place' });
    expect(readdirSync(data).filter((name) => name.includes('restor'))).toEqual([]);
  });
});

function altered(file: string, sql: string): void {
  const spoilt = new SqliteDatabase(file);
  spoilt.exec(sql);
  spoilt.close();
}

function flipSnapshot(file: string): void {
  const spoilt = new SqliteDatabase(file);
  const bytes = spoilt.prepare<[], Buffer>('SELECT bytes FROM snapshots').pluck().get();
  if (bytes === undefined) throw new Error('no snapshot');
  bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
  spoilt.prepare('UPDATE snapshots SET bytes = ?').run(bytes);
  spoilt.close();
}

/** No index, no checksum of a row and no document would contradict it. */
function flipName(file: string): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf('Name of');
  if (at < 0) throw new Error('no name');
  bytes.writeUInt8(bytes.readUInt8(at + 1) ^ 1, at + 1);
  writeFileSync(file, bytes);
}
