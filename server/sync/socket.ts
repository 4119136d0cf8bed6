// The WebSocket end of the plans: who may come in, with which lease, and for how long. A refusal is told by a close code
// after the upgrade was accepted, because browsers hide the HTTP answer of a refused one.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { ErrorCode } from '../../src/lib/contract/errors.ts';
import type { LeaseId, PlanId, UserId } from '../../src/lib/contract/ids.ts';
import type { Rights } from '../../src/lib/contract/permissions.ts';
import { encodeHeartbeat } from '../../src/lib/protocol/codec.ts';
import { closeCodes, maxGestureBytes } from '../../src/lib/protocol/messages.ts';
import type { PlanStore } from '../store/ports.ts';
import { Peer } from './peer.ts';
import type { PresentUser } from './presence.ts';
import type { Registry } from './registry.ts';
import { Framer, transportOf } from './socket-transport.ts';
import type { Log, SyncObserver } from './sync-observer.ts';

/** Who stands at the door. Implemented over accounts and contracts by whoever builds the app. */
export interface Gate<User extends PresentUser> {
  isOriginAccepted(request: IncomingMessage): boolean;
  /** By the session cookie. */
  signedIn(cookieHeader: string | undefined): Promise<User | null>;
  /** Null when the plan does not exist or the user is no member of its contract. */
  rightsIn(user: User, planId: PlanId): Rights | null;
}

export interface SyncSocketsOptions<User extends PresentUser> {
  readonly gate: Gate<User>;
  readonly registry: Registry;
  readonly store: PlanStore;
  readonly log: Log;
  readonly observer: SyncObserver;
  readonly now: () => number;
  /** The last connection of this person to the plan has ended. */
  readonly left: (planId: PlanId, userId: UserId) => void;
  /** y-websocket gives a connection up after 30 s of silence. */
  readonly heartbeatMs: number;
}

interface Connection {
  readonly peer: Peer;
  readonly socket: WebSocket;
  readonly planId: PlanId;
  readonly cookieHeader: string | undefined;
  hasAnswered: boolean;
}

const syncPath = /^\/sync\/([A-Za-z0-9_-]{1,64})$/;
/** Room for the message's own few bytes around the largest gesture. */
const maxMessageBytes = maxGestureBytes + 1024;

