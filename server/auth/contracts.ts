// Contracts and who may open them: creation, the example, lists and members. A person who is no member of a contract
// learns nothing of it, not even that it exists.
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import type { ContractId, PlanId, UserId } from '../../src/lib/contract/ids.ts';
import { maxLabelLength } from '../../src/lib/contract/limits.ts';
import type { Role } from '../../src/lib/contract/permissions.ts';
import type { Plan } from '../../src/lib/contract/plan.ts';
import { metzExample } from '../../src/lib/exchange/example-metz.ts';
import type { Contracts, ContractSummary, Member, NewContract, PlanSummary, User } from '../app-services.ts';
import type { ContractRecord, NewContractRecord } from '../store/contracts.ts';
import type { NewPlanRecord, PlanRecord } from '../store/plans.ts';
import type { Clock, Store } from '../store/store.ts';
import {
  buildExampleContent,
  emptyContent,
  encodeFirstDocument,
  type PlanContent,
} from './first-document.ts';

interface Created {
  readonly contractId: ContractId;
  readonly planId: PlanId;
}

type FirstPlan = Omit<NewPlanRecord, 'contractId' | 'phase'>;

/** Far above any public budget, far below where sums lose their cents. */
const maxEnvelope = 1e12;

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

  create(actor: User, input: NewContract): Result<Created> {
    const title = tidy(input.title);
    if (title === '') return failure('title_missing');
    const parties = input.parties.map(tidy).filter((party) => party !== '');
    const axes = input.axes.map(tidy).filter((axis) => axis !== '');
    if (axes.length === 0) return failure('axes_missing');
    if ([title, ...parties, ...axes].some((text) => text.length > maxLabelLength))
      return failure('label_too_long');
    const exercise = parseExercise(input.exercise);
    if (exercise === null) return failure('exercise_invalid');
    const { envelope } = input;
    if (envelope !== null && !(envelope >= 0 && envelope <= maxEnvelope)) return failure('envelope_invalid');

    const contract: NewContractRecord = {
      title,
      parties,
      axes: axes.map((axis, index) => ({ number: index + 1, title: axis })),
      organisations: [...new Set(parties)],
      contractTotal: null,
      envelopes: envelope === null ? [] : [{ exercise: exercise.exercise, amount: envelope }],
      payments: [],
    };
    const plan: FirstPlan = { title: `Plan ${exercise.exercise}`, ...exercise, envelope };
    return success(this.#add(actor.id, contract, plan, () => emptyContent));
  }

  loadExample(actor: User, _example: 'metz'): Result<Created> {
    const { contract } = metzExample;
    const { planTitle: title, exercise, startsOn, endsOn, envelope } = contract;
    return success(
      this.#add(actor.id, contract, { title, exercise, startsOn, endsOn, envelope }, (plan) =>
        buildExampleContent(metzExample, plan.organisations, () => this.#store.rows.newId()),
      ),
    );
  }

  planFor(user: User, planId: PlanId): { plan: Plan; role: Role } | null {
    const record = this.#store.plans.byId(planId);
    if (record === null) return null;
    const role = this.#store.memberships.role(user.id, record.plan.contractId);
    return role === null ? null : { plan: record.plan, role };
  }

  members(user: User, contractId: ContractId): Result<readonly Member[]> {
    if (this.#store.memberships.role(user.id, contractId) === null) return failure('not_found');
    return success(this.#store.memberships.members(contractId));
  }

  /** Contract, plan, rows, first document and its creator's membership, all or nothing. */
  #add(
    creator: UserId,
    contract: NewContractRecord,
    plan: FirstPlan,
    fill: (plan: Plan) => PlanContent,
  ): Created {
    const { contracts, memberships, plans } = this.#store;
    const now = this.#clock();
    return this.#store.transaction(() => {
      const contractId = contracts.add(contract, now);
      memberships.put(creator, contractId, 'coordinator', now);
      const planId = plans.add({ ...plan, contractId, phase: 'draft' }, now);
      const added = plans.byId(planId)?.plan;
      if (added === undefined) throw new Error(`plan ${planId} was not added`);
      const content = fill(added);
      this.#store.addFirstDocument(planId, content.rows, encodeFirstDocument(added, content));
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

function tidy(text: string): string {
  return text.trim().normalize('NFC');
}

/** `2024-2025`, also typed with a slash or a dash of another kind: two years that follow each other, September to August. */
function parseExercise(text: string): { exercise: string; startsOn: string; endsOn: string } | null {
  const years = /^(2\d{3})\s*[-–—/]\s*(2\d{3})$/.exec(text.trim());
  const [first, second] = [Number(years?.[1]), Number(years?.[2])];
  if (second !== first + 1) return null;
  return { exercise: `${first}-${second}`, startsOn: `${first}-09-01`, endsOn: `${second}-08-31` };
}
