// Builds the running server out of its parts: the only place that makes them and hands them to each other. Knows no
// process, no port and no sentence: main.ts and dev.ts do.

import type { IncomingMessage, RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';
import { failure, type Result, success } from '../src/lib/contract/errors.ts';
import type { ContractId } from '../src/lib/contract/ids.ts';
import { parseSessionId } from '../src/lib/protocol/session-cookie.ts';
import type { Accounts, App, Contracts, People, User } from './app-services.ts';
import { LocalAccounts } from './auth/accounts.ts';
import { LocalContracts } from './auth/contracts.ts';
import { LocalPeople } from './auth/people.ts';
import type { Config } from './config.ts';
import { AutomaticBackups, type BackupTiming, productionBackupTiming } from './automatic-backups.ts';
import { describeError } from './error-report.ts';
import { ExportEngine } from './export-engine.ts';
import { createRequestListener } from './http.ts';
import { Metrics } from './metrics.ts';
import { changesSince } from './plan-changes.ts';
import { nameMoment, readHistory, removeMoment } from './plan-history.ts';
import { KeptExports } from './kept-exports.ts';
import { LocalPlanViews } from './plan-views.ts';
import { isOriginAccepted } from './request-origin.ts';
import type { Retention } from './store/backup-files.ts';
import { backupFolderOf, type DataDir, openDataDir } from './store/data-dir.ts';
import { databaseSize } from './store/database-size.ts';
import type { FileTrouble } from './store/file-trouble.ts';
import type { PlanStore } from './store/ports.ts';
import type { OpenFailure } from './store/sqlite.ts';
import { openStore, type Store } from './store/store.ts';
import { answeringUnwritable } from './unwritable.ts';
import { computeVersion } from './signed-version.ts';
import { LivePlans, productionTiming, type Timing } from './sync/live-plans.ts';
import type { CompactionLimits } from './sync/compaction.ts';
import type { VersionComputer } from './sync/signing.ts';
import type { Log } from './sync/sync-observer.ts';

export interface AppOptions {
  readonly config: Pick<Config, 'dataDir' | 'origins'>;
  readonly version: string;
  readonly log: Log;
  readonly timing?: Partial<Timing>;
  readonly compaction?: CompactionLimits;
  /** Automatic backups are made when it is given. */
  readonly backups?: Retention;
  readonly backupTiming?: BackupTiming;
  /** Stands between the rooms and the database: tests hold or fail commits with it. */
  readonly wrapPlanStore?: (store: PlanStore) => PlanStore;
}

/** OP9: what people do by forms, each answered by a result. */
const accountForms = [
  'createFirstAccount',
  'login',
  'createInvitation',
  'acceptInvitation',
  'createPasswordReset',
  'resetPassword',
  'addUser',
  'setDisabled',
] as const;
const contractForms = ['create', 'loadExample', 'setCommittees'] as const;
const peopleForms = [
  'setRights',
  'remove',
  'withdrawInvitation',
  'endSessions',
  'addOrganisation',
  'renameOrganisation',
  'removeOrganisation',
] as const;

/** How long sockets get to say goodbye. */
const closeGraceMs = 1_500;

/** `data_dir_not_writable`, `data_dir_locked`, `database_damaged` or `database_too_new`. */
export function createApp(options: AppOptions): Result<TrameApp, OpenFailure> {
  const dataDir = openDataDir(options.config.dataDir);
  if (!dataDir.ok) return dataDir;
  let store: Store | null = null;
  try {
    const opened = openStore(dataDir.value.databaseFile, Date.now, (trouble) =>
      logTrouble(options.log, trouble),
    );
    if (!opened.ok) {
      dataDir.value.close();
      return opened;
    }
    store = opened.value;
    store.foldAside();
    return success(new TrameApp(options, dataDir.value, store));
  } catch (error) {
    // Whoever catches this may try again: the folder must not stay locked by nobody.
    store?.close();
    dataDir.value.close();
    throw error;
  }
}

/** OP10 */
function logTrouble(log: Log, { kind, file, error }: FileTrouble): void {
  const fields = { kind, file, ...(error === undefined ? {} : { err: describeError(error) }) };
  // ST26
  if (kind === 'log_damaged')
    log.error(fields, 'ALARM: the log of the database is damaged on disk; nothing more is written');
  else log.warn(fields, 'the files of the database');
}

export class TrameApp {
  readonly services: App;
  readonly store: Store;
  readonly dataDir: DataDir;
  readonly #options: AppOptions;
  readonly #accounts: LocalAccounts;
  readonly #live: LivePlans<User>;
  readonly #metrics = new Metrics();
  readonly #exportEngine: ExportEngine;
  readonly #backups: AutomaticBackups | null;
  #stopping: Promise<void> | null = null;

  constructor(options: AppOptions, dataDir: DataDir, store: Store) {
    this.#options = options;
    this.dataDir = dataDir;
    this.store = store;
    const accounts = new LocalAccounts(store);
    const contracts = new LocalContracts(store);
    this.#accounts = accounts;
    const { config, log, version, timing, compaction, wrapPlanStore } = options;
    const planStore = wrapPlanStore?.(store.planStore) ?? store.planStore;
    this.#backups = options.backups === undefined ? null : this.#automaticBackups(options.backups);
    this.#backups?.start();
    this.#exportEngine = new ExportEngine({ log });
    const exports = new KeptExports(planStore, (loaded) => this.#exportEngine.compute(loaded));
    const live = new LivePlans<User>({
      store: planStore,
      gate: {
        isOriginAccepted: (request) => isOriginAccepted(request, config.origins),
        signedIn: async (cookieHeader) => {
          const sessionId = parseSessionId(cookieHeader);
          return sessionId === null ? null : accounts.userOfSession(sessionId);
        },
        rightsIn: (user, planId) => contracts.planFor(user, planId)?.rights ?? null,
      },
      log,
      observer: this.#metrics,
      now: Date.now,
      seen: (planId, userId, wasHere) => store.visits.seen(planId, userId, Date.now(), wasHere),
      timing: { ...productionTiming, ...timing },
      ...(compaction === undefined ? {} : { compaction }),
    });
    this.#live = live;
    const saying = <Service extends object>(
      service: Service,
      methods: readonly (keyof Service & string)[],
    ): Service => answeringUnwritable(service, methods, log);
    this.services = {
      version,
      accounts: saying(
        endingSockets(accounts, () => this.#revalidate()),
        accountForms,
      ),
      contracts: saying<Contracts>(contracts, contractForms),
      people: saying(
        changingRights(new LocalPeople(store), {
          revalidate: () => this.#revalidate(),
          flush: (contractId) => {
            for (const { plan } of store.plans.ofContract(contractId)) live.flush(plan.id);
          },
          organisationsChanged: (contractId) => {
            for (const { plan } of store.plans.ofContract(contractId)) live.planChanged(plan);
          },
        }),
        peopleForms,
      ),
      plans: {
        exportPlan: (planId) => exports.read(planId),
        changesSince: (asker, planId, since) => changesSince(store.audit, planId, asker.id, since),
        runCommand: async (actor, planId, command) => {
          const found = contracts.planFor(actor, planId);
          if (found === null) return failure('not_found');
          return live.runCommand({ ...actor, role: found.rights.role }, planId, command);
        },
        sign: async (actor, planId, expected) => {
          const found = contracts.planFor(actor, planId);
          if (found === null) return failure('not_found');
          const compute: VersionComputer = (plan) => computeVersion(this.#exportEngine, plan);
          const stillMay = (): boolean =>
            store.users.byId(actor.id)?.disabled === false &&
            contracts.planFor(actor, planId)?.rights.role === found.rights.role;
          return live.sign({ ...actor, role: found.rights.role }, planId, expected, compute, stillMay);
        },
        recovery: (planId) => store.recoveries.last(planId),
        versions: (planId) => store.versions.ofPlan(planId),
        version: (planId, number) => store.versions.content(planId, number),
        cellAuthors: (asker, planId, keys) =>
          keys.flatMap((key) => {
            const author = store.audit.lastAuthor(planId, key);
            return author === null
              ? []
              : [{ key, name: author.name, at: author.at, isYou: author.userId === asker.id }];
          }),
      },
      views: new LocalPlanViews(store, (user, planId) => live.isHere(user.id, planId)),
      history: {
        read: (asker, planId, query) => readHistory(store, planId, asker.id, query),
        people: (planId) => store.timeline.people(planId),
        lost: (asker, planId, gestureIds) => store.timeline.lost(planId, asker.id, gestureIds),
        nameMoment: (actor, planId, input) => {
          const found = contracts.planFor(actor, planId);
          return found === null
            ? failure('not_found')
            : nameMoment(store.moments, planId, { id: actor.id, role: found.rights.role }, input, Date.now());
        },
        removeMoment: (actor, planId, id) => {
          const found = contracts.planFor(actor, planId);
          return found === null
            ? failure('not_found')
            : removeMoment(store.moments, planId, found.rights.role, id);
        },
      },
      reportError: ({ status, routeId, error }) =>
        log.error({ status, route: routeId, err: describeError(error) }, 'a page failed'),
    };
  }

  /** For the one-time link on the console; null once there is an account. */
  setupToken(): string | null {
    return this.#accounts.setupToken();
  }

  /** `pages` answers what is not ours: SvelteKit. */
  requestListener(pages: RequestListener): RequestListener {
    const { log, config } = this.#options;
    return createRequestListener({
      app: this.services,
      live: this.#live,
      origins: config.origins,
      pages,
      log,
    });
  }

  /** False when the path is not ours. */
  handleUpgrade(request: IncomingMessage, stream: Duplex, head: Buffer): boolean {
    return this.#live.handleUpgrade(request, stream, head);
  }

  formatMetrics(): string {
    return this.#metrics.format(this.#live, databaseSize(this.dataDir.databaseFile));
  }

  /** Everything acknowledged is on disk already; what was taken and not yet written is written now. */
  stop(): Promise<void> {
    this.#backups?.stop();
    this.#stopping ??= Promise.all([
      this.#live.stop(closeGraceMs),
      this.#exportEngine.stop(),
      this.store.stopAside(),
    ])
      .then(() => undefined)
      .finally(() => {
        this.store.close();
        this.dataDir.close();
      });
    return this.#stopping;
  }

  #automaticBackups(retention: Retention): AutomaticBackups {
    const { store, dataDir } = this;
    return new AutomaticBackups({
      folder: backupFolderOf(dataDir.path),
      source: {
        get changeCount() {
          return store.changeCount;
        },
        get databaseBytes() {
          const { database, wal } = databaseSize(dataDir.databaseFile);
          return database + wal;
        },
        backUp: (file) => store.backUp(file),
      },
      retention,
      timing: this.#options.backupTiming ?? productionBackupTiming,
      log: this.#options.log,
      observer: this.#metrics,
      now: Date.now,
    });
  }

  #revalidate(): void {
    this.#live.revalidate().catch((error: unknown) => {
      this.#options.log.error({ err: error }, 'sessions could not be checked');
    });
  }
}

