import { noHistoryFilter } from '../../src/lib/contract/history.ts';
import { readHistory } from '../plan-history.ts';
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from '../../tests/helpers/source-tree.ts';
import { StoreFixture, forgetFiles } from '../../tests/helpers/store-fixture.ts';
import { openDatabase } from './database.ts';
import { DurableDatabase } from './durable-database.ts';
import { checkFiles } from './file-check.ts';
import type { FileTrouble, TellTrouble } from './file-trouble.ts';
import { schemaVersion } from './migrations.ts';
import { openStore, Store } from './store.ts';
import { scanWal, sourceOf } from './wal-file.ts';

/** Frames after which the log is folded. */
const foldEvery = 60;

let fixture: StoreFixture;
let copies = 0;

beforeEach(() => {
  fixture = new StoreFixture(foldEvery);
});
afterEach(() => fixture.dispose());

function commit(value: string): void {
  fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), value));
}

/** The files as they are at this moment: what a killed process leaves. */
function killed(): string {
  const folder = join(dirname(fixture.file), `killed-${(copies += 1)}`);
  mkdirSync(folder);
  for (const name of readdirSync(dirname(fixture.file)))
    if (/^trame\.db(-wal|-pages|-pages\.next|-last)?$/.test(name))
      copyFileSync(join(dirname(fixture.file), name), join(folder, name));
  return join(folder, 'trame.db');
}

function flip(file: string, at: number): void {
  const byte = readFileSync(file).readUInt8(at);
  const fd = openSync(file, 'r+');
  writeSync(fd, Buffer.of(byte ^ 1), 0, 1, at);
  closeSync(fd);
}

function values(store: Store): unknown[] {
  return store.audit.ofPlan(fixture.planId).map(({ after }) => after);
}

function valuesIn(file: string, tell?: TellTrouble): unknown[] {
  const opened = openStore(file, () => 1_000, tell);
  if (!opened.ok) throw new Error(opened.details.join());
  const found = values(opened.value);
  opened.value.close();
  return found;
}

function reopenTelling(troubles: FileTrouble[]): void {
  fixture.store.close();
  const opened = openDatabase(fixture.file, (trouble) => troubles.push(trouble), foldEvery);
  if (!opened.ok) throw new Error(opened.code);
  fixture.database = opened.value;
  fixture.store = new Store(opened.value, () => 1_000);
}

/** Until the log was just folded, and its frames are not written over yet. */
function commitUntilFolded(): void {
  const before = readFileSync(`${fixture.file}-pages`);
  for (let value = 0; value < 200; value += 1) {
    commit(`${value}`);
    if (!readFileSync(`${fixture.file}-pages`).equals(before)) return;
  }
  throw new Error('the log is never folded');
}

