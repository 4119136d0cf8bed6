import { describe, expect, it } from 'vitest';
import { exampleContent, testRowId } from '../../../tests/helpers/example-content.ts';
import { ManualClock } from '../../../tests/helpers/manual-clock.ts';
import type { RowId } from '../contract/ids.ts';
import type { Row } from '../contract/rows.ts';
import { Listeners } from '../sync/listeners.ts';
import type { SessionChange } from '../sync/session.ts';
import { untilRow } from './until-row.ts';

const change: SessionChange = { cells: [], rowsChanged: true, planChanged: false, local: false };

function waitFor(rowId: RowId) {
  const example = exampleContent();
  const rows = new Map<RowId, Row>(example.rows);
  const changes = new Listeners<SessionChange>();
  const clock = new ManualClock();
  const seen: string[] = [];
  const done = untilRow(
    { content: { ...example, rows }, onChange: (listener) => changes.add(listener) },
    rowId,
    clock,
  ).then(() => seen.push('done'));
  return { rows, changes, clock, seen, done };
}

describe('waiting for a row that was created', () => {
  const rowId = testRowId(99_000);

  it('GR175 ends when the row is there', async () => {
    const { rows, changes, clock, seen, done } = waitFor(rowId);
    changes.emit(change);
    await Promise.resolve();
    expect(seen).toEqual([]);
    const row = rows.get(testRowId(1000));
    if (row === undefined) throw new Error('no row');
    rows.set(rowId, row);
    changes.emit(change);
    await done;
    clock.pass(20_000);
    expect(seen).toEqual(['done']);
  });

  it('GR175 ends after ten seconds when the row does not come', async () => {
    const { clock, seen, done } = waitFor(rowId);
    clock.pass(9_999);
    await Promise.resolve();
    expect(seen).toEqual([]);
    clock.pass(1);
    await done;
    expect(seen).toEqual(['done']);
  });
});
