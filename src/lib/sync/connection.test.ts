import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/helpers/manual-clock.ts';
import type { PlanId } from '../contract/ids.ts';
import { Connection, type ConnectionState } from './connection.ts';
import type { NetworkSignal } from './environment.ts';

/** Connects never, ends when told. */
class SilentSocket {
  static opened: SilentSocket[] = [];
  readonly OPEN = 1;
  readonly readyState = 0;
  readonly url: string;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor(url: string) {
    this.url = url;
    SilentSocket.opened.push(this);
  }
  close(): void {
    this.onclose = null;
  }
}

let clock: ManualClock;
let answers: (() => Promise<Response>)[];
let asked: string[];
let states: ConnectionState['state'][];
let signal: (signal: NetworkSignal) => void;
let connection: Connection;

const grant = (): Promise<Response> =>
  Promise.resolve(
    Response.json({
      leaseId: `lease-${asked.length}`,
      clientId: asked.length,
      epoch: 1,
      previousLastFrame: null,
    }),
  );
const noNetwork = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'));
const never = (aborted: AbortSignal | null | undefined): Promise<Response> =>
  new Promise((_resolve, reject) => {
    aborted?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });

/** Lets what is decided already happen; no time passes. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  clock = new ManualClock();
  answers = [];
  asked = [];
  states = [];
  SilentSocket.opened = [];
  connection = new Connection(
    { planId: 'plan' as PlanId, baseUrl: 'http://trame.test' },
    {
      fetch: (_url, init) => {
        asked.push(String(init?.body));
        const answer = answers.shift();
        return answer === undefined ? never(init?.signal) : answer();
      },
      WebSocket: SilentSocket as unknown as typeof WebSocket,
      indexedDb: null,
      tabs: {
        announce: () => Promise.reject(new Error()),
        isOpen: () => Promise.resolve(false),
        whenGone: () => Promise.resolve(),
      },
      clock,
      random: () => 0.999_999,
      randomBytes: (length) => new Uint8Array(length),
      onNetworkSignal: (listener) => {
        signal = listener;
        return () => undefined;
      },
    },
    {
      leasesToSettle: () => [],
      onSettled: () => undefined,
      onSynced: () => undefined,
      onWritable: () => undefined,
      onAck: () => undefined,
      onOvertaken: () => undefined,
      onRefused: () => undefined,
      onPeers: () => undefined,
      onRights: () => undefined,
      onState: ({ state }) => states.push(state),
    },
  );
});

afterEach(() => connection.close());

describe('a connection that fails', () => {
  it('tries again after 250 ms, 500 ms, 1 s, 2 s, then every 4 s', async () => {
    answers = Array.from({ length: 20 }, () => noNetwork);
    connection.start();
    await settled();
    expect(connection.state.state).toBe('offline');
    for (const delay of [250, 500, 1000, 2000, 4000, 4000]) {
      const before = asked.length;
      clock.pass(delay - 1);
      await settled();
      expect(asked.length).toBe(before);
      clock.pass(1);
      await settled();
      expect(asked.length).toBe(before + 1);
    }
  });

  it.each(['online', 'visible'] as const)(
    'tries again at once when the browser says « %s »',
    async (event) => {
      answers = [noNetwork];
      connection.start();
      await settled();
      signal(event);
      expect(asked).toHaveLength(2);
    },
  );

  it('notices the loss of the network at once, without waiting for an answer', async () => {
    connection.start();
    signal('offline');
    await settled();
    expect(connection.state.state).toBe('offline');
  });

  it('gives up a request after 10 s and a socket that says nothing after 20 s', async () => {
    connection.start();
    clock.pass(10_000);
    await settled();
    expect(connection.state.state).toBe('offline');
    answers = [grant];
    clock.pass(250);
    await settled();
    expect(SilentSocket.opened).toHaveLength(1);
    const before = asked.length;
    clock.pass(20_000);
    clock.pass(4_000);
    await settled();
    expect(asked.length).toBe(before + 1);
  });

  it.each([
    [4401, 'not_signed_in'],
    [4403, 'forbidden'],
    [4404, 'not_found'],
  ])('ends for good when the server closes with %i', async (code, reason) => {
    answers = [grant, grant];
    connection.start();
    await settled();
    SilentSocket.opened[0]?.onclose?.({ code });
    expect(connection.state).toEqual({ state: 'ended', code: reason });
    signal('online');
    clock.pass(60_000);
    await settled();
    expect(asked).toHaveLength(1);
  });
});

describe('each attempt', () => {
  it('is a new lease that names the one before, and a socket that names its lease', async () => {
    answers = [grant, grant];
    connection.start();
    await settled();
    SilentSocket.opened[0]?.onclose?.({ code: 1006 });
    clock.pass(250);
    await settled();
    expect(asked).toEqual(['{}', '{"previousLeaseId":"lease-1"}']);
    expect(SilentSocket.opened.map(({ url }) => url)).toEqual([
      'ws://trame.test/sync/plan?lease=lease-1',
      'ws://trame.test/sync/plan?lease=lease-2',
    ]);
  });

  it('follows at once, and not as « offline », when the server asks for a fresh start; then with growing delay', async () => {
    answers = [grant, grant, grant];
    connection.start();
    await settled();
    SilentSocket.opened[0]?.onclose?.({ code: 4409 });
    expect(states).toEqual(['renewing']);
    clock.pass(0);
    await settled();
    SilentSocket.opened[1]?.onclose?.({ code: 4409 });
    expect(states).toEqual(['renewing', 'offline']);
    clock.pass(499);
    await settled();
    expect(asked).toHaveLength(2);
    clock.pass(1);
    await settled();
    expect(asked).toHaveLength(3);
  });
});
