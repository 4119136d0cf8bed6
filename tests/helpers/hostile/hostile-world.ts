// One room on a store in memory with people of every role in it, and every message in the test's hands. After each the judge
// looks; now and then a joiner, a witness, the log and the history are compared with the room.
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import type { Command } from '../../../src/lib/contract/commands.ts';
import type { CellKey, RowId } from '../../../src/lib/contract/ids.ts';
import type { Scalar } from '../../../src/lib/contract/kinds.ts';
import type { Rights } from '../../../src/lib/contract/permissions.ts';
import type { Phase } from '../../../src/lib/contract/plan.ts';
import { decodeSync, encodeSync, syncStep1 } from '../../../src/lib/protocol/codec.ts';
import { decodePresence } from '../../../src/lib/protocol/presence-codec.ts';
import type { Lease } from '../../../server/store/ports.ts';
import { productionLimits } from '../../../server/sync/compaction.ts';
import { Peer } from '../../../server/sync/peer.ts';
import { PlanDocument } from '../../../server/sync/plan-document.ts';
import { Room } from '../../../server/sync/room.ts';
import type { MemoryPlanStore } from '../memory-plan-store.ts';
import type { RandomSource } from '../random-source.ts';
import {
  factsOfRows,
  firstCells,
  attackedKeys,
  attackedPlan,
  attackedPlanId,
  people,
  type Person,
} from './attacked-plan.ts';
import { honestGesture } from './honest-edit.ts';
import { differenceOf, Judge } from './judge.ts';
import { mayChange } from './rights-by-hand.ts';

export const silentObserver = {
  frameRefused: () => undefined,
  committed: () => undefined,
  commitFailed: () => undefined,
  compacted: () => undefined,
  received: () => undefined,
  sent: () => undefined,
};
const emptyStateVector = Uint8Array.of(0);
const queryPresence = Uint8Array.of(3);

interface KeysByRight {
  readonly allowed: readonly CellKey[];
  readonly forbidden: readonly CellKey[];
}

/** One tab of a person, until it is refused. */
export class HostileTab {
  readonly person: Person;
  readonly lease: Lease;
  readonly peer: Peer;
  readonly inbox: Uint8Array[] = [];
  rights: Rights;
  frames = 0;
  isClosed = false;
  /** Updates that wait for a frame message: what comes next is judged together with them. */
  hasLeftOver = false;

  constructor(world: HostileWorld, person: Person, keepsInbox: boolean) {
    this.person = person;
    this.rights = person.rights;
    this.lease = world.store.grantLease(attackedPlanId, person.user.id);
    this.peer = new Peer({
      transport: {
        bufferedBytes: 0,
        send: (message) => {
          if (keepsInbox) this.inbox.push(message);
        },
        close: () => {
          this.isClosed = true;
        },
        pauseFor: () => undefined,
      },
      room: world.room,
      lease: this.lease,
      user: person.user,
      rights: person.rights,
      observer: silentObserver,
      now: () => world.now,
    });
    if (!world.room.join(this.peer)) throw new Error('a new lease was not let in');
    this.peer.receive(encodeSync(syncStep1, emptyStateVector));
  }

  /** The updates that came, oldest first. */
  takeUpdates(): Uint8Array[] {
    return this.inbox.splice(0).flatMap((message) => {
      const decoder = decoding.createDecoder(message);
      if (decoding.readVarUint(decoder) !== 0) return [];
      const sync = decodeSync(decoder);
      if (!sync.ok) throw new Error('the server sent something unreadable');
      return [sync.value.payload];
    });
  }
}

export class HostileWorld {
  readonly random: RandomSource;
  readonly phase: Phase;
  readonly store: MemoryPlanStore;
  readonly room: Room;
  readonly judge: Judge;
  readonly facts = factsOfRows();
  readonly alarms: object[] = [];
  now = 1_700_000_000_000;
  readonly #witness: HostileTab;
  readonly #witnessDoc = new Y.Doc();
  readonly #logDoc = new Y.Doc();
  #logRead = 0;
  readonly #history = new Map<CellKey, Scalar>(firstCells);
  #historyRead = 0;
  readonly #keysByRights = new Map<Rights, KeysByRight>();
  /** Every tab that was ever in the room and is not closed. */
  readonly #open = new Set<HostileTab>();

