// Writes Yjs updates (format 1) by hand, right or wrong: what an attacker may send who knows the format. Knows no document.
import * as encoding from 'lib0/encoding';

export interface StructId {
  readonly client: number;
  readonly clock: number;
}

export interface Struct {
  /** Bits of Yjs: content kind below 32, then key, right origin, origin. */
  readonly info: number;
  readonly origin?: StructId;
  readonly rightOrigin?: StructId;
  /** A root's name, or the id of the item that holds a type. */
  readonly parent?: string | StructId;
  readonly key?: string;
  readonly content: (encoder: encoding.Encoder) => void;
}

export interface Section {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly Struct[];
  /** What the section says of its length, when that is not the truth. */
  readonly count?: number;
}

export interface DeleteSection {
  readonly client: number;
  readonly ranges: readonly { readonly clock: number; readonly length: number }[];
  readonly count?: number;
}

export const hasOrigin = 0x80;
export const hasRightOrigin = 0x40;
export const hasKey = 0x20;
export const contentAny = 8;

function writeId(encoder: encoding.Encoder, { client, clock }: StructId): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}

function writeStruct(encoder: encoding.Encoder, struct: Struct): void {
  encoding.writeUint8(encoder, struct.info);
  if (struct.origin !== undefined) writeId(encoder, struct.origin);
  if (struct.rightOrigin !== undefined) writeId(encoder, struct.rightOrigin);
  if (typeof struct.parent === 'string') {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, struct.parent);
  } else if (struct.parent !== undefined) {
    encoding.writeVarUint(encoder, 0);
    writeId(encoder, struct.parent);
  }
  if (struct.key !== undefined) encoding.writeVarString(encoder, struct.key);
  struct.content(encoder);
}

export function writeUpdate(sections: readonly Section[], deletes: readonly DeleteSection[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, sections.length);
  for (const { client, clock, structs, count } of sections) {
    encoding.writeVarUint(encoder, count ?? structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    for (const struct of structs) writeStruct(encoder, struct);
  }
  encoding.writeVarUint(encoder, deletes.length);
  for (const { client, ranges, count } of deletes) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, count ?? ranges.length);
    for (const { clock, length } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
  return encoding.toUint8Array(encoder);
}

export function anyContent(value: unknown, count = 1): Struct['content'] {
  return (encoder) => {
    encoding.writeVarUint(encoder, count);
    encoding.writeAny(encoder, value as never);
  };
}
