import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type HistoryEntry, type HistoryPage, noHistoryFilter } from '../contract/history.ts';
import type { CellKey, PlanId } from '../contract/ids.ts';
import { PlanHistoryView } from './plan-history.svelte.ts';

const plan = { scope: { type: 'plan' }, ...noHistoryFilter } as const;
const cell = { scope: { type: 'cell', key: 'aaaaaaaaaa:p104' as CellKey }, ...noHistoryFilter } as const;

function line(at: number): HistoryEntry {
  return { type: 'signing', at, author: { name: 'Anne', isYou: false }, number: at };
}

let answers: (HistoryPage | null)[];
let asked: string[];
let history: PlanHistoryView;

beforeEach(() => {
  answers = [];
  asked = [];
  const send = vi.fn((url: string) => {
    asked.push(new URL(url, 'http://localhost').search);
    const page = answers.shift();
    return page === undefined || page === null
      ? Promise.reject(new TypeError('fetch failed'))
      : Promise.resolve(Response.json({ ok: true, value: page }));
  });
  history = new PlanHistoryView('plan' as PlanId, send as unknown as typeof fetch);
});
afterEach(() => vi.restoreAllMocks());

const times = (): readonly number[] => history.entries.map(({ at }) => at);
const page = (from: number, to: number, next: number | null): HistoryPage => ({
  entries: Array.from({ length: from - to + 1 }, (_, index) => line(from - index)),
  next,
});

it('HI8 what is new comes before what one has read; the pages one went back to stay', async () => {
  answers = [page(60, 31, 31), page(30, 11, 11)];
  await history.ask(plan);
  await history.more();
  expect(times()).toHaveLength(50);
  answers = [page(61, 32, 32)];
  await history.refresh();
  expect(times()).toEqual(Array.from({ length: 51 }, (_, index) => 61 - index));
  answers = [page(10, 1, null)];
  await history.more();
  expect(asked.at(-1)).toBe('?until=11');
  expect([times().at(-1), history.hasMore]).toEqual([1, false]);
});

it('HI8 without an answer what is known stays; what was never known can be asked again', async () => {
  answers = [null];
  await history.ask(plan);
  expect(history.state).toBe('failed');
  answers = [page(3, 1, null)];
  await history.ask(plan);
  expect([history.state, times()]).toEqual(['known', [3, 2, 1]]);
  answers = [null];
  await history.refresh();
  expect([history.state, times()]).toEqual(['known', [3, 2, 1]]);
});

it('HI2 pages that hold nothing are passed over, a few at a time', async () => {
  answers = [page(0, 1, 90), page(0, 1, 80), page(7, 7, null)];
  await history.ask(plan);
  expect(asked).toEqual(['', '?until=90', '?until=80']);
  expect(times()).toEqual([7]);
});

it('HI8 a late answer to another question is dropped', async () => {
  const late = Promise.withResolvers<Response>();
  const send = vi.fn(() => late.promise);
  const view = new PlanHistoryView('plan' as PlanId, send as unknown as typeof fetch);
  const first = view.ask(plan);
  send.mockResolvedValueOnce(Response.json({ ok: true, value: page(2, 2, null) }));
  await view.ask(cell);
  late.resolve(Response.json({ ok: true, value: page(9, 9, null) }));
  await first;
  expect(view.entries.map(({ at }) => at)).toEqual([2]);
});
