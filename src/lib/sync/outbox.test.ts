import { describe, expect, it } from 'vitest';
import { type CellKey, cellKey, columnId, type GestureId, type RowId } from '../contract/ids.ts';
import type { ErrorCode } from '../contract/errors.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Intent } from './intent.ts';
import { MemoryIntentStore } from './intent-store.ts';
import { Outbox } from './outbox.ts';

const rowId = 'aaaaaaaaaa' as RowId;
const a = cellKey(rowId, columnId('p104'));
const b = cellKey(rowId, columnId('autres'));

function intent(
  frame: number | null,
  cells: readonly (readonly [CellKey, Scalar | null, Scalar | null])[],
  leaseId = 'L',
): Intent {
  const id = `g${frame ?? 'unsent'}-${leaseId}`;
  return {
    id,
    tab: 'tab',
    gestureId: id as GestureId,
    gesture: 'typing',
    at: frame ?? 1000,
    sequence: frame ?? 1000,
    cells: cells.map(([key, seen, value]) => ({ key, seen, value })),
    sent: frame === null ? null : { leaseId, frame },
    refusals: 0,
  };
}

function outboxWith(...intents: Intent[]): Outbox {
  const outbox = new Outbox('tab', () => undefined);
  outbox.keepIn(new MemoryIntentStore());
  outbox.add(intents);
  return outbox;
}

function refuse(outbox: Outbox, code: ErrorCode, cells: readonly CellKey[] = []): void {
  outbox.refuse('L', { frame: 1, code, cells }, 9);
}

describe('I8 what leaves the outbox is on disk', () => {
  it('I8 an acknowledgement settles its frame and those before, of its lease only', () => {
    const outbox = outboxWith(
      intent(1, [[a, null, 1]]),
      intent(2, [[a, 1, 2]]),
      intent(3, [[a, 2, 3]]),
      intent(1, [[b, null, 1]], 'M'),
    );
    outbox.acknowledge('L', { frame: 2, lost: [] }, 9);
    expect(outbox.intents.map(({ id }) => id)).toEqual(['g1-M', 'g3-L']);
    expect(outbox.count).toBe(2);
    expect(outbox.leases).toEqual(['M', 'L']);
  });

  it('I8 the last committed frame of a lost connection settles what was acknowledged in vain, and nothing more', () => {
    const outbox = outboxWith(
      intent(1, [[a, null, 1]]),
      intent(2, [[a, 1, 2]]),
      intent(null, [[b, null, 1]]),
    );
    outbox.settle('L', 1);
    expect(outbox.intents.map(({ id }) => id)).toEqual(['g2-L', 'gunsent-L']);
  });

  it('writes to the device what it holds, also what was made before the device was ready', async () => {
    const store = new MemoryIntentStore();
    const outbox = new Outbox('tab', () => undefined);
    const first = intent(null, [[a, null, 1]]);
    outbox.add([first]);
    outbox.keepIn(store);
    outbox.add([intent(1, [[b, null, 1]])]);
    outbox.settle('L', 1);
    expect((await store.adopt('tab', 'tab')).intents).toEqual([first]);
  });

  it('says so when the device does not keep anything', async () => {
    class FullDisk extends MemoryIntentStore {
      override readonly isDurable = true;
      override write(): Promise<void> {
        return Promise.reject(new Error('QuotaExceededError'));
      }
    }
    const told = new Promise<void>((resolve) => {
      const outbox = new Outbox('tab', () => {
        if (!outbox.isDurable) resolve();
      });
      outbox.keepIn(new FullDisk());
      expect(outbox.isDurable).toBe(true);
      outbox.add([intent(null, [[a, null, 1]])]);
    });
    await told;
  });
});

