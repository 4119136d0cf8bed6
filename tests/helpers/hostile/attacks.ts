// One hostile or honest thing a tab does, as the messages it sends: what it is called, and whether it must be taken, must be
// refused, or may end either way as long as nothing forbidden comes of it.
import type * as Y from 'yjs';
import type { CellKey, GestureId } from '../../../src/lib/contract/ids.ts';
import {
  encodeFrame,
  encodeSync,
  syncStep1,
  syncStep2,
  syncUpdate,
} from '../../../src/lib/protocol/codec.ts';
import { encodePresence } from '../../../src/lib/protocol/presence-codec.ts';
import { bendUpdate, craftUpdate, fightForCell } from './crafted-update.ts';
import { honestGesture, honestUpdate, type HonestWrite, randomWrites } from './honest-edit.ts';
import { attackedKeys } from './attacked-plan.ts';
import type { HostileTab, HostileWorld } from './hostile-world.ts';
import { joined, mutatedBytes, randomBytes } from './mutated-bytes.ts';
import { writeUpdate } from './update-writer.ts';

export type Expected = 'taken' | 'refused' | 'either';

export interface Attack {
  readonly family: Family;
  readonly messages: readonly Uint8Array[];
  readonly expected: Expected;
}

/** Updates that were taken, for replays and splices. */
export type Known = Uint8Array[];

type Draft = Omit<Attack, 'family'>;
type Maker = (world: HostileWorld, tab: HostileTab, known: Known) => Draft;

export function frameOf(
  tab: HostileTab,
  updates: readonly Uint8Array[],
  number = tab.frames + 1,
  gesture = 'typing',
): Uint8Array[] {
  const frame = encodeFrame({
    frame: number,
    gestureId: `${tab.lease.id}.${number}` as GestureId,
    gesture,
    heldMs: 0,
  });
  return [...updates.map((update) => encodeSync(syncUpdate, update)), frame];
}

function editOf(
  world: HostileWorld,
  tab: HostileTab,
  writes: readonly HonestWrite[],
  expected: Expected,
): Draft {
  const update = writeUpdate(honestUpdate(world, tab, writes));
  // What was left over from before goes into the same frame, and nothing is known of it.
  const gesture = tab.hasLeftOver ? 'typing' : honestGesture;
  return { messages: frameOf(tab, [update], undefined, gesture), expected };
}

function someWrites({ random }: HostileWorld, keys: readonly CellKey[]): HonestWrite[] {
  return randomWrites(random, keys, random.pick([1, 1, 1, 2, 3, 8]));
}

