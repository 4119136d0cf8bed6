// Random lives of three people in one plan: typing, broken lines, closed browsers, server restarts. Whatever happens, all
// screens and the disk agree in the end, nothing is written twice and nothing typed disappears. TRAME_SYNC_RUNS makes it long.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CellKey, cellKey, columnId } from '../../src/lib/contract/ids.ts';
import { messageAck } from '../../src/lib/protocol/messages.ts';
import type { PlanSession } from '../../src/lib/sync/session.ts';
import { Browser, isSaved, until } from '../helpers/session-client.ts';
import { firstRow, secondRow, SyncServer } from '../helpers/sync-server.ts';

const runs = Number(process.env['TRAME_SYNC_RUNS'] ?? 12);
const keys = [
  cellKey(firstRow, columnId('p104')),
  cellKey(firstRow, columnId('autres')),
  cellKey(secondRow, columnId('p104')),
];

type Step =
  | { readonly do: 'type' | 'clear'; readonly who: number; readonly key: number }
  | {
      readonly do:
        'paste' | 'offline' | 'online' | 'cut' | 'cutAtAck' | 'hold' | 'release' | 'reopen' | 'settle';
      readonly who: number;
    }
  | { readonly do: 'restart' };

const who = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constantFrom('type', 'type', 'type', 'clear'), who, key: fc.nat(2) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'paste',
        'offline',
        'online',
        'online',
        'cut',
        'cutAtAck',
        'hold',
        'release',
        'reopen',
        'settle',
      ),
      who,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('settle' as const), who }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' } as const) },
);

class Person {
  readonly browser: Browser;
  session: PlanSession;
  /** The last value typed into each cell, unless the cell was cleared after it. */
  readonly last = new Map<CellKey, string>();

  isOnline = true;
  isHeld = false;

  private constructor(browser: Browser, session: PlanSession) {
    this.browser = browser;
    this.session = session;
  }

  static async arrive(browser: Browser): Promise<Person> {
    return new Person(browser, await openTab(browser));
  }

  get canTalk(): boolean {
    return this.isOnline && !this.isHeld;
  }

  type(writes: readonly (readonly [CellKey, string | null])[]): void {
    for (const [key, value] of writes) {
      if (value === null) this.last.delete(key);
      else this.last.set(key, value);
    }
    this.session.edit('typing', writes.map(([key, value]) => ({ key, value }))); // prettier-ignore
  }

  async reopen(): Promise<void> {
    this.session.destroy();
    this.session = await openTab(this.browser);
  }
}

/** Resolves once the tab has its place on the device: before that a person sees no cell to type into. */
function openTab(browser: Browser): Promise<PlanSession> {
  const session = browser.open();
  return new Promise((resolve) => {
    const stop = session.onState(() => {
      stop();
      resolve(session);
    });
  });
}

async function live(server: SyncServer, people: readonly Person[], steps: readonly Step[]): Promise<void> {
  let typed = 0;
  const value = (): string => `v${(typed += 1)}`;
  for (const one of steps) {
    if (one.do === 'restart') {
      await server.stop();
      await server.startAgain();
      continue;
    }
    const person = people[one.who];
    if (person === undefined) throw new Error('nobody');
    switch (one.do) {
      case 'type':
      case 'clear': {
        const key = keys[one.key];
        if (key !== undefined) person.type([[key, one.do === 'clear' ? null : value()]]);
        break;
      }
      case 'paste':
        person.type(keys.map((key) => [key, value()]));
        break;
      case 'offline':
        person.isOnline = false;
        person.browser.goOffline();
        break;
      case 'online':
        person.isOnline = true;
        person.browser.goOnline();
        break;
      case 'cut':
        person.browser.cut();
        break;
      case 'cutAtAck':
        person.browser.cutAtMessage(messageAck);
        break;
      case 'hold':
        person.isHeld = true;
        person.browser.hold();
        break;
      case 'release':
        person.isHeld = false;
        person.browser.release();
        break;
      case 'reopen':
        await person.reopen();
        break;
      case 'settle':
        // Whoever has a line gets the time to use it.
        if (person.canTalk) await until(person.session, isSaved);
    }
  }
}

it('I8 I9 whatever happens, screens and disk agree, nothing is written twice, nothing typed disappears', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      const server = await SyncServer.start();
      const people: Person[] = [];
      try {
        for (const name of ['awa', 'ben', 'chloe'])
          people.push(await Person.arrive(new Browser(server, server.addUser(name))));
        await live(server, people, steps);
        for (const { browser } of people) {
          browser.release();
          browser.goOnline();
        }
        await Promise.all(
          people.map(({ session }) => until(session, (one) => isSaved(one) && one.content.rows.size === 2)),
        );
        const disk = server.cells();
        for (const { session } of people) {
          await until(
            session,
            ({ content }) =>
              JSON.stringify(sorted(content.cells)) === JSON.stringify(sorted(Object.entries(disk))),
          );
          expect(session.refused).toEqual([]);
        }
        const written = server.history.map(({ gestureId, key }) => `${gestureId} ${key}`);
        expect(new Set(written).size).toBe(written.length);
        for (const { session, last } of people) {
          for (const [key, text] of last) {
            const isKnown =
              server.history.some((entry) => entry.key === key && entry.after === text) ||
              session.conflicts.some((conflict) => conflict.key === key && conflict.mine === text);
            expect(isKnown, `${key} ${text}`).toBe(true);
          }
        }
      } finally {
        for (const { browser } of people) browser.close();
        await server.dispose();
      }
    }),
    { numRuns: runs },
  );
}, 600_000);

function sorted<Value>(entries: Iterable<readonly [string, Value]>): (readonly [string, Value])[] {
  return [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
}
