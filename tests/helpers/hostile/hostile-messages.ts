// What an attacker sends who sees the whole document and knows the format: honest edits, wherever they may go, and every
// kind of lie about them. One unit is the messages of one frame. Everything comes from a seeded source.
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { GestureId } from '../../../src/lib/contract/ids.ts';
import {
  encodeFrame,
  encodeSync,
  syncStep1,
  syncStep2,
  syncUpdate,
} from '../../../src/lib/protocol/codec.ts';
import { encodePresence } from '../../../src/lib/protocol/presence-codec.ts';
import { type RandomSource } from '../random-source.ts';
import { attackedRows, columnsByGroup } from './attacked-plan.ts';
import {
  anyContent,
  contentAny,
  type DeleteSection,
  hasKey,
  hasOrigin,
  hasRightOrigin,
  type Section,
  type Struct,
  type StructId,
  writeUpdate,
} from './update-writer.ts';

export interface Sight {
  readonly doc: Y.Doc;
  readonly clientId: number;
  /** Cells that this sender may write: an attack goes where it may as often as where it may not. */
  readonly allowed: readonly string[];
  /** The number that the next frame of this lease must have. */
  readonly nextFrame: number;
}

export interface Unit {
  readonly kind: string;
  readonly messages: readonly Uint8Array[];
}

const values: readonly unknown[] = ['1', '12,5', '', 'x'.repeat(30), 7, -1.5, true, '=1+1', "'=x"];
const strangeValues: readonly unknown[] = [
  null,
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  { a: 1 },
  ['x'],
  new Uint8Array([1, 2]),
  'y'.repeat(21_000),
  12n,
];

export class HostileMessages {
  readonly random: RandomSource;
  /** Every cell that there is, and many that there are not. */
  readonly #cells: readonly string[];
  readonly #strange: readonly string[];

