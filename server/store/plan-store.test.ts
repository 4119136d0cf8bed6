import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreFixture, forgetFiles } from '../../tests/helpers/store-fixture.ts';
import type { PlanId, RowId, UserId } from '../../src/lib/contract/ids.ts';
import type { FicheRow } from '../../src/lib/contract/rows.ts';
import { readCell } from '../../src/lib/document/read.ts';
import { foldLog } from './folded-log.ts';
import { Leases } from './leases.ts';
import type { SqlitePlanStore } from './plan-store.ts';
import type { Commit } from './ports.ts';
import type { Database } from './sqlite.ts';

let fixture: StoreFixture;

beforeEach(() => {
  fixture = new StoreFixture();
});
afterEach(() => fixture.dispose());

/** Works on the file behind the store's back, as a broken disk would. */
function tamper(work: (database: Database) => void): void {
  fixture.store.close();
  const database = new SqliteDatabase(fixture.file);
  work(database);
  database.close();
  // It sees all of this before anything is loaded.
  forgetFiles(fixture.file);
  fixture.reopen();
}

function loadedUpdates(): number {
  const loaded = fixture.store.planStore.load(fixture.planId);
  if (!loaded.ok) throw new Error(loaded.code);
  return loaded.value.updates.length;
}

function newFiche(id: RowId): FicheRow {
  return {
    kind: 'fiche',
    id,
    number: 12,
    axis: 1,
    title: 'Une action',
    organisationIds: [],
    position: 12,
    archived: false,
    originRowId: null,
  };
}

/** A commit with something of everything in it. */
function fullCommit(): Commit {
  const id = fixture.store.planStore.newRowId();
  return {
    ...fixture.commitOf(fixture.firstCell(), '1 000'),
    rows: [newFiche(id)],
    commands: [
      {
        at: 2000,
        userId: fixture.user.id,
        command: { type: 'fiche.add', axis: 1, title: 'Une action' },
        inverse: { type: 'row.archive', rowId: id },
        rowId: id,
      },
    ],
  };
}

describe('a commit', () => {
  it('ST2 I5 writes document, rows, history and frame together, and they are there after a restart', () => {
    const commit = fullCommit();
    const [leaseId, key] = [commit.leaseFrames[0]?.leaseId, commit.audit[0]?.key];
    if (leaseId === undefined || key === undefined) throw new Error('no commit');
    expect(fixture.store.planStore.commit(commit)).toBe(1);
    fixture.reopen();
    expect(readCell(fixture.readDoc(), key)).toBe('1 000');
    expect(fixture.store.audit.ofPlan(fixture.planId)).toEqual(commit.audit);
    expect(fixture.store.rows.ofPlan(fixture.planId)).toContainEqual(commit.rows[0]);
    const { command, inverse, userId, at } = commit.commands[0] ?? {};
    expect(fixture.database.prepare('SELECT command, inverse, user_id, at FROM command_audit').all()).toEqual(
      [{ command: JSON.stringify(command), inverse: JSON.stringify(inverse), user_id: userId, at }],
    );
    expect(fixture.store.planStore.lease(leaseId)?.lastFrame).toBe(1);
    expect(fixture.store.plans.byId(fixture.planId)?.editedAt).toEqual(new Date(2000));
  });

  it.each([
    [
      'an author that does not exist',
      (commit: Commit) => ({
        ...commit,
        audit: commit.audit.map((entry) => ({ ...entry, userId: 'nobody' as UserId })),
      }),
    ],
    ['a command on a row that does not exist', (commit: Commit) => ({ ...commit, rows: [] })],
    ['an epoch that is over', (commit: Commit) => ({ ...commit, epoch: 2 })],
    ['a plan that does not exist', (commit: Commit) => ({ ...commit, planId: 'nothing' as PlanId })],
  ])('ST2 I2 with %s is refused whole', (_what, spoil) => {
    const commit = fullCommit();
    const rows = fixture.store.rows.ofPlan(fixture.planId);
    expect(() => fixture.store.planStore.commit(spoil(commit))).toThrow();
    expect(loadedUpdates()).toBe(0);
    expect(fixture.store.audit.ofPlan(fixture.planId)).toEqual([]);
    expect(fixture.store.rows.ofPlan(fixture.planId)).toEqual(rows);
    expect(fixture.store.planStore.lease(commit.leaseFrames[0]!.leaseId)?.lastFrame).toBe(0);
  });

  it('ST2 on a full disk throws and writes nothing; the next one works when there is room again', () => {
    const commit = fixture.commitOf(fixture.firstCell(), 'x'.repeat(4000));
    const large = { ...commit, update: new Uint8Array(1_000_000) };
    fixture.database.pragma('max_page_count = 1');
    expect(() => fixture.store.planStore.commit(large)).toThrow(/full/);
    fixture.database.pragma('max_page_count = 100000');
    expect(loadedUpdates()).toBe(0);
    expect(fixture.store.audit.ofPlan(fixture.planId)).toEqual([]);
    expect(fixture.store.planStore.commit(commit)).toBe(1);
  });

  it('ST6 I9 never takes the same frame of a lease twice, nor an older one', () => {
    const lease = fixture.store.planStore.grantLease(fixture.planId, fixture.user.id);
    const commitFrame = (frame: number): number =>
      fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), frame, { id: lease.id, frame }));
    expect(commitFrame(2)).toBe(1);
    expect(() => commitFrame(2)).toThrow();
    expect(() => commitFrame(1)).toThrow();
    expect(commitFrame(3)).toBe(2);
    expect(fixture.store.planStore.lease(lease.id)?.lastFrame).toBe(3);
  });

  it('ST6 I9 takes nothing more from a lease that was replaced', () => {
    const lease = fixture.store.planStore.grantLease(fixture.planId, fixture.user.id);
    fixture.store.planStore.retireLease(lease.id);
    const commit = fixture.commitOf(fixture.firstCell(), '1', { id: lease.id, frame: 1 });
    expect(() => fixture.store.planStore.commit(commit)).toThrow();
    expect(fixture.store.planStore.lease(lease.id)).toMatchObject({ lastFrame: 0, retired: true });
  });

  it('refuses to move a row into another plan', () => {
    const other = fixture.commitOf(fixture.firstCell(), '1');
    const foreign = fixture.store.plans.add({ ...fixture.store.plans.byId(fixture.planId)!.plan }, 0);
    const row = fixture.store.rows.ofPlan(fixture.planId)[0]!;
    fixture.store.addFirstDocument(foreign, [], new Uint8Array([0, 0]));
    const commit = { ...other, planId: foreign, leaseFrames: [], audit: [], rows: [row] };
    expect(() => fixture.store.planStore.commit(commit)).toThrow();
  });
});

