import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { success } from '../src/lib/contract/errors.ts';
import { temporaryFolder } from '../tests/helpers/store-fixture.ts';
import { AutomaticBackups, productionBackupTiming } from './automatic-backups.ts';
import { listBackups } from './store/backup-files.ts';

const hourMs = productionBackupTiming.everyMs;

let folder: ReturnType<typeof temporaryFolder>;
let free: number;
let finish: () => void;
let changes: number;
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const backedUp = vi.fn();
const backUp = vi.fn();
let backups: AutomaticBackups;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-28T12:00:00Z') });
  vi.resetAllMocks();
  folder = temporaryFolder();
  free = 1e12;
  changes = 1;
  backUp.mockImplementation(async (file: string) => {
    writeFileSync(file, 'copy');
    return success({ bytes: 4 });
  });
  backups = new AutomaticBackups({
    folder: folder.path,
    source: {
      get changeCount() {
        return changes;
      },
      databaseBytes: 1_000,
      backUp,
    },
    retention: { hourly: 2, daily: 0, monthly: 0 },
    timing: productionBackupTiming,
    log,
    observer: { backedUp },
    now: Date.now,
    freeBytes: () => free,
  });
});
afterEach(() => {
  backups.stop();
  vi.useRealTimers();
  folder.remove();
});

const outcomes = (): unknown[] => backedUp.mock.calls.map(([outcome]: unknown[]) => outcome);

describe('automatic backups', () => {
  it('OP2 one an hour while something changes, and the old ones go', async () => {
    backups.start();
    for (let hour = 0; hour < 4; hour += 1) {
      changes += 1;
      await vi.advanceTimersByTimeAsync(hourMs);
    }
    expect(outcomes()).toEqual(['done', 'done', 'done', 'done']);
    expect(listBackups(folder.path)).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(3 * hourMs);
    expect(outcomes().slice(4)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  it('OP2 a restart does not make one before its hour', async () => {
    writeFileSync(`${folder.path}/trame-20261128T115000Z.db`, '');
    backups.start();
    await vi.advanceTimersByTimeAsync(49 * 60_000);
    expect(outcomes()).toEqual([]);
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect(outcomes()).toEqual(['done']);
  });

  it('OP2 one that is dated in the future puts the next one off by an hour at most', async () => {
    writeFileSync(`${folder.path}/trame-20261208T115000Z.db`, '');
    backups.start();
    await vi.advanceTimersByTimeAsync(hourMs);
    expect(outcomes()).toEqual(['done']);
  });

  it('OP4 never two at once', async () => {
    backUp.mockImplementation(
      () => new Promise((resolve) => (finish = () => resolve(success({ bytes: 4 })))),
    );
    const both = [backups.run(), backups.run()];
    await vi.advanceTimersByTimeAsync(0);
    finish();
    await Promise.all(both);
    expect(backUp).toHaveBeenCalledTimes(1);
  });

  it('OP5 none when it could fill the disk of the database: a line in the log, and the next hour tries again', async () => {
    free = 1_000;
    await backups.run();
    expect([outcomes(), log.error.mock.calls.length, backUp.mock.calls.length]).toEqual([['failed'], 1, 0]);
    free = 1e12;
    await backups.run();
    expect(outcomes()).toEqual(['failed', 'done']);
  });

  it.each([
    ['says so', () => Promise.resolve({ ok: false, code: 'file_not_writable' })],
    ['throws', () => Promise.reject(new Error('the process broke'))],
  ])('OP4 one that fails (%s) is told in the log and the metrics, and made again', async (_how, fail) => {
    backUp.mockImplementationOnce(fail);
    await backups.run();
    expect([outcomes(), log.error.mock.calls.length]).toEqual([['failed'], 1]);
    await backups.run();
    expect(outcomes()).toEqual(['failed', 'done']);
  });
});
