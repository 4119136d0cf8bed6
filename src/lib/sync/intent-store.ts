// Where this device keeps what the server does not have yet, intents and the tray, and the person's own history, all by tab;
// and a read-only copy of the last confirmed state. One store a user and plan. The port and its stand-in in memory; indexed-db-store.ts is the real one.
import type { CellKey } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Rights } from '../contract/permissions.ts';
import type { Plan } from '../contract/plan.ts';
import type { Row } from '../contract/rows.ts';
import type { Intent, TrayEntry } from './intent.ts';
import type { Step } from './step.ts';

export interface ConfirmedState {
  readonly epoch: number;
  /** When this was the server's state. */
  readonly at: number;
  /** What its person may do, as the server last said; absent in copies of older versions. */
  readonly rights?: Rights | null;
  readonly plan: Plan | null;
  readonly rows: readonly Row[];
  readonly cells: readonly (readonly [CellKey, Scalar])[];
}

/** Written together or not at all. Removals name ids. */
export interface StoreChange {
  readonly put?: readonly Intent[];
  readonly remove?: readonly string[];
  readonly putTray?: readonly TrayEntry[];
  readonly removeTray?: readonly string[];
  readonly putSteps?: readonly Step[];
  readonly removeSteps?: readonly string[];
}

export interface TabRecords {
  readonly intents: readonly Intent[];
  readonly tray: readonly TrayEntry[];
  readonly steps: readonly Step[];
}

/** Everything rejects when the device's storage fails; the caller then goes on in memory and says so. */
export interface IntentStore {
  /** True when what is written outlives the page. */
  readonly isDurable: boolean;
  /** The change is under way when this returns, in the order of the calls. */
  write(change: StoreChange): Promise<void>;
  /** The tabs that have anything here. */
  tabs(): Promise<readonly string[]>;
  /** Moves what one tab left to another tab, and returns it. A second caller finds nothing left. */
  adopt(from: string, to: string): Promise<TabRecords>;
  readConfirmed(): Promise<ConfirmedState | null>;
  writeConfirmed(state: ConfirmedState | null): Promise<void>;
  close(): void;
}

export class MemoryIntentStore implements IntentStore {
  readonly isDurable: boolean = false;
  #intents = new Map<string, Intent>();
  #tray = new Map<string, TrayEntry>();
  #steps = new Map<string, Step>();
  #confirmed: ConfirmedState | null = null;

  write(change: StoreChange): Promise<void> {
    for (const id of change.remove ?? []) this.#intents.delete(id);
    for (const id of change.removeTray ?? []) this.#tray.delete(id);
    for (const id of change.removeSteps ?? []) this.#steps.delete(id);
    for (const step of change.putSteps ?? []) this.#steps.set(step.id, step);
    for (const intent of change.put ?? []) this.#intents.set(intent.id, intent);
    for (const entry of change.putTray ?? []) this.#tray.set(entry.id, entry);
    return Promise.resolve();
  }

  tabs(): Promise<readonly string[]> {
    const tabs = [...this.#intents.values(), ...this.#tray.values(), ...this.#steps.values()].map(
      ({ tab }) => tab,
    );
    return Promise.resolve([...new Set(tabs)]);
  }

  adopt(from: string, to: string): Promise<TabRecords> {
    const intents = [...this.#intents.values()]
      .filter(({ tab }) => tab === from)
      .map((one) => ({ ...one, tab: to }));
    const tray = [...this.#tray.values()]
      .filter(({ tab }) => tab === from)
      .map((one) => ({ ...one, tab: to }));
    const steps = [...this.#steps.values()]
      .filter(({ tab }) => tab === from)
      .map((one) => ({ ...one, tab: to }));
    void this.write({ put: intents, putTray: tray, putSteps: steps });
    return Promise.resolve({ intents, tray, steps });
  }

  readConfirmed(): Promise<ConfirmedState | null> {
    return Promise.resolve(this.#confirmed);
  }

  writeConfirmed(state: ConfirmedState | null): Promise<void> {
    this.#confirmed = state;
    return Promise.resolve();
  }

  close(): void {
    this.#intents.clear();
    this.#tray.clear();
    this.#steps.clear();
    this.#confirmed = null;
  }
}