describe('leases', () => {
  it('ST5 never give a clientID twice within a plan, not even after a retirement', () => {
    const database = new SqliteDatabase(fixture.file);
    const drawn = [7, 7, 7, 8];
    const leases = new Leases(database, () => drawn.shift() ?? 9);
    const first = leases.grant(fixture.planId, fixture.user.id, 1, 0);
    leases.retire(first.id, 0);
    expect(first.clientId).toBe(7);
    expect(leases.grant(fixture.planId, fixture.user.id, 1, 0).clientId).toBe(8);
    database.close();
  });

  it('ST11 of old leases only those that never wrote and are not in use are forgotten', () => {
    const database = new SqliteDatabase(fixture.file);
    const leases = new Leases(database);
    const grant = (at: number) => leases.grant(fixture.planId, fixture.user.id, 1, at).id;
    const [idle, inUse, young, writer] = [grant(0), grant(0), grant(50), grant(0)];
    leases.advance(writer, fixture.planId, 1, 1);
    leases.prune(fixture.planId, 10, [inUse]);
    expect([idle, inUse, young, writer].map((id) => leases.byId(id) !== null)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    database.close();
  });

  it('ST5 clientIDs are unsigned 32-bit numbers', () => {
    for (let i = 0; i < 50; i += 1) {
      const { clientId } = fixture.store.planStore.grantLease(fixture.planId, fixture.user.id);
      expect(clientId >>> 0).toBe(clientId);
      expect(clientId).toBeGreaterThan(0);
    }
  });
});

describe('damage', () => {
  /** One bit of the middle of a blob; SQLite's own check does not see it. */
  const flip = (table: string) => (database: Database) => {
    const { rowid, bytes } = database
      .prepare<[], { rowid: number; bytes: Buffer }>(`SELECT rowid, bytes FROM ${table} ORDER BY seq DESC`)
      .get()!;
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = bytes[middle]! ^ 1;
    database.prepare(`UPDATE ${table} SET bytes = ? WHERE rowid = ?`).run(bytes, rowid);
  };

  it.each(['updates', 'snapshots'])('ST3 a flipped bit in %s is found at load', (table) => {
    fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), '1'));
    expect(fixture.store.planStore.load(fixture.planId)).toMatchObject({ ok: true });
    tamper(flip(table));
    expect(fixture.store.planStore.load(fixture.planId)).toEqual({ ok: false, code: 'database_damaged' });
  });

  it('ST3 an update that is gone is found at load, the last one too', () => {
    for (const value of ['1', '2'])
      fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), value));
    tamper((database) => database.exec('DELETE FROM updates WHERE seq = 2'));
    expect(fixture.store.planStore.load(fixture.planId)).toEqual({ ok: false, code: 'database_damaged' });
  });

  it('ST3 two updates that changed places are found at load', () => {
    for (const value of ['1', '2'])
      fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), value));
    tamper((database) => {
      database.exec('UPDATE updates SET seq = seq + 10');
      database.exec('UPDATE updates SET seq = 23 - seq - 10');
    });
    expect(fixture.store.planStore.load(fixture.planId)).toEqual({ ok: false, code: 'database_damaged' });
  });

  it('a plan that does not exist is not damage', () => {
    expect(fixture.store.planStore.load('nothing' as PlanId)).toEqual({ ok: false, code: 'not_found' });
  });
});

