// Commands that look after the data as a whole: backup and doctor.
import type { Messages } from '../../src/lib/i18n/messages.ts';
import { formatMoment } from '../../src/lib/i18n/date-format.ts';
import { formatNumber } from '../../src/lib/i18n/number-format.ts';
import type { DoctorProblem, DoctorReport } from '../store/doctor.ts';
import { type InstanceFacts, readInstanceFacts } from '../store/instance-facts.ts';
import { defineCommand, type CommandResult, type PrintOptions } from './command.ts';

function describeProblem(problem: DoctorProblem, { problems }: Messages['operations']['doctor']): string {
  switch (problem.kind) {
    case 'integrity':
    case 'reference':
    case 'file_damaged':
      return problems[problem.kind](problem.detail);
    case 'snapshot_missing':
    case 'plan_differs':
      return problems[problem.kind](problem.planId);
    case 'history_damaged':
      return problems.history_damaged(problem.table, problem.id);
    case 'row_differs':
      return problems.row_differs(problem.planId, problem.rowId);
    case 'version_damaged':
      return problems.version_damaged(problem.planId, problem.number);
    case 'update_damaged':
    case 'snapshot_damaged':
    case 'log_gap':
    case 'replay_failed':
    case 'replay_differs':
      return problems[problem.kind](problem.planId, problem.seq);
    default:
      return problem satisfies never;
  }
}

function describeFacts(facts: InstanceFacts, { messages, language }: PrintOptions): string {
  const { doctor: words } = messages.operations;
  const size = (bytes: number): string =>
    messages.commands.megabytes(formatNumber(bytes / 1e6, 'ratio', { decimals: 1 }));
  const { lastBackupAt, plans } = facts;
  const updates = plans.reduce((sum, plan) => sum + plan.updates, 0);
  const bytes = plans.reduce((sum, plan) => sum + plan.updateBytes + plan.snapshotBytes, 0);
  return [
    words.data(facts.dataDir, facts.schemaVersion),
    words.disk(size(facts.databaseBytes), size(facts.walBytes), size(facts.freeBytes)),
    lastBackupAt === null
      ? words.noBackup
      : words.lastBackup(formatMoment(new Date(lastBackupAt), language), facts.backups),
    words.logs(updates, size(bytes)),
    ...plans.filter(({ epoch }) => epoch > 1).map(({ planId, epoch }) => words.epoch(planId, epoch)),
  ].join('\n');
}

export const doctor = defineCommand({
  name: 'doctor',
  usage: '',
  options: {},
  createsDatabase: false,
  read: ({ positionals }) => (positionals.length === 0 ? {} : null),
  run: async ({ store, dataDir }): Promise<CommandResult<DoctorReport & { facts: InstanceFacts }>> => ({
    ok: true,
    value: { ...(await store.examineAside()), facts: readInstanceFacts(dataDir, store.planSizes()) },
  }),
  print: ({ plans, updates, problems, facts }, options) => {
    const words = options.messages.operations.doctor;
    const about = describeFacts(facts, options);
    if (problems.length === 0) return { text: [about, words.fine(plans, updates)].join('\n') };
    const lines = problems.map((problem) => `- ${describeProblem(problem, words)}`);
    return {
      text: [about, words.found(problems.length), ...lines, words.advice].join('\n'),
      hasFailed: true,
    };
  },
});
