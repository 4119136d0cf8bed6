// Which tabs are open: an edit belongs to the tab that made it, and to the next one once that tab is gone. Web Locks tell
// exactly; where plain http leaves them out, tabs answer each other's call on a broadcast channel.

export interface TabRegistry {
  /** Until the returned function is called, or the page goes, the tab counts as open. */
  announce(tab: string): Promise<() => void>;
  isOpen(tab: string): Promise<boolean>;
  /** Resolves once the tab is gone; never when `signal` is aborted first. */
  whenGone(tab: string, signal: AbortSignal): Promise<void>;
}

const prefix = 'trame-tab:';
interface BroadcastTiming {
  readonly answerWithinMs: number;
  readonly askAgainAfterMs: number;
}

/** A background tab answers a message within milliseconds; a frozen one does not, and then its edits are taken over. */
const broadcastTiming: BroadcastTiming = { answerWithinMs: 300, askAgainAfterMs: 5_000 };

export function browserTabRegistry(): TabRegistry {
  return typeof navigator.locks === 'undefined' ? broadcastTabRegistry() : lockTabRegistry(navigator.locks);
}

export function lockTabRegistry(locks: LockManager): TabRegistry {
  return {
    announce: (tab) =>
      new Promise((resolve, reject) => {
        locks
          .request(prefix + tab, () => new Promise<void>((release) => resolve(release)))
          .catch((error: unknown) => reject(error instanceof Error ? error : new Error(String(error))));
      }),
    isOpen: (tab) => locks.request(prefix + tab, { ifAvailable: true }, (lock) => lock === null),
    whenGone: (tab, signal) =>
      new Promise((resolve, reject) => {
        locks
          .request(prefix + tab, { signal }, () => undefined)
          .then(
            () => {
              if (!signal.aborted) resolve();
            },
            (error: unknown) => {
              if (!signal.aborted) reject(error instanceof Error ? error : new Error(String(error)));
            },
          );
      }),
  };
}

type Call = { readonly type: 'ask' | 'here'; readonly tab: string };

export function broadcastTabRegistry({ answerWithinMs, askAgainAfterMs } = broadcastTiming): TabRegistry {
  const isOpen = (tab: string): Promise<boolean> =>
    new Promise((resolve) => {
      const channel = new BroadcastChannel(prefix);
      const end = (open: boolean): void => {
        clearTimeout(timer);
        channel.close();
        resolve(open);
      };
      const timer = setTimeout(() => end(false), answerWithinMs);
      channel.onmessage = ({ data }: MessageEvent<Call>) => {
        if (data.type === 'here' && data.tab === tab) end(true);
      };
      channel.postMessage({ type: 'ask', tab } satisfies Call);
    });
  return {
    announce(tab) {
      const channel = new BroadcastChannel(prefix);
      channel.onmessage = ({ data }: MessageEvent<Call>) => {
        if (data.type === 'ask' && data.tab === tab)
          channel.postMessage({ type: 'here', tab } satisfies Call);
      };
      return Promise.resolve(() => channel.close());
    },
    isOpen,
    whenGone: (tab, signal) =>
      new Promise((resolve) => {
        const ask = async (): Promise<void> => {
          const open = await isOpen(tab);
          if (signal.aborted) return;
          if (open) setTimeout(() => void ask(), askAgainAfterMs);
          else resolve();
        };
        void ask();
      }),
  };
}
