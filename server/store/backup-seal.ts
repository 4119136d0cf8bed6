// What vouches for every byte of a backup: its SHA-256, after the last page of the database, where SQLite never looks. A backup is
// one file that people copy about, and SQLite sees no change in a name or a role. Backups of older versions have none.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';

const magic = Buffer.from('TRAMEBK1', 'latin1');
const digestBytes = 32;
const sealBytes = magic.length + digestBytes;
const chunkBytes = 1 << 20;

/** On disk when it returns. */
export function seal(file: string): void {
  onFile(file, 'r+', (fd) => {
    const { size } = fstatSync(fd);
    writeSync(fd, Buffer.concat([magic, digestOf(fd, size)]), 0, sealBytes, size);
    fsyncSync(fd);
  });
}

/** False where there is none. */
export function hasBrokenSeal(file: string): boolean {
  return onFile(file, 'r', (fd) => {
    const sealed = readSeal(fd);
    return sealed !== null && !digestOf(fd, sealed.size).equals(sealed.digest);
  });
}

/** Of a backup that becomes a database again: its bytes will be others. */
export function removeSeal(file: string): void {
  onFile(file, 'r+', (fd) => {
    const sealed = readSeal(fd);
    if (sealed !== null) ftruncateSync(fd, sealed.size);
  });
}

function onFile<Value>(file: string, flags: 'r' | 'r+', work: (fd: number) => Value): Value {
  const fd = openSync(file, flags);
  try {
    return work(fd);
  } finally {
    closeSync(fd);
  }
}

/** `size`: of what it vouches for. */
function readSeal(fd: number): { readonly size: number; readonly digest: Buffer } | null {
  const size = fstatSync(fd).size - sealBytes;
  if (size < 0) return null;
  const bytes = Buffer.alloc(sealBytes);
  readSync(fd, bytes, 0, sealBytes, size);
  return bytes.subarray(0, magic.length).equals(magic)
    ? { size, digest: bytes.subarray(magic.length) }
    : null;
}

function digestOf(fd: number, size: number): Buffer {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(chunkBytes);
  for (let at = 0; at < size;) {
    const read = readSync(fd, chunk, 0, Math.min(chunkBytes, size - at), at);
    if (read === 0) break;
    hash.update(chunk.subarray(0, read));
    at += read;
  }
  return hash.digest();
}
