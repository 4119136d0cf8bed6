// This tab's edits that the server does not have on disk yet, and the tray of those that wait for a person. Every change is
// written to the device in the same breath; when the device's storage fails, memory goes on and `isDurable` says so.
import type { CellKey, GestureId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Ack, Refusal } from '../protocol/messages.ts';
import { byMaking, conflictEntry, type Intent, refusedEntry, type TrayEntry } from './intent.ts';
import type { IntentStore, StoreChange, TabRecords } from './intent-store.ts';
import { fateOfRefusal } from './refusal.ts';
import type { ReplayStep } from './replay-course.ts';
import type { Conflict, RefusedEdit } from './session.ts';

export class Outbox {
  readonly #tab: string;
  readonly #onChange: () => void;
  #intents: readonly Intent[] = [];
  #tray: readonly TrayEntry[] = [];
  /** Null until the device's storage is open: what is made before waits in memory. */
  #store: IntentStore | null = null;
  #isDurable = true;
  /** A refusal that could not name its frame: it is the first that is not on disk, which the next lease tells. */
  #unnamed: { readonly leaseId: string; readonly refusal: Refusal; readonly at: number } | null = null;

  constructor(tab: string, onChange: () => void) {
    this.#tab = tab;
    this.#onChange = onChange;
  }

  /** In the order of making. */
  get intents(): readonly Intent[] {
    return this.#intents;
  }

