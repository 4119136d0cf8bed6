// Updates that no honest tab makes: any content under any parent, ids of others, gaps, overlaps, collected structs, deletions
// of what is the server's. Each draw is near enough to a right one that it is wrong in one or two places only.
import type { CellKey } from '../../../src/lib/contract/ids.ts';
import type { RandomSource } from '../random-source.ts';
import { attackedKeys, attackedRows } from './attacked-plan.ts';
import type { HostileTab, HostileWorld } from './hostile-world.ts';
import { lastItem, randomScalar } from './honest-edit.ts';
import type {
  CraftedContent,
  CraftedId,
  CraftedRange,
  CraftedSection,
  CraftedStruct,
  CraftedUpdate,
} from './update-writer.ts';

const strangeKeys: readonly string[] = [
  '',
  'plan',
  '__proto__',
  'constructor',
  'toString',
  'f000000001',
  'f000000001:',
  ':p104',
  'f000000001:p104:p104',
  'f000000001:p104@bogus',
  'f000000001:p104@spent@spent',
  'f000000001:cout_total',
  'f000000001:target',
  'j000000001:p104',
  'e000000001:name@proposed',
  'zzzzzzzzzz:p104',
  'F000000001:p104',
  'f000000001:P104',
  'f000000001.fr_cout_horaire:target',
  'f'.repeat(300),
];
const strangeRoots: readonly string[] = ['rows', 'plan', 'x', '', 'cell', 'cells ', '__proto__'];
const hugeNumbers: readonly number[] = [
  0xffff_ffff,
  0x1_0000_0000,
  Number.MAX_SAFE_INTEGER,
  0x7fff_ffff,
  100_000,
];

export interface Crafting {
  readonly world: HostileWorld;
  readonly tab: HostileTab;
  readonly allowed: readonly CellKey[];
}

export function craftUpdate(crafting: Crafting): CraftedUpdate {
  const { world, tab } = crafting;
  const { random } = world;
  let clock = world.judge.clocks.get(tab.lease.clientId) ?? 0;
  const sections: CraftedSection[] = [];
  for (let left = random.pick([0, 1, 1, 1, 1, 1, 1, 2, 3]); left > 0; left--) {
    const client = craftClient(crafting);
    const structs = Array.from({ length: random.pick([1, 1, 1, 2, 3, 5]) }, (_, i) =>
      craftStruct(crafting, clock + i),
    );
    const count = random.below(60) === 0 ? random.pick([0, structs.length + 1, ...hugeNumbers]) : undefined;
    const start = client === tab.lease.clientId ? clock : (world.judge.clocks.get(client) ?? 0);
    sections.push({ client, clock: strayed(random, start), structs, count });
    clock += structs.length;
  }
  const deletes = Array.from({ length: random.pick([0, 0, 0, 1, 1, 2, 4]) }, () =>
    craftRange(crafting, clock),
  );
  return { sections, deletes };
}

/** An honest edit of allowed cells with one thing bent: whatever the check forgets to look at, this finds alone. */
export function bendUpdate(crafting: Crafting, honest: CraftedUpdate): CraftedUpdate {
  const { world, tab } = crafting;
  const { random } = world;
  const clock = world.judge.clocks.get(tab.lease.clientId) ?? 0;
  const [section] = honest.sections;
  if (section === undefined || random.below(4) === 0)
    return { ...honest, deletes: [...honest.deletes, craftRange(crafting, clock)] };
  const at = random.below(section.structs.length);
  const bent = (change: Partial<CraftedSection>): CraftedUpdate => ({
    ...honest,
    sections: [{ ...section, ...change }],
  });
  const withStruct = (struct: CraftedStruct): CraftedUpdate =>
    bent({ structs: section.structs.with(at, struct) });
  const struct = section.structs[at];
  if (struct?.kind !== 'item') return honest;
  switch (random.below(11)) {
    case 0:
      return bent({ client: craftClient(crafting) });
    case 1:
      return bent({ clock: strayed(random, section.clock) });
    case 2:
      return withStruct({ ...struct, content: craftContent(random) });
    case 3:
      return withStruct({ ...struct, rightOrigin: craftId(crafting, clock + at) });
    case 4:
      return withStruct({ ...struct, origin: undefined });
    case 5:
      return withStruct({ ...struct, origin: undefined, parent: random.pick(strangeRoots) });
    case 6:
      return withStruct({ ...struct, origin: undefined, parent: craftId(crafting, clock + at) });
    case 7:
      return withStruct({ ...struct, origin: undefined, key: craftKey(crafting, 'cells') });
    case 8:
      return withStruct({ kind: random.pick(['gc', 'skip'] as const), length: random.pick([1, 1, 2]) });
    case 9:
      return bent({ structs: [...section.structs, craftStruct(crafting, clock + section.structs.length)] });
    default:
      return withStruct({ ...struct, origin: craftId(crafting, clock + at) });
  }
}

/** Several items of one cell, each beside any other of its past: which of them shows, only Yjs can say. */
export function fightForCell(world: HostileWorld, tab: HostileTab, key: CellKey): CraftedUpdate {
  const { random } = world;
  const client = tab.lease.clientId;
  const clock = world.judge.clocks.get(client) ?? 0;
  const past: (CraftedId | undefined)[] = [undefined];
  for (let item = lastItem(world.room.doc, 'cells', key) ?? null; item !== null; item = item.left)
    past.push(item.id);
  const structs: CraftedStruct[] = [];
  const deletes: CraftedRange[] = [];
  for (let count = 2 + random.below(3); structs.length < count;) {
    const id = { client, clock: clock + structs.length };
    const value = random.pick(['x'.repeat(4_001), 'short', 7, randomScalar(random)]);
    const origin = past[random.below(Math.min(past.length, 6))];
    structs.push({ kind: 'item', content: { type: 'any', values: [value] }, origin, parent: 'cells', key });
    past.splice(1, 0, id);
    if (random.below(4) === 0) deletes.push({ ...id, length: 1 });
  }
  const last = past[structs.length + 1];
  if (last !== undefined && random.below(2) === 0) deletes.push({ ...last, length: 1 });
  return { sections: [{ client, clock, structs }], deletes };
}