export class SyncSockets<User extends PresentUser> {
  readonly #options: SyncSocketsOptions<User>;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    // Sockets are kept in `#connections`, from the moment they have joined.
    clientTracking: true,
  });
  readonly #framer = new Framer();
  readonly #connections = new Set<Connection>();
  readonly #heartbeat: ReturnType<typeof setInterval>;

  constructor(options: SyncSocketsOptions<User>) {
    this.#options = options;
    this.#heartbeat = setInterval(() => this.#beat(), options.heartbeatMs);
    this.#heartbeat.unref();
  }

  get connections(): number {
    return this.#connections.size;
  }

  isHere(userId: UserId, planId: PlanId): boolean {
    for (const { peer, planId: open } of this.#connections)
      if (open === planId && peer.user.id === userId) return true;
    return false;
  }

  /** False when the path is not ours: the caller decides what to do with the socket. */
  handleUpgrade(request: IncomingMessage, stream: Duplex, head: Buffer): boolean {
    // Not by `new URL`: it throws for `//`, and what throws in an upgrade listener ends the process.
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const planId = syncPath.exec(path)?.[1];
    if (planId === undefined) return false;
    const leaseId = new URLSearchParams(query).get('lease') ?? '';
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      // A socket that breaks the WebSocket protocol closes itself; without a listener the error would end the process.
      socket.on('error', (error) => this.#options.log.info({ err: error }, 'socket error'));
      this.#admit(request, { socket, stream }, planId as PlanId, leaseId as LeaseId).catch(
        (error: unknown) => {
          this.#options.log.error({ err: error }, 'a socket could not be admitted');
          socket.close(1011, 'internal');
        },
      );
    });
    return true;
  }

  /** Asks again whether each connection's session and membership still stand: after a logout, and at each heartbeat. */
  async revalidate(): Promise<void> {
    const { gate } = this.#options;
    await Promise.all(
      [...this.#connections].map(async ({ peer, planId, cookieHeader }) => {
        const user = await gate.signedIn(cookieHeader);
        if (user === null) return peer.close(closeCodes.sessionEnded, 'not_signed_in');
        const rights = gate.rightsIn(user, planId);
        if (rights === null) peer.close(closeCodes.forbidden, 'forbidden');
        else peer.setRights(rights);
      }),
    );
  }

  /** Rooms are closed before; what is left is sent away, and cut off when it does not go. */
  async stop(graceMs: number): Promise<void> {
    clearInterval(this.#heartbeat);
    const closed = [...this.#server.clients].map(
      (socket) =>
        new Promise<void>((resolve) => {
          if (socket.readyState === WebSocket.CLOSED) return resolve();
          socket.once('close', () => resolve());
          socket.close(closeCodes.serverRestart, 'server restart');
        }),
    );
    const cutOff = setTimeout(() => {
      for (const socket of this.#server.clients) socket.terminate();
    }, graceMs);
    await Promise.all(closed);
    clearTimeout(cutOff);
    this.#server.close();
  }

  async #admit(
    request: IncomingMessage,
    { socket, stream }: { readonly socket: WebSocket; readonly stream: Duplex },
    planId: PlanId,
    leaseId: LeaseId,
  ): Promise<void> {
    const { gate, registry, store, observer, now } = this.#options;
    const refuse = (code: number, reason: ErrorCode): void => socket.close(code, reason);
    if (!gate.isOriginAccepted(request)) return refuse(closeCodes.forbidden, 'bad_origin');
    // Nothing is read before there is somebody to read it for.
    socket.pause();
    const cookieHeader = request.headers.cookie;
    const user = await gate.signedIn(cookieHeader);
    socket.resume();
    if (user === null) return refuse(closeCodes.sessionEnded, 'not_signed_in');
    const rights = gate.rightsIn(user, planId);
    if (rights === null) return refuse(closeCodes.planGone, 'not_found');
    const lease = store.lease(leaseId);
    if (lease === null || lease.planId !== planId || lease.userId !== user.id)
      return refuse(closeCodes.documentReset, 'lease_unknown');
    const room = registry.open(planId);
    if (!room.ok) return refuse(closeCodes.serverRestart, room.code);
    if (socket.readyState !== WebSocket.OPEN) return;

    const peer = new Peer({
      transport: transportOf(socket, stream, this.#framer),
      room: room.value,
      lease,
      user,
      rights,
      observer,
      now,
    });
    if (!room.value.join(peer)) return refuse(closeCodes.documentReset, 'lease_unknown');
    const connection: Connection = { peer, socket, planId, cookieHeader, hasAnswered: true };
    this.#connections.add(connection);
    socket.on('pong', () => {
      connection.hasAnswered = true;
    });
    socket.on('close', () => {
      this.#connections.delete(connection);
      peer.disconnected();
      if (!this.isHere(user.id, planId)) this.#options.left(planId, user.id);
    });
    socket.on('message', (data, isBinary) => {
      if (!isBinary || !(data instanceof Uint8Array))
        return peer.close(closeCodes.documentReset, 'malformed');
      try {
        peer.receive(data);
      } catch (error) {
        // A bug: this connection ends, the room and the others go on.
        this.#options.log.error({ planId, userId: user.id, err: error }, 'a message could not be handled');
        peer.close(closeCodes.documentReset, 'internal');
      }
    });
  }

  #beat(): void {
    const beat = encodeHeartbeat();
    for (const connection of this.#connections) {
      const { peer, socket } = connection;
      if (!connection.hasAnswered) {
        socket.terminate();
        continue;
      }
      connection.hasAnswered = false;
      socket.ping();
      peer.send(beat);
    }
    this.revalidate().catch((error: unknown) => {
      this.#options.log.error({ err: error }, 'sessions could not be checked');
    });
  }
}