  constructor(random: RandomSource, phase: Phase) {
    this.random = random;
    this.phase = phase;
    this.store = attackedPlan(phase);
    const loaded = PlanDocument.load(this.store, attackedPlanId);
    if (!loaded.ok) throw new Error(loaded.code);
    // The server's own client id is random otherwise, and a seed would not tell everything.
    loaded.value.doc.clientID = 4_100_000_000;
    this.room = new Room(attackedPlanId, loaded.value, {
      store: this.store,
      log: { info: () => undefined, warn: () => undefined, error: (fields) => this.alarms.push(fields) },
      observer: silentObserver,
      now: () => this.now,
      healEveryMs: 1_000,
      snapshotEvery: 100,
      compaction: productionLimits,
      onIdle: () => undefined,
    });
    this.judge = new Judge(this.room.doc, phase, this.facts);
    Y.applyUpdate(this.#logDoc, this.store.firstDocument);
    this.#witness = this.openTab(people[5] as Person, true);
  }

  openTab(person: Person, keepsInbox: boolean): HostileTab {
    const tab = new HostileTab(this, person, keepsInbox);
    this.#open.add(tab);
    return tab;
  }

  may(tab: HostileTab, key: CellKey): boolean {
    return this.keysFor(tab).allowed.includes(key);
  }

  /** The cells that a tab may change now, and all others. */
  keysFor({ rights }: HostileTab): KeysByRight {
    let keys = this.#keysByRights.get(rights);
    if (keys === undefined) {
      const isAllowed = (key: CellKey): boolean => mayChange(rights, this.phase, this.facts, key);
      keys = {
        allowed: attackedKeys.filter(isAllowed),
        forbidden: attackedKeys.filter((key) => !isAllowed(key)),
      };
      this.#keysByRights.set(rights, keys);
    }
    return keys;
  }

  /** Null when the judge has nothing to say. */
  deliver(tab: HostileTab, messages: readonly Uint8Array[], isThorough: boolean): string | null {
    // Slow enough that no limit of rate is reached: those have tests of their own.
    this.now += 3_000;
    for (const message of messages) {
      if (tab.isClosed) break;
      tab.peer.receive(message);
      const fault = this.#look(tab, isThorough);
      if (fault !== null) return fault;
    }
    if (tab.isClosed) this.#open.delete(tab);
    return null;
  }

  #look(tab: HostileTab, isThorough: boolean): string | null {
    if (this.alarms.length > 0) return `an alarm: ${JSON.stringify(this.alarms[0])}`;
    if (this.room.isReadOnly) return 'the room writes no more';
    const author = { clientId: tab.lease.clientId, rights: tab.rights };
    return this.judge.look(this.room.doc, author, tab.isClosed, isThorough);
  }

  setRights(tab: HostileTab, rights: Rights): void {
    tab.rights = rights;
    tab.peer.setRights(rights);
  }

  /** A coordinator's act on a row; `change` says what it does to what is known of the row. */
  command(command: Command & { readonly rowId: RowId }, change: () => void): string | null {
    void this.room.runCommand({ ...(people[0] as Person).user, role: 'coordinator' }, command);
    change();
    this.#keysByRights.clear();
    return this.judge.rebase(this.room.doc);
  }

  /** A joiner, the witness, the log, the history and who is present, against the room. */
  compare(): string | null {
    const joiner = new HostileTab(this, people[5] as Person, true);
    const joined = new Y.Doc();
    for (const update of joiner.takeUpdates()) Y.applyUpdate(joined, update);
    for (const update of this.#witness.takeUpdates()) Y.applyUpdate(this.#witnessDoc, update);
    const fault =
      said('a joiner', differenceOf(this.room.doc, joined)) ??
      said('who was there', differenceOf(this.room.doc, this.#witnessDoc)) ??
      said('the log', this.#logDifference()) ??
      said('the history', this.#historyDifference()) ??
      this.#presenceFault(joiner);
    joiner.peer.disconnected();
    joined.destroy();
    return fault;
  }

  /** What is on disk, snapshot and all, is what the room had. */
  close(): string | null {
    const fault = this.compare();
    const stored = PlanDocument.load(this.store, attackedPlanId);
    const difference = stored.ok ? differenceOf(this.room.doc, stored.value.doc) : stored.code;
    this.room.close(1012, 'test');
    return fault ?? said('the disk', difference);
  }

  #logDifference(): string | null {
    const { log } = this.store;
    for (; this.#logRead < log.length; this.#logRead++)
      Y.applyUpdate(this.#logDoc, log[this.#logRead]?.bytes ?? new Uint8Array());
    return differenceOf(this.room.doc, this.#logDoc);
  }

  /** Read forward, what was kept gives the cells. */
  #historyDifference(): string | null {
    const { audit } = this.store;
    for (; this.#historyRead < audit.length; this.#historyRead++) {
      const entry = audit[this.#historyRead];
      if (entry === undefined) continue;
      if (!entry.kept && entry.gesture === honestGesture) return `${entry.key} is told as lost`;
      if (!entry.kept) continue;
      if (entry.after === null) this.#history.delete(entry.key);
      else this.#history.set(entry.key, entry.after);
    }
    const { cells } = this.judge;
    for (const key of new Set([...cells.keys(), ...this.#history.keys()]))
      if (cells.get(key) !== this.#history.get(key)) return `${key} is not what was told of it`;
    return null;
  }

  #presenceFault(joiner: HostileTab): string | null {
    joiner.inbox.length = 0;
    joiner.peer.receive(queryPresence);
    for (const message of joiner.inbox) {
      const decoder = decoding.createDecoder(message);
      decoding.readVarUint(decoder);
      const entries = decodePresence(decoder);
      if (!entries.ok) return 'presence that cannot be read';
      for (const { clientId, state } of entries.value) {
        const tab = [...this.#open].find(({ lease }) => lease.clientId === clientId);
        const { user } = JSON.parse(state) as { user: { id: string; name: string } };
        if (tab === undefined) return 'a ghost is present';
        if (user.id !== tab.person.user.id || user.name !== tab.person.user.name)
          return 'somebody is present as another';
      }
    }
    return null;
  }
}

function said(who: string, difference: string | null): string | null {
  return difference === null ? null : `${who} differs from the room: ${difference}`;
}
