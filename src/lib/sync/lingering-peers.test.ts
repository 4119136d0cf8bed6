import { expect, it, vi } from 'vitest';
import { ManualClock } from '../../../tests/helpers/manual-clock.ts';
import { LingeringPeers } from './lingering-peers.ts';
import type { Peer } from './session.ts';

function peer(clientId: number, userId: string): Peer {
  return { clientId, userId, name: userId, color: 'red', cell: null, editing: false, range: null };
}

it('EP5 people stay on the screen while everybody starts afresh, each until they are back, and not for long', () => {
  const clock = new ManualClock();
  const onOver = vi.fn();
  const lingering = new LingeringPeers(clock, onOver);
  lingering.keep([peer(1, 'awa'), peer(2, 'ben')]);
  expect(lingering.with([]).map(({ userId }) => userId)).toEqual(['awa', 'ben']);
  expect(lingering.with([peer(3, 'ben')])).toEqual([peer(3, 'ben'), peer(1, 'awa')]);
  clock.pass(3_000);
  expect(onOver).toHaveBeenCalledTimes(1);
  expect(lingering.with([peer(3, 'ben')])).toEqual([peer(3, 'ben')]);
});

it('EP5 without a connection nobody is shown', () => {
  const lingering = new LingeringPeers(new ManualClock(), () => undefined);
  lingering.keep([peer(1, 'awa')]);
  lingering.forget();
  expect(lingering.with([])).toEqual([]);
});
