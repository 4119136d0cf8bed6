// Which plans are open: each is loaded once, by whoever asks first, and put away when nobody needs it any more.
import type { Result } from '../../src/lib/contract/errors.ts';
import { success } from '../../src/lib/contract/errors.ts';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import { closeCodes } from '../../src/lib/protocol/messages.ts';
import { forgetOldEpochs } from './compaction.ts';
import { PlanDocument } from './plan-document.ts';
import { Room, type RoomOptions } from './room.ts';

export interface RegistryOptions extends Omit<RoomOptions, 'onIdle'> {
  /** How long a plan stays open with nobody in it. */
  readonly idleMs: number;
}

export class Registry {
  readonly #options: RegistryOptions;
  readonly #rooms = new Map<PlanId, Room>();
  readonly #idleTimers = new Map<PlanId, ReturnType<typeof setTimeout>>();

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  get openPlans(): number {
    return this.#rooms.size;
  }

  get readOnlyPlans(): number {
    return [...this.#rooms.values()].filter((room) => room.isSuspended).length;
  }

  open(planId: PlanId): Result<Room> {
    const known = this.#rooms.get(planId);
    if (known !== undefined && !known.isClosed) {
      this.#putAwayLater(known);
      return success(known);
    }
    const loaded = PlanDocument.load(this.#options.store, planId);
    if (!loaded.ok) {
      if (loaded.code !== 'not_found')
        this.#options.log.error({ planId, code: loaded.code }, 'the plan cannot be loaded');
      return loaded;
    }
    forgetOldEpochs(planId, this.#options);
    const room = new Room(planId, loaded.value, {
      ...this.#options,
      onIdle: (idle) => this.#putAwayLater(idle),
    });
    this.#rooms.set(planId, room);
    // What the contract says of its organisations may have changed while the plan was put away.
    room.planChanged(loaded.value.plan);
    this.#putAwayLater(room);
    return success(room);
  }

  /** Writes everything and sends everybody away, to come back to the next process. */
  closeAll(): void {
    for (const timer of this.#idleTimers.values()) clearTimeout(timer);
    this.#idleTimers.clear();
    for (const room of this.#rooms.values())
      if (!room.isClosed) room.close(closeCodes.serverRestart, 'server restart');
    this.#rooms.clear();
  }

  #putAwayLater(room: Room): void {
    clearTimeout(this.#idleTimers.get(room.planId));
    const timer = setTimeout(() => this.#putAway(room), this.#options.idleMs);
    timer.unref();
    this.#idleTimers.set(room.planId, timer);
  }

  #putAway(room: Room): void {
    // People may have come back since; when the last of them leaves, the room asks again.
    if (room.peers.size > 0 || this.#rooms.get(room.planId) !== room) return;
    this.#idleTimers.delete(room.planId);
    this.#rooms.delete(room.planId);
    if (!room.isClosed) room.putAway();
  }
}
