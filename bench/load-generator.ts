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

interface Edit {
  /** By which it is known in an update. */
  readonly number: number;
  readonly key: CellKey;
  readonly at: number;
}

interface Tab {
  readonly index: number;
  readonly keys: readonly CellKey[];
  clientId: number;
  leaseId: string;
  epoch: number;
  /** Null while it is away. */
  client: RawClient | null;
  frame: number;
  edits: number;
  synced: () => void;
  /** By frame: sent and not acknowledged. */
  unacked: Map<number, Edit>;
  /** Typed while it was away. */
  waiting: Edit[];
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
  #doc = new Y.Doc();
  #epoch = 0;
  readonly #tabs: Tab[] = [];
  #number = 0;
  /** By number: not yet seen by all who watch. */
  readonly #unseen = new Map<number, { readonly at: number; readonly author: Tab; seen: number }>();
  #toOther: number[] = [];
  #toAck: number[] = [];
  #update: Uint8Array = new Uint8Array();

  constructor(target: LoadTarget) {
    this.#target = target;
    this.#begin(readFileSync(target.documentFile));
  }

  async connect(clients: number): Promise<void> {
    const indicators = [...rowsOf(this.#doc).values()].filter(({ kind }) => kind === 'indicator');
    const keys = indicators.map(({ id }) => cellKey(id, columnId('comment')));
    const share = Math.min(cellsOfTab, Math.floor(keys.length / clients));
    for (let from = 0; from < clients; from += connectAtOnce) {
      const indexes = Array.from({ length: Math.min(connectAtOnce, clients - from) }, (_, i) => from + i);
      await Promise.all(
        indexes.map((index) => {
          const tab = newTab(index, keys.slice(index * share, (index + 1) * share));
          this.#tabs[index] = tab;
          return this.#open(tab);
        }),
      );
    }
  }

  async run(perSecond: number, seconds: number): Promise<LoadResult> {
    this.#toOther = [];
    this.#toAck = [];
    this.#unseen.clear();
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
    const countMissing = (): number =>
      this.#unseen.size +
      this.#tabs.reduce((sum, { unacked, waiting }) => sum + unacked.size + waiting.length, 0);
    const latest = performance.now() + lastMs;
    while (countMissing() > 0 && performance.now() < latest)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const missing = countMissing();
    const ms = performance.now() - startedAt;
    return { edits, toOther: quantiles(this.#toOther), toAck: quantiles(this.#toAck), missing, ms };
  }

  async returnAll(): Promise<LoadResult> {
    this.disconnect();
    const startedAt = performance.now();
    await Promise.all(this.#tabs.map((tab) => this.#open(tab)));
    const none = quantiles([]);
    return { edits: 0, toOther: none, toAck: none, missing: 0, ms: performance.now() - startedAt };
  }

  disconnect(): void {
    for (const tab of this.#tabs) {
      tab.client?.destroy();
      tab.client = null;
    }
  }

  #begin(document: Uint8Array): void {
    this.#doc.destroy();
    this.#doc = new Y.Doc();
    Y.applyUpdate(this.#doc, document);
    this.#doc.on('update', (update: Uint8Array) => (this.#update = update));
  }

  /** Joins, or comes back: what is not on disk of what it had sent, and what was typed meanwhile, is sent then. */
  async #open(tab: Tab): Promise<void> {
    const { kind, url, planId, cookies } = this.#target;
    const cookie = cookies[tab.index % cookies.length] ?? '';
    const headers = { cookie, origin: url };
    const onMessage = (message: Buffer): void => this.#hear(tab, message);
    if (kind === 'relay') {
      tab.client = await RawClient.open({ url: url.replace('http', 'ws') + '/', headers, onMessage });
      return;
    }
    const previous = tab.leaseId === '' ? undefined : tab.leaseId;
    const lease = await retried(() => requestLease({ url, planId, cookie }, previous));
    const lost = [...tab.unacked].filter(([frame]) => frame > (lease.previousLastFrame ?? 0));
    for (const [frame] of tab.unacked)
      if (frame <= (lease.previousLastFrame ?? 0)) this.#acknowledged(tab, frame);
    const waiting = [...lost.map(([, edit]) => edit), ...tab.waiting];
    const { clientId, leaseId, epoch } = lease;
    Object.assign(tab, { clientId, leaseId, epoch, frame: 0, unacked: new Map(), waiting });
    let isClosed = false;
    const whole = new Promise<void>((resolve) => (tab.synced = resolve));
    const client = await RawClient.open({
      url: `${url.replace('http', 'ws')}/sync/${planId}?lease=${leaseId}`,
      headers,
      onMessage,
      // A new epoch, a server that starts again.
      onClose: () => {
        isClosed = true;
        tab.client = null;
        tab.synced();
        void this.#open(tab);
      },
    });
    client.send(encodeSync(syncStep1, Uint8Array.of(0)));
    await whole;
    if (isClosed) return;
    tab.client = client;
    for (const edit of tab.waiting.splice(0)) this.#send(tab, edit);
  }

  #edit(turn: number): void {
    const tab = this.#tabs[turn % this.#tabs.length];
    const key = tab?.keys[tab.edits % tab.keys.length];
    if (tab === undefined || key === undefined) throw new Error('no tab');
    tab.edits++;
    const edit: Edit = { number: ++this.#number, key, at: performance.now() };
    this.#unseen.set(edit.number, { at: edit.at, author: tab, seen: 0 });
    if (tab.client === null) tab.waiting.push(edit);
    else this.#send(tab, edit);
  }

  #send(tab: Tab, edit: Edit): void {
    const { number, key } = edit;
    this.#doc.clientID = tab.clientId;
    // With the process: what a cell holds already is not written again.
    applyCells(this.#doc, [{ key, value: `#${number}#${process.pid}` }], null);
    const messages = [encodeSync(syncUpdate, this.#update)];
    if (this.#target.kind === 'trame') {
      tab.unacked.set(++tab.frame, edit);
      const gestureId = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as GestureId;
      messages.push(encodeFrame({ frame: tab.frame, gestureId, gesture: 'typing', heldMs: 0 }));
    }
    tab.client?.send(...messages);
  }

  #acknowledged(tab: Tab, frame: number): void {
    const edit = tab.unacked.get(frame);
    if (edit !== undefined) this.#toAck.push(performance.now() - edit.at);
    tab.unacked.delete(frame);
  }

  #hear(tab: Tab, message: Buffer): void {
    const now = performance.now();
    const [type, second] = message;
    if (type === 101) {
      this.#acknowledged(tab, readVarUint(message, 1));
    } else if (type === 102) throw new Error(`refused: ${message.toString('latin1', 1, 80)}`);
    else if (type === 0 && second === 1) {
      // One of them is enough to know what all start from.
      if (tab.epoch > this.#epoch) this.#learn(tab.epoch, message);
      if (tab.index < watchers) this.#seeWhole(tab, message);
      tab.synced();
    } else if (type === 0 && tab.index < watchers) {
      for (const [, digits] of message.toString('latin1').matchAll(marker)) {
        this.#see(tab, Number(digits), now);
      }
    }
  }

  #see(tab: Tab, number: number, now: number): void {
    const sent = this.#unseen.get(number);
    if (sent === undefined || sent.author === tab) return;
    this.#toOther.push(now - sent.at);
    if (++sent.seen >= this.#audience(sent.author)) this.#unseen.delete(number);
  }

  /** A document shows the last that a tab wrote, and so all that it wrote before. */
  #seeWhole(tab: Tab, message: Buffer): void {
    const lasts = new Map<Tab, number>();
    for (const [, digits] of message.toString('latin1').matchAll(marker)) {
      const number = Number(digits);
      const author = this.#unseen.get(number)?.author;
      if (author !== undefined) lasts.set(author, Math.max(number, lasts.get(author) ?? 0));
    }
    const now = performance.now();
    for (const [number, { author }] of this.#unseen)
      if (number <= (lasts.get(author) ?? 0)) this.#see(tab, number, now);
  }

  #learn(epoch: number, message: Buffer): void {
    const decoder = decoding.createDecoder(message);
    decoding.readVarUint(decoder);
    const sync = decodeSync(decoder);
    if (!sync.ok) throw new Error(sync.code);
    this.#begin(sync.value.payload);
    this.#epoch = epoch;
  }

  #audience(author: Tab): number {
    return Math.min(watchers, this.#tabs.length) - (author.index < watchers ? 1 : 0);
  }
}

function newTab(index: number, keys: readonly CellKey[]): Tab {
  return {
    index,
    keys,
    // A relay grants none.
    clientId: 1_000_000_000 + index * 7_919,
    leaseId: '',
    epoch: 0,
    client: null,
    frame: 0,
    edits: 0,
    synced: () => undefined,
    unacked: new Map(),
    waiting: [],
  };
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
