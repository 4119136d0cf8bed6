import { expect, it } from 'vitest';
import { commandLockOf } from './command-lock.ts';

it('commands wait for a connection, for a server that can write, and for a role: each with its own reason', () => {
  expect(commandLockOf('coordinator', { state: 'saved' }, 'draft')).toBeNull();
  expect(commandLockOf('coordinator', { state: 'saving', count: 1, total: null }, 'draft')).toBeNull();
  expect(commandLockOf('coordinator', { state: 'offline', count: 0, since: 0 }, 'draft')).toBe('offline');
  expect(commandLockOf('coordinator', { state: 'read_only', count: 2 }, 'draft')).toBe('suspended');
  expect(commandLockOf('viewer', { state: 'saved' }, 'draft')).toBe('coordinators_only');
});
