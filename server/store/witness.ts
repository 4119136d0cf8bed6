// How far the log is durable, told from beside it: after each commit the head of SQLite's own index of the log (number of
// frames, their running checksum, salts) is copied into a small file. It is written after the log was synced, so it is never
// ahead of it; ahead of what can be read means that commits are lost. Behind means nothing.
import { readFileSync, readSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';
import type { RunningSum } from './wal-file.ts';

export interface LogPosition {
  readonly salts: string;
  readonly frames: number;
  readonly sum: RunningSum;
  readonly databasePages: number;
}

/** `WalIndexHdr` of SQLite's wal.c: it carries a checksum of its own. */
const recordBytes = 48;
const indexVersion = 3_007_000;
const isLittleEndian = endianness() === 'LE';

export function witnessFileOf(databaseFile: string): string {
  return `${databaseFile}-last`;
}

/** Null when there is none; `unreadable` when it is no witness any more. */
export function readWitness(databaseFile: string): LogPosition | 'unreadable' | null {
  let record: Buffer;
  try {
    record = readFileSync(witnessFileOf(databaseFile));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  // Made, and the process killed before its first commit.
  if (record.length === 0) return null;
  return parsePosition(record) ?? 'unreadable';
}

/** Reads the head of the index (`-shm`) into `record`; null when the log holds nothing. */
export function readPosition(shmFd: number, record: Buffer): LogPosition | null {
  return readSync(shmFd, record, 0, recordBytes, 0) === recordBytes ? parsePosition(record) : null;
}

export function newRecord(): Buffer {
  return Buffer.alloc(recordBytes);
}

/** Not synced: a killed process leaves it to the kernel, and after a power cut it may be behind. */
export function writeWitness(fd: number, record: Buffer): void {
  writeSync(fd, record, 0, recordBytes, 0);
}

function parsePosition(record: Buffer): LogPosition | null {
  if (record.length !== recordBytes) return null;
  const word = (at: number): number => (isLittleEndian ? record.readUInt32LE(at) : record.readUInt32BE(at));
  let [a, b] = [0, 0];
  for (let at = 0; at < 40; at += 8) {
    a = (a + word(at) + b) >>> 0;
    b = (b + word(at + 4) + a) >>> 0;
  }
  if (word(0) !== indexVersion || word(40) !== a || word(44) !== b || word(16) === 0) return null;
  return {
    frames: word(16),
    databasePages: word(20),
    sum: [word(24), word(28)],
    salts: record.toString('hex', 32, 40),
  };
}
