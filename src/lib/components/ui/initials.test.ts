import { expect, it } from 'vitest';
import { initialsOf } from './initials.ts';

it('takes the first letters of the first and last word', () => {
  expect(initialsOf('Anne-Marie Le Goff')).toBe('AG');
  expect(initialsOf(' élodie ')).toBe('É');
  expect(initialsOf('')).toBe('?');
});