describe('the log', () => {
  it('ST21 that lost its last transaction is damage, though SQLite would open it', () => {
    commit('1');
    commit('2');
    const file = killed();
    truncateSync(`${file}-wal`, statSync(`${file}-wal`).size - 1);
    expect(openStore(file)).toMatchObject({ ok: false, code: 'database_damaged' });
  });

  it('ST21 without a witness: a bad frame with a transaction after it is damage, the end of the last one is not', () => {
    commit('1');
    const first = statSync(`${fixture.file}-wal`).size;
    commit('2');
    const [hole, end] = [killed(), killed()];
    for (const file of [hole, end]) rmSync(`${file}-last`);
    flip(`${hole}-wal`, first - 100);
    truncateSync(`${end}-wal`, statSync(`${end}-wal`).size - 1);
    expect(openStore(hole)).toMatchObject({ ok: false, code: 'database_damaged' });
    expect(valuesIn(end)).toEqual(['1']);
  });

  it('ST21 a transaction that nobody was told of may be there or not', () => {
    commit('1');
    const witness = readFileSync(`${fixture.file}-last`);
    commit('2');
    const [whole, torn] = [killed(), killed()];
    for (const file of [whole, torn]) writeFileSync(`${file}-last`, witness);
    truncateSync(`${torn}-wal`, statSync(`${torn}-wal`).size - 1);
    expect(valuesIn(whole)).toEqual(['1', '2']);
    expect(valuesIn(torn)).toEqual(['1']);
  });

  it('ST21 that lost a write of any table is damage: an account that was disabled would be in use again', () => {
    fixture.store.users.setDisabledAt(fixture.user.id, 1_000);
    const file = killed();
    truncateSync(`${file}-wal`, statSync(`${file}-wal`).size - 1);
    expect(openStore(file)).toMatchObject({ ok: false, code: 'database_damaged' });
  });

  it('ST21 an older one in its place is damage: it would hide what was written since', () => {
    commitUntilFolded();
    const older = readFileSync(`${fixture.file}-wal`);
    commitUntilFolded();
    const file = killed();
    writeFileSync(`${file}-wal`, older);
    expect(openStore(file)).toMatchObject({ ok: false, code: 'database_damaged' });
  });

  it('ST21 is begun anew after it was folded, and killed there it opens with everything', () => {
    commitUntilFolded();
    const before = values(fixture.store).length;
    commit('next');
    expect(valuesIn(killed())).toHaveLength(before + 1);
  });

  it('ST21 is folded before it is full when nobody has written for a moment', () => {
    const sums = (): string => readFileSync(`${fixture.file}-pages`).toString('hex');
    fixture.dispose();
    vi.useFakeTimers();
    try {
      fixture = new StoreFixture(foldEvery);
      const first = sums();
      for (let i = 0; sums() === first; i++) commit(`full ${i}`);
      const before = sums();
      for (let i = 0; i < 5; i++) {
        commit(`${i}`);
        vi.advanceTimersByTime(200);
      }
      expect(sums()).toBe(before);
      vi.advanceTimersByTime(50);
      expect(sums()).not.toBe(before);
    } finally {
      vi.useRealTimers();
    }
    expect(values(fixture.store).slice(-5)).toEqual(['0', '1', '2', '3', '4']);
  });

  it('ST21 does not hold what was written and taken back, as after a sync that failed', () => {
    commit('1');
    const committed = readFileSync(`${fixture.file}-wal`);
    commit('2');
    const withMore = readFileSync(`${fixture.file}-wal`);
    const { frames } = scanWal(sourceOf(committed));
    expect(scanWal(sourceOf(withMore)).frames).toBeGreaterThan(frames);
    expect(scanWal(sourceOf(withMore), frames).frames).toBe(frames);
  });

  it.each([
    ['folded when nobody writes', async () => void vi.advanceTimersByTime(1_000)],
    ['examined by doctor', async () => void (await fixture.store.examine())],
    ['looked at before a backup', async () => void (await fixture.store.backUp(`${fixture.file}.copy`))],
  ])('ST26 takes nothing more once it was %s and found damaged', async (_when, look) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      reopenTelling([]);
      for (let value = 0; value < 8; value += 1) commit(`${value}`);
      flip(`${fixture.file}-wal`, 32 + 24 + 10);
      await look();
      expect(() => commit('after')).toThrow('damaged');
    } finally {
      vi.useRealTimers();
    }
  });

  it('ST21 of a new life may begin with a write that the witness was not told of', () => {
    commit('1');
    fixture.store.close();
    fixture.reopen();
    const witness = readFileSync(`${fixture.file}-last`);
    fixture.store.visits.seen(fixture.planId, fixture.user.id, 5_000, false);
    const file = killed();
    writeFileSync(`${file}-last`, witness);
    expect(valuesIn(file)).toEqual(['1']);
  });

  it('ST26 that is damaged on disk takes nothing more once that was seen, and what fails was not written', async () => {
    const told: FileTrouble[] = [];
    reopenTelling(told);
    commit('1');
    flip(`${fixture.file}-wal`, 32 + 24 + 4_096 + 24 + 10);
    let taken = 1;
    expect(() => {
      for (; taken < 100; taken += 1) commit(`${taken}`);
    }).toThrow('damaged');
    const written = values(fixture.store).length;
    expect(written).toBe(taken);
    for (let value = 0; value < 2 * foldEvery; value += 1) expect(() => commit('after')).toThrow('damaged');
    expect(() => fixture.store.users.setPasswordHash(fixture.user.id, 'after')).toThrow('damaged');
    expect(values(fixture.store)).toHaveLength(written);
    expect(told).toEqual([{ kind: 'log_damaged', file: 'trame.db-wal' }]);
    expect((await fixture.store.examine()).problems).toContainEqual({
      kind: 'file_damaged',
      detail: `${fixture.file}-wal is damaged`,
    });
    expect(openStore(killed())).toMatchObject({ ok: false, code: 'database_damaged' });
  });
});

