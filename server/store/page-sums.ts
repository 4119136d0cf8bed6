// A checksum of every page of the database file, in a file beside it, made anew whenever the log is folded into the database.
// What SQLite cannot see (a flipped byte, a page that was never written or went back to an older content) is seen here.
// Pages that the log holds are not its matter: they are read from there.
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';

export interface PageSums {
  readonly pageSize: number;
  /** How much of which log the database file held. */
  readonly salts: string;
  readonly frames: number;
  /** By page, the first at 0. */
  readonly sums: Uint32Array;
}

/** Free pages that were never written: nothing is known, and nothing is read there. */
export const unknownSum = 0;

const magic = 'TRAMEPG1';
const headBytes = magic.length + 8 + 4 + 4 + 4;
const chunkBytes = 1 << 20;

export function sumsFileOf(databaseFile: string): string {
  return `${databaseFile}-pages`;
}

/** Written before the log is folded in, and given the other's name after. Between the two either may hold. */
export function nextSumsFileOf(databaseFile: string): string {
  return `${databaseFile}-pages.next`;
}

/** Null when there is none, `unreadable` when it is damaged itself. */
export function readSums(file: string): PageSums | 'unreadable' | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  if (bytes.length < headBytes + 4 || bytes.toString('latin1', 0, magic.length) !== magic)
    return 'unreadable';
  const end = bytes.length - 4;
  if (crc32(bytes.subarray(0, end)) !== bytes.readUInt32LE(end)) return 'unreadable';
  const count = bytes.readUInt32LE(headBytes - 4);
  if (end !== headBytes + 4 * count) return 'unreadable';
  const sums = new Uint32Array(count);
  for (let page = 0; page < count; page += 1) sums[page] = bytes.readUInt32LE(headBytes + 4 * page);
  return {
    salts: bytes.toString('hex', magic.length, magic.length + 8),
    frames: bytes.readUInt32LE(magic.length + 8),
    pageSize: bytes.readUInt32LE(magic.length + 12),
    sums,
  };
}

/** On disk, all of it, when it returns. */
export function writeNextSums(databaseFile: string, { salts, frames, pageSize, sums }: PageSums): void {
  const bytes = Buffer.alloc(headBytes + 4 * sums.length + 4);
  bytes.write(magic, 'latin1');
  bytes.write(salts, magic.length, 'hex');
  bytes.writeUInt32LE(frames, magic.length + 8);
  bytes.writeUInt32LE(pageSize, magic.length + 12);
  bytes.writeUInt32LE(sums.length, headBytes - 4);
  sums.forEach((sum, page) => bytes.writeUInt32LE(sum, headBytes + 4 * page));
  const end = bytes.length - 4;
  bytes.writeUInt32LE(crc32(bytes.subarray(0, end)), end);
  const fd = openSync(nextSumsFileOf(databaseFile), 'w', 0o600);
  try {
    let written = 0;
    while (written < bytes.length) written += writeSync(fd, bytes, written);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** A rename that a power cut undoes leaves both, and both are looked at. */
export function takeNextSums(databaseFile: string): void {
  renameSync(nextSumsFileOf(databaseFile), sumsFileOf(databaseFile));
}

export function removeSums(databaseFile: string): void {
  for (const file of [sumsFileOf(databaseFile), nextSumsFileOf(databaseFile)]) rmSync(file, { force: true });
}

export function sumOfPage(content: Buffer): number {
  return crc32(content);
}

/** Of the file as it is. */
export function sumsOfFile(fd: number, pageSize: number): Uint32Array {
  const sums = new Uint32Array(Math.floor(fstatSync(fd).size / pageSize));
  for (const { page, content } of pagesOf(fd, pageSize)) sums[page - 1] = sumOfPage(content);
  return sums;
}

/** The pages that are not what the sums say, those that the log holds left out. */
export function alteredPages(
  fd: number,
  { pageSize, sums }: PageSums,
  inLog: ReadonlyMap<number, unknown>,
): number[] {
  const altered: number[] = [];
  let seen = 0;
  for (const { page, content } of pagesOf(fd, pageSize)) {
    seen = page;
    const sum = sums[page - 1];
    if (sum === undefined) break;
    if (sum !== unknownSum && !inLog.has(page) && sumOfPage(content) !== sum) altered.push(page);
  }
  for (let page = seen + 1; page <= sums.length; page += 1)
    if (!inLog.has(page) && sums[page - 1] !== unknownSum) altered.push(page);
  return altered;
}

function* pagesOf(fd: number, pageSize: number): Generator<{ page: number; content: Buffer }> {
  const chunk = Buffer.alloc(Math.max(chunkBytes, pageSize));
  for (let page = 0; ;) {
    const read = readSync(fd, chunk, 0, chunk.length, page * pageSize);
    const whole = Math.floor(read / pageSize);
    if (whole === 0) return;
    for (let index = 0; index < whole; index += 1)
      yield { page: page + index + 1, content: chunk.subarray(index * pageSize, (index + 1) * pageSize) };
    page += whole;
  }
}
