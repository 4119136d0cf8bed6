import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/helpers/store-fixture.ts';
import { sumOfPage } from './page-sums.ts';
import { scanWal, sourceOf } from './wal-file.ts';

const headerBytes = 32;
const frameHeaderBytes = 24;
const pageSize = 4_096;
const frameBytes = frameHeaderBytes + pageSize;

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => folder.remove());

/** Of some hundred frames: it is read in several windows. `shift` moves their edges against those of the transactions. */
function longLog(shift = 0): Buffer {
  const file = join(folder.path, `log-${shift}.db`);
  const database = new SqliteDatabase(file);
  database.pragma('journal_mode = WAL');
  database.pragma('wal_autocheckpoint = 0');
  database.exec('CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)');
  const insert = database.prepare('INSERT INTO texts (text) VALUES (?)');
  for (let i = 0; i < shift; i++) insert.run('');
  for (let i = 0; i < 150; i++) insert.run('x'.repeat(3_000));
  const bytes = readFileSync(`${file}-wal`);
  database.close();
  return bytes;
}

it('ST21 a log that is longer than one window is read to its end, each page in its newest content', () => {
  const bytes = longLog();
  const scan = scanWal(sourceOf(bytes));
  const count = (bytes.length - headerBytes) / frameBytes;
  expect(count).toBeGreaterThan(200);
  expect(scan).toMatchObject({ frames: count, pageSize, hasHole: false });
  const newest = new Map<number, number>();
  for (let frame = 0; frame < count; frame++) {
    const at = headerBytes + frame * frameBytes;
    newest.set(bytes.readUInt32BE(at), sumOfPage(bytes.subarray(at + frameHeaderBytes, at + frameBytes)));
  }
  expect(scan.pages).toEqual(newest);
  expect(scan.firstPage?.toString('latin1', 0, 15)).toBe('SQLite format 3');
});

it('ST21 a bad frame is found wherever it stands, at the edges of a window too, and what follows it is a hole', () => {
  for (const shift of [0, 1, 2]) {
    const bytes = longLog(shift);
    const count = scanWal(sourceOf(bytes)).frames;
    for (let frame = 55; frame < 75; frame++) {
      const broken = Buffer.from(bytes);
      const at = headerBytes + frame * frameBytes + frameHeaderBytes + 2_000;
      broken.writeUInt8(broken.readUInt8(at) ^ 1, at);
      const scan = scanWal(sourceOf(broken));
      expect(scan.frames).toBeLessThanOrEqual(frame);
      expect(scan.frames).toBeGreaterThan(frame - 6);
      expect(scan.hasHole).toBe(true);
      expect(scan.sumOf(count)).toBeNull();
    }
  }
});

it('ST21 a log that is cut short ends with its last whole transaction', () => {
  const bytes = longLog();
  for (const length of [0, 20, headerBytes, headerBytes + frameBytes - 1])
    expect(scanWal(sourceOf(bytes.subarray(0, length)))).toMatchObject({
      frames: 0,
      hasHole: false,
      firstPage: null,
    });
  const cut = scanWal(sourceOf(bytes.subarray(0, headerBytes + 100 * frameBytes + 7)));
  expect(cut.frames).toBeGreaterThan(90);
  expect(cut.frames).toBeLessThanOrEqual(100);
  expect(cut.hasHole).toBe(false);
});

it('ST20 the sums are of the bytes that were found sound, not of what a disk says when asked again', () => {
  const bytes = longLog();
  const seen = new Set<number>();
  const source = {
    length: bytes.length,
    read: (into: Buffer, from: number): number => {
      const read = bytes.copy(into, 0, from);
      if (read > frameHeaderBytes && seen.has(from)) into.writeUInt8(into.readUInt8(read - 1) ^ 1, read - 1);
      for (let at = from; at < from + read; at++) seen.add(at);
      return read;
    },
  };
  expect(scanWal(source).pages).toEqual(scanWal(sourceOf(bytes)).pages);
});
