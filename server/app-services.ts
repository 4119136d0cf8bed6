// What the rest of the program (http.ts, SvelteKit's routes through `event.locals.app`, the command line) may ask of the
// running app. Types only; `app.ts` builds what stands behind them.
import type { Command, CommandOutcome } from '../src/lib/contract/commands.ts';
import type { Result } from '../src/lib/contract/errors.ts';
import type { CellKey, ContractId, PlanId, UserId } from '../src/lib/contract/ids.ts';
import type { NewContract } from '../src/lib/contract/new-contract.ts';
import type { ChangesSince, Moments } from '../src/lib/contract/changes.ts';
import type { OwnViews, SharedView, TabView, ViewTab } from '../src/lib/contract/view.ts';
import type { Role } from '../src/lib/contract/permissions.ts';
import type { Plan } from '../src/lib/contract/plan.ts';
import type { ContractSummary, Member } from '../src/lib/contract/summary.ts';

export interface User {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly disabled: boolean;
}

export interface Session {
  /** The raw id: only ever in the cookie. */
  readonly id: string;
  readonly expiresAt: Date;
}

export interface SignedIn {
  readonly user: User;
  readonly session: Session;
}

export interface Accounts {
  /** True until the first account exists. */
  needsSetup(): boolean;
  isSetupTokenValid(token: string): boolean;
  createFirstAccount(input: {
    token: string;
    name: string;
    email: string;
    password: string;
  }): Promise<Result<SignedIn>>;
  /** `address` is the client's, for throttling. `retryAfterSeconds` goes with `too_many_attempts`. */
  login(input: {
    email: string;
    password: string;
    address: string;
  }): Promise<Result<SignedIn, { retryAfterSeconds?: number }>>;
  logout(sessionId: string): Promise<void>;
  /** `renewed` tells to set the cookie again (sliding expiry). */
  validateSession(sessionId: string): Promise<{ signedIn: SignedIn; renewed: boolean } | null>;

  /** Coordinator only, or the command line (`actor` null). The token appears once, in the link; a hash is stored. */
  createInvitation(
    actor: User | null,
    input: { contractId: ContractId; role: Role },
  ): Result<{ token: string; expiresAt: Date }>;
  /** `inviterName` is null when the command line made the invitation. */
  readInvitation(token: string): Result<{ contractTitle: string; role: Role; inviterName: string | null }>;
  /** Creates the account (or, when signed in, only the membership) and uses the invitation up. */
  acceptInvitation(
    token: string,
    input: { name: string; email: string; password: string } | { signedIn: SignedIn },
  ): Promise<Result<{ signedIn: SignedIn; contractId: ContractId }>>;

  /** By a coordinator of a contract both belong to, or by the command line (`actor` null). */
  createPasswordReset(actor: User | null, email: string): Result<{ token: string; expiresAt: Date }>;
  isResetTokenValid(token: string): boolean;
  resetPassword(token: string, password: string): Promise<Result<SignedIn>>;

  listUsers(): readonly User[];
  addUser(input: { name: string; email: string; password: string; isAdmin: boolean }): Promise<Result<User>>;
  setDisabled(email: string, disabled: boolean): Result<User>;
}

export interface Contracts {
  listFor(user: User): readonly ContractSummary[];
  listAll(): readonly ContractSummary[];
  /** By an administrator, or by the command line (`actor` null), for whoever is to coordinate it. */
  create(
    actor: User | null,
    coordinator: User,
    input: NewContract,
  ): Result<{ contractId: ContractId; planId: PlanId }>;
  /** The same, for the example contract. */
  loadExample(
    actor: User | null,
    coordinator: User,
    example: 'metz',
  ): Result<{ contractId: ContractId; planId: PlanId }>;
  /** Null when the plan does not exist or the user is no member of its contract. */
  planFor(user: User, planId: PlanId): { plan: Plan; role: Role } | null;
  members(user: User, contractId: ContractId): Result<readonly Member[]>;
  /** ISO days of its committees; empty for who is no member. */
  committees(user: User, contractId: ContractId): readonly string[];
  /** By a coordinator: these days in place of those there were. */
  setCommittees(user: User, contractId: ContractId, days: readonly string[]): Result<readonly string[]>;
}

export interface CellAuthor {
  readonly key: CellKey;
  readonly name: string;
  readonly at: number;
  readonly isYou: boolean;
}

/** Of members only: callers ask `planFor` first. */
export interface PlanViews {
  own(user: User, planId: PlanId): OwnViews;
  putCurrent(user: User, planId: PlanId, tab: ViewTab, view: TabView): { updatedAt: number };
  add(
    user: User,
    planId: PlanId,
    input: { tab: ViewTab; name: string; view: TabView },
  ): Result<{ id: string }>;
  /** One's own, or one that its owner has shared. */
  read(user: User, planId: PlanId, viewId: string): Result<SharedView>;
  replace(
    user: User,
    planId: PlanId,
    viewId: string,
    change: { name?: string; view?: TabView; isShared?: boolean },
  ): Result<{ id: string }>;
  remove(user: User, planId: PlanId, viewId: string): Result<{ id: string }>;
  moments(user: User, planId: PlanId): Moments;
}

export interface Plans {
  changesSince(asker: User, planId: PlanId, since: number): ChangesSince;
  /** The JSON of `GET /api/plans/:id` (docs/api.md), as UTF-8. */
  exportPlan(planId: PlanId): Promise<Result<Uint8Array>>;
  runCommand(actor: User, planId: PlanId, command: Command): Promise<Result<CommandOutcome>>;
  /** Who wrote the present value of each cell; cells that nobody here ever wrote are left out. */
  cellAuthors(asker: User, planId: PlanId, keys: readonly CellKey[]): readonly CellAuthor[];
}

/** A page that could not be shown. The address is no part of it: it may be a link that lets a person in. */
export interface PageError {
  readonly status: number;
  /** `/reset/[token]`; null when there is no such route. */
  readonly routeId: string | null;
  readonly error: unknown;
}

export interface App {
  readonly version: string;
  readonly accounts: Accounts;
  readonly contracts: Contracts;
  readonly plans: Plans;
  readonly views: PlanViews;
  /** Into the log, without what the error says in its message. */
  reportError(report: PageError): void;
}
