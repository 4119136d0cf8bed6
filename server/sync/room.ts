// The one writer of one plan: takes frames and commands, checks, applies, commits, and only then tells (I1). Knows no
// sockets: peers are given to it. When memory and disk may differ it drops the document and loads it from disk.
import * as Y from 'yjs';
import type { Command, CommandOutcome } from '../../src/lib/contract/commands.ts';
import { failure, type Result, success } from '../../src/lib/contract/errors.ts';
import type { LeaseId, PlanId, RowId, UserId } from '../../src/lib/contract/ids.ts';
import { mayRunCommands, type Rights, type Role } from '../../src/lib/contract/permissions.ts';
import type { Plan, Signature } from '../../src/lib/contract/plan.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import { proposalsOf } from '../../src/lib/document/proposals.ts';
import { readCell, readDocument } from '../../src/lib/document/read.ts';
import {
  encodeAck,
  encodeOvertaken,
  encodeReadOnly,
  encodeRights,
  encodeSync,
  syncStep2,
  syncUpdate,
} from '../../src/lib/protocol/codec.ts';
import { encodePresence, type PresenceEntry } from '../../src/lib/protocol/presence-codec.ts';
import { closeCodes, type Frame, type LostCell } from '../../src/lib/protocol/messages.ts';
import type { AuditEntry, CommandAudit, Lease, LoadedPlan, PlanStore, Signing } from '../store/ports.ts';
import { checkFrame, type CheckedFrame, type FrameRefusal } from './check.ts';
import { CommitQueue } from './commit-queue.ts';
import { prepareCommand } from './commands.ts';
import { applyChecked } from './oracle.ts';
import { PlanDocument } from './plan-document.ts';
import { PresenceBoard, type PresentUser } from './presence.ts';
import { hasProposedFormula, noFormulas, prepareSigning, type VersionComputer } from './signing.ts';
import type { Log, SyncObserver } from './sync-observer.ts';

/** Who runs a command. */
export interface CommandActor {
  readonly id: UserId;
  readonly name: string;
  readonly role: Role;
}

/** What who signs was shown. */
export interface SigningExpectation {
  /** That the version will have. */
  readonly number: number;
  /** How many it takes over. */
  readonly proposals: number;
}

/** What a room needs of a connection. */
export interface RoomPeer {
  readonly lease: Lease;
  readonly user: PresentUser;
  readonly rights: Rights;
  /** True once its first sync step 1 was answered: from then on it gets every update. */
  readonly isLive: boolean;
  send(message: Uint8Array): void;
  close(code: number, reason: string): void;
}

export interface RoomOptions {
  readonly store: PlanStore;
  readonly log: Log;
  readonly observer: SyncObserver;
  readonly now: () => number;
  /** How often a plan that could not be written tries again. */
  readonly healEveryMs: number;
  /** Updates after which a new snapshot is written. */
  readonly snapshotEvery: number;
  /** The last peer has left. */
  readonly onIdle: (room: Room) => void;
}

interface FrameEntry {
  readonly kind: 'frame';
  readonly peer: RoomPeer;
  readonly frame: number;
  readonly update: Uint8Array;
  readonly audit: readonly AuditEntry[];
  readonly lost: readonly LostCell[];
  /** What somebody else wrote and this frame's author had not seen, by the client id that wrote it. */
  readonly overtaken: ReadonlyMap<number, readonly LostCell[]>;
}

interface CommandEntry {
  readonly kind: 'command';
  readonly update: Uint8Array;
  readonly rows: readonly Row[];
  readonly audit: CommandAudit;
  readonly settle: (isCommitted: boolean) => void;
}

/** One of the plan's own facts: its phase, its organisations. */
interface PlanEntry {
  readonly kind: 'plan';
  readonly update: Uint8Array;
  readonly rows: readonly Row[];
  readonly audit: readonly AuditEntry[];
  readonly signing: Signing | null;
}

type Entry = FrameEntry | CommandEntry | PlanEntry;

type RoomState =
  | { readonly state: 'writable' }
  /** What is to be signed is being computed: nothing may move meanwhile. */
  | { readonly state: 'signing' }
  | { readonly state: 'read_only'; readonly timer: ReturnType<typeof setInterval> }
  | { readonly state: 'closed' };

