// What a plan's session takes from the world around it: network, storage, clock, chance. A browser gives all of it; tests
// give their own.
import type { TabRegistry } from './tab-registry.ts';
import { browserTabRegistry } from './tab-registry.ts';

export interface Clock {
  now(): number;
  /** Returns the function that cancels. */
  after(delayMs: number, run: () => void): () => void;
}

export type NetworkSignal = 'online' | 'offline' | 'visible' | 'hidden';

export interface SessionEnvironment {
  readonly fetch: typeof fetch;
  readonly WebSocket: typeof WebSocket;
  /** Null where the browser has none: edits are then kept in memory only. */
  readonly indexedDb: IDBFactory | null;
  readonly tabs: TabRegistry;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Returns the function that stops listening. */
  readonly onNetworkSignal: (listener: (signal: NetworkSignal) => void) => () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export function browserEnvironment(): SessionEnvironment {
  return {
    fetch: (input, init) => fetch(input, init),
    WebSocket,
    indexedDb: typeof indexedDB === 'undefined' ? null : indexedDB,
    tabs: browserTabRegistry(),
    clock: systemClock,
    random: Math.random,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    onNetworkSignal: listenToWindow,
  };
}

function listenToWindow(listener: (signal: NetworkSignal) => void): () => void {
  const onOnline = (): void => listener('online');
  const onOffline = (): void => listener('offline');
  const onVisibility = (): void => listener(document.visibilityState === 'visible' ? 'visible' : 'hidden');
  window.addEventListener('online', onOnline);
  window.addEventListener('offline', onOffline);
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    window.removeEventListener('online', onOnline);
    window.removeEventListener('offline', onOffline);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
