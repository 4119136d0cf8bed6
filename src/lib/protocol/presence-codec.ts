// Bytes of awareness updates (message 1, as y-protocols writes them): who is where, one entry for each tab.
// The server reads what a tab says of itself and writes what everybody may know; identity is never taken from the wire.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Result } from '../contract/errors.ts';
import { maxStampedPresenceBytes, messageAwareness } from './messages.ts';
import { decodeWhole, MalformedInput, readBoundedCount, readBoundedString } from './wire.ts';

export interface PresenceEntry {
  readonly clientId: number;
  readonly clock: number;
  /** JSON text; `null` says that the tab is gone. */
  readonly state: string;
}

/** More tabs than any plan has; clients also send the time-outs of others along with their own state. */
const maxEntries = 1_000;

/** A whole message, type included. */
export function encodePresence(entries: readonly PresenceEntry[]): Uint8Array {
  const update = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { clientId, clock, state } of entries) {
      encoding.writeVarUint(encoder, clientId);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, state);
    }
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageAwareness);
    encoding.writeVarUint8Array(encoder, update);
  });
}

/** Reads what follows the message type. */
export function decodePresence(decoder: decoding.Decoder): Result<readonly PresenceEntry[]> {
  return decodeWhole(decoder, () => {
    const update = decoding.createDecoder(decoding.readVarUint8Array(decoder));
    const entries: PresenceEntry[] = [];
    for (let left = readBoundedCount(update, maxEntries, 3); left > 0; left--) {
      entries.push({
        clientId: decoding.readVarUint(update),
        clock: decoding.readVarUint(update),
        state: readBoundedString(update, maxStampedPresenceBytes),
      });
    }
    if (decoding.hasContent(update)) throw new MalformedInput('bytes left over');
    return entries;
  });
}
