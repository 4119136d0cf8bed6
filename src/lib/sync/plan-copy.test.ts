import { expect, it } from 'vitest';
import { ManualClock } from '../../../tests/helpers/manual-clock.ts';
import type { ConfirmedState } from './intent-store.ts';
import { PlanCopy } from './plan-copy.ts';

it('is written soon after the opening, then every 30 s of work, at once when the page may go, and not without a change', () => {
  const clock = new ManualClock();
  const written: (number | null)[] = [];
  const take = (): ConfirmedState => ({ epoch: 1, at: clock.now(), plan: null, rows: [], cells: [] });
  const copy = new PlanCopy(clock, take, (state) => written.push(state?.at ?? null));
  copy.flush();
  copy.keepSoon();
  clock.pass(2_000);
  copy.keepSoon();
  copy.keepSoon();
  clock.pass(29_999);
  expect(written).toEqual([2_000]);
  clock.pass(1);
  copy.keepSoon();
  copy.flush();
  clock.pass(60_000);
  expect(written).toEqual([2_000, 32_000, 32_000]);
  copy.keepSoon();
  copy.forget();
  clock.pass(60_000);
  expect(written).toEqual([2_000, 32_000, 32_000, null]);
});

it('OF17 a page that is hidden: its copy says till when it was up to date, to a minute', () => {
  const clock = new ManualClock();
  const written: (number | null)[] = [];
  const take = (): ConfirmedState => ({ epoch: 1, at: clock.now(), plan: null, rows: [], cells: [] });
  const copy = new PlanCopy(clock, take, (state) => written.push(state?.at ?? null));
  copy.refresh();
  copy.keepSoon();
  copy.refresh();
  clock.pass(59_999);
  copy.refresh();
  expect(written).toEqual([0]);
  clock.pass(1);
  copy.refresh();
  expect(written).toEqual([0, 60_000]);
});
