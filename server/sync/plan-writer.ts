// Puts a room's batches on disk and tells of them: the only place where something about an edit leaves the server. Knows
// neither check nor state of the room; what to do when a write throws is the room's to say.
import type { PlanId } from '../../src/lib/contract/ids.ts';
import { encodeAck, encodeOvertaken, encodeSync, syncUpdate } from '../../src/lib/protocol/codec.ts';
import type { PlanStore } from '../store/ports.ts';
import { commitOf, type Entry, type FrameEntry, soleAuthor } from './commit-entry.ts';
import type { PlanDocument } from './plan-document.ts';
import type { RoomPeer } from './room-peer.ts';
import type { Log, SyncObserver } from './sync-observer.ts';

export interface PlanWriterOptions {
  readonly store: PlanStore;
  readonly log: Log;
  readonly observer: SyncObserver;
  readonly now: () => number;
  /** Updates after which a new snapshot is written. */
  readonly snapshotEvery: number;
}

/** The room, as far as its writer sees it. */
export interface WrittenRoom {
  readonly planId: PlanId;
  /** The one of the moment: it is exchanged when memory and disk may differ. */
  readonly document: PlanDocument;
  readonly peers: ReadonlySet<RoomPeer>;
  broadcast(message: Uint8Array, except: RoomPeer | null): void;
}

export class PlanWriter {
  readonly #options: PlanWriterOptions;
  readonly #room: WrittenRoom;

  constructor(options: PlanWriterOptions, room: WrittenRoom) {
    this.#options = options;
    this.#room = room;
  }

  /** Throws when nothing of it was written. Returns the update that holds the batch. */
  write(batch: readonly Entry[]): Uint8Array {
    const { store, observer, now } = this.#options;
    const { planId, document } = this.#room;
    const startedAt = performance.now();
    const commit = commitOf(batch, { planId, epoch: document.epoch, at: now() });
    document.lastSeq = store.commit(commit);
    document.updatesSinceSnapshot++;
    observer.committed({
      durationMs: performance.now() - startedAt,
      frames: batch.length,
      bytes: commit.update.length,
    });
    return commit.update;
  }

  /** A real write of nothing, to see whether the disk takes one. Throws when it does not. */
  writeNothing(): void {
    const { store, now } = this.#options;
    const { planId, document } = this.#room;
    const { epoch } = document;
    const nothing = { update: emptyUpdate, audit: [], leaseFrames: [], rows: [], commands: [] };
    document.lastSeq = store.commit({ planId, epoch, at: now(), ...nothing });
  }

  /** I1: everything that leaves the server about a batch leaves from here, after its commit. */
  tell(batch: readonly Entry[], update: Uint8Array): void {
    this.#room.broadcast(encodeSync(syncUpdate, update), soleAuthor(batch));
    for (const entry of batch) {
      if (entry.kind === 'frame') {
        entry.peer.send(encodeAck({ frame: entry.frame, lost: entry.lost }));
        if (entry.overtaken.size > 0) this.#tellOvertaken(entry);
      } else if (entry.kind === 'command') entry.settle(true);
    }
    if (this.#room.document.updatesSinceSnapshot < this.#options.snapshotEvery) return;
    this.#fold();
    this.#pruneLeases();
  }

  /** PR30: whoever was overwritten unseen is told, once both values are in the history. */
  #tellOvertaken({ peer: author, overtaken }: FrameEntry): void {
    for (const peer of this.#room.peers) {
      const cells = overtaken.get(peer.lease.clientId);
      if (cells !== undefined && peer.user.id !== author.user.id) peer.send(encodeOvertaken(cells));
    }
  }

  /** The plan is put away: what makes it quick to open again, and to keep. */
  tidy(): void {
    if (this.#room.document.updatesSinceSnapshot >= fewUpdates) this.#fold();
    this.#pruneLeases();
  }

  /** ST30: in its own time, from what is on disk. */
  #fold(): void {
    const { planId, document } = this.#room;
    document.updatesSinceSnapshot = 0;
    this.#options.store.fold(planId).catch((error: unknown) => {
      // The log holds everything; it is tried again when it has grown as much again.
      this.#options.log.warn({ planId, err: error }, 'snapshot not written');
    });
  }

  #pruneLeases(): void {
    const { planId, peers } = this.#room;
    try {
      this.#options.store.pruneLeases(
        planId,
        [...peers].map(({ lease }) => lease.id),
      );
    } catch (error) {
      // They only take room; the next time does it.
      this.#options.log.warn({ planId, err: error }, 'leases not pruned');
    }
  }
}

/** So few are replayed faster than a snapshot is written. */
const fewUpdates = 100;

/** A Yjs update without structs and without deletions. */
const emptyUpdate = Uint8Array.of(0, 0);
