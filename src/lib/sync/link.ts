// One live line to the server: one lease, one fresh Y.Doc, one y-websocket provider, from opening to its end. It never
// reconnects: after its end a new one is made. Edits leave it as frames only.
import type { Decoder } from 'lib0/decoding';
import type { Encoder } from 'lib0/encoding';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { ErrorCode, Result } from '../contract/errors.ts';
import type { PlanId } from '../contract/ids.ts';
import type { Rights } from '../contract/permissions.ts';
import { applyCells, type CellWrite } from '../document/apply.ts';
import {
  decodeAck,
  decodeHeartbeat,
  decodeOvertaken,
  decodeReadOnly,
  decodeRefusal,
  decodeRights,
  decodeSync,
  encodeFrame,
  syncStep1,
  syncStep2,
} from '../protocol/codec.ts';
import {
  type Ack,
  closeCodes,
  type Frame,
  type LeaseGrant,
  type LostCell,
  messageAck,
  messageHeartbeat,
  messageOvertaken,
  messageReadOnly,
  messageRefused,
  messageRights,
  messageSync,
  type Refusal,
} from '../protocol/messages.ts';
import type { SessionEnvironment } from './environment.ts';

/** y-websocket's own message for « permission denied ». */
const messageAuth = 2;
/** A large plan over a slow line; a server that accepts and then says nothing is given up after it. */
const syncWithinMs = 20_000;
/** Names this tab's own gestures in the document's transactions. */
const gestureOrigin = 'gesture';

export type LinkEnd =
  /** The line broke. */
  | { readonly kind: 'lost' }
  /** The server asks for a fresh start, or this side does. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'final'; readonly code: ErrorCode };

interface LinkHandlers {
  /** The document is complete and nothing of this tab is in it yet. */
  onSynced(link: Link): void;
  onAck(link: Link, ack: Ack): void;
  /** What this tab had acknowledged was overwritten by somebody who had not seen it. */
  onOvertaken(link: Link, cells: readonly LostCell[]): void;
  onRefused(link: Link, refusal: Refusal): void;
  onReadOnly(link: Link, isReadOnly: boolean): void;
  /** Before the document, and whenever they change. */
  onRights(link: Link, rights: Rights): void;
  onPeers(link: Link): void;
  /** Once, and nothing after it. */
  onEnd(link: Link, end: LinkEnd): void;
}

type LinkEnvironment = Pick<SessionEnvironment, 'WebSocket' | 'clock'>;

export class Link {
  readonly leaseId: string;
  readonly clientId: number;
  readonly epoch: number;
  /** By this device's clock: whatever the server tells here is of a later moment. */
  readonly startedAt: number;
  readonly doc: Y.Doc;
  readonly #provider: WebsocketProvider;
  readonly #handlers: LinkHandlers;
  readonly #cancelTimeout: () => void;
  #lastFrame = 0;
  #hasEnded = false;

  constructor(
    socketUrl: string,
    planId: PlanId,
    grant: LeaseGrant,
    environment: LinkEnvironment,
    handlers: LinkHandlers,
  ) {
    this.leaseId = grant.leaseId;
    this.clientId = grant.clientId;
    this.epoch = grant.epoch;
    this.startedAt = environment.clock.now();
    this.#handlers = handlers;
    this.doc = new Y.Doc();
    this.doc.clientID = grant.clientId;
    this.#provider = new WebsocketProvider(socketUrl, encodeURIComponent(planId), this.doc, {
      connect: false,
      disableBc: true,
      params: { lease: grant.leaseId },
      WebSocketPolyfill: environment.WebSocket,
      shouldReconnect: () => false,
    });
    this.#listen();
    this.#cancelTimeout = environment.clock.after(syncWithinMs, () => this.end({ kind: 'lost' }));
  }

  get awareness() {
    return this.#provider.awareness;
  }

  connect(): void {
    this.#provider.connect();
  }

  nextFrame(): number {
    this.#lastFrame += 1;
    return this.#lastFrame;
  }

  /** One transaction, one update, one frame. Its number was taken from `nextFrame`, in the same order. */
  send({ frame, gestureId, gesture, heldMs }: Frame, writes: Iterable<CellWrite>): void {
    applyCells(this.doc, writes, gestureOrigin);
    const socket = this.#provider.ws;
    // A socket on its way down takes nothing more: the edit stays an intent, and the next link sends it.
    if (socket !== null && socket.readyState === socket.OPEN)
      socket.send(encodeFrame({ frame, gestureId, gesture, heldMs }).slice());
  }

  end(end: LinkEnd): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#cancelTimeout();
    this.#provider.shouldConnect = false;
    // The provider may be in the middle of telling us; it is taken down once it has finished.
    queueMicrotask(() => {
      this.#provider.destroy();
      this.doc.destroy();
    });
    this.#handlers.onEnd(this, end);
  }

  #listen(): void {
    const provider = this.#provider;
    provider.on('connection-close', (event) => this.end(endOf(event?.code)));
    provider.awareness.on('change', () => {
      if (!this.#hasEnded) this.#handlers.onPeers(this);
    });
    this.#handle(messageSync, decodeSync, ({ kind, payload }) => {
      // The server's question for our state stays unanswered: edits arrive as frames only (design §5).
      if (kind === syncStep1) return;
      Y.applyUpdate(this.doc, payload, provider);
      if (kind !== syncStep2 || provider.synced) return;
      provider.synced = true;
      this.#cancelTimeout();
      this.#handlers.onSynced(this);
    });
    this.#handle(messageAck, decodeAck, (ack) => this.#handlers.onAck(this, ack));
    this.#handle(messageOvertaken, decodeOvertaken, (cells) => this.#handlers.onOvertaken(this, cells));
    this.#handle(messageRefused, decodeRefusal, (refusal) => this.#handlers.onRefused(this, refusal));
    this.#handle(messageReadOnly, decodeReadOnly, (isReadOnly) =>
      this.#handlers.onReadOnly(this, isReadOnly),
    );
    this.#handle(messageRights, decodeRights, (rights) => this.#handlers.onRights(this, rights));
    this.#handle(messageHeartbeat, decodeHeartbeat, () => undefined);
    provider.messageHandlers[messageAuth] = () => this.end({ kind: 'final', code: 'forbidden' });
  }

  #handle<Message>(
    type: number,
    decode: (decoder: Decoder) => Result<Message>,
    act: (message: Message) => void,
  ): void {
    this.#provider.messageHandlers[type] = (_encoder: Encoder, decoder: Decoder) => {
      if (this.#hasEnded) return;
      const message = decode(decoder);
      if (message.ok) act(message.value);
      // What cannot be read may have been an acknowledgement: start again and ask.
      else this.end({ kind: 'lost' });
    };
  }
}

function endOf(closeCode: number | undefined): LinkEnd {
  switch (closeCode) {
    case closeCodes.sessionEnded:
      return { kind: 'final', code: 'not_signed_in' };
    case closeCodes.forbidden:
      return { kind: 'final', code: 'forbidden' };
    case closeCodes.planGone:
      return { kind: 'final', code: 'not_found' };
    case closeCodes.documentReset:
      return { kind: 'reset' };
    default:
      return { kind: 'lost' };
  }
}
