// Several people at the real client, one room, and every message in the test's hands: the network of schedules.test.ts.
// Timers are the test's fake ones; nothing here waits for real time.
import type { LeaseId, PlanId, UserId } from '../../src/lib/contract/ids.ts';
import type { Rights } from '../../src/lib/contract/permissions.ts';
import { type NetworkSignal, systemClock } from '../../src/lib/sync/environment.ts';
import { openPlanSession } from '../../src/lib/sync/open-plan-session.ts';
import type { PlanSession } from '../../src/lib/sync/session.ts';
import { productionLimits } from '../../server/sync/compaction.ts';
import { Peer } from '../../server/sync/peer.ts';
import { PlanDocument } from '../../server/sync/plan-document.ts';
import { Room } from '../../server/sync/room.ts';
import type { MemoryPlanStore } from './memory-plan-store.ts';
import type { RandomSource } from './random-source.ts';

type Event =
  | { readonly type: 'open' }
  | { readonly type: 'message'; readonly data: Uint8Array }
  | { readonly type: 'close'; readonly code: number };

/** The part of a browser's WebSocket that y-websocket uses; both directions wait until the test delivers. */
class HeldSocket {
  static readonly OPEN = 1;
  readonly OPEN = 1;
  readyState = 0;
  binaryType = 'arraybuffer';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: Uint8Array }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  readonly toServer: Uint8Array[] = [];
  toClient: Event[] = [];
  peer: Peer | null = null;

  send(data: Uint8Array): void {
    if (this.readyState === 1) this.toServer.push(new Uint8Array(data));
  }

  close(): void {
    this.cut();
  }

  /** The line breaks: what is on its way is lost, both sides learn it. */
  cut(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.toServer.length = 0;
    this.toClient = [];
    this.peer?.disconnected();
    this.onclose?.({ code: 1006, reason: '' });
  }

  deliverToServer(): boolean {
    const data = this.toServer.shift();
    if (data === undefined) return false;
    this.peer?.receive(data);
    return true;
  }

  deliverToClient(): boolean {
    const event = this.toClient.shift();
    if (event === undefined || this.readyState === 3) return false;
    if (event.type === 'open') {
      this.readyState = 1;
      this.onopen?.();
    } else if (event.type === 'message') this.onmessage?.({ data: event.data });
    else {
      this.readyState = 3;
      this.onclose?.({ code: event.code, reason: '' });
    }
    return true;
  }
}

export class Person {
  readonly userId: UserId;
  readonly session: PlanSession;
  isOnline = true;
  sockets: HeldSocket[] = [];
  readonly #signals = new Set<(signal: NetworkSignal) => void>();

  constructor(userId: UserId, world: ScheduleWorld, random: RandomSource) {
    this.userId = userId;
    const { sockets } = this;
    class OwnSocket extends HeldSocket {
      constructor(url: string | URL) {
        super();
        sockets.push(this);
        world.accept(this, userId, String(url));
      }
    }
    this.session = openPlanSession({
      planId: world.planId,
      userId,
      baseUrl: 'http://trame.test',
      environment: {
        fetch: (_input, init) => this.#fetch(world, init),
        WebSocket: OwnSocket as unknown as typeof WebSocket,
        indexedDb: null,
        tabs: {
          announce: () => Promise.resolve(() => undefined),
          isOpen: () => Promise.resolve(false),
          whenGone: () => new Promise(() => undefined),
        },
        clock: systemClock,
        random: () => 0,
        randomBytes: (length) => Uint8Array.from({ length }, () => random.below(256)),
        onNetworkSignal: (listener) => {
          this.#signals.add(listener);
          return () => this.#signals.delete(listener);
        },
      },
    });
  }

  get hasEnded(): boolean {
    return this.session.save.state === 'ended';
  }

  get socket(): HeldSocket | null {
    return this.sockets.findLast(({ readyState }) => readyState !== 3) ?? null;
  }

