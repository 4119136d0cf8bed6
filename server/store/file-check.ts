// Looks at the database's files before SQLite does (ST20, ST21): SQLite trusts what it reads, takes a damaged log for a shorter
// one, and rewrites files as soon as it opens them. Reads only.
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { alteredPages, nextSumsFileOf, type PageSums, readSums, sumsFileOf } from './page-sums.ts';
import { isSame, scanWal, sourceOf, type WalScan } from './wal-file.ts';
import { type LogPosition, readWitness, witnessFileOf } from './witness.ts';

/** What SQLite writes in the first hundred bytes. */
interface FileHeader {
  readonly isDatabase: boolean;
  readonly applicationId: number;
  readonly schemaVersion: number;
}

export interface FileCheck {
  readonly header: FileHeader;
  /** For the person who repairs it; empty when everything is as it was written. */
  readonly damage: readonly string[];
  /** Files that vouch and cannot be read: they are made anew. */
  readonly unreadable: readonly string[];
  /** Which list of sums describes the file; null: none does, or there is none yet. */
  readonly vouchedBy: 'current' | 'next' | null;
}

export const walFileOf = (databaseFile: string): string => `${databaseFile}-wal`;

/** The log as it is, or as an empty one when there is none. `limit` as `scanWal` has it. */
export function scanLog(databaseFile: string, limit?: number): WalScan {
  const file = walFileOf(databaseFile);
  if (!existsSync(file)) return scanWal(sourceOf(Buffer.alloc(0)), limit);
  const fd = openSync(file, 'r');
  try {
    const read = (into: Buffer, from: number): number => readSync(fd, into, 0, into.length, from);
    return scanWal({ length: fstatSync(fd).size, read }, limit);
  } finally {
    // SQLite holds no locks on the log itself: closing it lets go of none.
    closeSync(fd);
  }
}

/** Of a database that nobody has open in this process. */
export function headerOf(file: string): FileHeader {
  const fd = openSync(file, 'r');
  try {
    return readHeader(fd, scanLog(file));
  } finally {
    closeSync(fd);
  }
}

export function checkFiles(file: string): FileCheck {
  const wal = scanLog(file);
  const fd = openSync(file, 'r');
  try {
    const [current, next] = [readSums(sumsFileOf(file)), readSums(nextSumsFileOf(file))];
    const candidates = [current, next].filter(isReadable);
    const witness = readWitness(file);
    const pages = pageDamage(file, fd, candidates, wal.pages);
    const vouching = pages.vouching;
    return {
      header: readHeader(fd, wal),
      damage: [...logDamage(file, wal, witness, candidates), ...pages.damage],
      unreadable: [
        // A `next` that was cut short by a kill is the ordinary case.
        ...(current === 'unreadable' ? [sumsFileOf(file)] : []),
        ...(witness === 'unreadable' ? [witnessFileOf(file)] : []),
      ],
      vouchedBy: vouching === null ? null : vouching === current ? 'current' : 'next',
    };
  } finally {
    // Nobody has the database open in this process: closing would let go of SQLite's own locks on it.
    closeSync(fd);
  }
}

export function isReadable(sums: PageSums | 'unreadable' | null): sums is PageSums {
  return sums !== null && sums !== 'unreadable';
}

/** ST21: everything that was acknowledged is in what SQLite will read. */
function logDamage(
  file: string,
  wal: WalScan,
  witness: LogPosition | 'unreadable' | null,
  sums: readonly PageSums[],
): string[] {
  const name = walFileOf(file);
  const lost = (frames: number): string[] => [
    `${name} holds ${wal.frames} frames that can be read, and ${frames} were committed`,
  ];
  const hole = wal.hasHole ? [`${name} is damaged after frame ${wal.frames}`] : [];
  if (witness === 'unreadable' || witness === null) return hole;
  if (witness.salts === wal.salts) {
    if (wal.frames < witness.frames || !isSame(witness.sum, wal.sumOf(witness.frames)))
      return lost(witness.frames);
    // Exactly what was acknowledged: what stands after it may be what is left of writes that failed.
    return wal.frames === witness.frames ? [] : hole;
  }
  const isFolded = sums.some((each) => each.salts === witness.salts && each.frames >= witness.frames);
  if (sums.length > 0 && !isFolded) return lost(witness.frames);
  if (wal.frames > 0 && !isNextLog(witness.salts, wal.salts))
    return [`${name} is not the log that was written last`];
  return hole;
}

/** SQLite adds one to the first salt when it begins the log anew. */
function isNextLog(salts: string, next: string): boolean {
  return Number.parseInt(next.slice(0, 8), 16) === (Number.parseInt(salts.slice(0, 8), 16) + 1) % 2 ** 32;
}

/** ST20: one of the lists of sums describes the file. */
export function pageDamage(
  file: string,
  fd: number,
  candidates: readonly PageSums[],
  inLog: ReadonlyMap<number, number>,
): { readonly vouching: PageSums | null; readonly damage: readonly string[] } {
  const pages = new Set<number>();
  for (const sums of candidates) {
    const altered = alteredPages(fd, sums, inLog);
    if (altered.length === 0) return { vouching: sums, damage: [] };
    for (const page of altered) pages.add(page);
  }
  if (candidates.length === 0) return { vouching: null, damage: [] };
  const damage = [
    `${file}: ${pages.size} pages are not as they were written, the first is ${Math.min(...pages)}`,
    `if another file was put in its place on purpose, remove ${sumsFileOf(file)} and ${witnessFileOf(file)} too`,
  ];
  return { vouching: null, damage };
}

const headerBytes = 100;
const headerText = 'SQLite format 3\0';

function readHeader(fd: number, wal: WalScan): FileHeader {
  const header = wal.firstPage ?? Buffer.alloc(headerBytes);
  if (wal.firstPage === null) readSync(fd, header, 0, headerBytes, 0);
  return {
    isDatabase: header.toString('latin1', 0, headerText.length) === headerText,
    schemaVersion: header.readUInt32BE(60),
    applicationId: header.readUInt32BE(68),
  };
}