const families = {
  'honest edit': (world, tab) => {
    const allowed = world.keysFor(tab).allowed;
    if (allowed.length === 0) return { messages: frameOf(tab, []), expected: 'taken' };
    return editOf(world, tab, someWrites(world, allowed), 'taken');
  },
  'edit without the right': (world, tab) => {
    const { random } = world;
    const forbidden = world.keysFor(tab).forbidden;
    const allowed = world.keysFor(tab).allowed;
    // Hidden among those that are allowed, first, last or alone.
    const writes = someWrites(world, random.below(3) === 0 && allowed.length > 0 ? allowed : attackedKeys);
    const key = random.pick(forbidden);
    const hidden = { key, value: `${random.below(1_000)} mine` };
    return editOf(world, tab, random.below(2) === 0 ? [...writes, hidden] : [hidden, ...writes], 'refused');
  },
  'emptied without the right': (world, tab) => {
    const forbidden = world.keysFor(tab).forbidden.filter((key) => world.judge.cells.has(key));
    if (forbidden.length === 0) return { messages: frameOf(tab, []), expected: 'taken' };
    return editOf(world, tab, [{ key: world.random.pick(forbidden), value: null }], 'refused');
  },
  'crafted update': (world, tab) => {
    const crafting = { world, tab, allowed: world.keysFor(tab).allowed };
    const count = world.random.pick([1, 1, 1, 1, 2, 3]);
    const updates = Array.from({ length: count }, () => writeUpdate(craftUpdate(crafting)));
    return { messages: frameOf(tab, updates), expected: 'either' };
  },
  'bent edit': (world, tab) => {
    const allowed = world.keysFor(tab).allowed;
    const honest = honestUpdate(world, tab, someWrites(world, allowedOrAll(world, tab)));
    return {
      messages: frameOf(tab, [writeUpdate(bendUpdate({ world, tab, allowed }, honest))]),
      expected: 'either',
    };
  },
  'many values of one cell': (world, tab) => {
    const { random } = world;
    const key = random.pick(allowedOrAll(world, tab));
    const update = writeUpdate(fightForCell(world, tab, key));
    return { messages: frameOf(tab, [update]), expected: 'either' };
  },
  'mutated update': (world, tab, known) => {
    const honest = honestBytes(world, tab);
    const { random } = world;
    const other = known.length > 0 ? random.pick(known) : honest;
    return { messages: frameOf(tab, [mutatedBytes(random, honest, other)]), expected: 'either' };
  },
  'section twice': (world, tab) => {
    const update = honestUpdate(world, tab, someWrites(world, allowedOrAll(world, tab)));
    const [section] = update.sections;
    if (section === undefined) return { messages: frameOf(tab, [writeUpdate(update)]), expected: 'either' };
    // The same client twice in one update is never written by Yjs, which would forget the first.
    const middle = world.random.below(section.structs.length);
    const rest = { ...section, clock: section.clock + middle, structs: section.structs.slice(middle) };
    const first = middle === 0 ? section : { ...section, structs: section.structs.slice(0, middle) };
    return {
      messages: frameOf(tab, [writeUpdate({ ...update, sections: [first, rest] })]),
      expected: 'refused',
    };
  },
  'bytes left over': (world, tab) => {
    const more = randomBytes(world.random, 1 + world.random.below(4));
    return { messages: frameOf(tab, [joined(honestBytes(world, tab), more)]), expected: 'refused' };
  },
  'parts of an edit': (world, tab) => {
    const { random } = world;
    const { sections, deletes } = honestUpdate(world, tab, someWrites(world, attackedKeys));
    const parts = [
      ...sections.flatMap(({ client, clock, structs }) =>
        structs.map((struct, i) =>
          writeUpdate({ sections: [{ client, clock: clock + i, structs: [struct] }], deletes: [] }),
        ),
      ),
      writeUpdate({ sections: [], deletes }),
    ];
    // In another order, with one left out or twice, in one frame or in two.
    const order = Array.from({ length: parts.length }, () => random.pick(parts));
    const [some, rest] = random.below(2) === 0 ? [order, []] : [order.slice(0, 1), order.slice(1)];
    const messages = frameOf(tab, some);
    return {
      messages: rest.length > 0 ? [...messages, ...frameOf(tab, rest, tab.frames + 2)] : messages,
      expected: 'either',
    };
  },
  'known again': (world, tab, known) => {
    const again = known.length > 0 ? world.random.pick(known) : honestBytes(world, tab);
    const updates = world.random.below(2) === 0 ? [again] : [again, honestBytes(world, tab)];
    return { messages: frameOf(tab, updates), expected: 'either' };
  },
  'wrong frame number': (world, tab) => {
    const { random } = world;
    const number = random.pick([
      0,
      tab.frames,
      tab.frames + 2,
      tab.frames + 1 + random.below(1_000) + 1,
      Number.MAX_SAFE_INTEGER,
    ]);
    return { messages: frameOf(tab, [honestBytes(world, tab)], number), expected: 'refused' };
  },
  'update without a frame': (world, tab) => ({
    messages: [
      encodeSync(
        syncUpdate,
        world.random.below(2) === 0
          ? honestBytes(world, tab)
          : writeUpdate(craftUpdate({ world, tab, allowed: [] })),
      ),
    ],
    expected: 'either',
  }),
  'sync step 2': (world, tab, known) => {
    const { random } = world;
    const crafted = writeUpdate(craftUpdate({ world, tab, allowed: [] }));
    const bytes = random.pick([crafted, known.length > 0 ? random.pick(known) : Uint8Array.of(0, 0)]);
    return { messages: [encodeSync(syncStep2, bytes)], expected: 'either' };
  },
  'edit as sync step 2': (world, tab) => {
    const update = honestUpdate(world, tab, someWrites(world, allowedOrAll(world, tab)));
    const isEmpty = update.sections.length + update.deletes.length === 0;
    return {
      messages: [encodeSync(syncStep2, writeUpdate(update))],
      expected: isEmpty ? 'taken' : 'refused',
    };
  },
  'sync step 1 again': (world) => ({
    messages: [encodeSync(syncStep1, randomBytes(world.random, world.random.below(8)))],
    expected: 'refused',
  }),
  'random bytes': (world) => {
    const { random } = world;
    const type = random.pick([0, 0, 0, 1, 2, 3, 100, 101, 102, 103, 104, 105, random.below(256)]);
    const head = type === 0 ? [0, random.below(5)] : [type];
    return {
      messages: [joined(Uint8Array.from(head), randomBytes(random, random.below(40)))],
      expected: 'either',
    };
  },
  'mutated message': (world, tab) => {
    const { random } = world;
    const messages = frameOf(tab, [honestBytes(world, tab)]);
    const which = random.below(messages.length);
    const other = messages[0] ?? new Uint8Array();
    return {
      messages: messages.map((one, i) => (i === which ? mutatedBytes(random, one, other) : one)),
      expected: 'either',
    };
  },
  presence: (world, tab) => ({ messages: [forgedPresence(world, tab)], expected: 'either' }),
  'too large': (world, tab) => tooLarge(world, tab),
} satisfies Readonly<Record<string, Maker>>;

