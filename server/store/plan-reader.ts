// Reads one plan whole, as it is at one moment: for the room that opens it and for the process that folds its log.
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import { Contracts } from './contracts.ts';
import { Plans } from './plans.ts';
import type { LoadedPlan } from './ports.ts';
import { Rows } from './rows.ts';
import type { Database } from './sqlite.ts';
import { UpdateLog } from './update-log.ts';

export type PlanReader = (planId: PlanId) => Result<LoadedPlan>;

interface ReadTables {
  readonly plans: Plans;
  readonly rows: Rows;
  readonly log: UpdateLog;
}

/** In one transaction: what is written meanwhile prunes what is being read. */
export function planReader(database: Database, { plans, rows, log }: ReadTables): PlanReader {
  return database.transaction((planId: PlanId): Result<LoadedPlan> => {
    const record = plans.byId(planId);
    if (record === null) return failure('not_found');
    const { epoch, lastSeq } = record.log;
    const content = log.load(planId, epoch, lastSeq);
    if (!content.ok) return content;
    return success({ epoch, ...content.value, plan: record.plan, rows: rows.ofPlan(planId) });
  });
}

/** On a connection that reads nothing else. */
export function openReader(database: Database): PlanReader {
  return planReader(database, {
    plans: new Plans(database, new Contracts(database)),
    rows: new Rows(database),
    log: new UpdateLog(database),
  });
}
