// Opens what this device keeps for one user and plan, takes over what closed tabs left, and keeps the copy of the plan.
// It falls back to memory where the browser keeps nothing, and never throws for that.
import type { PlanId, UserId } from '../contract/ids.ts';
import type { SessionEnvironment } from './environment.ts';
import { databaseName, openIndexedDbStore } from './indexed-db-store.ts';
import { type ConfirmedState, type IntentStore, MemoryIntentStore, type TabRecords } from './intent-store.ts';

/** Some browsers never answer a request to open a database: the session goes on without. */
const openWithinMs = 3_000;

interface DeviceStorageHandlers {
  /** From now on nothing is kept on this device. */
  onLost(): void;
  /** A tab that was open when this one started is gone, and left these. */
  onAdopted(records: TabRecords): void;
}

type StorageEnvironment = Pick<SessionEnvironment, 'indexedDb' | 'tabs' | 'clock'>;

export class DeviceStorage {
  readonly #name: string;
  readonly #tab: string;
  readonly #environment: StorageEnvironment;
  readonly #handlers: DeviceStorageHandlers;
  readonly #closing = new AbortController();
  #store: IntentStore | null = null;
  #releaseTab: () => void = () => undefined;

  constructor(
    target: { readonly planId: PlanId; readonly userId: UserId },
    tab: string,
    environment: StorageEnvironment,
    handlers: DeviceStorageHandlers,
  ) {
    this.#name = databaseName(target.userId, target.planId);
    this.#tab = tab;
    this.#environment = environment;
    this.#handlers = handlers;
  }

  /** `records` are what tabs that are gone had left. */
  async open(): Promise<{ readonly store: IntentStore; readonly records: TabRecords }> {
    const store = await this.#openStore();
    this.#store = store;
    try {
      this.#releaseTab = await this.#environment.tabs.announce(`${this.#name}:${this.#tab}`);
      return { store, records: await this.#adoptFromClosedTabs(store) };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#handlers.onLost();
      return { store, records: { intents: [], tray: [], steps: [] } };
    }
  }

  /** Null when there is none, or none that can be read. */
  async readCopy(): Promise<ConfirmedState | null> {
    return (await this.#store?.readConfirmed().catch(() => null)) ?? null;
  }

  writeCopy(state: ConfirmedState | null): void {
    this.#store?.writeConfirmed(state).catch(() => this.#handlers.onLost());
  }

  /** What is under way is still written. The next tab may take over at once. */
  close(): void {
    this.#closing.abort();
    this.#store?.close();
    this.#store = null;
    this.#releaseTab();
  }

  async #openStore(): Promise<IntentStore> {
    const { indexedDb, clock } = this.#environment;
    if (indexedDb === null) return new MemoryIntentStore();
    let cancel: () => void = () => undefined;
    const tooLate = new Promise<null>((resolve) => {
      cancel = clock.after(openWithinMs, () => resolve(null));
    });
    // A refusal to open is the expected answer of private windows: memory then, and `isDurable` says so.
    const opened = openIndexedDbStore(indexedDb, this.#name, () => this.#handlers.onLost()).catch(() => null);
    const store = await Promise.race([opened, tooLate]);
    cancel();
    return store ?? new MemoryIntentStore();
  }

  async #adoptFromClosedTabs(store: IntentStore): Promise<TabRecords> {
    const { tabs } = this.#environment;
    const others = (await store.tabs()).filter((tab) => tab !== this.#tab);
    const adopted: TabRecords[] = [];
    for (const tab of others) {
      if (await tabs.isOpen(`${this.#name}:${tab}`)) void this.#adoptOnceGone(store, tab);
      else adopted.push(await store.adopt(tab, this.#tab));
    }
    return {
      intents: adopted.flatMap(({ intents }) => intents),
      tray: adopted.flatMap(({ tray }) => tray),
      steps: adopted.flatMap(({ steps }) => steps),
    };
  }

  async #adoptOnceGone(store: IntentStore, tab: string): Promise<void> {
    try {
      await this.#environment.tabs.whenGone(`${this.#name}:${tab}`, this.#closing.signal);
      if (this.#closing.signal.aborted) return;
      const records = await store.adopt(tab, this.#tab);
      if (records.intents.length + records.tray.length + records.steps.length > 0)
        this.#handlers.onAdopted(records);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#handlers.onLost();
    }
  }
}
