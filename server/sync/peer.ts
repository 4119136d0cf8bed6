// One socket, speaking for one lease: reads its messages, gathers the updates of a frame, keeps it within its limits.
// It decides nothing about the plan: the room does.
import * as decoding from 'lib0/decoding';
import type { ErrorCode } from '../../src/lib/contract/errors.ts';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import { isSameRights, type Rights } from '../../src/lib/contract/permissions.ts';
import {
  decodeFrame,
  decodeSync,
  encodeRefusal,
  encodeRights,
  syncStep1,
  syncStep2,
  syncUpdate,
} from '../../src/lib/protocol/codec.ts';
import {
  closeCodes,
  maxFrameBytes,
  maxGestureBytes,
  messageAwareness,
  messageFrame,
  messageQueryAwareness,
  messageSync,
} from '../../src/lib/protocol/messages.ts';
import { decodePresence } from '../../src/lib/protocol/presence-codec.ts';
import type { Lease } from '../store/ports.ts';
import { carriesNothingNew } from './check.ts';
import type { PresentUser } from './presence.ts';
import type { RoomPeer } from './room-peer.ts';
import type { Room } from './room.ts';
import type { SyncObserver } from './sync-observer.ts';
import { TokenBucket } from './token-bucket.ts';

/** What carries the bytes: a WebSocket, or a test's pair of arrays. */
export interface Transport {
  /** Bytes handed over and not yet sent. */
  readonly bufferedBytes: number;
  send(message: Uint8Array): void;
  close(code: number, reason: string): void;
  /** Stops reading for a while: the sender feels it as a slow network, and loses nothing. */
  pauseFor(milliseconds: number): void;
}

export interface PeerOptions {
  readonly transport: Transport;
  readonly room: Room;
  readonly lease: Lease;
  readonly user: PresentUser;
  readonly rights: Rights;
  readonly observer: SyncObserver;
  readonly now: () => number;
}

type PeerState =
  /** Open; its sync step 1 has not come yet. */
  | { readonly state: 'joining' }
  /** `updates`: what has come since the last frame message. */
  | { readonly state: 'live'; updates: Uint8Array[]; bytes: number }
  | { readonly state: 'closed' };

/** A paste takes one update; a gesture of many transactions should be one. */
const maxUpdatesInFrame = 2_000;
/** Typing and cursors of one person stay far below; a replay of offline edits is slowed down, not refused. */
const messageBurst = 600;
const messagesPerSecond = 150;
const byteBurst = 4 * maxGestureBytes;
const bytesPerSecond = 512 * 1024;
/** Frames above the ordinary size: pastes and restores. */
const largeFrameBurst = 8;
const largeFramesPerSecond = 0.5;
/** A debt that takes longer than this is no longer a person at work. */
const maxPauseMs = 60_000;
/** A reader so slow that this much waits for it starts afresh instead: 1013 is « try again later ». */
const maxBufferedBytes = 16 * 1024 * 1024;
const tryAgainLater = 1013;

export class Peer implements RoomPeer {
  readonly lease: Lease;
  readonly user: PresentUser;
  readonly #options: PeerOptions;
  readonly #messages: TokenBucket;
  readonly #bytes: TokenBucket;
  readonly #largeFrames: TokenBucket;
  #state: PeerState = { state: 'joining' };
  #rights: Rights;

  constructor(options: PeerOptions) {
    this.#options = options;
    this.lease = options.lease;
    this.user = options.user;
    this.#rights = options.rights;
    const now = options.now();
    this.#messages = new TokenBucket(messageBurst, messagesPerSecond, now);
    this.#bytes = new TokenBucket(byteBurst, bytesPerSecond, now);
    this.#largeFrames = new TokenBucket(largeFrameBurst, largeFramesPerSecond, now);
  }

  get rights(): Rights {
    return this.#rights;
  }

