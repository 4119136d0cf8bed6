// One plan under attack, and who watches. The watcher is independent of the server's check: it looks at the document before
// and after each unit, and has a table of rights of its own, in letters (`attacked-plan.ts`).
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { readDocument } from '../../../src/lib/document/read.ts';
import { decodeSync, encodeSync, syncStep1 } from '../../../src/lib/protocol/codec.ts';
import { Peer } from '../../../server/sync/peer.ts';
import { PlanDocument } from '../../../server/sync/plan-document.ts';
import { Room } from '../../../server/sync/room.ts';
import type { Phase } from '../../../src/lib/contract/plan.ts';
import {
  type Attacker,
  attackedPlan,
  attackers,
  columnsByGroup,
  organisationA,
  organisationB,
} from './attacked-plan.ts';
import { everyCell, HostileMessages } from './hostile-messages.ts';
import type { MemoryPlanStore } from '../memory-plan-store.ts';
import { RandomSource } from '../random-source.ts';

/** A unit that takes longer than this would be felt by everybody in the plan. */
const stallMs = 1_000;
const fullCheckEvery = 64;
const replayEvery = 1_024;

/** Which rows each may write, by letter; and which groups of columns a phase opens. Written by hand on purpose. */
const ownLetters: Readonly<Record<string, string>> = {
  'coordinator-none': 'abcdefk',
  [`partner-${organisationA}`]: 'acek',
  [`partner-${organisationB}`]: 'bcf',
};
const openGroups: Readonly<Record<Phase, readonly string[]>> = {
  draft: ['planned', 'proposed', 'comment'],
  signed: ['proposed', 'realised', 'spent', 'comment'],
  closed: [],
};

export function mayWrite(who: Attacker, phase: Phase, key: string): boolean {
  const letter = key.charAt(0);
  const column = key.slice(11);
  const name = `${who.role}-${who.organisationId ?? 'none'}`;
  if (!(ownLetters[name] ?? '').includes(letter)) return false;
  const group = Object.keys(columnsByGroup).find((one) => columnsByGroup[one]?.includes(column));
  if (group === undefined) return false;
  const isOfRow = 'ef'.includes(letter)
    ? /^(target|comment)/.test(column)
    : letter === 'k'
      ? column === 'name' || column === 'description'
      : !/^(target|comment|name)/.test(column);
  if (!isOfRow) return false;
  if (group === 'received') return phase === 'signed' && who.role === 'coordinator';
  return openGroups[phase].includes(group);
}

interface Connection {
  readonly who: Attacker;
  readonly peer: Peer;
  frames: number;
  isOpen: boolean;
}

export interface Tally {
  units: number;
  accepted: number;
  writes: number;
}

export class HostileWorld {
  readonly tally: Tally = { units: 0, accepted: 0, writes: 0 };
  readonly #phase: Phase;
  readonly #store: MemoryPlanStore;
  readonly #room: Room;
  readonly #messages: HostileMessages;
  readonly #allowed: ReadonlyMap<Attacker, readonly string[]>;
  readonly #alarms: string[] = [];
  #connections: Connection[];
  #updates = 0;
  #broadcasts = 0;
  #json: string;
  #cells: ReadonlyMap<string, unknown>;
  #clocks: ReadonlyMap<number, number>;
  #now = 0;