/** The same accounts; whatever may end a session also ends the sockets that stand on it. */
function endingSockets(accounts: LocalAccounts, revalidate: () => void): Accounts {
  return {
    needsSetup: () => accounts.needsSetup(),
    isSetupTokenValid: (token) => accounts.isSetupTokenValid(token),
    createFirstAccount: (input) => accounts.createFirstAccount(input),
    login: (input) => accounts.login(input),
    logout: async (sessionId) => {
      await accounts.logout(sessionId);
      revalidate();
    },
    validateSession: (sessionId) => accounts.validateSession(sessionId),
    createInvitation: (actor, input) => accounts.createInvitation(actor, input),
    readInvitation: (token) => accounts.readInvitation(token),
    acceptInvitation: async (token, input) => {
      const accepted = await accounts.acceptInvitation(token, input);
      // An invitation may change the role of a member who is in a plan just now.
      revalidate();
      return accepted;
    },
    createPasswordReset: (actor, email) => accounts.createPasswordReset(actor, email),
    isResetTokenValid: (token) => accounts.isResetTokenValid(token),
    resetPassword: async (token, password) => {
      const reset = await accounts.resetPassword(token, password);
      revalidate();
      return reset;
    },
    ownSessions: (signedIn) => accounts.ownSessions(signedIn),
    endOwnSessions: (signedIn, sessionId) => {
      accounts.endOwnSessions(signedIn, sessionId);
      revalidate();
    },
    listUsers: () => accounts.listUsers(),
    addUser: (input) => accounts.addUser(input),
    setDisabled: (email, disabled) => {
      const result = accounts.setDisabled(email, disabled);
      revalidate();
      return result;
    },
  };
}

