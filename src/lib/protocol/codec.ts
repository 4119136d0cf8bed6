// Bytes of the messages 100 to 106 (messages.ts) and of the sync messages around them. `encode…` writes a whole message,
// type included; `decode…` reads what follows the type and answers with a value, never an exception.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { ErrorCode, Result } from '../contract/errors.ts';
import { type CellKey, type GestureId, type OrganisationId, splitCellKey } from '../contract/ids.ts';
import { isRole, type Rights } from '../contract/permissions.ts';
import {
  type Ack,
  type Frame,
  type LostCell,
  messageAck,
  messageFrame,
  messageHeartbeat,
  messageOvertaken,
  messageReadOnly,
  messageRefused,
  messageRights,
  messageSync,
  type Refusal,
} from './messages.ts';
import {
  decodeWhole,
  MalformedInput,
  readBoundedCount,
  readBoundedString,
  readScalarOrNull,
} from './wire.ts';

/** Gesture ids are made by clients (UUIDs); gestures are short codes. */
const maxGestureIdLength = 64;
const maxGestureLength = 32;
const maxCellKeyLength = 256;
const maxIdLength = 64;
/** As many as the structs of the largest gesture. */
const maxCells = 12_000;

export const syncStep1 = 0;
export const syncStep2 = 1;
export const syncUpdate = 2;

export function encodeFrame(frame: Frame): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageFrame);
    encoding.writeVarUint(encoder, frame.frame);
    encoding.writeVarString(encoder, frame.gestureId);
    encoding.writeVarString(encoder, frame.gesture);
    encoding.writeVarUint(encoder, frame.heldMs);
  });
}

export function decodeFrame(decoder: decoding.Decoder): Result<Frame> {
  return decodeWhole(decoder, () => ({
    frame: readWhole(decoder),
    gestureId: readName(decoder, maxGestureIdLength) as GestureId,
    gesture: readName(decoder, maxGestureLength),
    // A tab of an earlier build says nothing of it.
    heldMs: decoding.hasContent(decoder) ? readWhole(decoder) : 0,
  }));
}

export function encodeAck(ack: Ack): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageAck);
    encoding.writeVarUint(encoder, ack.frame);
    writeLostCells(encoder, ack.lost);
  });
}

export function decodeAck(decoder: decoding.Decoder): Result<Ack> {
  return decodeWhole(decoder, () => ({ frame: readWhole(decoder), lost: readLostCells(decoder) }));
}

export function encodeOvertaken(cells: readonly LostCell[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageOvertaken);
    writeLostCells(encoder, cells);
  });
}

export function decodeOvertaken(decoder: decoding.Decoder): Result<readonly LostCell[]> {
  return decodeWhole(decoder, () => readLostCells(decoder));
}

export function encodeRefusal(refusal: Refusal): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageRefused);
    encoding.writeVarUint(encoder, refusal.frame);
    encoding.writeVarString(encoder, refusal.code);
    encoding.writeVarUint(encoder, refusal.cells.length);
    for (const key of refusal.cells) encoding.writeVarString(encoder, key);
  });
}

export function decodeRefusal(decoder: decoding.Decoder): Result<Refusal> {
  return decodeWhole(decoder, () => {
    const frame = readWhole(decoder);
    const code = readErrorCode(decoder);
    const count = readBoundedCount(decoder, maxCells, 1);
    const cells: CellKey[] = [];
    for (let i = 0; i < count; i++) cells.push(readCellKey(decoder));
    return { frame, code, cells };
  });
}

export function encodeReadOnly(isReadOnly: boolean): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageReadOnly);
    encoding.writeUint8(encoder, isReadOnly ? 1 : 0);
  });
}

export function decodeReadOnly(decoder: decoding.Decoder): Result<boolean> {
  return decodeWhole(decoder, () => {
    const flag = decoding.readUint8(decoder);
    if (flag > 1) throw new MalformedInput('not a flag');
    return flag === 1;
  });
}

export function encodeRights({ role, organisationId }: Rights): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageRights);
    encoding.writeVarString(encoder, role);
    encoding.writeVarString(encoder, organisationId ?? '');
  });
}

export function decodeRights(decoder: decoding.Decoder): Result<Rights> {
  return decodeWhole(decoder, () => {
    const role = readBoundedString(decoder, maxIdLength);
    if (!isRole(role)) throw new MalformedInput('not a role');
    const organisationId = readBoundedString(decoder, maxIdLength);
    return { role, organisationId: organisationId === '' ? null : (organisationId as OrganisationId) };
  });
}

export function encodeHeartbeat(): Uint8Array {
  return encoding.encode((encoder) => encoding.writeVarUint(encoder, messageHeartbeat));
}

export function decodeHeartbeat(decoder: decoding.Decoder): Result<null> {
  return decodeWhole(decoder, () => null);
}

/** `kind` is one of `syncStep1` (payload: state vector), `syncStep2` and `syncUpdate` (payload: update). */
export function encodeSync(kind: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageSync);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

/** `payload` is a view into the received buffer: copy it before keeping it. */
export function decodeSync(
  decoder: decoding.Decoder,
): Result<{ readonly kind: number; readonly payload: Uint8Array }> {
  return decodeWhole(decoder, () => {
    const kind = decoding.readVarUint(decoder);
    if (kind > syncUpdate) throw new MalformedInput('unknown sync message');
    return { kind, payload: decoding.readVarUint8Array(decoder) };
  });
}

function writeLostCells(encoder: encoding.Encoder, cells: readonly LostCell[]): void {
  encoding.writeVarUint(encoder, cells.length);
  for (const { key, mine, kept } of cells) {
    encoding.writeVarString(encoder, key);
    encoding.writeAny(encoder, mine);
    encoding.writeAny(encoder, kept);
  }
}

function readLostCells(decoder: decoding.Decoder): LostCell[] {
  const count = readBoundedCount(decoder, maxCells, 3);
  const cells: LostCell[] = [];
  for (let i = 0; i < count; i++) {
    cells.push({
      key: readCellKey(decoder),
      mine: readScalarOrNull(decoder),
      kept: readScalarOrNull(decoder),
    });
  }
  return cells;
}

function readWhole(decoder: decoding.Decoder): number {
  const value = decoding.readVarUint(decoder);
  if (!Number.isSafeInteger(value)) throw new MalformedInput('not a whole number');
  return value;
}

/** Ids and codes: printable ASCII, so that they can stand in a log line as they are. */
function readName(decoder: decoding.Decoder, maxLength: number): string {
  const text = readBoundedString(decoder, maxLength);
  if (!/^[\x21-\x7e]+$/.test(text)) throw new MalformedInput('not a name');
  return text;
}

function readCellKey(decoder: decoding.Decoder): CellKey {
  const key = readBoundedString(decoder, maxCellKeyLength);
  if (splitCellKey(key) === null) throw new MalformedInput('not a cell key');
  return key as CellKey;
}

function readErrorCode(decoder: decoding.Decoder): ErrorCode {
  const code = readBoundedString(decoder, 64);
  // A newer server may send a code that this build does not know: its sentence then falls back to that of `internal`.
  if (!/^[a-z_]+$/.test(code)) throw new MalformedInput('not an error code');
  return code as ErrorCode;
}
