// What lists show of contracts, plans and members: read by pages, answered by the server's services.
import type { ContractId, PlanId, UserId } from './ids.ts';
import type { Role } from './permissions.ts';
import type { Phase } from './plan.ts';

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

export interface Member {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}
