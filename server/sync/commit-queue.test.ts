// When the queue writes, on a clock by hand: what a write costs is what the test says.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommitQueue } from './commit-queue.ts';

let nowMs: number;
let costMs: number;
let batches: number[][];
let queue: CommitQueue<number, null>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] });
  nowMs = 0;
  costMs = 1;
  batches = [];
  queue = new CommitQueue<number, null>({
    write: (batch) => {
      batches.push([...batch]);
      nowMs += costMs;
      return null;
    },
    onCommitted: () => undefined,
    onFailed: () => undefined,
    mergeMs: () => 10,
    now: () => nowMs,
  });
});

afterEach(() => {
  vi.useRealTimers();
});

function pass(milliseconds: number): void {
  nowMs += milliseconds;
  vi.advanceTimersByTime(milliseconds);
}

/** One edit every `everyMs` for two seconds: how many of them each transaction of the last second held. */
function sizesAt(everyMs: number): readonly number[] {
  const edits = 2_000 / everyMs;
  let before = 0;
  for (let edit = 0; edit < edits; edit++) {
    if (edit === edits / 2) before = batches.length;
    queue.add(edit);
    pass(0);
    pass(everyMs);
  }
  return batches.slice(before).map((batch) => batch.length);
}

describe('PR14 when edits are written', () => {
  it('PR14 at once while each alone takes less than two fifths of the time', () => {
    expect(new Set(sizesAt(4))).toEqual(new Set([1]));
  });

  it('PR14 those within the time to merge together above it', () => {
    const sizes = sizesAt(1);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(12);
  });

  it('PR14 where writing is dear, a few edits are load already', () => {
    costMs = 40;
    expect(Math.max(...sizesAt(8))).toBeGreaterThan(1);
  });

  it('PR14 a pause ends the load', () => {
    sizesAt(1);
    pass(1_000);
    batches = [];
    queue.add(0);
    pass(0);
    expect(batches).toEqual([[0]]);
  });
});