  constructor(seed: number, phase: Phase) {
    this.#phase = phase;
    this.#store = attackedPlan(phase);
    this.#allowed = new Map(
      attackers.map((who) => [who, everyCell().filter((key) => mayWrite(who, phase, key))]),
    );
    this.#messages = new HostileMessages(new RandomSource(seed));
    const loaded = PlanDocument.load(this.#store, this.#store.plan.id);
    if (!loaded.ok) throw new Error(loaded.code);
    this.#room = new Room(this.#store.plan.id, loaded.value, {
      store: this.#store,
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (fields, text) => this.#alarms.push(`${text} ${JSON.stringify(fields)}`),
      },
      observer: silentObserver,
      now: () => this.#now,
      healEveryMs: 1_000_000,
      snapshotEvery: 1_000_000,
      onIdle: () => undefined,
    });
    this.#room.doc.on('update', () => (this.#updates += 1));
    this.#connections = attackers.map((who) => this.#connect(who));
    this.#witness();
    const content = readDocument(this.#room.doc);
    this.#cells = content.cells;
    this.#json = restOf(content);
    this.#clocks = clocksOf(this.#room.doc);
  }

  /** One unit of one attacker. Returns what was wrong, or null. */
  step(): string | null {
    this.#now += 60_000;
    this.tally.units += 1;
    const { random } = this.#messages;
    const index = random.below(this.#connections.length);
    let connection = this.#connections[index];
    if (connection === undefined) throw new Error('nobody');
    if (!connection.isOpen) {
      connection = this.#connect(connection.who);
      this.#connections[index] = connection;
    }
    const { peer, who } = connection;
    const unit = this.#messages.next({
      doc: this.#room.doc,
      clientId: peer.lease.clientId,
      allowed: this.#allowed.get(who) ?? [],
      nextFrame: connection.frames + 1,
    });
    const updates = this.#updates;
    const startedAt = performance.now();
    try {
      for (const message of unit.messages) peer.receive(message);
    } catch (error) {
      return `${unit.kind}: receive threw ${error instanceof Error ? (error.stack ?? error.message) : 'something'}`;
    }
    if (performance.now() - startedAt > stallMs) return `${unit.kind}: stalled`;
    const isFrame = unit.kind !== 'presence' && unit.kind !== 'bytes' && unit.messages.length > 1;
    if (connection.isOpen && isFrame) {
      connection.frames += 1;
      this.tally.accepted += 1;
    }
    // A lone frame message was a frame too.
    else if (connection.isOpen && unit.kind === 'frames' && unit.messages[0]?.[0] === 100)
      connection.frames += 1;
    const wrong = this.#alarms.at(0) ?? this.#watch(who, peer, this.#updates > updates);
    return wrong === null ? null : `${who.role} ${who.organisationId ?? ''} ${unit.kind}: ${wrong}`;
  }

  close(): void {
    this.#room.close(1012, 'test');
  }

  #watch(who: Attacker, peer: Peer, hasChanged: boolean): string | null {
    const { doc } = this.#room;
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return 'something is pending';
    if (doc.share.size !== 3) return 'a new root';
    const isFull = this.tally.units % fullCheckEvery === 0;
    if (!hasChanged && !isFull) return null;
    const content = readDocument(doc);
    if (restOf(content) !== this.#json) return 'rows or plan changed';
    const changed = [...changedKeys(this.#cells, content.cells)];
    if (!hasChanged && changed.length > 0) return 'cells changed without an update';
    this.tally.writes += changed.length;
    for (const key of changed) if (!mayWrite(who, this.#phase, key)) return `wrote ${key}`;
    for (const value of content.cells.values()) if (!isScalar(value)) return 'a cell that is no scalar';
    const clocks = clocksOf(doc);
    for (const [client, clock] of clocks)
      if (client !== peer.lease.clientId && clock !== (this.#clocks.get(client) ?? 0))
        return 'a foreign clock moved';
    this.#cells = content.cells;
    this.#clocks = clocks;
    return isFull ? this.#compareJoiner() : null;
  }

  /** Who joins now has the same document; so has who replays the log. */
  #compareJoiner(): string | null {
    const joiner = this.#witness();
    const text = wholeOf(this.#room.doc);
    if (wholeOf(joiner) !== text) return 'a fresh joiner has another document';
    joiner.destroy();
    if (this.tally.units % replayEvery !== 0) return null;
    const loaded = PlanDocument.load(this.#store, this.#store.plan.id);
    if (!loaded.ok) return loaded.code;
    const isSame = wholeOf(loaded.value.doc) === text;
    loaded.value.destroy();
    return isSame ? null : 'the log gives another document';
  }

  /** Flushes what waits, as every joiner does. */
  #witness(): Y.Doc {
    const doc = new Y.Doc();
    this.#room.answerSync({
      lease: { ...this.#store.grantLease(this.#store.plan.id, 'witness' as never) },
      user: { id: 'witness' as never, name: 'W' },
      rights: { role: 'viewer', organisationId: null },
      isLive: true,
      send: (message) => {
        const decoder = decoding.createDecoder(message);
        if (decoding.readVarUint(decoder) !== 0) return;
        const sync = decodeSync(decoder);
        if (sync.ok) Y.applyUpdate(doc, sync.value.payload);
      },
      close: () => undefined,
    });
    return doc;
  }

  #connect(who: Attacker): Connection {
    const connection: { -readonly [Key in keyof Connection]: Connection[Key] } = {
      who,
      peer: null as unknown as Peer,
      frames: 0,
      isOpen: true,
    };
    connection.peer = new Peer({
      transport: {
        bufferedBytes: 0,
        send: () => (this.#broadcasts += 1),
        close: () => (connection.isOpen = false),
        pauseFor: () => undefined,
      },
      room: this.#room,
      lease: this.#store.grantLease(this.#store.plan.id, who.userId),
      user: { id: who.userId, name: who.role },
      rights: { role: who.role, organisationId: who.organisationId },
      observer: silentObserver,
      now: () => this.#now,
    });
    if (!this.#room.join(connection.peer)) throw new Error('not joined');
    connection.peer.receive(encodeSync(syncStep1, Uint8Array.of(0)));
    return connection;
  }
}

const silentObserver = {
  frameRefused: () => undefined,
  committed: () => undefined,
  commitFailed: () => undefined,
  received: () => undefined,
  sent: () => undefined,
};

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function restOf({ plan, rows }: ReturnType<typeof readDocument>): string {
  return JSON.stringify([plan, [...rows].sort(byKey)]);
}

function wholeOf(doc: Y.Doc): string {
  const content = readDocument(doc);
  return restOf(content) + JSON.stringify([...content.cells].sort(byKey));
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function clocksOf(doc: Y.Doc): ReadonlyMap<number, number> {
  return Y.decodeStateVector(Y.encodeStateVector(doc));
}

function* changedKeys(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): Iterable<string> {
  for (const [key, value] of after) if (before.get(key) !== value) yield key;
  for (const key of before.keys()) if (!after.has(key)) yield key;
}