export type Family = keyof typeof families;
export const familyNames = Object.keys(families) as readonly Family[];

/** How often, of a thousand. */
const weights: Readonly<Record<Family, number>> = {
  'honest edit': 200,
  'edit without the right': 80,
  'emptied without the right': 30,
  'crafted update': 130,
  'bent edit': 130,
  'many values of one cell': 20,
  'mutated update': 146,
  'section twice': 12,
  'bytes left over': 12,
  'parts of an edit': 50,
  'known again': 30,
  'wrong frame number': 20,
  'update without a frame': 20,
  'sync step 2': 18,
  'edit as sync step 2': 12,
  'sync step 1 again': 5,
  'random bytes': 35,
  'mutated message': 28,
  presence: 20,
  'too large': 2,
};
const wheel: readonly Family[] = familyNames.flatMap((name) =>
  Array.from({ length: weights[name] }, () => name),
);

export function nextAttack(world: HostileWorld, tab: HostileTab, known: Known): Attack {
  const family = world.random.pick(wheel);
  const make: Maker = families[family];
  return { family, ...make(world, tab, known) };
}

function allowedOrAll(world: HostileWorld, tab: HostileTab): readonly CellKey[] {
  const { allowed } = world.keysFor(tab);
  return allowed.length > 0 ? allowed : attackedKeys;
}

function honestBytes(world: HostileWorld, tab: HostileTab): Uint8Array {
  const keys = world.random.below(4) > 0 ? allowedOrAll(world, tab) : attackedKeys;
  return writeUpdate(honestUpdate(world, tab, someWrites(world, keys)));
}

function forgedPresence({ random, judge }: HostileWorld, tab: HostileTab): Uint8Array {
  const states = [
    'null',
    '{}',
    '{"user":{"id":"user-Claire","name":"Claire"},"cell":"f000000001:p104","editing":true}',
    '{"cell":',
    '[]',
    `"${'x'.repeat(600)}"`,
  ];
  const entries = Array.from({ length: random.pick([1, 1, 2, 5]) }, () => ({
    clientId:
      random.below(2) === 0 ? tab.lease.clientId : random.pick([...judge.clocks.keys(), 0, 0xffff_ffff]),
    clock: random.pick([0, 1, random.below(1_000), 0xffff_ffff, Number.MAX_SAFE_INTEGER]),
    state: random.pick(states),
  }));
  const message = encodePresence(entries);
  return random.below(4) === 0 ? mutatedBytes(random, message, message) : message;
}

/** Above the limits of one frame: structs, ranges, bytes, updates. */
function tooLarge(world: HostileWorld, tab: HostileTab): Draft {
  const { random } = world;
  const client = tab.lease.clientId;
  const clock = world.judge.clocks.get(client) ?? 0;
  const key = random.pick(attackedKeys);
  const length = 12_001;
  switch (random.below(4)) {
    case 0: {
      const structs = Array.from(
        { length },
        () => ({ kind: 'item', content: { type: 'any', values: [1] }, parent: 'cells', key }) as const,
      );
      return {
        messages: frameOf(tab, [writeUpdate({ sections: [{ client, clock, structs }], deletes: [] })]),
        expected: 'refused',
      };
    }
    case 1: {
      const deletes = Array.from({ length }, () => ({ client: 4_000_000_000, clock: 0, length: 1 }));
      return { messages: frameOf(tab, [writeUpdate({ sections: [], deletes })]), expected: 'refused' };
    }
    case 2:
      return { messages: frameOf(tab, [new Uint8Array(1024 * 1024 + 1)]), expected: 'refused' };
    default:
      return {
        messages: frameOf(
          tab,
          Array.from({ length: 2_001 }, () => Uint8Array.of(0, 0)),
        ),
        expected: 'refused',
      };
  }
}

/** What a real document makes of an edit: Yjs' own bytes, one update for each transaction. */
export function yjsUpdates(doc: Y.Doc, work: () => void): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array): void => void updates.push(update);
  doc.on('update', collect);
  work();
  doc.off('update', collect);
  return updates;
}
