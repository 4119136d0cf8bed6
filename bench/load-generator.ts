// The process that plays many tabs against one server, ours or a relay. Takes its orders over the channel to its parent
// (load-scene.ts). One document makes everybody's edits, each under its author's client id; each value carries a number by
// which those who watch know it in whatever update it comes.
import { readFileSync } from 'node:fs';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { type CellKey, cellKey, columnId, type GestureId, type PlanId } from '../src/lib/contract/ids.ts';
import { applyCells } from '../src/lib/document/apply.ts';
import { rowsOf } from '../src/lib/document/layout.ts';
import { decodeSync, encodeFrame, encodeSync, syncStep1, syncUpdate } from '../src/lib/protocol/codec.ts';
import { requestLease } from '../tests/helpers/test-client.ts';
import { quantile } from './measure.ts';
import { RawClient } from './raw-client.ts';

export interface LoadTarget {
  readonly kind: 'trame' | 'relay';
  readonly url: string;
  readonly planId: PlanId;
  /** One for each person; tabs take them in turn. */
  readonly cookies: readonly string[];
  /** The document that all start from. */
  readonly documentFile: string;
}

export type LoadOrder =
  | { readonly type: 'connect'; readonly target: LoadTarget; readonly clients: number }
  | { readonly type: 'run'; readonly perSecond: number; readonly seconds: number }
  /** Every tab takes a new lease and the document, all at once. */
  | { readonly type: 'return' }
  | { readonly type: 'disconnect' };

export interface LoadResult {
  readonly edits: number;
  readonly toOther: Quantiles;
  /** Empty of a relay. */
  readonly toAck: Quantiles;
  /** Edits that some watcher never saw, or whose ack never came. */
  readonly missing: number;
  /** Of `return`: until the last tab had the document; its time among the others. */
  readonly ms: number;
}

export interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

interface Tab {
  readonly index: number;
  readonly clientId: number;
  readonly leaseId: string;
  readonly keys: readonly CellKey[];
  client: RawClient | null;
  frame: number;
  edits: number;
  synced: () => void;
  readonly sentAt: Map<number, number>;
}

/** Tabs that look into every update; the others only throw it away. */
const watchers = 3;
/** Of its own: edits of two tabs never rest on each other. */
const cellsOfTab = 20;
const connectAtOnce = 8;
/** After the last edit of a run: what has not come by then never does. */
const lastMs = 3_000;
const marker = /#(\d+)#/g;

class Generator {
  readonly #target: LoadTarget;
  readonly #doc = new Y.Doc();
  #tabs: Tab[] = [];
  #number = 0;
  readonly #sentAt = new Map<number, { readonly at: number; readonly author: Tab; seen: number }>();
  #toOther: number[] = [];
  #toAck: number[] = [];
  #update: Uint8Array = new Uint8Array();

