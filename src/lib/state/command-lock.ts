// Why commands on rows cannot be run now. Pure: the role and the state of the connection say it.
import { mayRunCommands, type Role } from '../contract/permissions.ts';
import type { Phase } from '../contract/plan.ts';
import type { SaveState } from '../sync/session.ts';

/** A key of the words (`workspace.locks`). `suspended`: the server is there and cannot write. */
export type CommandLock = 'coordinators_only' | 'plan_closed' | 'suspended' | 'offline';

/** Null when they can be run. */
export function commandLockOf(role: Role, save: SaveState, phase: Phase): CommandLock | null {
  if (!mayRunCommands(role)) return 'coordinators_only';
  if (phase === 'closed') return 'plan_closed';
  if (save.state === 'read_only') return 'suspended';
  return save.state === 'saved' || save.state === 'saving' ? null : 'offline';
}