  constructor(random: RandomSource) {
    this.random = random;
    this.#cells = everyCell();
    this.#strange = [
      ...attackedRows.map(({ id }) => id),
      'plan',
      '__proto__',
      'constructor',
      '',
      ':',
      'aaaaaaaaaa:',
      ':p104',
      'aaaaaaaaaa:p104@nothing',
      'aaaaaaaaaa:p104:x',
      'qqqqqqqqqq:p104',
      `aaaaaaaaaa:${'p'.repeat(300)}`,
      'AAAAAAAAAA:p104',
      'aaaaaaaaaa:cout_total',
    ];
  }

  next(sight: Sight): Unit {
    const dice = this.random.below(100);
    if (dice < 28) return this.#framed('honest', sight, this.#honestUpdate(sight));
    if (dice < 52) return this.#framed('crafted', sight, this.#crafted(sight));
    if (dice < 66) return this.#framed('deletes', sight, writeUpdate([], this.#deletes(sight)));
    if (dice < 84) return this.#framed('mutated', sight, this.#mutated(this.#honestUpdate(sight)));
    if (dice < 89) return this.#framed('replayed', sight, this.#replayed(sight));
    if (dice < 93) return { kind: 'frames', messages: this.#frames(sight) };
    if (dice < 96) return { kind: 'presence', messages: [this.#presence(sight)] };
    return { kind: 'bytes', messages: [this.#bytes(1 + this.random.below(60))] };
  }

  #framed(kind: string, sight: Sight, update: Uint8Array): Unit {
    const step = this.random.below(40) === 0 ? syncStep2 : syncUpdate;
    return { kind, messages: [encodeSync(step, update), this.#frame(sight.nextFrame)] };
  }

  #frame(frame: number): Uint8Array {
    return encodeFrame({ frame, gestureId: `g${frame}` as GestureId, gesture: 'typing' });
  }

  /** As Yjs itself would write it: one to four cells set or emptied. */
  #honestUpdate(sight: Sight): Uint8Array {
    const structs: Struct[] = [];
    const deletes = new Map<number, { clock: number; length: number }[]>();
    const clock = clockOf(sight);
    const written = new Map<string, StructId>();
    for (let left = 1 + this.random.below(4); left > 0; left--) {
      const key = this.#cell(sight);
      const present = written.get(key) ?? idOf(lastItem(sight.doc, key));
      const empties = this.random.below(5) === 0;
      if (empties && present === null) continue;
      if (!empties) {
        const own = { client: sight.clientId, clock: clock + structs.length };
        structs.push(
          present === null
            ? itemByKey(key, this.random.pick(values))
            : itemAfter(present, this.random.pick(values)),
        );
        written.set(key, own);
      }
      if (present !== null) {
        const ranges = deletes.get(present.client) ?? [];
        if (!ranges.some((range) => range.clock === present.clock))
          ranges.push({ clock: present.clock, length: 1 });
        deletes.set(present.client, ranges);
        if (empties) written.delete(key);
      }
    }
    const sections = structs.length === 0 ? [] : [{ client: sight.clientId, clock, structs }];
    return writeUpdate(
      sections,
      [...deletes].map(([client, ranges]) => ({ client, ranges: ranges.sort((a, b) => a.clock - b.clock) })),
    );
  }

  #crafted(sight: Sight): Uint8Array {
    const { random } = this;
    const sections: Section[] = [];
    for (let left = 1 + random.below(2); left > 0; left--) {
      const structs = Array.from({ length: 1 + random.below(3) }, () => this.#strangeStruct(sight));
      sections.push({
        client: this.#client(sight),
        clock: this.#clock(sight),
        structs,
        ...(random.below(12) === 0 ? { count: this.#number() } : {}),
      });
    }
    return writeUpdate(sections, random.below(3) === 0 ? this.#deletes(sight) : []);
  }

  #strangeStruct(sight: Sight): Struct {
    const { random } = this;
    if (random.below(10) === 0)
      return {
        info: random.pick([0, 10]),
        content: (encoder) => encoding.writeVarUint(encoder, this.#number()),
      };
    const kind = random.below(3) === 0 ? random.below(16) : contentAny;
    const content = kind === contentAny ? this.#content() : this.#contentOf(kind);
    if (random.below(2) === 0) {
      const rightOrigin = random.below(6) === 0 ? { rightOrigin: this.#id(sight) } : {};
      return {
        info: kind | hasOrigin | ('rightOrigin' in rightOrigin ? hasRightOrigin : 0),
        origin: this.#id(sight),
        ...rightOrigin,
        content,
      };
    }
    const key = random.below(8) === 0 ? undefined : this.#key(sight);
    return {
      info: kind | (key === undefined ? 0 : hasKey),
      parent:
        random.below(6) === 0
          ? this.#id(sight)
          : random.pick(['cells', 'cells', 'cells', 'rows', 'plan', 'other', '']),
      ...(key === undefined ? {} : { key }),
      content,
    };
  }

  #content(): Struct['content'] {
    const { random } = this;
    const value =
      random.below(4) === 0 ? strangeValues[random.below(strangeValues.length)] : random.pick(values);
    return anyContent(value, random.below(10) === 0 ? this.#number() : 1);
  }

  /** Of another kind: deleted, JSON, binary, string, embed, format, type, doc, or none that exists. */
  #contentOf(kind: number): Struct['content'] {
    const { random } = this;
    return (encoder) => {
      if (kind === 1) encoding.writeVarUint(encoder, this.#number());
      else if (kind === 7) encoding.writeVarUint(encoder, random.below(8));
      else if (kind === 3) encoding.writeVarUint8Array(encoder, new Uint8Array(random.below(9)));
      else encoding.writeVarString(encoder, random.pick(['x', '{}', 'null', '"a"']));
      if (kind === 9) encoding.writeAny(encoder, {});
    };
  }

  #deletes(sight: Sight): DeleteSection[] {
    const { random } = this;
    const one = (): DeleteSection => ({
      client: this.#client(sight),
      ranges: Array.from({ length: 1 + random.below(3) }, () => ({
        clock: random.below(3) === 0 ? this.#number() : random.below(60),
        length: random.below(6) === 0 ? this.#number() : 1 + random.below(3),
      })),
      ...(random.below(12) === 0 ? { count: this.#number() } : {}),
    });
    return Array.from({ length: 1 + random.below(2) }, one);
  }

  #mutated(honest: Uint8Array): Uint8Array {
    const { random } = this;
    let bytes = honest.slice();
    for (let left = 1 + random.below(3); left > 0; left--) {
      const at = random.below(bytes.length);
      switch (random.below(6)) {
        case 0:
          bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
          break;
        case 1:
          bytes = bytes.slice(0, at);
          break;
        case 2:
          bytes = Uint8Array.of(...bytes.slice(0, at), random.below(256), ...bytes.slice(at));
          break;
        case 3:
          bytes = Uint8Array.of(...bytes.slice(0, at), ...bytes.slice(at + 1 + random.below(3)));
          break;
        case 4:
          bytes[at] = random.pick([0, 1, 2, 7, 8, 10, 0x28, 0x88, 0x7f, 0xff]);
          break;
        default:
          bytes = Uint8Array.of(...bytes, ...bytes.slice(at));
      }
      if (bytes.length === 0) return bytes;
    }
    return bytes;
  }

  /** What the document holds already, whole or from some state on, and at times with something new behind it. */
  #replayed(sight: Sight): Uint8Array {
    const { random } = this;
    if (random.below(2) === 0) return Y.encodeStateAsUpdate(sight.doc);
    const known = Math.max(0, clockOf(sight) - random.below(3));
    const structs = Array.from({ length: 1 + random.below(4) }, () =>
      itemByKey(this.#cell(sight), random.pick(values)),
    );
    return writeUpdate([{ client: sight.clientId, clock: known, structs }], []);
  }

  #frames(sight: Sight): Uint8Array[] {
    const { random } = this;
    const update = encodeSync(syncUpdate, this.#honestUpdate(sight));
    return random.pick([
      [this.#frame(this.#number())],
      [this.#frame(sight.nextFrame)],
      [update, this.#frame(sight.nextFrame + 1)],
      [update, update, this.#frame(sight.nextFrame)],
      [encodeSync(syncStep1, this.#bytes(random.below(6)))],
      [update],
    ]);
  }

  #presence(sight: Sight): Uint8Array {
    const { random } = this;
    return encodePresence([
      {
        clientId: this.#client(sight),
        clock: this.#number(),
        state: random.pick([
          'null',
          '{}',
          '{"cell":"aaaaaaaaaa:p104","user":{"name":"x"}}',
          'x',
          `{"cell":"${'a'.repeat(900)}"}`,
        ]),
      },
    ]);
  }

  #bytes(length: number): Uint8Array {
    const bytes = Uint8Array.from({ length }, () => this.random.below(256));
    if (length > 0 && this.random.below(2) === 0)
      bytes[0] = this.random.pick([0, 1, 2, 3, 100, 101, 102, 103, 104, 105]);
    return bytes;
  }

  #client(sight: Sight): number {
    const known = [...sight.doc.store.clients.keys()];
    return this.random.pick([
      sight.clientId,
      sight.clientId,
      sight.clientId,
      sight.doc.clientID,
      0,
      1,
      this.random.pick(known),
      this.#number(),
    ]);
  }

  #clock(sight: Sight): number {
    const clock = clockOf(sight);
    return this.random.pick([clock, clock, clock, clock + 1, Math.max(0, clock - 1), 0, this.#number()]);
  }

  #id(sight: Sight): StructId {
    const { random } = this;
    if (random.below(4) === 0) return { client: this.#client(sight), clock: this.#number() };
    const item = lastItem(sight.doc, this.#cell(sight));
    if (item !== null && random.below(2) === 0) return { client: item.id.client, clock: item.id.clock };
    const client = random.pick([...sight.doc.store.clients.keys()]);
    return { client, clock: random.below(Y.getState(sight.doc.store, client) + 1) };
  }

  #key(sight: Sight): string {
    return this.random.below(3) === 0 ? this.random.pick(this.#strange) : this.#cell(sight);
  }

  #cell({ allowed }: Sight): string {
    const mayBeIn = allowed.length > 0 && this.random.below(3) > 0;
    return this.random.pick(mayBeIn ? allowed : this.#cells);
  }

  /** Small, at an edge, or far too large. */
  #number(): number {
    return this.random.pick([
      0,
      1,
      2,
      3,
      5,
      127,
      128,
      12_000,
      12_001,
      65_536,
      0xffff_ffff,
      0x1_0000_0000,
      2 ** 50,
    ]);
  }
}

function clockOf({ doc, clientId }: Sight): number {
  return Y.getState(doc.store, clientId);
}

function lastItem(doc: Y.Doc, key: string): Y.Item | null {
  return doc.getMap('cells')._map.get(key) ?? null;
}

function idOf(item: Y.Item | null): StructId | null {
  return item === null ? null : { client: item.id.client, clock: item.id.clock };
}

function itemByKey(key: string, value: unknown): Struct {
  return { info: contentAny | hasKey, parent: 'cells', key, content: anyContent(value) };
}

function itemAfter(origin: StructId, value: unknown): Struct {
  return { info: contentAny | hasOrigin, origin, content: anyContent(value) };
}

export function everyCell(): readonly string[] {
  const columns = Object.values(columnsByGroup).flat();
  return attackedRows.flatMap((row) => columns.map((column) => `${row.id}:${column}`));
}
