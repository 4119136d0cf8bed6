// Hostile messages against the real Peer and Room, with a judge that knows nothing of the check. TRAME_HOSTILE_MESSAGES makes
// it long, TRAME_HOSTILE_SEED repeats one; a failure names its seed and message, and is kept below as a case of its own.
import { describe, expect, it } from 'vitest';
import { newTally, runGeneration } from '../helpers/hostile/run-hostile.ts';

const messages = Number(process.env['TRAME_HOSTILE_MESSAGES'] ?? 200_000);
const firstSeed = Number(process.env['TRAME_HOSTILE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const generation = 1_000;

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
      console.log(`hostile: ${messages} messages from seed ${firstSeed}, ${microseconds.toFixed(1)} µs each, slowest ${tally.slowestMs.toFixed(1)} ms`, tally);
      // The attack is one only if what is allowed goes through beside it.
      expect(tally.byFamily['honest edit'].taken).toBeGreaterThan(messages / 20);
      expect(tally.honestTaken).toBeGreaterThan(messages / 100);
      expect(tally.messages).toBe(messages);
    },
    60_000 + messages,
  );
});
