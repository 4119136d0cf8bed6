// Writes Yjs updates (format 1) that no Yjs would write: any struct, any content, any id, any count. It only knows the bytes;
// whether the update makes sense is for its reader to say.
import * as encoding from 'lib0/encoding';

export interface CraftedId {
  readonly client: number;
  readonly clock: number;
}

export type CraftedContent =
  | { readonly type: 'deleted'; readonly length: number }
  | { readonly type: 'json'; readonly texts: readonly string[] }
  | { readonly type: 'binary'; readonly bytes: Uint8Array }
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'embed'; readonly json: string }
  | { readonly type: 'format'; readonly key: string; readonly json: string }
  /** 0 array, 1 map, 2 text, 3 element, 4 fragment, 5 hook, 6 xml text. */
  | { readonly type: 'type'; readonly ref: number }
  | { readonly type: 'any'; readonly values: readonly encoding.AnyEncodable[] }
  | { readonly type: 'doc'; readonly guid: string };

const contentRefs: Readonly<Record<CraftedContent['type'], number>> = {
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  doc: 9,
};

export interface CraftedItem {
  readonly kind: 'item';
  readonly content: CraftedContent;
  readonly origin?: CraftedId | undefined;
  readonly rightOrigin?: CraftedId | undefined;
  /** Written only when there is neither origin: a root by name, or the item that holds the type. */
  readonly parent?: string | CraftedId | undefined;
  readonly key?: string | undefined;
}

export type CraftedStruct = CraftedItem | { readonly kind: 'gc' | 'skip'; readonly length: number };

export interface CraftedSection {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly CraftedStruct[];
  /** What it says it holds, when that is a lie. */
  readonly count?: number | undefined;
}

export interface CraftedRange extends CraftedId {
  readonly length: number;
}

export interface CraftedUpdate {
  readonly sections: readonly CraftedSection[];
  readonly deletes: readonly CraftedRange[];
}

export function writeUpdate({ sections, deletes }: CraftedUpdate): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, sections.length);
  for (const { client, clock, structs, count } of sections) {
    encoding.writeVarUint(encoder, count ?? structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    for (const struct of structs) writeStruct(encoder, struct);
  }
  // As Yjs does: the ranges of one client stand together.
  const byClient = Map.groupBy(deletes, ({ client }) => client);
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, ranges] of byClient) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, length } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
  return encoding.toUint8Array(encoder);
}

function writeStruct(encoder: encoding.Encoder, struct: CraftedStruct): void {
  if (struct.kind !== 'item') {
    encoding.writeUint8(encoder, struct.kind === 'gc' ? 0 : 10);
    encoding.writeVarUint(encoder, struct.length);
    return;
  }
  const { content, origin, rightOrigin, parent, key } = struct;
  const flags = (origin ? 0x80 : 0) | (rightOrigin ? 0x40 : 0) | (key === undefined ? 0 : 0x20);
  encoding.writeUint8(encoder, contentRefs[content.type] | flags);
  if (origin) writeId(encoder, origin);
  if (rightOrigin) writeId(encoder, rightOrigin);
  if (!origin && !rightOrigin) {
    const isRoot = parent === undefined || typeof parent === 'string';
    encoding.writeVarUint(encoder, isRoot ? 1 : 0);
    if (isRoot) encoding.writeVarString(encoder, parent ?? 'cells');
    else writeId(encoder, parent);
    if (key !== undefined) encoding.writeVarString(encoder, key);
  }
  writeContent(encoder, content);
}

function writeId(encoder: encoding.Encoder, { client, clock }: CraftedId): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}

function writeContent(encoder: encoding.Encoder, content: CraftedContent): void {
  switch (content.type) {
    case 'deleted':
      return encoding.writeVarUint(encoder, content.length);
    case 'json':
      encoding.writeVarUint(encoder, content.texts.length);
      for (const text of content.texts) encoding.writeVarString(encoder, text);
      return;
    case 'binary':
      return encoding.writeVarUint8Array(encoder, content.bytes);
    case 'string':
      return encoding.writeVarString(encoder, content.text);
    case 'embed':
      return encoding.writeVarString(encoder, content.json);
    case 'format':
      encoding.writeVarString(encoder, content.key);
      return encoding.writeVarString(encoder, content.json);
    case 'type':
      encoding.writeVarUint(encoder, content.ref);
      if (content.ref === 3 || content.ref === 5) encoding.writeVarString(encoder, 'p');
      return;
    case 'any':
      encoding.writeVarUint(encoder, content.values.length);
      for (const value of content.values) encoding.writeAny(encoder, value);
      return;
    case 'doc':
      encoding.writeVarString(encoder, content.guid);
      return encoding.writeAny(encoder, {});
    default:
      return content satisfies never;
  }
}