describe('I9 both values are shown', () => {
  it('I9 a write that lost a tie becomes a conflict with what its author had seen', () => {
    const outbox = outboxWith(intent(1, [[a, 'old', 'mine']]));
    outbox.acknowledge('L', { frame: 1, lost: [{ key: a, mine: 'mine', kept: 'theirs' }] }, 9);
    expect(outbox.count).toBe(0);
    expect(outbox.conflicts).toEqual([
      { gestureId: 'g1-L', key: a, mine: 'mine', seen: 'old', theirs: 'theirs', at: 9 },
    ]);
    outbox.forgetConflicts(outbox.conflicts.map((one) => ({ ...one, theirs: 'something newer' })));
    expect(outbox.conflicts).toEqual([]);
  });

  it('a lost write that its author has replaced since is no conflict', () => {
    const outbox = outboxWith(intent(1, [[a, 'old', 'mine']]), intent(2, [[a, 'theirs', 'mine again']]));
    outbox.acknowledge('L', { frame: 1, lost: [{ key: a, mine: 'mine', kept: 'theirs' }] }, 9);
    expect(outbox.conflicts).toEqual([]);
  });
});

describe('a refusal', () => {
  const gesture = () => outboxWith(intent(1, [[a, null, 'x'], [b, null, 'y']])); // prettier-ignore

  it('puts the cells at fault in the tray and keeps the rest of the gesture', () => {
    const outbox = gesture();
    refuse(outbox, 'archived', [a]);
    expect(outbox.refused).toEqual([
      { gestureId: 'g1-L', key: a, mine: 'x', seen: null, code: 'archived', at: 9 },
    ]);
    expect(outbox.intents.map(({ cells }) => cells)).toEqual([[{ key: b, seen: null, value: 'y' }]]);
  });

  it('of the whole gesture puts all of it in the tray', () => {
    const outbox = gesture();
    refuse(outbox, 'read_only_role');
    expect(outbox.refused.map(({ mine }) => mine)).toEqual(['x', 'y']);
    expect(outbox.count).toBe(0);
    outbox.forgetRefused(outbox.refused[0] ?? expect.fail());
    expect(outbox.refused.map(({ mine }) => mine)).toEqual(['y']);
  });

  it.each(['rate_limited', 'plan_read_only'] as const)('%s only means later, however often', (code) => {
    const outbox = gesture();
    for (let time = 0; time < 10; time++) refuse(outbox, code);
    expect([outbox.count, outbox.refused]).toEqual([1, []]);
  });

  it('that cannot name its frame falls on the first that is not on disk', () => {
    const outbox = outboxWith(intent(1, [[a, null, 'x']]), intent(2, [[b, null, 'y']]));
    outbox.refuse('L', { frame: 0, code: 'frame_too_large', cells: [] }, 9);
    expect(outbox.count).toBe(2);
    outbox.settle('L', 1);
    expect([outbox.count, outbox.refused.map(({ mine }) => mine)]).toEqual([0, ['y']]);
  });

  it('for an accident is tried again twice, then shown: no endless loop', () => {
    const outbox = gesture();
    refuse(outbox, 'clock_gap');
    refuse(outbox, 'clock_gap');
    expect([outbox.count, outbox.refused.length]).toEqual([1, 0]);
    refuse(outbox, 'clock_gap');
    expect([outbox.count, outbox.refused.length]).toEqual([0, 2]);
  });
});

it('tells the confirmed cells: what was there before the pending edits', () => {
  const outbox = outboxWith(intent(1, [[a, 'old', 'x']]), intent(2, [[a, 'x', 'y'], [b, null, 'z']])); // prettier-ignore
  const screen = new Map<CellKey, Scalar>([
    [a, 'y'],
    [b, 'z'],
  ]);
  expect([...outbox.confirmedCells(screen)]).toEqual([[a, 'old']]);
});

it('OF11 a gesture that waits with a part of it settled keeps the rest alone', () => {
  const whole = intent(null, [
    [a, null, 1],
    [b, null, 1],
  ]);
  const outbox = outboxWith(whole);
  const rest = { ...whole, cells: whole.cells.slice(1) };
  outbox.replayed({ now: [], later: [rest], changed: [rest], settled: [], conflicts: [], refused: [] }, []);
  expect(outbox.intents).toEqual([rest]);
});
