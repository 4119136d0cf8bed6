// Hostile messages against the real Peer and Room, with a judge that knows nothing of the check. TRAME_HOSTILE_MESSAGES makes
// it long, TRAME_HOSTILE_SEED repeats one; a failure names its seed and message, and is kept below as a case of its own.
import { describe, expect, it } from 'vitest';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import { frameOf } from '../helpers/hostile/attacks.ts';
import { lastItem } from '../helpers/hostile/honest-edit.ts';
import { people, type Person } from '../helpers/hostile/attacked-plan.ts';
import { HostileWorld } from '../helpers/hostile/hostile-world.ts';
import { newTally, runGeneration } from '../helpers/hostile/run-hostile.ts';
import { type CraftedId, writeUpdate } from '../helpers/hostile/update-writer.ts';
import { RandomSource } from '../helpers/random-source.ts';

const messages = Number(process.env['TRAME_HOSTILE_MESSAGES'] ?? 200_000);
const firstSeed = Number(process.env['TRAME_HOSTILE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const generation = 500;

describe('hostile messages', () => {
  it(
    `I2 PR1 PR7 PR8 PR9 PR10 PR11 PR12 none of ${messages} messages has an effect that is not allowed, crashes or divides (seed ${firstSeed})`,
    async () => {
      const tally = newTally();
      const startedAt = performance.now();
      for (let done = 0; done < messages; done += generation) {
        runGeneration(firstSeed + done / generation, Math.min(generation, messages - done), tally);
        // Lets the runner hear that we are alive.
        await new Promise(setImmediate);
      }
      const microseconds = ((performance.now() - startedAt) * 1_000) / messages;
      console.log(
        `hostile: ${messages} messages from seed ${firstSeed}, ${microseconds.toFixed(1)} µs each, slowest ${tally.slowestMs.toFixed(1)} ms`,
        tally,
      );
      // The attack is one only if what is allowed goes through beside it.
      expect(tally.byFamily['honest edit'].taken).toBeGreaterThan(messages / 20);
      expect(tally.honestTaken).toBeGreaterThan(messages / 100);
      expect(tally.messages).toBe(messages);
    },
    60_000 + messages,
  );
});

describe('found by hostile messages', () => {
  it('PR6 I5 a write that loses and empties the cell all the same leaves both in the history (seed 100049)', () => {
    const world = new HostileWorld(new RandomSource(1), 'draft');
    const tab = world.openTab(people[0] as Person, false);
    const key = 'f000000001:p104' as CellKey;
    const last = lastItem(world.room.doc, 'cells', key)?.lastId;
    if (last === undefined) throw new Error('the cell is empty');
    const { clientId: client } = tab.lease;
    // In front of what is there, which it deletes: Yjs lets the deleted one win.
    const item = { kind: 'item', content: { type: 'any', values: ['lost'] }, parent: 'cells', key } as const;
    const update = writeUpdate({
      sections: [{ client, clock: 0, structs: [item] }],
      deletes: [{ ...last, length: 1 }],
    });
    expect(world.deliver(tab, frameOf(tab, [update]), true)).toBeNull();
    expect(world.compare()).toBeNull();
    expect(tab.isClosed).toBe(false);
    expect(world.store.audit).toMatchObject([
      { key, before: 0, after: 'lost', kept: false },
      { key, before: 0, after: null, kept: true },
    ]);
  });

  it('PR10 a text that is too long is not hidden under a short one of the same frame (seed 20260513)', () => {
    const world = new HostileWorld(new RandomSource(1), 'draft');
    const tab = world.openTab(people[0] as Person, false);
    const key = 'f000000001:p104' as CellKey;
    const { clientId: client } = tab.lease;
    const itemOf = (value: string, origin?: CraftedId) =>
      ({ kind: 'item', content: { type: 'any', values: [value] }, origin, parent: 'cells', key }) as const;
    // The short one is written last, and yet stands in front of what is there: Yjs lets the long one win.
    const structs = [
      itemOf('x'.repeat(4_001), lastItem(world.room.doc, 'cells', key)?.lastId),
      itemOf('short'),
    ];
    const update = writeUpdate({ sections: [{ client, clock: 0, structs }], deletes: [] });
    expect(world.deliver(tab, frameOf(tab, [update]), true)).toBeNull();
    expect(tab.isClosed).toBe(true);
  });
});