/** Right three times in four. */
function strayed(random: RandomSource, clock: number): number {
  switch (random.below(16)) {
    case 0:
      return clock + 1 + random.below(3);
    case 1:
      return Math.max(0, clock - 1 - random.below(3));
    case 2:
      return 0;
    case 3:
      return random.pick(hugeNumbers);
    default:
      return clock;
  }
}

function craftClient({ world, tab }: Crafting): number {
  const { random } = world;
  switch (random.below(16)) {
    case 0:
    case 1:
      return random.pick([...world.judge.clocks.keys()]);
    case 2:
      return world.room.doc.clientID;
    case 3:
      return random.pick([0, 1, 1 + random.below(0xffff_ffff), ...hugeNumbers]);
    default:
      return tab.lease.clientId;
  }
}

function craftStruct(crafting: Crafting, clock: number): CraftedStruct {
  const { random } = crafting.world;
  if (random.below(30) === 0)
    return { kind: random.pick(['gc', 'skip'] as const), length: random.pick([1, 2, 0, 0xffff_ffff]) };
  const content = craftContent(random);
  const place = random.below(10);
  const origin = place < 5 ? craftId(crafting, clock) : undefined;
  const rightOrigin = random.below(14) === 0 ? craftId(crafting, clock) : undefined;
  const parent =
    random.below(8) === 0
      ? craftId(crafting, clock)
      : random.below(5) === 0
        ? random.pick(strangeRoots)
        : 'cells';
  return { kind: 'item', content, origin, rightOrigin, parent, key: craftKey(crafting, parent) };
}

function craftKey({ world: { random }, allowed }: Crafting, parent: string | CraftedId): string | undefined {
  if (parent === 'rows' && random.below(4) > 0) return random.pick(attackedRows).id;
  if (parent === 'plan' && random.below(4) > 0) return 'plan';
  const draw = random.below(20);
  if (draw < 11 && allowed.length > 0) return random.pick(allowed);
  if (draw < 16) return random.pick(attackedKeys);
  return draw < 19 ? random.pick(strangeKeys) : undefined;
}

function craftContent(random: RandomSource): CraftedContent {
  switch (random.below(26)) {
    case 0:
      return { type: 'deleted', length: random.pick([1, 2, 3, 0, 20_000, 0xffff_ffff]) };
    case 1:
      return { type: 'json', texts: ['1', '"a"'].slice(0, random.below(3)) };
    case 2:
      return { type: 'binary', bytes: Uint8Array.of(1, 2, 3) };
    case 3:
      return { type: 'string', text: random.pick(['', 'a', 'abc', '😀']) };
    case 4:
      return { type: 'embed', json: random.pick(['{}', '1', '{', 'undefined']) };
    case 5:
      return { type: 'format', key: 'bold', json: 'true' };
    case 6:
    case 7:
      return { type: 'type', ref: random.below(9) };
    case 8:
      return { type: 'doc', guid: 'guid' };
    case 9:
      return { type: 'any', values: [] };
    case 10:
      return { type: 'any', values: [randomScalar(random), randomScalar(random)] };
    case 11:
      return {
        type: 'any',
        values: random.pick([
          [null],
          [undefined],
          [{}],
          [[]],
          [{ a: { b: [1] } }],
          [10n],
          [new Uint8Array(2)],
        ]),
      };
    case 12:
      return {
        type: 'any',
        values: [random.pick([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0])],
      };
    case 13:
      return { type: 'any', values: ['x'.repeat(random.pick([4_000, 4_001, 20_000, 20_001]))] };
    default:
      return { type: 'any', values: [randomScalar(random)] };
  }
}

function craftId(crafting: Crafting, clock: number): CraftedId {
  const { world, tab, allowed } = crafting;
  const { random } = world;
  const client = tab.lease.clientId;
  const lastOf = (root: string, key: string): CraftedId =>
    lastItem(world.room.doc, root, key)?.lastId ?? { client, clock: 0 };
  const draw = random.below(20);
  if (draw < 7 && allowed.length > 0) return lastOf('cells', random.pick(allowed));
  if (draw < 9) return lastOf('cells', random.pick(attackedKeys));
  if (draw < 11) return lastOf('rows', random.pick(attackedRows).id);
  if (draw < 12) return lastOf('plan', 'plan');
  if (draw < 15) return someStruct(world);
  if (draw < 17) return { client, clock: Math.max(0, clock - 1 - random.below(4)) };
  if (draw < 18) return { client, clock: clock + random.below(2) };
  if (draw < 19) return { client: 1 + random.below(0xffff_ffff), clock: random.below(5) };
  return { client: craftClient(crafting), clock: random.pick(hugeNumbers) };
}

function someStruct(world: HostileWorld): CraftedId {
  const { random, judge } = world;
  const client = random.pick([...judge.clocks.keys()]);
  return { client, clock: random.below(judge.clocks.get(client) ?? 1) };
}

function craftRange(crafting: Crafting, clock: number): CraftedRange {
  const { random } = crafting.world;
  const id = craftId(crafting, clock);
  return { ...id, length: random.pick([1, 1, 1, 1, 2, 5, 0, 1_000, 0xffff_ffff]) };
}
