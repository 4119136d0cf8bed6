// One tab as the protocol sees it, with every step in the caller's hands: lease, socket, sync, updates, frames. It waits for
// messages, never for time. Also used by the bench.
import { once } from 'node:events';
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { CellKey, GestureId, PlanId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import type { Rights } from '../../src/lib/contract/permissions.ts';
import { applyCells, type CellWrite } from '../../src/lib/document/apply.ts';
import { readCell } from '../../src/lib/document/read.ts';
import {
  decodeAck,
  decodeReadOnly,
  decodeRefusal,
  decodeOvertaken,
  decodeRights,
  decodeSync,
  encodeFrame,
  encodeSync,
  syncStep1,
  syncUpdate,
} from '../../src/lib/protocol/codec.ts';
import type { Ack, LeaseGrant, LostCell, Refusal } from '../../src/lib/protocol/messages.ts';
import { decodePresence, encodePresence, type PresenceEntry } from '../../src/lib/protocol/presence-codec.ts';

export interface ClientTarget {
  readonly url: string;
  readonly planId: PlanId;
  readonly cookie: string;
  /** Defaults to the server's own. */
  readonly origin?: string;
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** What the server said, in order. */
export type Heard =
  | { readonly type: 'ack'; readonly ack: Ack }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  | { readonly type: 'update'; readonly bytes: number }
  | { readonly type: 'synced' }
  | { readonly type: 'read_only'; readonly isReadOnly: boolean }
  | { readonly type: 'presence'; readonly entries: readonly PresenceEntry[] }
  | { readonly type: 'heartbeat' }
  | { readonly type: 'rights' }
  | { readonly type: 'overtaken'; readonly cells: readonly LostCell[] }
  | { readonly type: 'closed'; readonly closed: Closed };

export async function requestLease(target: ClientTarget, previousLeaseId?: string): Promise<LeaseGrant> {
  const response = await fetch(`${target.url}/api/plans/${target.planId}/lease`, {
    method: 'POST',
    headers: {
      cookie: target.cookie,
      origin: target.origin ?? target.url,
      'content-type': 'application/json',
    },
    body: JSON.stringify(previousLeaseId === undefined ? {} : { previousLeaseId }),
  });
  if (!response.ok) throw new Error(`lease: ${response.status} ${await response.text()}`);
  return (await response.json()) as LeaseGrant;
}

export class TestClient {
  readonly lease: LeaseGrant;
  readonly doc = new Y.Doc();
  readonly socket: WebSocket;
  readonly heard: Heard[] = [];
  /** As the server last said. */
  rights: Rights | null = null;
  /** Local updates that were not sent yet. */
  readonly unsent: Uint8Array[] = [];
  #frame = 0;
  #waiting: { readonly isMet: () => boolean; readonly resolve: () => void }[] = [];

  constructor(target: ClientTarget, lease: LeaseGrant) {
    this.lease = lease;
    this.doc.clientID = lease.clientId;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.unsent.push(update);
    });
    const url = `${target.url.replace('http', 'ws')}/sync/${target.planId}?lease=${lease.leaseId}`;
    this.socket = new WebSocket(url, {
      headers: { cookie: target.cookie, origin: target.origin ?? target.url },
    });
    this.socket.on('error', () => this.#hear({ type: 'closed', closed: { code: 1006, reason: 'error' } }));
    this.socket.on('message', (data: Buffer) => this.#receive(new Uint8Array(data)));
    this.socket.on('close', (code, reason) =>
      this.#hear({ type: 'closed', closed: { code, reason: reason.toString() } }),
    );
  }

  /** A lease, a socket, and the document as it is on disk. */
  static async open(target: ClientTarget, previousLeaseId?: string): Promise<TestClient> {
    const client = new TestClient(target, await requestLease(target, previousLeaseId));
    await client.sync();
    return client;
  }

  async sync(): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    this.send(encodeSync(syncStep1, Y.encodeStateVector(this.doc)));
    await this.until(() => this.heard.some(({ type }) => type === 'synced' || type === 'closed'));
  }

  send(message: Uint8Array): void {
    this.socket.send(message);
  }

  value(key: CellKey): Scalar | null {
    return readCell(this.doc, key);
  }

  write(writes: readonly CellWrite[]): void {
    applyCells(this.doc, writes, 'local');
  }

  /** Sends the local updates and the frame message that closes them; returns the frame's number. */
  sendFrame(gesture = 'typing', frame = this.#frame + 1): number {
    for (const update of this.unsent.splice(0)) this.send(encodeSync(syncUpdate, update));
    this.#frame = frame;
    const gestureId = `${this.lease.leaseId}-${frame}` as GestureId;
    this.send(encodeFrame({ frame, gestureId, gesture, heldMs: 0 }));
    return frame;
  }

  /** Writes, sends and waits until the server says that it is on disk, or no. */
  async edit(...writes: readonly (readonly [CellKey, Scalar | null])[]): Promise<Ack | Refusal | Closed> {
    this.write(writes.map(([key, value]) => ({ key, value })));
    return this.answerTo(this.sendFrame());
  }

  async answerTo(frame: number): Promise<Ack | Refusal | Closed> {
    const find = (): Ack | Refusal | Closed | undefined => {
      for (const one of this.heard) {
        if (one.type === 'ack' && one.ack.frame === frame) return one.ack;
        if (one.type === 'refused') return one.refusal;
        if (one.type === 'closed') return one.closed;
      }
      return undefined;
    };
    await this.until(() => find() !== undefined);
    const answer = find();
    if (answer === undefined) throw new Error('no answer');
    return answer;
  }

  setPresence(state: object | null, clock: number, clientId = this.lease.clientId): void {
    this.send(encodePresence([{ clientId, clock, state: JSON.stringify(state) }]));
  }

  async closed(): Promise<Closed> {
    const find = (): Closed | undefined => this.heard.find((one) => one.type === 'closed')?.closed;
    await this.until(() => find() !== undefined);
    return find() ?? { code: 0, reason: '' };
  }

  /** Resolves as soon as the condition holds; it is looked at after every message. */
  until(isMet: () => boolean): Promise<void> {
    if (isMet()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ isMet, resolve }));
  }

  async close(): Promise<void> {
    if (this.socket.readyState !== WebSocket.CLOSED) {
      this.socket.close();
      await this.closed();
    }
    this.doc.destroy();
  }

  #receive(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    switch (decoding.readVarUint(decoder)) {
      case 0: {
        const { kind, payload } = valueOf(decodeSync(decoder));
        if (kind === 0) throw new Error('the server asked for our state');
        Y.applyUpdate(this.doc, payload, this);
        return this.#hear(kind === 1 ? { type: 'synced' } : { type: 'update', bytes: payload.length });
      }
      case 1:
        return this.#hear({ type: 'presence', entries: valueOf(decodePresence(decoder)) });
      case 101:
        return this.#hear({ type: 'ack', ack: valueOf(decodeAck(decoder)) });
      case 102:
        return this.#hear({ type: 'refused', refusal: valueOf(decodeRefusal(decoder)) });
      case 103:
        return this.#hear({ type: 'read_only', isReadOnly: valueOf(decodeReadOnly(decoder)) });
      case 104:
        return this.#hear({ type: 'heartbeat' });
      case 105:
        this.rights = valueOf(decodeRights(decoder));
        return this.#hear({ type: 'rights' });
      case 106:
        return this.#hear({ type: 'overtaken', cells: valueOf(decodeOvertaken(decoder)) });
      default:
        throw new Error('an unknown message');
    }
  }

  #hear(one: Heard): void {
    this.heard.push(one);
    const waiting = this.#waiting;
    this.#waiting = waiting.filter(({ isMet, resolve }) => {
      if (!isMet()) return true;
      resolve();
      return false;
    });
  }
}

function valueOf<Value>(result: { ok: true; value: Value } | { ok: false; code: string }): Value {
  if (!result.ok) throw new Error(`the server sent something unreadable: ${result.code}`);
  return result.value;
}
