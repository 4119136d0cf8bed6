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

/** A signed version of a plan: the first agreement, then one for each amendment. */
export interface Signature {
  /** 1, 2, 3… */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly signedAt: number;
  readonly signedBy: string;
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
  /** The last signed version; absent: none. */
  readonly signature?: Signature;
  readonly axes: readonly Axis[];
  readonly organisations: readonly Organisation[];
}
