// The checksum that every stored blob carries: SQLite's own integrity check does not see a flipped byte inside a blob.
import { createHash } from 'node:crypto';

/** Binds the bytes to their place, so that a blob that was moved or swapped is found as well. */
export function blobChecksum(
  kind: 'update' | 'snapshot' | 'version',
  place: readonly (string | number)[],
  bytes: Uint8Array,
): Buffer {
  return createHash('sha256')
    .update(`${kind}\n${place.join('\n')}\n`)
    .update(bytes)
    .digest();
}