  constructor(target: LoadTarget) {
    this.#target = target;
    Y.applyUpdate(this.#doc, readFileSync(target.documentFile));
    this.#doc.on('update', (update: Uint8Array) => (this.#update = update));
  }

  async connect(clients: number): Promise<void> {
    const indicators = [...rowsOf(this.#doc).values()].filter(({ kind }) => kind === 'indicator');
    const keys = indicators.map(({ id }) => cellKey(id, columnId('comment')));
    const share = Math.min(cellsOfTab, Math.floor(keys.length / clients));
    for (let from = 0; from < clients; from += connectAtOnce) {
      const indexes = Array.from({ length: Math.min(connectAtOnce, clients - from) }, (_, i) => from + i);
      await Promise.all(
        indexes.map((index) => this.#open(index, keys.slice(index * share, (index + 1) * share))),
      );
    }
  }

  async run(perSecond: number, seconds: number): Promise<LoadResult> {
    this.#toOther = [];
    this.#toAck = [];
    this.#sentAt.clear();
    let random = 42;
    // People type independently of each other: exponential pauses (a seeded generator of Lehmer's).
    const pauseMs = (): number => {
      random = (random * 48_271) % 2_147_483_647;
      return (-Math.log(random / 2_147_483_647) * 1_000) / perSecond;
    };
    const startedAt = performance.now();
    const endsAt = startedAt + seconds * 1_000;
    let edits = 0;
    await new Promise<void>((resolve) => {
      let due = startedAt + pauseMs();
      const step = (): void => {
        const now = performance.now();
        for (; due <= now && due < endsAt; due += pauseMs()) {
          this.#edit(edits++);
        }
        if (due >= endsAt) return resolve();
        setTimeout(step, Math.max(0, due - performance.now()));
      };
      step();
    });
    const isDone = (): boolean => this.#unseen() === 0 && this.#tabs.every(({ sentAt }) => sentAt.size === 0);
    const latest = performance.now() + lastMs;
    while (!isDone() && performance.now() < latest) await new Promise((resolve) => setTimeout(resolve, 20));
    const missing = this.#unseen() + this.#tabs.reduce((sum, { sentAt }) => sum + sentAt.size, 0);
    const ms = performance.now() - startedAt;
    return { edits, toOther: quantiles(this.#toOther), toAck: quantiles(this.#toAck), missing, ms };
  }

  async returnAll(): Promise<LoadResult> {
    this.disconnect();
    const startedAt = performance.now();
    const tabs = this.#tabs;
    this.#tabs = [];
    await Promise.all(tabs.map(({ index, keys, leaseId }) => this.#open(index, keys, leaseId)));
    const none = quantiles([]);
    return { edits: 0, toOther: none, toAck: none, missing: 0, ms: performance.now() - startedAt };
  }

  disconnect(): void {
    for (const { client } of this.#tabs) client?.destroy();
  }

  async #open(index: number, keys: readonly CellKey[], previousLeaseId?: string): Promise<void> {
    const { kind, url, planId, cookies } = this.#target;
    const cookie = cookies[index % cookies.length] ?? '';
    const lease =
      kind === 'trame'
        ? await retried(() => requestLease({ url, planId, cookie }, previousLeaseId))
        : { leaseId: '', clientId: 1_000_000_000 + index * 7_919 };
    const { clientId, leaseId } = lease;
    const synced = (): void => undefined;
    const tab: Tab = {
      index,
      clientId,
      leaseId,
      keys,
      client: null,
      frame: 0,
      edits: 0,
      synced,
      sentAt: new Map(),
    };
    const whole = new Promise<void>((resolve) => (tab.synced = resolve));
    const path = kind === 'trame' ? `/sync/${planId}?lease=${leaseId}` : '/';
    tab.client = await RawClient.open({
      url: url.replace('http', 'ws') + path,
      headers: { cookie, origin: url },
      onMessage: (message) => this.#hear(tab, message),
    });
    this.#tabs[index] = tab;
    if (kind !== 'trame') return;
    tab.client.send(encodeSync(syncStep1, Uint8Array.of(0)));
    await whole;
  }

  #edit(turn: number): void {
    const tab = this.#tabs[turn % this.#tabs.length];
    const key = tab?.keys[tab.edits % tab.keys.length];
    if (tab === undefined || key === undefined) throw new Error('no tab');
    const number = ++this.#number;
    tab.edits++;
    this.#doc.clientID = tab.clientId;
    // With the process: what a cell holds already is not written again.
    applyCells(this.#doc, [{ key, value: `#${number}#${process.pid}` }], null);
    const at = performance.now();
    this.#sentAt.set(number, { at, author: tab, seen: 0 });
    const messages = [encodeSync(syncUpdate, this.#update)];
    if (this.#target.kind === 'trame') {
      tab.sentAt.set(++tab.frame, at);
      const gestureId = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as GestureId;
      messages.push(encodeFrame({ frame: tab.frame, gestureId, gesture: 'typing', heldMs: 0 }));
    }
    tab.client?.send(...messages);
  }

  #hear(tab: Tab, message: Buffer): void {
    const now = performance.now();
    const [type, second] = message;
    if (type === 101) {
      const frame = readVarUint(message, 1);
      const at = tab.sentAt.get(frame);
      if (at !== undefined) this.#toAck.push(now - at);
      tab.sentAt.delete(frame);
    } else if (type === 102) throw new Error(`refused: ${message.toString('latin1', 1, 80)}`);
    else if (type === 0 && second === 1) {
      // One of them is enough to know what all start from.
      if (tab.index === 0) this.#learn(message);
      tab.synced();
    } else if (type === 0 && tab.index < watchers) {
      for (const [, digits] of message.toString('latin1').matchAll(marker)) {
        const number = Number(digits);
        const sent = this.#sentAt.get(number);
        if (sent === undefined || sent.author === tab) continue;
        this.#toOther.push(now - sent.at);
        if (++sent.seen >= this.#audience(sent.author)) this.#sentAt.delete(number);
      }
    }
  }

  #learn(message: Buffer): void {
    const decoder = decoding.createDecoder(message);
    decoding.readVarUint(decoder);
    const sync = decodeSync(decoder);
    if (sync.ok) Y.applyUpdate(this.#doc, sync.value.payload);
  }

  #audience(author: Tab): number {
    return Math.min(watchers, this.#tabs.length) - (author.index < watchers ? 1 : 0);
  }

  #unseen(): number {
    return this.#sentAt.size;
  }
}

/** A person has leases for 300 tabs, then five more a second. */
async function retried<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function readVarUint(bytes: Uint8Array, from: number): number {
  let value = 0;
  let factor = 1;
  for (let i = from; ; i++) {
    const byte = bytes[i] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value;
    factor *= 128;
  }
}

function quantiles(values: readonly number[]): Quantiles {
  return { p50: quantile(values, 0.5), p99: quantile(values, 0.99), max: quantile(values, 1) };
}

let generator: Generator | null = null;

async function obey(order: LoadOrder): Promise<LoadResult | null> {
  if (order.type === 'connect') {
    generator = new Generator(order.target);
    await generator.connect(order.clients);
    return null;
  }
  if (generator === null) throw new Error('not connected');
  if (order.type === 'run') return generator.run(order.perSecond, order.seconds);
  if (order.type === 'return') return generator.returnAll();
  generator.disconnect();
  return null;
}

process.on('message', (order: LoadOrder) => {
  void obey(order).then((result) => process.send?.({ result }));
});