describe('the pages', () => {
  it('ST20 one that is stale is damage, though SQLite finds nothing wrong with it', () => {
    fixture.store.users.setPasswordHash(fixture.user.id, 'old');
    commitUntilFolded();
    const older = killed();
    fixture.store.users.setPasswordHash(fixture.user.id, 'new');
    commitUntilFolded();
    fixture.store.close();
    const [now, before] = [readFileSync(fixture.file), readFileSync(older)];
    // The page that holds the account.
    const page = Math.floor(before.indexOf('ana@metz.frName') / 4_096);
    before.copy(now, page * 4_096, page * 4_096, (page + 1) * 4_096);
    const file = killed();
    writeFileSync(file, now);
    expect(openStore(file)).toMatchObject({ ok: false, code: 'database_damaged' });
    forgetFiles(file);
    // What would have been served.
    const opened = openStore(file);
    expect(opened.ok && opened.value.users.byId(fixture.user.id)?.passwordHash).toBe('old');
    if (opened.ok) opened.value.close();
    fixture.reopen();
  });

  it('ST20 doctor and backup of a running server see one that was altered on disk', async () => {
    fixture.reopen();
    expect((await fixture.store.examine()).problems).toEqual([]);
    flip(fixture.file, 4_096 * 3 + 17);
    const { problems } = await fixture.store.examine();
    expect(problems.filter(({ kind }) => kind === 'file_damaged')).not.toEqual([]);
    const copy = join(dirname(fixture.file), 'copy.db');
    expect(await fixture.store.backUp(copy)).toEqual({ ok: false, code: 'database_damaged' });
    expect(existsSync(copy)).toBe(false);
  });
});

