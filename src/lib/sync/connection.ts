// The life of the connection to one plan: opening, live, offline with retries, ended. Each attempt is a new lease and a new
// link. It knows of edits only that leases have to be asked about before anything is sent again.
import type { ErrorCode } from '../contract/errors.ts';
import type { PlanId } from '../contract/ids.ts';
import type { Rights } from '../contract/permissions.ts';
import type { Ack, LeaseGrant, LostCell, Refusal } from '../protocol/messages.ts';
import { backoffMs } from './backoff.ts';
import type { NetworkSignal, SessionEnvironment } from './environment.ts';
import { requestLease } from './lease.ts';
import { Link, type LinkEnd } from './link.ts';

const leaseWithinMs = 10_000;
/** A link that has held so long was no accident. */
const healthyAfterMs = 5_000;

export type ConnectionState =
  /** The first attempt. */
  | { readonly state: 'opening' }
  | { readonly state: 'live'; readonly link: Link; readonly isReadOnly: boolean }
  /** Between two links, at the server's wish or ours: a matter of a moment. */
  | { readonly state: 'renewing' }
  /** Waiting for the next attempt, or in it. */
  | { readonly state: 'offline' }
  | { readonly state: 'ended'; readonly code: ErrorCode };

/** What is under way, with the way to stop it. */
type Activity =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking'; readonly abort: AbortController }
  | { readonly kind: 'linked'; readonly link: Link }
  | { readonly kind: 'waiting'; readonly cancel: () => void };

interface ConnectionHandlers {
  /** The leases whose last committed frame has to be known before anything is sent. */
  leasesToSettle(): readonly string[];
  /** `lastFrame` is null when the server does not know the lease. */
  onSettled(leaseId: string, lastFrame: number | null): void;
  /** The state is `live` already; it is told after this. */
  onSynced(link: Link): void;
  /** The server can write again; the link is the one it said « read-only » on. */
  onWritable(link: Link): void;
  onAck(link: Link, ack: Ack): void;
  onOvertaken(cells: readonly LostCell[]): void;
  onRefused(link: Link, refusal: Refusal): void;
  onPeers(link: Link | null): void;
  onRights(rights: Rights): void;
  onState(state: ConnectionState): void;
}

interface ConnectionTarget {
  readonly planId: PlanId;
  /** Empty: the page's own origin. */
  readonly baseUrl: string;
}

export class Connection {
  readonly #target: ConnectionTarget;
  readonly #environment: SessionEnvironment;
  readonly #handlers: ConnectionHandlers;
  readonly #stopListening: () => void;
  #state: ConnectionState = { state: 'opening' };
  #activity: Activity = { kind: 'idle' };
  #isClosed = false;
  /** In a row, without an edit acknowledged or a link that lasted in between. */
  #failures = 0;
  #cancelHealthTimer: () => void = () => undefined;
  #lastLeaseId: string | null = null;
  /** The server said so for this link, before or after it was synced. */
  #isReadOnly = false;

  constructor(target: ConnectionTarget, environment: SessionEnvironment, handlers: ConnectionHandlers) {
    this.#target = target;
    this.#environment = environment;
    this.#handlers = handlers;
    this.#stopListening = environment.onNetworkSignal((signal) => this.#onSignal(signal));
  }

  get state(): ConnectionState {
    return this.#state;
  }

