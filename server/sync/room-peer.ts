// What a room needs of a connection. A socket's peer is one; so is a test's list of what it was told.
import type { Rights } from '../../src/lib/contract/permissions.ts';
import type { Lease } from '../store/ports.ts';
import type { PresentUser } from './presence.ts';

export interface RoomPeer {
  readonly lease: Lease;
  readonly user: PresentUser;
  readonly rights: Rights;
  /** True once its first sync step 1 was answered: from then on it gets every update. */
  readonly isLive: boolean;
  send(message: Uint8Array): void;
  close(code: number, reason: string): void;
}
