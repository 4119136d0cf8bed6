// The one writer of one plan: takes frames and commands, checks, applies, commits, and only then tells (I1). Knows no
// sockets: peers are given to it. When memory and disk may differ it drops the document and loads it from disk.
import * as Y from 'yjs';
import type { Command, CommandOutcome } from '../../src/lib/contract/commands.ts';
import { failure, type Result, success } from '../../src/lib/contract/errors.ts';
import type { LeaseId, PlanId, RowId, UserId } from '../../src/lib/contract/ids.ts';
import { mayRunCommands, type Role } from '../../src/lib/contract/permissions.ts';
import type { Plan, Signature } from '../../src/lib/contract/plan.ts';
import { proposalsOf } from '../../src/lib/document/proposals.ts';
import { readCell, readDocument } from '../../src/lib/document/read.ts';
import { encodeReadOnly, encodeRights } from '../../src/lib/protocol/codec.ts';
import { encodePresence, type PresenceEntry } from '../../src/lib/protocol/presence-codec.ts';
import { closeCodes, type Frame } from '../../src/lib/protocol/messages.ts';
import type { CommandAudit, LoadedPlan } from '../store/ports.ts';
import { checkFrame, type FrameRefusal } from './check.ts';
import { type Entry, frameEntry, type PlanEntry } from './commit-entry.ts';
import { CommitQueue } from './commit-queue.ts';
import {
  type CompactionLimits,
  CompactionTimer,
  forgetOldEpochs,
  isTooLong,
  startEpoch,
} from './compaction.ts';
import { prepareCommand } from './commands.ts';
import { applyChecked } from './oracle.ts';
import { PlanDocument } from './plan-document.ts';
import { PlanWriter, type PlanWriterOptions } from './plan-writer.ts';
import { PresenceBoard } from './presence.ts';
import type { RoomPeer } from './room-peer.ts';
import { hasProposedFormula, noFormulas, prepareSigning, type VersionComputer } from './signing.ts';

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

export interface RoomOptions extends PlanWriterOptions {
  /** How often a plan that could not be written tries again. */
  readonly healEveryMs: number;
  readonly compaction: CompactionLimits;
  /** The last peer has left. */
  readonly onIdle: (room: Room) => void;
}

type RoomState =
  | { readonly state: 'writable' }
  /** What is to be signed is being computed: nothing may move meanwhile. */
  | { readonly state: 'signing' }
  | { readonly state: 'read_only'; readonly timer: ReturnType<typeof setInterval> }
  | { readonly state: 'closed' };

const presenceEveryMs = 50;

/** Half of it is what an edit waits under load: with its commit, still less than 10 ms. */
const mergeMs = 14;
/** With hundreds of people, sending is dearer than waiting. */
const crowd = 200;
const crowdMergeMs = 50;

export class Room {
  readonly planId: PlanId;
  readonly #options: RoomOptions;
  readonly #peers = new Set<RoomPeer>();
  readonly #presence = new PresenceBoard();
  readonly #presenceToTell = new Map<number, PresenceEntry>();
  #presenceTimer: ReturnType<typeof setTimeout> | null = null;
  readonly #writer: PlanWriter;
  readonly #queue: CommitQueue<Entry, Uint8Array>;
  readonly #compaction: CompactionTimer;
  /** Frames applied but not yet on disk, so that frame numbers are checked against what was accepted. */
  readonly #acceptedFrames = new Map<LeaseId, number>();
  #lastMoment = 0;
  #document: PlanDocument;
  /** What the contract says of the plan, until it is on disk here too. */
  #wantedPlan: Plan | null = null;
  #state: RoomState = { state: 'writable' };

  constructor(planId: PlanId, document: PlanDocument, options: RoomOptions) {
    this.planId = planId;
    this.#document = document;
    this.#options = options;
    this.#compaction = new CompactionTimer(options.compaction, () => this.#compact());
    this.#writer = new PlanWriter(options, this);
    this.#queue = new CommitQueue<Entry, Uint8Array>({
      write: (batch) => this.#writer.write(batch),
      onCommitted: (batch, update) => {
        this.#writer.tell(batch, update);
        this.#compaction.committed(this.doc);
      },
      onFailed: (batch, error) => this.#fail(batch, error),
      mergeMs: () => (this.#peers.size > crowd ? crowdMergeMs : mergeMs),
      now: () => performance.now(),
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
    peer.send(this.#document.syncAnswer());
    this.tellPresence(peer);
  }

  get document(): PlanDocument {
    return this.#document;
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
    this.#queue.add(frameEntry(doc, peer, frame, checked.value, before, this.#moment()));
    return null;
  }

  /** The history is told by its moments: a clock that is set back does not turn it over. */
  #moment(): number {
    this.#lastMoment = Math.max(this.#options.now(), this.#lastMoment);
    return this.#lastMoment;
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
    const audit: CommandAudit = { at: this.#moment(), userId, command, inverse, rowId };
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

  /** Nobody needs the plan any more. */
  putAway(): void {
    this.#queue.flush();
    if (this.#state.state === 'writable') {
      // EP2: with nobody there, a new epoch is a matter of the disk alone.
      const begins =
        this.#peers.size === 0 && isTooLong(this.doc, this.#options.compaction) && this.#startEpoch();
      if (!begins) this.#writer.tidy();
    }
    this.close(closeCodes.serverRestart, 'plan put away');
  }

  /** Writes what is waiting and closes every connection. */
  close(code: number, reason: string): void {
    this.#queue.flush();
    if (this.#state.state === 'read_only') clearInterval(this.#state.timer);
    this.#compaction.stop();
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
    try {
      this.#writer.writeNothing();
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
    const { epoch } = this.#document;
    this.#document.destroy();
    this.#document = loaded;
    forgetOldEpochs(this.planId, this.#options);
    if (loaded.epoch === epoch) return;
    // What they hold is another document now: they come back to this one, with what they had not sent.
    for (const peer of [...this.#peers]) peer.close(closeCodes.documentReset, 'epoch_changed');
  }

  /** EP2: while people work, when they pause. */
  #compact(): void {
    this.#queue.flush();
    if (this.#state.state === 'writable' && this.#startEpoch()) this.#reload();
  }

  #startEpoch(): boolean {
    return startEpoch(this.planId, this.#document, this.#options);
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
}
