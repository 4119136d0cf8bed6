// What the rest of the program (http.ts, SvelteKit's routes through `event.locals.app`, the command line) may ask of the
// running app. Types only; `app.ts` builds what stands behind them.
import type { Command, CommandOutcome } from '../src/lib/contract/commands.ts';
import type { Result } from '../src/lib/contract/errors.ts';
import type { CellKey, ContractId, OrganisationId, PlanId, UserId } from '../src/lib/contract/ids.ts';
import type { NewContract } from '../src/lib/contract/new-contract.ts';
import type { ChangesSince, Moments } from '../src/lib/contract/changes.ts';
import type { HistoryPage, HistoryPerson, HistoryQuery, LostWrite } from '../src/lib/contract/history.ts';
import type { OwnViews, SharedView, TabView, ViewTab } from '../src/lib/contract/view.ts';
import type { Rights, Role } from '../src/lib/contract/permissions.ts';
import type { Organisation, Plan, Signature } from '../src/lib/contract/plan.ts';
import type { ContractPeople, ContractSummary, OwnSession } from '../src/lib/contract/summary.ts';

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
    input: { contractId: ContractId } & Rights,
  ): Result<{ token: string; expiresAt: Date }>;
  /** `inviterName` is null when the command line made the invitation. */
  readInvitation(token: string): Result<{
    contractTitle: string;
    role: Role;
    organisation: Organisation | null;
    inviterName: string | null;
  }>;
  /** Creates the account (or, when signed in, only the membership) and uses the invitation up. */
  acceptInvitation(
    token: string,
    input: { name: string; email: string; password: string } | { signedIn: SignedIn },
  ): Promise<Result<{ signedIn: SignedIn; contractId: ContractId }>>;

  /** By a coordinator of a contract both belong to, or by the command line (`actor` null). */
  createPasswordReset(actor: User | null, email: string): Result<{ token: string; expiresAt: Date }>;
  isResetTokenValid(token: string): boolean;
  resetPassword(token: string, password: string): Promise<Result<SignedIn>>;

  /** The browsers one is signed in with. */
  ownSessions(signedIn: SignedIn): readonly OwnSession[];
  /** All but this one; or, named, one of one's own. */
  endOwnSessions(signedIn: SignedIn, sessionId?: string): void;

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
  planFor(user: User, planId: PlanId): { plan: Plan; rights: Rights } | null;
  /** ISO days of its committees; empty for who is no member. */
  committees(user: User, contractId: ContractId): readonly string[];
  /** By a coordinator: these days in place of those there were. */
  setCommittees(user: User, contractId: ContractId, days: readonly string[]): Result<readonly string[]>;
}

/** Each is a coordinator's act, and takes effect at once in whatever plan the person has open. */
export interface People {
  /** `not_found` for who is no member. */
  of(user: User, contractId: ContractId): Result<ContractPeople>;
  setRights(actor: User, contractId: ContractId, userId: UserId, rights: Rights): Result<null>;
  remove(actor: User, contractId: ContractId, userId: UserId): Result<null>;
  withdrawInvitation(actor: User, contractId: ContractId, invitationId: string): Result<null>;
  endSessions(actor: User, contractId: ContractId, userId: UserId): Result<null>;
  addOrganisation(actor: User, contractId: ContractId, name: string): Result<null>;
  renameOrganisation(actor: User, contractId: ContractId, id: OrganisationId, name: string): Result<null>;
  /** While no member, invitation or action names it. */
  removeOrganisation(actor: User, contractId: ContractId, id: OrganisationId): Result<null>;
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
  /** `expected`: what who signs was shown; `signing_changed` when it is no longer so. */
  sign(
    actor: User,
    planId: PlanId,
    expected: { readonly number: number; readonly proposals: number },
  ): Promise<Result<Signature>>;
  /** Of members only, as all that follows. Oldest first. */
  versions(planId: PlanId): readonly Signature[];
  /** The JSON of the plan as it was signed, as UTF-8. */
  version(planId: PlanId, number: number): Result<Uint8Array>;
  /** Who wrote the present value of each cell; cells that nobody here ever wrote are left out. */
  cellAuthors(asker: User, planId: PlanId, keys: readonly CellKey[]): readonly CellAuthor[];
}

/** Of members only: callers ask `planFor` first. */
export interface PlanHistory {
  read(asker: User, planId: PlanId, query: HistoryQuery): HistoryPage;
  /** Everybody who has ever done something here. */
  people(planId: PlanId): readonly HistoryPerson[];
  /** Of one's own gestures, the writes that lost their tie. */
  lost(asker: User, planId: PlanId, gestureIds: readonly string[]): readonly LostWrite[];
  /** A coordinator's act; `at` null is now. */
  nameMoment(
    actor: User,
    planId: PlanId,
    input: { readonly name: string; readonly at: number | null },
  ): Result<{ readonly id: string }>;
  removeMoment(actor: User, planId: PlanId, id: string): Result<{ readonly id: string }>;
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
  readonly people: People;
  readonly plans: Plans;
  readonly views: PlanViews;
  readonly history: PlanHistory;
  /** Into the log, without what the error says in its message. */
  reportError(report: PageError): void;
}