const presenceEveryMs = 50;

/** With hundreds of people, sending is dearer than waiting. */
const crowd = 200;

export class Room {
  readonly planId: PlanId;
  readonly #options: RoomOptions;
  readonly #peers = new Set<RoomPeer>();
  readonly #presence = new PresenceBoard();
  readonly #presenceToTell = new Map<number, PresenceEntry>();
  #presenceTimer: ReturnType<typeof setTimeout> | null = null;
  readonly #queue: CommitQueue<Entry, Uint8Array>;
  /** Frames applied but not yet on disk, so that frame numbers are checked against what was accepted. */
  readonly #acceptedFrames = new Map<LeaseId, number>();
  #document: PlanDocument;
  /** What the contract says of the plan, until it is on disk here too. */
  #wantedPlan: Plan | null = null;
  #state: RoomState = { state: 'writable' };

  constructor(planId: PlanId, document: PlanDocument, options: RoomOptions) {
    this.planId = planId;
    this.#document = document;
    this.#options = options;
    this.#queue = new CommitQueue<Entry, Uint8Array>({
      write: (batch) => this.#write(batch),
      onCommitted: (batch, update) => this.#tell(batch, update),
      onFailed: (batch, error) => this.#fail(batch, error),
      mergeMs: () => (this.#peers.size > crowd ? 50 : 10),
      now: options.now,
    });
  }

  get peers(): ReadonlySet<RoomPeer> {
    return this.#peers;
  }

  get isReadOnly(): boolean {
    return this.#state.state !== 'writable';
  }

  /** The disk does not take it: a signing is no such thing. */
  get isSuspended(): boolean {
    return this.#state.state === 'read_only';
  }

  get isClosed(): boolean {
    return this.#state.state === 'closed';
  }

  /** PR2: one live socket a lease; a lease that has written is never taken up again. */
  join(peer: RoomPeer): boolean {
    this.#queue.flush();
    const lease = this.#options.store.lease(peer.lease.id);
    const { doc, epoch } = this.#document;
    if (this.isClosed || lease === null || lease.retired || lease.lastFrame > 0 || lease.epoch !== epoch)
      return false;
    if (lease.clientId === doc.clientID || Y.getState(doc.store, lease.clientId) > 0) return false;
    for (const other of this.#peers) if (other.lease.id === lease.id) return false;
    this.#peers.add(peer);
    return true;
  }

  leave(peer: RoomPeer): void {
    if (!this.#peers.delete(peer) || this.isClosed) return;
    this.#acceptedFrames.delete(peer.lease.id);
    const gone = this.#presence.remove(peer.lease.clientId);
    if (gone !== null) this.#presenceChanged(gone);
    if (this.#peers.size === 0) this.#options.onIdle(this);
  }

  /** The last frame of the lease that is on disk; from now on none of its frames is taken. */
  retire(leaseId: LeaseId, userId: UserId): number | null {
    const lease = this.#options.store.lease(leaseId);
    if (lease === null || lease.planId !== this.planId || lease.userId !== userId) return null;
    for (const peer of this.#peers)
      if (peer.lease.id === leaseId) peer.close(closeCodes.documentReset, 'lease replaced');
    this.#queue.flush();
    this.#options.store.retireLease(leaseId);
    return this.#options.store.lease(leaseId)?.lastFrame ?? null;
  }

  /** What a tab says of itself: who it is, the server knows. */
  setPresence(peer: RoomPeer, entries: readonly PresenceEntry[]): void {
    const entry = this.#presence.update(peer.lease.clientId, peer.user, entries);
    if (entry !== null) this.#presenceChanged(entry);
  }

  tellPresence(peer: RoomPeer): void {
    const { entries } = this.#presence;
    if (entries.length > 0) peer.send(encodePresence(entries));
  }

  /** PR3: the answer to a sync step 1 holds nothing that is not on disk. */
  answerSync(peer: RoomPeer): void {
    this.#queue.flush();
    if (this.isClosed) return;
    // First, so that a client does not answer the document with edits that could only be refused.
    if (this.isReadOnly) peer.send(encodeReadOnly(true));
    peer.send(encodeRights(peer.rights));
    // Whole, whatever the tab says it has: every tab starts empty, and what is encoded for one is there for the next.
    peer.send(encodeSync(syncStep2, this.#document.encodeWhole()));
    this.tellPresence(peer);
  }

  get doc(): Y.Doc {
    return this.#document.doc;
  }

  /** Null when the frame was taken: its ack follows the commit. */
  submit(peer: RoomPeer, frame: Frame, updates: readonly Uint8Array[]): FrameRefusal | null {
    if (this.isReadOnly) return { ok: false, code: 'plan_read_only', cells: [] };
    const expected = (this.#acceptedFrames.get(peer.lease.id) ?? 0) + 1;
    if (frame.frame !== expected) return { ok: false, code: 'frame_out_of_order', cells: [] };
    const { doc, rows, plan } = this.#document;
    const { lease, rights } = peer;
    const { phase } = plan;
    const checked = checkFrame({ doc, rows, phase, clientId: lease.clientId, rights }, updates);
    if (!checked.ok) return checked;
    const before = new Map(checked.value.writes.map(({ key }) => [key, readCell(doc, key)]));
    const disagreement = applyChecked(doc, peer.lease.clientId, checked.value, peer);
    if (disagreement !== null) {
      this.#alarm(disagreement, peer);
      return { ok: false, code: 'oracle', cells: [] };
    }
    this.#acceptedFrames.set(peer.lease.id, frame.frame);
    this.#queue.add(this.#frameEntry(peer, frame, checked.value, before));
    return null;
  }

  /** Resolves once the command is on disk, or was refused. */
  runCommand({ id: userId, role }: CommandActor, command: Command): Promise<Result<CommandOutcome>> {
    if (this.isReadOnly) return Promise.resolve(failure('plan_read_only'));
    const { plan, rows } = this.#document;
    const newRowId = (): RowId => this.#options.store.newRowId();
    const prepared = prepareCommand({ role, plan, rows, newRowId }, command);
    if (!prepared.ok) return Promise.resolve(this.#onceWritten(prepared));
    const { rows: changed, outcome } = prepared.value;
    if (changed.length === 0) return Promise.resolve(this.#onceWritten(success(outcome)));
    const update = this.#document.project(changed, 'command');
    const { rowId, inverse } = outcome;
    const audit: CommandAudit = { at: this.#options.now(), userId, command, inverse, rowId };
    return new Promise((resolve) => {
      const settle = (isCommitted: boolean): void =>
        resolve(isCommitted ? { ok: true, value: outcome } : failure('plan_read_only'));
      this.#queue.add({ kind: 'command', update, rows: changed, audit, settle });
    });
  }

  /** Signs the plan as it is: what people type meanwhile waits in their tabs. `stillMay` is asked once more at the end. */
  async sign(
    actor: CommandActor,
    expected: SigningExpectation,
    compute: VersionComputer,
    stillMay: () => boolean = () => true,
  ): Promise<Result<Signature>> {
    if (!mayRunCommands(actor.role)) return failure('read_only_role');
    if (this.isReadOnly) return failure('plan_read_only');
    this.#queue.flush();
    if (this.isReadOnly) return failure('plan_read_only');
    const document = this.#document;
    const { plan, doc } = document;
    if (plan.phase === 'closed') return failure('plan_closed');
    const number = (plan.signature?.number ?? 0) + 1;
    if (number !== expected.number || proposalsOf(readDocument(doc)).length !== expected.proposals)
      return failure('signing_changed');
    const signature: Signature = { number, signedAt: this.#options.now(), signedBy: actor.name };
    this.#state = { state: 'signing' };
    this.broadcast(encodeReadOnly(true));
    const isStill = (): boolean => this.#state.state === 'signing' && this.#document === document;
    const prepared = await this.#prepareSigning(document, signature, actor.id, compute).catch(
      (error: unknown) => {
        this.#options.log.error({ planId: this.planId, err: error }, 'a version could not be computed');
        return failure('internal');
      },
    );
    // Whoever closed the room meanwhile has decided already.
    if (!isStill()) return failure('plan_read_only');
    this.#state = { state: 'writable' };
    const signed = prepared.ok && !stillMay() ? failure('read_only_role') : prepared;
    if (signed.ok) this.#commitPlan(signed.value);
    this.#projectWanted();
    if (this.isReadOnly) return failure('plan_read_only');
    this.broadcast(encodeReadOnly(false));
    return signed.ok ? success(signature) : signed;
  }

  /** Something of the plan's contract has changed: everybody here is told, at once or as soon as the plan can be written. */
  planChanged(plan: Plan): void {
    this.#wantedPlan = plan;
    this.#projectWanted();
  }

  /** Writes what waits: what is asked next of the tables is true of the plan as it is now. */
  flush(): void {
    this.#queue.flush();
  }

  #projectWanted(): void {
    if (this.#wantedPlan === null || this.isReadOnly) return;
    // Phase and signature are the room's own to change.
    const { signature: _old, ...wanted } = this.#wantedPlan;
    const { phase, signature } = this.#document.plan;
    const plan: Plan = { ...wanted, phase, ...(signature === undefined ? {} : { signature }) };
    const update = this.#document.projectPlan(plan, 'plan');
    if (update !== null) this.#commitPlan({ plan, rows: [], audit: [], update, signing: null });
    if (!this.isReadOnly) this.#wantedPlan = null;
  }

  #commitPlan(change: Omit<PlanEntry, 'kind'> & { readonly plan: Plan }): void {
    this.#document.become(change.plan, change.rows, change.update);
    this.#queue.add({ kind: 'plan', ...change });
    this.#queue.flush();
  }

  async #prepareSigning(
    document: PlanDocument,
    signature: Signature,
    userId: UserId,
    compute: VersionComputer,
  ): Promise<Result<Omit<PlanEntry, 'kind'> & { readonly plan: Plan }>> {
    const { epoch, lastSeq } = document;
    const loadedOf = (plan: Plan, snapshot: Uint8Array): LoadedPlan => ({
      epoch,
      plan,
      rows: [...document.rows.values()],
      snapshot,
      snapshotSeq: lastSeq,
      updates: [],
    });
    // What a formula gives is asked for only where one is proposed.
    const present = hasProposedFormula(document.doc)
      ? await compute(loadedOf(document.plan, document.encodeWhole()))
      : noFormulas;
    if (!present.ok) return present;
    const { whole, ...change } = prepareSigning(document, signature, userId, present.value.formulas);
    const version = await compute(loadedOf(change.plan, whole));
    if (!version.ok) return version;
    const { content } = version.value;
    const { number, signedAt } = signature;
    const signing = { phase: change.plan.phase, number, signedAt, signedBy: userId, content };
    return success({ ...change, signing });
  }

  /** I1: an answer that rests on rows which wait for their commit is true only after it. */
  #onceWritten<Value>(answer: Result<Value>): Result<Value> {
    this.#queue.flush();
    return this.isReadOnly ? failure('plan_read_only') : answer;
  }

  broadcast(message: Uint8Array, except: RoomPeer | null = null): void {
    for (const peer of this.#peers) if (peer.isLive && peer !== except) peer.send(message);
  }

  /** Writes what is waiting and closes every connection. */
  close(code: number, reason: string): void {
    this.#queue.flush();
    if (this.#state.state === 'read_only') clearInterval(this.#state.timer);
    if (this.#state.state === 'writable') {
      if (this.#document.updatesSinceSnapshot > 0) this.#writeSnapshot();
      this.#pruneLeases();
    }
    if (this.#presenceTimer !== null) clearTimeout(this.#presenceTimer);
    this.#state = { state: 'closed' };
    for (const peer of [...this.#peers]) peer.close(code, reason);
    this.#peers.clear();
    this.#document.destroy();
  }

  /** Where people are is told together a few times a second: cursors move often, and to everybody. */
  #presenceChanged(entry: PresenceEntry): void {
    this.#presenceToTell.set(entry.clientId, entry);
    this.#presenceTimer ??= setTimeout(() => {
      this.#presenceTimer = null;
      const entries = [...this.#presenceToTell.values()];
      this.#presenceToTell.clear();
      this.broadcast(encodePresence(entries));
    }, presenceEveryMs);
  }

  #frameEntry(
    peer: RoomPeer,
    { frame, gesture, gestureId }: Frame,
    { update, writes, unseen }: CheckedFrame,
    before: ReadonlyMap<string, ReturnType<typeof readCell>>,
  ): FrameEntry {
    const at = this.#options.now();
    const lost: LostCell[] = [];
    const overtaken = new Map<number, LostCell[]>();
    const audit = writes.flatMap(({ key, value }): AuditEntry[] => {
      // PR6: Yjs orders concurrent writes by its own rule, so an accepted write may already have lost.
      const kept = readCell(this.#document.doc, key);
      if (kept !== value) lost.push({ key, mine: value, kept });
      const old = before.get(key) ?? null;
      const about = { at, userId: peer.user.id, gestureId, gesture, key, before: old };
      const other = unseen.get(key);
      const isOver = other !== undefined && kept === value && old !== value;
      if (isOver) overtaken.set(other, [...(overtaken.get(other) ?? []), { key, mine: old, kept }]);
      const entry = { ...about, after: value, kept: kept === value, unseen: isOver };
      // A frame that no honest tab makes can lose and yet empty the cell: the history tells what was left.
      if (kept === value || kept === old) return [entry];
      return [entry, { ...about, after: kept, kept: true, unseen: false }];
    });
    return { kind: 'frame', peer, frame, update, audit, lost, overtaken };
  }

  #write(batch: readonly Entry[]): Uint8Array {
    const startedAt = performance.now();
    const update = mergedUpdate(batch);
    const lastFrames = new Map<LeaseId, number>();
    for (const entry of batch) if (entry.kind === 'frame') lastFrames.set(entry.peer.lease.id, entry.frame);
    const commands = batch.filter((entry) => entry.kind === 'command');
    const signing = batch.flatMap((entry) => (entry.kind === 'plan' ? (entry.signing ?? []) : []))[0] ?? null;
    this.#document.lastSeq = this.#options.store.commit({
      planId: this.planId,
      epoch: this.#document.epoch,
      at: this.#options.now(),
      update,
      audit: batch.flatMap((entry) => (entry.kind === 'command' ? [] : entry.audit)),
      leaseFrames: [...lastFrames].map(([leaseId, frame]) => ({ leaseId, frame })),
      rows: lastOfEachRow(batch.flatMap((entry) => (entry.kind === 'frame' ? [] : entry.rows))),
      commands: commands.map((entry) => entry.audit),
      ...(signing === null ? {} : { signing }),
    });
    this.#document.updatesSinceSnapshot++;
    this.#options.observer.committed({
      durationMs: performance.now() - startedAt,
      frames: batch.length,
      bytes: update.length,
    });
    return update;
  }

  /** I1: everything that leaves the server about a batch leaves from here, after its commit. */
  #tell(batch: readonly Entry[], update: Uint8Array): void {
    const author = soleAuthor(batch);
    this.broadcast(encodeSync(syncUpdate, update), author);
    for (const entry of batch) {
      if (entry.kind === 'frame') {
        entry.peer.send(encodeAck({ frame: entry.frame, lost: entry.lost }));
        if (entry.overtaken.size > 0) this.#tellOvertaken(entry);
      } else if (entry.kind === 'command') entry.settle(true);
    }
    if (this.#document.updatesSinceSnapshot >= this.#options.snapshotEvery) {
      this.#writeSnapshot();
      this.#pruneLeases();
    }
  }

  /** PR30: whoever was overwritten unseen is told, once both values are in the history. */
  #tellOvertaken({ peer: author, overtaken }: FrameEntry): void {
    for (const peer of this.#peers) {
      const cells = overtaken.get(peer.lease.clientId);
      if (cells !== undefined && peer.user.id !== author.user.id) peer.send(encodeOvertaken(cells));
    }
  }

  #fail(batch: readonly Entry[], error: unknown): void {
    this.#options.observer.commitFailed();
    this.#options.log.error({ planId: this.planId, err: error }, 'commit failed: the plan is read-only');
    for (const entry of batch) {
      if (entry.kind === 'command') entry.settle(false);
      else if (entry.kind === 'frame') entry.peer.close(closeCodes.documentReset, 'not written');
    }
    if (this.isClosed) return;
    if (this.#state.state === 'writable') {
      this.#state = { state: 'read_only', timer: setInterval(() => this.#heal(), this.#options.healEveryMs) };
      this.broadcast(encodeReadOnly(true));
    }
    this.#reload();
  }

  /** Tries a real write of nothing; when it lands, the plan can be written again. */
  #heal(): void {
    const { epoch } = this.#document;
    try {
      this.#document.lastSeq = this.#options.store.commit({
        planId: this.planId,
        epoch,
        at: this.#options.now(),
        update: emptyUpdate,
        audit: [],
        leaseFrames: [],
        rows: [],
        commands: [],
      });
    } catch (error) {
      this.#options.log.warn({ planId: this.planId, err: error }, 'the plan still cannot be written');
      return;
    }
    if (this.#state.state === 'read_only') clearInterval(this.#state.timer);
    this.#state = { state: 'writable' };
    this.#options.log.info({ planId: this.planId }, 'the plan can be written again');
    this.broadcast(encodeReadOnly(false));
    this.#projectWanted();
  }

  #alarm(disagreement: string, peer: RoomPeer): void {
    this.#options.log.error(
      { planId: this.planId, userId: peer.user.id, disagreement },
      'ALARM: an update did something else than its check said; the document is loaded from disk again',
    );
    // No snapshot of it, however many updates the log has by now: the reload would read the harm back.
    this.#document.markSuspect();
    // What was accepted before this frame is sound, as are its acks, which were made before; it only waits for its commit.
    this.#queue.flush();
    if (!this.isReadOnly) this.#reload();
  }

  #reload(): void {
    // Whatever goes wrong from here on: what is in memory is not what is on disk, and nobody is told of it.
    this.#document.markSuspect();
    const loaded = this.#loadFromDisk();
    if (loaded === null) return this.close(closeCodes.serverRestart, 'plan cannot be loaded');
    this.#document.destroy();
    this.#document = loaded;
  }

  #loadFromDisk(): PlanDocument | null {
    const { store, log } = this.#options;
    const message = 'the plan cannot be loaded from disk';
    try {
      const loaded = PlanDocument.load(store, this.planId);
      if (loaded.ok) return loaded.value;
      log.error({ planId: this.planId, code: loaded.code }, message);
    } catch (error) {
      log.error({ planId: this.planId, err: error }, message);
    }
    return null;
  }

  #writeSnapshot(): void {
    const { epoch, lastSeq, isSuspect } = this.#document;
    if (isSuspect) return;
    try {
      this.#options.store.writeSnapshot(this.planId, epoch, lastSeq, this.#document.encodeWhole());
      this.#document.updatesSinceSnapshot = 0;
    } catch (error) {
      // The log holds everything; the next commit tries again, and a full disk shows there.
      this.#options.log.warn({ planId: this.planId, err: error }, 'snapshot not written');
    }
  }

  #pruneLeases(): void {
    try {
      this.#options.store.pruneLeases(
        this.planId,
        [...this.#peers].map(({ lease }) => lease.id),
      );
    } catch (error) {
      // They only take room; the next time does it.
      this.#options.log.warn({ planId: this.planId, err: error }, 'leases not pruned');
    }
  }
}

/** A Yjs update without structs and without deletions. */
const emptyUpdate = Uint8Array.of(0, 0);

function mergedUpdate(batch: readonly Entry[]): Uint8Array {
  const [only] = batch;
  return batch.length === 1 && only !== undefined
    ? only.update
    : Y.mergeUpdates(batch.map((entry) => entry.update));
}

function soleAuthor(batch: readonly Entry[]): RoomPeer | null {
  const [first] = batch;
  if (first?.kind !== 'frame') return null;
  return batch.every((entry) => entry.kind === 'frame' && entry.peer === first.peer) ? first.peer : null;
}

function lastOfEachRow(rows: readonly Row[]): Row[] {
  return [...new Map<RowId, Row>(rows.map((row) => [row.id, row])).values()];
}