describe('what vouches', () => {
  it.each(['-pages', '-last'])('ST22 trame.db%s that is damaged itself is told and made anew', (suffix) => {
    commit('1');
    const file = killed();
    flip(`${file}${suffix}`, 20);
    const troubles: FileTrouble[] = [];
    expect(valuesIn(file, (trouble) => troubles.push(trouble))).toEqual(['1']);
    expect(troubles).toEqual([{ kind: 'made_anew', file: `trame.db${suffix}` }]);
    expect(valuesIn(file, (trouble) => troubles.push(trouble))).toEqual(['1']);
    expect(troubles).toHaveLength(1);
  });

  it('ST22 that cannot be written stops nobody, and the log is folded after the next start', () => {
    const troubles: FileTrouble[] = [];
    reopenTelling(troubles);
    // The next list of sums finds the disk full.
    symlinkSync('/dev/full', `${fixture.file}-pages.next`);
    commit('1');
    fixture.store.close();
    rmSync(`${fixture.file}-pages.next`);
    expect(troubles).toMatchObject([{ kind: 'not_written', error: { code: 'ENOSPC' } }]);
    expect(valuesIn(fixture.file)).toEqual(['1']);
    fixture.reopen();
  });

  it('ST22 a list of sums that did not get its name in time vouches all the same', () => {
    const before = readFileSync(`${fixture.file}-pages`);
    commitUntilFolded();
    const count = values(fixture.store).length;
    commit('next');
    const file = killed();
    copyFileSync(`${file}-pages`, `${file}-pages.next`);
    writeFileSync(`${file}-pages`, before);
    expect(valuesIn(file)).toHaveLength(count + 1);
    expect(valuesIn(file)).toHaveLength(count + 1);
  });

  it('ST22 a start that fails half-way leaves files that agree', () => {
    // A step that was taken already fails.
    fixture.database.pragma(`user_version = ${schemaVersion - 1}`);
    commit('1');
    const file = killed();
    expect(openDatabase(file)).toMatchObject({ ok: false });
    expect(checkFiles(file).damage).toEqual([]);
  });

  it('ST22 a start that fails before the store is in use leaves the log as it is', () => {
    commit('1');
    const file = killed();
    vi.spyOn(DurableDatabase.prototype, 'begin').mockImplementationOnce(() => {
      throw new Error('no descriptor left');
    });
    expect(() => openDatabase(file)).toThrow('no descriptor');
    expect(checkFiles(file).damage).toEqual([]);
    expect(valuesIn(file)).toEqual(['1']);
  });

  it('ST26 a damaged log is left as it is when the store closes, for whoever looks for what happened', () => {
    commit('1');
    flip(`${fixture.file}-wal`, 32 + 24 + 10);
    const log = readFileSync(`${fixture.file}-wal`);
    fixture.store.close();
    expect(readFileSync(`${fixture.file}-wal`).equals(log)).toBe(true);
    expect(openDatabase(fixture.file)).toMatchObject({ ok: false, code: 'database_damaged' });
  });

  it('ST22 a process that ends without closing anything leaves files that agree', () => {
    commit('1');
    fixture.store.close();
    const script = `import { openStore } from './server/store/store.ts';
      const opened = openStore(process.argv[1]);
      opened.value.users.setPasswordHash('nobody', 'x');
      opened.value.visits.seen(process.argv[2], process.argv[3], 5, false);
      // Nothing keeps the process.`;
    const words = ['--input-type=module', '-e', script, fixture.file, fixture.planId, fixture.user.id];
    expect(spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
    fixture.reopen();
    expect(values(fixture.store)).toEqual(['1']);
  });
});

describe('the history', () => {
  it.each([
    ['audit', 'UPDATE audit SET after = \'"9"\'', () => values(fixture.store)],
    [
      'audit',
      'UPDATE audit SET at = at + 1',
      () => fixture.store.audit.lastAuthor(fixture.planId, fixture.firstCell()),
    ],
    [
      'audit',
      'UPDATE audit SET before = \'"9"\'',
      () => fixture.store.audit.changedCells(fixture.planId, 0, 10),
    ],
    [
      'command_audit',
      'UPDATE command_audit SET at = at + 1',
      () => fixture.store.audit.commandsSince(fixture.planId, 0),
    ],
    [
      'audit',
      'UPDATE audit SET unseen = 1',
      () =>
        readHistory(fixture.store, fixture.planId, fixture.user.id, {
          scope: { type: 'plan' },
          ...noHistoryFilter,
        }),
    ],
    ['audit', 'UPDATE audit SET made_at = 1', () => fixture.store.audit.ofPlan(fixture.planId)],
    [
      'audit',
      "UPDATE audit SET gesture = 'paste'",
      () =>
        readHistory(fixture.store, fixture.planId, fixture.user.id, {
          scope: { type: 'cell', key: fixture.firstCell() },
          ...noHistoryFilter,
        }),
    ],
    [
      'command_audit',
      "UPDATE command_audit SET inverse = '{}'",
      () => fixture.store.timeline.commands(fixture.planId, 9_000, 10),
    ],
  ] as const)(
    'ST23 an altered row of %s is told to nobody, and named by doctor (%s)',
    async (table, sql, read) => {
      const row = fixture.store.rows.ofPlan(fixture.planId)[0];
      if (row === undefined) throw new Error('no row');
      const command = { type: 'row.archive', rowId: row.id } as const;
      const audit = { at: 2_000, userId: fixture.user.id, command, inverse: command, rowId: row.id };
      fixture.store.planStore.commit({ ...fixture.commitOf(fixture.firstCell(), '1'), commands: [audit] });
      read();
      fixture.database.exec(sql);
      expect(read).toThrow('damaged');
      expect((await fixture.store.examine()).problems).toContainEqual({
        kind: 'history_damaged',
        table,
        id: 1,
      });
    },
  );
});