  start(): void {
    if (!this.#isClosed && this.#activity.kind === 'idle' && this.#state.state !== 'ended')
      void this.#attempt();
  }

  /** A new lease and a fresh document, at once: there are other leases to ask about. */
  renew(): void {
    switch (this.#activity.kind) {
      case 'linked':
        this.#activity.link.end({ kind: 'reset' });
        return;
      case 'asking':
        this.#activity.abort.abort();
        void this.#attempt();
        return;
      case 'waiting':
        this.#retryNow();
        return;
      case 'idle':
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#stopListening();
    this.#cancelHealthTimer();
    this.#stopActivity();
  }

  async #attempt(): Promise<void> {
    const abort = new AbortController();
    this.#activity = { kind: 'asking', abort };
    const cancelTimeout = this.#environment.clock.after(leaseWithinMs, () => abort.abort());
    const grant = await this.#obtainLease(abort);
    cancelTimeout();
    if (this.#activity.kind !== 'asking' || this.#activity.abort !== abort) return;
    if (grant === null) {
      this.#fail('offline');
      return;
    }
    this.#isReadOnly = false;
    const { baseUrl, planId } = this.#target;
    const link = new Link(socketUrl(baseUrl), planId, grant, this.#environment, {
      onSynced: (one) => {
        this.#cancelHealthTimer = this.#environment.clock.after(healthyAfterMs, () => this.#proveHealthy());
        const live = { state: 'live', link: one, isReadOnly: this.#isReadOnly } as const;
        this.#state = live;
        this.#handlers.onSynced(one);
        if (this.#state === live) this.#setState(live);
      },
      onAck: (one, ack) => {
        this.#proveHealthy();
        this.#handlers.onAck(one, ack);
      },
      onOvertaken: (_one, cells) => this.#handlers.onOvertaken(cells),
      onRefused: (one, refusal) => this.#handlers.onRefused(one, refusal),
      onReadOnly: (one, isReadOnly) => this.#onReadOnly(one, isReadOnly),
      onRights: (_one, rights) => this.#handlers.onRights(rights),
      onPeers: (one) => this.#handlers.onPeers(one),
      onEnd: (one, end) => this.#onEnd(one, end),
    });
    this.#activity = { kind: 'linked', link };
    this.#lastLeaseId = grant.leaseId;
    this.#handlers.onPeers(link);
    link.connect();
  }

  /** Null when it failed or was stopped; a final answer has ended the connection then. */
  async #obtainLease(abort: AbortController): Promise<LeaseGrant | null> {
    const { fetch } = this.#environment;
    const named = new Set(this.#handlers.leasesToSettle());
    if (this.#lastLeaseId !== null) named.add(this.#lastLeaseId);
    let grant: LeaseGrant | null = null;
    for (const previousLeaseId of named.size === 0 ? [null] : named) {
      const answer = await requestLease(fetch, { ...this.#target, previousLeaseId }, abort.signal);
      if (this.#activity.kind !== 'asking' || this.#activity.abort !== abort) return null;
      if (!answer.ok) {
        if (answer.final) this.#endWith(answer.code);
        return null;
      }
      grant = answer.grant;
      if (previousLeaseId !== null) this.#handlers.onSettled(previousLeaseId, grant.previousLastFrame);
    }
    return grant;
  }

  #onReadOnly(link: Link, isReadOnly: boolean): void {
    const wasReadOnly = this.#isReadOnly;
    this.#isReadOnly = isReadOnly;
    if (this.#state.state !== 'live' || wasReadOnly === isReadOnly) return;
    this.#setState({ state: 'live', link, isReadOnly });
    if (!isReadOnly) this.#handlers.onWritable(link);
  }

  #onEnd(link: Link, end: LinkEnd): void {
    if (this.#activity.kind !== 'linked' || this.#activity.link !== link) return;
    this.#activity = { kind: 'idle' };
    this.#cancelHealthTimer();
    this.#handlers.onPeers(null);
    switch (end.kind) {
      case 'final':
        this.#endWith(end.code);
        return;
      case 'reset':
        this.#fail('renewing');
        return;
      case 'lost':
        this.#fail('offline');
    }
  }

  #proveHealthy(): void {
    this.#failures = 0;
  }

  #fail(next: 'renewing' | 'offline'): void {
    const { clock, random } = this.#environment;
    const isFirst = this.#failures === 0;
    const delayMs = next === 'renewing' && isFirst ? 0 : backoffMs(this.#failures, random());
    this.#failures += 1;
    this.#activity = { kind: 'waiting', cancel: clock.after(delayMs, () => void this.#attempt()) };
    this.#setState(next === 'renewing' && isFirst ? { state: 'renewing' } : { state: 'offline' });
  }

  #endWith(code: ErrorCode): void {
    this.#stopActivity();
    this.#setState({ state: 'ended', code });
  }

  #onSignal(signal: NetworkSignal): void {
    switch (signal) {
      case 'online':
      case 'visible':
        this.#retryNow();
        return;
      case 'offline':
        // The socket would notice only at its next message, or never.
        if (this.#activity.kind === 'linked') this.#activity.link.end({ kind: 'lost' });
        else if (this.#activity.kind === 'asking') this.#activity.abort.abort();
        return;
      case 'hidden':
    }
  }

  #retryNow(): void {
    if (this.#activity.kind !== 'waiting') return;
    this.#activity.cancel();
    void this.#attempt();
  }

  #stopActivity(): void {
    const activity = this.#activity;
    this.#activity = { kind: 'idle' };
    switch (activity.kind) {
      case 'asking':
        activity.abort.abort();
        return;
      case 'linked':
        activity.link.end({ kind: 'lost' });
        this.#handlers.onPeers(null);
        return;
      case 'waiting':
        activity.cancel();
        return;
      case 'idle':
    }
  }

  #setState(state: ConnectionState): void {
    this.#state = state;
    if (!this.#isClosed) this.#handlers.onState(state);
  }
}

function socketUrl(baseUrl: string): string {
  const origin = baseUrl === '' ? location.origin : baseUrl;
  return `${origin.replace(/^http/, 'ws')}/sync`;
}
