// A run of hostile messages: generations of one plan each, so that documents stay small and a seed leads to its failure within
// a thousand messages. Beside the attackers, an honest person with a real document types: nothing of theirs may be refused.
import * as Y from 'yjs';
import type { Phase } from '../../../src/lib/contract/plan.ts';
import { applyCells } from '../../../src/lib/document/apply.ts';
import { RandomSource } from '../random-source.ts';
import {
  type Attack,
  familyNames,
  type Family,
  frameOf,
  type Known,
  nextAttack,
  yjsUpdates,
} from './attacks.ts';
import { randomWrites } from './honest-edit.ts';
import { attackedKeys, people, type Person } from './attacked-plan.ts';
import { type HostileTab, HostileWorld } from './hostile-world.ts';
import { runRowCommand } from './row-commands.ts';

const phases: readonly Phase[] = ['draft', 'draft', 'signed', 'signed', 'signed', 'closed'];
const thoroughEvery = 50;
const compareEvery = 200;
/** Any single message that takes longer is a stall, whatever the machine does beside. */
const stallMs = 2_000;

export interface HostileTally {
  messages: number;
  /** Edits of real documents that were taken. */
  honestTaken: number;
  slowestMs: number;
  readonly byFamily: Record<Family, { taken: number; refused: number }>;
}

export class HostileFailure extends Error {}

export function newTally(): HostileTally {
  const byFamily = Object.fromEntries(familyNames.map((name) => [name, { taken: 0, refused: 0 }]));
  return { messages: 0, honestTaken: 0, slowestMs: 0, byFamily: byFamily as HostileTally['byFamily'] };
}

/** Throws a `HostileFailure` that names the seed, the message and what came of it. */
export function runGeneration(seed: number, messages: number, tally: HostileTally): void {
  const random = new RandomSource(seed);
  const world = new HostileWorld(random, random.pick(phases));
  let what = 'the beginning';
  let number = 0;
  const fail = (fault: string): never => {
    throw new HostileFailure(`seed ${seed}, message ${number} (${what}, ${world.phase}): ${fault}`);
  };
  const must = (fault: string | null): void => void (fault !== null && fail(fault));
  const attackers = people.map((person) => world.openTab(person, false));
  const honest = people.slice(0, 3).map((person) => new HonestPerson(world, person));
  const known: Known = [];
  try {
    for (number = 1; number <= messages; number++) {
      const draw = random.below(1_000);
      if (draw < 4) {
        what = 'a command';
        must(runRowCommand(world));
      } else if (draw < 8) {
        what = 'other rights';
        world.setRights(random.pick(attackers), random.pick(people).rights);
      } else if (draw < 50) {
        what = 'an honest document';
        must(random.pick(honest).act());
        tally.honestTaken++;
      } else {
        const who = random.below(attackers.length);
        const tab = attackers[who] as HostileTab;
        const attack = nextAttack(world, tab, known);
        what = attack.family;
        must(deliver(world, tab, attack, number % thoroughEvery === 0, tally));
        remember(known, tab, attack, random);
        if (tab.isClosed) attackers[who] = world.openTab(tab.person, false);
      }
      if (number % compareEvery === 0) must(world.compare());
      tally.messages++;
    }
    must(world.close());
  } catch (error) {
    if (error instanceof HostileFailure || !(error instanceof Error)) throw error;
    fail(`threw ${error.stack ?? error.message}`);
  }
}

function deliver(
  world: HostileWorld,
  tab: HostileTab,
  attack: Attack,
  isThorough: boolean,
  tally: HostileTally,
): string | null {
  // What waits from before may make a right frame wrong, and the other way round.
  const expected = tab.hasLeftOver ? 'either' : attack.expected;
  const startedAt = performance.now();
  const fault = world.deliver(tab, attack.messages, isThorough);
  tally.slowestMs = Math.max(tally.slowestMs, performance.now() - startedAt);
  if (fault !== null) return fault;
  if (tally.slowestMs > stallMs) return `took ${tally.slowestMs} ms`;
  tally.byFamily[attack.family][tab.isClosed ? 'refused' : 'taken']++;
  if (expected === 'taken' && tab.isClosed) return 'an honest edit was refused';
  if (expected === 'refused' && !tab.isClosed) return 'was taken';
  return null;
}

function remember(known: Known, tab: HostileTab, { messages }: Attack, random: RandomSource): void {
  if (tab.isClosed) return;
  const frames = messages.filter((message) => message[0] === 100).length;
  tab.frames += frames;
  tab.hasLeftOver = messages.at(-1)?.[0] === 100 ? false : tab.hasLeftOver || messages[0]?.[0] === 0;
  const update = messages[0];
  // Without its envelope: type, kind and length.
  if (frames > 0 && update?.[0] === 0)
    known[known.length < 50 ? known.length : random.below(50)] = payloadOf(update);
}

function payloadOf(message: Uint8Array): Uint8Array {
  let at = 2;
  while ((message[at] ?? 0) >= 0x80) at++;
  return message.subarray(at + 1);
}

/** A person with a real document that lags behind, and only honest intentions. */
class HonestPerson {
  readonly #world: HostileWorld;
  readonly #person: Person;
  #tab: HostileTab;
  #doc = new Y.Doc();

  constructor(world: HostileWorld, person: Person) {
    this.#world = world;
    this.#person = person;
    this.#tab = this.#connect();
  }

  act(): string | null {
    const { random } = this.#world;
    if (random.below(3) > 0) this.#read();
    const allowed = this.#world.keysFor(this.#tab).allowed;
    const keys = random.below(8) === 0 || allowed.length === 0 ? attackedKeys : allowed;
    const writes = randomWrites(random, keys, random.pick([1, 1, 2, 5, 12]));
    const updates = yjsUpdates(this.#doc, () => {
      const middle = random.below(writes.length);
      applyCells(this.#doc, writes.slice(0, middle), 'local');
      applyCells(this.#doc, writes.slice(middle), 'local');
    });
    const changes = new Set(updates.length === 0 ? [] : writes.map(({ key }) => key));
    const mayAll = [...changes].every((key) => this.#world.may(this.#tab, key));
    const fault = this.#world.deliver(this.#tab, frameOf(this.#tab, updates), false);
    this.#tab.frames++;
    if (fault !== null) return fault;
    if (this.#tab.isClosed && mayAll) return 'an honest document was refused';
    if (this.#tab.isClosed) this.#tab = this.#connect();
    return null;
  }

  #connect(): HostileTab {
    const tab = this.#world.openTab(this.#person, true);
    this.#doc = new Y.Doc();
    this.#doc.clientID = tab.lease.clientId;
    this.#tab = tab;
    this.#read();
    return tab;
  }

  #read(): void {
    for (const update of this.#tab.takeUpdates()) Y.applyUpdate(this.#doc, update, 'server');
  }
}
