// One open database with everything that is kept in it. Built once, by app.ts or by the command line; nobody reaches the
// tables in another way.
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import { AsideProcesses } from './aside-processes.ts';
import { Audit } from './audit.ts';
import { Committees } from './committees.ts';
import { Contracts } from './contracts.ts';
import { openDatabase } from './database.ts';
import type { DurableDatabase } from './durable-database.ts';
import { examine, type DoctorReport } from './doctor.ts';
import type { TellTrouble } from './file-trouble.ts';
import { parseFolded } from './folded-log.ts';
import { Invitations } from './invitations.ts';
import { Leases } from './leases.ts';
import { Memberships } from './memberships.ts';
import { Moments } from './moments.ts';
import { Organisations } from './organisations.ts';
import { PasswordResets } from './password-resets.ts';
import { SqlitePlanStore } from './plan-store.ts';
import { firstEpoch, Plans } from './plans.ts';
import type { PlanStore } from './ports.ts';
import { Recoveries } from './recoveries.ts';
import { Rows } from './rows.ts';
import { Sessions } from './sessions.ts';
import { openFailureOf, type OpenFailure, type Statement } from './sqlite.ts';
import { Timeline } from './timeline.ts';
import { UpdateLog, type PlanSize } from './update-log.ts';
import type { UpkeepTask } from './upkeep-main.ts';
import { Users } from './users.ts';
import { Versions } from './versions.ts';
import { Views } from './views.ts';
import { Visits } from './visits.ts';

/** Milliseconds since 1970; `Date.now` but in tests. */
export type Clock = () => number;

export class Store {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly invitations: Invitations;
  readonly passwordResets: PasswordResets;
  readonly contracts: Contracts;
  readonly memberships: Memberships;
  readonly plans: Plans;
  readonly rows: Rows;
  readonly audit: Audit;
  readonly timeline: Timeline;
  readonly moments: Moments;
  readonly views: Views;
  readonly visits: Visits;
  readonly committees: Committees;
  readonly versions: Versions;
  readonly organisations: Organisations;
  readonly recoveries: Recoveries;
  /** What the sync room is given. */
  readonly planStore: PlanStore;
  readonly #planStore: SqlitePlanStore;
  readonly #database: DurableDatabase;
  readonly #aside = new AsideProcesses();
  readonly #log: UpdateLog;
  readonly #clock: Clock;
  readonly #changes: Statement<[], number>;

  constructor(database: DurableDatabase, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.#changes = database.prepare<[], number>('SELECT total_changes()').pluck();
    this.users = new Users(database);
    this.sessions = new Sessions(database);
    this.invitations = new Invitations(database);
    this.passwordResets = new PasswordResets(database);
    this.contracts = new Contracts(database);
    this.memberships = new Memberships(database);
    this.plans = new Plans(database, this.contracts);
    this.rows = new Rows(database);
    this.audit = new Audit(database);
    this.timeline = new Timeline(database);
    this.moments = new Moments(database);
    this.views = new Views(database);
    this.visits = new Visits(database);
    this.committees = new Committees(database);
    this.versions = new Versions(database);
    this.organisations = new Organisations(database);
    this.recoveries = new Recoveries(database);
    this.#log = new UpdateLog(database);
    const { plans, rows, audit, versions } = this;
    const tables = { plans, rows, audit, versions, log: this.#log, leases: new Leases(database) };
    this.#planStore = new SqlitePlanStore(database, tables, clock);
    this.planStore = this.#planStore;
  }

  /** For a server that people work on: long logs are folded in a process of their own. */
  foldAside(): void {
    this.#planStore.foldAside(async (planId) => {
      const printed = await this.#aside.run('fold-main.ts', this.#database.name, planId);
      return printed === null ? null : parseFolded(printed);
    });
  }

  /** All of `work` is written, or nothing when it throws. Must not await. */
  transaction<Value>(work: () => Value): Value {
    return this.#database.transaction(work)();
  }

  /** The rows and the first document of a plan that was just added, inside the caller's transaction. */
  addFirstDocument(planId: PlanId, rows: readonly Row[], document: Uint8Array): void {
    for (const row of rows) this.rows.put(planId, row);
    this.#log.addSnapshot(planId, firstEpoch, 0, document, this.#clock());
  }

  /** A verified copy of the whole database, while it is in use. */
  async backUp(file: string): Promise<Result<{ bytes: number }>> {
    // The copy is read through SQLite, which would not see it.
    if (this.#database.examineFiles().length > 0) return failure('database_damaged');
    const backUp = { source: this.#database.name, file, at: this.#clock() };
    return (await this.#upkeep({ kind: 'backup', backUp })) as Result<{ bytes: number }>;
  }

  /** Looks for damage everywhere; yields between plans. */
  examine(): Promise<DoctorReport> {
    return examine(this.#database, {
      plans: this.plans,
      rows: this.rows,
      log: this.#log,
      versions: this.versions,
      audit: this.audit,
      files: this.#database,
    });
  }

  /** As `examine`, in a process of its own: for a server that has people in it. */
  async examineAside(): Promise<DoctorReport> {
    // Only this connection knows how far its log reaches.
    const damage = this.#database.examineFiles();
    const report = (await this.#upkeep({ kind: 'examine', source: this.#database.name })) as DoctorReport;
    const problems = damage.map((detail) => ({ kind: 'file_damaged', detail }) as const);
    return { ...report, problems: [...problems, ...report.problems] };
  }

  async #upkeep(task: UpkeepTask): Promise<unknown> {
    const printed = await this.#aside.run('upkeep-main.ts', JSON.stringify(task));
    if (printed === null) throw new Error('the server stops');
    return JSON.parse(printed.toString()) as unknown;
  }

  /** Of every plan, the oldest first. */
  planSizes(): readonly PlanSize[] {
    return this.#log.sizes();
  }

  /** Grows with every row that this process writes. */
  get changeCount(): number {
    return this.#changes.get() ?? 0;
  }

  /** Before `close` in a server: the last who closes the database folds its log. */
  stopAside(): Promise<void> {
    return this.#aside.stop();
  }

  close(): void {
    this.#database.close();
  }
}

/** `tell` hears what is no reason not to open, and later what cannot be written beside the database. */
export function openStore(
  file: string,
  clock: Clock = Date.now,
  tell: TellTrouble = () => undefined,
): Result<Store, OpenFailure> {
  const opened = openDatabase(file, tell);
  if (!opened.ok) return opened;
  try {
    // Prepares every statement: a schema that was tampered with shows here.
    return success(new Store(opened.value, clock));
  } catch (error) {
    opened.value.close();
    return openFailureOf(error);
  }
}
