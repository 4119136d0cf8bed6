// The session of one tab with one plan: joins content, outbox, connection and presence. An edit is on the screen at once,
// in the outbox in the same breath, and leaves the outbox only when the server has it on disk (I8, I9).
import type { GestureName } from '../contract/gestures.ts';
import type { LostWrite } from '../contract/history.ts';
import type { CellKey, GestureId, PlanId, UserId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import { isSameRights, type Rights } from '../contract/permissions.ts';
import type { EditWrite } from '../document/apply.ts';
import { type DocumentChange, observeDocument } from '../document/observe.ts';
import { type DocumentContent, readCell, readDocument, readPlan, readRows } from '../document/read.ts';
import type { Ack, LostCell, Refusal } from '../protocol/messages.ts';
import { Connection, type ConnectionState } from './connection.ts';
import { LiveContent, withPending } from './content.ts';
import { GestureLog } from './gesture-log.ts';
import { DeviceStorage } from './device-storage.ts';
import type { SessionEnvironment } from './environment.ts';
import {
  type GestureCell,
  makeGesture,
  newGestureId,
  splitForFrames,
  toHex,
  unseenWrites,
} from './gesture.ts';
import type { Intent } from './intent.ts';
import type { ConfirmedState } from './intent-store.ts';
import { LingeringPeers } from './lingering-peers.ts';
import type { Link } from './link.ts';
import { Listeners } from './listeners.ts';
import { Outbox } from './outbox.ts';
import { PlanCopy } from './plan-copy.ts';
import { type OwnPresence, PresenceSender, readPeers } from './presence.ts';
import { maxFramesUnderWay, nextReplayStep, type ReplayStep } from './replay-course.ts';
import { saveState } from './save-state.ts';
import { writeDevice } from './signed-in-person.ts';
import {
  answerStep,
  type Direction,
  type Step,
  type StepAnswer,
  type StepCells,
  type StepCommand,
  type StepPart,
} from './step.ts';
import type { Conflict, Peer, PlanSession, RefusedEdit, SaveState, SessionChange } from './session.ts';

/** How long the screen may stay empty while a copy is on this device and the server has not answered. */
const showCopyAfterMs = 2_000;

interface SessionTarget {
  readonly planId: PlanId;
  readonly userId: UserId;
  readonly baseUrl: string;
}

export class LivePlanSession implements PlanSession {
  readonly planId: PlanId;
  readonly #environment: SessionEnvironment;
  readonly #tab: string;
  readonly #content = new LiveContent();
  readonly #outbox: Outbox;
  readonly #log: GestureLog;
  readonly #storage: DeviceStorage;
  readonly #connection: Connection;
  readonly #copy: PlanCopy;
  readonly #presence: PresenceSender;
  readonly #lingering: LingeringPeers;
  readonly #changes = new Listeners<SessionChange>();
  readonly #states = new Listeners<void>();
  readonly #acksMissed = new Listeners<readonly GestureId[]>();
  /** Committed, and not acknowledged here: told once the plan is here, so that one sees what became of them. */
  readonly #missed: GestureId[] = [];
  /** Every client id this tab has had. */
  readonly #ownClients = new Set<number>();
  #peers: readonly Peer[] = [];
  #peersOf: Link | null = null;
  #rights: Rights | null = null;
  #conflicts: readonly Conflict[] = [];
  #refused: readonly RefusedEdit[] = [];
  #sequence = 0;
  #lastEditAt = 0;
  #epoch = 0;
  /** True once the content is the server's or a copy of it. */
  #hasContent = false;
  #copyAt: number | null = null;
  /** The last moment at which the content was known to be the server's; null while it is. */
  #confirmedAt: number | null = null;
  /** Cells of edits that wait behind others for their turn: the screen shows them on top of the document. */
  #waitingCells: ReadonlySet<CellKey> = new Set();
  /** How many gestures a return has to send; 0 when none. */
  #returnTotal = 0;
  #stopFollowing: () => void = () => undefined;
  #cancelOpeningTimer: () => void = () => undefined;
  readonly #stopListening: () => void;
  #isTelling = false;
  #isDestroyed = false;

  constructor(target: SessionTarget, environment: SessionEnvironment) {
    this.planId = target.planId;
    this.#environment = environment;
    this.#tab = toHex(environment.randomBytes(8));
    this.#outbox = new Outbox(this.#tab, () => this.#onOutbox());
    this.#log = new GestureLog(() => {
      if (!this.#isDestroyed) this.#states.emit();
    });
    this.#presence = new PresenceSender(environment.clock);
    this.#lingering = new LingeringPeers(environment.clock, () => this.#showPeers());
    this.#connection = new Connection(target, environment, {
      leasesToSettle: () => this.#outbox.leases,
      onSettled: (leaseId, lastFrame) => {
        if (lastFrame !== null) this.#missed.push(...this.#outbox.settle(leaseId, lastFrame));
      },
      onSynced: (link) => this.#onSynced(link),
      onWritable: (link) => this.#replayOn(link),
      onAck: (link, ack) => this.#onAck(link, ack),
      onOvertaken: (cells) => this.#onOvertaken(cells),
      onRefused: (link, refusal) => this.#onRefused(link, refusal),
      onPeers: (link) => this.#onPeers(link),
      onRights: (rights) => this.#onRights(rights),
      onState: (state) => this.#onConnection(state),
    });
    this.#storage = new DeviceStorage(target, this.#tab, environment, {
      onLost: () => this.#outbox.loseStore(),
      onAdopted: (records) => {
        this.#outbox.adopt(records);
        this.#log.adopt(records.steps);
        // Their leases have to be asked about before they are sent.
        if (records.intents.length > 0) this.#connection.renew();
      },
    });
    this.#copy = new PlanCopy(
      environment.clock,
      () => this.#confirmedState(),
      (copy) => this.#storage.writeCopy(copy),
    );
    // The last thing a page hears for sure before it may be gone.
    this.#stopListening = environment.onNetworkSignal((signal) => {
      if (signal === 'hidden') this.#copy.refresh();
    });
    void this.#start();
  }

  get content(): DocumentContent {
    return this.#content;
  }

  get save(): SaveState {
    const total = this.#returnTotal > 1 ? this.#returnTotal : null;
    return saveState(this.#connection.state, this.#outbox.count, total);
  }

  get copyAt(): number | null {
    return this.#copyAt;
  }

  get rights(): Rights | null {
    return this.#rights;
  }

  get peers(): readonly Peer[] {
    return this.#peers;
  }

  get conflicts(): readonly Conflict[] {
    return this.#conflicts;
  }

  get refused(): readonly RefusedEdit[] {
    return this.#refused;
  }

  get unsent(): number {
    return this.#outbox.count;
  }

  get history(): PlanSession['history'] {
    return { undo: this.#log.undoable, redo: this.#log.redoable };
  }

  get isDurable(): boolean {
    return this.#outbox.isDurable;
  }

  edit(name: GestureName, writes: readonly EditWrite[], commands: readonly StepCommand[] = []): void {
    this.#afterTelling(() => this.#addStep(name, this.#write(name, writes), commands));
  }

  record(command: StepCommand): void {
    this.#addStep('rows', [], [command]);
  }

  writeStep(step: Step, direction: Direction, answer: StepAnswer): StepCells {
    const { writes, taken, left } = answerStep(step, direction, answer, (key) => this.#content.cell(key));
    this.#afterTelling(() => this.#write(direction, writes));
    return { taken, left };
  }

  stepTaken(step: Step, direction: Direction, rest?: StepPart): Step | null {
    return this.#log.turned(step, direction, rest);
  }

  /** A listener's answer to a change that is still being told: after it, so that frames keep their order. */
  #afterTelling(work: () => unknown): void {
    if (this.#isDestroyed) throw new Error('an edit after the session was destroyed');
    if (!this.#isTelling) work();
    else
      queueMicrotask(() => {
        if (!this.#isDestroyed) work();
      });
  }

  #addStep(name: Step['name'], cells: readonly GestureCell[], commands: readonly StepCommand[]): void {
    if (cells.length + commands.length === 0) return;
    this.#sequence += 1;
    this.#log.add({
      id: newGestureId(this.#environment.randomBytes),
      tab: this.#tab,
      name,
      at: Math.max(this.#environment.clock.now(), this.#lastEditAt),
      sequence: this.#sequence,
      cells,
      commands,
      isUndone: false,
    });
  }

  /** The cells that it changed. */
  #write(name: GestureName, writes: readonly EditWrite[]): readonly GestureCell[] {
    const { randomBytes, clock } = this.#environment;
    const gestureId = newGestureId(randomBytes);
    const present = (key: CellKey): Scalar | null => this.#content.cell(key);
    const unseen = unseenWrites(gestureId, writes, present, clock.now());
    this.#outbox.putAside(unseen);
    const inConflict = new Set(unseen.map(({ key }) => key));
    const gesture = makeGesture(
      gestureId,
      name,
      writes.filter(({ key }) => !inConflict.has(key)),
      present,
    );
    if (gesture === null) return [];
    // The device's clock may be set back; the order of making may not.
    this.#lastEditAt = Math.max(clock.now(), this.#lastEditAt);
    // Behind what waits already: edits leave in the order of making.
    const link = this.#waitingCells.size > 0 ? null : this.#writableLink();
    if (this.#returnTotal > 0) this.#returnTotal += 1;
    const intents = splitForFrames(gesture.cells).map((cells, part): Intent => {
      this.#sequence += 1;
      return {
        id: `${gesture.gestureId}/${part}`,
        tab: this.#tab,
        gestureId: gesture.gestureId,
        gesture: name,
        at: this.#lastEditAt,
        sequence: this.#sequence,
        cells: cells.map(({ key, before, after }) => ({ key, value: after, seen: before })),
        sent: link === null ? null : { leaseId: link.leaseId, frame: link.nextFrame() },
        refusals: 0,
      };
    });
    this.#telling(() => {
      // The write to this device starts before the frame leaves; nothing on the typing path waits for either.
      this.#outbox.add(intents);
      if (link === null) {
        if (this.#waitingCells.size > 0) this.#noteWaiting(intents);
        this.#tell(this.#content.write(intents.flatMap(({ cells }) => cells)));
      } else for (const intent of intents) sendOn(link, intent, this.#environment.clock.now());
    });
    return gesture.cells;
  }

  setPresence(presence: OwnPresence): void {
    this.#presence.set(presence);
  }

  resolveConflicts(conflicts: readonly Conflict[], choice: 'mine' | 'theirs'): void {
    this.#outbox.forgetConflicts(conflicts);
    // Mine never stood, or will be a gesture of its own: taking it back would put back what was there before theirs.
    this.#log.forget(conflicts.map(({ key, mine }) => ({ key, after: mine })));
    if (choice === 'theirs') return;
    // Of several about one cell the last was made last.
    const last = new Map(conflicts.map((one) => [one.key, one]));
    this.edit(
      'resolve',
      [...last.values()].map(({ key, mine, theirs }) => ({ key, value: mine, seen: theirs })),
    );
  }

  showLost(writes: readonly LostWrite[]): void {
    this.#showBoth(
      writes.map(({ gestureId, key, mine }) => ({
        gestureId: gestureId as GestureId,
        key,
        mine,
        theirs: this.#content.cell(key),
      })),
    );
  }

  dismissRefused(edit: RefusedEdit): void {
    this.#outbox.forgetRefused(edit);
  }

  onChange(listener: (change: SessionChange) => void): () => void {
    return this.#changes.add(listener);
  }

  onAckMissed(listener: (gestureIds: readonly GestureId[]) => void): () => void {
    return this.#acksMissed.add(listener);
  }

  onState(listener: () => void): () => void {
    return this.#states.add(listener);
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#connection.close();
    this.#stopListening();
    this.#cancelOpeningTimer();
    this.#stopFollowing();
    this.#presence.stop();
    this.#lingering.forget();
    this.#copy.flush();
    this.#storage.close();
    this.#changes.clear();
    this.#states.clear();
    this.#acksMissed.clear();
  }

  async #start(): Promise<void> {
    const opened = await this.#storage.open();
    this.#outbox.keepIn(opened.store);
    this.#outbox.adopt(opened.records);
    this.#log.keepIn((change) => {
      opened.store.write(change).catch(() => this.#outbox.loseStore());
    });
    this.#log.adopt(opened.records.steps);
    if (this.#isDestroyed) {
      // Closed before it was open: what was typed in between is kept all the same.
      this.#storage.close();
      return;
    }
    this.#cancelOpeningTimer = this.#environment.clock.after(showCopyAfterMs, () => void this.#showCopy());
    this.#connection.start();
  }

  #writableLink(): Link | null {
    const { state } = this.#connection;
    return state.state === 'live' && !state.isReadOnly ? state.link : null;
  }

  #onSynced(link: Link): void {
    this.#epoch = link.epoch;
    this.#copyAt = null;
    this.#returnTotal = this.#outbox.count === 0 ? 0 : Math.max(this.#returnTotal, this.#outbox.count);
    this.#replayOn(link);
    this.#copy.keepSoon();
    this.#onPeers(link);
    const missed = this.#missed.splice(0);
    if (missed.length > 0) this.#acksMissed.emit(missed);
  }

  /** Sends the first of what is pending, as far as it may be written, and makes the screen show the outcome as one change. */
  #replayOn(link: Link): void {
    this.#telling(() => {
      this.#stopFollowing();
      this.#sendStep(link, this.#nextStep(link, this.#outbox.waitingFor(link.leaseId)));
      this.#hasContent = true;
      const content = withPending(readDocument(link.doc), this.#outbox.waitingFor(link.leaseId));
      this.#tell(this.#content.become(content));
      this.#stopFollowing = observeDocument(link.doc, (change) => this.#follow(link, change));
    });
  }

  /** The next of what waits, once half of what was under way is on disk. */
  #sendMore(link: Link): void {
    let hasSent = false;
    while (!hasSent && this.#waitingCells.size > 0 && this.#roomOn(link) >= maxFramesUnderWay / 2) {
      const waiting = this.#outbox.waitingFor(link.leaseId);
      const first = this.#nextStep(link, waiting.slice(0, maxFramesUnderWay));
      // What somebody wrote meanwhile concerns every edit of that cell, the last ones too.
      const isDisturbed = first.conflicts.length + first.refused.length > 0;
      const step = isDisturbed ? this.#nextStep(link, waiting) : first;
      hasSent = step.now.length > 0;
      this.#telling(() => {
        this.#sendStep(link, step);
        const seen = [...step.conflicts, ...step.refused].map(({ key }) => key);
        this.#tell(this.#content.write(seen.map((key) => ({ key, value: readCell(link.doc, key) }))));
      });
    }
  }

  #nextStep(link: Link, waiting: readonly Intent[]): ReplayStep {
    return nextReplayStep(waiting, {
      content: { plan: readPlan(link.doc), rows: readRows(link.doc) },
      present: (key) => readCell(link.doc, key),
      rights: this.#rights,
      toldSince: link.startedAt,
      at: this.#environment.clock.now(),
      room: this.#roomOn(link),
    });
  }

  #sendStep(link: Link, step: ReplayStep): void {
    const sent = step.now.map((intent) => ({
      ...intent,
      sent: { leaseId: link.leaseId, frame: link.nextFrame() },
    }));
    this.#outbox.replayed(step, sent);
    // Their cells still count as waiting: the screen shows what they end in, and does not go through it all again.
    for (const intent of sent) sendOn(link, intent, this.#environment.clock.now());
    this.#waitingCells = new Set();
    this.#noteWaiting(this.#outbox.waitingFor(link.leaseId));
  }

  #noteWaiting(intents: readonly Intent[]): void {
    const keys = intents.flatMap(({ cells }) => cells.map(({ key }) => key));
    this.#waitingCells = new Set([...this.#waitingCells, ...keys]);
  }

  /** How many frames may leave now. */
  #roomOn(link: Link): number {
    if (this.#writableLink() !== link) return 0;
    return Math.max(0, maxFramesUnderWay - this.#outbox.sentUnder(link.leaseId));
  }

  /** What waits stays on top: it meets what others write there when its turn comes. */
  #follow(link: Link, change: DocumentChange): void {
    const cells = change.cells.filter(({ key }) => !this.#waitingCells.has(key));
    this.#tell(this.#content.follow(link.doc, { ...change, cells }));
  }

  #onAck(link: Link, ack: Ack): void {
    this.#outbox.acknowledge(link.leaseId, ack, this.#environment.clock.now());
    this.#sendMore(link);
    this.#copy.keepSoon();
  }

  #onOvertaken(cells: readonly LostCell[]): void {
    const gestureId = newGestureId(this.#environment.randomBytes);
    this.#showBoth(cells.map(({ key, mine, kept }) => ({ gestureId, key, mine, theirs: kept })));
  }

  /** Both values are shown, unless this person has written the cell again since. */
  #showBoth(cells: readonly Pick<Conflict, 'gestureId' | 'key' | 'mine' | 'theirs'>[]): void {
    const waiting = new Set(this.#outbox.intents.flatMap((one) => one.cells.map(({ key }) => key)));
    const own = this.#log.undoable.flatMap((step) => step.cells);
    const conflicts = cells.flatMap((cell): Conflict[] => {
      const { key, mine, theirs } = cell;
      if (mine === theirs || waiting.has(key)) return [];
      const typed = own.find((one) => one.key === key && one.after === mine);
      return [{ ...cell, seen: typed?.before ?? null, at: this.#environment.clock.now() }];
    });
    this.#outbox.putAside(conflicts);
  }

  #onRefused(link: Link, refusal: Refusal): void {
    this.#outbox.refuse(link.leaseId, refusal, this.#environment.clock.now());
  }

  #onPeers(link: Link | null): void {
    if (link !== null) this.#ownClients.add(link.clientId);
    else if (this.#peers.length > 0) this.#lingering.keep(this.#peers);
    this.#peersOf = link;
    this.#showPeers();
  }

  #showPeers(): void {
    const link = this.#peersOf;
    const present = link === null ? [] : readPeers(link.awareness, this.#ownClients);
    const peers = this.#lingering.with(present);
    if (JSON.stringify(peers) === JSON.stringify(this.#peers)) return;
    this.#peers = peers;
    this.#states.emit();
  }

  #onRights(rights: Rights): void {
    if (this.#rights !== null && isSameRights(this.#rights, rights)) return;
    this.#rights = rights;
    if (this.#hasContent) this.#copy.keepSoon();
    this.#states.emit();
  }

  #onConnection(state: ConnectionState): void {
    if (state.state === 'offline' || state.state === 'ended') {
      this.#lingering.forget();
      this.#showPeers();
    }
    const wasLive = this.#hasContent && this.#copyAt === null && this.#confirmedAt === null;
    if (state.state === 'live') this.#confirmedAt = null;
    else if (wasLive) this.#confirmedAt = this.#environment.clock.now();
    switch (state.state) {
      case 'live':
        this.#presence.sendTo(state.link.awareness);
        break;
      case 'ended':
        this.#presence.sendTo(null);
        // Without the right to the plan its copy must go; what this person typed is theirs and stays.
        if (state.code === 'forbidden' || state.code === 'not_found') this.#copy.forget();
        // OF3: whoever sits here now has to sign in before anything opens without network.
        if (state.code === 'not_signed_in') void writeDevice(this.#environment.indexedDb, { person: null });
        break;
      case 'offline':
        this.#presence.sendTo(null);
        if (wasLive) this.#copy.keep();
        void this.#showCopy();
        break;
      case 'opening':
      case 'renewing':
        this.#presence.sendTo(null);
    }
    this.#states.emit();
  }

  #onOutbox(): void {
    this.#refused = this.#outbox.refused;
    if (this.#outbox.count === 0) this.#returnTotal = 0;
    this.#refreshConflicts();
    if (!this.#isDestroyed) this.#states.emit();
  }

  /** `theirs` is what the cell holds now, not when the conflict was found. */
  #refreshConflicts(): void {
    this.#conflicts = this.#outbox.conflicts.map((one) =>
      this.#hasContent ? { ...one, theirs: this.#content.cell(one.key) } : one,
    );
  }

  #tell(change: SessionChange | null): void {
    if (change === null || this.#isDestroyed) return;
    this.#telling(() => this.#changes.emit(change));
    const inConflict = new Set<CellKey>(this.#conflicts.map(({ key }) => key));
    if (change.cells.some(({ key }) => inConflict.has(key))) {
      this.#refreshConflicts();
      this.#states.emit();
    }
    if (this.#connection.state.state === 'live') this.#copy.keepSoon();
  }

  #telling(work: () => void): void {
    const wasTelling = this.#isTelling;
    this.#isTelling = true;
    try {
      work();
    } finally {
      this.#isTelling = wasTelling;
    }
  }

  /** The plan as it was when this device last heard of it, with what is pending on top. */
  async #showCopy(): Promise<void> {
    if (this.#hasContent || this.#isDestroyed) return;
    const copy = await this.#storage.readCopy();
    // Read again: the server may have been faster.
    if (copy === null || this.#hasContent || this.#isDestroyed || this.#connection.state.state === 'ended')
      return;
    this.#hasContent = true;
    this.#epoch = copy.epoch;
    this.#copyAt = copy.at;
    const content = {
      plan: copy.plan,
      rows: new Map(copy.rows.map((row) => [row.id, row])),
      cells: new Map(copy.cells),
    };
    this.#tell(this.#content.become(withPending(content, this.#outbox.intents)));
    this.#refreshConflicts();
    this.#states.emit();
  }

  /** The last state known to be on the server's disk. */
  #confirmedState(): ConfirmedState | null {
    if (!this.#hasContent || this.#connection.state.state === 'ended') return null;
    return {
      epoch: this.#epoch,
      at: this.#confirmedAt ?? this.#copyAt ?? this.#environment.clock.now(),
      rights: this.#rights,
      plan: this.#content.plan,
      rows: [...this.#content.rows.values()],
      cells: [...this.#outbox.confirmedCells(this.#content.cells)],
    };
  }
}

/** The history tells when an edit was made that waited here (HI10). */
function sendOn(link: Link, { sent, gestureId, gesture, at, cells }: Intent, now: number): void {
  const heldMs = Math.max(0, Math.round(now - at));
  if (sent !== null) link.send({ frame: sent.frame, gestureId, gesture, heldMs }, cells);
}
