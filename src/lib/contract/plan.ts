// What a plan says about itself, as the server projects it into the read-only root `plan` of the document.
import type { ContractId, OrganisationId, PlanId } from './ids.ts';

export type Phase = 'draft' | 'signed' | 'closed';

export interface Axis {
  readonly number: number;
  readonly title: string;
}

export interface Organisation {
  readonly id: OrganisationId;
  readonly name: string;
}

export interface Plan {
  readonly id: PlanId;
  readonly contractId: ContractId;
  readonly contractTitle: string;
  readonly title: string;
  /** The funding year as people say it: `2024-2025`. */
  readonly exercise: string;
  /** ISO days. */
  readonly startsOn: string;
  readonly endsOn: string;
  /** State money of the exercise in euros; null while unknown. */
  readonly envelope: number | null;
  readonly phase: Phase;
  readonly axes: readonly Axis[];
  readonly organisations: readonly Organisation[];
}
