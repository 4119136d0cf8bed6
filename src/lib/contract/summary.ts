// What lists show of contracts, plans and members: read by pages, answered by the server's services.
import type { ContractId, PlanId, UserId } from './ids.ts';
import type { Rights, Role } from './permissions.ts';
import type { Organisation, Phase } from './plan.ts';

export interface PlanSummary {
  readonly id: PlanId;
  readonly title: string;
  readonly exercise: string;
  readonly phase: Phase;
  readonly ficheCount: number;
  /** Last committed edit, or null. */
  readonly editedAt: Date | null;
}

export interface ContractSummary {
  readonly id: ContractId;
  readonly title: string;
  readonly parties: readonly string[];
  readonly role: Role;
  readonly plans: readonly PlanSummary[];
}

export interface Member extends Rights {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  /** Whoever asks may give them a new password and end their sessions. */
  readonly isAnsweredFor: boolean;
  /** Browsers they are signed in with; null when it is not the asker's to know. */
  readonly sessions: number | null;
}

/** A link that nobody used yet. The link itself is never shown again. */
export interface OpenInvitation extends Rights {
  readonly id: string;
  /** Null when the command line made it. */
  readonly inviterName: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface ContractPeople {
  readonly members: readonly Member[];
  readonly organisations: readonly (Organisation & { readonly isInUse: boolean })[];
  readonly invitations: readonly OpenInvitation[];
}

/** A browser that a person is signed in with. */
export interface OwnSession {
  readonly id: string;
  /** Null: before this was kept. */
  readonly startedAt: Date | null;
  readonly expiresAt: Date;
  readonly isThis: boolean;
}
