// Contracts and who may open them: creation, the example, lists and members. A person who is no member of a contract
// learns nothing of it, not even that it exists.
import { parseCommitteeDays } from '../../src/lib/contract/committees.ts';
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import type { ContractId, PlanId, UserId } from '../../src/lib/contract/ids.ts';
import { parseNewContract, type NewContract } from '../../src/lib/contract/new-contract.ts';
import {
  mayCreateContracts,
  maySetCommittees,
  type Rights,
  type Role,
} from '../../src/lib/contract/permissions.ts';
import type { Plan } from '../../src/lib/contract/plan.ts';
import type { ContractSummary, PlanSummary } from '../../src/lib/contract/summary.ts';
import { encodeFresh } from '../../src/lib/document/encode-fresh.ts';
import { metzExample } from '../../src/lib/exchange/example-metz.ts';
import type { Contracts, User } from '../app-services.ts';
import type { ContractRecord, NewContractRecord } from '../store/contracts.ts';
import type { NewPlanRecord, PlanRecord } from '../store/plans.ts';
import type { Clock, Store } from '../store/store.ts';
import { buildExampleContent, emptyContent, type PlanContent } from './first-document.ts';

interface Created {
  readonly contractId: ContractId;
  readonly planId: PlanId;
}

type FirstPlan = Omit<NewPlanRecord, 'contractId' | 'phase'>;

export class LocalContracts implements Contracts {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock = Date.now) {
    this.#store = store;
    this.#clock = clock;
  }

  listFor(user: User): readonly ContractSummary[] {
    return this.#store.memberships.ofUser(user.id).flatMap(({ contractId, role }) => {
      const contract = this.#store.contracts.byId(contractId);
      return contract === null ? [] : [this.#summary(contract, role)];
    });
  }

  /** For the command line, which may do everything. */
  listAll(): readonly ContractSummary[] {
    return this.#store.contracts.list().map((contract) => this.#summary(contract, 'coordinator'));
  }

  create(actor: User | null, coordinator: User, input: NewContract): Result<Created> {
    if (actor !== null && !mayCreateContracts(actor)) return failure('forbidden');
    const parsed = parseNewContract(input);
    if (!parsed.ok) return parsed;
    const { title, parties, axes, exercise, startsOn, endsOn, envelope } = parsed.value;
    const contract: NewContractRecord = {
      title,
      parties,
      axes: axes.map((axis, index) => ({ number: index + 1, title: axis })),
      organisations: [...new Set(parties)],
      contractTotal: null,
      envelopes: envelope === null ? [] : [{ exercise, amount: envelope }],
      payments: [],
    };
    const plan: FirstPlan = { title: `Plan ${exercise}`, exercise, startsOn, endsOn, envelope };
    return success(this.#add(coordinator.id, contract, plan, () => emptyContent));
  }

  loadExample(actor: User | null, coordinator: User, _example: 'metz'): Result<Created> {
    if (actor !== null && !mayCreateContracts(actor)) return failure('forbidden');
    const { contract } = metzExample;
    const { planTitle: title, exercise, startsOn, endsOn, envelope } = contract;
    return success(
      this.#add(coordinator.id, contract, { title, exercise, startsOn, endsOn, envelope }, (plan) =>
        buildExampleContent(metzExample, plan.organisations, () => this.#store.rows.newId()),
      ),
    );
  }

  planFor(user: User, planId: PlanId): { plan: Plan; rights: Rights } | null {
    const record = this.#store.plans.byId(planId);
    if (record === null) return null;
    const rights = this.#store.memberships.rights(user.id, record.plan.contractId);
    return rights === null ? null : { plan: record.plan, rights };
  }

  committees(user: User, contractId: ContractId): readonly string[] {
    const isMember = this.#store.memberships.rights(user.id, contractId) !== null;
    return isMember ? this.#store.committees.ofContract(contractId) : [];
  }

  setCommittees(user: User, contractId: ContractId, days: readonly string[]): Result<readonly string[]> {
    const rights = this.#store.memberships.rights(user.id, contractId);
    if (rights === null) return failure('not_found');
    if (!maySetCommittees(rights.role)) return failure('read_only_role');
    const parsed = parseCommitteeDays(days);
    if (parsed.ok) this.#store.committees.replace(contractId, parsed.value);
    return parsed;
  }

  /** Contract, plan, rows, first document and its coordinator's membership, all or nothing. */
  #add(
    coordinator: UserId,
    contract: NewContractRecord,
    plan: FirstPlan,
    fill: (plan: Plan) => PlanContent,
  ): Created {
    const { contracts, memberships, plans } = this.#store;
    const now = this.#clock();
    return this.#store.transaction(() => {
      const contractId = contracts.add(contract, now);
      memberships.put(coordinator, contractId, { role: 'coordinator', organisationId: null }, now);
      const planId = plans.add({ ...plan, contractId, phase: 'draft' }, now);
      const added = plans.byId(planId)?.plan;
      if (added === undefined) throw new Error(`plan ${planId} was not added`);
      const content = fill(added);
      this.#store.addFirstDocument(planId, content.rows, encodeFresh({ plan: added, ...content }));
      return { contractId, planId };
    });
  }

  #summary({ id, title, parties }: ContractRecord, role: Role): ContractSummary {
    const plans = this.#store.plans.ofContract(id).map((record) => this.#planSummary(record));
    return { id, title, parties, role, plans };
  }

  #planSummary({ plan, editedAt }: PlanRecord): PlanSummary {
    const { id, title, exercise, phase } = plan;
    return { id, title, exercise, phase, ficheCount: this.#store.rows.ficheCount(id), editedAt };
  }
}
