// A browser of one person, as far as a plan's session needs one: its own IndexedDB, several tabs, and a network that tests
// can cut, hold back, or cut at one message.
import 'fake-indexeddb/auto';
import { randomFillSync } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import { WebSocket as NodeWebSocket } from 'ws';
import type { PlanId, UserId } from '../../src/lib/contract/ids.ts';
import { type NetworkSignal, type SessionEnvironment, systemClock } from '../../src/lib/sync/environment.ts';
import { databaseName, openIndexedDbStore } from '../../src/lib/sync/indexed-db-store.ts';
import type { ConfirmedState } from '../../src/lib/sync/intent-store.ts';
import { openPlanSession } from '../../src/lib/sync/open-plan-session.ts';
import type { PlanSession } from '../../src/lib/sync/session.ts';
import { lockTabRegistry } from '../../src/lib/sync/tab-registry.ts';
import type { SyncServer } from './sync-server.ts';

export class Browser {
  readonly userId: UserId;
  readonly #server: SyncServer;
  readonly #sockets = new Set<WireSocket>();
  readonly #sessions = new Set<PlanSession>();
  readonly #listeners = new Set<(signal: NetworkSignal) => void>();
  /** Null: a private window that keeps nothing. */
  indexedDb: IDBFactory | null = new IDBFactory();
  /** How far the clock of this device is from the right time. */
  clockShiftMs = 0;
  #isOnline = true;
  #isHeld = false;
  #cutAt: number | null = null;
  /** Of the last lease that was granted. */
  lastClientId = 0;

  constructor(server: SyncServer, userId: UserId) {
    this.#server = server;
    this.userId = userId;
  }

  /** A tab. */
  open(): PlanSession {
    const session = openPlanSession({
      planId: this.#server.planId,
      userId: this.userId,
      baseUrl: this.#server.url,
      environment: this.#environment(),
    });
    this.#sessions.add(session);
    return session;
  }

  goOffline(): void {
    this.#isOnline = false;
    for (const socket of this.#sockets) socket.cut();
    this.#signal('offline');
  }

  goOnline(): void {
    this.#isOnline = true;
    this.#signal('online');
  }

  /** The line breaks, and can be made again at once. */
  cut(): void {
    for (const socket of this.#sockets) socket.cut();
  }

  /** The next message of this type does not arrive: the line breaks in its place. */
  cutAtMessage(type: number): void {
    this.#cutAt = type;
  }

  /** The page goes to the background. */
  hide(): void {
    this.#signal('hidden');
  }

  /** Incoming messages wait until `release`. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    for (const socket of this.#sockets) socket.deliver();
  }

  /** The copy of the plan on this device, as the next session would find it. */
  async storedCopy(planId: PlanId): Promise<ConfirmedState | null> {
    if (this.indexedDb === null) return null;
    const store = await openIndexedDbStore(
      this.indexedDb,
      databaseName(this.userId, planId),
      () => undefined,
    );
    const copy = await store.readConfirmed();
    store.close();
    return copy;
  }

  close(): void {
    for (const session of this.#sessions) session.destroy();
    this.cut();
  }

  #signal(signal: NetworkSignal): void {
    for (const listener of [...this.#listeners]) listener(signal);
  }

  #environment(): SessionEnvironment {
    const { userId } = this;
    const sockets = this.#sockets;
    const isOnline = (): boolean => this.#isOnline;
    const wire: Wire = {
      isHeld: () => this.#isHeld,
      isCutAt: (type) => {
        if (this.#cutAt !== type) return false;
        this.#cutAt = null;
        return true;
      },
    };
    class BrowserSocket extends WireSocket {
      constructor(url: string | URL) {
        super(url, userId, wire);
        sockets.add(this);
        if (!isOnline()) this.cut();
      }
    }
    return {
      fetch: async (input, init) => {
        if (!this.#isOnline) throw new TypeError('fetch failed');
        const response = await fetch(input, {
          ...init,
          headers: { ...init?.headers, cookie: `user=${userId}` },
        });
        if (!this.#isOnline) throw new TypeError('fetch failed');
        const body: unknown = await response.json();
        if (typeof body === 'object' && body !== null && 'clientId' in body)
          this.lastClientId = Number(body.clientId);
        return Response.json(body, { status: response.status });
      },
      WebSocket: BrowserSocket as unknown as typeof WebSocket,
      indexedDb: this.indexedDb,
      tabs: lockTabRegistry(navigator.locks),
      clock: { ...systemClock, now: () => systemClock.now() + this.clockShiftMs },
      random: () => 0,
      randomBytes: (length) => randomFillSync(new Uint8Array(length)),
      onNetworkSignal: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }
}

interface Wire {
  isHeld(): boolean;
  isCutAt(type: number): boolean;
}

/** The part of a browser's WebSocket that y-websocket uses. */
class WireSocket {
  readonly OPEN = NodeWebSocket.OPEN;
  binaryType = 'arraybuffer';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: Uint8Array }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  readonly #socket: NodeWebSocket;
  readonly #wire: Wire;
  #waiting: Uint8Array[] = [];
  #isCut = false;

  constructor(url: string | URL, userId: string, wire: Wire) {
    this.#wire = wire;
    this.#socket = new NodeWebSocket(url, { headers: { cookie: `user=${userId}` } });
    this.#socket.on('open', () => this.onopen?.());
    this.#socket.on('error', (error) => this.onerror?.(error));
    this.#socket.on('close', (code, reason) => this.onclose?.({ code, reason: reason.toString() }));
    this.#socket.on('message', (data) => {
      this.#waiting.push(new Uint8Array(data as Buffer));
      this.deliver();
    });
  }

  get readyState(): number {
    return this.#socket.readyState;
  }

  send(data: Uint8Array): void {
    if (!this.#isCut) this.#socket.send(data);
  }

  close(): void {
    this.#socket.close();
  }

  cut(): void {
    this.#isCut = true;
    this.#socket.terminate();
  }

  deliver(): void {
    while (this.#waiting.length > 0 && !this.#wire.isHeld() && !this.#isCut) {
      const data = this.#waiting.shift();
      if (data === undefined) return;
      if (this.#wire.isCutAt(data[0] ?? -1)) this.cut();
      else this.onmessage?.({ data });
    }
  }
}

/** Resolves once the fact holds; it is looked at after each thing that the session tells. */
export function until(session: PlanSession, isTrue: (session: PlanSession) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const look = (): void => {
      if (!isTrue(session)) return;
      for (const stop of stops) stop();
      resolve();
    };
    stops.push(session.onState(look), session.onChange(look));
    look();
  });
}

export function isSaved({ save }: PlanSession): boolean {
  return save.state === 'saved';
}