  /** From the next frame on; those that were taken before stand. */
  setRights(rights: Rights): void {
    if (isSameRights(this.#rights, rights)) return;
    this.#rights = rights;
    if (this.isLive) this.send(encodeRights(rights));
  }

  get isLive(): boolean {
    return this.#state.state === 'live';
  }

  receive(message: Uint8Array): void {
    if (this.#state.state === 'closed') return;
    this.#options.observer.received(message.length);
    this.#slowDown(message.length);
    const decoder = decoding.createDecoder(message);
    switch (readType(decoder)) {
      case messageSync:
        return this.#receiveSync(decoder);
      case messageFrame:
        return this.#receiveFrame(decoder);
      case messageAwareness:
        return this.#receivePresence(decoder);
      case messageQueryAwareness:
        return this.#options.room.tellPresence(this);
      default:
        return this.#refuse(0, 'malformed', []);
    }
  }

  send(message: Uint8Array): void {
    if (this.#state.state === 'closed') return;
    this.#options.observer.sent(message.length);
    this.#options.transport.send(message);
    if (this.#options.transport.bufferedBytes > maxBufferedBytes) this.close(tryAgainLater, 'too slow');
  }

  close(code: number, reason: string): void {
    if (this.#state.state === 'closed') return;
    this.#state = { state: 'closed' };
    this.#options.transport.close(code, reason);
    this.#options.room.leave(this);
  }

  /** The other side is gone. */
  disconnected(): void {
    if (this.#state.state === 'closed') return;
    this.#state = { state: 'closed' };
    this.#options.room.leave(this);
  }

  #receiveSync(decoder: decoding.Decoder): void {
    const message = decodeSync(decoder);
    if (!message.ok) return this.#refuse(0, message.code, []);
    const { kind, payload } = message.value;
    switch (kind) {
      case syncStep1:
        return this.#answerSync();
      case syncStep2:
        // PR5: edits arrive as frames only.
        if (!carriesNothingNew(this.#options.room.doc, payload)) this.#refuse(0, 'malformed', []);
        return;
      case syncUpdate:
        return this.#gather(payload);
      default:
        return this.#refuse(0, 'malformed', []);
    }
  }

  /** PR3: once a socket. The whole document is a thousand times what asking for it costs. */
  #answerSync(): void {
    if (this.#state.state !== 'joining') return this.close(closeCodes.tooMuch, 'rate_limited');
    this.#options.room.answerSync(this);
    if (this.#state.state === 'joining') this.#state = { state: 'live', updates: [], bytes: 0 };
  }

  #gather(update: Uint8Array): void {
    if (this.#state.state !== 'live') return this.#refuse(0, 'malformed', []);
    this.#state.bytes += update.length;
    if (this.#state.bytes > maxGestureBytes || this.#state.updates.length >= maxUpdatesInFrame)
      return this.#refuse(0, 'frame_too_large', []);
    // A copy: what was received lies in a buffer that the socket uses again.
    this.#state.updates.push(new Uint8Array(update));
  }

  #receiveFrame(decoder: decoding.Decoder): void {
    const frame = decodeFrame(decoder);
    if (!frame.ok) return this.#refuse(0, frame.code, []);
    if (this.#state.state !== 'live') return this.#refuse(frame.value.frame, 'malformed', []);
    const { updates, bytes } = this.#state;
    this.#state = { state: 'live', updates: [], bytes: 0 };
    if (bytes > maxFrameBytes) this.#pause(this.#largeFrames.take(1, this.#options.now()));
    const refusal = this.#options.room.submit(this, frame.value, updates);
    if (refusal !== null) this.#refuse(frame.value.frame, refusal.code, refusal.cells);
  }

  #receivePresence(decoder: decoding.Decoder): void {
    const entries = decodePresence(decoder);
    if (!entries.ok) return this.#refuse(0, entries.code, []);
    this.#options.room.setPresence(this, entries.value);
  }

  /** PR7: a refusal ends the connection, for Yjs would keep all that comes after it pending. */
  #refuse(frame: number, code: ErrorCode, cells: readonly CellKey[]): void {
    this.#options.observer.frameRefused(code);
    this.send(encodeRefusal({ frame, code, cells }));
    this.close(closeCodes.documentReset, code);
  }

  #slowDown(bytes: number): void {
    const now = this.#options.now();
    this.#pause(Math.max(this.#messages.take(1, now), this.#bytes.take(bytes, now)));
  }

  #pause(milliseconds: number): void {
    if (milliseconds > maxPauseMs) this.close(closeCodes.tooMuch, 'rate_limited');
    else if (milliseconds > 0) this.#options.transport.pauseFor(milliseconds);
  }
}

function readType(decoder: decoding.Decoder): number | null {
  // Our types fit in one byte of lib0's varUint, whose high bit says that more follows.
  return decoding.hasContent(decoder) ? decoding.readUint8(decoder) : null;
}
