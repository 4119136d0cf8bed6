import { expect, it } from 'vitest';
import type { UserId } from '../contract/ids.ts';
import { HistoryQuestion } from './history-question.svelte.ts';

const people = [{ id: 'u1' as UserId, name: 'Anne' }];

it('HI8 what is asked waits until the days are days, the first before the last', () => {
  const question = new HistoryQuestion();
  question.personId = 'u1';
  question.since = 'days';
  question.firstDay = '05/03/2026';
  question.lastDay = '05/0';
  question.ask(people);
  expect(question.filter.personId).toBeNull();
  question.lastDay = '04/03/2026';
  expect(question.isTurned).toBe(true);
  question.ask(people);
  expect(question.filter.personId).toBeNull();
  question.lastDay = '05/03/2026';
  question.ask(people);
  // Whole days of Paris, in winter.
  expect(question.filter).toEqual({
    personId: 'u1',
    columnId: null,
    from: Date.parse('2026-03-04T23:00:00Z'),
    until: Date.parse('2026-03-05T23:00:00Z'),
  });
});

it('HI8 a person who is unknown here is everybody; a moment is a moment', () => {
  const question = new HistoryQuestion();
  question.personId = 'gone';
  question.since = '1700000000000';
  question.ask(people);
  expect(question.filter).toEqual({ personId: null, columnId: null, from: 1_700_000_000_000, until: null });
});