describe('snapshots', () => {
  const commitAndFold = async (...values: readonly string[]): Promise<void> => {
    for (const value of values) {
      fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), value));
      await fixture.store.planStore.fold(fixture.planId);
    }
  };
  const stored = (table: string): number[] => {
    const database = new SqliteDatabase(fixture.file, { readonly: true });
    const seqs = database.prepare<[], number>(`SELECT seq FROM ${table} ORDER BY seq`).pluck().all();
    database.close();
    return seqs;
  };

  it('ST4 the last two stay, with every update since the older of them', async () => {
    await commitAndFold('1', '2', '3');
    fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), '4'));
    expect(stored('snapshots')).toEqual([2, 3]);
    expect(stored('updates')).toEqual([3, 4]);
    expect(readCell(fixture.readDoc(), fixture.firstCell())).toBe('4');
  });

  it('ST4 history stays whole when updates are pruned', async () => {
    await commitAndFold('1', '2', '3');
    expect(fixture.store.audit.ofPlan(fixture.planId).map(({ after }) => after)).toEqual(['1', '2', '3']);
  });

  it('ST30 a snapshot that was asked for twice is written once', async () => {
    await commitAndFold('1');
    await fixture.store.planStore.fold(fixture.planId);
    expect(stored('snapshots')).toEqual([0, 1]);
  });

  describe('in a process of its own', () => {
    it('ST30 edits go on while a snapshot is made of what is on disk', async () => {
      fixture.store.foldAside();
      fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), '1'));
      const folded = fixture.store.planStore.fold(fixture.planId);
      fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), '2'));
      expect(stored('snapshots')).toEqual([0]);
      await folded;
      expect(stored('snapshots')).toHaveLength(2);
      expect(readCell(fixture.readDoc(), fixture.firstCell())).toBe('2');
      expect((await fixture.store.examine()).problems).toEqual([]);
    });

    it('ST30 one that was begun before a new epoch is not kept', async () => {
      fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), '1'));
      (fixture.store.planStore as SqlitePlanStore).foldAside((planId) => {
        const loaded = fixture.store.planStore.load(planId);
        if (!loaded.ok) throw new Error(loaded.code);
        const folded = foldLog(loaded.value);
        fixture.database.exec('UPDATE plans SET epoch = 2');
        return Promise.resolve(folded);
      });
      await fixture.store.planStore.fold(fixture.planId);
      expect(stored('snapshots')).toEqual([0]);
    });

    it('ST30 a server that stops waits for no folding, and loses nothing by it', async () => {
      fixture.store.foldAside();
      fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), '1'));
      const folded = fixture.store.planStore.fold(fixture.planId);
      await fixture.store.stopAside();
      await folded;
      await fixture.store.planStore.fold(fixture.planId);
      expect(stored('snapshots')).toEqual([0]);
    });

    it('ST30 what is damaged is not folded', async () => {
      fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), '1'));
      tamper((database) => database.exec("UPDATE updates SET bytes = x'0000'"));
      fixture.store.foldAside();
      await expect(fixture.store.planStore.fold(fixture.planId)).rejects.toThrow('database_damaged');
      expect(stored('snapshots')).toEqual([0]);
    });
  });
});

describe('history', () => {
  it('keeps a text, a number, a boolean and nothing apart', () => {
    const values = ['1', 1, true, null] as const;
    for (const value of values) fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), value));
    expect(fixture.store.audit.ofPlan(fixture.planId).map(({ after }) => after)).toEqual(values);
  });
});
