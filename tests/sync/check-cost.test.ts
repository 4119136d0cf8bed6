// What the check may cost, beside Yjs' own apply in the same run, and how long the worst frames may hold the server. Processor
// time where it can be had, and the best of a few rounds: the machine that runs the tests has other things to do. No other
// test runs meanwhile (vite.config.ts).
import { describe, expect, it } from 'vitest';
import { BenchPlan, bestStall, measureCheck } from '../../bench/check.ts';
import { worstFrames } from '../../bench/worst-frames.ts';
import { maxFrameBytes } from '../../src/lib/protocol/messages.ts';

const plan = new BenchPlan();

describe('PR13 what the check costs at 30 000 cells', () => {
  for (const [name, count, size] of [
    ['one cell', 3_000, 1],
    ['paste of 20 cells', 1_000, 20],
  ] as const) {
    it(`PR13 ${name}: no more than Yjs' own apply of the same updates, at the 99th percentile`, () => {
      let cost = measureCheck(plan, name, count, size, 6);
      for (let more = 0; more < 4 && cost.ratio > 1; more++) cost = measureCheck(plan, name, count, size, 8);
      expect(cost.ratio).toBeLessThanOrEqual(1);
    });
  }

  for (const worst of worstFrames) {
    const limitMs = worst.maxBytes > maxFrameBytes ? 300 : 100;
    it(`PR13 ${worst.name} (${worst.maxBytes / 1024} KiB): under ${limitMs} ms`, () => {
      expect(bestStall(plan, worst, 2).ms).toBeLessThan(limitMs);
    });
  }
});
