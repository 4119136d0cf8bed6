// Bounded reading of untrusted bytes: every failure is a value, no length is believed before it is checked.
// Knows lib0's encodings, not what they carry.
import * as decoding from 'lib0/decoding';
import { failure, type Result, success } from '../contract/errors.ts';
import type { Scalar } from '../contract/kinds.ts';

/** Runs a reader; anything it throws (end of input, bad UTF-8, a limit) is `malformed`, and so are bytes left over. */
export function decodeWhole<Value>(
  decoder: decoding.Decoder,
  read: (decoder: decoding.Decoder) => Value,
): Result<Value> {
  try {
    const value = read(decoder);
    return decoding.hasContent(decoder) ? failure('malformed') : success(value);
  } catch (error) {
    // lib0 throws on truncated input; our own readers throw `MalformedInput`. Both mean the same to the caller.
    if (error instanceof Error) return failure('malformed');
    throw error;
  }
}

export class MalformedInput extends Error {}

/** Bytes: less than what a variable-length count says in one. */
const shortText = 13;

export function readBoundedString(decoder: decoding.Decoder, maxLength: number): string {
  // UTF-8 takes at least one byte for each UTF-16 unit it gives (3 at most), so the byte length bounds the work first.
  const byteLength = decoding.peekVarUint(decoder);
  if (byteLength > maxLength * 3) throw new MalformedInput('string too long');
  const text = readShortAscii(decoder) ?? decoding.readVarString(decoder);
  if (text.length > maxLength) throw new MalformedInput('string too long');
  return text;
}

/** Null, and nothing consumed, for any other string: to set up the decoder of UTF-8 costs more than to read a figure. */
function readShortAscii(decoder: decoding.Decoder): string | null {
  const { arr, pos } = decoder;
  const length = arr[pos] ?? shortText;
  const end = pos + 1 + length;
  if (length >= shortText || end > arr.length) return null;
  let text = '';
  for (let i = pos + 1; i < end; i++) {
    const code = arr[i] ?? 0x80;
    if (code >= 0x80) return null;
    text += String.fromCharCode(code);
  }
  decoder.pos = end;
  return text;
}

/** A count of things that take at least `bytesEach`: refused when the rest of the input cannot hold them. */
export function readBoundedCount(decoder: decoding.Decoder, max: number, bytesEach: number): number {
  const count = decoding.readVarUint(decoder);
  if (count > max || count * bytesEach > decoder.arr.length - decoder.pos)
    throw new MalformedInput('count too large');
  return count;
}

const anyInteger = 125;
const anyFloat32 = 124;
const anyFloat64 = 123;
const anyFalse = 121;
const anyTrue = 120;
const anyString = 119;
const anyNull = 126;

/** One scalar in lib0's `any` encoding. Undefined when the next value is of another type: nothing was consumed then. */
export function readScalar(decoder: decoding.Decoder): Scalar | undefined {
  const type = decoding.peekUint8(decoder);
  switch (type) {
    case anyInteger:
    case anyFloat32:
    case anyFloat64: {
      const value = decoding.readAny(decoder) as number;
      if (!Number.isFinite(value)) throw new MalformedInput('not a finite number');
      return value;
    }
    case anyString:
      decoder.pos += 1;
      return readShortAscii(decoder) ?? decoding.readVarString(decoder);
    case anyFalse:
    case anyTrue:
      return decoding.readAny(decoder) as boolean;
    default:
      return undefined;
  }
}

export function readScalarOrNull(decoder: decoding.Decoder): Scalar | null {
  if (decoding.peekUint8(decoder) === anyNull) {
    decoding.readUint8(decoder);
    return null;
  }
  const value = readScalar(decoder);
  if (value === undefined) throw new MalformedInput('not a scalar');
  return value;
}
