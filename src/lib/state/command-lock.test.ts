import { expect, it } from 'vitest';
import { commandLockOf } from './command-lock.ts';

it('commands wait for a connection, for a server that can write, and for a role: each with its own reason', () => {
  expect(commandLockOf('coordinator', { state: 'saved' })).toBeNull();
  expect(commandLockOf('coordinator', { state: 'saving', count: 1 })).toBeNull();
  expect(commandLockOf('coordinator', { state: 'offline', count: 0 })).toBe('offline');
  expect(commandLockOf('coordinator', { state: 'read_only', count: 2 })).toBe('suspended');
  expect(commandLockOf('viewer', { state: 'saved' })).toBe('read_only');
});