  /** Gestures, not frames: what a person would count. */
  get count(): number {
    return new Set(this.#intents.map(({ gestureId }) => gestureId)).size;
  }

  get isDurable(): boolean {
    return this.#isDurable;
  }

  get conflicts(): readonly Conflict[] {
    return this.#tray.flatMap((entry) => (entry.kind === 'conflict' ? [entry.conflict] : []));
  }

  get refused(): readonly RefusedEdit[] {
    return this.#tray.flatMap((entry) => (entry.kind === 'refused' ? [entry.refused] : []));
  }

  /** The leases under which anything here was sent: the server is to be asked about each. */
  get leases(): readonly string[] {
    return [...new Set(this.#intents.flatMap(({ sent }) => (sent === null ? [] : [sent.leaseId])))];
  }

  /** Frames on their way under this lease, not answered. */
  sentUnder(leaseId: string): number {
    return this.#intents.reduce((count, { sent }) => count + (sent?.leaseId === leaseId ? 1 : 0), 0);
  }

  keepIn(store: IntentStore): void {
    this.#store = store;
    this.#isDurable = store.isDurable;
    this.#persist({ put: this.#intents, putTray: this.#tray });
    this.#onChange();
  }

  /** The device's storage was taken away or failed. */
  loseStore(): void {
    this.#store = null;
    if (!this.#isDurable) return;
    this.#isDurable = false;
    this.#onChange();
  }

  add(intents: readonly Intent[]): void {
    this.#change({ put: intents });
  }

  /** Edits that wait for a choice from the start: nothing of them is written. */
  putAside(conflicts: readonly Conflict[]): void {
    this.#change({ putTray: conflicts.map((one) => conflictEntry(this.#tab, one)) });
  }

  /** What a tab that is gone had left; the store has moved it already. */
  adopt(records: TabRecords): void {
    this.#intents = [...this.#intents, ...records.intents].sort(byMaking);
    this.#tray = [...this.#tray, ...records.tray];
    this.#onChange();
  }

  /** Everything up to `frame` of a lease is on disk. Returns the gestures of which that was not acknowledged. */
  settle(leaseId: string, frame: number): readonly GestureId[] {
    const done = this.#intents.filter(({ sent }) => sent?.leaseId === leaseId && sent.frame <= frame);
    this.#change({ remove: done.map(({ id }) => id) });
    const unnamed = this.#unnamed;
    if (unnamed?.leaseId === leaseId) {
      this.#unnamed = null;
      this.refuse(leaseId, { ...unnamed.refusal, frame: frame + 1 }, unnamed.at);
    }
    return [...new Set(done.map(({ gestureId }) => gestureId))];
  }

  /** Not on their way under this lease, in the order of making. */
  waitingFor(leaseId: string): readonly Intent[] {
    return this.#intents.filter(({ sent }) => sent?.leaseId !== leaseId);
  }

  /** An acknowledgement; a write that lost a tie becomes a conflict, unless its author has written that cell again since. */
  acknowledge(leaseId: string, ack: Ack, at: number): void {
    const done = this.#intents.filter(({ sent }) => sent?.leaseId === leaseId && sent.frame <= ack.frame);
    const later = new Set(this.#intents.filter((one) => !done.includes(one)).flatMap(keysOf));
    const conflicts = ack.lost.flatMap(({ key, mine, kept }): Conflict[] => {
      const author = done.findLast((one) => one.cells.some((cell) => cell.key === key));
      if (author === undefined || later.has(key) || mine === kept) return [];
      const seen = author.cells.find((cell) => cell.key === key)?.seen ?? null;
      return [{ gestureId: author.gestureId, key, mine, seen, theirs: kept, at }];
    });
    this.#change({
      remove: done.map(({ id }) => id),
      putTray: conflicts.map((one) => conflictEntry(this.#tab, one)),
    });
  }

  /** The cells at fault go to the tray; the rest of the gesture stays to be sent again. */
  refuse(leaseId: string, refusal: Refusal, at: number): void {
    if (refusal.frame === 0) this.#unnamed = { leaseId, refusal, at };
    const intent = this.#intents.find(
      ({ sent }) => sent?.leaseId === leaseId && sent.frame === refusal.frame,
    );
    if (intent === undefined) return;
    const fate = fateOfRefusal(intent, refusal);
    const rest = { ...intent, cells: fate.again, refusals: intent.refusals + (fate.counts ? 1 : 0) };
    this.#change({
      ...(fate.again.length === 0 ? { remove: [intent.id] } : { put: [rest] }),
      putTray: fate.refused.map(({ key, value, seen }) =>
        refusedEntry(this.#tab, {
          gestureId: intent.gestureId,
          key,
          mine: value,
          seen,
          code: refusal.code,
          at,
        }),
      ),
    });
  }

  /** What came of a step of the replay; `sent` are those that go now, with the frames they go out as. */
  replayed(step: ReplayStep, sent: readonly Intent[]): void {
    this.#change({
      remove: step.settled.map(({ id }) => id),
      put: [...sent, ...step.changed],
      putTray: [
        ...step.conflicts.map((one) => conflictEntry(this.#tab, one)),
        ...step.refused.map((one) => refusedEntry(this.#tab, one)),
      ],
    });
  }

  forgetConflicts(conflicts: readonly Conflict[]): void {
    this.#change({ removeTray: conflicts.map((one) => conflictEntry(this.#tab, one).id) });
  }

  forgetRefused(refused: RefusedEdit): void {
    this.#change({ removeTray: [refusedEntry(this.#tab, refused).id] });
  }

  /** What the pending cells held before: the last state known to be on the server's disk. */
  confirmedCells(cells: ReadonlyMap<CellKey, Scalar>): Map<CellKey, Scalar> {
    const confirmed = new Map(cells);
    for (const { cells: pending } of [...this.#intents].reverse()) {
      for (const { key, seen } of pending) {
        if (seen === null) confirmed.delete(key);
        else confirmed.set(key, seen);
      }
    }
    return confirmed;
  }

  #change(change: StoreChange): void {
    const { put = [], remove = [], putTray = [], removeTray = [] } = change;
    if (put.length + remove.length + putTray.length + removeTray.length === 0) return;
    this.#intents = replaced(this.#intents, put, remove).sort(byMaking);
    this.#tray = replaced(this.#tray, putTray, removeTray);
    this.#persist(change);
    this.#onChange();
  }

  #persist(change: StoreChange): void {
    this.#store?.write(change).catch(() => this.loseStore());
  }
}

function keysOf(intent: Intent): readonly CellKey[] {
  return intent.cells.map(({ key }) => key);
}

function replaced<Entry extends { readonly id: string }>(
  present: readonly Entry[],
  put: readonly Entry[],
  remove: readonly string[],
): Entry[] {
  const gone = new Set([...remove, ...put.map(({ id }) => id)]);
  return [...present.filter(({ id }) => !gone.has(id)), ...put];
}