/** The same people; whatever changes a right changes it for the sockets that are open, and what plans say of organisations. */
function changingRights(
  people: LocalPeople,
  {
    revalidate,
    flush,
    organisationsChanged,
  }: {
    revalidate: () => void;
    flush: (contractId: ContractId) => void;
    organisationsChanged: (contractId: ContractId) => void;
  },
): People {
  const then = (result: Result<null>, tell: () => void): Result<null> => {
    if (result.ok) tell();
    return result;
  };
  return {
    of: (user, contractId) => people.of(user, contractId),
    setRights: (actor, contractId, userId, rights) =>
      then(people.setRights(actor, contractId, userId, rights), revalidate),
    remove: (actor, contractId, userId) => then(people.remove(actor, contractId, userId), revalidate),
    withdrawInvitation: (actor, contractId, id) => people.withdrawInvitation(actor, contractId, id),
    endSessions: (actor, contractId, userId) =>
      then(people.endSessions(actor, contractId, userId), revalidate),
    addOrganisation: (actor, contractId, name) =>
      then(people.addOrganisation(actor, contractId, name), () => organisationsChanged(contractId)),
    renameOrganisation: (actor, contractId, id, name) =>
      then(people.renameOrganisation(actor, contractId, id, name), () => organisationsChanged(contractId)),
    removeOrganisation: (actor, contractId, id) => {
      // An action may have been given to it a moment ago: the table of rows must know.
      flush(contractId);
      return then(people.removeOrganisation(actor, contractId, id), () => organisationsChanged(contractId));
    },
  };
}
