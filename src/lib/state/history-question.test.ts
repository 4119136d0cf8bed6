import { expect, it } from 'vitest';
import { HistoryQuestion } from './history-question.svelte.ts';

it('HI8 what is asked waits until the days are days, the first before the last', () => {
  const question = new HistoryQuestion();
  question.personId = 'u1';
  question.since = 'days';
  question.firstDay = '05/03/2026';
  question.lastDay = '05/0';
  question.ask();
  expect(question.filter.personId).toBeNull();
  question.lastDay = '04/03/2026';
  expect(question.isTurned).toBe(true);
  question.ask();
  expect(question.filter.personId).toBeNull();
  question.lastDay = '05/03/2026';
  question.ask();
  // Whole days of Paris, in winter.
  expect(question.filter).toEqual({
    personId: 'u1',
    columnId: null,
    from: Date.parse('2026-03-04T23:00:00Z'),
    until: Date.parse('2026-03-05T23:00:00Z'),
  });
});

it('HI8 a moment that loses its name is asked for no longer; whoever was asked for still is', () => {
  const question = new HistoryQuestion();
  question.personId = 'u1';
  question.since = '1700000000000';
  question.ask();
  expect(question.filter).toMatchObject({ personId: 'u1', from: 1_700_000_000_000 });
  question.forget(1);
  expect(question.filter.from).toBe(1_700_000_000_000);
  question.forget(1_700_000_000_000);
  expect(question.since).toBe('');
  expect(question.filter).toMatchObject({ personId: 'u1', from: null });
});
