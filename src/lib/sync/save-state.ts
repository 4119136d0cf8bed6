// What the screen says of saving, from the connection's state and the number of edits not yet acknowledged. Pure.
import type { ConnectionState } from './connection.ts';
import type { SaveState } from './session.ts';

/** I8: `saved` only while every own edit is on the server's disk. */
export function saveState(connection: ConnectionState, count: number, total: number | null): SaveState {
  switch (connection.state) {
    case 'opening':
      return { state: 'opening' };
    case 'live':
      if (connection.isReadOnly) return { state: 'read_only', count };
      return count > 0 ? { state: 'saving', count, total } : { state: 'saved' };
    case 'renewing':
      // A moment between two links: not worth a word of its own.
      return count > 0 ? { state: 'saving', count, total } : { state: 'saved' };
    case 'offline':
      return { state: 'offline', count, since: connection.since };
    case 'ended':
      return { state: 'ended', code: connection.code, count };
  }
}
