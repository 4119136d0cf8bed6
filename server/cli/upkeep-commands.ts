// Commands that look after the data as a whole: backup and doctor.
import { resolve } from 'node:path';
import type { Messages } from '../../src/lib/i18n/messages.ts';
import type { DoctorProblem, DoctorReport } from '../store/doctor.ts';
import { defineCommand, type CommandResult } from './command.ts';

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

export const doctor = defineCommand({
  name: 'doctor',
  usage: '',
  options: {},
  createsDatabase: false,
  read: ({ positionals }) => (positionals.length === 0 ? {} : null),
  run: async ({ store }): Promise<CommandResult<DoctorReport>> => ({
    ok: true,
    value: await store.examine(),
  }),
  print: ({ plans, updates, problems }, { messages }) => {
    const words = messages.operations.doctor;
    if (problems.length === 0) return { text: words.fine(plans, updates) };
    const lines = problems.map((problem) => `- ${describeProblem(problem, words)}`);
    return { text: [words.found(problems.length), ...lines, words.advice].join('\n'), hasFailed: true };
  },
});
