// Commands on contracts and plans.
import { resolve } from 'node:path';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import { type Result, success } from '../../src/lib/contract/errors.ts';
import type { ContractSummary } from '../../src/lib/contract/summary.ts';
import { formatMoment } from '../../src/lib/i18n/date-format.ts';
import type { User } from '../app-services.ts';
import {
  defineCommand,
  onlyPositional,
  textOption,
  textsOption,
  type CommandContext,
  type CommandResult,
} from './command.ts';
import { formatTable } from './table.ts';

interface CreatedContract {
  readonly contractId: string;
  readonly planId: string;
  readonly title: string;
}

/** Who coordinates a contract made here: the account named, or the oldest administrator. */
function findCoordinator({ accounts }: CommandContext, email: string | null): CommandResult<User> {
  const users = accounts.listUsers().filter((user) => !user.disabled);
  if (email !== null) {
    const wanted = email.trim().toLowerCase();
    const found = users.find((user) => user.email === wanted);
    return found === undefined
      ? { ok: false, code: 'user_unknown', subject: email }
      : { ok: true, value: found };
  }
  const admin = users.find((user) => user.isAdmin);
  return admin === undefined ? { ok: false, code: 'account_needed' } : { ok: true, value: admin };
}

function describeCreated(
  { contracts }: CommandContext,
  created: Result<{ contractId: string; planId: string }>,
): CommandResult<CreatedContract> {
  if (!created.ok) return created;
  const { contractId, planId } = created.value;
  const title = contracts.listAll().find((contract) => contract.id === contractId)?.title ?? '';
  return { ok: true, value: { contractId, planId, title } };
}

export const contractList = defineCommand({
  name: 'contract list',
  usage: '',
  options: {},
  createsDatabase: false,
  read: ({ positionals }) => (positionals.length === 0 ? {} : null),
  run: ({ contracts }) => ({
    ok: true,
    // Without the reader's role: the command line has none.
    value: contracts.listAll().map(({ id, title, parties, plans }) => ({
      id,
      title,
      parties,
      plans: plans.map((plan) => ({ id: plan.id, title: plan.title, exercise: plan.exercise })),
    })),
  }),
  print: (contracts, { messages }) => {
    if (contracts.length === 0) return { text: messages.operations.nothingToList };
    const { headers } = messages.commands;
    return {
      text: formatTable(
        [headers.id, headers.title, headers.exercises],
        contracts.map(({ id, title, plans }) => [id, title, plans.map((plan) => plan.exercise).join(', ')]),
      ),
    };
  },
});

export const contractCreate = defineCommand({
  name: 'contract create',
  usage:
    '--title TITLE --exercise 2024-2025 --axis TITLE [--axis TITLE …] [--party NAME …] [--envelope AMOUNT] [--coordinator EMAIL]',
  options: {
    title: 'text',
    exercise: 'text',
    axis: 'texts',
    party: 'texts',
    envelope: 'text',
    coordinator: 'text',
  },
  createsDatabase: false,
  read: (words) => {
    const title = textOption(words, 'title');
    const exercise = textOption(words, 'exercise');
    if (title === null || exercise === null || words.positionals.length > 0) return null;
    const envelope = textOption(words, 'envelope') ?? '';
    const [parties, axes] = [textsOption(words, 'party'), textsOption(words, 'axis')];
    return {
      coordinator: textOption(words, 'coordinator'),
      contract: { title, parties, exercise, envelope, axes },
    };
  },
  run: (context, { coordinator, contract }): CommandResult<CreatedContract> => {
    const found = findCoordinator(context, coordinator);
    return found.ok ? describeCreated(context, context.contracts.create(null, found.value, contract)) : found;
  },
  print: ({ title, contractId }, { messages }) => ({
    text: messages.operations.contractCreated(title, contractId),
  }),
});

export const contractLoadExample = defineCommand({
  name: 'contract load-example',
  usage: 'metz [--coordinator EMAIL]',
  options: { coordinator: 'text' },
  createsDatabase: false,
  read: (words) =>
    onlyPositional(words) === 'metz'
      ? { example: 'metz' as const, coordinator: textOption(words, 'coordinator') }
      : null,
  run: (context, { example, coordinator }): CommandResult<CreatedContract> => {
    const found = findCoordinator(context, coordinator);
    return found.ok
      ? describeCreated(context, context.contracts.loadExample(null, found.value, example))
      : found;
  },
  print: ({ title, planId }, { messages }) => ({ text: messages.operations.exampleLoaded(title, planId) }),
});

function listPlans(contracts: readonly ContractSummary[]) {
  return contracts.flatMap((contract) =>
    contract.plans.map(({ id, title, exercise, phase, ficheCount, editedAt }) => ({
      id,
      contractId: contract.id,
      contractTitle: contract.title,
      title,
      exercise,
      phase,
      ficheCount,
      editedAt: editedAt?.toISOString() ?? null,
    })),
  );
}

export const planList = defineCommand({
  name: 'plan list',
  usage: '',
  options: {},
  createsDatabase: false,
  read: ({ positionals }) => (positionals.length === 0 ? {} : null),
  run: ({ contracts }) => ({ ok: true, value: listPlans(contracts.listAll()) }),
  print: (plans, { messages, language }) => {
    if (plans.length === 0) return { text: messages.operations.nothingToList };
    const { headers } = messages.commands;
    return {
      text: formatTable(
        [headers.id, headers.contract, headers.plan, headers.actions, headers.editedAt],
        plans.map(({ id, contractTitle, title, ficheCount, editedAt }) => [
          id,
          contractTitle,
          title,
          String(ficheCount),
          editedAt === null ? '' : formatMoment(new Date(editedAt), language),
        ]),
      ),
    };
  },
});

export const planExport = defineCommand({
  name: 'plan export',
  usage: 'ID --format json [--out FILE]',
  options: { format: 'text', out: 'text' },
  createsDatabase: false,
  read: (words) => {
    const planId = onlyPositional(words) as PlanId | null;
    return planId !== null && textOption(words, 'format') === 'json' ? planId : null;
  },
  run: async ({ plans }, planId): Promise<CommandResult<string>> => {
    const exported = await plans.exportPlan(planId);
    if (exported.ok) return success(new TextDecoder().decode(exported.value));
    return {
      ok: false,
      code: exported.code === 'not_found' ? 'plan_unknown' : exported.code,
      subject: planId,
    };
  },
  print: (plan, { arguments: words }) => {
    const out = textOption(words, 'out');
    const text = JSON.stringify(JSON.parse(plan) as unknown, null, 2);
    return out === null ? { text } : { text, file: resolve(words.directory, out) };
  },
});
