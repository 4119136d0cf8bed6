// A bounded reader of Yjs updates (format 1), for updates that only ever hold map items with scalar values: it checks every
// count before allocating, consumes every byte and refuses what a flat map of cells never needs. It knows the format, not
// the document: whether an item may be written is the server's check.
import * as decoding from 'lib0/decoding';
import { failure, type Failure, type Result } from '../contract/errors.ts';
import type { Scalar } from '../contract/kinds.ts';
import { decodeWhole, MalformedInput, readBoundedCount, readBoundedString, readScalar } from './wire.ts';

export interface StructId {
  readonly client: number;
  readonly clock: number;
}

/** Where an item stands: by name (the first write of a key), or after another item of the same key. */
export type ItemPlace =
  | { readonly by: 'key'; readonly root: string; readonly key: string }
  | { readonly by: 'origin'; readonly origin: StructId };

export interface UpdateItem {
  readonly clock: number;
  readonly length: number;
  readonly place: ItemPlace;
  /** Null: a value that was overwritten within the same transaction; only its clock is left. */
  readonly value: Scalar | null;
}

export interface UpdateSection {
  readonly client: number;
  readonly clock: number;
  readonly items: readonly UpdateItem[];
  /** As they were read: a part of the update. */
  readonly bytes: Uint8Array;
}

export interface DeleteRange extends StructId {
  readonly length: number;
}

export interface UpdateContent {
  readonly sections: readonly UpdateSection[];
  readonly deletes: readonly DeleteRange[];
}

/** Structs, and ranges of the delete set, in one update: the largest gesture (a paste of 12 000 cells). */
export const maxStructs = 12_000;
/** The longest of all kinds (`maxTextLength`); what a cell's own kind allows is for the server's check to say. */
const maxStringLength = 20_000;
const maxNameLength = 256;
const maxClients = 12_000;

const infoHasOrigin = 0x80;
const infoHasRightOrigin = 0x40;
const infoHasKey = 0x20;
const contentMask = 0x1f;
const contentDeleted = 1;
const contentAny = 8;

class NotScalar extends Error {}

/** `not_scalar` when an item holds anything but one scalar (nested types, text, arrays…), else `malformed`. */
export function readUpdate(bytes: Uint8Array): Result<UpdateContent> {
  let notScalar = false;
  const result = decodeWhole(decoding.createDecoder(bytes), (decoder) => {
    try {
      const sections = readSections(decoder);
      return { sections, deletes: readDeleteSet(decoder) };
    } catch (error) {
      notScalar = error instanceof NotScalar;
      throw error;
    }
  });
  return notScalar ? notScalarFailure : result;
}

const notScalarFailure: Failure = failure('not_scalar');

function readSections(decoder: decoding.Decoder): UpdateSection[] {
  const sections: UpdateSection[] = [];
  const seen = new Set<number>();
  let structs = 0;
  for (let left = readBoundedCount(decoder, maxClients, 3); left > 0; left--) {
    const count = readBoundedCount(decoder, maxStructs - structs, 2);
    structs += count;
    const client = readClock(decoder);
    const clock = readClock(decoder);
    if (count === 0 || seen.has(client)) throw new MalformedInput('empty or repeated client section');
    seen.add(client);
    const items: UpdateItem[] = [];
    const start = decoder.pos;
    let next = clock;
    for (let i = 0; i < count; i++) {
      const item = readItem(decoder, next);
      items.push(item);
      next += item.length;
    }
    sections.push({ client, clock, items, bytes: decoder.arr.subarray(start, decoder.pos) });
  }
  return sections;
}

function readItem(decoder: decoding.Decoder, clock: number): UpdateItem {
  const info = decoding.readUint8(decoder);
  // A map item is never placed before another one; gaps (10) and collected structs (0) never come from a live client.
  if ((info & infoHasRightOrigin) !== 0) throw new MalformedInput('right origin');
  const content = info & contentMask;
  if (content === 0 || content === 10) throw new MalformedInput('gap or collected struct');
  const place = readPlace(decoder, info);
  if (content === contentDeleted) {
    const length = decoding.readVarUint(decoder);
    if (length === 0 || length > maxStructs) throw new MalformedInput('length of deleted content');
    return { clock, length, place, value: null };
  }
  if (content !== contentAny || decoding.readVarUint(decoder) !== 1) throw new NotScalar();
  const value = readScalar(decoder);
  if (value === undefined) throw new NotScalar();
  if (typeof value === 'string' && value.length > maxStringLength)
    throw new MalformedInput('string too long');
  return { clock, length: 1, place, value };
}

function readPlace(decoder: decoding.Decoder, info: number): ItemPlace {
  if ((info & infoHasOrigin) !== 0) return { by: 'origin', origin: readId(decoder) };
  // The parent: 1 and a root's name, or 0 and the id of the item that holds a nested type.
  if (decoding.readVarUint(decoder) !== 1 || (info & infoHasKey) === 0) throw new NotScalar();
  const root = readBoundedString(decoder, maxNameLength);
  return { by: 'key', root, key: readBoundedString(decoder, maxNameLength) };
}

function readDeleteSet(decoder: decoding.Decoder): DeleteRange[] {
  const ranges: DeleteRange[] = [];
  const seen = new Set<number>();
  for (let left = readBoundedCount(decoder, maxClients, 3); left > 0; left--) {
    const client = readClock(decoder);
    const count = readBoundedCount(decoder, maxStructs - ranges.length, 2);
    if (seen.has(client)) throw new MalformedInput('repeated client in the delete set');
    seen.add(client);
    for (let i = 0; i < count; i++) {
      const clock = readClock(decoder);
      const length = readClock(decoder);
      if (length === 0) throw new MalformedInput('empty delete range');
      ranges.push({ client, clock, length });
    }
  }
  return ranges;
}

function readId(decoder: decoding.Decoder): StructId {
  return { client: readClock(decoder), clock: readClock(decoder) };
}

/** Clocks and client ids: never above 2^32, so that sums of them stay exact. */
function readClock(decoder: decoding.Decoder): number {
  const value = decoding.readVarUint(decoder);
  if (value > 0xffffffff) throw new MalformedInput('number too large');
  return value;
}