  goOffline(): void {
    this.isOnline = false;
    for (const socket of this.sockets) socket.cut();
    for (const tell of [...this.#signals]) tell('offline');
  }

  goOnline(): void {
    this.isOnline = true;
    for (const tell of [...this.#signals]) tell('online');
  }

  /** Everything on its way, there and back. True when there was anything. */
  deliver(): boolean {
    let wasBusy = false;
    for (const socket of [...this.sockets]) {
      while (socket.deliverToServer()) wasBusy = true;
      while (socket.deliverToClient()) wasBusy = true;
    }
    this.sockets.splice(0, this.sockets.length, ...this.sockets.filter(({ readyState }) => readyState !== 3));
    return wasBusy;
  }

  #fetch(world: ScheduleWorld, init: RequestInit | undefined): Promise<Response> {
    if (!this.isOnline) return Promise.reject(new TypeError('fetch failed'));
    const asked = JSON.parse(String(init?.body)) as { previousLeaseId?: LeaseId };
    const grant = world.grant(this.userId, asked.previousLeaseId ?? null);
    return Promise.resolve(
      grant === null ? Response.json({ ok: false }, { status: 404 }) : Response.json(grant),
    );
  }
}

export class ScheduleWorld {
  readonly planId: PlanId;
  readonly store: MemoryPlanStore;
  readonly room: Room;
  readonly people: Person[] = [];
  /** Whoever is not in it is no member. */
  readonly #rights = new Map<UserId, Rights>();

  constructor(store: MemoryPlanStore, log: (text: string) => void) {
    this.store = store;
    this.planId = store.plan.id;
    const loaded = PlanDocument.load(store, this.planId);
    if (!loaded.ok) throw new Error(loaded.code);
    this.room = new Room(this.planId, loaded.value, {
      store,
      log: { info: () => undefined, warn: () => undefined, error: (_fields, text) => log(text) },
      observer: silentObserver,
      now: () => Date.now(),
      healEveryMs: 1_000,
      snapshotEvery: 50,
      compaction: productionLimits,
      onIdle: () => undefined,
    });
  }

  addPerson(userId: UserId, rights: Rights, random: RandomSource): Person {
    this.#rights.set(userId, rights);
    const person = new Person(userId, this, random);
    this.people.push(person);
    return person;
  }

  rightsOf(userId: UserId): Rights | null {
    return this.#rights.get(userId) ?? null;
  }

  /** As the server's `revalidate` does after the table has changed; null: no member any more. */
  setRights({ userId, sockets }: Person, rights: Rights | null): void {
    if (rights === null) this.#rights.delete(userId);
    else this.#rights.set(userId, rights);
    for (const { peer } of sockets) {
      if (rights === null) peer?.close(4403, 'forbidden');
      else peer?.setRights(rights);
    }
  }

  grant(userId: UserId, previousLeaseId: LeaseId | null): object | null {
    if (!this.#rights.has(userId)) return null;
    const previousLastFrame = previousLeaseId === null ? null : this.room.retire(previousLeaseId, userId);
    const { id, clientId, epoch } = this.store.grantLease(this.planId, userId);
    return { leaseId: id, clientId, epoch, previousLastFrame };
  }

  accept(socket: HeldSocket, userId: UserId, url: string): void {
    const rights = this.rightsOf(userId);
    const lease = this.store.lease((new URL(url).searchParams.get('lease') ?? '') as LeaseId);
    const refuse = (code: number): void =>
      void socket.toClient.push({ type: 'open' }, { type: 'close', code });
    if (rights === null) return refuse(4404);
    if (lease === null) return refuse(4409);
    const peer = new Peer({
      transport: {
        bufferedBytes: 0,
        send: (message) => socket.toClient.push({ type: 'message', data: message.slice() }),
        close: (code) => socket.toClient.push({ type: 'close', code }),
        pauseFor: () => undefined,
      },
      room: this.room,
      lease,
      user: { id: userId, name: userId },
      rights,
      observer: silentObserver,
      now: () => Date.now(),
    });
    if (!this.room.join(peer)) return refuse(4409);
    socket.peer = peer;
    socket.toClient.push({ type: 'open' });
  }

  close(): void {
    for (const { session } of this.people) session.destroy();
    this.room.close(1012, 'test');
  }
}

const silentObserver = {
  frameRefused: () => undefined,
  committed: () => undefined,
  commitFailed: () => undefined,
  compacted: () => undefined,
  received: () => undefined,
  sent: () => undefined,
};
